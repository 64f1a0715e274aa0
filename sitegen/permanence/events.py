"""What pages tell of the past: which passages went where, and the public list of corrections."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from sitegen import urls
from sitegen.model import Event, Tombstone
from sitegen.permanence.places import anchors_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from sitegen.model import Move, Record, Report, Revision

    Kind = Literal["corrected", "withdrawn", "moved"]


def with_moves(report: Report, record: Record | None, moves: tuple[Move, ...]) -> Report:
    """Return a report whose tombstones say when and why their words went, and where they stand now.

    The day of a removal is that of the publication that removed it; the keeper's word goes before.  What still has
    its place keeps it, whatever the keeper wrote.
    """
    stones = {stone.anchor: replace(stone, date=_removed(stone.anchor, record)) for stone in report.gone}
    there = anchors_of(report) if moves else frozenset()
    for move in moves:
        if move.anchor in there:
            continue
        stone = stones.get(move.anchor) or Tombstone(anchor=move.anchor, parent="")
        stones[move.anchor] = replace(
            stone,
            date=move.date or stone.date,
            reason=move.reason,
            target=move.target,
            target_anchor=move.target_anchor,
        )
    return replace(report, gone=tuple(stones.values()))


def events(
    records: Mapping[str, Record], moves: tuple[Move, ...], present: Container[str]
) -> tuple[Event, ...]:
    """Return what happened to published reports, the newest first; `present` are the ids of those in the archive now."""
    found = [*_corrected(records, moves, present), *_gone(records, moves, present)]
    found.sort(key=lambda event: event.report)
    return tuple(sorted(found, key=lambda event: event.date, reverse=True))


def _removed(anchor: str, record: Record | None) -> str:
    """Return the day on which the words at an anchor, or what they stood in, were last removed; "" if unknown."""
    for correction in reversed(record.corrections if record else ()):
        removed = {revision.anchor for revision in correction.revisions if not revision.after}
        if any(anchor == each or anchor.startswith(f"{each}-") for each in removed):
            return correction.date
    return ""


def _corrected(
    records: Mapping[str, Record], moves: Iterable[Move], present: Container[str]
) -> Iterator[Event]:
    """Yield the corrections of every report that was ever published; one that moved is shown where it is now."""
    target_of = {move.page: move.target for move in moves if not move.anchor}
    for record in records.values():
        own = urls.report_page(record.report)
        page = own if record.report in present else target_of.get(own, "")
        for correction in record.corrections:
            yield _event(
                "corrected",
                record,
                correction.date,
                page=page,
                reason=correction.reason,
                revisions=correction.revisions,
            )


def _gone(records: Mapping[str, Record], moves: Iterable[Move], present: Container[str]) -> Iterator[Event]:
    for move in moves:
        record = records.get(urls.report_of(move.page))
        if record and move.date and not move.anchor and record.report not in present:
            kind: Kind = "moved" if move.target else "withdrawn"
            yield _event(kind, record, move.date, page=move.target, reason=move.reason)


def _event(
    kind: Kind,
    record: Record,
    date: str,
    *,
    page: str = "",
    reason: str,
    revisions: tuple[Revision, ...] = (),
) -> Event:
    return Event(
        kind=kind,
        date=date,
        report=record.report,
        page=page or urls.report_page(record.report),
        title=record.title,
        issuer=record.issuer,
        year=record.year,
        reason=reason,
        revisions=revisions,
    )
