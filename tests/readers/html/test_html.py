"""Web pages: the report and nothing around it, as text whatever the markup wants."""

from __future__ import annotations

import pytest
from readers.made import codes, lines, refusal

from sitegen import readers
from sitegen.model import Document, Hints, Paragraph

OPENING = "2024年，清河街道坚持党建引领，" + "扎实推进各项工作，" * 12 + "全面完成年度任务。"


def page(content: str, head: str = "", before: str = "", after: str = "") -> str:
    return f'<!DOCTYPE html><html><head>{head}</head><body>{before}<div id="zoom">{content}</div>{after}</body></html>'


def read(text: str, encoding: str = "utf-8") -> Document:
    return readers.read("页面.html", text.encode(encoding))


def test_only_the_marked_text_is_read() -> None:
    menu = '<div class="menu"><a href="/">首页</a><a href="/zw">政务公开</a></div>'
    foot = "<div>主办：清河区人民政府</div>"
    document = read(page(f"<p>{OPENING}</p><p>二、治理</p>", before=menu, after=foot))
    assert lines(document) == [OPENING, "二、治理"]
    assert codes(document) == []


@pytest.mark.parametrize(
    "holder",
    [
        '<td id="UCAP-CONTENT">',
        '<div class="TRS_Editor">',
        '<div class="view TRS_UEDITOR trs_paper_default">',
        '<div id="vsb_content">',
        '<div class="article-content">',
        "<article>",
    ],
)
def test_the_holders_of_common_editor_systems_are_known(holder: str) -> None:
    tag = holder[1:].split(">", maxsplit=1)[0].split(maxsplit=1)[0]
    row = ("<table><tr>", "</tr></table>") if tag == "td" else ("", "")
    text = f"<html><body><p>本页导航，请选择，谢谢。</p>{row[0]}{holder}<p>{OPENING}</p></{tag}>{row[1]}</body></html>"
    assert lines(read(text)) == [OPENING]


def test_without_a_mark_the_densest_part_is_taken_and_doubted() -> None:
    text = (
        "<html><body><div><a>新闻，要闻。</a><a>政务，公开。</a></div>"
        f"<div class='x'><p>{OPENING}</p><p>一、经济</p><p>{OPENING}</p></div><div>版权所有，网站地图。</div></body></html>"
    )
    document = read(text)
    assert lines(document) == [OPENING, "一、经济", OPENING]
    assert codes(document) == ["content-guessed"]


def test_paragraphs_in_elements_of_their_own_are_all_taken() -> None:
    rows = "".join(f"<div><div><font>{number}、{OPENING}</font></div></div>" for number in "一二三四五六")
    text = f"<html><body><p>本页导航，请选择。</p><div class='x'>{rows}</div><div>版权所有，网站地图。</div></body></html>"
    assert lines(read(text)) == [f"{number}、{OPENING}" for number in "一二三四五六"]


def test_the_title_comes_first_also_when_it_stands_outside() -> None:
    document = read(page(f"<p>{OPENING}</p>", before="<h1>清河街道2024年工作总结</h1>"))
    assert lines(document) == ["清河街道2024年工作总结", OPENING]
    inside = read(
        page(f"<p>清河街道<br>2024年工作总结</p><p>{OPENING}</p>", before="<h1>清河街道2024年工作总结</h1>")
    )
    assert lines(inside) == ["清河街道", "2024年工作总结", OPENING]


def test_standard_tags_give_title_date_and_source() -> None:
    head = (
        '<title>总结_清河区人民政府</title><meta name="ArticleTitle" content="清河街道2024年工作总结">'
        '<meta name="PubDate" content="2025-01-20 10:15"><meta name="ContentSource" content="清河街道办事处">'
        '<link rel="canonical" href="https://www.example.gov.cn/zj/1.html">'
    )
    assert read(page(f"<p>{OPENING}</p>", head)).hints == Hints(
        title="清河街道2024年工作总结",
        published="2025-01-20",
        issuer="清河街道办事处",
        url="https://www.example.gov.cn/zj/1.html",
    )


def test_visible_labels_and_the_page_title_stand_in_for_the_tags() -> None:
    head = "<title>清河街道2024年工作总结_清河区人民政府</title>"
    info = "<span>发布日期：2025年1月2日</span> <span>来源：清河街道办事处 </span>"
    hints = read(page(f"<p>{OPENING}</p>", head, before=info)).hints
    assert (hints.title, hints.published, hints.issuer) == (
        "清河街道2024年工作总结",
        "2025-01-02",
        "清河街道办事处",
    )


@pytest.mark.parametrize("site", ["_清河区人民政府", " - 清河网", "-清河区人民政府门户网站", "-清河区水务局"])
def test_the_name_of_a_site_behind_a_title_goes(site: str) -> None:
    head = f"<title>清河街道2021-2025年规划{site}</title>"
    assert read(page(f"<p>{OPENING}</p>", head)).hints.title == "清河街道2021-2025年规划"


@pytest.mark.parametrize("title", ["2023年清河—白沙引水工程管理局", "2023年清河-白沙引水工程管理局"])
def test_a_dash_between_two_places_is_part_of_a_title(title: str) -> None:
    assert read(page(f"<p>{OPENING}</p>", f"<title>{title}</title>")).hints.title == title


@pytest.mark.parametrize("level", ["h2", "h3"])
@pytest.mark.parametrize("heading", ["无障碍浏览与关怀版", "您可能感兴趣的内容推荐", "政府信息公开年度报告"])
def test_a_lower_heading_without_the_form_of_a_title_is_none(level: str, heading: str) -> None:
    head, side = "<title>清河区人民政府</title>", f"<div><{level}>{heading}</{level}></div>"
    assert read(page(f"<p>清河区2023年工作总结</p><p>{OPENING}</p>", head, before=side)).hints.title == ""


@pytest.mark.parametrize("level", ["h2", "h3"])
def test_a_lower_heading_below_the_text_is_no_title(level: str) -> None:
    foot = f"<div><{level}>清河区2022年工作总结</{level}></div>"
    assert read(page(f"<p>{OPENING}</p>", "<title>清河区人民政府</title>", after=foot)).hints.title == ""


@pytest.mark.parametrize("level", ["h2", "h3"])
def test_the_only_heading_of_a_lower_level_is_the_title_of_a_page_that_names_its_site_alone(
    level: str,
) -> None:
    head, title = "<title>清河区人民政府</title>", f"<{level}>清河街道2024年工作总结</{level}>"
    assert read(page(f"<p>{OPENING}</p>", head, before=title)).hints.title == "清河街道2024年工作总结"
    assert (
        read(page(f"<p>{OPENING}</p>", head, before=f"{title}<{level}>通知公告</{level}>")).hints.title == ""
    )
    assert read(page(f"<p>{OPENING}</p>", head, before=f"<{level}>相关链接</{level}>")).hints.title == ""


@pytest.mark.parametrize(
    "name", ["_清河区人民政府", "清河区人民政府门户网站", "清河区人民政府", "政府信息公开"]
)
def test_the_name_of_a_site_is_no_title(name: str) -> None:
    head = f"<title>{name}</title>"
    assert read(page(f"<p>{OPENING}</p>", head)).hints.title == ""
    assert read(page(f"<p>{OPENING}</p>", before=f"<h1>{name}</h1>")).hints.title == ""


def test_an_impossible_date_is_no_date() -> None:
    head = '<meta name="PubDate" content="2025-13-40">'
    assert read(page(f"<p>{OPENING}</p>", head)).hints.published == ""


def test_breaks_and_indents_make_paragraphs() -> None:
    content = f"&emsp;&emsp;{OPENING}<br/>\n<br/>　　（一）招商。<br>全年引进企业\n 474家"
    assert lines(read(page(content))) == [OPENING, "（一）招商。", "全年引进企业 474家"]


def test_a_blank_that_a_browser_shows_is_kept() -> None:
    assert lines(read(page(f"<p>一 概述</p><p>“美好社区  先锋行动”</p><p>{OPENING}</p>")))[:2] == [
        "一 概述",
        "“美好社区 先锋行动”",
    ]


def test_line_ends_of_the_source_are_no_blanks_between_chinese() -> None:
    assert (
        lines(read(page(f"<p>加装\n   电梯，\n惠及<b>居民</b> 。</p><p>{OPENING}</p>")))[0]
        == "加装电梯，惠及居民。"
    )


def test_typography_is_kept_as_evidence() -> None:
    content = (
        f'<p align="center"><b>附件</b></p><h2>一、经济</h2><p style="text-align:center">表1</p>'
        f'<p><span style="font-family:黑体">二、治理</span></p><p><b>招商。</b>{OPENING}</p>'
    )
    seen = [
        (block.text[:4], block.level, block.is_centred, block.is_bold)
        for block in read(page(content)).blocks
        if isinstance(block, Paragraph)
    ]
    assert seen == [
        ("附件", 0, True, True),
        ("一、经济", 2, False, True),
        ("表1", 0, True, False),
        ("二、治理", 0, False, True),
        ("招商。2", 0, False, False),
    ]


def test_tables_of_data_are_kept_with_their_merged_cells() -> None:
    table = (
        "<table><tr><th rowspan=2>指标</th><th colspan=2>完成<br>情况</th></tr><tr><td>计划</td><td>实际</td></tr>"
        "<tr><td>电梯</td><td>30</td></tr></table>"
    )
    assert lines(read(page(f"<p>{OPENING}</p>{table}")))[1] == [
        ["指标", "完成情况", ""],
        ["", "计划", "实际"],
        ["电梯", "30", ""],
    ]


def test_tables_that_lay_out_the_page_are_no_tables() -> None:
    layout = f"<table><tr><td><p>{OPENING}</p></td><td><table><tr><td>1</td></tr></table></td></tr></table>"
    assert lines(read(page(layout))) == [OPENING, "1"]


def test_a_cell_cannot_span_without_end() -> None:
    table = (
        "<table><tr><td colspan=99999999999>a</td><td rowspan=900000>b</td></tr><tr><td>c</td></tr></table>"
    )
    rows = lines(read(page(f"<p>{OPENING}</p>{table}")))[1]
    assert rows == [["a", "b"], ["c", ""]]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<style>p{color:red}</style>",
        '<iframe src="https://example.invalid/">旧浏览器</iframe>',
        "<svg><text>坏</text></svg>",
        '<p style="display:none">关键词</p>',
        "<p hidden>关键词</p>",
        "<template><p>坏</p></template>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)"></a>',
        '<base href="https://example.invalid/"><meta http-equiv="refresh" content="0;url=https://example.invalid/">',
        "<!-- <p>注释</p> --><?php echo 1 ?>",
    ],
)
def test_what_is_not_shown_or_wants_to_run_is_passed_over(hostile: str) -> None:
    assert lines(read(page(f"<p>{OPENING}</p>{hostile}"))) == [OPENING]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
        ("big5", "big5"),
        ("", "utf-16"),
    ],
)
def test_the_encoding_is_what_the_bytes_say(declared: str, encoding: str) -> None:
    text = OPENING if encoding != "big5" else "清河街道堅持黨建引領，" + "紮實推進各項工作，" * 12
    document = read(page(f"<p>{text}</p>", f'<meta charset="{declared}">'), encoding)
    assert lines(document) == [text]


def test_rare_characters_of_gb18030_survive_a_gb2312_label() -> None:
    text = OPENING + "朱镕基、㛃、𠮷。"
    assert lines(read(page(f"<p>{text}</p>", '<meta charset="gb2312">'), "gb18030")) == [text]


def test_pictures_of_the_text_are_reported() -> None:
    document = read(page(f'<p>{OPENING}</p><img src="/a/1.jpg" alt="大学路">'), "utf-8")
    assert [dict(each.values) for each in document.problems] == [{"description": "大学路"}]


def test_thousands_of_open_tags_are_read() -> None:
    assert lines(read(page("<font>" * 1500 + OPENING))) == [OPENING]


def test_a_page_nested_too_deep_for_any_parser_is_read_without_its_nesting() -> None:
    document = read(page("<div>" * 10_000 + f"<p>{OPENING}</p><p><font>第二段。"))
    assert lines(document) == [OPENING, "第二段。"]
    assert "page-flattened" in codes(document)


def test_a_page_of_frames_names_them() -> None:
    text = '<html><frameset><frame src="main.html"><frame src="menu.html"></frameset></html>'
    assert refusal(text.encode()) == "source-frames"


def test_a_page_without_text_is_empty() -> None:
    assert refusal(b"<html><body><script>document.write('x')</script></body></html>") == "source-shell"


def test_of_a_page_without_a_body_its_head_is_no_text() -> None:
    head = "<head><title>清河区2023年工作总结</title><script>var a=1;，。</script><style>p{}</style></head>"
    assert refusal(f"<html>{head}</html>".encode()) == "source-shell"
    assert (
        refusal(f"<html>{head}<frameset><frame src='a.html'></frameset></html>".encode()) == "source-frames"
    )
    old = read(f"<html>{head}<frameset><noframes><p>请用新版浏览器，谢谢。</p></noframes></frameset></html>")
    assert "var" not in "".join(lines(old))


def test_a_million_tags_are_refused_before_they_are_parsed() -> None:
    assert refusal(b"<html>" + b"<p>" * 1_000_000) == "source-unpacks"


def test_a_tag_of_a_million_attributes_is_refused_before_it_is_parsed() -> None:
    attributes = " ".join(f"a{number}" for number in range(1_000_000))
    assert refusal(f"<html><body><p {attributes}>正文。</p>".encode()) == "source-unpacks"


def test_a_table_that_spans_beyond_its_rows_ends_with_them() -> None:
    wide = "<td rowspan=9999 colspan=3>a</td>" * 2
    rows = lines(read(page(f"<p>{OPENING}</p><table><tr>{wide}</tr>{'<tr><td>b</td></tr>' * 20}</table>")))[1]
    assert [len(row) for row in rows] == [7] * 21


def test_spans_that_ask_for_millions_of_cells_are_refused() -> None:
    wide = "<td rowspan=9999 colspan=50>a</td>" * 50
    assert (
        refusal(page(f"<table><tr>{wide}</tr>{'<tr><td>b</td></tr>' * 2000}</table>").encode())
        == "source-unpacks"
    )


def test_nothing_of_a_long_or_wide_table_is_lost() -> None:
    wide = "<tr>" + "".join(f"<td>列{n}</td>" for n in range(60)) + "</tr>"
    long = "".join(f"<tr><td>行{n}</td><td>乙</td></tr>" for n in range(2200))
    blocks = lines(read(page(f"<p>{OPENING}</p><table>{wide * 2}</table><table>{long}</table>")))
    assert blocks[1][-1][-1] == "列59"
    assert blocks[2][-1][0] == "行2199"


def test_the_numbers_of_ordered_lists_are_printed_as_a_browser_does() -> None:
    content = (
        f"<p>{OPENING}</p><ol><li>新建道路。</li><li><p>改造厕所。</p><p>共二十座。</p></li></ol>"
        '<ol start="3"><li>整治河道。</li><li value="7">清理沟渠。</li></ol>'
        '<ol style="list-style-type: cjk-ideographic"><li>加强领导</li></ol><ol type="a"><li>附表</li></ol>'
        '<ol style="list-style: none"><li>其他</li></ol><ol><li>1.已有序号。</li></ol><ul><li>要点</li></ul>'
    )
    assert lines(read(page(content)))[1:] == [
        "1.新建道路。",
        "2.改造厕所。",
        "共二十座。",
        "3.整治河道。",
        "7.清理沟渠。",
        "一、加强领导",
        "a.附表",
        "其他",
        "1.已有序号。",
        "要点",
    ]


def test_a_title_that_stands_in_the_body_is_read() -> None:
    text = f"<html><body><svg><title>图标</title></svg><div><title>清河区2023年工作总结</title></div><p>{OPENING}</p></body></html>"
    document = read(text)
    assert (document.hints.title, lines(document)) == (
        "清河区2023年工作总结",
        ["清河区2023年工作总结", OPENING],
    )


def test_a_body_that_scripts_show_later_is_read() -> None:
    assert lines(read(f"<html><body style='display:none'><p>{OPENING}</p></body></html>")) == [OPENING]


def test_an_element_of_any_name_keeps_its_text_beside_hidden_ones() -> None:
    text = f"<html><body><gone>{OPENING}</gone><div hidden>隐藏，隐藏。</div><p>{OPENING}</p></body></html>"
    assert lines(read(text)) == [OPENING, OPENING]
