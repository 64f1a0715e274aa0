"""Which of an initiative's aliases texts print, and what readers are told of them."""

from __future__ import annotations

from sitegen.render.wordings import other_names, wordings

TEXTS = (
    "推进加装电梯，电梯加装签约55台。",
    "既有多层住宅加装各类新型电梯；加装服务、电梯检修。",
    "加装电梯和APP报修，app用户增多。",
)


def test_what_is_printed_is_counted_and_what_is_not_left_out() -> None:
    printed = wordings(("加装电梯", "电梯加装", "加梯", "加装…电梯", "App"), TEXTS)
    assert printed == {"加装电梯": 2, "电梯加装": 1, "加装各类新型电梯": 1, "App": 2}


def test_a_gap_ends_with_the_part_of_a_sentence() -> None:
    assert not wordings(("加装…检修",), TEXTS)
    assert not wordings(("电梯…各类",), ("加装电梯", "各类"))


def test_other_names_are_printed_names_the_most_frequent_first() -> None:
    aliases = ("加装电梯", "加梯", "增梯", "加装、更新电梯", "加装…电梯", "电梯加装")
    printed = wordings(aliases, (*TEXTS, "增梯增梯，加装、更新电梯。"))
    assert other_names("加装电梯", aliases, printed) == ("增梯", "电梯加装")
