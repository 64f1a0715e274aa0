"""A few new clauses among many: each is compared with all that share a key with it, some dozens in one product.

To prepare whole groups of like clauses for them (`neighbours`) would take longer than to compare them.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import sparse

from sitegen.archive.lists import enter
from sitegen.archive.vectors import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sitegen.archive.lists import Lists
    from sitegen.archive.vectors import Index, Rows

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

LEAST: Final = int(0.2 * SCALE)
"""No pair with a lower score is worth a link."""
_AT_ONCE: Final = 64
_BLOCK: Final = 1 << 12
"""How many new rows are compared together, and with how many others at a time."""


class Like(NamedTuple):
    """Pairs of a new row and one that shares a key with it, with scores of `LEAST` and more."""

    fresh: Ints
    rows: Ints
    scores: NDArray[np.float32]

    def some(self, chosen: Mask) -> Like:
        """Return some of the pairs."""
        return Like(self.fresh[chosen], self.rows[chosen], self.scores[chosen])


def compare_few(cells: sparse.csr_matrix, index: Index, rows: Rows, lists: Lists, fresh: Ints) -> None:
    """Fill the lists of fresh rows, and enter these in the lists of the others; `index` is that of the rows."""
    for start in range(0, len(fresh), _AT_ONCE):
        some = fresh[start : start + _AT_ONCE]
        for found in like_ones(cells, index, cells[some], keys_of(rows, some)):
            own = some[found.fresh]
            enter_pairs(rows, lists, own, found.rows, found.scores)
            enter_pairs(rows, lists, found.rows, own, found.scores)


def keys_of(rows: Rows, some: Ints) -> list[list[int]]:
    """Return the keys of some rows."""
    return [rows.keys[rows.key_starts[row] : rows.key_starts[row + 1]].tolist() for row in some.tolist()]


def like_ones(
    cells: sparse.csr_matrix, index: Index, own: sparse.csr_matrix, keys: list[list[int]]
) -> Iterator[Like]:
    """Yield which rows are like some dozens of new ones, whose terms are `own`; these are told by their place there.

    `index` is that of the rows that have the `cells`, `keys` are those of the new rows.
    """
    place = np.full(cells.shape[1], -1, dtype=np.int32)
    terms = np.unique(own.indices)
    place[terms] = np.arange(len(terms), dtype=np.int32)
    dense = np.zeros((len(terms), len(keys)), dtype=np.float32)
    dense[place[own.indices], np.repeat(np.arange(len(keys)), np.diff(own.indptr))] = own.data
    for like, shares in _sharing(index, cells.shape[0], keys):
        taken = cells[like]
        met = place[taken.indices]
        is_met = met >= 0
        counts = np.zeros(len(met) + 1, dtype=np.int32)
        np.cumsum(is_met, dtype=np.int32, out=counts[1:])
        cut = (taken.data[is_met].astype(np.float32), met[is_met], counts[taken.indptr])
        scores = sparse.csr_matrix(cut, shape=(len(like), len(terms))) @ dense
        line, column = places_in(shares & (scores >= LEAST))
        yield Like(column, like[line], scores[line, column])


def _sharing(index: Index, total: int, keys: list[list[int]]) -> Iterator[tuple[Ints, Mask]]:
    """Yield rows that share one of some keys, and which of them shares one with which of those who have the keys."""
    is_like = np.zeros(total, dtype=bool)
    for key in set(chain.from_iterable(keys)):
        is_like[index.rows[index.starts[key] : index.starts[key + 1]]] = True
    like = np.flatnonzero(is_like)
    place = np.empty(total, dtype=np.int32)
    place[like] = np.arange(len(like), dtype=np.int32)
    shares = np.zeros((len(like), len(keys)), dtype=bool)
    for column, mine in enumerate(keys):
        for key in mine:
            shares[place[index.rows[index.starts[key] : index.starts[key + 1]]], column] = True
    for first in range(0, len(like), _BLOCK):
        part = slice(first, first + _BLOCK)
        yield like[part], shares[part]


def enter_pairs(rows: Rows, lists: Lists, owners: Ints, others: Ints, scores: NDArray[np.float32]) -> None:
    """Enter pairs that score well in the lists of their owners, but for those of one report."""
    is_apart = rows.reports[owners] != rows.reports[others]
    is_own = rows.issuers[owners] == rows.issuers[others]
    for best, chosen in ((lists.own, is_apart & is_own), (lists.others, is_apart & ~is_own)):
        enter(best, owners[chosen], others[chosen], scores[chosen])


def places_in(mask: Mask) -> tuple[Ints, Ints]:
    """Return row and column of what is true: ten times as fast as `nonzero` where little is."""
    flat = np.flatnonzero(mask)
    return flat // mask.shape[1], flat % mask.shape[1]
