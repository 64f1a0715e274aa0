"""One office year on year: which reports are compared, and what a reader finds on the page and on the way to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html

from sitegen.model import Aligned, Archive, Figure, FigurePair, Passage, Ref, Reuse, Site, YearOnYear
from sitegen.render import render_page
from sitegen.render.compared import successions
from sitegen.render.comparisons import comparison_pages
from sitegen.render.holdings import holdings
from sitegen.render.pages import page_at, pages
from sitegen.render.views import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Theme

YEARS = "comparisons/years/qinghe_2024/index.html"


def figure(report: str, anchor: str, printed: str, number: str) -> Figure:
    return Figure(
        report=report, anchor=anchor, indicator="加装电梯", printed=printed, value=number, unit="台", number=number,
        base="台", kind="level", quote=f"加装电梯{printed}", start=0, end=3,
    )  # fmt: skip


@pytest.fixture(scope="module")
def whole(archive: Archive) -> Archive:
    older, newer = "qinghe/2023", "qinghe/2024"
    pair = FigurePair(
        indicator="加装电梯",
        older=figure(older, "s1-p1-c1", "12台", "12"),
        newer=figure(newer, "s1-1-p1-c2", "19台", "19"),
    )
    comparison = YearOnYear(
        older=older,
        newer=newer,
        aligned=(Aligned(newer="s1-1-p1-c2", older="s1-p1-c1", is_verbatim=False),),
        added=("s1-1-p1-c3",),
        dropped=("s1-p1-c1",),
        figures=(pair, replace(pair, indicator="口袋公园", newer=replace(pair.newer, number="12"))),
    )
    reuse = Reuse(
        report=newer,
        passage="s1-1-p1",
        start=5,
        end=15,
        source=Ref(report=older, anchor="s1-p1-c1"),
        characters=44,
    )
    return replace(archive, years=(comparison,), reuses=(reuse,))


@pytest.fixture(scope="module")
def found(
    whole: Archive, site: Site, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> Callable[[str], html.HtmlElement]:
    files = build_site(whole, site, theme)
    return lambda path: html.fromstring(files[path].decode())


def words(node: html.HtmlElement) -> str:
    return "".join(node.text_content().split())


def test_each_clause_stands_beside_the_one_it_goes_on_with(found: Callable[[str], html.HtmlElement]) -> None:
    page = found(YEARS)
    (both,) = page.find_class("step-goes_on")
    assert words(both) == "2024年加装电梯开工19台。2023年推进加装电梯。"
    assert both.xpath(".//a/@href") == [
        "../../../reports/qinghe/2024/index.html#s1-1-p1-c2",
        "../../../reports/qinghe/2023/index.html#s1-p1-c1",
    ]
    (new,) = page.find_class("step-new")
    assert words(new) == "新写到2024年完成适老化改造30户。"
    (dropped,) = page.find_class("step-dropped")
    assert words(dropped) == "2023年推进加装电梯。"


def test_figures_that_changed_come_first_and_the_others_are_folded(
    found: Callable[[str], html.HtmlElement],
) -> None:
    changed, same = found(YEARS).find_class("year-figures")
    assert words(changed.xpath(".//tbody")[0]) == "加装电梯12台19台"
    assert changed.xpath(".//td/a/@href")[1].endswith("qinghe/2024/index.html#s1-1-p1-c2")
    assert same.xpath("ancestor::details")


def test_initiatives_that_came_or_went_are_named(found: Callable[[str], html.HtmlElement]) -> None:
    assert "加装电梯" in words(found(YEARS).xpath("//section[h2[@id='initiatives']]")[0])


def test_reports_and_offices_lead_to_their_comparisons(found: Callable[[str], html.HtmlElement]) -> None:
    for path in (
        "reports/qinghe/2024/index.html",
        "reports/qinghe/2023/index.html",
        "issuers/qinghe/index.html",
    ):
        assert [
            link for link in found(path).xpath("//main//a/@href") if "comparisons/years/qinghe_2024/" in link
        ]
    assert "../issuers/qinghe/index.html#compared" in found("comparisons/index.html").xpath("//main//a/@href")
    assert found("issuers/qinghe/index.html").get_element_by_id("compared") is not None
    onward = found("initiatives/jiazhuang-dianti/index.html").xpath("//main//a/@href")
    assert {"../../issuers/qinghe/index.html", "../../comparisons/index.html"} <= set(onward)


def test_words_taken_over_are_told_at_their_passage(found: Callable[[str], html.HtmlElement]) -> None:
    page = found("reports/qinghe/2024/index.html")
    (told,) = page.find_class("reused")
    assert words(told) == "本单位2023年的报告有相同文字44字：“加装电梯开工19台。”"
    assert told.xpath("a/@href") == ["../2023/index.html#s1-p1-c1"]
    assert told.xpath("preceding-sibling::p/@id") == ["s1-1-p1"]


def test_hostile_words_stay_words(found: Callable[[str], html.HtmlElement]) -> None:
    assert not found(YEARS).xpath("//main//script | //main//img")


def test_only_years_that_are_near_follow_one_another(archive: Archive) -> None:
    assert successions(archive.reports) == (("qinghe/2023", "qinghe/2024"),)
    older, newer = (each for each in archive.reports if each.id.startswith("qinghe"))
    for year, kind in ((2019, "工作总结"), (2024, "工作总结"), (2023, "政府工作报告")):
        changed = replace(older, meta=replace(older.meta, year=year, kind=kind))
        assert successions((changed, newer)) == ()


def test_a_long_report_is_compared_on_several_pages(archive: Archive) -> None:
    older, newer = (each for each in archive.reports if each.id.startswith("qinghe"))
    one = newer.sections[0].sections[0].passages[0]
    clause = one.clauses[1]
    count = STEPS + 5
    passages = tuple(
        Passage(
            anchor=f"p{at}",
            kind="paragraph",
            text=one.text,
            markdown="",
            clauses=(replace(clause, anchor=f"p{at}-c1"),),
        )
        for at in range(count)
    )
    newer = replace(newer, passages=passages, sections=())
    years = YearOnYear(
        older=older.id, newer=newer.id, aligned=(), added=tuple(f"p{at}-c1" for at in range(count)),
        dropped=("s1-p1-c1",), figures=(),
    )  # fmt: skip
    archive = Archive(reports=(older, newer), years=(years,))
    contents = [
        page.content
        for page in comparison_pages(holdings(archive))
        if page.template == "comparison_years.html"
    ]
    shown = [[step.newer.anchor for section in each.chapters for step in section.steps] for each in contents]
    assert [len(some) for some in shown] == [STEPS, 5]
    assert [anchor for some in shown for anchor in some] == list(years.added)


def test_one_page_alone_is_made_as_it_is_among_all(whole: Archive) -> None:
    held = holdings(whole, ("comparisons/offices/dongshan__qinghe/index.html",))
    every = {page.path: page for page in pages(held, ())}
    own = [path for path in every if path.startswith(("comparisons/", "about/", "issuers/", "initiatives/"))]
    assert {YEARS, "comparisons/index.html", "comparisons/offices/dongshan__qinghe/index.html"} <= set(own)
    for path in own:
        assert page_at(path, held, lambda: ()) == every[path]
    assert page_at("comparisons/years/no_such/index.html", held, lambda: ()) is None


def test_a_page_still_stands_while_a_compared_report_is_being_edited(whole: Archive) -> None:
    held = holdings(whole)
    edited = {each: replace(report, sections=()) for each, report in held.reports.items()}
    page = page_at(YEARS, replace(held, reports=edited), lambda: ())
    assert page is not None
    assert [step.kind for section in page.content.chapters for step in section.steps] == []
    assert page.content.gone == ()


def test_nothing_leads_to_what_is_not_on_the_page(whole: Archive, site: Site, theme: Theme) -> None:
    held = holdings(replace(whole, years=tuple(replace(each, dropped=()) for each in whole.years)))
    (page,) = (each for each in comparison_pages(held) if each.path == YEARS)
    tree = html.fromstring(render_page(page, site, theme).data.decode())
    ids = {f"#{each}" for each in tree.xpath("//@id")}
    assert {href for href in tree.xpath("//main//@href") if href.startswith("#")} <= ids
