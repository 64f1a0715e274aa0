"""The rows and lists of an archive of which a few reports are edited again and again.

They stay as they were when all was linked, and what an edit changed lies over them.  So an edit costs the rows that have
something to do with it, and the large columns may lie in a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sitegen.archive.lists import Best, Lists
from sitegen.archive.vectors import blank, cut, gathered, stacked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sitegen.archive.vectors import Index, Rows

    Ints = NDArray[np.int64]
    Lines = tuple[Ints, Ints]


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
    """The lists of all rows, and the rows as they were; `edited` are those that are others now, ascending, `patch` what they are."""

    rows: Rows
    by_key: Index
    edited: Ints
    patch: Rows
    lists: tuple[Laid, Laid]

    @property
    def reports(self) -> NDArray[np.int32]:
        """Return the numbers of the reports of all rows."""
        return self.rows.reports

    @property
    def total(self) -> int:
        """Return how many rows there are."""
        return self.rows.total

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

    def keys(self, rows: Ints) -> NDArray[np.int32]:
        """Return the keys that some rows, ascending, have."""
        return np.unique(self.some(rows).keys)

    def sharing(self, keys: NDArray[np.int32]) -> Ints:
        """Return the rows, ascending, that have one of some keys."""
        starts, stops = self.by_key.starts[keys], self.by_key.starts[keys + 1]
        found = [
            self.by_key.rows[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)
        ]
        own = np.repeat(self.edited, np.diff(self.patch.key_starts))[np.isin(self.patch.keys, keys)]
        old = np.unique(np.concatenate([np.zeros(0, np.int32), *found])).astype(np.int64)
        return np.union1d(old[~np.isin(old, self.edited)], own)

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
