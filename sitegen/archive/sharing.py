"""Which reports may share words: found from scratch, or kept from one edit to the next.

What is said of a fingerprint hangs on the reports that have it.  So where one report changed, only the fingerprints that went
from it, came, or stand elsewhere in it are looked at again, in whatever reports they are.  What was found in the beginning
stays as it was and is looked up, so that an edit costs the same among hundreds and thousands.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, compress
from operator import is_not
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sitegen.archive.fingerprints import (
    Candidate,
    Fingerprints,
    Places,
    Seeds,
    candidates_of,
    in_order,
    seeds_among,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from sitegen.model import Report

    Ints = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Pair = tuple[int, int]
    Common = tuple[Report, Report, tuple[Candidate, ...]]
    Put = Callable[[Sequence[NDArray[Any]]], Sequence[NDArray[Any]]]

_FEW: Final = 100
"""Reports that may have changed before all are looked at anew."""


class _Held(NamedTuple):
    """What was found in the beginning: all fingerprints by hash; the seeds by report, `by_hash` orders them by `hashes`."""

    places: Places
    seeds: Seeds
    hashes: Hashes
    by_hash: NDArray[np.int32]

    @classmethod
    def of(cls, prints: Sequence[Fingerprints], offices: Ints, years: Ints) -> _Held:
        """Look at all reports."""
        places = Places.of(prints)
        found = seeds_among(places, offices, years)
        by_hash = np.argsort(found.hashes, kind="stable").astype(np.int32)
        seeds = Seeds(found.hashes, found.rows.astype(np.int32))
        ordered = places.some(np.argsort(places.hashes, kind="stable"))
        return cls(ordered, seeds, found.hashes[by_hash], by_hash)

    def spread(self, put: Put) -> _Held:
        """Return what was found with its columns where `put` has them: it returns arrays that equal those it is given."""
        *places, hashes, rows, ordered, by_hash = put((*self.places, *self.seeds, self.hashes, self.by_hash))
        return _Held(Places(*places), Seeds(hashes, rows), ordered, by_hash)

    def places_of(self, hashes: Hashes) -> Places:
        """Return where some fingerprints, which are sorted, stood."""
        return self.places.some(_spans(self.places.hashes, hashes))

    def seeds_of(self, hashes: Hashes) -> Seeds:
        """Return the seeds that some fingerprints, which are sorted, had."""
        return self.seeds.some(self.by_hash[_spans(self.hashes, hashes)])

    def seeds_in(self, report: int) -> Seeds:
        """Return the seeds that a report had."""
        start, stop = np.searchsorted(self.seeds.rows[:, 0], (report, report + 1))
        return Seeds(self.seeds.hashes[start:stop], self.seeds.rows[start:stop])


class Sharing:
    """The reports of an archive that may share words, and the passages to compare.

    Asked again, it looks only at the fingerprints of the reports that changed; what it returns is the same as from
    scratch.  `put` is where large columns are put, if not in memory (`_Held.spread`).
    """

    def __init__(self) -> None:
        self.put: Put | None = None
        self._shelved: tuple[tuple[object, ...], ...] = ()
        self._offices, self._years = np.empty(0, np.int64), np.empty(0, np.int64)
        self._prints: list[Fingerprints] = []
        self._reports: list[Report] = []
        self._start(_Held.of((), self._offices, self._years))

    def __getstate__(self) -> dict[str, Any]:
        """Leave out where columns are put, which is the affair of each process."""
        return {**vars(self), "put": None}

    def _start(self, held: _Held) -> None:
        self._held = held.spread(self.put) if self.put else held
        self._stale: set[int] = set()
        self._fresh, self._seen = held.places.some(slice(0)), held.hashes[:0]
        self._later = held.seeds.some(slice(0))
        self._found: dict[int, dict[int, Common]] = defaultdict(dict)
        self._readers: dict[int, set[int]] = defaultdict(set)

    def reports_in_common(self, reports: Sequence[Report], prints: Sequence[Fingerprints]) -> list[Common]:
        """Return the reports that may share words, each with an older one (or of the same year) and the passages to compare.

        `prints` are the fingerprints of each report.
        """
        self.look(reports, prints)
        return [common for at in sorted(self._found) for common in self.common(at)]

    def look(self, reports: Sequence[Report], prints: Sequence[Fingerprints]) -> set[int]:
        """Look at the reports as they are now; return the numbers of those for which `common` is another than before."""
        shelved = self._shelved_as(reports)
        changed = set(_others(self._prints, prints))
        if shelved != self._shelved or len(self._stale | changed) > _FEW:
            self._begin(shelved, reports, prints)
            touched = set(range(len(reports)))
        else:
            touched = self._again(changed, reports, prints) if changed else set()
            touched |= self._refer(reports)
        self._reports = list(reports)
        return touched

    def common(self, report: int) -> list[Common]:
        """Return what a report, by its number, may share with others, by these."""
        found = self._found.get(report, {})
        return [found[other] for other in sorted(found)]

    def _shelved_as(self, reports: Sequence[Report]) -> tuple[tuple[object, ...], ...]:
        """Return what tells where the reports stand; nearly always all stand where they stood."""
        if len(reports) == len(self._reports):
            others = _others(self._reports, reports)
            if all(self._shelved[at] == _shelf(reports[at]) for at in others):
                return self._shelved
        return tuple(map(_shelf, reports))

    def _begin(
        self,
        shelved: tuple[tuple[object, ...], ...],
        reports: Sequence[Report],
        prints: Sequence[Fingerprints],
    ) -> None:
        names = sorted({(each.meta.region, each.meta.issuer) for each in reports})
        number = {name: place for place, name in enumerate(names)}
        self._shelved, self._prints = shelved, list(prints)
        self._offices = np.array([number[each.meta.region, each.meta.issuer] for each in reports], np.int64)
        self._years = np.array([each.meta.year for each in reports], np.int64)
        held = _Held.of(prints, self._offices, self._years)
        self._start(held)
        self._put(_composed(held.seeds.rows), reports)

    def _again(
        self, changed: set[int], reports: Sequence[Report], prints: Sequence[Fingerprints]
    ) -> set[int]:
        """Bring the pairs of reports up to date of which some seeds went or came; return the first of each."""
        concerned = np.array(
            sorted(set(chain.from_iterable(_moved(self._prints[at], prints[at]) for at in changed))),
            np.uint64,
        )
        for at in changed:
            self._prints[at] = prints[at]
        self._stale |= changed
        others = self._fresh.some(~np.isin(self._fresh.reports, list(changed)))
        self._fresh = others.joined(Places.of([prints[at] for at in changed], list(changed)))
        self._seen, before = np.union1d(self._seen, concerned), self._seen
        was_first = self._held.seeds_of(np.setdiff1d(concerned, before, assume_unique=True))
        is_later = np.isin(self._later.hashes, concerned)
        now = seeds_among(self._places(concerned), self._offices, self._years)
        touched = {
            pair for each in (was_first, self._later.some(is_later), now) for pair in _pairs(each.rows)
        }
        self._later = self._later.some(~is_later).joined(now)
        found = _composed(self._seeds_between(touched))
        for report, other in touched - found.keys():
            self._found[report].pop(other, None)
            self._readers[other].discard(report)
        self._put(found, reports)
        return {report for report, _ in touched}

    def _places(self, hashes: Hashes) -> Places:
        """Return where some fingerprints stand now, in the order of the reports."""
        held = self._held.places_of(hashes)
        held = held.some(~np.isin(held.reports, list(self._stale)))
        fresh = self._fresh.some(np.isin(self._fresh.hashes, hashes))
        return held.joined(fresh)

    def _seeds_between(self, pairs: set[Pair]) -> Ints:
        """Return the seeds that pairs of reports have now, in order."""
        pieces = [self._later.rows]
        for report in {report for report, _ in pairs}:
            seeds = self._held.seeds_in(report)
            pieces.append(seeds.rows[~np.isin(seeds.hashes, self._seen)])
        rows = np.concatenate(pieces).astype(np.int64)
        count = len(self._prints)
        wanted = [report * count + other for report, other in pairs]
        rows = rows[np.isin(rows[:, 0] * count + rows[:, 2], wanted)]
        return rows[in_order(rows)]

    def _put(self, found: dict[Pair, tuple[Candidate, ...]], reports: Sequence[Report]) -> None:
        """Put pairs of reports, and the passages to compare, in their places."""
        for (report, other), some in found.items():
            self._found[report][other] = (reports[report], reports[other], some)
            self._readers[other].add(report)

    def _refer(self, reports: Sequence[Report]) -> set[int]:
        """Have the pairs name the reports as they are, what is no fingerprint may have changed; return the first of each."""
        others = set(_others(self._reports, reports))
        pairs = {(at, other) for at in others for other in self._found.get(at, ())}
        pairs |= {(reader, at) for at in others for reader in self._readers.get(at, ())}
        self._put({(at, other): self._found[at][other][2] for at, other in pairs}, reports)
        return {report for report, _ in pairs}


def _shelf(report: Report) -> tuple[object, ...]:
    return report.id, report.meta.region, report.meta.issuer, report.meta.year


def _others(some: Sequence[object], others: Sequence[object]) -> list[int]:
    """Return the places where two sequences do not hold the very same object; there are thousands, and nearly all are."""
    return list(compress(range(len(others)), map(is_not, some, others)))


def _spans(ordered: Hashes, wanted: Hashes) -> Ints:
    """Return the places at which some of the hashes that are in order stand there."""
    first, last = (np.searchsorted(ordered, wanted, side) for side in ("left", "right"))
    counts = last - first
    places: Ints = np.arange(counts.sum()) + np.repeat(first - np.cumsum(counts) + counts, counts)
    return places


def _moved(before: Fingerprints, after: Fingerprints) -> Iterable[int]:
    """Return the fingerprints that went from a report, came, or stand elsewhere in it."""
    both = [
        set(zip(*(column.tolist() for column in _columns(each)), strict=True)) for each in (before, after)
    ]
    return (fingerprint for fingerprint, *_ in both[0] ^ both[1])


def _columns(prints: Fingerprints) -> tuple[NDArray[Any], ...]:
    places = Places.of([prints])
    return places.hashes, places.passages, places.offsets


def _composed(rows: Ints) -> dict[Pair, tuple[Candidate, ...]]:
    """Return the passages of pairs of reports that have seeds, which are in order."""
    found: dict[Pair, list[Candidate]] = defaultdict(list)
    for report, other, candidate in candidates_of(rows):
        found[report, other].append(candidate)
    return {pair: tuple(some) for pair, some in found.items()}


def _pairs(rows: Ints) -> set[Pair]:
    """Return the pairs of reports in seeds."""
    return set(zip(*(rows[:, column].tolist() for column in (0, 2)), strict=True))
