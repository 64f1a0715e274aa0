"""The rows and lists of an archive of which a few reports are edited again and again.

They stay as they were when all was linked, and what an edit changed lies over them.  So an edit costs the rows that have
something to do with it, and the large columns may lie in a file.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sitegen.archive.grams import COLUMNS, ranks
from sitegen.archive.lists import NOBODY, Best, Lists, rows_in
from sitegen.archive.vectors import Index, Rows, blank, cut, gathered, stacked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Put = Callable[[Sequence[NDArray[Any]]], Sequence[NDArray[Any]]]
    Lines = tuple[Ints, Ints]


_AT_ONCE: Final = 50_000
"""Lists that are looked through together."""
_ROW_BITS: Final = 32


class Laid(NamedTuple):
    """Lists of the rows, and those of some `rows`, ascending, that lie over them."""

    best: Best
    rows: Ints
    codes: Ints
    bounds: Ints

    def lines(self, rows: Ints) -> Lines:
        """Return the lists of some rows and their bounds."""
        codes, bounds = self.best.lines(rows)
        if len(self.rows):
            at = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
            is_over = self.rows[at] == rows
            codes[is_over], bounds[is_over] = self.codes[at[is_over]], self.bounds[at[is_over]]
        return codes, bounds

    def bounds_of(self, rows: Ints) -> Ints:
        """Return the bounds of the lists of some rows."""
        bounds = self.best.bounds[rows]
        is_over = np.isin(rows, self.rows)
        bounds[is_over] = self.bounds[np.searchsorted(self.rows, rows[is_over])]
        return bounds

    def naming(self, start: int, stop: int) -> Ints:
        """Return the rows of which a list that lies over another names one of the rows from `start` to `stop`."""
        named = rows_in(self.codes)
        names = (named >= start) & (named < stop) & (self.codes != NOBODY)
        found: Ints = self.rows[names.any(axis=1)]
        return found

    def with_lines(self, rows: Ints, lines: Lines) -> Laid:
        """Return the lists with those of some rows, ascending, in the place of others."""
        stay = ~np.isin(self.rows, rows)
        every = np.r_[self.rows[stay], rows]
        order = np.argsort(every, kind="stable")
        codes, bounds = np.concatenate([self.codes[stay], lines[0]]), np.r_[self.bounds[stay], lines[1]]
        return Laid(self.best, every[order], codes[order], bounds[order])

    def flat(self) -> Best:
        """Return all lists as they are now."""
        codes, bounds = self.best.codes.copy(), self.best.bounds.copy()
        codes[self.rows], bounds[self.rows] = self.codes, self.bounds
        return Best(codes, bounds, np.zeros(len(codes), dtype=bool))


class Held(NamedTuple):
    """The lists of all rows, and the rows as they were; `edited` are those that are others now, ascending, `patch` what they are.

    `namers` are for each report, by its number, the rows whose lists named one of its rows; None before an edit is awaited.
    """

    rows: Rows
    by_key: Index
    edited: Ints
    patch: Rows
    lists: tuple[Laid, Laid]
    namers: Index | None = None

    @property
    def total(self) -> int:
        """Return how many rows there are."""
        return self.rows.total

    @property
    def topics(self) -> int:
        """Return how many topics the lexicon has."""
        return len(self.by_key.starts) - 1 - COLUMNS

    @property
    def over(self) -> int:
        """Return how many rows or lists lie over others."""
        return max(len(self.edited), *(len(each.rows) for each in self.lists))

    def some(self, rows: Ints) -> Rows:
        """Return some rows, ascending."""
        is_edited = np.isin(rows, self.edited)
        found = stacked(
            [
                gathered(self.rows, rows[~is_edited]),
                gathered(self.patch, np.searchsorted(self.edited, rows[is_edited])),
            ]
        )
        ordered = gathered(found, np.argsort(np.r_[rows[~is_edited], rows[is_edited]], kind="stable"))
        return ordered._replace(reports=self.rows.reports[rows], issuers=self.rows.issuers[rows])

    def naming(self, report: int, start: int, stop: int) -> Ints:
        """Return rows among which are all whose lists name a row of a report, which has those from `start` to `stop`."""
        index = self.namers or namers(self)
        known = index.rows[index.starts[report] : index.starts[report + 1]].astype(np.int64)
        return np.concatenate([known, *(each.naming(start, stop) for each in self.lists)])

    def with_rows(self, edited: Ints, patch: Rows) -> Held:
        """Return what is held with some rows, ascending, in the place of others."""
        stay = np.flatnonzero(~np.isin(self.edited, edited))
        rows = np.r_[self.edited[stay], edited]
        order = np.argsort(rows, kind="stable")
        both = stacked([gathered(self.patch, stay), patch])
        return self._replace(edited=rows[order], patch=gathered(both, order))

    def with_lines(self, rows: Ints, others: Lines, own: Lines) -> Held:
        """Return what is held with the lists of some rows, ascending, in the place of others."""
        return self._replace(
            lists=(self.lists[0].with_lines(rows, others), self.lists[1].with_lines(rows, own))
        )

    def flat(self) -> tuple[Rows, Lists]:
        """Return all rows and lists as they are now."""
        rows = self.rows
        if len(self.edited):
            bounds = np.flatnonzero(np.diff(self.edited) > 1) + 1
            runs = [run for run in np.split(np.arange(len(self.edited)), bounds) if len(run)]
            pieces, last = [], 0
            for run in runs:
                first = int(self.edited[run[0]])
                pieces += [cut(rows, last, first), cut(self.patch, int(run[0]), int(run[-1]) + 1)]
                last = int(self.edited[run[-1]]) + 1
            found = stacked([*pieces, cut(rows, last, rows.total)])
            rows = found._replace(reports=rows.reports, issuers=rows.issuers)
        return rows, Lists(*(each.flat() for each in self.lists))


def held(rows: Rows, lists: Lists, index: Index) -> Held:
    """Return rows and their lists for a beginning; `index` is that of the rows."""
    none = np.zeros(0, dtype=np.int64)
    others, own = (Laid(best, none, best.codes[:0].copy(), none) for best in lists)
    return Held(rows, index, none, blank(0), (others, own))


def awaiting(some: Held) -> Held:
    """Return what is held with what an edit is looked up by."""
    return some if some.namers else some._replace(namers=namers(some))


def spread(some: Held, put: Put) -> Held:
    """Return what is held, awaiting an edit, with its large columns where `put` has them: it returns arrays that equal those it is given."""
    known = namers(some)
    found = iter(
        put([*some.rows, *some.by_key, *known, *chain.from_iterable(each.best[:2] for each in some.lists)])
    )
    rows = Rows(*islice(found, len(some.rows)))
    by_key, by_report = (Index(*islice(found, len(known))) for _ in range(2))
    others, own = (
        each._replace(best=each.best._replace(codes=next(found), bounds=next(found))) for each in some.lists
    )
    return some._replace(rows=rows, by_key=by_key, namers=by_report, lists=(others, own))


def namers(some: Held) -> Index:
    """Return for each report, by its number, the rows whose lists name one of its rows, lists that lie over others left out."""
    reports = some.rows.reports
    count = int(reports[-1]) + 1 if len(reports) else 0
    pieces = [np.zeros(0, dtype=np.int64)]
    for start in range(0, some.total, _AT_ONCE):
        lines = [each.best.codes[start : start + _AT_ONCE] for each in some.lists]
        codes = np.concatenate(lines, axis=1)
        line, place = np.nonzero(codes != NOBODY)
        named = reports[rows_in(codes[line, place])].astype(np.int64)
        pieces.append(np.unique(named << _ROW_BITS | line + start))
    counts = sum(
        (np.bincount(each >> _ROW_BITS, minlength=count) for each in pieces), np.zeros(count, np.int64)
    )
    starts = np.r_[0, np.cumsum(counts)]
    rows, filled = np.empty(starts[-1], dtype=np.int32), starts[:-1].copy()
    for each in pieces:
        own = each >> _ROW_BITS
        rows[filled[own] + ranks(own)] = each & ((1 << _ROW_BITS) - 1)
        filled += np.bincount(own, minlength=count)
    return Index(starts, rows)
