"""Which rows among thousands a new clause may concern: those that it is among the likest of, and its own likest.

Its scores with all that share a key are computed once; only of these few rows the lists are looked at and compared exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.archive.lists import NOBODY, scores_of
from sitegen.archive.newcomers import Like, keys_of, like_ones
from sitegen.archive.vectors import index_of, matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sitegen.archive.held import Held, Laid
    from sitegen.archive.pairs import Lengths

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_AT_ONCE: Final = 64
"""New rows that are looked at together."""


def likest(held: Held, fresh: Ints, kept: Lengths) -> Ints:
    """Return rows, each once, among which are all that may have one of `fresh` in their lists, or are in its own.

    `kept` is how long lists are; of each fresh row one more is found, so that it is known whether there are more.
    """
    is_found = np.zeros(held.total, dtype=bool)
    for start in range(0, len(fresh), _AT_ONCE):
        some = fresh[start : start + _AT_ONCE]
        like, is_own = _like(held, some)
        for laid, most, chosen in zip(held.lists, kept, (~is_own, is_own), strict=True):
            part = like.some(chosen)
            is_found[part.rows[_may_enter(laid, part) | _are_best(part, most + 1)]] = True
    return np.flatnonzero(is_found)


def _like(held: Held, some: Ints) -> tuple[Like, Mask]:
    """Return the rows of other reports that are like some, and which of these pairs are of one issuer."""
    own, topics = held.some(some), held.topics
    cells, keys = matrix(own, topics), keys_of(own, np.arange(len(some)))
    is_edited = np.zeros(held.total, dtype=bool)
    is_edited[held.edited] = True
    known = [
        each.some(~is_edited[each.rows])
        for each in like_ones(matrix(held.rows, topics), held.by_key, cells, keys)
    ]
    patch = [
        each._replace(rows=held.edited[each.rows])
        for each in like_ones(matrix(held.patch, topics), index_of(held.patch, topics), cells, keys)
    ]
    found = Like(*map(np.concatenate, zip(*known, *patch, strict=True)))
    reports, issuers = held.rows.reports, held.rows.issuers
    is_apart = reports[found.rows] != reports[some[found.fresh]]
    found = found.some(is_apart)
    return found, issuers[found.rows] == issuers[some[found.fresh]]


def _may_enter(laid: Laid, like: Like) -> Mask:
    """Tell of which pairs the new row may stand in the list of the other."""
    bounds = laid.bounds_of(like.rows)
    is_among: Mask = (bounds == NOBODY) | (like.scores >= scores_of(bounds))
    return is_among


def _are_best(like: Like, most: int) -> Mask:
    """Tell which pairs are among the best of their new row, all that score the same as the last of these too."""
    order = np.lexsort((-like.scores, like.fresh))
    fresh, scores = like.fresh[order], like.scores[order]
    starts = (
        np.flatnonzero(np.r_[True, fresh[1:] != fresh[:-1]]) if len(fresh) else np.zeros(0, dtype=np.int64)
    )
    stops = np.r_[starts[1:], len(fresh)]
    least = np.repeat(scores[np.minimum(starts + most, stops) - 1], stops - starts)
    are_best = np.zeros(len(fresh), dtype=bool)
    are_best[order] = scores >= least
    return are_best
