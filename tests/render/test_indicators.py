"""Pages of indicators: charts and tables of what reports state, every number with its place."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html

from sitegen.model import Apart, Archive, Change, Figure, Indicator, Report, Series, Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Theme

    Built = dict[str, bytes]

PAGE = "indicators/jiazhuangdianti/index.html"


def stated(report: str, number: int, anchor: str = "s1-1-p1-c2", **more: object) -> Figure:
    figure = Figure(
        report=report,
        anchor=anchor,
        indicator="加装电梯",
        printed=f"{number}台",
        value=str(number),
        unit="台",
        number=str(number),
        base="台",
        kind="level",
        quote=f"加装电梯开工{number}台",
        start=0,
        end=1,
    )
    return replace(figure, **more)  # type: ignore[arg-type]


def with_indicator(archive: Archive, figures: tuple[Figure, ...], *apart: Apart) -> Archive:
    series = Series(kind="level", base="台", stage="", basis="", is_total=False, figures=figures)
    indicator = Indicator(
        id="jiazhuangdianti",
        name="加装电梯",
        names=("电梯加装",),
        field="城市更新",
        series=(series,),
        apart=apart,
        reports=len({figure.report for figure in figures}),
    )
    every = (*figures, *(each.figure for each in apart))
    return replace(archive, figures=every, indicators=(indicator,))


def many(one: Report, offices: int) -> tuple[Report, ...]:
    return tuple(
        replace(
            one,
            id=f"office{number:04}/{year}",
            meta=replace(one.meta, issuer=f"第{number}街道", year=year),
            sections=(),
        )
        for number in range(offices)
        for year in (2022, 2023)
    )


@pytest.fixture(scope="module")
def small(archive: Archive, site: Site, theme: Theme, build_site: Callable[..., Built]) -> Built:
    figures = (
        stated("qinghe/2024", 19),
        stated("qinghe/2023", 8, "s1-p1-c1", qualifier="超", period="2022"),
        stated(
            "dongshan/2023", 5, "s1-p1-c1", change=Change(direction="down", value="3", unit="%", basis="同比")
        ),
    )
    other = stated("dongshan/2023", 7, "s1-p1-c2", base="部", printed="7部")
    return build_site(with_indicator(archive, figures, Apart(figure=other, why="unit")), site, theme)


def test_every_number_opens_its_clause(small: Built) -> None:
    tree = html.fromstring(small[PAGE].decode())
    links = tree.xpath("//table[@class='statements']//td[contains(@class, 'number')]/a")
    assert [(link.text, link.get("href").split("reports/")[1]) for link in links] == [
        ("5台", "dongshan/2023/index.html#s1-p1-c1"),
        ("19台", "qinghe/2024/index.html#s1-1-p1-c2"),
        ("超8台", "qinghe/2023/index.html#s1-p1-c1"),
        ("7部", "dongshan/2023/index.html#s1-p1-c2"),
    ]


def test_the_chart_shows_what_may_be_compared_and_nothing_else(small: Built) -> None:
    tree = html.fromstring(small[PAGE].decode())
    (chart,) = tree.xpath("//*[local-name()='svg']")
    words = [each.text for each in chart.iter() if each.tag == "text"]
    assert words == ["东山街道", "2023", "5台", "清河街道", "2022", "超8台", "2024", "19台"]
    assert "单位不同" in tree.xpath("string(//h2[@id='apart']/..)")


def test_the_year_that_a_report_names_itself_and_its_change_are_told(small: Built) -> None:
    cells = [
        cell.text_content()
        for cell in html.fromstring(small[PAGE].decode()).xpath("//td[contains(@class, 'number')]")
    ]
    assert "超8台 所指：2022" in cells
    assert "5台 同比降3%" in cells


def test_the_report_leads_to_the_indicator_and_the_related_note_says_the_figures(small: Built) -> None:
    tree = html.fromstring(small["reports/qinghe/2024/index.html"].decode())
    links = tree.xpath("//details[@class='figure-indicators']//a")
    assert [(link.text, link.get("href")) for link in links] == [("加装电梯", f"../../../{PAGE}")]
    assert [each.text_content() for each in tree.xpath("//ul[@class='related-figures']/li")] == [
        "加装电梯 5台 同比降3%（本处 19台）"
    ]


def test_the_directory_lists_indicators_by_field(small: Built) -> None:
    tree = html.fromstring(small["indicators/index.html"].decode())
    assert [each.text for each in tree.xpath("//section[1]//h2")] == ["城市更新"]
    assert [each.text for each in tree.xpath("//section[1]//a")] == ["加装电梯"]


def test_the_directory_has_all_figures_to_take_away(small: Built) -> None:
    tree = html.fromstring(small["indicators/index.html"].decode())
    names = {
        each.get("href").removeprefix("../data/")
        for each in tree.xpath("//section[contains(@class, 'downloads')]//li/a")
    }
    assert names == {"figures.csv", "figures.jsonl", "indicators.csv", "archive.sqlite", "datapackage.json"}


def test_a_figure_that_may_not_be_compared_with_the_one_here_says_so(
    archive: Archive, site: Site, theme: Theme, build_site: Callable[..., Built]
) -> None:
    there = Apart(figure=stated("dongshan/2023", 7, "s1-p1-c1", base="部", printed="7部"), why="unit")
    figures = (stated("qinghe/2024", 19), stated("qinghe/2023", 8, "s1-p1-c1"))
    built = build_site(with_indicator(archive, figures, there), site, theme)
    tree = html.fromstring(built["reports/qinghe/2024/index.html"].decode())
    (told,) = tree.xpath("//ul[@class='related-figures']/li")
    assert told.text_content() == "加装电梯 7部（本处 19台，口径不同，不可比）"


def test_the_figures_of_an_indicator_are_a_table_to_take_away(small: Built) -> None:
    rows = list(
        csv.DictReader(io.StringIO(small["indicators/jiazhuangdianti/figures.csv"].decode("utf-8-sig")))
    )
    assert [row["printed"] for row in rows] == ["19台", "8台", "5台", "7部"]


def test_thousands_of_numbers_become_ranges_by_year_on_light_pages(
    archive: Archive, site: Site, theme: Theme, build_site: Callable[..., Built]
) -> None:
    reports = many(archive.reports[0], 400)
    figures = tuple(stated(each.id, at, quote="推进" * 300) for at, each in enumerate(reports))
    large = with_indicator(replace(archive, reports=reports, related=(), initiatives=()), figures)
    built = build_site(large, site, theme)
    pages = {
        path: data
        for path, data in built.items()
        if path.startswith("indicators/jia") and path.endswith("html")
    }
    assert len(pages) == 6
    assert max(map(len, pages.values())) < 200_000
    tree = html.fromstring(pages[PAGE].decode())
    rows = [
        [cell.text for cell in row.xpath("./*")] for row in tree.xpath("//table[@class='bands']/tbody/tr")
    ]
    assert rows[0] == ["2022", "400", "0台", "199.5台", "399台", "598.5台", "798台"]
    assert [row[0] for row in rows] == ["2022", "2023"]


def test_how_an_initiative_spread_is_drawn_and_counted(page: Callable[[str], html.HtmlElement]) -> None:
    tree = page("initiatives/jiazhuang-dianti/index.html")
    rows = [
        [cell.text for cell in row.xpath("./*")]
        for row in tree.xpath("//section[contains(@class, 'spread')]//tbody/tr")
    ]
    assert rows == [["2023年", "1", "1", "2"], ["2024年", "1", "1", "1"]]
    assert len(tree.xpath("//*[local-name()='rect']")) == 2


def test_the_address_of_another_wording_leads_to_the_indicator(small: Built) -> None:
    tree = html.fromstring(small["indicators/diantijiazhuang/index.html"].decode())
    assert [link.get("href") for link in tree.xpath("//main//a")] == ["../jiazhuangdianti/index.html"]
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../jiazhuangdianti/index.html"]
