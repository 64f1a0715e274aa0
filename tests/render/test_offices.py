"""Two offices side by side: which pairs have a page, however many offices there are, and what stands on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sitegen.model import Archive, Figure, Initiative, Ref
from sitegen.render.holdings import holdings
from sitegen.render.offices import offices_pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Report
    from sitegen.render.views import OfficesView

HOME = ("江淮市", "东山区")
EVERYTHING = tuple("abcdefgh")


@pytest.fixture
def one(archive: Archive) -> Report:
    return next(each for each in archive.reports if each.id == "qinghe/2023")


def archive_of(one: Report, *offices: tuple[str, str, tuple[str, ...], int, Iterable[str]]) -> Archive:
    """Return an archive of offices: folder, name, region, year, initiatives."""
    reports = tuple(
        replace(one, id=f"{folder}/{year}", meta=replace(one.meta, issuer=name, region=region, year=year))
        for folder, name, region, year, _ in sorted(offices)
    )
    members: dict[str, list[Ref]] = {}
    for folder, _, _, year, told in sorted(offices):
        for each in told:
            members.setdefault(each, []).append(Ref(report=f"{folder}/{year}", anchor="s1-p1-c1"))
    initiatives = tuple(
        Initiative(id=each, name=f"举措{each}", field="城市更新", aliases=(), members=tuple(members[each]))
        for each in sorted(members)
    )
    return Archive(reports=reports, initiatives=initiatives)


def pairs(archive: Archive, published: Iterable[str] = ()) -> list[tuple[str, int]]:
    found = holdings(archive, published).compared.offices
    return [(pair.page.split("/")[2], pair.shared) for pair in found]


def test_offices_of_one_level_that_share_enough_are_compared(one: Report) -> None:
    archive = archive_of(
        one,
        ("a", "甲街道", HOME, 2023, EVERYTHING),
        ("b", "乙街道办事处", HOME, 2023, EVERYTHING),
        ("c", "东山区人民政府", HOME, 2023, EVERYTHING),
        ("d", "丙街道", HOME, 2023, "abc"),
        ("e", "丁街道", HOME, 2010, EVERYTHING),
        ("f", "东山区教育局", HOME, 2023, EVERYTHING),
    )
    assert pairs(archive) == [("a__b", 8)]


def test_departments_are_compared_with_their_like(one: Report) -> None:
    archive = archive_of(
        one,
        ("a", "东山区教育局", HOME, 2023, EVERYTHING),
        ("b", "西山区教育局", HOME, 2023, EVERYTHING),
        ("c", "西山区民政局", HOME, 2023, EVERYTHING),
    )
    assert pairs(archive) == [("a__b", 8)]


def test_an_office_next_door_is_nearer_than_one_far_away(one: Report) -> None:
    far = [(f"far{at}", f"远{at}街道", ("远方市", "外区"), 2023, EVERYTHING) for at in range(5)]
    archive = archive_of(
        one, ("a", "甲街道", HOME, 2023, EVERYTHING), ("b", "乙街道", HOME, 2023, "abcdefg"), *far
    )
    assert ("a__b", 7) in pairs(archive)


def test_the_number_of_pages_grows_with_the_offices_not_with_their_pairs(one: Report) -> None:
    offices = [(f"o{at:03}", f"第{at}街道", HOME, 2023, EVERYTHING) for at in range(200)]
    assert len(pairs(archive_of(one, *offices))) <= 3 * 200


def test_a_pair_that_was_published_keeps_its_page_as_long_as_both_are_there(one: Report) -> None:
    archive = archive_of(
        one,
        ("a", "甲街道", HOME, 2023, "abc"),
        ("b/x", "乙街道", HOME, 2023, "abd"),
        ("c", "丙街道", HOME, 2023, "e"),
    )
    published = [
        f"comparisons/offices/{names}/index.html" for names in ("a__b_x", "a__gone", "a__c", "a", "a__a")
    ]
    assert pairs(archive) == []
    assert pairs(archive, [*published, "comparisons/index.html", "issuers/a/index.html"]) == [("a__b_x", 2)]


def view(archive: Archive) -> OfficesView:
    held = holdings(archive)
    (page,) = offices_pages(held, held.compared.offices)
    return page.content


def test_the_page_tells_what_both_tell_of_and_what_only_one(one: Report) -> None:
    archive = archive_of(one, ("a", "甲街道", HOME, 2023, "abcdefg"), ("b", "乙街道", HOME, 2023, "abcdefh"))
    content = view(archive)
    assert (content.left.text, content.right.text, content.count) == ("甲街道", "乙街道", 6)
    assert [row.initiative.text for row in content.only_left] == ["举措g"]
    assert [row.initiative.text for row in content.only_right] == ["举措h"]
    assert [row.right for row in content.only_left] == [None]


def test_of_several_years_the_newest_words_stand_there_with_their_figures(one: Report) -> None:
    archive = archive_of(
        one,
        ("a", "甲街道", HOME, 2022, EVERYTHING),
        ("a", "甲街道", HOME, 2023, EVERYTHING),
        ("b", "乙街道", HOME, 2023, EVERYTHING),
    )
    stated = Figure(
        report="a/2023", anchor="s1-p1-c1", indicator="加装电梯", printed="19台", value="19", unit="台", number="19",
        base="台", kind="level", quote="", start=0, end=3, qualifier="约",
    )  # fmt: skip
    first, *others = archive.initiatives
    side = (
        view(replace(archive, initiatives=(replace(first, figures=(stated,)), *others))).both[0].items[0].left
    )
    assert side is not None
    assert (side.quote.year, side.count, [figure.printed for figure in side.figures]) == (2023, 2, ["约19台"])
