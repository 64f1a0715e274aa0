from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from sitegen.reports.merging import merge

_TEXTS = st.lists(st.sampled_from(["甲", "乙", "丙", "丁", ""]), max_size=8).map("\n".join)


@given(_TEXTS, _TEXTS)
def test_what_only_one_side_changed_is_taken_over(base: str, changed: str) -> None:
    assert merge(base, base, changed) == (changed, ())
    assert merge(base, changed, base) == (changed, ())
    assert merge(base, changed, changed) == (changed, ())


@given(_TEXTS, _TEXTS, _TEXTS)
def test_of_every_conflict_both_versions_are_kept_and_its_line_is_right(
    base: str, ours: str, theirs: str
) -> None:
    merged, conflicts = merge(base, ours, theirs)
    lines = merged.split("\n")
    for conflict in conflicts:
        assert conflict.ours != conflict.theirs
        mine = conflict.ours.split("\n")
        assert not conflict.ours or lines[conflict.line - 1 : conflict.line - 1 + len(mine)] == mine


def test_corrections_of_both_sides_in_different_paragraphs_come_together() -> None:
    base = "一\n\n二\n\n三"
    assert merge(base, "壹\n\n二\n\n三", "一\n\n二\n\n叁\n\n四") == ("壹\n\n二\n\n叁\n\n四", ())


def test_where_both_changed_a_paragraph_the_clerks_stays_and_the_new_one_is_shown() -> None:
    merged, (conflict,) = merge("一\n\n二", "一\n\n贰", "一\n\n弐")
    assert merged == "一\n\n贰"
    assert (conflict.line, conflict.ours, conflict.theirs) == (3, "贰", "弐")


def test_ten_thousand_paragraphs_with_blank_lines_between_them_are_merged_at_once() -> None:
    base = "\n\n".join(f"第{number}项任务完成。" for number in range(10_000))
    begun = process_time()
    merged, conflicts = merge(base, base.replace("第3项", "第三项"), base.replace("第9000项", "第九千项"))
    assert process_time() - begun < 5
    assert merged == base.replace("第3项", "第三项").replace("第9000项", "第九千项")
    assert conflicts == ()


def test_among_thousands_of_lines_alike_each_side_keeps_its_own_change() -> None:
    lines = [f"第{number}项任务完成。" if number % 3 else "无。" for number in range(3_000)] + ["无。"] * 60
    ours, theirs, both = lines.copy(), lines.copy(), lines.copy()
    ours[3_010] = both[3_010] = "甲改"
    theirs[3_030] = both[3_030] = "乙改"
    merged, conflicts = merge("\n\n".join(lines), "\n\n".join(ours), "\n\n".join(theirs))
    assert merged == "\n\n".join(both)
    assert conflicts == ()
