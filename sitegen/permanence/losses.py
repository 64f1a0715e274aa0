"""What a build would lose of what was published, and what stands in its place.

A report that vanishes fails the build until the keeper says where it leads.  Pages that follow from the reports
(an issuer's, the third page of a list, an initiative's) lead to the nearest page above them that is left, and
the keeper is told.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.errors import problem
from sitegen.model import Forward, OutputFile
from sitegen.permanence.moves import MOVES
from sitegen.permanence.places import anchors_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sitegen.model import Move, Problem, Record, Report

_HOME: Final = "index.html"
_LISTED: Final = 5
_FURTHER: Final = re.compile(r"(?:.+/)?page_[0-9]+/index\.html")
"""The second and further pages of a list, which comes to be shorter without anybody's doing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What stands at published addresses whose page is no more, sorted by address, and what the keeper should know."""

    forwards: tuple[Forward, ...]
    problems: tuple[Problem, ...]


def missing_anchors(report: Report, published: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the published anchors that neither the text of a report nor its tombstones have any more."""
    there = anchors_of(report) | {stone.anchor for stone in report.gone}
    return tuple(anchor for anchor in published if anchor not in there)


def settle(
    pages: Iterable[str],
    published: Iterable[str],
    records: Mapping[str, Record],
    reports: Mapping[str, Report],
    moves: tuple[Move, ...],
) -> Settled:
    """Return what stands at the published pages that a build does not make.

    `pages` are those it makes, `published` those ever published besides the reports of `records`; `reports` are those of
    the archive now.
    """
    there = frozenset(pages)
    moved = {move.page: move for move in moves if not move.anchor}
    gone = sorted({*published, *map(urls.report_page, records), *moved} - there)
    lost = [page for page in gone if not page.startswith(urls.LARGE)]
    found = [
        _forward(page, there, moved, records) or _lost(urls.report_of(page), records, reports)
        for page in lost
    ]
    sisters = {item.page: item for item in found if isinstance(item, Forward)}
    larger = (_forward_large(page, there, sisters) for page in gone if page.startswith(urls.LARGE))
    forwards = (*sisters.values(), *filter(None, larger))
    return Settled(
        forwards=forwards,
        problems=(
            *(item for item in found if not isinstance(item, Forward)),
            *_derived(lost, moved),
            *_idle(moves, there, reports),
            *_renamed(forwards, records, reports),
        ),
    )


def check_anchors(report_id: str, missing: tuple[str, ...], moves: Iterable[Move]) -> tuple[Problem, ...]:
    """Return a problem if published anchors are neither in the text of a report nor told of by the keeper."""
    told = {move.anchor for move in moves}
    left = [anchor for anchor in missing if anchor not in told]
    if not left:
        return ()
    some = ", ".join(left[:_LISTED]) + (" …" if len(left) > _LISTED else "")
    return (problem("anchors-lost", f"{report_id}.md", count=len(left), anchors=some),)


def _forward(
    page: str, there: frozenset[str], moved: Mapping[str, Move], records: Mapping[str, Record]
) -> Forward | Problem | None:
    """Return what stands at a page that is no more; None for a report of which the keeper has said nothing."""
    move, steps = moved.get(page), 0
    while move and move.target not in there and move.target in moved and steps <= len(moved):
        move, steps = moved[move.target], steps + 1
    if move is None:
        return None if urls.report_of(page) else Forward(page=page, target=_above(page, there))
    if move.target and move.target not in there:
        return problem("move-target", MOVES, origin=urls.url_of(page), target=urls.url_of(move.target))
    said, record = moved[page], records.get(urls.report_of(page))
    return Forward(
        page=page,
        target=move.target,
        target_anchor=move.target_anchor,
        date=said.date or move.date,
        reason=said.reason or move.reason,
        title=record.title if record else "",
        issuer=record.issuer if record else "",
        year=record.year if record else 0,
    )


def _forward_large(page: str, there: frozenset[str], sisters: Mapping[str, Forward]) -> Forward | None:
    """Return what stands at a page in larger type that is no more: it leads to its sister, or where that leads."""
    sister = page.removeprefix(urls.LARGE)
    if sister in there:
        return Forward(page=page, target=sister)
    return replace(sisters[sister], page=page) if sister in sisters else None


def _lost(report_id: str, records: Mapping[str, Record], reports: Mapping[str, Report]) -> Problem:
    """Say that a published report is not there, and which one it may have become."""
    record = records[report_id]
    for other in reports.values():
        meta = other.meta
        if other.id not in records and (meta.title, meta.year) == (record.title, record.year):
            return problem("page-renamed", MOVES, report=report_id, other=other.id)
    return problem("page-lost", MOVES, report=report_id)


def _renamed(
    forwards: tuple[Forward, ...], records: Mapping[str, Record], reports: Mapping[str, Report]
) -> Iterator[Problem]:
    """Yield the reports with another id now whose anchors did not come with them."""
    for forward in forwards:
        record = records.get(urls.report_of(forward.page))
        report = reports.get(urls.report_of(forward.target))
        if record and report and not forward.target_anchor:
            yield from check_anchors(report.id, missing_anchors(report, record.anchors), ())


def _above(page: str, there: frozenset[str]) -> str:
    """Return the nearest page above one that is no more."""
    folder = posixpath.dirname(page)
    while folder:
        folder = posixpath.dirname(folder)
        above = posixpath.join(folder, _HOME)
        if above in there:
            return above
    return _HOME


def _derived(lost: list[str], moved: Mapping[str, Move]) -> Iterator[Problem]:
    """Yield what the keeper should know of pages that lead elsewhere without a word of theirs."""
    for page in lost:
        if page not in moved and not urls.report_of(page) and not _FURTHER.fullmatch(page):
            yield problem("page-forwarded", MOVES, page=urls.url_of(page))


def _idle(moves: tuple[Move, ...], there: frozenset[str], reports: Mapping[str, Report]) -> Iterator[Problem]:
    """Yield the moves of what is still in its place, and moves of passages to a page that is not there."""
    for move in moves:
        report = reports.get(urls.report_of(move.page))
        place = f"{urls.url_of(move.page)}#{move.anchor}" if move.anchor else urls.url_of(move.page)
        is_there = report is not None and move.anchor in anchors_of(report)
        if is_there if move.anchor else move.page in there:
            yield problem("move-idle", MOVES, origin=place)
        elif move.anchor and move.target and move.target not in there:
            yield problem("move-target", MOVES, origin=place, target=urls.url_of(move.target))


def copies(
    forwards: Iterable[Forward], published: Iterable[str], files: Mapping[str, OutputFile]
) -> Iterator[OutputFile]:
    """Yield the files beside published pages (feeds, a report's text) that lead elsewhere now, under their old names.

    A program that fetches `report.json` or a feed follows no notice; it gets what stands at the new place.
    """
    targets = {
        posixpath.dirname(forward.page): posixpath.dirname(forward.target)
        for forward in forwards
        if forward.target
    }
    for path in published:
        folder, name = posixpath.split(path)
        there = files.get(posixpath.join(targets.get(folder, ""), name)) if folder in targets else None
        if there and path not in files and not name.endswith(".html"):
            yield OutputFile(path=path, data=there.data)
