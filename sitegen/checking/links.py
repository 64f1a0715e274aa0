"""Links of the built site: every one must lead to a file of the site, and to an id on it.

A page is read once, by itself, into the few facts that the whole needs (`read_page`, cached by the page's
content), so that ten thousand pages take little time and little memory.
"""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from lxml import html

from sitegen.errors import problem
from sitegen.urls import LARGE, report_page, url_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from sitegen.model import OutputFile, Problem, Report

_LINKS: Final = "//@href | //@src | //@action | //@poster"
_INDEX: Final = "index.html"
_PARSER: Final = html.HTMLParser(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a link leads: a file from the site's root and the id on it ("" for none), or an address outside."""

    path: str = ""
    fragment: str = ""
    outside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """What a page has to do with others: its ids, one a line; those given twice; where its links lead, each once.

    Links to ids of the page itself are left out if they land.
    """

    path: str
    ids: str
    repeated: tuple[str, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A link that stands in a content file, with its line and the anchor of its passage ("" in the front matter)."""

    where: str
    line: int
    anchor: str
    page: str
    target: Target


def read_page(file: OutputFile, base_url: str) -> PageLinks:
    """Read a page of the site; `base_url` is the address that the site has, "" if unknown."""
    tree = html.document_fromstring(file.data, parser=_PARSER)
    ids = [str(name) for name in tree.xpath("//@id")]
    targets = dict.fromkeys(target_of(file.path, str(link), base_url) for link in tree.xpath(_LINKS))
    own = set(ids)
    return PageLinks(
        path=file.path,
        ids=_lines(ids),
        repeated=tuple(name for name, count in Counter(ids).items() if count > 1),
        targets=tuple(
            target
            for target in targets
            if target and not (target.path == file.path and (not target.fragment or target.fragment in own))
        ),
    )


def ids_of(page: bytes) -> str:
    """Return the ids of a page, as `PageLinks.ids`."""
    return _lines(map(str, html.document_fromstring(page, parser=_PARSER).xpath("//@id")))


def _lines(ids: Iterable[str]) -> str:
    return "\n".join(["", *dict.fromkeys(ids), ""])


def written_links(report: Report, base_url: str) -> Iterator[Written]:
    """Yield the links in the text of a report, and the address of its source."""
    where, page = f"{report.id}.md", report_page(report.id)
    if report.meta.source and (target := target_of(page, report.meta.source.url, base_url)):
        yield Written(where=where, line=1, anchor="", page=page, target=target)
    for _, passage in report.walk_passages():
        if "href=" in passage.html or "src=" in passage.html:
            for link in html.fragment_fromstring(passage.html, create_parent=True).xpath("//@href | //@src"):
                if target := target_of(page, str(link), base_url):
                    yield Written(
                        where=where, line=passage.line, anchor=passage.anchor, page=page, target=target
                    )


def check_links(
    pages: Sequence[PageLinks], written: Iterable[Written], files: Container[str]
) -> Iterator[Problem]:
    """Yield the links that lead nowhere, those in content files with their lines, and ids that a page gives twice.

    `files` are all files of the site.  What many pages share, as a mistake in a template, is told once.
    """
    ids = {page.path: page.ids for page in pages}
    told = set()
    for link, found in dead_written(written, files, lambda path: ids.get(path, "")):
        sisters = {link.target, _in_large(link.target)}
        told |= {(link.page, link.target), *((LARGE + link.page, sister) for sister in sisters)}
        yield found
    places: dict[Target, list[str]] = defaultdict(list)
    for page in sorted(pages, key=lambda page: (page.path.startswith(LARGE), page.path)):
        for target in page.targets:
            if not _lands(target, files, ids.get) and (page.path, target) not in told:
                places[target].append(page.path)
    for target, paths in places.items():
        yield problem("page-link-dead", paths[0], target=_shown(target), count=len(paths))
    yield from _repeated(pages)


def dead_written(
    written: Iterable[Written], files: Container[str], ids_of: Callable[[str], str | None]
) -> Iterator[tuple[Written, Problem]]:
    """Yield the links of content files that lead nowhere; `ids_of` returns the ids of a page, each on a line of its own."""
    for link in written:
        if not _lands(link.target, files, ids_of):
            yield link, problem("link-dead", link.where, link.line, target=_shown(link.target))


def _repeated(pages: Iterable[PageLinks]) -> Iterator[Problem]:
    places: dict[str, list[str]] = defaultdict(list)
    for page in sorted(pages, key=lambda page: (page.path.startswith(LARGE), page.path)):
        for name in page.repeated:
            places[name].append(page.path)
    for name, paths in places.items():
        yield problem("id-repeated", paths[0], id=name, count=len(paths))


def outside_links(pages: Iterable[PageLinks], written: Iterable[Written]) -> dict[str, tuple[str, int]]:
    """Return each address outside the site with a place that links to it: (content file or page, line or 0)."""
    places = {link.target.outside: (link.where, link.line) for link in written if link.target.outside}
    for page in pages:
        for target in page.targets:
            if target.outside:
                places.setdefault(target.outside, (page.path, 0))
    return dict(sorted(places.items()))


def target_of(page: str, link: str, base_url: str) -> Target | None:
    """Return where a link on a page leads; None for what leads to no page (mail, data) or is empty."""
    link = link.strip()
    inside = base_url and (link + "/").startswith(base_url)
    try:
        parts = urlsplit(link[len(base_url) :] if inside else link)
    except ValueError:
        return Target(path=link)
    if parts.netloc or parts.scheme in {"http", "https"}:
        return Target(outside=link.partition("#")[0] if parts.scheme else f"https:{link}")
    if not link or parts.scheme:
        return None
    fragment = unquote(parts.fragment).partition(":~:")[0]
    return Target(
        path=_resolved("" if inside else page, unquote(parts.path), base_url),
        fragment="" if fragment == "top" else fragment,
    )


def _resolved(page: str, path: str, base_url: str) -> str:
    """Return the file that a path on a page means, from the site's root."""
    if not path:
        return page or _INDEX
    root = urlsplit(base_url).path if base_url else "/"
    if path.startswith("/"):
        page, path = "", path.removeprefix(root).lstrip("/")
    full = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if full.startswith(".."):
        return path
    is_folder = not path or path.endswith("/") or full == "."
    return posixpath.normpath(posixpath.join(full, _INDEX)) if is_folder else full


def _lands(target: Target, files: Container[str], ids_of: Callable[[str], str | None]) -> bool:
    if target.outside:
        return True
    path = target.path if target.path in files else f"{target.path}/{_INDEX}"
    return path in files and (not target.fragment or f"\n{target.fragment}\n" in (ids_of(path) or ""))


def _in_large(target: Target) -> Target:
    """Return the target that a link in the text has on the sister of its page in larger type."""
    return Target(path=LARGE + target.path, fragment=target.fragment)


def _shown(target: Target) -> str:
    return url_of(target.path) + (f"#{target.fragment}" if target.fragment else "")
