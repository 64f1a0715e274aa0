"""Reports side by side: what is compared in an archive, the list of it, and the pages of one office year on year.

`comparisons/years/<id of the newer report>/` compares a report with the one before it in the archive, of the same
office and kind; `offices` has the pages of two offices.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from sitegen.render.crossings import initiative_link
from sitegen.render.listings import LINKS, in_regions, paged
from sitegen.render.offices import COMPARISONS, Offices, links_of, nearest_offices, offices_pages, telling
from sitegen.render.shelves import Shelf, Shelves, shelves, successive
from sitegen.render.views import STEPS, Directory, Group, Link, Page, YearsView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Initiative, Report, YearOnYear
    from sitegen.render.holdings import Holdings

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


def compared(held: Holdings) -> Compared:
    """Return what is compared in an archive."""
    offices = nearest_offices(held.initiatives, held.shelves, held.published)
    return Compared(
        years={each.newer: each for each in held.years},
        offices=offices,
        links=links_of(offices),
        telling=telling(held.initiatives, held.shelves),
    )


def around(report_id: str, held: Holdings) -> tuple[Link, ...]:
    """Return links to the comparisons of a report with the one before and the one after it, by those years."""
    own = held.successions.get(report_id, ())
    return tuple(
        Link(
            text=str(held.heads[each.newer if each.older == report_id else each.older].meta.year),
            page=years_page(each.newer),
        )
        for each in sorted(own, key=lambda each: (held.heads[each.newer].meta.year, each.newer))
    )


def comparison_pages(held: Holdings) -> Iterator[Page]:
    """Yield the list of what is compared, the pages of years and those of offices."""
    yield from _directory(held.shelves, held.compared)
    yield from _years_pages(held, held.years)
    yield from offices_pages(held, held.compared.offices)


def comparison_pages_near(path: str, held: Holdings) -> Iterator[Page]:
    """Yield those of `comparison_pages` that an address may be one of."""
    years = [each for each in held.years if _folder(years_page(each.newer)) == _folder(path)]
    offices = [each for each in held.compared.offices if each.page == path]
    if years:
        yield from _years_pages(held, years)
    elif offices:
        yield from offices_pages(held, offices)
    else:
        yield from _directory(held.shelves, held.compared)


def _folder(path: str) -> tuple[str, ...]:
    """Return the first parts of an address, which all pages of one comparison share."""
    return tuple(path.split("/")[:3])


def _directory(shelved: Shelves, pairs: Compared) -> Iterator[Page]:
    """Yield the list of the offices that have something to compare, by region."""
    counted = [
        (shelf, len(pairs.years_of(shelf)) + len(pairs.offices_of(shelf))) for shelf in in_regions(shelved)
    ]
    listed = [(shelf, count) for shelf, count in counted if count]
    regions = shelved.region_of
    for path, pager, some in paged(COMPARISONS, listed, LINKS):
        groups = tuple(
            Group(
                title=" ".join(region),
                items=tuple(Link(text=shelf.name, page=shelf.page, count=count) for shelf, count in same),
                page=regions[region].page if region in regions else "",
            )
            for region, same in groupby(some, key=lambda each: each[0].region[:2])
        )
        content = Directory(groups=groups, count=len(listed), pager=pager)
        yield Page(path=path, template="comparisons.html", part=COMPARISONS, content=content)


def _years_pages(held: Holdings, years: Iterable[YearOnYear]) -> Iterator[Page]:
    reports, issuer_of = held.reports, held.shelves.issuer_of
    links = {each.id: initiative_link(each) for each in held.initiatives}
    told = _told(held.initiatives)
    for each in years:
        newer, issuer = reports[each.newer], issuer_of[each.newer].link()
        before, after = told[each.older], told[each.newer]
        folder = years_page(newer.id).removesuffix("/index.html")
        for path, pager, _ in paged(folder, (*each.aligned, *each.added), STEPS):
            content = YearsView(
                issuer=issuer,
                older=reports[each.older],
                newer=newer,
                comparison=each,
                added=tuple(links[one] for one in sorted(after - before)),
                dropped=tuple(links[one] for one in sorted(before - after)),
                pager=pager,
            )
            yield Page(
                path=path,
                template="comparison_years.html",
                part=COMPARISONS,
                title=newer.meta.issuer,
                trail=(issuer,),
                content=content,
            )


def _told(initiatives: Iterable[Initiative]) -> dict[str, set[str]]:
    """Return the ids of the initiatives that each report tells of."""
    found: dict[str, set[str]] = defaultdict(set)
    for initiative in initiatives:
        for ref in initiative.members:
            found[ref.report].add(initiative.id)
    return found
