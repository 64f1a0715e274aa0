"""The variables and functions that every template has.

Links are relative, so that one output works at a root, under a sub-path and from disk.  The one
exception is the page for missing addresses: a server shows it at any depth, where a relative link
would lead nowhere.  Its links start from the site's root: the path of `base_url`, else `/`.

Pages in larger type lie in `large/` as the usual ones lie in the root, and lead to one another: that is how a
choice is remembered from page to page where there is neither script nor server.
"""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from sitegen import urls
from sitegen.render.assets import asset_path
from sitegen.render.citing import citations
from sitegen.render.theme import strings
from sitegen.render.views import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Report, Site, Theme
    from sitegen.render.views import Citation, Page

    Macro = Callable[..., str]
    Piece = Callable[..., str]

NOT_FOUND: Final = "404.html"


def made(macro: Macro, *values: object) -> str:
    """Make a piece of a page from scratch: what a macro makes of some values."""
    return macro(*values)


def variables(
    page: Page, site: Site, theme: Theme, *, is_large: bool = False, piece: Piece = made
) -> dict[str, object]:
    """Return what a template is given to render `page`, in the larger type or not (`themes/README.md` documents each).

    `piece` makes the pieces of the page, or knows them from before.
    """
    root = "../" * is_large + _root(page, site)
    link = partial(_large_link, page.path) if is_large else partial(_link, page.path, root)
    return {
        "page": page,
        "content": page.content,
        "site": site,
        "t": strings(theme),
        "root": root,
        "link": link,
        "asset": lambda name: link(asset_path(theme, name)),
        "address": partial(_address, site),
        "cite": partial(_citations, site),
        "piece": piece,
        "is_large": is_large,
        "other_size": _other_size(page, is_large=is_large) if site.large_pages else "",
        "canonical": _canonical(page, site),
    }


def _canonical(page: Page, site: Site) -> str:
    """Return the address under which search engines should know a page: of one that leads elsewhere, that of the other."""
    if page.path == NOT_FOUND:
        return ""
    target = page.content.target if isinstance(page.content, Notice) else ""
    return _address(site, urls.url_of(target or page.path))


def _root(page: Page, site: Site) -> str:
    if page.path == NOT_FOUND:
        return urlsplit(site.base_url).path.rstrip("/") + "/"
    return "../" * page.path.count("/")


def _link(origin: str, root: str, target: str, anchor: str = "") -> str:
    if origin == NOT_FOUND:
        return f"{root}{target}#{anchor}" if anchor else f"{root}{target}"
    return urls.relative(origin, target, anchor)


def _large_link(origin: str, target: str, anchor: str = "") -> str:
    """Return a link from a page in larger type: pages have such a sister, files have none."""
    is_page = posixpath.basename(target) == "index.html"
    return urls.relative(urls.LARGE + origin, urls.LARGE + target if is_page else target, anchor)


def _other_size(page: Page, *, is_large: bool) -> str:
    """Return the link to the same page in the other type."""
    if page.path == NOT_FOUND:
        return ""
    here, there = (urls.LARGE + page.path, page.path) if is_large else (page.path, urls.LARGE + page.path)
    return urls.relative(here, there)


def _citations(site: Site, report: Report, unknown: str) -> tuple[Citation, ...]:
    path = urls.report_url(report.id)
    return citations(report, _address(site, path) or path, unknown)


def _address(site: Site, path: str) -> str:
    """Return the absolute address of a path from the site's root (`/about/`), "" where `base_url` is not set."""
    return f"{site.base_url.rstrip('/')}{quote(path)}" if site.base_url else ""
