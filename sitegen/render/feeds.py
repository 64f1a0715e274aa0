"""What feed readers, search engines, browsers and crawlers fetch: Atom feeds, sitemap, OpenSearch, robots.txt.

A sitemap and an OpenSearch description must name absolute addresses, so there are none before `base_url` is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from sitegen import urls
from sitegen.model import OutputFile
from sitegen.render.atom import Told, about, add, address, beginning, feed, updated, xml
from sitegen.render.initiatives import initiative_page
from sitegen.render.places import places
from sitegen.render.shelves import shelves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Archive, Site

OPENSEARCH: Final = "opensearch.xml"
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DESCRIPTION: Final = "http://a9.com/-/spec/opensearch/1.1/"
_LARGEST: Final = 40_000  # addresses in a sitemap; 50,000 are allowed
_LONGEST_NAME: Final = 16  # characters, by the specification


def feeds(archive: Archive, site: Site, paths: Iterable[str] = ()) -> tuple[OutputFile, ...]:
    """Return the feeds, `robots.txt` and, where `base_url` is set, `opensearch.xml` and the sitemap of the pages at `paths`."""
    listed = sorted(path for path in paths if path not in {"404.html", "search/index.html"})
    found = (
        feed("", site.title, map(beginning, archive.reports), site),
        *_issuer_feeds(archive, site),
        *_initiative_feeds(archive, site),
    )
    if not site.base_url:
        return (*found, _robots(site))
    return (*found, *_sitemaps(archive, site, listed), _opensearch(site), _robots(site))


def _issuer_feeds(archive: Archive, site: Site) -> Iterator[OutputFile]:
    for shelf in shelves(archive.reports).issuers:
        yield feed(shelf.folder, f"{shelf.name} - {site.title}", map(beginning, shelf.reports), site)


def _initiative_feeds(archive: Archive, site: Site) -> Iterator[OutputFile]:
    """Yield a feed per initiative: each report once, at the first place that tells of it."""
    reports = {report.id: report for report in archive.reports}
    found = places(reports, (ref for each in archive.initiatives for ref in each.members))
    for initiative in archive.initiatives:
        told: dict[str, Told] = {}
        for ref in initiative.members:
            if ref in found and ref.report not in told:
                quote = found[ref].quote
                told[ref.report] = about(reports[ref.report], ref.anchor, quote.text)
        folder = initiative_page(initiative).removesuffix("/index.html")
        yield feed(folder, f"{initiative.name} - {site.title}", told.values(), site)


def _sitemaps(archive: Archive, site: Site, paths: list[str]) -> Iterator[OutputFile]:
    """Yield one sitemap, or several and the index over them (sitemaps.org)."""
    changed = {urls.report_page(report.id): updated(report)[:10] for report in archive.reports}
    chunks = [paths[at : at + _LARGEST] for at in range(0, len(paths), _LARGEST)] or [[]]
    names = (
        [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
        if len(chunks) > 1
        else ["sitemap.xml"]
    )
    for name, chunk in zip(names, chunks, strict=True):
        root = ET.Element("urlset", {"xmlns": _SITEMAP})
        for path in chunk:
            each = ET.SubElement(root, "url")
            add(each, "loc", address(site, urls.url_of(path)))
            if path in changed:
                add(each, "lastmod", changed[path])
        yield OutputFile(path=name, data=xml(root))
    if len(chunks) > 1:
        index = ET.Element("sitemapindex", {"xmlns": _SITEMAP})
        for name in names:
            add(ET.SubElement(index, "sitemap"), "loc", address(site, f"/{name}"))
        yield OutputFile(path="sitemap.xml", data=xml(index))


def _opensearch(site: Site) -> OutputFile:
    """Return the description with which a browser adds the archive to its search engines (OpenSearch 1.1)."""
    root = ET.Element("OpenSearchDescription", {"xmlns": _DESCRIPTION})
    add(root, "ShortName", site.title[:_LONGEST_NAME])
    add(root, "Description", site.description or site.title)
    add(root, "InputEncoding", "UTF-8")
    add(root, "Language", "zh-CN")
    template = f"{address(site, '/search/')}?q={{searchTerms}}"
    ET.SubElement(root, "Url", {"type": "text/html", "template": template})
    return OutputFile(path=OPENSEARCH, data=xml(root))


def _robots(site: Site) -> OutputFile:
    lines = ["User-agent: *", "Allow: /"]
    if site.base_url:
        lines += ["", f"Sitemap: {address(site, '/sitemap.xml')}"]
    return OutputFile(path="robots.txt", data=("\n".join(lines) + "\n").encode())
