from __future__ import annotations

from dataclasses import replace

import pytest
from examples import imported
from hypothesis import given
from hypothesis import strategies as st

from sitegen import reports
from sitegen.errors import SitegenError
from sitegen.model import Report

_HEAD = "---\ntitle: 清河街道2024年工作总结\nissuer: 清河街道\nregion: [示例市]\nyear: 2024\n---\n\n"


def _codes(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in reports.loads("qinghe/2024", _HEAD + text).problems]


def _bare(report: Report) -> Report:
    return replace(report, problems=())


_LINES = st.lists(
    st.sampled_from(
        [
            "一、甲工作", "（一）乙事项", "1.丙", "今年工作安排", "招商有力。全年引进*企业*474家。", "服务到位。全年走访[企业]（略）。",
            "# 不是标题", "- 不是列表", "1. 不是列表", "**不是粗体**", "甲|乙", "> 引", "完成_项目_；", "<b>甲</b> & 乙", "```", "（二）丁。戊。",
            "甲{#a}", "二、乙工作{#s9}", "丙 \\{.b}",
        ]
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


@given(_LINES)
def test_a_report_written_and_read_again_is_the_same_report(lines: list[str]) -> None:
    report = imported(*lines)
    lock = reports.lock_of(report)
    assert _bare(reports.loads(report.id, reports.dumps(report), lock)) == _bare(report)


def test_the_lock_of_a_report_survives_its_written_form() -> None:
    report = imported("一、甲工作", "内容。")
    lock = reports.lock_of(report)
    assert reports.load_lock("x", reports.dump_lock(lock)) == lock


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": 2, "anchors": {}, "gone": {}}',
        '{"version": 1, "anchors": {"<b>": "0"}, "gone": {}}',
    ],
)
def test_a_damaged_lock_stops_the_build(text: str) -> None:
    with pytest.raises(SitegenError, match="anchor lock"):
        reports.load_lock("x", text)


def test_headings_without_anchor_get_one_from_their_number() -> None:
    report = reports.loads("qinghe/2024", _HEAD + "## 一、甲\n\n### （二）乙\n\n## 附录\n")
    assert [path[-1].anchor for path in report.walk()] == ["s1", "s1-2", "u1"]


def test_hand_written_mistakes_are_reported_with_their_line() -> None:
    text = "## 一、甲 {#s1}\n\n#### 1.丙 {#s1-1}\n\n## 二、乙 {#s1}\n\n## 三、丁 {#<b>}\n"
    assert _codes(text) == [("heading-level", 10), ("anchor-repeated", 12), ("anchor-invalid", 14)]


def test_a_new_section_never_takes_the_anchor_of_one_that_is_gone() -> None:
    before = reports.loads("qinghe/2024", _HEAD + "## 一、甲\n\n内容甲。\n\n## 二、乙\n\n内容乙。\n")
    without = reports.loads("qinghe/2024", _HEAD + "## 一、甲 {#s1}\n\n内容甲。\n", reports.lock_of(before))
    assert "s2" in {stone.anchor for stone in without.gone}
    again = reports.loads(
        "qinghe/2024",
        _HEAD + "## 一、甲 {#s1}\n\n内容甲。\n\n## 二、丙\n\n其他。\n",
        reports.lock_of(without),
    )
    assert [path[-1].anchor for path in again.walk()] == ["s1", "s2_2"]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("正文\n", "front-matter-missing"),
        ("---\ntitle: 甲\n", "front-matter-missing"),
        ("---\ntitle: [甲\n---\n", "front-matter-broken"),
        ("---\na: &a [1]\nb: *a\n---\n", "front-matter-broken"),
        ("---\n- 甲\n---\n", "front-matter-broken"),
        ("---\ntitle: 甲\nyear: 2024\n---\n", "front-matter-field"),
        ("---\ntitle: 甲\nissuer: 乙\nyear: 二〇二四\n---\n", "front-matter-field"),
        ("---\ntitle: 甲\nissuer: 乙\nyear: 2024\npublished: 2024-02-30\n---\n", "front-matter-field"),
        ("---\ntitle: 甲\nissuer: 乙\nyear: 2024\nregion: 上海\n---\n", "front-matter-field"),
        ("---\ntitle: !!python/object/apply:os.system [ls]\n---\n", "front-matter-broken"),
    ],
)
def test_front_matter_that_cannot_be_used_says_why(head: str, code: str) -> None:
    with pytest.raises(SitegenError) as caught:
        reports.loads("qinghe/2024", head)
    assert caught.value.problem.code == code
    assert caught.value.problem.where == "qinghe/2024.md"


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    text = "\ufeff" + (_HEAD + "## 一、甲\n\n内容。\n").replace("\n", "\r\n")
    assert [path[-1].heading for path in reports.loads("qinghe/2024", text).walk()] == ["一、甲"]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ("year: 二〇二四\n", 4),
        ("year: 2024\nsource:\n  url: [1]\n  name: a.docx\n", 6),
        ("year: 2024\nsource:\n  url: http://a.cn/\n", 5),
        ("year: 2024\n'published': 昨天\n", 5),
        ("kind: 年报\n", 1),
    ],
)
def test_what_is_wrong_in_front_matter_is_told_with_the_line_of_its_field(fields: str, line: int) -> None:
    with pytest.raises(SitegenError) as raised:
        reports.loads("a/2024", f"---\ntitle: 甲\nissuer: 乙\n{fields}---\n正文\n")
    told = raised.value.problem
    assert (told.code, told.where, told.line) == ("front-matter-field", "a/2024.md", line)
