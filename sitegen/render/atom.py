"""Atom feeds (RFC 4287): all reports, those of one issuer, those that tell of one initiative, corrections.

Nothing here knows today's date: a report is dated by its publication, or by the last day of its year.
"""

from __future__ import annotations

import posixpath
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from sitegen import urls
from sitegen.model import OutputFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Report, Site

FEED: Final = "feed.xml"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_LATEST: Final = 50
_SUMMARY: Final = 200
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")
_NOT_XML: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An entry of a feed: it leads to the place `anchor` ("" for the beginning) of the page of a report.

    `name` tells entries about one page apart for ever; `updated` is a date and time (RFC 3339).
    """

    title: str
    author: str
    page: str
    anchor: str
    words: str
    updated: str
    name: str = ""


def about(report: Report, anchor: str, words: str) -> Told:
    """Return a report as an entry that leads to the place where `words` stand."""
    return Told(
        title=report.meta.title,
        author=report.meta.issuer,
        page=urls.report_page(report.id),
        anchor=anchor,
        words=words,
        updated=updated(report),
        name=f"#{anchor}" if anchor else "",
    )


def beginning(report: Report) -> Told:
    """Return a report as an entry that leads to its beginning."""
    return about(report, "", next((passage.text for _, passage in report.walk_passages()), ""))


def feed(folder: str, title: str, entries: Iterable[Told], site: Site) -> OutputFile:
    """Return the feed of the page in `folder` ("" for the home page), the newest entries first."""
    newest = sorted(entries, key=lambda each: (each.page, each.anchor, each.name))
    newest.sort(key=lambda each: each.updated, reverse=True)
    path, page = posixpath.join(folder, FEED), posixpath.join(folder, "index.html")
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    add(root, "title", title)
    if site.description and not folder:
        add(root, "subtitle", site.description)
    add(root, "id", _permanent(site, urls.url_of(page)))
    add(root, "updated", newest[0].updated if newest else "1970-01-01T00:00:00+08:00")
    _link(root, "self", address(site, f"/{path}") or FEED)
    _link(root, "alternate", address(site, urls.url_of(page)) or "index.html")
    for each in newest[:_LATEST]:
        _entry(root, each, site, path)
    return OutputFile(path=path, data=xml(root))


def _entry(root: ET.Element, told: Told, site: Site, path: str) -> None:
    entry, url = ET.SubElement(root, "entry"), urls.url_of(told.page)
    add(entry, "title", told.title)
    add(entry, "id", _permanent(site, url, told.name))
    add(entry, "updated", told.updated)
    add(ET.SubElement(entry, "author"), "name", told.author)
    place = f"#{told.anchor}" if told.anchor else ""
    near = urls.relative(path, told.page, told.anchor)
    _link(entry, "alternate", f"{address(site, url)}{place}" if site.base_url else near)
    add(entry, "summary", told.words[:_SUMMARY] + ("…" if len(told.words) > _SUMMARY else ""))


def address(site: Site, path: str) -> str:
    """Return an absolute address, "" where the site's own is not known."""
    return f"{site.base_url.rstrip('/')}{quote(path)}" if site.base_url else ""


def updated(report: Report) -> str:
    """Return when a report appeared, in China's time: the day printed, else the last day of its year."""
    match = _DATE.match(report.meta.published)
    year, month, day = match.groups() if match else (f"{report.meta.year:04}", None, None)
    day = day or ("01" if month else "31")
    return f"{year}-{month or '12'}-{day}T00:00:00+08:00"


def add(parent: ET.Element, name: str, text: str) -> None:
    """Add an element with text; characters that XML forbids are left out."""
    ET.SubElement(parent, name).text = _NOT_XML.sub("", text)


def xml(root: ET.Element) -> bytes:
    """Return a document, indented."""
    ET.indent(root, space=" ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _permanent(site: Site, path: str, place: str = "") -> str:
    """Return the id of a feed or entry: its address, else a name that only depends on title and path."""
    if site.base_url:
        return address(site, path) + place
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{site.title}\n{path}{place}").urn


def _link(parent: ET.Element, rel: str, href: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href})
