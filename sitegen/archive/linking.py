"""Joins what the reports bring: cross-links between clauses, and the initiatives of the archive.

Links stand in both directions, so that each passage can show its own without a search; both
directions carry the same score, grade and terms.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import sparse

from sitegen.archive.grams import grams
from sitegen.archive.pairs import Clauses, related_pairs
from sitegen.archive.reasons import Kind, Reason, reason
from sitegen.model import Archive, Initiative, Ref, Related

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.archive.analysis import Analysis, ClauseAnalysis
    from sitegen.archive.topics import Lexicon
    from sitegen.model import Report

_LEAST_SCORE: Final[dict[Kind, float]] = {"initiative": 0.25, "theme": 0.25, "hint": 0.3, "words": 0.4}
"""What a pair must score by the kind of its reason; without a reason no score is enough."""
_SAME_LIKENESS: Final = 0.4
"""Texts so alike report the same, whether or not the lexicon knows a name for it."""
_BONUS: Final = {"initiative": 0.25, "theme": 0.12}
_DIGITS: Final = 4


class _Row(NamedTuple):
    ref: Ref
    clause: ClauseAnalysis


def join(reports: Sequence[Report], analyses: Sequence[Analysis], lexicon: Lexicon) -> Archive:
    """Return the archive of reports and their analyses (of the same reports with the same lexicon, in any order)."""
    ordered = tuple(sorted(reports, key=lambda report: report.id))
    by_report = {analysis.report: analysis for analysis in analyses}
    arranged = [by_report[report.id] for report in ordered]
    members = _members(arranged, lexicon)
    return Archive(
        reports=ordered,
        related=tuple(_related(ordered, arranged, members, lexicon)),
        initiatives=tuple(_initiatives(members, lexicon)),
    )


def _members(analyses: Sequence[Analysis], lexicon: Lexicon) -> dict[str, tuple[Ref, ...]]:
    """Return the clauses that name each initiative, in reading order."""
    members: dict[str, list[Ref]] = defaultdict(list)
    for analysis in analyses:
        for clause in analysis.clauses:
            for mention in clause.mentions:
                members[mention.topic].append(Ref(report=analysis.report, anchor=clause.anchor))
    return {topic: tuple(refs) for topic, refs in members.items() if lexicon.is_initiative(topic)}


def _initiatives(members: dict[str, tuple[Ref, ...]], lexicon: Lexicon) -> Iterator[Initiative]:
    """Return the initiatives, sorted by id, their aliases as a reader would write them: 老旧小区…改造."""
    for topic in (lexicon.by_id[topic_id] for topic_id in sorted(members)):
        aliases = tuple(alias.replace("~", "…") for alias in topic.aliases)
        yield Initiative(
            id=topic.id, name=topic.name, field=topic.field, aliases=aliases, members=members[topic.id]
        )


def _related(
    reports: Sequence[Report],
    analyses: Sequence[Analysis],
    members: dict[str, tuple[Ref, ...]],
    lexicon: Lexicon,
) -> Iterator[Related]:
    rows = [
        _Row(Ref(report=analysis.report, anchor=clause.anchor), clause)
        for analysis in analyses
        for clause in analysis.clauses
        if clause.is_linkable
    ]
    if not rows:
        return
    pairs = related_pairs(_clauses(reports, rows, lexicon), min(_LEAST_SCORE.values()))
    links: list[tuple[int, float, int, Related]] = []
    for left, right, score, likeness in zip(*(column.tolist() for column in pairs), strict=True):
        why = reason(rows[left].clause, rows[right].clause, lexicon)
        if score >= _LEAST_SCORE.get(why.kind, math.inf):
            link = _link((rows[left].ref, rows[right].ref), (score, likeness), why, members)
            links.append((left, -score, right, link))
            links.append((right, -score, left, replace(link, origin=link.target, target=link.origin)))
    yield from (link for _, _, _, link in sorted(links, key=lambda entry: entry[:3]))


def _clauses(reports: Sequence[Report], rows: Sequence[_Row], lexicon: Lexicon) -> Clauses:
    number = {report.id: place for place, report in enumerate(reports)}
    issuers = sorted({report.meta.issuer for report in reports})
    owners = np.array([number[row.ref.report] for row in rows], dtype=np.int64)
    issuer_of = np.searchsorted(issuers, [report.meta.issuer for report in reports])
    return Clauses(
        texts=grams([row.clause.substance for row in rows]),
        topics=_bonuses(rows, lexicon),
        reports=owners,
        issuers=issuer_of[owners],
    )


def _bonuses(rows: Sequence[_Row], lexicon: Lexicon) -> sparse.csr_matrix:
    """Return the bonus of each topic (column) that each clause (row) names."""
    column = {topic: place for place, topic in enumerate(lexicon.by_id)}
    bonus = {topic.id: _BONUS[topic.kind] for topic in lexicon.topics}
    cells = [(row, mention.topic) for row, (_, clause) in enumerate(rows) for mention in clause.mentions]
    values = np.array([bonus[topic] for _, topic in cells], dtype=np.float32)
    places = ([row for row, _ in cells], [column[topic] for _, topic in cells])
    return sparse.csr_matrix((values, places), shape=(len(rows), len(column)))


def _link(
    ends: tuple[Ref, Ref], strength: tuple[float, float], why: Reason, members: dict[str, tuple[Ref, ...]]
) -> Related:
    score, likeness = strength
    rarest = sorted(why.initiatives, key=lambda topic: (len(members[topic]), topic))
    return Related(
        origin=ends[0],
        target=ends[1],
        score=round(score, _DIGITS),
        grade="same" if rarest or likeness >= _SAME_LIKENESS else "related",
        terms=why.terms,
        initiative=rarest[0] if rarest else "",
    )
