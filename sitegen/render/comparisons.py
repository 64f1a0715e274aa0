"""Reports side by side: what is compared in an archive, the list of it, and the pages of one office year on year.

`comparisons/years/<id of the newer report>/` compares a report with the one before it in the archive, of the same
office and kind; `offices` has the pages of two offices.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from sitegen.render.compared import Compared, years_page
from sitegen.render.initiatives import initiative_link
from sitegen.render.nearest import COMPARISONS
from sitegen.render.offices import offices_pages
from sitegen.render.paging import LINKS, paged
from sitegen.render.shelves import Shelves, in_regions
from sitegen.render.views import STEPS, Directory, Group, Link, Page, YearsView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Initiative, YearOnYear
    from sitegen.render.holdings import Holdings


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


def comparison_paths(held: Holdings) -> Iterator[str]:
    """Yield the paths of `comparison_pages`."""
    yield from (page.path for page in _directory(held.shelves, held.compared))
    for each in held.years:
        steps = range(len(each.aligned) + len(each.added))
        yield from (path for path, *_ in paged(_years_folder(each), steps, STEPS))
    yield from (pair.page for pair in held.compared.offices)


def _years_folder(years: YearOnYear) -> str:
    return years_page(years.newer).removesuffix("/index.html")


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
        for path, pager, _ in paged(_years_folder(each), (*each.aligned, *each.added), STEPS):
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
