"""What machines read in the head of a page: page tags, Open Graph, schema.org."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from sitegen.model import Archive, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.model import Theme

REPORT = "reports/qinghe/2024/index.html"
SITE = Site(
    title="试验档案",
    base_url="https://example.gov.cn/a/",
    organizer="江淮市人民政府办公室",
    site_code="3400000001",
)


@pytest.fixture
def official(
    archive: Archive, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> Callable[[str], html.HtmlElement]:
    """Give the tree of a page of a government site by its path."""
    built = build_site(archive, SITE, theme)
    return lambda path: html.fromstring(built[path].decode())


def blocks(tree: html.HtmlElement) -> dict[str, dict[str, Any]]:
    found = map(json.loads, tree.xpath("//script[@type='application/ld+json']/text()"))
    return {each["@type"]: each for each in found}


def tags(tree: html.HtmlElement) -> dict[str, str]:
    return {each.get("name") or each.get("property"): each.get("content") for each in tree.xpath("//meta")}


def values(data: object) -> Iterator[object]:
    """Yield everything within a block, whatever it lies in."""
    yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from values(each)


def test_a_report_carries_the_tags_of_site_column_and_article(
    official: Callable[[str], html.HtmlElement],
) -> None:
    found = tags(official(REPORT))
    assert (found["SiteName"], found["SiteDomain"], found["SiteIDCode"]) == (
        "江淮市人民政府办公室",
        "example.gov.cn",
        "3400000001",
    )
    assert (found["ColumnName"], found["ColumnType"]) == ("报告", "报告")
    assert (found["ArticleTitle"], found["PubDate"], found["ContentSource"]) == (
        "清河街道2024年工作总结",
        "2025-01-20",
        "清河街道",
    )
    assert found["Keywords"] == "江淮市,东山区,清河街道,2024,工作总结"
    assert found["Url"] == "https://example.gov.cn/a/reports/qinghe/2024/"


@pytest.mark.parametrize(
    "part", ["regions", "issuers", "years", "kinds", "initiatives", "indicators", "corrections", "about"]
)
def test_a_column_carries_the_four_tags_of_columns(
    official: Callable[[str], html.HtmlElement], part: str
) -> None:
    found = tags(official(f"{part}/index.html"))
    assert all(found[f"Column{name}"] for name in ("Name", "Type", "Description", "Keywords"))
    assert "ArticleTitle" not in found


def test_a_shared_link_has_title_kind_picture_and_address(
    official: Callable[[str], html.HtmlElement],
) -> None:
    found = tags(official(REPORT))
    assert (found["og:type"], found["og:title"]) == ("article", "清河街道2024年工作总结")
    assert found["og:image"].startswith("https://example.gov.cn/a/assets/card.")
    assert found["og:url"] == found["citation_public_url"]


def test_schema_describes_report_trail_site_and_data(official: Callable[[str], html.HtmlElement]) -> None:
    report = blocks(official(REPORT))
    assert report["Report"]["datePublished"] == "2025-01-20"
    assert report["Report"]["isPartOf"]["url"] == "https://example.gov.cn/a/"
    trail = report["BreadcrumbList"]["itemListElement"]
    assert [each["position"] for each in trail] == list(range(1, len(trail) + 1))
    assert all("item" in each for each in trail[:-1])
    assert trail[-1]["name"] == "清河街道2024年工作总结"
    assert blocks(official("index.html"))["WebSite"]["potentialAction"]["target"]["urlTemplate"] == (
        "https://example.gov.cn/a/search/?q={q}"
    )
    files = blocks(official("about/index.html"))["Dataset"]["distribution"]
    assert {each["name"] for each in files} >= {"reports.json", "related.jsonl", "archive.zip"}
    assert all(len(each["sha256"]) == 64 and each["encodingFormat"] for each in files)


def test_nothing_that_is_not_known_is_said(
    official: Callable[[str], html.HtmlElement], page: Callable[[str], html.HtmlElement]
) -> None:
    undated = "reports/beiling/2022/index.html"
    assert "datePublished" not in blocks(official(undated))["Report"]
    assert "PubDate" not in tags(official(undated))
    for tree in (official(undated), page(REPORT), page("index.html"), page("about/index.html")):
        for block in blocks(tree).values():
            assert all(value not in ("", None, [], {}) for value in values(block))
    assert "og:image" not in tags(page(REPORT))


def test_a_report_points_to_its_text_as_files(official: Callable[[str], html.HtmlElement]) -> None:
    links = official(REPORT).xpath("//link[@rel='alternate'][not(contains(@type, 'atom'))]")
    assert [(each.get("type"), each.get("href")) for each in links] == [
        ("application/json", "report.json"),
        ("text/markdown", "report.md"),
    ]
