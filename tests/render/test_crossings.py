"""How many cross-links are shown, and which."""

from __future__ import annotations

from sitegen.model import Archive, Ref, Related
from sitegen.render.crossings import MOST_PER_PASSAGE, MOST_PER_REPORT, shown


def related(origin: str, number: int, score: float, grade: str = "related") -> Related:
    target = Ref(report=f"other/{number}", anchor="s1-p1")
    return Related(
        origin=Ref(report="qinghe/2024", anchor=origin), target=target, score=score, grade=grade, terms=()
    )


def test_a_passage_shows_its_best_links_whatever_clause_they_go_out_from() -> None:
    many = tuple(related(f"s1-p1-c{number % 3 + 1}", number, number / 100) for number in range(20))
    scores = [each.score for each in shown(Archive(reports=(), related=many)).related]
    assert scores == [0.19, 0.18, 0.17, 0.16][:MOST_PER_PASSAGE]


def test_the_same_initiative_comes_before_what_is_merely_related() -> None:
    many = (*(related("s1-p1", number, 0.9) for number in range(9)), related("s1-p1", 99, 0.1, grade="same"))
    assert shown(Archive(reports=(), related=many)).related[0].target.report == "other/99"


def test_a_report_shows_no_more_than_a_page_can_carry() -> None:
    many = tuple(related(f"s{number}-p1", number, 0.5) for number in range(1, 500))
    assert len(shown(Archive(reports=(), related=many)).related) == MOST_PER_REPORT


def test_repeated_clauses_count_for_their_passage() -> None:
    many = tuple(related(f"s1-p1-c1_{number}", number, 0.5) for number in range(2, 12))
    assert len(shown(Archive(reports=(), related=many)).related) == MOST_PER_PASSAGE
