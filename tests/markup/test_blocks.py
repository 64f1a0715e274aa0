from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.markup import escape_inline, escape_text, plain_text, split_blocks
from sitegen.markup.blocks import _render, _text_of, table_markdown

_HOSTILE = st.text(
    alphabet=st.sampled_from(list("甲乙，。1.2 *_`[]()!<>#&\\{}|~-+=:/\"'“”")), min_size=1, max_size=40
)


def _only(text: str) -> str:
    blocks = split_blocks(text)
    assert len(blocks) == 1
    return blocks[0].text


@given(_HOSTILE.filter(lambda text: text == text.strip()))
def test_escaped_text_reads_as_itself_whatever_it_holds(text: str) -> None:
    assert _only(escape_text(text)) == text


@pytest.mark.parametrize("text", ["1. 加装电梯", "- 其他", "*重点*与[附件]", "# 一", "> 二"])
def test_a_heading_reads_as_itself_and_needs_no_marks_for_what_only_begins_a_paragraph(text: str) -> None:
    (block,) = split_blocks(f"### {escape_inline(text)} {{#s1}}")
    assert (block.kind, block.text, block.anchor) == ("heading", text, "s1")
    assert escape_inline("1. 加装电梯") == "1. 加装电梯"


@given(st.text(alphabet=st.sampled_from(list("甲乙，。1%《》“”()（）—•℃")), min_size=1, max_size=30))
def test_text_without_marks_is_what_the_markdown_parser_would_make_of_it(text: str) -> None:
    assert _render(text) == f"<p>{text}</p>"


def test_blocks_know_their_lines() -> None:
    blocks = split_blocks("一段。\n\n## 一、甲 {#s1}\n二段。\n\n三段。\n", first_line=10)
    assert [(block.kind, block.line) for block in blocks] == [
        ("paragraph", 10),
        ("heading", 12),
        ("paragraph", 13),
        ("paragraph", 15),
    ]


def test_a_heading_has_level_text_and_anchor() -> None:
    (block,) = split_blocks("### （一）抓消费 {#s1-1 .run-in}")
    assert (block.level, block.text, block.anchor) == (3, "（一）抓消费", "s1-1")


@pytest.mark.parametrize(
    ("line", "text", "anchor"),
    [
        ("## 一、甲 {a} {#s1} ", "一、甲 {a}", "s1"),
        ("## 一、甲 {#a {#s1}", "一、甲", "a"),
        ("## 一、甲 \\{#s1}", "一、甲 {#s1}", ""),
        ("## 一、甲 {#s1} 乙", "一、甲 {#s1} 乙", ""),
        ("## {#s1}", "", "s1"),
        ("# ", "", ""),
    ],
)
def test_the_anchor_of_a_heading_stands_in_the_braces_at_its_end(line: str, text: str, anchor: str) -> None:
    (block,) = split_blocks(line)
    assert (block.kind, block.text, block.anchor) == ("heading", text, anchor)


@pytest.mark.parametrize("start", ["# ", "一段。"])
@pytest.mark.parametrize("end", ["", "}"])
def test_a_line_of_open_braces_is_read_at_once(start: str, end: str) -> None:
    begun = process_time()
    split_blocks(f"{start}{'{#' * 20_000}{end}")
    assert process_time() - begun < 1


def test_a_lead_sentence_is_the_bold_start_of_a_paragraph() -> None:
    (block,) = split_blocks("**招商引资卓有成效**。全年引进企业474家。")
    assert block.text == "招商引资卓有成效。全年引进企业474家。"
    assert block.text[: block.lead] == "招商引资卓有成效"
    assert not block.html


def test_bold_inside_a_paragraph_is_markup_not_a_lead() -> None:
    (block,) = split_blocks("全年引进**企业474家**。")
    assert block.lead == 0
    assert block.html == "全年引进<strong>企业474家</strong>。"


def test_hard_wrapped_chinese_joins_without_a_space_and_latin_with_one() -> None:
    assert _only("全年引进企业\n474家。") == "全年引进企业 474家。"
    assert _only("全年引进\n企业。") == "全年引进企业。"


def test_raw_html_is_text() -> None:
    (block,) = split_blocks("<script>alert(1)</script>*甲*")
    assert block.text == "<script>alert(1)</script>甲"
    assert "<script" not in block.html


def test_dangerous_links_lose_their_target() -> None:
    for target in ("javascript:alert(1)", "data:text/html,x", "vbscript:x"):
        (block,) = split_blocks(f"[点]({target})")
        assert target.partition(":")[0] not in block.html


def test_attribute_lists_are_not_attributes() -> None:
    (block,) = split_blocks("*甲*{: onclick=alert(1) }")
    assert "onclick=" not in block.html or "<em>甲</em>{: onclick=" in block.html


def test_a_table_is_one_block_with_its_cells_as_text() -> None:
    (block,) = split_blocks("| 项目 | 数量 |\n| --- | --- |\n| 电梯 | 35台 |")
    assert block.kind == "table"
    assert block.text == "项目\t数量\n电梯\t35台"


def test_lists_quotes_code_and_rules_are_told_apart() -> None:
    kinds = [
        block.kind
        for block in split_blocks("- 甲\n- 乙\n\n> 引\n\n```\n# 码\n\n二\n```\n\n---\n\n![图](a.png)")
    ]
    assert kinds == ["list", "quote", "code", "rule", "image"]


def test_marks_leave_plain_text() -> None:
    assert plain_text("一、*甲*与[乙](https://example.org)") == "一、甲与乙"


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.text("甲乙1 2|-:.#'\"（）*_&<\\　", max_size=4), min_size=width, max_size=width),
            min_size=2,
            max_size=4,
        )
    )
)
def test_a_plain_table_is_what_the_parser_makes_of_it(rows: list[list[str]]) -> None:
    markdown = table_markdown(rows)
    (block,) = split_blocks(markdown)
    html = _render(markdown)
    assert (block.kind, block.html, block.text) == ("table", html, _text_of(html))
