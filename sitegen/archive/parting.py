"""The parts of an archive: what is kept of each report, made anew only where a report is another than before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sitegen.archive.circles import circles_of
from sitegen.archive.clauses import linkable
from sitegen.archive.discovery import named
from sitegen.archive.grams import COLUMNS
from sitegen.archive.memory import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.archive.analysis import Analysis
    from sitegen.archive.memory import Links
    from sitegen.model import Report, ReportMeta

_LEAST_ROOM: Final = 8
"""Rows that a report has for clauses that it does not have yet, or an eighth of what it has: so that an edit moves no other's."""


def parts_of(before: Links, reports: Sequence[Report], analyses: Sequence[Analysis]) -> tuple[Part, ...]:
    """Return the parts of an archive, sorted by report id, as far as they are the same those of before."""
    again = _edited(before, reports, analyses)
    if again is not None:
        return again
    by_report = {analysis.report: analysis for analysis in analyses}
    known = {part.analysis.report: part for part in before.parts}
    parts, start = [], 0
    for report in sorted(reports, key=lambda report: report.id):
        part = _after(known.get(report.id), by_report[report.id], report.meta, start, before)
        parts.append(part)
        start += part.room
    return tuple(parts)


def _edited(
    before: Links, reports: Sequence[Report], analyses: Sequence[Analysis]
) -> tuple[Part, ...] | None:
    """Return the parts where a few reports of those that there were are others, and need no more room; None elsewhere."""
    if not len(before.parts) == len(reports) == len(analyses):
        return None
    parts = list(before.parts)
    for at, (old, report, analysis) in enumerate(zip(before.parts, reports, analyses, strict=True)):
        if old.analysis is analysis and old.meta is report.meta:
            continue
        if not old.analysis.report == report.id == analysis.report:
            return None
        parts[at] = _after(old, analysis, report.meta, old.start, before)
        if parts[at].room != old.room:
            return None
    return tuple(parts)


def _after(old: Part | None, analysis: Analysis, meta: ReportMeta, start: int, before: Links) -> Part:
    """Return the part of a report at its place; as far as it is the same, that of before."""
    if old and (old.analysis is analysis or old.analysis == analysis):
        return _standing(old, meta, start)
    part = _part(analysis, meta, start, before)
    return replace(part, room=old.room) if old and len(part.clauses) <= old.room else part


def _standing(old: Part, meta: ReportMeta, start: int) -> Part:
    """Return a part at its place now; the very one where nothing is another."""
    if old.meta is not meta and old.meta != meta:
        return replace(old, meta=meta, circles=circles_of(meta, COLUMNS), start=start)
    return old if old.start == start else replace(old, start=start)


def _part(analysis: Analysis, meta: ReportMeta, start: int, links: Links) -> Part:
    members: dict[str, list[str]] = defaultdict(list)
    every = tuple(analysis.clauses)
    for clause in every:
        for mention in clause.mentions:
            if links.lexicon.is_initiative(mention.topic):
                members[mention.topic].append(clause.anchor)
    clauses = linkable(analysis.clauses)
    return Part(
        analysis=analysis,
        meta=meta,
        circles=circles_of(meta, COLUMNS),
        start=start,
        room=len(clauses) + max(_LEAST_ROOM, len(clauses) // _LEAST_ROOM),
        place=links.table.enter(analysis.report, [clause.anchor for clause in every if clause.is_linkable]),
        clauses=clauses,
        members=tuple((topic, tuple(anchors)) for topic, anchors in members.items()),
        named=named(analysis.report, every, links.lexicon),
    )
