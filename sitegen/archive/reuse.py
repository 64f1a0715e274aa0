"""Words that stand in another report as well: taken over from the year before, or from another office.

Marks and blanks do not count, a few differing letters within a long run neither.  Short runs are never told, for every
office writes 全面推进…高质量发展; nor is what more than a handful of offices write (`fingerprints`), what only
proclaims, as the opening of a report does, or what is made of stock phrases.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, product
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.archive.dividing import BREAK, substance
from sitegen.archive.fingerprints import LEAST, Candidate, Fingerprints, letters, prose_passages
from sitegen.archive.forms import proclaims
from sitegen.archive.sharing import Sharing
from sitegen.archive.topics import unquoted
from sitegen.model import ByReport, Ref, Reuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sitegen.archive.sharing import Common, Looked
    from sitegen.model import Passage, Report

    Words = dict[tuple[int, int], tuple[Reuse, ...]]
    Compare = Callable[[list[Common]], list[tuple[tuple[Reuse, ...], ...]]]

_GAP: Final = 6
"""Letters that may differ, in either text, between two parts of a run."""
_GAPS: Final = sorted(product(range(_GAP + 1), repeat=2), key=lambda gap: (sum(gap), gap))
"""How many letters may be left out in either text, the fewest first."""
_FOOTHOLD: Final = 6
"""Letters that must be equal for a run to go on behind a difference."""
LEAST_ELSEWHERE: Final = 40
"""Letters that a run shared with another office must have: offices follow the same decisions in the same words."""
_SUBSTANCE: Final = 16
"""Characters that must be left of a run without stock phrases, numbers and what only proclaims."""
_MOST: Final = 3
"""Sources that are told of a passage."""


class _Run(NamedTuple):
    """Letters that two texts share, near enough: where they start and end in both, and how many are equal."""

    start: int
    end: int
    other_start: int
    other_end: int
    size: int


class Reusing:
    """What stands in other reports of an archive as well, kept from one edit to the next.

    Asked again, it compares only passages that are others than before; what it returns is the same as from scratch.
    """

    def __init__(self) -> None:
        self.sharing = Sharing()
        self._words: dict[str, dict[str, Words]] = {}
        self._longest: dict[str, tuple[Reuse, ...]] = {}

    def reuses(
        self, reports: Sequence[Report], prints: Sequence[Fingerprints], compare: Compare
    ) -> ByReport[Reuse]:
        """Return what stands in another report as well, by report, then sorted by passage and place.

        `prints` are the fingerprints of the reports; `compare` is `shared_words` for many.
        """
        looked = self.sharing.look(reports, prints)
        known = self._still(looked)
        fresh = [
            (one, other, some)
            for (one, other, candidates), words in known
            if (some := tuple(each for each in candidates if each.places not in words))
        ]
        found = {
            (one.id, other.id, each.places): words
            for (one, other, some), every in zip(fresh, compare(fresh), strict=True)
            for each, words in zip(some, every, strict=True)
        }
        for report in looked.before.keys() | looked.after.keys():
            self._words.pop(report, None)
            self._longest.pop(report, None)
        for (one, other, candidates), words in known:
            every = {
                each.places: words[each.places]
                if each.places in words
                else found[one.id, other.id, each.places]
                for each in candidates
            }
            if some_words := {places: each for places, each in every.items() if each}:
                self._words.setdefault(one.id, {})[other.id] = some_words
        for report in looked.after.keys() & self._words.keys():
            by_other = self._words[report].values()
            self._longest[report] = longest(
                chain.from_iterable(chain.from_iterable(map(dict.values, by_other)))
            )
        return ByReport({report.id: own for report in reports if (own := self._longest.get(report.id))})

    def _still(self, looked: Looked) -> list[tuple[Common, Words]]:
        """Return what reports may share now, each pair with what is known of passages that were compared before."""
        again = _Again()
        found = []
        for report, pairs in looked.after.items():
            before = {each[1].id: each for each in looked.before.get(report, ())}
            for pair in pairs:
                known = before.get(pair[1].id)
                words = self._words.get(report, {}).get(pair[1].id, {})
                found.append((pair, again.words(known, pair, words) if known else {}))
        return found


class _Again:
    """Passages that are what they were, of reports that are others than before; each report is looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], dict[int, int]] = {}

    def words(self, before: Common, pair: Common, words: Words) -> Words:
        """Return what two reports share in passages that are the same now; `words` is what they shared before."""
        if any(_office(old) != _office(new) for old, new in zip(before[:2], pair[:2], strict=True)):
            return {}
        seeds = {each.places: each.seeds for each in before[2]}
        found = {}
        for each in pair[2]:
            places = (
                self._before(before[0], pair[0], each.passage),
                self._before(before[1], pair[1], each.other),
            )
            if seeds.get(places) == each.seeds:
                found[each.places] = words.get(places, ())
        return found

    def _before(self, old: Report, new: Report, passage: int) -> int:
        """Return the number that a passage had before, if it is the same; -1 if not."""
        if old is new:
            return passage
        key = id(old), id(new)
        if key not in self._known:
            known = {each.anchor: (number, each) for number, each in enumerate(prose_passages(old))}
            both = ((number, known.get(each.anchor), each) for number, each in enumerate(prose_passages(new)))
            self._known[key] = {number: was[0] for number, was, each in both if was and was[1] == each}
        return self._known[key].get(passage, -1)


def reuses(reports: Sequence[Report], prints: Sequence[Fingerprints]) -> tuple[Reuse, ...]:
    """Return what stands in another report as well, sorted by report, passage and place; `prints` are theirs."""
    return tuple(Reusing().reuses(reports, prints, lambda pairs: [shared_words(*each) for each in pairs]))


def _office(report: Report) -> tuple[object, ...]:
    return report.meta.region, report.meta.issuer


def shared_words(report: Report, other: Report, pairs: Iterable[Candidate]) -> tuple[tuple[Reuse, ...], ...]:
    """Return what each of some passages of a report shares with one of another: pure, to be cached by both and the pairs."""
    ours, theirs = prose_passages(report), prose_passages(other)
    least = LEAST if _office(report) == _office(other) else LEAST_ELSEWHERE
    return tuple(
        tuple(
            Reuse(
                report=report.id,
                passage=ours[pair.passage].anchor,
                start=start,
                end=end,
                source=Ref(report=other.id, anchor=anchor),
                characters=size,
            )
            for start, end, anchor, size in _shared(ours[pair.passage], theirs[pair.other], pair.seeds, least)
        )
        for pair in pairs
    )


def longest(found: Iterable[Reuse]) -> tuple[Reuse, ...]:
    """Return of what overlaps the longest, a few of each passage, sorted by report, passage and place."""
    by_passage: dict[tuple[str, str], list[Reuse]] = defaultdict(list)
    for each in found:
        by_passage[each.report, each.passage].append(each)
    return tuple(each for place in sorted(by_passage) for each in _best(by_passage[place]))


def _shared(
    here: Passage, there: Passage, seeds: Iterable[tuple[int, int]], least: int
) -> Iterator[tuple[int, int, str, int]]:
    """Yield what a passage shares with another: start and end in it, the anchor there, how many letters."""
    runs = [run for run in _runs(letters(here.text), letters(there.text), seeds) if run.size >= least]
    if not runs:
        return
    places, other_places = _places(here.text), _places(there.text)
    for run in runs:
        start, end = places[run.start], places[run.end - 1] + 1
        if _says_something(here, start, end):
            yield start, end, _anchor(there, other_places[run.other_start]), run.size


def _runs(ours: str, theirs: str, seeds: Iterable[tuple[int, int]]) -> list[_Run]:
    """Return the runs that grow out of seeds (places of equal letters), near neighbours joined, in order."""
    exact: list[_Run] = []
    waiting = list(seeds)
    while waiting:
        start, other = waiting.pop()
        if not any(
            each.start <= start < each.end and start - other == each.start - each.other_start
            for each in exact
        ):
            run = _grown(ours, theirs, start, other)
            exact.append(run)
            waiting += _neighbours(ours, theirs, run)
    joined: list[_Run] = []
    for run in sorted(exact):
        if joined and (both := _joined(joined[-1], run)):
            joined[-1] = both
        else:
            joined.append(run)
    return joined


def _joined(first: _Run, second: _Run) -> _Run | None:
    """Return two runs as one, if they are near enough to one another in both texts."""
    overlap = max(0, first.end - second.start, first.other_end - second.other_start)
    gaps = (second.start + overlap - first.end, second.other_start + overlap - first.other_end)
    if overlap >= second.size or max(gaps) > _GAP:
        return None
    size = first.size + second.size - overlap
    return _Run(first.start, second.end, first.other_start, second.other_end, size)


def _neighbours(ours: str, theirs: str, run: _Run) -> Iterator[tuple[int, int]]:
    """Yield where, behind a few letters that differ, the texts go on alike: after a run and before it, the nearest each."""
    for gap, other_gap in _GAPS:
        at, other = run.end + gap, run.other_end + other_gap
        if len(ours) - at >= _FOOTHOLD and ours[at : at + _FOOTHOLD] == theirs[other : other + _FOOTHOLD]:
            yield at, other
            break
    for gap, other_gap in _GAPS:
        at, other = run.start - gap - _FOOTHOLD, run.other_start - other_gap - _FOOTHOLD
        if min(at, other) >= 0 and ours[at : at + _FOOTHOLD] == theirs[other : other + _FOOTHOLD]:
            yield at, other
            break


def _grown(ours: str, theirs: str, start: int, other: int) -> _Run:
    """Return the longest run of equal letters around a place in two texts; empty if even that differs."""
    end, other_end = start, other
    while end < len(ours) and other_end < len(theirs) and ours[end] == theirs[other_end]:
        end, other_end = end + 1, other_end + 1
    while end > start > 0 and other > 0 and ours[start - 1] == theirs[other - 1]:
        start, other = start - 1, other - 1
    return _Run(start, end, other, other_end, end - start)


def _places(text: str) -> list[int]:
    """Return for each letter of a text where in it the letter stands."""
    return [at for at, character in enumerate(text) for _ in letters(character)]


def _says_something(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a stretch of a passage is more than stock phrasing and proclamation."""
    parts = [
        passage.text[max(start, clause.start) : min(end, clause.end)]
        for clause in passage.clauses
        if clause.start < end and start < clause.end and not proclaims(unquoted(passage.clause_text(clause)))
    ]
    left = "".join(substance(unquoted(part)) for part in parts)
    return len(left.replace(BREAK, "")) >= _SUBSTANCE


def _anchor(passage: Passage, at: int) -> str:
    """Return the anchor of the clause at a place of a passage, that of the passage where there is none."""
    return next(
        (clause.anchor for clause in passage.clauses if clause.start <= at < clause.end), passage.anchor
    )


def _best(found: Iterable[Reuse]) -> list[Reuse]:
    """Return the longest of what overlaps, in reading order."""
    kept: list[Reuse] = []
    for each in sorted(found, key=lambda one: (-one.characters, one.source)):
        if len(kept) < _MOST and not any(each.start < other.end and other.start < each.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)
