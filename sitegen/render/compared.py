"""What is compared in an archive: one office year on year, and offices with one another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.render.nearest import COMPARISONS, Offices, links_of, nearest_offices, telling
from sitegen.render.shelves import Shelf, Shelves, shelves, successive
from sitegen.render.views import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.model import Initiative, Report, YearOnYear

_FURTHEST: Final = 3
"""Years between two reports that are compared: what was written ten years before is no year before."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared: years by the id of the newer report, pairs of offices.

    `links` lead to the pages of an office's pairs, by its folder; any two of those in `telling` (folders) can be chosen.
    """

    years: dict[str, YearOnYear]
    offices: tuple[Offices, ...]
    links: dict[str, tuple[Link, ...]]
    telling: frozenset[str]

    def years_of(self, shelf: Shelf) -> tuple[Link, ...]:
        """Return links to the years of an office, the newest first."""
        return tuple(
            Link(text=report.meta.title, page=years_page(report.id))
            for report in shelf.reports
            if report.id in self.years
        )

    def offices_of(self, shelf: Shelf) -> tuple[Link, ...]:
        """Return links to what an office is compared with, those first that share most with it."""
        return self.links.get(shelf.folder, ())


def successions(reports: tuple[Report, ...]) -> tuple[tuple[str, str], ...]:
    """Return the ids of reports that follow one another (older, newer), sorted by the newer; the reports are sorted by id.

    They are of one office and kind, and at most `_FURTHEST` years apart.
    """
    pairs = (
        (older.id, newer.id)
        for shelf in shelves(reports).issuers
        for row in successive(shelf)
        for older, newer in pairwise(row)
        if 0 < newer.meta.year - older.meta.year <= _FURTHEST
    )
    return tuple(sorted(pairs, key=lambda pair: pair[1]))


def years_page(report_id: str) -> str:
    """Return the page that compares a report with the one before it; no id has an underscore."""
    return f"{COMPARISONS}/years/{report_id.replace('/', '_')}/index.html"


def compared(
    years: Iterable[YearOnYear],
    initiatives: Sequence[Initiative],
    shelved: Shelves,
    published: frozenset[str],
) -> Compared:
    """Return what is compared in an archive; `published` are the pages that were ever published."""
    offices = nearest_offices(initiatives, shelved, published)
    return Compared(
        years={each.newer: each for each in years},
        offices=offices,
        links=links_of(offices),
        telling=telling(initiatives, shelved),
    )
