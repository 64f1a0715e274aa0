"""Passages as fingerprints, and the pairs of passages that share some: what `reuse` compares letter by letter.

A fingerprint is a hash of `_GRAM` letters in a row.  Of every `_WINDOW` fingerprints in a row the least is kept
(winnowing: Schleimer, Wilkerson, Aiken 2003), so that two passages which share `LEAST` letters in a row share a kept
fingerprint for certain, while a tenth of all is enough.  The fingerprints of all reports are sorted, and equal ones
lead to pairs of passages: no passage is compared with all others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sitegen.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sitegen.model import Passage, Report

    Ints = NDArray[np.int64]
    Hashes = NDArray[np.uint64]

LEAST: Final = 30
"""Letters (digits and Chinese characters are letters here) in a row that two passages share for certain if found."""
_GRAM: Final = 12
_WINDOW: Final = LEAST - _GRAM + 1
_MOST_OFFICES: Final = 5
"""What more offices than these write is a formula, and nobody's own words."""
_AT_ONCE: Final = 4096
"""So many pairs of passages are taken from their columns together."""
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_PROSE: Final = frozenset(("paragraph", "list", "quote"))
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT: Final = np.uint64(29)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprints:
    """The fingerprints of a report: for each its hash (uint64), its passage and its first letter there, both counted (int32).

    These are three columns, kept as bytes, so that the value is frozen and can be cached.
    """

    columns: Sequence[bytes]

    @property
    def hashes(self) -> bytes:
        """Return the hashes."""
        return self.columns[0]


class Candidate(NamedTuple):
    """Two passages of two reports, by their numbers in those, and where equal fingerprints start in each."""

    passage: int
    other: int
    seeds: tuple[tuple[int, int], ...]

    @property
    def places(self) -> tuple[int, int]:
        """Return the numbers of both."""
        return self.passage, self.other


def letters(text: str) -> str:
    """Return the letters of a text, folded: what is left when marks and blanks do not count."""
    return _NO_LETTERS.sub("", fold(text))


def prose_passages(report: Report) -> list[Passage]:
    """Return the passages whose words are compared, in reading order: running text, no tables."""
    return [passage for _, passage in report.walk_passages() if passage.kind in _PROSE]


def fingerprints(report: Report) -> Fingerprints:
    """Return the fingerprints of a report: pure, to be cached by the report."""
    texts = [letters(passage.text) for passage in prose_passages(report)]
    sizes = np.array([len(text) for text in texts], dtype=np.int64)
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    owners = np.repeat(np.arange(len(texts)), sizes)
    offsets = np.arange(len(codes)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    count = max(0, len(codes) - _GRAM + 1)
    within = np.flatnonzero(owners[:count] == owners[_GRAM - 1 :][:count])
    hashes = _hashes(codes, count)[within]
    kept = _least_of_windows(hashes)
    numbers = (owners[within[kept]], offsets[within[kept]])
    return Fingerprints(
        columns=(hashes[kept].tobytes(), *(each.astype(np.int32).tobytes() for each in numbers))
    )


class Seeds(NamedTuple):
    """Places where passages of two reports share a fingerprint, by report and passage.

    `rows` has for each: report, passage, other report, other passage, where the fingerprint starts in each.
    """

    hashes: Hashes
    rows: Ints

    def some(self, chosen: NDArray[Any] | slice) -> Seeds:
        """Return some of the places."""
        return Seeds(self.hashes[chosen], self.rows[chosen])

    def joined(self, others: Seeds) -> Seeds:
        """Return these places and others."""
        return Seeds(np.concatenate([self.hashes, others.hashes]), np.concatenate([self.rows, others.rows]))


class Places(NamedTuple):
    """Where fingerprints stand: their hashes, and of each the report, by its number, the passage and the first letter there."""

    hashes: Hashes
    reports: NDArray[np.int32]
    passages: NDArray[np.int32]
    offsets: NDArray[np.int32]

    @classmethod
    def of(cls, prints: Sequence[Fingerprints], numbers: Sequence[int] | None = None) -> Places:
        """Gather the fingerprints of reports, which have the numbers of their places if they are given no others."""
        columns = [tuple(one.columns) for one in prints]
        hashes, passages, offsets = (
            np.concatenate([np.empty(0, kind), *(np.frombuffer(each[at], kind) for each in columns)])
            for at, kind in enumerate((np.uint64, np.int32, np.int32))
        )
        owners = np.array(range(len(prints)) if numbers is None else numbers, dtype=np.int32)
        reports = np.repeat(owners, [len(each[0]) // hashes.itemsize for each in columns])
        return cls(hashes, reports, passages, offsets)

    def some(self, chosen: NDArray[Any] | slice) -> Places:
        """Return some of them."""
        hashes, reports, passages, offsets = self
        return Places(hashes[chosen], reports[chosen], passages[chosen], offsets[chosen])

    def joined(self, others: Places) -> Places:
        """Return these and others."""
        return Places(
            np.concatenate([self.hashes, others.hashes]),
            np.concatenate([self.reports, others.reports]),
            np.concatenate([self.passages, others.passages]),
            np.concatenate([self.offsets, others.offsets]),
        )


def candidates(
    prints: Sequence[Fingerprints], offices: Sequence[int], years: Sequence[int]
) -> Iterator[tuple[int, int, Candidate]]:
    """Yield the pairs of passages that share a fingerprint, with the numbers of their reports, sorted.

    `offices` and `years` are those of each report.

    The other passage is that of the same office in the nearest earlier year, and the oldest of another office, of an
    earlier or the same year.
    """
    return candidates_of(seeds(prints, offices, years).rows)


def seeds(prints: Sequence[Fingerprints], offices: Sequence[int], years: Sequence[int]) -> Seeds:
    """Return where reports share a fingerprint; what is said of a hash hangs on those that have it, and on no others."""
    return seeds_among(Places.of(prints), np.array(offices, np.int64), np.array(years, np.int64))


def seeds_among(places: Places, offices: Ints, years: Ints) -> Seeds:
    """Return where reports share a fingerprint; `places` are all those of each hash, `offices` and `years` by number of report."""
    found = _Occurrences.of(places, offices, years)
    at, other = (
        np.concatenate(each) for each in zip(_own_before(found), _oldest_elsewhere(found), strict=True)
    )
    columns = (found.reports[at], found.passages[at], found.reports[other], found.passages[other])
    rows = np.column_stack([*columns, found.offsets[at], found.offsets[other]])
    order = in_order(rows)
    return Seeds(found.hashes[at][order], rows[order])


def in_order(rows: Ints) -> Ints:
    """Return the order of rows of seeds."""
    return np.lexsort(rows.T[::-1])


def candidates_of(rows: Ints) -> Iterator[tuple[int, int, Candidate]]:
    """Yield the pairs of passages of seeds, which are in order."""
    is_first = np.r_[True, (rows[1:, :4] != rows[:-1, :4]).any(axis=1)] if len(rows) else np.empty(0, bool)
    starts = np.r_[np.flatnonzero(is_first), len(rows)].tolist()
    for first in range(0, len(starts) - 1, _AT_ONCE):
        some = starts[first : first + _AT_ONCE + 1]
        listed = rows[some[0] : some[-1]].tolist()
        for start, stop in pairwise(some):
            part = listed[start - some[0] : stop - some[0]]
            report, passage, other, other_passage, *_ = part[0]
            yield report, other, Candidate(passage, other_passage, tuple((each[4], each[5]) for each in part))


class _Occurrences(NamedTuple):
    """The fingerprints that occur more than once and are no formula, by hash, then year, then report.

    `groups` numbers the hashes; the other columns say where each stands, in which office and year.
    """

    hashes: Hashes
    groups: Ints
    reports: Ints
    passages: Ints
    offsets: Ints
    offices: Ints
    years: Ints

    @classmethod
    def of(cls, places: Places, offices: Ints, years: Ints) -> _Occurrences:
        """Choose from where fingerprints stand."""
        hashes, reports, passages, offsets = places.some(_occurring_again(places.hashes))
        office_of, year_of = offices[reports], years[reports]
        order = np.lexsort((reports, year_of, hashes))
        groups = np.cumsum(np.r_[False, hashes[order][1:] != hashes[order][:-1]]) if len(order) else order
        taken = _is_shared(groups, office_of[order], reports[order])
        order, groups = order[taken], groups[taken]
        others = (reports, passages, offsets, office_of, year_of)
        return cls(
            hashes[order], groups.astype(np.int64), *(column[order].astype(np.int64) for column in others)
        )


def _occurring_again(hashes: Hashes) -> Ints:
    """Return the places of the hashes that occur more than once: a small part of all, so the rest is done with few."""
    order = np.argsort(hashes, kind="stable")
    is_next = np.r_[False, hashes[order][1:] == hashes[order][:-1]][: len(order)]
    return np.sort(order[is_next | np.r_[is_next[1:], False][: len(order)]])


def _is_shared(groups: Ints, offices: Ints, reports: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell of each occurrence whether its fingerprint stands in several reports, but of not too many offices."""
    count = int(groups.max(initial=-1)) + 1
    in_reports, in_offices = (_distinct(groups, column, count) for column in (reports, offices))
    is_shared: NDArray[np.bool_] = ((in_reports > 1) & (in_offices <= _MOST_OFFICES))[groups]
    return is_shared


def _distinct(groups: Ints, values: NDArray[Any], count: int) -> Ints:
    """Return how many different values each group has."""
    order = np.lexsort((values, groups))
    ordered, parts = values[order], groups[order]
    is_new = np.r_[True, (ordered[1:] != ordered[:-1]) | (parts[1:] != parts[:-1])][: len(order)]
    return np.bincount(parts[is_new], minlength=count)


def _own_before(found: _Occurrences) -> tuple[Ints, Ints]:
    """Return the places of occurrences, and for each that of one of the same office in the nearest earlier year."""
    order = np.lexsort((found.reports, found.years, found.offices, found.groups))
    ours, years = np.column_stack([found.groups, found.offices])[order], found.years[order]
    is_other = np.r_[True, (ours[1:] != ours[:-1]).any(axis=1)][: len(order)]
    is_start = is_other | np.r_[True, years[1:] != years[:-1]][: len(order)]
    starts = np.maximum.accumulate(np.where(is_start, np.arange(len(order)), 0))
    has_before = ~is_other[starts]
    return order[has_before], order[starts[has_before] - 1]


def _oldest_elsewhere(found: _Occurrences) -> tuple[Ints, Ints]:
    """Return the places of occurrences, and for each that of the oldest in another office, no younger than it."""
    places = np.arange(len(found.groups))
    count = int(found.groups.max(initial=-1)) + 1
    first = _first(found.groups, places, count)
    differs = found.offices != found.offices[first[found.groups]]
    second = _first(found.groups[differs], places[differs], count)
    other = np.where(differs, first[found.groups], second[found.groups])
    latest = np.where(
        differs, found.years, found.years[first[found.groups]]
    )  # what the own office wrote before counts
    is_there = (other >= 0) & (found.years[other] <= latest)
    return places[is_there], other[is_there]


def _first(groups: Ints, places: Ints, count: int) -> Ints:
    """Return the first place of each group, -1 for one without."""
    first = np.full(count, -1, dtype=np.int64)
    first[groups[::-1]] = places[::-1]
    return first


def _hashes(codes: Hashes, count: int) -> Hashes:
    """Return the hash of each of the `count` stretches of `_GRAM` codes."""
    hashes = np.zeros(count, dtype=np.uint64)
    for at in range(_GRAM):
        hashes = hashes * _BASE + codes[at : at + count]
    hashes = (hashes ^ (hashes >> _SHIFT)) * _MIX
    return hashes ^ (hashes >> _SHIFT)


def _least_of_windows(hashes: Hashes) -> Ints:
    """Return the places of the hashes that are the least of some window, in order."""
    if not len(hashes):
        return np.empty(0, dtype=np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(hashes, min(_WINDOW, len(hashes)))
    return np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
