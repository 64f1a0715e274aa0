"""The pages of initiatives: their directory by field of work, and of each who reports it, since when, and in which words."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.model import Move
from sitegen.render.atom import FEED
from sitegen.render.paging import LINKS, QUOTES, paged
from sitegen.render.stages import stage_rows
from sitegen.render.views import Bar, Directory, Group, InitiativeView, Link, Page, Quote, Spread
from sitegen.render.wordings import other_names, wordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Archive, Initiative
    from sitegen.render.holdings import Holdings
    from sitegen.render.shelves import Shelves
    from sitegen.render.views import Pager

_AT_A_GLANCE: Final = 40
"""Initiatives that a reader looks over without help."""
INITIATIVES: Final = "initiatives"


def initiative_page(initiative: Initiative) -> str:
    """Return the page of an initiative, its first where it has several."""
    folder = initiative.id if urls.is_id(initiative.id) else urls.slug(initiative.id)
    return f"{INITIATIVES}/{folder}/index.html"


def merged_moves(
    archive: Archive, merged: Iterable[tuple[str, str]], published: Iterable[str]
) -> Iterator[Move]:
    """Yield where the published pages of merged initiatives (id, id of the other) lead now."""
    pages = {initiative.id: initiative_page(initiative) for initiative in archive.initiatives}
    folders = {f"{INITIATIVES}/{origin}/": pages[target] for origin, target in merged if target in pages}
    for page in published:
        parts = page.split("/")
        target = folders.get("/".join(parts[:2]) + "/")
        if target and parts[-1] == "index.html":
            yield Move(page=page, target=target)


def initiative_link(initiative: Initiative) -> Link:
    """Return the link to the page of an initiative, with the number of its members."""
    return Link(text=initiative.name, page=initiative_page(initiative), count=len(initiative.members))


def initiative_directory(all_initiatives: Sequence[Initiative]) -> Iterator[Page]:
    """Yield the pages of the directory of initiatives, grouped by field."""
    order = _field_order(all_initiatives)
    initiatives = sorted(all_initiatives, key=lambda item: (order[item.field], -len(item.members), item.id))
    for path, pager, some in paged(INITIATIVES, initiatives, LINKS):
        groups = tuple(
            Group(title=field, items=tuple(map(initiative_link, same)))
            for field, same in groupby(some, key=lambda item: item.field)
        )
        content = Directory(
            groups=groups, count=len(initiatives), pager=pager, jumps=_jumps(initiatives, pager)
        )
        yield Page(path=path, template=f"{INITIATIVES}.html", part=INITIATIVES, content=content)


def _jumps(initiatives: Sequence[Initiative], pager: Pager) -> tuple[Link, ...]:
    """Return links to the page of the directory that each field starts on, with the number of its initiatives."""
    if len(initiatives) <= _AT_A_GLANCE:
        return ()
    rows = [(item.field, pager.pages[at // LINKS]) for at, item in enumerate(initiatives)]
    fields = ((field, [page for _, page in same]) for field, same in groupby(rows, key=lambda row: row[0]))
    return tuple(Link(text=field, page=pages[0], count=len(pages)) for field, pages in fields if field)


def initiative_pages(initiative: Initiative, held: Holdings) -> Iterator[Page]:
    """Yield the pages of an initiative, grouped by issuer."""
    quotes = [place.quote for ref in initiative.members if (place := held.places.get(ref))]
    quotes.sort(key=lambda quote: (quote.region, quote.issuer, -quote.year, quote.page))
    folder = initiative_page(initiative).removesuffix("/index.html")
    spread = _spread(quotes, {int(shelf.name): len(shelf.reports) for shelf in held.shelves.years})
    printed = wordings((initiative.name, *initiative.aliases), (quote.text for quote in quotes))
    for path, pager, some in paged(folder, quotes, QUOTES):
        stages, rows = stage_rows(initiative.figures, some)
        content = InitiativeView(
            aliases=other_names(initiative.name, initiative.aliases, printed),
            wordings=tuple(printed),
            field=initiative.field,
            groups=_by_issuer(some, held.shelves),
            count=len(quotes),
            pager=pager,
            feed=f"{folder}/{FEED}",
            spread=spread if pager.number == 1 else (),
            bars=_spread_bars(spread) if pager.number == 1 else (),
            stages=stages,
            rows=rows,
        )
        yield Page(
            path=path, template="initiative.html", part=INITIATIVES, title=initiative.name, content=content
        )


def initiative_paths(initiative: Initiative) -> Iterator[str]:
    """Yield the paths of `initiative_pages`; every member stands where it is said to."""
    folder = initiative_page(initiative).removesuffix("/index.html")
    return (path for path, *_ in paged(folder, range(len(initiative.members)), QUOTES))


def _spread(quotes: Iterable[Quote], all_reports: Mapping[int, int]) -> tuple[Spread, ...]:
    """Return for each year of the archive since the first that tells of it how many reports and issuers do."""
    pages, issuers = defaultdict(set), defaultdict(set)
    for quote in quotes:
        pages[quote.year].add(quote.page)
        issuers[quote.year].add((quote.region, quote.issuer))
    years = [year for year in sorted(all_reports) if year >= min(pages, default=0)]
    return tuple(
        Spread(year=year, reports=len(pages[year]), issuers=len(issuers[year]), all_reports=all_reports[year])
        for year in years
    )


def _spread_bars(spread: Sequence[Spread]) -> tuple[Group[Bar], ...]:
    """Return the chart of how an initiative spread; a single year is no spread."""
    bars = [Bar(label=str(each.year), text=str(each.reports), value=each.reports) for each in spread]
    return (Group(title="", items=tuple(bars)),) if len(bars) > 1 else ()


def _by_issuer(quotes: Sequence[Quote], shelves: Shelves) -> tuple[Group[Quote], ...]:
    groups = groupby(quotes, key=lambda quote: (quote.region, quote.issuer))
    listed = ((issuer, tuple(same)) for (_, issuer), same in groups)
    return tuple(
        Group(title=issuer, items=same, page=shelves.issuer_of[urls.report_of(same[0].page)].page)
        for issuer, same in listed
    )


def _field_order(initiatives: Sequence[Initiative]) -> dict[str, tuple[int, str]]:
    """Order fields by how often reports tell of them."""
    counts = Counter({initiative.field: 0 for initiative in initiatives})
    for initiative in initiatives:
        counts[initiative.field] += len(initiative.members)
    return {field: (-count, field) for field, count in counts.items()}
