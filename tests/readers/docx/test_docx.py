"""Word files: what is printed is kept, once, and nothing else."""

from __future__ import annotations

import pytest
from readers.made import codes, lines, read_word, refusal, word_bytes, zipped

from sitegen import readers
from sitegen.model import Paragraph


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def test_paragraphs_come_in_order_with_their_number() -> None:
    document = read_word(
        paragraph(run("清河街道"), run("2024年工作总结")) + paragraph() + paragraph(run("各位代表："))
    )
    assert [(block.text, block.line) for block in document.blocks] == [
        ("清河街道2024年工作总结", 1),
        ("各位代表：", 3),
    ]


def test_insertions_are_kept_and_deletions_left_out() -> None:
    body = paragraph(
        run("加装电梯"),
        f'<w:ins w:id="1">{run("12")}</w:ins>',
        '<w:del w:id="2"><w:r><w:delText>9</w:delText></w:r></w:del>',
        run("台。"),
    )
    body += paragraph(f"<w:moveTo>{run('移来')}</w:moveTo><w:moveFrom>{run('移走')}</w:moveFrom>")
    document = read_word(body)
    assert lines(document) == ["加装电梯12台。", "移来"]
    assert codes(document) == ["changes-accepted"]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    body = paragraph(run("加装"), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("电梯。"))
    assert lines(read_word(body)) == ["加装电梯。"]


def test_controls_and_links_are_transparent() -> None:
    inner = (
        f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt><w:hyperlink>{run('链接')}</w:hyperlink>"
    )
    outer = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(inner)}</w:sdtContent></w:sdt>"
    assert lines(read_word(outer + paragraph(f"<w:smartTag>{run('标记')}</w:smartTag>"))) == [
        "控件链接",
        "标记",
    ]


def test_of_a_field_only_the_result_is_printed() -> None:
    body = paragraph(run("第"), field("REF _x", run("三")), run("页"))
    body += paragraph(f'<w:fldSimple w:instr="DATE">{run("2024年")}</w:fldSimple>')
    assert lines(read_word(body)) == ["第三页", "2024年"]


def test_a_table_of_contents_is_left_out() -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TO</w:instrText><w:instrText>C \\o</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/></w:r>'
    )
    body = paragraph(begin, run("一、经济……1")) + paragraph(run("二、治理……2"))
    body += paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>') + paragraph(run("正文。"))
    document = read_word(body)
    assert lines(document) == ["正文。"]
    assert codes(document) == ["contents-removed"]


def test_a_table_of_contents_from_the_gallery_is_left_out() -> None:
    about = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    listing = f"<w:sdt>{about}<w:sdtContent>{paragraph(run('目录'))}</w:sdtContent></w:sdt>"
    assert lines(read_word(listing + paragraph(run("正文。")))) == ["正文。"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r>'
    body = paragraph(begin, run("一、经济")) + paragraph(run("正文。"))
    assert lines(read_word(body)) == ["一、经济", "正文。"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(run('框内'))}</w:txbxContent>"
    choice = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(read_word(paragraph(choice, run("框外")))) == ["框外", "框内"]


def test_notes_stand_at_the_end_behind_their_marks() -> None:
    notes = (
        f'<w:footnote w:id="7">{paragraph("<w:r><w:footnoteRef/></w:r>", run("注一。"))}</w:footnote>'
        f'<w:footnote w:id="8">{paragraph(run("注二。"))}</w:footnote>'
    )
    body = paragraph(run("增长5%"), '<w:r><w:footnoteReference w:id="8"/></w:r>', run("。")) + paragraph(
        run("完。")
    )
    assert lines(read_word(body, footnotes=notes)) == ["增长5%[1]。", "完。", "[1] 注二。"]


def test_merged_cells_are_laid_out_and_short_rows_filled() -> None:
    rows = (
        f"<w:tr>{cell('指标', '<w:vMerge w:val=&quot;restart&quot;/>'.replace('&quot;', chr(34)))}"
        f"{cell('完成情况', '<w:gridSpan w:val=' + chr(34) + '2' + chr(34) + '/>')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('计划')}{cell('完成')}</w:tr>"
        f"<w:tr>{cell('电梯')}{cell('30')}</w:tr>"
    )
    document = read_word(f"<w:tbl>{rows}</w:tbl>")
    assert lines(document) == [[["指标", "完成情况", ""], ["", "计划", "完成"], ["电梯", "30", ""]]]


def test_a_frame_of_one_column_is_no_table() -> None:
    assert lines(read_word(f"<w:tbl><w:tr>{cell('框内一段。')}</w:tr></w:tbl>")) == ["框内一段。"]


def test_breaks_start_paragraphs_and_page_breaks_do_not() -> None:
    body = paragraph(run("洪泽区人民政府"), "<w:r><w:br/></w:r>", run("2023年年度报告"))
    body += paragraph(run("一段"), '<w:r><w:br w:type="page"/></w:r>', run("话"))
    assert lines(read_word(body)) == ["洪泽区人民政府", "2023年年度报告", "一段话"]


def test_hidden_text_is_left_out_and_reported() -> None:
    document = read_word(paragraph(run("看得见"), run("看不见", "<w:vanish/>")))
    assert lines(document) == ["看得见"]
    assert codes(document) == ["hidden-removed"]


def test_typography_is_kept_as_evidence() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/>'
        '<w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    )
    body = paragraph(run("总结", '<w:sz w:val="44"/>'), properties='<w:pStyle w:val="T"/>')
    body += paragraph(run("工作回顾"), properties='<w:pStyle w:val="1"/>')
    body += paragraph(run("黑体", '<w:rFonts w:eastAsia="黑体"/>'), run("仿宋"))
    body += paragraph(
        run("大纲", '<w:b w:val="0"/>'), properties='<w:outlineLvl w:val="1"/><w:pStyle w:val="1"/>'
    )
    document = read_word(body, styles=styles)
    seen = [(b.level, b.is_centred, b.is_bold, b.size) for b in document.blocks if isinstance(b, Paragraph)]
    assert seen == [(0, True, False, 22), (1, False, True, 16), (0, False, False, 10), (2, False, False, 16)]
    assert document.hints.title == "总结"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (("清河区", "2024年工作总结", "区长　张某"), "清河区2024年工作总结"),
        (("清河区", "关于印发《贯彻〈意见", "的若干措施〉", "实施方案》的通知", "张某"), "清河区关于印发《贯彻〈意见的若干措施〉实施方案》的通知"),
    ],
)  # fmt: skip
def test_a_title_takes_as_many_lines_as_its_brackets_need(rows: tuple[str, ...], title: str) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    body = "".join(paragraph(run(row), properties='<w:pStyle w:val="T"/>') for row in rows)
    assert read_word(body, styles=styles).hints.title == title


def test_pictures_are_reported_with_their_description() -> None:
    picture = '<w:r><w:drawing><wp:inline><wp:docPr name="图1" descr="大学路步行街"/><a:blip/></wp:inline></w:drawing></w:r>'
    document = read_word(paragraph(picture, run("图1")))
    assert [dict(each.values) for each in document.problems] == [{"description": "大学路步行街"}]


def test_any_prefix_and_the_strict_form_are_read() -> None:
    for namespace in (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ):
        xml = (
            f'<ns0:document xmlns:ns0="{namespace}"><ns0:body><ns0:p><ns0:r><ns0:t>正文。</ns0:t></ns0:r></ns0:p>'
            "</ns0:body></ns0:document>"
        )
        for encoded in (xml.encode(), f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")):
            data = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": encoded})
            assert lines(readers.read("报告.docx", data)) == ["正文。"]


def test_the_main_part_may_have_another_name() -> None:
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>'
    )
    xml = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{paragraph(run('正文。'))}</w:body></w:document>"
    )
    data = zipped({"[Content_Types].xml": "<a/>", "_rels/.rels": relationships, "word/document2.xml": xml})
    assert lines(readers.read("报告.docx", data)) == ["正文。"]


def test_macros_and_outside_files_are_only_noted() -> None:
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" '
        'Type="x/attachedTemplate" Target="http://203.0.113.1/t.dotm" TargetMode="External"/></Relationships>'
    )
    xml = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{paragraph(run('正文。'))}</w:body></w:document>"
    )
    parts = {
        "[Content_Types].xml": "<a/>",
        "word/document.xml": xml,
        "word/vbaProject.bin": b"\x00",
        "word/_rels/settings.xml.rels": relationships,
    }
    assert codes(readers.read("报告.docm", zipped(parts))) == ["macros-ignored", "outside-ignored"]


def _nested(depth: int) -> str:
    return "<w:sdt><w:sdtContent>" * depth + paragraph(run("深")) + "</w:sdtContent></w:sdt>" * depth


def test_deep_nesting_is_read_as_far_as_any_office_program_goes() -> None:
    assert lines(read_word(_nested(100))) == ["深"]


def test_deeper_nesting_is_refused() -> None:
    assert refusal(word_bytes(_nested(2000))) == "source-damaged"
