"""Which cross-links are quoted on a page, and how the others are listed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import html

from sitegen.model import Ref, Related
from sitegen.render import holdings
from sitegen.render.crossings import beside
from sitegen.render.places import MOST_PER_CLAUSE, MOST_PER_PASSAGE, MOST_PER_REPORT, best_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Archive, Site, Theme


def related(origin: str, number: int, score: float, grade: str = "related", office: str = "") -> Related:
    """Return a link from a clause of 清河街道 2024 to an office of the number, or to one that is named."""
    return Related(
        origin=Ref(report="qinghe/2024", anchor=origin),
        target=Ref(report=f"{office or f'other{number}'}/{1900 + number}", anchor="s1-p1"),
        score=score,
        grade=grade,
        terms=(),
    )


def test_a_clause_has_its_best_links() -> None:
    many = tuple(related("s1-p1-c1", number, number / 100) for number in range(20))
    assert [each.score for each in best_of(many)] == [0.19, 0.18, 0.17]


def test_a_clause_has_a_link_to_each_office_before_a_second_to_any() -> None:
    one = tuple(related("s1-p1-c1", number, 0.9, office="big") for number in range(5))
    others = (related("s1-p1-c1", 7, 0.4), related("s1-p1-c1", 8, 0.3))
    assert [each.target.report for each in best_of((*one, *others))] == [
        "big/1900",
        "other7/1907",
        "other8/1908",
    ]
    assert [each.target.report for each in best_of((*one, *others[:1]))][-1] == "big/1901"


def test_other_years_of_the_own_office_take_no_place_of_others() -> None:
    own = tuple(related("s1-p1-c1", number, 0.9, "same", office="qinghe") for number in range(5))
    others = tuple(related("s1-p1-c1", number, 0.4) for number in range(5))
    found = [each.target.report.split("/")[0] for each in best_of((*own, *others))]
    assert found.count("qinghe") == 1
    assert len(found) == MOST_PER_CLAUSE + 1


def test_a_passage_has_no_more_than_a_reader_can_take_in() -> None:
    many = tuple(related(f"s1-p1-c{number}", number, 0.5) for number in range(1, 40))
    repeated = tuple(related(f"s1-p1-c1_{number}", number, 0.4) for number in range(2, 40))
    assert len(best_of((*many, *repeated))) == MOST_PER_PASSAGE


def test_the_same_initiative_comes_before_what_is_merely_related() -> None:
    many = (*(related("s1-p1", number, 0.9) for number in range(9)), related("s1-p1", 99, 0.1, grade="same"))
    assert best_of(many)[0].target.report == "other99/1999"


def test_a_report_has_no_more_than_a_page_can_carry_and_something_of_every_clause() -> None:
    strong = tuple(related(f"s{number}-p1", copy, 0.9) for number in range(1, 100) for copy in range(3))
    weak = tuple(related(f"s{number}-p1", 1, 0.3) for number in range(100, 121))
    kept = best_of((*strong, *weak))
    assert len(kept) == MOST_PER_REPORT
    assert len({each.origin.anchor for each in kept}) == MOST_PER_REPORT


def test_what_the_keeper_confirmed_is_shown_whatever_else_there_is() -> None:
    confirmed = tuple(replace(related("s1-p1-c1", number, 0.1), is_confirmed=True) for number in range(20))
    found = tuple(related("s1-p1-c1", number, 0.9) for number in range(20, 40))
    assert set(best_of((*found, *confirmed))) == set(confirmed)


def test_what_is_not_quoted_is_listed_by_its_reason_and_place_on_both_pages(
    archive: Archive, site: Site, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> None:
    here = Ref(report="qinghe/2024", anchor="s1-1-p1-c2")
    ends = (
        "dongshan/2023#s1-p1-c1",
        "dongshan/2023#s1-p1-c2",
        "qinghe/2023#s1-p1-c1",
        "beiling/2022#s1-p1-c1",
        "dongshan/2023#s1-p1",
        "dongshan/2023#s1-p1-c3",
    )
    links = [
        Related(origin=here, target=_ref(end), score=1 - at / 10, grade="same", terms=("电梯",))
        for at, end in enumerate(ends)
    ]
    back = [replace(each, origin=each.target, target=each.origin) for each in links]
    built = build_site(replace(archive, related=(*links, *back)), site, theme)
    tree = html.fromstring(built["reports/qinghe/2024/index.html"].decode())
    (note,) = tree.xpath(f"//div[@id='note-{here.anchor}']")
    assert len(note.xpath(".//blockquote")) == 4, "three of other offices, one of the own"
    (listed,) = note.xpath("p[@class='related-others']")
    assert " ".join(listed.text_content().split()) == "同一举措 另有 2 处：电梯：东山街道，2023年（2）"
    assert listed.xpath("span/a/@href") == [
        "../../dongshan/2023/index.html#s1-p1",
        "../../dongshan/2023/index.html#s1-p1-c3",
    ]
    assert b"../../qinghe/2024/index.html#s1-1-p1-c2" in built["reports/dongshan/2023/index.html"]


def _ref(end: str) -> Ref:
    report, _, anchor = end.partition("#")
    return Ref(report=report, anchor=anchor)


def test_a_passage_leads_to_the_pages_of_what_it_tells_of_even_without_a_link(archive: Archive) -> None:
    (found,) = beside("qinghe/2024", holdings(replace(archive, related=())))
    assert (found.passage, found.notes) == ("s1-1-p1", ())
    assert [(each.text, each.page) for each in found.initiatives] == [
        ("加装电梯", "initiatives/jiazhuang-dianti/index.html")
    ]
    assert beside("qinghe/2023", holdings(archive)) == ()


def test_what_one_report_alone_tells_of_leads_nowhere(archive: Archive) -> None:
    (lifts,) = archive.initiatives
    alone = replace(lifts, members=tuple(ref for ref in lifts.members if ref.report == "qinghe/2024"))
    assert beside("qinghe/2024", holdings(replace(archive, related=(), initiatives=(alone,)))) == ()
