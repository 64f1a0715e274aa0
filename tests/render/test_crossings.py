"""How many cross-links are shown, and which."""

from __future__ import annotations

from sitegen.model import Archive, Ref, Related
from sitegen.render.crossings import MOST_PER_PASSAGE, MOST_PER_REPORT, shown


def related(origin: str, number: int, score: float, grade: str = "related") -> Related:
    target = Ref(report=f"other/{number}", anchor="s1-p1")
    return Related(
        origin=Ref(report="qinghe/2024", anchor=origin), target=target, score=score, grade=grade, terms=()
    )


def test_a_clause_shows_its_best_links() -> None:
    many = tuple(related("s1-p1-c1", number, number / 100) for number in range(20))
    assert [each.score for each in shown(Archive(reports=(), related=many)).related] == [0.19, 0.18, 0.17]


def test_a_passage_shows_no_more_than_a_reader_can_take_in() -> None:
    many = tuple(related(f"s1-p1-c{number}", number, 0.5) for number in range(1, 40))
    repeated = tuple(related(f"s1-p1-c1_{number}", number, 0.4) for number in range(2, 40))
    assert len(shown(Archive(reports=(), related=(*many, *repeated))).related) == MOST_PER_PASSAGE


def test_the_same_initiative_comes_before_what_is_merely_related() -> None:
    many = (*(related("s1-p1", number, 0.9) for number in range(9)), related("s1-p1", 99, 0.1, grade="same"))
    assert shown(Archive(reports=(), related=many)).related[0].target.report == "other/99"


def test_a_report_shows_no_more_than_a_page_can_carry_and_something_of_every_clause() -> None:
    strong = tuple(related(f"s{number}-p1", copy, 0.9) for number in range(1, 100) for copy in range(3))
    weak = tuple(related(f"s{number}-p1", 1, 0.3) for number in range(100, 121))
    kept = shown(Archive(reports=(), related=(*strong, *weak))).related
    assert len(kept) == MOST_PER_REPORT
    assert len({each.origin.anchor for each in kept}) == 120
