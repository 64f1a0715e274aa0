"""Which clauses belong together: the choice among the likest of each (`neighbours`).

A pair is kept if each is among the best of the other, and among the best `_BEST` in their two reports: what is like
everything is nobody's best.  So a pair stands or falls with the lists of its two clauses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import numpy as np

from sitegen.archive.lists import NOBODY, rows_in, scores_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_BEST: Final = 4
_BLOCK: Final = 20_000


class Lines(Protocol):
    """Lists of which some are looked up."""

    def lines(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return the lists of rows and their bounds (`lists.Best`)."""


class Lengths(NamedTuple):
    """How much of a list of others and of a list of one's own."""

    others: int
    own: int


class Pairs(NamedTuple):
    """Pairs of rows with their scores in millionths: `left` in the order asked for, for each the best `right` first."""

    left: Ints
    right: Ints
    scores: Ints


def pairs(lists: tuple[Lines, Lines], most: Lengths, reports: NDArray[np.int32], wanted: Ints) -> Pairs:
    """Return the pairs of the wanted rows (sorted), from each of them to its other end.

    `lists` are those of others and of one's own, `most` is how much of each counts; `reports` number the reports of all
    rows.
    """
    found = [
        _mutual(best, length, reports, wanted[start : start + _BLOCK])
        for start in range(0, len(wanted), _BLOCK)
        for best, length in zip(lists, most, strict=True)
    ]
    none = np.zeros(0, dtype=np.int64)
    left, codes = (np.concatenate([none, *(part[side] for part in found)]) for side in (0, 1))
    order = np.lexsort((codes, left))
    return Pairs(left[order], rows_in(codes[order]), scores_of(codes[order]))


def _mutual(lists: Lines, length: int, reports: NDArray[np.int32], wanted: Ints) -> tuple[Ints, Ints]:
    """Return row and code of the entries in the wanted rows' lists that stand on both sides."""
    codes = lists.lines(wanted)[0][:, :length]
    top, place = np.nonzero(codes != NOBODY)
    left, code = wanted[top], codes[top, place]
    is_best = _rank(codes, top, place, reports) < _BEST
    left, code = left[is_best], code[is_best]
    right = rows_in(code)
    back = lists.lines(right)[0][:, :length]
    is_back = (back != NOBODY) & (rows_in(back) == left[:, None])
    pair, position = np.nonzero(is_back)
    is_mutual = _rank(back, pair, position, reports) < _BEST
    return left[pair[is_mutual]], code[pair[is_mutual]]


def _rank(codes: Ints, line: Ints, place: Ints, reports: NDArray[np.int32]) -> Ints:
    """Return of an entry of each list how many better ones are of the same report."""
    owners = np.where(codes == NOBODY, -1, reports[np.where(codes == NOBODY, 0, rows_in(codes))])
    is_same = owners[line] == owners[line, place][:, None]
    is_better = np.arange(codes.shape[1]) < place[:, None]
    rank: Ints = np.count_nonzero(is_same & is_better, axis=1)
    return rank
