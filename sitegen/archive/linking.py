"""Joins what the reports bring: cross-links between clauses, and the initiatives of the archive.

Links stand in both directions, so that each passage can show its own without a search; both
directions carry the same score, grade and terms.

`link` takes what was linked before, if there is something, and does again only what a changed report
asks for: its own clauses, and the clauses that have them among their likest or now get them.  The
result is the same, to the last bit, as without a memory; a test says so.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.archive.discovery import discovered
from sitegen.archive.grams import rarity
from sitegen.archive.memory import Links, lists_after, nothing, parts_of, places_of, rows_after
from sitegen.archive.namings import initiative_of, united
from sitegen.archive.neighbours import compare
from sitegen.archive.pairs import pairs
from sitegen.archive.reasons import Kind, reason
from sitegen.archive.vectors import SCALE, bonus
from sitegen.model import Archive, Ref, Related

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from sitegen.archive.analysis import Analysis, ClauseAnalysis
    from sitegen.archive.memory import Part
    from sitegen.archive.topics import Lexicon
    from sitegen.model import Report

    Ints = NDArray[np.int64]

_LEAST_SCORE: Final[dict[Kind, float]] = {
    "initiative": 0.25,
    "renamed": 0.25,
    "theme": 0.33,
    "hint": 0.33,
    "words": 0.4,
    "thin": 0.6,
}
"""What a pair must score by the kind of its reason; without a reason no score is enough."""
_SAME_LIKENESS: Final[dict[Kind, float]] = {
    "initiative": 0,
    "renamed": 0.3,
    "theme": 0.45,
    "hint": 0.55,
    "words": 0.55,
    "thin": 0.9,
}
"""How alike texts must be, beside what they name, to report the same, by the kind of the reason."""
_FAR_APART: Final = 15
"""Years after which an undertaking is not the same any more."""
_DIGITS: Final = 4


def join(reports: Sequence[Report], analyses: Sequence[Analysis], lexicon: Lexicon) -> Archive:
    """Return the archive of reports and their analyses (of the same reports with the same lexicon, in any order)."""
    return archive_of(reports, link(reports, analyses, lexicon))


def archive_of(reports: Sequence[Report], links: Links) -> Archive:
    """Return the archive of reports that were linked."""
    topics, members = links.lexicon.by_id, _members(links.parts)
    known = {each: initiative_of(topics[each], members[each]) for each in members}
    for new in discovered([(part.issuer, part.named) for part in links.parts], links.lexicon):
        topic = topics.get(new.id)  # the keeper gave it a name of their own
        own = known.get(new.id) or (initiative_of(topic, ()) if topic else None)
        known[new.id] = united(own, new, reports) if own else new
    return Archive(
        reports=tuple(sorted(reports, key=lambda report: report.id)),
        related=tuple(each for part in links.parts for each in links.related[part.analysis.report]),
        initiatives=tuple(known[each] for each in sorted(known)),
    )


def link(
    reports: Sequence[Report], analyses: Sequence[Analysis], lexicon: Lexicon, before: Links | None = None
) -> Links:
    """Return the links of reports and their analyses (of the same reports with the same lexicon, in any order).

    `before` is what an earlier call returned, of whatever reports: what did not change since is taken from it.
    Between two calls an edited report costs what its changed clauses are compared with, not the archive.
    """
    clean = nothing(lexicon, len(reports))
    if before is None or before.lexicon != lexicon or before.size != clean.size:
        before = clean
    parts = parts_of(before.parts, reports, analyses, lexicon)
    places = places_of(before.parts, parts)
    rows = rows_after(before, parts, places)
    lists, is_fresh, is_changed = lists_after(before, places, rows.total)
    earlier = [best.codes.copy() for best in lists if before.parts]
    compare(rows, len(lexicon.topics), lists, is_fresh)
    is_changed |= is_fresh
    for best, was in zip(lists, earlier, strict=False):
        is_changed |= (best.codes != was).any(axis=1)
    links = Links(lexicon=lexicon, size=clean.size, parts=parts, rows=rows, lists=lists, related={})
    links.related.update(_related(before, links, places, is_changed))
    return links


def _related(
    before: Links, links: Links, places: Ints, is_changed: NDArray[np.bool_]
) -> dict[str, tuple[Related, ...]]:
    """Return the links from each report: those of `before` but for the changed rows, and these rows' own."""
    gone = {before.ref(row) for row in np.flatnonzero(places < 0).tolist()}
    still = np.flatnonzero(places >= 0)
    stale = gone | {before.ref(row) for row in still[is_changed[places[still]]].tolist()}
    old = [each for report in {ref.report for ref in stale} for each in before.related[report]]
    known = {(each.origin, each.target): each for each in old if not {each.origin, each.target} & gone}
    fresh: dict[str, list[Related]] = defaultdict(list)
    for each in _found(links, is_changed, known):
        fresh[each.origin.report].append(each)
    touched = {end.report for each in old if each.origin in stale for end in (each.origin, each.target)}
    touched |= {ref.report for ref in stale} | fresh.keys()
    return {
        part.analysis.report: _merged(before.related.get(part.analysis.report, ()), stale, fresh, part)
        if part.analysis.report in touched
        else before.related.get(part.analysis.report, ())
        for part in links.parts
    }


def _merged(
    old: Iterable[Related], stale: set[Ref], fresh: dict[str, list[Related]], part: Part
) -> tuple[Related, ...]:
    """Return the links from a report, in reading order: old ones that hold, and fresh ones."""
    places = {clause.anchor: place for place, clause in enumerate(part.clauses)}
    holding = [each for each in old if each.origin not in stale and each.target not in stale]
    every = (*holding, *fresh.get(part.analysis.report, ()))
    return tuple(sorted(every, key=lambda each: (places[each.origin.anchor], -each.score, each.target)))


def _found(
    links: Links, is_changed: NDArray[np.bool_], known: dict[tuple[Ref, Ref], Related]
) -> Iterator[Related]:
    """Yield the links from and to the changed rows, in both directions."""
    found = pairs(links.lists, links.size.used, links.rows.reports, np.flatnonzero(is_changed))
    once = (found.left < found.right) | ~is_changed[found.right]
    left, right, scores = (column[once].tolist() for column in found)
    refs = {row: links.ref(row) for row in {*left, *right}}
    for first, second, score in zip(left, right, scores, strict=True):
        ends = refs[first], refs[second]
        link = known.get(ends) or _link(
            ends, (links.clause(first), links.clause(second)), score, links.lexicon
        )
        if link:
            yield link
            yield _turned(link)


def _link(
    ends: tuple[Ref, Ref], clauses: tuple[ClauseAnalysis, ClauseAnalysis], score: int, lexicon: Lexicon
) -> Related | None:
    """Return the link between two clauses, if there is a reason that a reader accepts."""
    why, is_far = reason(*clauses, lexicon), _are_far_apart(*clauses)
    if score < SCALE * _LEAST_SCORE.get(why.kind, math.inf) or (is_far and why.kind == "thin"):
        return None
    likeness = score - bonus(*clauses, lexicon)
    is_same = likeness >= SCALE * _SAME_LIKENESS[why.kind] and not is_far
    rarest = max(why.initiatives, key=lambda topic: (rarity(lexicon.by_id[topic].name), topic), default="")
    return Related(
        origin=ends[0],
        target=ends[1],
        score=round(score / SCALE, _DIGITS),
        grade="same" if is_same else "related",
        terms=why.terms,
        initiative=rarest,
    )


def _are_far_apart(first: ClauseAnalysis, second: ClauseAnalysis) -> bool:
    """Tell whether the reports of two clauses are decades apart; a year that is not known tells nothing."""
    return bool(first.year and second.year) and abs(first.year - second.year) >= _FAR_APART


def _turned(link: Related) -> Related:
    return Related(
        origin=link.target,
        target=link.origin,
        score=link.score,
        grade=link.grade,
        terms=link.terms,
        initiative=link.initiative,
    )


def _members(parts: Iterable[Part]) -> dict[str, tuple[Ref, ...]]:
    """Return the clauses that name each initiative, in reading order."""
    members: dict[str, list[Ref]] = defaultdict(list)
    for part in parts:
        for topic, refs in part.members.items():
            members[topic] += refs
    return {topic: tuple(refs) for topic, refs in members.items()}
