"""PDF files: paragraphs by the geometry of the page, on pages set like official documents (28 × 22 characters)."""

from __future__ import annotations

import pytest
from readers.made import PICTURE, codes, lines, pdf_bytes, read_pdf, refusal, rule, text

from sitegen.model import Paragraph
from sitegen.readers.pdf.glyphs import Glyph
from sitegen.readers.pdf.lines import read_lines
from sitegen.readers.pdf.paragraphs import measure, read_paragraphs

LEFT, SIZE, PITCH, TOP = 79, 16, 28, 740
FIRST = "五角场街道坚持党建引领基层治理扎实推进各项重点工作全"  # 26 characters: an indented line
NEXT = "服务企业居民持续优化营商环境不断提升城区品质深化自治共治"  # 28: a full line
MORE = "设美好家园织密安全防线守护烟火气息打造宜居宜业宜游宜学街"  # 28: another


def column(*rows: str, top: float = TOP, size: float = SIZE) -> str:
    """Set rows one below the other; two blanks of full width at the start of one indent it."""
    return "".join(
        text(LEFT + size * (len(row) - len(row.lstrip("　"))), top - PITCH * index, row.lstrip("　"), size)
        for index, row in enumerate(rows)
    )


def plain(count: int = 5) -> str:
    """Return a page of paragraphs that fill it."""
    return column(*[f"　　{FIRST}", NEXT, MORE, "服务居民。"] * count)


def test_lines_become_paragraphs_by_their_indent() -> None:
    document = read_pdf(column(f"　　{FIRST}", NEXT, "城区。", f"　　{FIRST}", NEXT))
    assert lines(document) == [FIRST + NEXT + "城区。", FIRST + NEXT]


def test_a_line_that_ends_a_little_early_does_not_end_its_paragraph() -> None:
    document = read_pdf(column(f"　　{FIRST}", NEXT[:-2], MORE, "服务居民。", f"　　{FIRST}", NEXT))
    assert lines(document) == [FIRST + NEXT[:-2] + MORE + "服务居民。", FIRST + NEXT]


def test_an_indented_line_starts_a_paragraph_though_the_one_above_is_full() -> None:
    heading = "（一）" + FIRST[:23]
    assert lines(read_pdf(column(f"　　{heading}", f"　　{FIRST}", NEXT))) == [heading, FIRST + NEXT]


def test_punctuation_that_hangs_over_the_edge_moves_no_edge() -> None:
    rows = (FIRST + "企业", NEXT + "。", MORE, NEXT, "服务居民。", FIRST + "企业", NEXT + "。", MORE)
    assert lines(read_pdf(column(*rows))) == ["".join(rows[:5]), "".join(rows[5:])]


def test_a_paragraph_goes_on_across_pages_and_names_its_first() -> None:
    document = read_pdf(column(f"　　{FIRST}", NEXT), column(MORE, "服务居民。", f"　　{FIRST}", NEXT))
    assert [(block.text, block.page) for block in document.blocks if isinstance(block, Paragraph)] == [
        (FIRST + NEXT + MORE + "服务居民。", 1),
        (FIRST + NEXT, 2),
    ]


@pytest.mark.parametrize("form", ["— {} —", "- {} -", "-{}-", "{}", "第 {} 页 共 13 页", "{}/13", "· {} ·"])
def test_page_numbers_are_left_out(form: str) -> None:
    # of two digits: a single character that a machine's fonts lack is no text for PDFium
    pages = [column(f"　　{FIRST}", NEXT) + text(290, 60, form.format(number), 14) for number in (11, 12)]
    document = read_pdf(*pages)
    assert lines(document) == [FIRST + NEXT] * 2
    assert codes(document) == ["page-lines-removed"]


def test_running_titles_are_left_out() -> None:
    head = "清河区人民政府公报2024年第{}期"
    first = [FIRST[number:] + FIRST[:number] for number in range(4)]
    pages = [text(180, 800, head.format(first.index(row)), 10) + column(f"　　{row}", NEXT) for row in first]
    assert lines(read_pdf(*pages)) == [row + NEXT for row in first]


def test_a_running_title_on_both_of_two_pages_is_left_out_but_not_what_they_only_begin_alike() -> None:
    head = text(180, 800, "清河区人民政府公报", 10)
    rows = (column(f"　　{FIRST}", NEXT, MORE), column(f"　　{NEXT[:26]}", MORE, FIRST + "企业"))
    assert "公报" not in str(lines(read_pdf(*(head + row for row in rows))))
    assert lines(read_pdf(rows[0], rows[0])) == [FIRST + NEXT + MORE] * 2


@pytest.mark.parametrize(
    ("words", "bottom", "size", "is_kept"),
    [
        ("临江街道工作材料汇编", 795, 9, False),
        ("临江街道工作材料汇编", 795, SIZE, True),
        ("临江街道工作材料汇编", 760, 9, True),
        ("索引号：2024-12", 795, 9, True),
        ("清河区统计局", 795, 9, True),
        ("附件1", 795, 9, True),
        ("（征求意见稿）", 795, 9, True),
        ("清河府发〔2024〕3号", 795, 9, True),
        ("清河区2024年政府工作报告", 795, 9, True),
        ("清河区2024年政府工作报告（摘要）", 795, 9, True),
        ("一、主要做法", 795, 9, True),
    ],
)
def test_a_running_title_of_a_single_page_is_left_out_if_it_is_small_and_outside_of_the_text(
    words: str, bottom: float, size: float, *, is_kept: bool
) -> None:
    document = read_pdf(text(200, bottom, words, size) + column(f"　　{FIRST}", NEXT, top=700))
    assert lines(document) == [*([words] if is_kept else []), FIRST + NEXT]


def test_a_small_title_of_a_single_page_is_left_out_if_the_page_has_it_in_large() -> None:
    small = text(200, 795, "清河区2024年政府工作报告", 9)
    large = text(180, 740, "清河区2024年", 22) + text(180, 710, "政府工作报告", 22)
    body = column(f"　　{FIRST}", NEXT, top=660)
    assert lines(read_pdf(small + large + body)) == lines(read_pdf(large + body))


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    edges = text(40, 815, "2024/3/1 09:12", 8) + text(40, 20, "http://www.example.gov.cn/art/1.html 1/1", 8)
    assert lines(read_pdf(plain() + edges)) == lines(read_pdf(plain()))
    last = column("　　设美好家园织密安全防线。", top=780)
    assert lines(read_pdf(plain() + edges, last + edges)) == lines(read_pdf(plain(), last))


def test_a_page_of_short_items_has_the_edges_of_the_other_pages() -> None:
    items = [f"{number}.{FIRST[:18]}；" for number in range(1, 6)]
    full = f"6.{FIRST[:25]}"
    pages = (
        plain(),
        column(
            *(f"　　{item}" for item in items), f"　　{full}", "企业。", *(f"　　{item}" for item in items)
        ),
    )
    assert lines(read_pdf(*pages))[-11:] == [*items, f"{full}企业。", *items]


def test_a_page_of_which_most_lines_are_indented_has_the_edge_that_few_begin_at() -> None:
    short = "一、基本情况"
    page = column(f"　　{short}", *[f"　　{FIRST}", f"　　{short}"] * 4, f"　　{FIRST}", "服务居民。")
    assert lines(read_pdf(plain(), page))[-10:] == [short, *[FIRST, short] * 4, FIRST + "服务居民。"]


def spaced(*paragraphs: list[str], indent: int = 0, space: int = 10) -> str:
    """Set paragraphs of given rows with blank space between them, the first row of each indented."""
    page, top = "", float(TOP)
    for paragraph in paragraphs:
        for index, row in enumerate(paragraph):
            page += text(LEFT + SIZE * (0 if index else indent), top, row, SIZE)
            top -= PITCH
        top -= space
    return page


def test_space_parts_paragraphs_also_where_most_have_one_line() -> None:
    whole = [NEXT[:27] + "。"]
    paragraphs = [
        whole,
        ["工作回顾"],
        [NEXT, MORE, NEXT, MORE, "服务居民。"],
        ["一、甲"],
        *[["成效明显。"], whole] * 4,
    ]
    assert lines(read_pdf(spaced(*paragraphs))) == ["".join(rows) for rows in paragraphs]


def test_space_parts_indented_paragraphs_on_a_page_where_each_has_one_line() -> None:
    first = [[FIRST, NEXT, "服务居民。"]] * 5
    last = [*([f"（{number}）{FIRST[:22]}。"] for number in "一二三"), ["特此报告。"]]
    pages = (spaced(*first, indent=2), spaced(*last, indent=2))
    assert lines(read_pdf(*pages)) == ["".join(rows) for rows in [*first, *last]]


def test_a_page_where_several_short_paragraphs_end_at_one_place_has_the_edges_of_the_others() -> None:
    item = f"{FIRST[:22]}。"
    first = [["一、甲"], [item], ["二、乙"], [item], ["三、丙"], [item], ["四、丁"]]
    last = [[FIRST, NEXT, "服务居民。"]]
    pages = (spaced(*first, indent=2, space=0), spaced(*last, indent=2, space=0))
    assert lines(read_pdf(*pages)) == ["".join(rows) for rows in [*first, *last]]


def test_short_lines_and_a_signature_beside_them_are_no_columns() -> None:
    rows = column(
        *(f"　　{word}" for word in ("规章", "规范性文件", "行政许可", "行政处罚", "行政强制")),
        FIRST + "街道",
    )
    signature = text(LEFT + 300, TOP - PITCH * 6, "清河街道")
    assert "page-columns" not in codes(read_pdf(rows + signature))


def test_a_number_inside_the_page_is_no_page_number() -> None:
    assert lines(read_pdf(column("　　474", f"　　{FIRST}", NEXT))) == ["474", FIRST + NEXT]


def test_a_title_of_two_lines_is_centred_and_large() -> None:
    title = text(226, 780, "洪泽区人民政府", 22) + text(193, 750, "政府信息公开年度报告", 22)
    document = read_pdf(title + column(f"　　{FIRST}", NEXT, MORE, top=700))
    seen = [(b.text, b.is_centred, b.size) for b in document.blocks if isinstance(b, Paragraph)]
    assert seen == [
        ("洪泽区人民政府", True, 22),
        ("政府信息公开年度报告", True, 22),
        (FIRST + NEXT + MORE, False, 16),
    ]


def test_a_signature_and_an_attachment_stand_for_themselves() -> None:
    signature = text(380, 400, "清河街道办事处") + text(390, 372, "2024年2月29日")
    document = read_pdf(column(f"　　{FIRST}", NEXT) + signature, column("附件1", f"　　{FIRST}", NEXT))
    assert lines(document) == [FIRST + NEXT, "清河街道办事处", "2024年2月29日", "附件1", FIRST + NEXT]


def test_blanks_that_only_gaps_suggest_are_left_out() -> None:
    spread = "".join(text(LEFT + 40 * index, TOP, char) for index, char in enumerate("号，邮编：电话"))
    assert lines(read_pdf(spread)) == ["号，邮编：电话"]


def test_words_of_latin_letters_keep_their_blanks_across_lines() -> None:
    rows = column(f"　　{FIRST}", NEXT[:20] + "Shanghai Tower", "Plaza开业。")
    assert lines(read_pdf(rows)) == [FIRST + NEXT[:20] + "Shanghai Tower Plaza开业。"]


def test_text_printed_twice_to_look_bold_is_read_once() -> None:
    twice = text(LEFT, TOP, "一、经济") + text(LEFT + 0.4, TOP, "一、经济")
    assert lines(read_pdf(twice)) == ["一、经济"]


def test_radicals_become_the_characters_that_they_show() -> None:
    document = read_pdf(column("⼀、经济⾯貌"))
    assert lines(document) == ["一、经济面貌"]
    assert codes(document) == ["radicals-replaced"]


def test_sizes_come_from_the_page_and_not_from_the_font() -> None:
    scaled = text(LEFT, TOP, "一、经济", 200, matrix="0.08 0 0 0.08")
    assert [block.size for block in read_pdf(scaled).blocks if isinstance(block, Paragraph)] == [16]


# ---------------------------------------------------------------- tables


def grid(columns: list[int], levels: list[int]) -> str:
    return "".join(rule(columns[0], at, columns[-1], at) for at in levels) + "".join(
        rule(at, levels[0], at, levels[-1]) for at in columns
    )


def cells(columns: list[int], levels: list[int], rows: list[list[str]]) -> str:
    return "".join(
        text(columns[index] + 4, levels[-1 - number] - 18, cell, 10)
        for number, row in enumerate(rows)
        for index, cell in enumerate(row)
        if cell
    )


COLUMNS, LEVELS = [79, 200, 300, 400], [420, 450, 480, 510]
ROWS = [["指标", "计划", "完成"], ["引进企业", "400", "474"], ["加装电梯", "30", "35"]]


def test_a_ruled_table_is_a_table_between_paragraphs() -> None:
    document = read_pdf(
        column(f"　　{FIRST}", NEXT)
        + grid(COLUMNS, LEVELS)
        + cells(COLUMNS, LEVELS, ROWS)
        + column(f"　　{FIRST}", NEXT, top=380)
    )
    assert lines(document) == [FIRST + NEXT, ROWS, FIRST + NEXT]


def test_a_table_goes_on_across_pages_without_its_header() -> None:
    ruled = grid(COLUMNS, LEVELS)
    second = [ROWS[0], ["走访企业", "2000", "2280"], ["新增绿地", "700", "710"]]
    document = read_pdf(ruled + cells(COLUMNS, LEVELS, ROWS), ruled + cells(COLUMNS, LEVELS, second))
    assert lines(document) == [[*ROWS, *second[1:]]]


def test_a_single_row_left_for_the_next_page_belongs_to_the_table() -> None:
    top = [720, 750]
    rest = grid(COLUMNS, top) + cells(COLUMNS, top, [["新增绿地", "700", "710"]])
    first = column(f"　　{FIRST}", NEXT) + grid(COLUMNS, LEVELS) + cells(COLUMNS, LEVELS, ROWS)
    document = read_pdf(first, rest + column(f"　　{FIRST}", NEXT, top=680))
    assert lines(document) == [FIRST + NEXT, [*ROWS, ["新增绿地", "700", "710"]], FIRST + NEXT]


@pytest.mark.parametrize(
    ("last", "rest", "is_one"),
    [
        (["13", "改造老旧小区十二个，增设", "区住建局"], ["", "停车位三百个", ""], True),
        (["13", "改造老旧小区十二个，完工。", "区住建局"], ["", "停车位三百个", ""], False),
        (["13", "改造老旧小区十二个", "区住建局"], ["", "停车位三百个", ""], False),
        (["", "改造老旧小区十二个，增设", ""], ["", "增设停车位三百个", ""], False),
        (["13", "改造老旧小区十二个，增设", "区住建局"], ["14", "停车位三百个", ""], False),
    ],
)
def test_a_row_that_a_page_cuts_is_one_row_and_a_short_or_whole_one_is_not(
    last: list[str], rest: list[str], *, is_one: bool
) -> None:
    columns = [79, 110, 244, 400]
    head = [["序", "任务", "单位"], ["12", "新建公园两座，绿道两公里", "区绿化局"]]
    first = grid(columns, LEVELS) + cells(columns, LEVELS, [*head, last])
    second = grid(columns, LEVELS) + cells(columns, LEVELS, [rest, ["14", "引进企业", "区商务局"]])
    joined = [[one + two for one, two in zip(last, rest, strict=True)]] if is_one else [last, rest]
    assert lines(read_pdf(first, second)) == [[*head, *joined, ["14", "引进企业", "区商务局"]]]


@pytest.mark.parametrize(
    ("last", "rest"),
    [
        (["", "加快推进老旧住房综合修", "区房管局"], ["", "完善社区养老服务体系网络", ""]),
        (["民生", "完善社区养老服务体系网", ""], ["", "新增公共停车泊位三百个", ""]),
    ],
)
def test_rows_of_a_merged_cell_are_two_where_their_text_ends_before_its_rule(
    last: list[str], rest: list[str]
) -> None:
    columns = [79, 150, 300, 420]
    head = [["类别", "重点任务", "单位"], ["城建", "推进旧区改造及配套道路", "区建委"]]
    more = ["经济", "引进企业", "区商务局"]
    first = grid(columns, LEVELS) + cells(columns, LEVELS, [*head, last])
    second = grid(columns, LEVELS) + cells(columns, LEVELS, [rest, more])
    assert lines(read_pdf(first, second)) == [[*head, last, rest, more]]


def test_a_row_below_a_page_with_the_header_alone_goes_on_with_none() -> None:
    columns = [79, 110, 254, 400]
    head = ["序", "重点任务和预期目标完成情", "单位"]
    last = ["12", "新建公园两座，完工。", "区绿化局"]
    rest = ["", "停车位三百个", ""]
    first = grid(columns, LEVELS) + cells(columns, LEVELS, [head, ["11", "引进企业", "区商务局"], last])
    alone = grid(columns, [480, 510]) + cells(columns, [480, 510], [head])
    third = grid(columns, LEVELS[:3]) + cells(columns, LEVELS[:3], [rest, ["14", "引进企业", "区商务局"]])
    rows = [head, ["11", "引进企业", "区商务局"], last, rest, ["14", "引进企业", "区商务局"]]
    assert lines(read_pdf(first, alone, third)) == [rows]


@pytest.mark.parametrize("below", [rule(79, 700, 400, 700), column(f"　　{FIRST}", top=700)])
def test_a_framed_line_is_no_rest_of_a_table_if_other_columns_or_text_part_them(below: str) -> None:
    levels = [640, 670]
    columns = [79, 250, 400] if below.endswith("S\n") else COLUMNS
    rest = grid(columns, levels) + cells(columns, levels, [["新增绿地", "七百"]])
    document = read_pdf(grid(COLUMNS, LEVELS) + cells(COLUMNS, LEVELS, ROWS), below + rest)
    assert [block for block in lines(document) if isinstance(block, list)] == [ROWS]


def test_merged_cells_have_their_text_once() -> None:
    ruled = "".join(rule(79, at, 400, at) for at in (420, 510)) + "".join(
        rule(200, at, 400, at) for at in (450, 480)
    )
    ruled += "".join(rule(at, 420, at, 510) for at in (79, 200, 400)) + rule(300, 420, 300, 480)
    document = read_pdf(
        ruled + cells(COLUMNS, LEVELS, [["指标", "完成情况"], ["", "计划", "实际"], ["", "30", "35"]])
    )
    assert lines(document) == [[["指标", "完成情况", ""], ["", "计划", "实际"], ["", "30", "35"]]]


def test_a_frame_around_the_page_is_no_table() -> None:
    frame = (
        rule(70, 100, 540, 100) + rule(70, 780, 540, 780) + rule(70, 100, 70, 780) + rule(540, 100, 540, 780)
    )
    assert lines(read_pdf(frame + column(f"　　{FIRST}", NEXT))) == [FIRST + NEXT]


def test_shading_behind_lines_is_no_table() -> None:
    shading = "".join(f"0.9 g 79 {TOP - 8 - PITCH * n} 448 {PITCH} re f 0 g\n" for n in range(4))
    assert lines(read_pdf(shading + column(f"　　{FIRST}", NEXT, MORE))) == [FIRST + NEXT + MORE]


# ---------------------------------------------------------------- what cannot be read


def test_a_scanned_file_is_refused_and_a_scanned_page_reported() -> None:
    assert refusal(pdf_bytes(PICTURE, PICTURE + text(290, 60, "2"))) == "source-scanned"
    document = read_pdf(plain(), PICTURE)
    assert [(each.code, dict(each.values)) for each in document.problems] == [
        ("page-without-text", {"page": "2"})
    ]


def test_an_empty_page_is_no_scanned_page() -> None:
    assert codes(read_pdf(plain(), "")) == []
    assert refusal(pdf_bytes("")) == "source-textless"


def test_a_file_with_a_password_is_refused() -> None:
    assert refusal(pdf_bytes(plain(), is_locked=True)) == "source-encrypted"


@pytest.mark.parametrize("length", [20, 300])
def test_a_cut_file_is_refused(length: int) -> None:
    assert refusal(pdf_bytes(plain())[:length]) == "source-damaged"


def test_a_wrong_text_layer_is_refused_and_a_wrong_page_reported() -> None:
    rare = column(*["龘靐齉爨麤厵灪籱鱻麣癵驫羴豅" * 2] * 3)
    assert refusal(pdf_bytes(rare)) == "source-garbled"
    assert codes(read_pdf(plain(), plain(), rare)) == ["page-garbled"]


def test_turned_text_is_left_out_and_reported() -> None:
    document = read_pdf(plain() + text(40, 300, "内部资料", matrix="0 1 -1 0"))
    assert "内部资料" not in "".join(map(str, lines(document)))
    assert codes(document) == ["page-turned"]


def test_a_page_set_sideways_is_read_upright() -> None:
    rows = "".join(
        text(100 + PITCH * index, LEFT + (32 if index == 0 else 0), row, matrix="0 1 -1 0")
        for index, row in enumerate((FIRST, NEXT, MORE))
    )
    assert lines(read_pdf(rows)) == [FIRST + NEXT + MORE]


def test_a_glyph_that_stands_for_two_characters_gives_both() -> None:
    box = {"left": 10.0, "bottom": 0.0, "right": 42.0, "top": 16.0}
    pair = [Glyph(char="—", place=place, **box) for place in (5, 6)]
    assert [line.text for line in read_lines(pair, 1)] == ["——"]


def test_a_page_in_columns_is_read_column_by_column_below_what_goes_across() -> None:
    left = [f"　　{FIRST[:13]}", *(FIRST[number:][:15] for number in range(5)), "服务居民。"]
    right = [f"　　{MORE[:13]}", *(NEXT[number:][:15] for number in range(4)), MORE[:15]]
    page = text(200, 790, "清河区人民政府公报第三期", 22)
    for at, rows in ((LEFT, left), (LEFT + 16 * 14, right)):
        for index, row in enumerate(rows):
            indent = len(row) - len(row.lstrip("　"))
            page += text(at + 14 * indent, TOP - PITCH * index, row.lstrip("　"), 14)
    document = read_pdf(page, column(f"　　{FIRST}", NEXT))
    assert lines(document) == [
        "清河区人民政府公报第三期",
        "".join(left).strip(),
        "".join(right).strip(),
        FIRST + NEXT,
    ]
    assert codes(document) == ["page-columns"]
    assert codes(read_pdf(plain())) == []


def _beside(left: list[str], right: list[str]) -> str:
    return "".join(
        text(at, TOP - PITCH * index, row, 14)
        for at, rows in ((LEFT, left), (LEFT + 16 * 14, right))
        for index, row in enumerate(rows)
    )


def test_a_table_in_a_column_stands_where_its_column_is_read() -> None:
    left = [FIRST[number:][:15] for number in range(6)]
    right = [NEXT[number:][:15] for number in range(12)]
    columns, levels = [LEFT, LEFT + 100, LEFT + 200], [500, 525, 550]
    table = grid(columns, levels) + cells(columns, levels, [["指标", "数量"], ["电梯", "35台"]])
    blocks = read_pdf(_beside(left, right) + table).blocks
    assert [block.text if isinstance(block, Paragraph) else block.rows for block in blocks] == [
        "".join(left),
        (("指标", "数量"), ("电梯", "35台")),
        "".join(right),
    ]


def test_the_last_page_of_a_text_in_columns_is_read_like_the_others() -> None:
    full = _beside([FIRST[number:][:15] for number in range(6)], [NEXT[number:][:15] for number in range(6)])
    document = read_pdf(full, _beside(["街道办事处"], ["二〇二四年"]))
    assert "街道办事处二〇二四年" in "".join(lines(document))
    short = read_pdf(full, _beside([MORE[:15], "服务居民。"], ["街道办事处", "二〇二四年"]))
    assert f"{MORE[:15]}服务居民。街道办事处二〇二四年" in "".join(lines(short))


def test_short_columns_are_told_by_the_order_of_the_file() -> None:
    left, right = (
        ["第一条", "农村公路。", "第二条", "县道。", "第三条"],
        ["第四条", "规划。", "第五条", "资金。", "第六条"],
    )
    assert "".join(lines(read_pdf(_beside(left, right)))) == "".join([*left, *right])


def test_a_table_without_rules_is_no_page_in_columns() -> None:
    rows = [
        ("加装电梯", "35台"),
        ("适老改造", "29户"),
        ("口袋公园", "2座"),
        ("为民小站", "6个"),
        ("食堂", "1处"),
    ]
    page = "".join(
        text(left, TOP - PITCH * index, cell)
        for index, row in enumerate(rows)
        for left, cell in zip((LEFT, LEFT + 260), row, strict=True)
    )
    document = read_pdf(page)
    assert "".join(lines(document)) == "".join(map("".join, rows))
    assert codes(document) == []


def test_a_narrow_character_alone_in_the_last_line_is_of_the_same_size() -> None:
    box = {"bottom": 0.0, "top": 16.0}
    glyphs = [
        Glyph(char=char, left=16.0 * at, right=16.0 * at + 16, place=at, **box)
        for at, char in enumerate(FIRST)
    ]
    last = Glyph(char="日", left=0.0, right=10.0, bottom=-28.0, top=-12.0, place=90)
    rows = read_lines([*glyphs, last], 1)
    assert [block.text for block in read_paragraphs(rows, measure([rows]))] == [f"{FIRST}日"]


def test_text_beside_the_sheet_is_left_out() -> None:
    assert "看不见" not in str(lines(read_pdf(plain() + text(700, TOP, "看不见"))))
    assert "看不见" not in str(lines(read_pdf(plain() + text(560, 60, "看得见看不见"))))


def test_where_blank_space_parts_paragraphs_a_full_line_with_a_stop_ends_none() -> None:
    heading, full, short = "（一）" + FIRST[:17], NEXT[:-1] + "。", "服务居民。"
    paragraphs = [(heading,), (full, short), (full, MORE, short), (MORE, short), (MORE, short)]
    page, top = "", 740
    for rows in paragraphs:
        page += column(*rows, top=top)
        top -= PITCH * len(rows) + 22
    assert lines(read_pdf(page)) == ["".join(rows) for rows in paragraphs]


def test_a_hyphen_that_breaks_a_latin_word_at_the_end_of_a_line_is_left_out() -> None:
    page = text(79, 740, "this line of Latin letters ends in a broken develop-", 16)
    page += text(79, 712, "ment which goes on", 16)
    document = read_pdf(page)
    assert "".join(lines(document)) == "this line of Latin letters ends in a broken development which goes on"


def test_a_wide_gap_before_a_label_stays_a_blank_and_no_other() -> None:
    page = (
        text(79, 740, "来源：办公室", 16) + text(239, 740, "发布时间：", 16) + text(319, 740, "三月一日", 16)
    )
    page += text(79, 700, "主任", 16) + text(175, 700, "王小明", 16)
    assert "".join(lines(read_pdf(page))) == "来源：办公室 发布时间：三月一日主任王小明"


def test_pages_of_paragraphs_of_one_line_each_have_the_edges_of_the_only_longer_one() -> None:
    short = [f"　　{FIRST[:20]}", f"　　{FIRST[2:21]}。", f"　　{FIRST[4:24]}"]
    full = [f"　　{FIRST[:25]}。"] * 3
    document = read_pdf(column(f"　　{FIRST}", "服务居民。", *short, *full), column(*short, *short))
    expected = [line.strip("　") for line in [*short, *full, *short, *short]]
    assert lines(document) == [FIRST + "服务居民。", *expected]
