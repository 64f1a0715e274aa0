"""Which pages the site has, and what goes into each."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.render.choosing import CHOOSING, choosing_page
from sitegen.render.comparisons import comparison_pages, comparison_pages_near, comparison_paths
from sitegen.render.corrections import CORRECTIONS, correction_pages
from sitegen.render.coverage import COVERAGE, coverage_pages
from sitegen.render.data import data_sets
from sitegen.render.indicators import (
    INDICATORS,
    indicator_directory,
    indicator_page,
    indicator_pages,
    other_names,
)
from sitegen.render.initiatives import (
    INITIATIVES,
    initiative_directory,
    initiative_link,
    initiative_page,
    initiative_pages,
    initiative_paths,
)
from sitegen.render.listings import issuer_pages, kind_pages, region_pages, year_pages
from sitegen.render.manual import manual_pages
from sitegen.render.nearest import COMPARISONS
from sitegen.render.places import places
from sitegen.render.report_pages import REPORTS, report_page, report_pages
from sitegen.render.shelves import ISSUERS, KINDS, REGIONS, YEARS, Shelf, Shelves, entry
from sitegen.render.views import About, Counts, Home, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitegen.model import OutputFile
    from sitegen.render.holdings import Holdings
    from sitegen.render.views import Link

ABOUT: Final = "about/index.html"
LINKING: Final = "about/links/index.html"
_LATEST: Final = 12
_ENTRANCES: Final = 24


def pages(held: Holdings, data: tuple[OutputFile, ...]) -> Iterator[Page]:
    """Yield every page of the site but for its looks, in no order: those of a large archive take gigabytes together.

    `data` are the data files of the site, which the pages about the archive and about its figures document.
    """
    yield _home(held)
    yield from report_pages(held)
    yield from chain.from_iterable(some(held) for some in _LISTS.values())
    yield from initiative_directory(held.initiatives)
    yield from chain.from_iterable(initiative_pages(each, held) for each in held.initiatives)
    yield from indicator_directory(held.indicators, data)
    yield from chain.from_iterable(indicator_pages(each, held.heads) for each in held.indicators)
    yield from other_names(held.indicators)
    yield from comparison_pages(held)
    yield choosing_page(held)
    yield _linking(held)
    yield _about(held, data)
    yield from _ALONE.values()


def page_paths(held: Holdings) -> tuple[str, ...]:
    """Return the paths of all `pages`, sorted; what stands on those of reports, initiatives and comparisons is not made for it."""
    listed = chain(
        *(some(held) for some in _LISTS.values()),
        initiative_directory(held.initiatives),
        indicator_directory(held.indicators, ()),
        *(indicator_pages(each, held.heads) for each in held.indicators),
        other_names(held.indicators),
    )
    everything = (
        *_SINGLE,
        ABOUT,
        *_ALONE,
        *map(urls.report_page, held.reports),
        *chain.from_iterable(map(initiative_paths, held.initiatives)),
        *comparison_paths(held),
        *(page.path for page in listed),
    )
    return tuple(sorted(everything))


def page_at(path: str, held: Holdings, data: Callable[[], tuple[OutputFile, ...]]) -> Page | None:
    """Return the one page of `pages` that has an address, None if there is none; only its own part of the site is made.

    `data` is asked for the data files by the few pages that tell of them.
    """
    return next((page for page in _pages_near(path, held, data) if page.path == path), None)


def tells_of_data(path: str) -> bool:
    """Tell whether a page tells of the data files of the site."""
    return path == ABOUT or path.startswith((f"{INDICATORS}/index", f"{INDICATORS}/page_"))


def _pages_near(path: str, held: Holdings, data: Callable[[], tuple[OutputFile, ...]]) -> Iterable[Page]:
    """Return the pages of the part of the site that an address lies in, or as few as can be told from it."""
    part = path.partition("/")[0]
    if path in _ALONE:
        return (_ALONE[path],)
    if part in _LISTS:
        return _LISTS[part](held)
    if part == INDICATORS:
        return _indicators_near(path, held, data)
    if path == ABOUT:
        return (_about(held, data()),)
    if path in _SINGLE:
        return (_SINGLE[path](held),)
    return _NEAR[part](path, held) if part in _NEAR else ()


def _report_near(path: str, held: Holdings) -> Iterable[Page]:
    report_id = urls.report_of(path)
    return (report_page(report_id, held),) if report_id in held.reports else ()


def _initiatives_near(path: str, held: Holdings) -> Iterable[Page]:
    own = [each for each in held.initiatives if _folder(initiative_page(each)) == _folder(path)]
    return initiative_pages(own[0], held) if own else initiative_directory(held.initiatives)


def _indicators_near(path: str, held: Holdings, data: Callable[[], tuple[OutputFile, ...]]) -> Iterable[Page]:
    own = [each for each in held.indicators if _folder(indicator_page(each)) == _folder(path)]
    if own:
        return indicator_pages(own[0], held.heads)
    return (
        indicator_directory(held.indicators, data()) if tells_of_data(path) else other_names(held.indicators)
    )


def _folder(path: str) -> list[str]:
    """Return the first two parts of an address, which the pages of one initiative or indicator share."""
    return path.split("/")[:2]


def _home(held: Holdings) -> Page:
    shelved = held.shelves
    newest = sorted(held.heads.values(), key=lambda report: report.id)
    newest.sort(key=lambda report: (report.meta.year, report.meta.published), reverse=True)
    initiatives = sorted(held.initiatives, key=lambda item: (-len(item.members), item.id))
    content = Home(
        latest=tuple(map(entry, newest[:_LATEST])),
        regions=_fullest(_entrance_regions(shelved)),
        issuers=_fullest(shelved.issuers),
        years=tuple(shelf.link() for shelf in shelved.years),
        kinds=_fullest(shelved.kinds),
        initiatives=tuple(map(initiative_link, initiatives[:_ENTRANCES])),
        counts=_counts(held),
    )
    return Page(path="index.html", template="home.html", part="home", content=content)


def _entrance_regions(shelved: Shelves) -> list[Shelf]:
    """Return the regions of the highest level that offers a choice."""
    levels = [[shelf for shelf in shelved.regions if len(shelf.region) == depth] for depth in (1, 2, 3)]
    return next((level for level in levels if len(level) > 1), levels[0])


def _fullest(some: Iterable[Shelf]) -> tuple[Link, ...]:
    """Return links to the shelves with the most reports, ties by address."""
    ordered = sorted(some, key=lambda shelf: (-len(shelf.reports), shelf.folder))
    return tuple(shelf.link() for shelf in ordered[:_ENTRANCES])


def _counts(held: Holdings) -> Counts:
    years = list(held.shelves.year_of) or [0]
    return Counts(
        reports=len(held.heads),
        issuers=len(held.shelves.issuers),
        regions=len(held.shelves.regions),
        initiatives=len(held.initiatives),
        related=sum(map(len, held.related.values())),
        first_year=min(years),
        last_year=max(years),
    )


def _linking(held: Holdings) -> Page:
    """Explain how links are made."""
    return Page(path=LINKING, template="linking.html", part="about", content=_counts(held))


def _about(held: Holdings, data: tuple[OutputFile, ...]) -> Page:
    """Describe the archive; its example of a link is the first clause that an initiative or another report leads to."""
    members = (ref for each in held.initiatives for ref in each.members)
    targets = (each.target for some in held.related.values() for each in some)
    first = min(chain(members, targets), default=None)
    example = places(held.reports, [first]).get(first) if first else None
    content = About(counts=_counts(held), data=data_sets(data), example=example.quote if example else None)
    return Page(path=ABOUT, template="about.html", part="about", content=content)


_LISTS: Final[dict[str, Callable[[Holdings], Iterable[Page]]]] = {
    ISSUERS: lambda held: issuer_pages(held.shelves, held.compared),
    COVERAGE: lambda held: coverage_pages(held.shelves),
    REGIONS: lambda held: region_pages(held.shelves),
    YEARS: lambda held: year_pages(held.shelves),
    KINDS: lambda held: kind_pages(held.shelves),
    CORRECTIONS: lambda held: correction_pages(held.events, held.reports),
}
"""Pages by the folder that they lie in, which are made together."""
_SINGLE: Final[dict[str, Callable[[Holdings], Page]]] = {
    "index.html": _home,
    LINKING: _linking,
    CHOOSING: choosing_page,
}
_NEAR: Final[dict[str, Callable[[str, Holdings], Iterable[Page]]]] = {
    REPORTS: _report_near,
    INITIATIVES: _initiatives_near,
    COMPARISONS: comparison_pages_near,
}
"""Pages by the folder that they lie in, of which those near an address can be made alone."""
_ALONE: Final = {
    page.path: page
    for page in (
        *manual_pages(),
        Page(path="search/index.html", template="search.html", part="search"),
        Page(path="404.html", template="404.html", part=""),
    )
}
"""Pages that are the same in every archive, by path."""
