"""What feed readers, search engines and crawlers fetch: Atom feed, sitemap, robots.txt.

Nothing here knows today's date: a report is dated by its publication, or by the last day of its year.
A sitemap must name absolute addresses (sitemaps.org), so there is none before `base_url` is known.
"""

from __future__ import annotations

import re
import uuid
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from sitegen import urls
from sitegen.model import OutputFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Archive, Report, Site

_ATOM: Final = "http://www.w3.org/2005/Atom"
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LATEST: Final = 50
_LARGEST: Final = 40_000  # addresses in a sitemap; 50,000 are allowed
_SUMMARY: Final = 200
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")
_NOT_XML: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feeds(archive: Archive, site: Site, paths: Iterable[str] = ()) -> tuple[OutputFile, ...]:
    """Return `feed.xml`, `robots.txt` and, where `base_url` is set, the sitemap of the pages at `paths`."""
    listed = sorted(path for path in paths if path not in {"404.html", "search/index.html"})
    maps = tuple(_sitemaps(archive, site, listed)) if site.base_url else ()
    return (_feed(archive, site), *maps, _robots(site, bool(maps)))


def _feed(archive: Archive, site: Site) -> OutputFile:
    newest = sorted(archive.reports, key=lambda report: report.id)
    newest.sort(key=_updated, reverse=True)
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _add(feed, "title", site.title)
    if site.description:
        _add(feed, "subtitle", site.description)
    _add(feed, "id", _permanent(site, "/"))
    _add(feed, "updated", _updated(newest[0]) if newest else "1970-01-01T00:00:00+08:00")
    _link(feed, "self", _address(site, "/feed.xml") or "feed.xml")
    _link(feed, "alternate", _address(site, "/") or "index.html")
    for report in islice(newest, _LATEST):
        _entry(feed, report, site)
    return OutputFile(path="feed.xml", data=_xml(feed))


def _entry(feed: ET.Element, report: Report, site: Site) -> None:
    entry, address = ET.SubElement(feed, "entry"), urls.report_url(report.id)
    _add(entry, "title", report.meta.title)
    _add(entry, "id", _permanent(site, address))
    _add(entry, "updated", _updated(report))
    _add(ET.SubElement(entry, "author"), "name", report.meta.issuer)
    _link(entry, "alternate", _address(site, address) or urls.report_page(report.id))
    first = next((passage.text for _, passage in report.walk_passages()), "")
    _add(entry, "summary", first[:_SUMMARY] + ("…" if len(first) > _SUMMARY else ""))


def _sitemaps(archive: Archive, site: Site, paths: list[str]) -> Iterator[OutputFile]:
    """Yield one sitemap, or several and the index over them."""
    changed = {urls.report_page(report.id): _updated(report)[:10] for report in archive.reports}
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
            _add(each, "loc", _address(site, urls.url_of(path)))
            if path in changed:
                _add(each, "lastmod", changed[path])
        yield OutputFile(path=name, data=_xml(root))
    if len(chunks) > 1:
        index = ET.Element("sitemapindex", {"xmlns": _SITEMAP})
        for name in names:
            _add(ET.SubElement(index, "sitemap"), "loc", _address(site, f"/{name}"))
        yield OutputFile(path="sitemap.xml", data=_xml(index))


def _robots(site: Site, has_sitemap: bool) -> OutputFile:  # noqa: FBT001 - one caller, two lines above
    lines = ["User-agent: *", "Allow: /"]
    if has_sitemap:
        lines += ["", f"Sitemap: {_address(site, '/sitemap.xml')}"]
    return OutputFile(path="robots.txt", data=("\n".join(lines) + "\n").encode())


def _address(site: Site, path: str) -> str:
    """Return an absolute address, "" where the site's own is not known."""
    return f"{site.base_url.rstrip('/')}{quote(path)}" if site.base_url else ""


def _permanent(site: Site, path: str) -> str:
    """Return the id of a feed or entry: its address, else a name that only depends on title and path."""
    return _address(site, path) or uuid.uuid5(uuid.NAMESPACE_URL, f"{site.title}\n{path}").urn


def _updated(report: Report) -> str:
    """Return when a report appeared, in China's time: the day printed, else the last day of its year."""
    match = _DATE.match(report.meta.published)
    year, month, day = match.groups() if match else (f"{report.meta.year:04}", None, None)
    day = day or ("01" if month else "31")
    return f"{year}-{month or '12'}-{day}T00:00:00+08:00"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("", text)


def _link(parent: ET.Element, rel: str, href: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href})


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, space=" ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
