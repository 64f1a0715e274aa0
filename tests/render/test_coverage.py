"""The grid of issuers and years shows what is there and what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import html

from sitegen.model import Archive, Report, Site
from sitegen.render.coverage import coverage_pages
from sitegen.render.shelves import shelves

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Theme


def copy(report: Report, number: int, year: int) -> Report:
    meta = replace(report.meta, issuer=f"第{number}街道", region=("江淮市", f"第{number % 9}区"), year=year)
    return replace(report, id=f"office{number:04}/{year}", meta=meta, sections=())


def archive_of(one: Report, *years: tuple[int, ...]) -> Archive:
    return Archive(
        reports=tuple(copy(one, number, year) for number, each in enumerate(years) for year in sorted(each))
    )


def test_a_year_between_two_years_is_a_gap_and_one_outside_is_none(archive: Archive) -> None:
    (page,) = coverage_pages(shelves(archive_of(archive.reports[0], (2019, 2022), (2020, 2021)).reports))
    first, second = (row for group in page.content.groups for row in group.items)
    assert [(cell.year, cell.is_gap) for cell in first.cells] == [
        (2022, False),
        (2021, True),
        (2020, True),
        (2019, False),
    ]
    assert (first.gaps, second.gaps, page.content.gaps) == (2, 0, 2)
    assert [cell.page for cell in second.cells] == [
        "",
        "reports/office0001/2021/index.html",
        "reports/office0001/2020/index.html",
        "",
    ]


def test_a_year_that_the_whole_archive_lacks_is_a_column_where_it_is_a_gap(archive: Archive) -> None:
    (page,) = coverage_pages(shelves(archive_of(archive.reports[0], (2019, 2022), (1990,)).reports))
    assert [(link.text, bool(link.page)) for link in page.content.years] == [
        ("2022", True),
        ("2021", False),
        ("2020", False),
        ("2019", True),
        ("1990", True),
    ]
    assert page.content.gaps == 2


def test_several_reports_of_a_year_are_counted(archive: Archive) -> None:
    one = copy(archive.reports[0], 0, 2020)
    (page,) = coverage_pages(shelves((one, replace(one, id="office0000/2020-plan"))))
    assert [cell.count for cell in page.content.groups[0].items[0].cells] == [2]


def test_a_thousand_issuers_are_found_by_region_on_light_pages(
    archive: Archive, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> None:
    many = archive_of(archive.reports[0], *[(2021, 2024)] * 1000)
    built = build_site(many, Site(title="档案"), theme)
    grids = {path: data for path, data in built.items() if path.startswith("coverage/")}
    assert max(map(len, grids.values())) < 200_000
    trees = [html.fromstring(data.decode()) for data in grids.values()]
    assert sum(len(tree.xpath("//tbody/tr[td]")) for tree in trees) == 1000
    jumps = html.fromstring(grids["coverage/index.html"].decode()).xpath(
        "//details[contains(@class, 'coverage-parts')]//a"
    )
    assert len(jumps) == 9


def test_the_grid_names_the_missing_year_in_words(
    archive: Archive, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> None:
    built = build_site(archive_of(archive.reports[0], (2019, 2021), (2020,)), Site(title="档案"), theme)
    tree = html.fromstring(built["coverage/index.html"].decode())
    assert [each.text_content() for each in tree.xpath("//tr[@class='has-gap']/*")] == [
        "第0街道",
        "1",
        "缺",
        "1",
    ]
    assert "共 1 处" in tree.xpath("//p[@class='lead-in']")[0].text_content()
