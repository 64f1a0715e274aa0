"""The page of a report: what stands on it besides the report itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.render.comparisons import around
from sitegen.render.corrections import happening
from sitegen.render.crossings import beside
from sitegen.render.downloads import report_paths
from sitegen.render.figures import with_qualifier
from sitegen.render.indicators import indicator_link, indicator_page
from sitegen.render.reused import reused_words
from sitegen.render.shelves import entry, successive
from sitegen.render.views import Entry, Group, KeyFigure, Link, Page, ReportView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Figure, Report, Tombstone
    from sitegen.render.holdings import Holdings, Kin
    from sitegen.render.shelves import Shelf

REPORTS: Final = "reports"
_DESCRIPTION: Final = 120
_MOST_EVENTS: Final = 5
"""Corrections that stand on the page of a report, the newest; the public list has all."""
_FEWEST_FIGURES: Final = 3
_MOST_FIGURES: Final = 8
_LONGEST_INDICATOR: Final = 14


def report_pages(held: Holdings) -> Iterator[Page]:
    """Yield one page per report, in the order of the archive."""
    for report_id in held.reports:
        yield report_page(report_id, held)


def report_page(report_id: str, held: Holdings) -> Page:
    """Return the page of a report."""
    report, shelved = held.reports[report_id], held.shelves
    meta, stated = report.meta, held.figures.get(report_id, ())
    previous, following = _neighbours(report_id, shelved.issuer_of[report_id])
    corrected = held.corrected.get(report_id, ())[:_MOST_EVENTS]
    content = ReportView(
        report=report,
        opening=tuple(report.passages),
        beside=beside(report_id, held),
        gone=_gone(report),
        issuer=Link(text=meta.issuer, page=shelved.issuer_of[report_id].page),
        regions=tuple(
            shelved.region_of[meta.region[:depth]].link() for depth in range(1, len(meta.region) + 1)
        ),
        year=shelved.year_of[meta.year].link(),
        kind=shelved.kind_of[meta.kind].link() if meta.kind else None,
        previous=previous,
        following=following,
        figures=tuple(_key_figure(figure, held.kin) for figure in _key_figures(stated, held.kin)),
        indicators=_indicators(stated, held.kin),
        files=report_paths(report_id),
        past=tuple(happening(event, report) for event in corrected),
        reused=reused_words(report, held.reuses.get(report_id, ()), held.heads),
        compared=around(report_id, held),
    )
    return Page(
        path=urls.report_page(report_id),
        template="report.html",
        part=REPORTS,
        title=meta.title,
        description=_description(report),
        trail=(*content.regions, content.issuer),
        content=content,
    )


def _key_figures(figures: Sequence[Figure], kin: Mapping[Figure, Kin]) -> tuple[Figure, ...]:
    """Return the figures that say most by themselves, in reading order; none if they are too few.

    Plainly named ones; of these first what other reports state too, then what went up or down.
    """
    named = [
        (figure not in kin, figure.change is None, at)
        for at, figure in enumerate(figures)
        if figure.kind in {"level", "rank", "change"}
        and (figure.unit or figure.kind == "rank")  # a bare number is a row's number more often than not
        and len(figure.indicator) <= _LONGEST_INDICATOR
    ]
    kept = sorted(at for _, _, at in sorted(named)[:_MOST_FIGURES])
    return tuple(figures[at] for at in kept) if len(kept) >= _FEWEST_FIGURES else ()


def _key_figure(figure: Figure, kin: Mapping[Figure, Kin]) -> KeyFigure:
    known = kin.get(figure)
    return KeyFigure(figure=with_qualifier(figure), page=indicator_page(known.indicator) if known else "")


def _indicators(figures: Iterable[Figure], kin: Mapping[Figure, Kin]) -> tuple[Link, ...]:
    """Return links to the indicators that a report states, each once, those that most reports state first."""
    found = dict.fromkeys(indicator_link(known.indicator) for figure in figures if (known := kin.get(figure)))
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


def _neighbours(report_id: str, issuer: Shelf) -> tuple[Entry | None, Entry | None]:
    """Return the report before and the one after of the same issuer and kind."""
    row = next(row for row in successive(issuer) if any(report.id == report_id for report in row))
    entries = [None, *map(entry, row), None]
    at = next(at for at, report in enumerate(row) if report.id == report_id)
    return entries[at], entries[at + 2]
