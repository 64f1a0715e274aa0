"""The list of other names that the search comes with."""

from __future__ import annotations

from sitegen.search.aliases import built_in, parse_aliases


def test_each_of_several_first_words_begins_a_group() -> None:
    assert parse_aliases("村里/农村 老师/教师 = 乡村教师 | 支教\n// 说明 = 无\n老师 =\n = 空") == (
        ("村里 老师/教师", "乡村教师", "支教"),
        ("农村 老师/教师", "乡村教师", "支教"),
    )


def test_another_name_finds_something_that_the_written_one_does_not() -> None:
    assert [(written, name) for written, *names in built_in() for name in names if written in name] == []


def test_a_name_in_full_finds_what_else_reports_print_for_it() -> None:
    pairs = {(written, name) for written, *names in built_in() for name in names}
    assert {("加装电梯", "增设电梯"), ("非物质文化遗产", "非遗"), ("居民委员会", "居委会")} <= pairs


def test_the_first_of_several_words_is_two_characters_or_more() -> None:
    # A group lies in the shard of its first two characters: only that one is fetched with what is typed.
    assert [written for written, *_ in built_in() if " " in written and len(written.split()[0]) < 2] == []
