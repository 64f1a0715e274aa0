"""The page of a report: what stands on it besides the report itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.render.corrections import happening
from sitegen.render.downloads import report_paths
from sitegen.render.figures import with_qualifier
from sitegen.render.indicators import indicator_links
from sitegen.render.reused import reused_words
from sitegen.render.shelves import Shelves, entry, successive
from sitegen.render.views import Beside, Entry, Group, KeyFigure, Link, Page, ReportView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Archive, Event, Figure, Report, Tombstone
    from sitegen.render.comparisons import Compared

REPORTS: Final = "reports"
_DESCRIPTION: Final = 120
_MOST_EVENTS: Final = 5
"""Corrections that stand on the page of a report, the newest; the public list has all."""
_FEWEST_FIGURES: Final = 3
_MOST_FIGURES: Final = 8
_LONGEST_INDICATOR: Final = 14


def report_pages(
    archive: Archive,
    shelves: Shelves,
    beside: dict[str, tuple[Beside, ...]],
    pairs: Compared,
    files: frozenset[str],
) -> Iterator[Page]:
    """Yield one page per report, in the order of the archive.

    `beside` is what stands beside their passages, `pairs` what is compared, `files` are the paths of what can be downloaded.
    """
    issuer_of, region_of = shelves.issuer_of(), shelves.region_of()
    kind_of = {shelf.name: shelf.link() for shelf in shelves.kinds}
    year_of = {int(shelf.name): shelf.link() for shelf in shelves.years}
    neighbours = _neighbours(shelves)
    stated, past = _stated(archive), _past(archive)
    indicator_of, reused = indicator_links(archive), reused_words(archive)
    for report in archive.reports:
        regions = (region_of[report.meta.region[:depth]] for depth in range(1, len(report.meta.region) + 1))
        previous, following = neighbours[report.id]
        content = ReportView(
            report=report,
            opening=report.passages,
            beside=beside.get(report.id, ()),
            gone=_gone(report),
            issuer=Link(text=report.meta.issuer, page=issuer_of[report.id].page),
            regions=tuple(shelf.link() for shelf in regions),
            year=year_of[report.meta.year],
            kind=kind_of.get(report.meta.kind),
            previous=previous,
            following=following,
            figures=_with_pages(_key_figures(stated.get(report.id, ()), indicator_of), indicator_of),
            indicators=_indicators(stated.get(report.id, ()), indicator_of),
            files=tuple(path for path in report_paths(report.id) if path in files),
            past=tuple(happening(event, report) for event in past.get(report.id, ())[:_MOST_EVENTS]),
            reused=reused.get(report.id, ()),
            compared=pairs.of_report(report.id),
        )
        yield Page(
            path=urls.report_page(report.id),
            template="report.html",
            part=REPORTS,
            title=report.meta.title,
            description=_description(report),
            trail=(*content.regions, content.issuer),
            content=content,
        )


def _stated(archive: Archive) -> dict[str, list[Figure]]:
    """Return the figures of each report, in reading order."""
    stated: dict[str, list[Figure]] = defaultdict(list)
    for figure in archive.figures:
        stated[figure.report].append(figure)
    return stated


def _past(archive: Archive) -> dict[str, list[Event]]:
    """Return what was corrected of each report, the newest first."""
    past: dict[str, list[Event]] = defaultdict(list)
    for event in archive.events:
        if event.kind == "corrected":
            past[urls.report_of(event.page)].append(event)
    return past


def _key_figures(figures: Sequence[Figure], indicator_of: Mapping[Figure, Link]) -> tuple[Figure, ...]:
    """Return the figures that say most by themselves, in reading order; none if they are too few.

    Plainly named ones; of these first what other reports state too, then what went up or down.
    """
    named = [
        (figure not in indicator_of, figure.change is None, at)
        for at, figure in enumerate(figures)
        if figure.kind in {"level", "rank", "change"}
        and (figure.unit or figure.kind == "rank")  # a bare number is a row's number more often than not
        and len(figure.indicator) <= _LONGEST_INDICATOR
    ]
    kept = sorted(at for _, _, at in sorted(named)[:_MOST_FIGURES])
    return tuple(figures[at] for at in kept) if len(kept) >= _FEWEST_FIGURES else ()


def _with_pages(figures: Iterable[Figure], indicator_of: Mapping[Figure, Link]) -> tuple[KeyFigure, ...]:
    """Return figures with the pages of their indicators."""
    links = ((figure, indicator_of.get(figure)) for figure in figures)
    return tuple(
        KeyFigure(figure=with_qualifier(figure), page=link.page if link else "") for figure, link in links
    )


def _indicators(figures: Iterable[Figure], indicator_of: Mapping[Figure, Link]) -> tuple[Link, ...]:
    """Return links to the indicators that a report states, each once, those that most reports state first."""
    found = dict.fromkeys(indicator_of[figure] for figure in figures if figure in indicator_of)
    return tuple(sorted(found, key=lambda link: (-link.count, link.text)))


def _description(report: Report) -> str:
    """Return the beginning of a report, for search engines and shared links."""
    text = next((passage.text for _, passage in report.walk_passages()), "")
    return text if len(text) <= _DESCRIPTION else text[: _DESCRIPTION - 1] + "…"


def _gone(report: Report) -> tuple[Group[Tombstone], ...]:
    """Return the tombstones by where they land; an unknown place is the report itself."""
    known = {path[-1].anchor for path in report.walk()} | {
        passage.anchor for _, passage in report.walk_passages()
    }
    groups: dict[str, list[Tombstone]] = defaultdict(list)
    for tombstone in sorted(report.gone, key=lambda stone: stone.anchor):
        groups[tombstone.parent if tombstone.parent in known else ""].append(tombstone)
    return tuple(Group(title=parent, items=tuple(groups[parent])) for parent in sorted(groups))


def _neighbours(shelves: Shelves) -> dict[str, tuple[Entry | None, Entry | None]]:
    """Return, by report id, the report before and the one after of the same issuer and kind."""
    found: dict[str, tuple[Entry | None, Entry | None]] = {}
    for shelf in shelves.issuers:
        for row in successive(shelf):
            entries = [None, *map(entry, row), None]
            found.update({report.id: (entries[at], entries[at + 2]) for at, report in enumerate(row)})
    return found
