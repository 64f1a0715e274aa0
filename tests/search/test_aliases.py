"""The list of other names that the search comes with."""

from __future__ import annotations

from importlib import resources

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


def test_every_line_says_something_and_loses_none_of_its_words() -> None:
    text = resources.files("sitegen.search").joinpath("aliases.txt").read_text("utf-8")
    lost = []
    for line in text.splitlines():
        written = {word for part in line.partition("=")[0].split() for word in part.split("/")}
        groups = [group[0] for group in parse_aliases(line)]
        kept = {word for group in groups for part in group.split() for word in part.split("/")}
        if line.strip() and not line.startswith("#") and kept != written:
            lost.append((line, written - kept))
    assert lost == []


def test_a_line_that_says_all_at_once_leaves_no_topic_for_another() -> None:
    # These are printed as they are asked for; what another line calls them is a matter of its own.
    named = {written for written, *_ in built_in()}
    assert not {"农药", "养殖场", "马桶", "泄露", "电动汽车", "劳务派遣", "个人养老金", "罕见病"} & named
