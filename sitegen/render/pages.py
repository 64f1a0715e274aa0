"""Which pages the site has, and what goes into each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.render.comparisons import compared, comparison_pages
from sitegen.render.corrections import correction_pages
from sitegen.render.coverage import coverage_pages
from sitegen.render.crossings import beside, initiative_page, places, shown
from sitegen.render.data import data_sets
from sitegen.render.indicators import indicator_pages
from sitegen.render.listings import initiative_pages, issuer_pages, kind_pages, region_pages, year_pages
from sitegen.render.manual import manual_pages
from sitegen.render.report_pages import report_pages
from sitegen.render.shelves import Shelf, Shelves, entry, shelves
from sitegen.render.views import About, Counts, Home, Link, Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Archive, OutputFile
    from sitegen.render.crossings import Places

_LATEST: Final = 12
_ENTRANCES: Final = 24


def pages(archive: Archive, data: tuple[OutputFile, ...], published: Iterable[str] = ()) -> tuple[Page, ...]:
    """Return every page of the site but for its looks, sorted by path.

    `data` are the data files of the site, which the page about the archive documents, and what lies beside the
    reports, which their pages link to; `published` are the pages that were ever published.
    """
    archive = shown(archive)
    shelved = shelves(archive)
    found = places(archive)
    counts = _counts(archive, shelved)
    pairs = compared(archive, shelved, published)
    everything = (
        _home(archive, shelved, counts),
        *report_pages(archive, shelved, beside(archive, found), pairs, frozenset(file.path for file in data)),
        *issuer_pages(shelved, pairs),
        *coverage_pages(shelved),
        *region_pages(shelved),
        *year_pages(shelved),
        *kind_pages(shelved),
        *initiative_pages(archive, found, shelved),
        *indicator_pages(archive, data),
        *comparison_pages(archive, shelved, pairs, found),
        *correction_pages(archive),
        _about(counts, data, found),
        Page(path="about/links/index.html", template="linking.html", part="about", content=counts),
        *manual_pages(),
        Page(path="search/index.html", template="search.html", part="search"),
        Page(path="404.html", template="404.html", part=""),
    )
    return tuple(sorted(everything, key=lambda page: page.path))


def _home(archive: Archive, shelved: Shelves, counts: Counts) -> Page:
    newest = sorted(archive.reports, key=lambda report: report.id)
    newest.sort(key=lambda report: (report.meta.year, report.meta.published), reverse=True)
    initiatives = sorted(archive.initiatives, key=lambda item: (-len(item.members), item.id))
    content = Home(
        latest=tuple(map(entry, newest[:_LATEST])),
        regions=_fullest(_entrance_regions(shelved)),
        issuers=_fullest(shelved.issuers),
        years=tuple(shelf.link() for shelf in shelved.years),
        kinds=_fullest(shelved.kinds),
        initiatives=tuple(
            Link(text=item.name, page=initiative_page(item), count=len(item.members))
            for item in initiatives[:_ENTRANCES]
        ),
        counts=counts,
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


def _counts(archive: Archive, shelved: Shelves) -> Counts:
    years = [report.meta.year for report in archive.reports] or [0]
    return Counts(
        reports=len(archive.reports),
        issuers=len(shelved.issuers),
        regions=len(shelved.regions),
        initiatives=len(archive.initiatives),
        related=len(archive.related),
        first_year=min(years),
        last_year=max(years),
    )


def _about(counts: Counts, data: tuple[OutputFile, ...], found: Places) -> Page:
    """Describe the archive; its example of a link is the first clause that another report is linked to."""
    example = next((found[ref].quote for ref in sorted(found)), None)
    content = About(counts=counts, data=data_sets(data), example=example)
    return Page(path="about/index.html", template="about.html", part="about", content=content)
