"""The coverage grid: which years the archive has of which issuer, and which are missing.

Rows stand by region, so that a thousand issuers can be found; a page holds as many rows as keep it light.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.render.paging import paged
from sitegen.render.shelves import ISSUERS, in_regions
from sitegen.render.views import Cell, Coverage, Group, Link, Page, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import Report
    from sitegen.render.shelves import Shelf, Shelves
    from sitegen.render.views import Pager

COVERAGE: Final = "coverage"
_WEIGHT: Final = 140_000  # bytes of rows on a page: the whole stays below 200 kB
_ROW: Final = 220
_CELL: Final = 80
_DEPTH: Final = 2  # city and district: the level that issuers are listed by


def coverage_pages(shelves: Shelves) -> Iterator[Page]:
    """Yield the pages of the grid of issuers and years."""
    years = tuple(_years(shelves))
    issuers = in_regions(shelves)
    size = max(20, _WEIGHT // (_ROW + _CELL * len(years)))
    some = [
        (path, pager, [(shelf, _row(shelf, years)) for shelf in part])
        for path, pager, part in paged(COVERAGE, issuers, size)
    ]
    gaps = sum(row.gaps for _, _, rows in some for _, row in rows)
    parts = tuple(_parts(some)) if len(some) > 1 else ()
    for path, pager, rows in some:
        content = Coverage(
            groups=tuple(
                Group(title=" ".join(region), items=tuple(row for _, row in same))
                for region, same in groupby(rows, key=lambda each: each[0].region[:_DEPTH])
            ),
            years=years,
            count=len(issuers),
            gaps=gaps,
            pager=pager,
            parts=parts if pager.number == 1 else (),
        )
        yield Page(path=path, template="coverage.html", part=ISSUERS, content=content)


def _years(shelves: Shelves) -> Iterator[Link]:
    """Yield the columns, newest first: every year that some issuer has a report of, or lacks between two that it has."""
    kept = {int(shelf.name): shelf.link() for shelf in shelves.years}
    wanted = set(kept)
    for shelf in shelves.issuers:
        own = [report.meta.year for report in shelf.reports]
        wanted.update(range(min(own), max(own)))
    for year in sorted(wanted, reverse=True):
        yield kept.get(year, Link(text=str(year), page=""))


def _row(shelf: Shelf, years: Sequence[Link]) -> Row:
    reports: dict[int, list[Report]] = defaultdict(list)
    for report in shelf.reports:
        reports[report.meta.year].append(report)
    first, last = min(reports), max(reports)
    cells = []
    for year in (int(link.text) for link in years):
        there = sorted(reports.get(year, ()), key=lambda report: report.id)
        page = urls.report_page(there[0].id) if there else ""
        cells.append(Cell(year=year, count=len(there), page=page, is_gap=not there and first < year < last))
    return Row(issuer=shelf.link(), cells=tuple(cells), gaps=sum(cell.is_gap for cell in cells))


def _parts(some: Sequence[tuple[str, Pager, Sequence[tuple[Shelf, Row]]]]) -> Iterator[Link]:
    """Yield where each region starts, with the number of its issuers."""
    rows = [(path, shelf.region[:_DEPTH]) for path, _, part in some for shelf, _ in part]
    for region, same in groupby(rows, key=lambda each: each[1]):
        paths = [path for path, _ in same]
        yield Link(text=" ".join(region), page=paths[0], count=len(paths))
