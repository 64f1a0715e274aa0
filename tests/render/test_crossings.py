"""How many cross-links are shown, and which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.model import Archive, Ref, Related
from sitegen.render.crossings import MOST_PER_PASSAGE, MOST_PER_REPORT, shown

if TYPE_CHECKING:
    from collections.abc import Iterable


def related(origin: str, number: int, score: float, grade: str = "related") -> Related:
    target = Ref(report=f"other/{number}", anchor="s1-p1")
    return Related(
        origin=Ref(report="qinghe/2024", anchor=origin), target=target, score=score, grade=grade, terms=()
    )


def both_ways(some: Iterable[Related]) -> Archive:
    """Return an archive of links and their opposites, from a report of their own each: there is room for those."""
    there = [
        replace(each, target=replace(each.target, report=f"{each.target.report}-{at}"))
        for at, each in enumerate(some)
    ]
    back = (replace(each, origin=each.target, target=each.origin) for each in there)
    return Archive(reports=(), related=(*there, *back))


def own(archive: Archive) -> list[Related]:
    return [each for each in archive.related if each.origin.report == "qinghe/2024"]


def test_a_clause_shows_its_best_links() -> None:
    many = tuple(related("s1-p1-c1", number, number / 100) for number in range(20))
    assert [each.score for each in own(shown(both_ways(many)))] == [0.19, 0.18, 0.17]


def test_a_passage_shows_no_more_than_a_reader_can_take_in() -> None:
    many = tuple(related(f"s1-p1-c{number}", number, 0.5) for number in range(1, 40))
    repeated = tuple(related(f"s1-p1-c1_{number}", number, 0.4) for number in range(2, 40))
    assert len(own(shown(both_ways((*many, *repeated))))) == MOST_PER_PASSAGE


def test_the_same_initiative_comes_before_what_is_merely_related() -> None:
    many = (*(related("s1-p1", number, 0.9) for number in range(9)), related("s1-p1", 99, 0.1, grade="same"))
    assert own(shown(both_ways(many)))[0].target.report.startswith("other/99-")


def test_a_report_shows_no_more_than_a_page_can_carry_and_something_of_every_clause() -> None:
    strong = tuple(related(f"s{number}-p1", copy, 0.9) for number in range(1, 100) for copy in range(3))
    weak = tuple(related(f"s{number}-p1", 1, 0.3) for number in range(100, 121))
    kept = own(shown(both_ways((*strong, *weak))))
    assert len(kept) == MOST_PER_REPORT
    assert len({each.origin.anchor for each in kept}) == 120


def test_a_link_is_shown_on_both_pages_or_on_none() -> None:
    hub = Ref(report="hub/2024", anchor="s1-p1")
    links = [
        Related(
            origin=Ref(report=f"a{at}/2024", anchor="s1-p1"),
            target=hub,
            score=at / 10,
            grade="same",
            terms=(),
        )
        for at in range(5)
    ]
    back = [replace(each, origin=each.target, target=each.origin) for each in links]
    kept = shown(Archive(reports=(), related=(*links, *back))).related
    assert {(each.origin, each.target) for each in kept} == {(each.target, each.origin) for each in kept}
    assert {each.origin.report for each in kept} == {"hub/2024", "a2/2024", "a3/2024", "a4/2024"}


def test_what_the_keeper_confirmed_is_shown_whatever_else_there_is() -> None:
    many = tuple(replace(related("s1-p1-c1", number, 0.1), is_confirmed=True) for number in range(5))
    found = tuple(related("s1-p1-c1", number, 0.9) for number in range(10, 20))
    kept = own(shown(both_ways((*found, *many))))
    assert [each.is_confirmed for each in kept] == [True] * 5
