"""Feed, sitemap and robots.txt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from sitegen.model import Archive, Site
from sitegen.render.feeds import feeds

if TYPE_CHECKING:
    from sitegen.model import OutputFile

ATOM = {"a": "http://www.w3.org/2005/Atom", "s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
HERE = Site(title="档案", base_url="https://example.org/dangan")


def named(files: tuple[OutputFile, ...]) -> dict[str, bytes]:
    return {file.path: file.data for file in files}


def test_the_feed_lists_reports_from_the_newest(archive: Archive) -> None:
    feed = ET.fromstring(named(feeds(archive, HERE))["feed.xml"])  # noqa: S314 - we wrote it ourselves
    assert feed.findtext("a:entry/a:title", namespaces=ATOM) == "清河街道2024年工作总结"
    entry = feed.find("a:entry", ATOM)
    assert entry.findtext("a:updated", namespaces=ATOM) == "2025-01-20T00:00:00+08:00"
    assert entry.findtext("a:id", namespaces=ATOM) == "https://example.org/dangan/reports/qinghe/2024/"
    assert entry.find("a:link", ATOM).get("href") == "https://example.org/dangan/reports/qinghe/2024/"
    assert feed.findtext("a:updated", namespaces=ATOM) == "2025-01-20T00:00:00+08:00"


def test_without_an_address_of_its_own_the_feed_has_lasting_ids_and_relative_links(
    archive: Archive, site: Site
) -> None:
    feed = ET.fromstring(named(feeds(archive, site))["feed.xml"])  # noqa: S314 - we wrote it ourselves
    ids = [each.text for each in feed.findall(".//a:id", ATOM)]
    assert all(each.startswith("urn:uuid:") for each in ids)
    assert len(set(ids)) == len(ids)
    assert feed.find("a:entry/a:link", ATOM).get("href") == "reports/qinghe/2024/index.html"


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-02-29", "2024-02-29"),
        ("2024-02", "2024-02-01"),
        ("2024", "2024-12-31"),
        ("", "2022-12-31"),
        ("去年", "2022-12-31"),
    ],
)
def test_reports_are_dated_by_what_is_printed(archive: Archive, published: str, expected: str) -> None:
    one = next(report for report in archive.reports if report.id == "beiling/2022")
    dated = replace(one, meta=replace(one.meta, published=published))
    feed = ET.fromstring(named(feeds(Archive(reports=(dated,)), HERE))["feed.xml"])  # noqa: S314 - we wrote it ourselves
    assert feed.findtext("a:entry/a:updated", namespaces=ATOM) == f"{expected}T00:00:00+08:00"


def test_characters_that_xml_cannot_hold_are_left_out(archive: Archive) -> None:
    one = archive.reports[0]
    odd = replace(one, meta=replace(one.meta, title="清河\x00\x0b街道\ufffe"))
    feed = ET.fromstring(named(feeds(Archive(reports=(odd,)), HERE))["feed.xml"])  # noqa: S314 - we wrote it ourselves
    assert feed.findtext("a:entry/a:title", namespaces=ATOM) == "清河街道"


def test_the_sitemap_names_every_page_that_is_worth_finding(archive: Archive) -> None:
    paths = [
        "index.html",
        "404.html",
        "search/index.html",
        "reports/qinghe/2024/index.html",
        "years/2024/index.html",
    ]
    files = named(feeds(archive, HERE, paths))
    urls = ET.fromstring(files["sitemap.xml"]).findall("s:url", ATOM)  # noqa: S314 - we wrote it ourselves
    assert [each.findtext("s:loc", namespaces=ATOM) for each in urls] == [
        "https://example.org/dangan/",
        "https://example.org/dangan/reports/qinghe/2024/",
        "https://example.org/dangan/years/2024/",
    ]
    assert urls[1].findtext("s:lastmod", namespaces=ATOM) == "2025-01-20"
    assert b"Sitemap: https://example.org/dangan/sitemap.xml" in files["robots.txt"]


def test_there_is_no_sitemap_before_the_address_is_known(archive: Archive, site: Site) -> None:
    assert {path for path in named(feeds(archive, site, ["index.html"])) if "/" not in path} == {
        "feed.xml",
        "robots.txt",
    }


def test_an_issuer_has_a_feed_of_its_own(archive: Archive) -> None:
    found = named(feeds(archive, HERE))["issuers/qinghe/feed.xml"]
    feed = ET.fromstring(found)  # noqa: S314 - we wrote it ourselves
    assert [each.text for each in feed.findall("a:entry/a:title", ATOM)] == [
        "清河街道2024年工作总结",
        "清河街道2023年工作总结",
    ]
    assert feed.findtext("a:id", namespaces=ATOM) == "https://example.org/dangan/issuers/qinghe/"


def test_the_feed_of_an_initiative_leads_to_the_words_that_tell_of_it(archive: Archive, site: Site) -> None:
    found = named(feeds(archive, site))["initiatives/jiazhuang-dianti/feed.xml"]
    feed = ET.fromstring(found)  # noqa: S314 - we wrote it ourselves
    (entry,) = [
        each for each in feed.findall("a:entry", ATOM) if "清河" in each.findtext("a:title", "", ATOM)
    ]
    assert entry.findtext("a:summary", namespaces=ATOM) == "加装电梯开工19台。"
    assert entry.find("a:link", ATOM).get("href") == "../../reports/qinghe/2024/index.html#s1-1-p1-c2"


def test_browsers_can_add_the_archive_to_their_search_engines(archive: Archive, site: Site) -> None:
    found = ET.fromstring(named(feeds(archive, HERE))["opensearch.xml"])  # noqa: S314 - we wrote it ourselves
    (url,) = found.findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == "https://example.org/dangan/search/?q={searchTerms}"
    assert "opensearch.xml" not in named(feeds(archive, site))
