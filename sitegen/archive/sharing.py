"""Which reports may share words: found from scratch, or kept from one edit to the next.

What is said of a fingerprint hangs on the reports that have it.  So where one report changed, only the fingerprints that went
from it, came, or stand elsewhere in it are looked at again, in whatever reports they are.  What was found in the beginning
stays as it was and is looked up, so that an edit costs the same among hundreds and thousands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
    Common = tuple[Report, Report, tuple[Candidate, ...]]
    Put = Callable[[Sequence[NDArray[Any]]], Sequence[NDArray[Any]]]

_FEW: Final = 100
"""Reports that may have changed before all are looked at anew."""


class _Held(NamedTuple):
    """What was found in the beginning: all fingerprints by hash; the seeds by report.

    `by_hash` orders the seeds by `hashes`, `by_other` by `others`, the numbers of the other reports.
    """

    places: Places
    seeds: Seeds
    hashes: Hashes
    by_hash: NDArray[np.int32]
    others: NDArray[np.int32]
    by_other: NDArray[np.int32]

    @classmethod
    def of(cls, prints: Sequence[Fingerprints], offices: Ints, years: Ints) -> _Held:
        """Look at all reports."""
        places = Places.of(prints)
        found = seeds_among(places, offices, years)
        seeds = Seeds(found.hashes, found.rows.astype(np.int32))
        by_hash, by_other = (
            np.argsort(column, kind="stable").astype(np.int32) for column in (found.hashes, seeds.rows[:, 2])
        )
        ordered = places.some(np.argsort(places.hashes, kind="stable"))
        return cls(ordered, seeds, found.hashes[by_hash], by_hash, seeds.rows[by_other, 2], by_other)

    def spread(self, put: Put) -> _Held:
        """Return what was found with its columns where `put` has them: it returns arrays that equal those it is given."""
        *places, hashes, rows, ordered, by_hash, others, by_other = put(
            (*self.places, *self.seeds, self.hashes, self.by_hash, self.others, self.by_other)
        )
        return _Held(Places(*places), Seeds(hashes, rows), ordered, by_hash, others, by_other)

    def places_of(self, hashes: Hashes) -> Places:
        """Return where some fingerprints, which are sorted, stood."""
        return self.places.some(_spans(self.places.hashes, hashes))

    def seeds_of(self, hashes: Hashes) -> Seeds:
        """Return the seeds that some fingerprints, which are sorted, had."""
        return self.seeds.some(self.by_hash[_spans(self.hashes, hashes)])

    def seeds_in(self, reports: Sequence[int]) -> Seeds:
        """Return the seeds that some reports had, one after another."""
        column = self.seeds.rows[:, 0]  # a part of each row: `searchsorted` would copy the whole column
        places = [range(bisect_left(column, each), bisect_right(column, each)) for each in reports]
        return self.seeds.some(np.fromiter(chain.from_iterable(places), np.int64))

    def readers(self, reports: NDArray[np.int32]) -> Ints:
        """Return the reports that had seeds in some others, which are sorted."""
        rows: Ints = self.seeds.rows[self.by_other[_spans(self.others, reports)], 0]
        return rows


class _Known(NamedTuple):
    """The seeds of reports: those of the beginning, but for fingerprints that were `seen` to change, and those found `later`."""

    reports: Sequence[Report]
    held: _Held
    seen: Hashes
    later: Seeds

    def common(self, numbers: Iterable[int]) -> dict[str, list[Common]]:
        """Return what some reports, by their numbers, may share with others, by their ids and by these."""
        listed = sorted(numbers)
        found: dict[int, dict[int, list[Candidate]]] = {number: defaultdict(list) for number in listed}
        for report, other, candidate in candidates_of(self._rows(listed)):
            found[report][other].append(candidate)
        return {
            self.reports[report].id: [
                (self.reports[report], self.reports[other], tuple(by_other[other]))
                for other in sorted(by_other)
            ]
            for report, by_other in found.items()
        }

    def _rows(self, numbers: list[int]) -> Ints:
        """Return the seeds that reports have now, in order."""
        is_all = len(numbers) == len(self.reports)
        held = self.held.seeds if is_all else self.held.seeds_in(numbers)
        later = self.later.rows[np.isin(self.later.rows[:, 0], numbers)]
        rows = np.concatenate([later, held.rows[~np.isin(held.hashes, self.seen)]])
        return rows[in_order(rows)].astype(np.int64)

    def readers(self, numbers: Sequence[int]) -> set[int]:
        """Return the reports that may have something in common with some older ones, by their numbers."""
        later = self.later.rows[np.isin(self.later.rows[:, 2], list(numbers)), 0]
        return {*self.held.readers(np.array(sorted(numbers), np.int32)).tolist(), *later.tolist()}


class Looked(NamedTuple):
    """What reports, by their ids, may share with others, where it was and where it is another."""

    before: dict[str, list[Common]]
    after: dict[str, list[Common]]


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
        self._start(_Held.of((), self._offices, self._years), ())

    def __getstate__(self) -> dict[str, Any]:
        """Leave out where columns are put, which is the affair of each process."""
        return {**vars(self), "put": None}

    def _start(self, held: _Held, reports: Sequence[Report]) -> None:
        spread = held.spread(self.put) if self.put else held
        self._known = _Known(reports, spread, held.hashes[:0], held.seeds.some(slice(0)))
        self._stale: set[int] = set()
        self._fresh = held.places.some(slice(0))

    def reports_in_common(self, reports: Sequence[Report], prints: Sequence[Fingerprints]) -> list[Common]:
        """Return the reports that may share words, each with an older one (or of the same year) and the passages to compare.

        `prints` are the fingerprints of each report.
        """
        self.look(reports, prints)
        return list(chain.from_iterable(self._known.common(range(len(reports))).values()))

    def look(self, reports: Sequence[Report], prints: Sequence[Fingerprints]) -> Looked:
        """Look at the reports as they are now; return what those share of which it may be another than before.

        They are named by the objects that they were, and that they are.
        """
        shelved, before = self._shelved_as(reports), self._known
        changed = set(_others(self._prints, prints))
        if shelved != self._shelved or len(self._stale | changed) > _FEW:
            self._begin(shelved, reports, prints)
            return Looked(before.common(range(len(before.reports))), self._known.common(range(len(reports))))
        touched = self._again(changed, prints) if changed else set()
        others = _others(before.reports, reports)
        touched.update(others, before.readers(others), self._known.readers(others))
        self._known = self._known._replace(reports=tuple(reports))
        return Looked(before.common(touched), self._known.common(touched))

    def _shelved_as(self, reports: Sequence[Report]) -> tuple[tuple[object, ...], ...]:
        """Return what tells where the reports stand; nearly always all stand where they stood."""
        known = self._known.reports
        if len(reports) == len(known):
            others = _others(known, reports)
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
        self._start(_Held.of(prints, self._offices, self._years), tuple(reports))

    def _again(self, changed: set[int], prints: Sequence[Fingerprints]) -> set[int]:
        """Bring the seeds up to date where some went or came; return the reports that have them."""
        known = self._known
        concerned = np.array(
            sorted(set(chain.from_iterable(_moved(self._prints[at], prints[at]) for at in changed))),
            np.uint64,
        )
        for at in changed:
            self._prints[at] = prints[at]
        self._stale |= changed
        others = self._fresh.some(~np.isin(self._fresh.reports, list(changed)))
        self._fresh = others.joined(Places.of([prints[at] for at in changed], list(changed)))
        first = known.held.seeds_of(np.setdiff1d(concerned, known.seen, assume_unique=True))
        is_later = np.isin(known.later.hashes, concerned)
        now = seeds_among(self._places(concerned), self._offices, self._years)
        self._known = known._replace(
            seen=np.union1d(known.seen, concerned), later=known.later.some(~is_later).joined(now)
        )
        return {
            report
            for each in (first, known.later.some(is_later), now)
            for report in np.unique(each.rows[:, 0]).tolist()
        }

    def _places(self, hashes: Hashes) -> Places:
        """Return where some fingerprints stand now, in the order of the reports."""
        held = self._known.held.places_of(hashes)
        held = held.some(~np.isin(held.reports, list(self._stale)))
        fresh = self._fresh.some(np.isin(self._fresh.hashes, hashes))
        return held.joined(fresh)


def _shelf(report: Report) -> tuple[object, ...]:
    return report.id, report.meta.region, report.meta.issuer, report.meta.year


def _others(some: Sequence[object], others: Sequence[object]) -> list[int]:
    """Return the places where two sequences do not hold the very same object; there are thousands, and nearly all are."""
    return list(compress(range(len(others)), map(is_not, some, others)))


def _spans(ordered: NDArray[Any], wanted: NDArray[Any]) -> Ints:
    """Return the places at which some of the values that are in order stand there."""
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
