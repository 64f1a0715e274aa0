"""Lists of reports and lists of lists, cut into pages that stay light however large the archive is."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from sitegen.render.atom import FEED
from sitegen.render.paging import ENTRIES, LINKS, paged
from sitegen.render.shelves import ISSUERS, KINDS, REGIONS, YEARS, Path, Shelf, Shelves, entry, in_regions
from sitegen.render.views import (
    Directory,
    Entry,
    Group,
    Link,
    Listing,
    Page,
    Pager,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sitegen.model import Report
    from sitegen.render.compared import Compared

Item = TypeVar("Item")


def issuer_pages(shelves: Shelves, pairs: Compared) -> Iterator[Page]:
    """Yield the directory of issuers, grouped by region, and the pages of each; `pairs` are what is compared."""
    regions = shelves.region_of
    yield from _directory(ISSUERS, in_regions(shelves), 2, regions)
    for shelf in shelves.issuers:
        for path, pager, reports in paged(shelf.folder, shelf.reports, ENTRIES):
            content = Listing(
                groups=(Group(title="", items=tuple(map(entry, reports))),),
                count=len(shelf.reports),
                pager=pager,
                region=shelf.region,
                feed=f"{shelf.folder}/{FEED}",
                years=pairs.years_of(shelf) if pager.number == 1 else (),
                offices=pairs.offices_of(shelf) if pager.number == 1 else (),
                chosen_as=shelf.id if pager.number == 1 and shelf.folder in pairs.telling else "",
            )
            yield Page(
                path=path,
                template="issuer.html",
                part=ISSUERS,
                title=shelf.name,
                trail=_trail(shelf.region, regions),
                content=content,
            )


def region_pages(shelves: Shelves) -> Iterator[Page]:
    """Yield the directory of regions, two levels deep, and the pages of each, grouped by year."""
    regions = shelves.region_of
    inner = [shelf for shelf in shelves.regions if len(shelf.region) == 2]  # noqa: PLR2004 - a city of a province
    alone = [shelf for shelf in shelves.regions if len(shelf.region) == 1 and not _parts(shelf, inner)]
    tops = sorted([*inner, *alone], key=lambda shelf: shelf.folder)
    yield from _directory(REGIONS, tops, 1, regions)
    parts: dict[Path, list[Link]] = {}
    for shelf in shelves.regions:
        parts.setdefault(shelf.region[:-1], []).append(shelf.link())
    for shelf in shelves.regions:
        for path, pager, reports in paged(shelf.folder, shelf.reports, ENTRIES):
            content = Listing(
                groups=_by_year(reports),
                count=len(shelf.reports),
                pager=pager,
                region=shelf.region,
                parts=tuple(parts.get(shelf.region, ())) if pager.number == 1 else (),
                jumps=_jumps(pager, shelf.reports, lambda report: str(report.meta.year)),
            )
            trail = _trail(shelf.region[:-1], regions)
            yield Page(
                path=path,
                template="region.html",
                part=REGIONS,
                title=shelf.name,
                trail=trail,
                content=content,
            )


def year_pages(shelves: Shelves) -> Iterator[Page]:
    """Yield the directory of years and the pages of each, grouped by region."""
    regions = shelves.region_of
    yield from _directory(YEARS, shelves.years, 0, regions)
    for shelf in shelves.years:
        ordered = sorted(shelf.reports, key=lambda report: (_folder(report.meta.region, regions), report.id))
        for path, pager, reports in paged(shelf.folder, ordered, ENTRIES):
            content = Listing(
                groups=tuple(
                    Group(title=_named(region), items=tuple(map(entry, same)), page=_page_of(region, regions))
                    for region, same in groupby(reports, key=lambda report: report.meta.region)
                ),
                count=len(shelf.reports),
                pager=pager,
                jumps=_jumps(pager, ordered, lambda report: _named(report.meta.region[:2])),
            )
            yield Page(path=path, template="year.html", part=YEARS, title=shelf.name, content=content)


def kind_pages(shelves: Shelves) -> Iterator[Page]:
    """Yield the directory of kinds and the pages of each, grouped by year."""
    yield from _directory(KINDS, shelves.kinds, 0, {})
    for shelf in shelves.kinds:
        for path, pager, reports in paged(shelf.folder, shelf.reports, ENTRIES):
            content = Listing(
                groups=_by_year(reports),
                count=len(shelf.reports),
                pager=pager,
                jumps=_jumps(pager, shelf.reports, lambda report: str(report.meta.year)),
            )
            yield Page(path=path, template="kind.html", part=KINDS, title=shelf.name, content=content)


def _by_year(reports: Sequence[Report]) -> tuple[Group[Entry], ...]:
    return tuple(
        Group(title=str(year), items=tuple(map(entry, same)), page=f"{YEARS}/{year}/index.html")
        for year, same in groupby(reports, key=lambda report: report.meta.year)
    )


def _jumps(pager: Pager, reports: Sequence[Report], name: Callable[[Report], str]) -> tuple[Link, ...]:
    """Return, on the first of several pages, where each group of reports starts, with their number."""
    if len(pager.pages) == 1 or pager.number > 1:
        return ()
    rows = [(name(report), pager.pages[at // ENTRIES]) for at, report in enumerate(reports)]
    groups = ((title, [page for _, page in same]) for title, same in groupby(rows, key=lambda row: row[0]))
    return tuple(Link(text=title, page=pages[0], count=len(pages)) for title, pages in groups if title)


def _directory(part: str, shelves: Sequence[Shelf], depth: int, regions: dict[Path, Shelf]) -> Iterator[Page]:
    """Yield the pages of a directory, grouped by the first `depth` parts of the region."""
    for path, pager, some in paged(part, shelves, LINKS):
        groups = tuple(
            Group(
                title=_named(region),
                items=tuple(shelf.link() for shelf in same),
                page=_page_of(region, regions),
            )
            for region, same in groupby(some, key=lambda shelf: shelf.region[:depth])
        )
        content = Directory(groups=groups, count=len(shelves), pager=pager)
        yield Page(path=path, template=f"{part}.html", part=part, content=content)


def _parts(shelf: Shelf, inner: Sequence[Shelf]) -> bool:
    return any(other.region[:1] == shelf.region for other in inner)


def _folder(region: Path, regions: dict[Path, Shelf]) -> str:
    return regions[region].folder if region else "~"


def _named(region: Path) -> str:
    return " ".join(region)


def _page_of(region: Path, regions: dict[Path, Shelf]) -> str:
    return regions[region].page if region in regions else ""


def _trail(region: Path, regions: dict[Path, Shelf]) -> tuple[Link, ...]:
    return tuple(regions[region[:depth]].link() for depth in range(1, len(region) + 1))
