from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.archive import (
    add_verdict,
    analyse,
    assemble,
    judged,
    parse_verdicts,
    shipped,
    unused_verdicts,
)
from sitegen.errors import CombinedError
from sitegen.model import Ref

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Archive, Report

EAST = "完成老旧小区加装电梯12台。\n组织居民编织毛线五十次。"
WEST = "既有住宅加装电梯签约9台。\n开展诵读会三十场。"


def archive_of(make_report: Callable[..., Report], verdicts: str) -> Archive:
    reports = (make_report("east", *EAST.split("\n")), make_report("west", *WEST.split("\n")))
    analyses = [analyse(report, shipped()) for report in reports]
    return judged(assemble(reports), analyses, parse_verdicts("links.toml", verdicts), shipped())


def entry(first: str, second: str, verdict: str, note: str = "") -> str:
    return f'[[link]]\nbetween = ["{first}", "{second}"]\nverdict = "{verdict}"\nnote = "{note}"\n'


def links(archive: Archive) -> list[tuple[str, str, str, bool]]:
    return [(str(each.origin), str(each.target), each.grade, each.is_confirmed) for each in archive.related]


FOUND = [
    ("east#p1-c1", "west#p1-c1", "same", False),
    ("west#p1-c1", "east#p1-c1", "same", False),
]


def test_without_verdicts_nothing_changes(make_report: Callable[..., Report]) -> None:
    assert links(archive_of(make_report, "")) == FOUND


@pytest.mark.parametrize(
    "ends", [("west#p1-c1", "east#p1-c1"), ("east#p1", "west#p1"), ("east#p1", "west#p1-c1")]
)
def test_a_rejected_link_goes_in_both_directions(
    make_report: Callable[..., Report], ends: tuple[str, str]
) -> None:
    assert links(archive_of(make_report, entry(*ends, "none"))) == []


def test_a_verdict_regrades_what_was_found(make_report: Callable[..., Report]) -> None:
    archive = archive_of(make_report, entry("west#p1-c1", "east#p1-c1", "related", "两种工程"))
    assert links(archive) == [
        ("east#p1-c1", "west#p1-c1", "related", True),
        ("west#p1-c1", "east#p1-c1", "related", True),
    ]
    assert archive.related[0].terms[0] == "加装电梯"
    assert archive.related[0].note == "两种工程"


def test_a_link_that_the_program_did_not_find_is_added(make_report: Callable[..., Report]) -> None:
    archive = archive_of(make_report, entry("east#p2-c1", "west#p2", "same", "都是文体活动"))
    assert links(archive) == [
        FOUND[0],
        ("east#p2-c1", "west#p2", "same", True),
        FOUND[1],
        ("west#p2", "east#p2-c1", "same", True),
    ]
    assert archive.related[-1].note == "都是文体活动"


def test_a_clause_may_be_confirmed_within_rejected_passages(make_report: Callable[..., Report]) -> None:
    text = entry("east#p1", "west#p1", "none") + entry("east#p1-c1", "west#p1-c1", "same")
    assert links(archive_of(make_report, text)) == [(*each[:3], True) for each in FOUND]


def test_a_verdict_on_what_is_not_there_is_told_and_does_nothing(make_report: Callable[..., Report]) -> None:
    text = entry("east#p9", "west#p1-c1", "same") + entry("gone/2020#p1", "west#p1-c1", "none")
    assert links(archive_of(make_report, text)) == FOUND
    verdicts = parse_verdicts("links.toml", text)
    reports = (make_report("east", EAST), make_report("west", "长" * 500))
    found = unused_verdicts("links.toml", verdicts, reports)
    assert [(each.code, each.line, dict(each.values)["place"]) for each in found] == [
        ("verdict-place", 1, "east#p9"),
        ("verdict-long", 1, "west#p1-c1"),
        ("verdict-place", 5, "gone/2020#p1"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (entry("east#p1", "east#p2", "same"), "keeper-value"),
        (entry("east", "west#p2", "same"), "keeper-value"),
        (entry("east#p1", "../x#p2", "same"), "keeper-value"),
        (entry("east#p1", "west#p2", "maybe"), "keeper-value"),
        ('[[link]]\nbetween = "east#p1"\nverdict = "same"\n', "keeper-value"),
        (entry("east#p1", "west#p1", "same") + "who = 1\n", "keeper-key"),
        (entry("east#p1", "west#p1", "same") + entry("west#p1", "east#p1", "none"), "keeper-twice"),
    ],
)
def test_what_cannot_be_a_verdict_is_refused(text: str, code: str) -> None:
    with pytest.raises(CombinedError) as refused:
        parse_verdicts("links.toml", text)
    assert [found.code for found in refused.value.problems] == [code]


KEPT = '\ufeff# 2026年核对\r\n\r\n[[link]]  # 加梯\r\nbetween = ["b#p1", "a#p1"]\r\nverdict = "same"\r\nnote = "旧"\r\n'


def test_a_verdict_is_added_behind_what_is_there_and_changes_nothing_else() -> None:
    text = add_verdict(KEPT, ("a#p2", "b#p2"), "none", "两回事")
    assert text.startswith(KEPT)
    assert "\n" not in text.replace("\r\n", "")
    assert [verdict.grade for verdict in parse_verdicts("x", text)] == ["same", "none"]


def test_a_verdict_on_the_same_places_replaces_the_one_before() -> None:
    text = add_verdict(KEPT, ("a#p1", "b#p1"), "none")
    (verdict,) = parse_verdicts("x", text)
    assert (verdict.first, verdict.grade, verdict.note) == (Ref(report="a", anchor="p1"), "none", "")
    assert "# 2026年核对" in text
    assert "# 加梯" in text


def test_the_first_verdict_makes_a_file_that_can_be_read() -> None:
    text = add_verdict("", ("a#p1", "b#p1"), "related", '他说"好"\n又说')
    assert parse_verdicts("x", text)[0].note == '他说"好"\n又说'


def test_an_impossible_verdict_is_not_added() -> None:
    with pytest.raises(CombinedError):
        add_verdict(KEPT, ("a#p1", "a#p2"), "same")


@pytest.mark.parametrize(
    "text",
    [
        '[[link]]\nbetween = ["east#p2-c1", "west#p2-c1"]\nverdict = "same"',
        'link = [{between = ["east#p2-c1", "west#p2-c1"], verdict = "same"}]\n',
        '[[link]]\nbetween = [" east#p1-c1", "west#p1-c1 "]\nverdict = "same"\n',
        '[[link]]\nbetween = ["east#p2-c1", "west#p2-c1"]\nverdict = "none"\nnote = "一\u2028二\u0085三"\n',
        '\ufeff# 说明\r\n[[link]]\r\nbetween = ["east#p2-c1", "west#p2-c1"]\r\nverdict = "same"',
    ],
)
def test_whatever_can_be_read_can_be_added_to(text: str) -> None:
    before = parse_verdicts("links.toml", text)
    added = parse_verdicts("links.toml", add_verdict(text, ("east#p1-c1", "west#p1-c1"), "related"))
    assert {each.ends: each.grade for each in added} == {each.ends: each.grade for each in before} | {
        (Ref(report="east", anchor="p1-c1"), Ref(report="west", anchor="p1-c1")): "related"
    }
    assert {each.note for each in before} <= {each.note for each in added} | {""}


def test_a_note_may_hold_any_character() -> None:
    text = add_verdict("", ("east#p1", "west#p1"), "same", "一\u2028二")
    assert parse_verdicts("links.toml", text)[0].note == "一\u2028二"
