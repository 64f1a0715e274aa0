"""Which reports may share words: found from scratch, or kept from one edit to the next.

What is said of a fingerprint hangs on the reports that have it.  So where one report changed, only its fingerprints, those
of before and those of now, are looked at again, wherever else they stand.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.archive.fingerprints import (
    Candidate,
    Fingerprints,
    Seeds,
    candidates_of,
    in_order,
    is_formula,
    seeds,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sitegen.model import Report

    Ints = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Common = tuple[Report, Report, tuple[Candidate, ...]]

_FEW: Final = 30
"""Reports that may have changed before all are looked at anew."""


class Sharing:
    """The reports of an archive that may share words, and the passages to compare.

    Asked again, it looks only at the fingerprints of the reports that changed; what it returns is the same as from
    scratch.
    """

    def __init__(self) -> None:
        self._shelved: tuple[tuple[object, ...], ...] = ()
        self._offices: list[int] = []
        self._years: list[int] = []
        self._prints: list[Fingerprints] = []
        self._sorted, self._owners = np.empty(0, np.uint64), np.empty(0, np.int32)
        self._stale: set[int] = set()
        self._seeds = Seeds(np.empty(0, np.uint64), np.empty((0, 6), np.int64))
        self._found: dict[tuple[int, int], Common] = {}
        self._order: list[tuple[int, int]] = []
        self._reports: list[Report] = []

    def reports_in_common(self, reports: Sequence[Report], prints: Sequence[Fingerprints]) -> list[Common]:
        """Return the reports that may share words, each with an older one (or of the same year) and the passages to compare.

        `prints` are the fingerprints of each report.
        """
        shelved = self._shelved_as(reports)
        changed = set(_others(self._prints, prints))
        if shelved != self._shelved or len(self._stale | changed) > _FEW:
            self._begin(shelved, reports, prints)
            touched = set(_pairs(self._seeds.rows))
        else:
            touched = self._again(changed, prints) if changed else set()
        self._compose(touched, reports)
        self._refer(reports)
        self._reports = list(reports)
        return [self._found[pair] for pair in self._order]

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
        self._shelved, self._prints, self._stale = shelved, list(prints), set()
        self._offices = [number[each.meta.region, each.meta.issuer] for each in reports]
        self._years = [each.meta.year for each in reports]
        columns = [_hashes(each) for each in prints]
        hashes = np.concatenate([np.empty(0, np.uint64), *columns])
        order = np.argsort(hashes, kind="stable")
        counts = list(map(len, columns))
        self._sorted = hashes[order]
        self._owners = np.repeat(np.arange(len(prints), dtype=np.int32), counts)[order]
        self._seeds = seeds(prints, self._offices, self._years)
        self._found, self._order = {}, []

    def _again(self, changed: set[int], prints: Sequence[Fingerprints]) -> set[tuple[int, int]]:
        """Bring the seeds up to date; return the pairs of reports of which some went or came."""
        before = [_hashes(self._prints[at]) for at in changed]
        concerned = np.unique(np.concatenate([*before, *(_hashes(prints[at]) for at in changed)]))
        for at in changed:
            self._prints[at] = prints[at]
        self._stale |= changed
        is_old = np.isin(self._seeds.hashes, concerned)
        fresh = self._seeds_of(concerned)
        hashes = np.concatenate([self._seeds.hashes[~is_old], fresh.hashes])
        rows = np.concatenate([self._seeds.rows[~is_old], fresh.rows])
        touched = {*_pairs(self._seeds.rows[is_old]), *_pairs(fresh.rows)}
        order = in_order(rows)
        self._seeds = Seeds(hashes[order], rows[order])
        return touched

    def _seeds_of(self, concerned: Hashes) -> Seeds:
        """Return where reports share some fingerprints, sorted; those of formulas are left out before they are gathered."""
        at, owners = self._holders(concerned)
        offices = np.unique(np.column_stack([at, np.array(self._offices, np.int64)[owners]]), axis=0)[:, 0]
        counts = np.bincount(offices, minlength=len(concerned))
        own = [count > 0 and not is_formula(count) for count in counts.tolist()]
        kept = np.flatnonzero(own)
        holders = np.unique(owners[np.isin(at, kept)]).tolist()
        some = [_with(self._prints[report], concerned[kept]) for report in holders]
        found = seeds(some, [self._offices[at] for at in holders], [self._years[at] for at in holders])
        numbers = np.array(holders, dtype=np.int64)
        rows = found.rows.copy()
        for column in (0, 2):
            rows[:, column] = numbers[rows[:, column]]
        return Seeds(found.hashes, rows)

    def _holders(self, concerned: Hashes) -> tuple[Ints, Ints]:
        """Return the reports that have fingerprints, each with the place of the fingerprint among those asked for."""
        first, last = (np.searchsorted(self._sorted, concerned, side) for side in ("left", "right"))
        counts = last - first
        at = np.repeat(np.arange(len(concerned)), counts)
        places = np.arange(len(at)) + np.repeat(first - np.cumsum(counts) + counts, counts)
        owners = self._owners[places].astype(np.int64)
        is_so = ~np.isin(owners, list(self._stale))
        held, by = [at[is_so]], [owners[is_so]]
        for report in sorted(self._stale):
            own = np.flatnonzero(np.isin(concerned, _hashes(self._prints[report])))
            held.append(own)
            by.append(np.full(len(own), report))
        return np.concatenate(held), np.concatenate(by)

    def _compose(self, touched: set[tuple[int, int]], reports: Sequence[Report]) -> None:
        """Put the passages of pairs of reports together anew."""
        rows, count = self._seeds.rows, len(reports)
        wanted = np.array([report * count + other for report, other in touched], dtype=np.int64)
        found: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
        for report, other, candidate in candidates_of(rows[np.isin(rows[:, 0] * count + rows[:, 2], wanted)]):
            found[report, other].append(candidate)
        before = self._found.keys() & touched
        for pair in touched:
            self._found.pop(pair, None)
            if pair in found:
                self._found[pair] = (reports[pair[0]], reports[pair[1]], tuple(found[pair]))
        if before != found.keys():
            self._order = sorted(self._found)

    def _refer(self, reports: Sequence[Report]) -> None:
        """Have the pairs name the reports as they are: what is no fingerprint of theirs may have changed."""
        others = frozenset(_others(self._reports, reports))
        for pair in [pair for pair in self._order if not others.isdisjoint(pair)]:
            self._found[pair] = (reports[pair[0]], reports[pair[1]], self._found[pair][2])


def _shelf(report: Report) -> tuple[object, ...]:
    return report.id, report.meta.region, report.meta.issuer, report.meta.year


def _others(some: Sequence[object], others: Sequence[object]) -> list[int]:
    """Return the places where two sequences do not hold the very same object; there are thousands, and nearly all are."""
    return list(compress(range(len(others)), map(is_not, some, others)))


def _hashes(prints: Fingerprints) -> Hashes:
    return np.frombuffer(prints.hashes, np.uint64)


def _with(prints: Fingerprints, wanted: Hashes) -> Fingerprints:
    """Return those fingerprints of a report that are wanted."""
    hashes, *places = prints.columns
    taken = np.isin(np.frombuffer(hashes, np.uint64), wanted)
    own = (np.frombuffer(each, np.int32)[taken].tobytes() for each in places)
    return Fingerprints(columns=(np.frombuffer(hashes, np.uint64)[taken].tobytes(), *own))


def _pairs(rows: Ints) -> list[tuple[int, int]]:
    """Return the pairs of reports in seeds."""
    return [(report, other) for report, other in np.unique(rows[:, [0, 2]], axis=0).tolist()]
