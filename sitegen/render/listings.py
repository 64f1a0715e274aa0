"""Lists of reports and lists of lists, cut into pages that stay light however large the archive is."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeVar

from sitegen import urls
from sitegen.render.atom import FEED
from sitegen.render.crossings import INITIATIVES, initiative_link, initiative_page
from sitegen.render.shelves import ISSUERS, KINDS, REGIONS, YEARS, Path, Shelf, Shelves, entry
from sitegen.render.stages import stage_rows
from sitegen.render.views import (
    Bar,
    Directory,
    Entry,
    Group,
    InitiativeView,
    Link,
    Listing,
    Page,
    Pager,
    Quote,
    Spread,
)
from sitegen.render.wordings import other_names, wordings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Initiative, Report
    from sitegen.render.comparisons import Compared
    from sitegen.render.holdings import Holdings

Item = TypeVar("Item")

# An entry is about 400 bytes of HTML, a link 150, a quote up to 1,600: each page stays below 200 kB.
ENTRIES: Final = 200
LINKS: Final = 500
QUOTES: Final = 80


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


def in_regions(shelves: Shelves) -> list[Shelf]:
    """Return the issuers by the place of their region."""
    regions = shelves.region_of
    return sorted(shelves.issuers, key=lambda shelf: (_folder(shelf.region, regions), shelf.folder))


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


def initiative_directory(all_initiatives: Sequence[Initiative]) -> Iterator[Page]:
    """Yield the pages of the directory of initiatives, grouped by field."""
    order = _field_order(all_initiatives)
    initiatives = sorted(all_initiatives, key=lambda item: (order[item.field], -len(item.members), item.id))
    for path, pager, some in paged(INITIATIVES, initiatives, LINKS):
        groups = tuple(
            Group(title=field, items=tuple(map(initiative_link, same)))
            for field, same in groupby(some, key=lambda item: item.field)
        )
        content = Directory(groups=groups, count=len(initiatives), pager=pager)
        yield Page(path=path, template=f"{INITIATIVES}.html", part=INITIATIVES, content=content)


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


def paged(folder: str, items: Sequence[Item], size: int) -> Iterator[tuple[str, Pager, Sequence[Item]]]:
    """Cut items into pages: `issuers/index.html`, `issuers/page_2/index.html` (no id has an underscore)."""
    count = max(1, -(-len(items) // size))
    pages = (
        f"{folder}/index.html",
        *(f"{folder}/page_{number}/index.html" for number in range(2, count + 1)),
    )
    for at, path in enumerate(pages):
        yield path, Pager(number=at + 1, pages=pages), items[at * size : (at + 1) * size]


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
