"""A few new clauses among many: each is compared with all that share a key with it, some dozens in one product.

To prepare whole groups of like clauses for them (`neighbours`) would take longer than to compare them.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

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
_BLOCK: Final = 1 << 14
"""How many new rows are compared together, and with how many others at a time."""


def compare_few(cells: sparse.csr_matrix, index: Index, rows: Rows, lists: Lists, fresh: Ints) -> None:
    """Fill the lists of fresh rows, and enter these in the lists of the others; `index` is that of the rows."""
    for some, like, shares in _likely(rows, index, fresh):
        _compare(cells, some, like, shares, rows, lists)


def _likely(rows: Rows, index: Index, fresh: Ints) -> Iterator[tuple[Ints, Ints, Mask]]:
    """Yield some fresh rows, rows that share a key with one of them, and which of these with which of those."""
    place = np.zeros(rows.total, dtype=np.int32)
    for start in range(0, len(fresh), _AT_ONCE):
        some = fresh[start : start + _AT_ONCE]
        keys = [rows.keys[rows.key_starts[row] : rows.key_starts[row + 1]].tolist() for row in some.tolist()]
        is_like = np.zeros(rows.total, dtype=bool)
        for key in set(chain.from_iterable(keys)):
            is_like[index.rows[index.starts[key] : index.starts[key + 1]]] = True
        like = np.flatnonzero(is_like)
        place[like] = np.arange(len(like), dtype=np.int32)
        shares = np.zeros((len(like), len(some)), dtype=bool)
        for column, mine in enumerate(keys):
            for key in mine:
                shares[place[index.rows[index.starts[key] : index.starts[key + 1]]], column] = True
        for first in range(0, len(like), _BLOCK):
            part = slice(first, first + _BLOCK)
            yield some, like[part], shares[part]


def _compare(
    cells: sparse.csr_matrix, fresh: Ints, like: Ints, shares: Mask, rows: Rows, lists: Lists
) -> None:
    """Enter fresh rows in the lists of rows that share a key with them, and those in theirs."""
    place = np.full(cells.shape[1], -1, dtype=np.int32)
    own, taken = cells[fresh], cells[like]
    terms = np.unique(own.indices)
    place[terms] = np.arange(len(terms), dtype=np.int32)
    dense = np.zeros((len(terms), len(fresh)), dtype=np.float32)
    dense[place[own.indices], np.repeat(np.arange(len(fresh)), np.diff(own.indptr))] = own.data
    is_met = place[taken.indices] >= 0
    starts = np.r_[0, np.cumsum(is_met)][taken.indptr]
    cut = (taken.data[is_met].astype(np.float32), place[taken.indices[is_met]], starts)
    scores = sparse.csr_matrix(cut, shape=(len(like), len(terms))) @ dense
    line, column = places_in(shares & (scores >= LEAST))
    good = scores[line, column]
    enter_pairs(rows, lists, fresh[column], like[line], good)
    enter_pairs(rows, lists, like[line], fresh[column], good)


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
