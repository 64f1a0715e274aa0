"""The likest clauses of every clause, found exactly and in time that grows nearly with the archive.

Clauses that share a key (`vectors`) are compared group by group: those of one topic, those with one telling pair of
characters.  Small groups are compared many at a time as one sparse product, large ones are cut into tiles; rows whose commonest key is
the same one meet in its group, and in no other large one.  In a tile
the terms that many of its clauses hold are multiplied as dense matrices, which a processor does
twenty times as fast as sparse ones; the many rare terms, which meet seldom, as sparse ones.  Scores
are whole numbers, so both sums are exact and the way of cutting changes nothing.

Every clause keeps a list of its best in reports of other issuers and one of its best in other reports of
its own, so that other years of one office crowd nobody out.  `compare` brings lists up to date for the
rows that are new to them, and for nothing else: a clean build is the case that all are new.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import sparse
from threadpoolctl import threadpool_limits

from sitegen.archive.grams import COLUMNS, in_runs
from sitegen.archive.lists import NOBODY, enter, scores_of
from sitegen.archive.newcomers import LEAST, compare_few, enter_pairs, places_in
from sitegen.archive.vectors import matrix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sitegen.archive.lists import Best, Lists
    from sitegen.archive.vectors import Index, Rows

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_TILE: Final = 1024
_SHARED: Final = 0.03
"""A term that this share of a group's clauses holds is multiplied densely."""
_MOST_DENSE: Final = 384
_CHUNK: Final = 16
_MANY: Final = 2
"""So many times what lists hold may be entered in them at once; more is sifted before."""
_SMALL: Final = 192
"""Groups up to this size are compared by the terms that two rows share, larger ones by all terms."""
_ROOM: Final = 1 << 21
_ROW_ROOM: Final = 64
"""Small groups are taken together up to so many scores; the terms of a row take the room of so many."""
_NO_LABEL: Final = 1 << 40
_KEY_BITS: Final = 20
_LEAST_RUN: Final = 192
"""So many rows with one commonest key are worth a strip of their own: small products take as long as larger ones."""
_FEW: Final = 1000
"""So many new rows are compared a few at a time with all that share a key with them: to prepare whole groups would take longer."""


class _Group(NamedTuple):
    """Rows to be compared with one another, new ones first; `fresh` is how many those are.

    Rows with one of the `labels` in common meet elsewhere, but for `_NO_LABEL`; new rows are in their order, and so are the
    others.  `dense` and `rare` are the terms of the rows.
    """

    rows: Ints
    fresh: int
    labels: Ints
    dense: NDArray[np.float32]
    rare: sparse.csr_matrix


def compare(rows: Rows, index: Index, lists: Lists, is_fresh: Mask) -> None:
    """Fill the lists of fresh rows, which must be empty, and enter fresh rows in the lists of the others, in place.

    `index` is that of the rows.
    """
    cells, fresh = matrix(rows, len(index.starts) - 1 - COLUMNS), np.flatnonzero(is_fresh)
    if len(fresh) <= _FEW:
        compare_few(cells, index, rows, lists, fresh)
        return
    sizes = np.where(_are_wanted(rows, index, is_fresh), np.diff(index.starts), 0)
    small, large = _by_size(sizes)
    commonest = _commonest(rows, sizes)
    for some in _packs(sizes, small):
        _compare_pack(cells, *_packed(index, some), rows, lists, is_fresh)
    with threadpool_limits(limits=1, user_api="blas"):  # at this size threads only wait for one another
        for key in large.tolist():
            members = index.rows[index.starts[key] : index.starts[key + 1]].astype(np.int64)
            labels = np.where(commonest[members] == key, _NO_LABEL, commonest[members])
            _compare_group(_group(cells, *_ordered(members, labels, is_fresh)), rows, lists)


def _compare_pack(
    cells: sparse.csr_matrix, members: Ints, parts: Ints, rows: Rows, lists: Lists, is_fresh: Mask
) -> None:
    """Compare the members of many small groups, each with those of its own part.

    Every part gets columns of its own, so that the product holds pairs within one part and no others.
    """
    taken = cells[members]
    owner = np.repeat(np.arange(len(members)), np.diff(taken.indptr))
    order, starts = in_runs(parts[owner] * taken.shape[1] + taken.indices)
    is_shared = np.repeat(np.diff(starts) > 1, np.diff(starts))
    held, kept = order[is_shared], np.diff(starts)[np.diff(starts) > 1]
    columns = (taken.data[held].astype(np.float32), owner[held], np.r_[0, np.cumsum(kept)])
    apart = sparse.csc_matrix(columns, shape=(len(members), len(kept)))
    fresh = np.flatnonzero(is_fresh[members])
    scores = (apart.tocsr()[fresh] @ apart.T).tocoo()
    is_good = scores.data >= LEAST
    left, right = members[fresh[scores.row[is_good]]], members[scores.col[is_good]]
    good = scores.data[is_good]
    enter_pairs(rows, lists, left, right, good)
    is_old = ~is_fresh[right]  # a fresh one finds the other by itself
    enter_pairs(rows, lists, right[is_old], left[is_old], good[is_old])


def _compare_group(group: _Group, rows: Rows, lists: Lists) -> None:
    new = group.labels[: group.fresh]
    for first, last in pairwise(np.flatnonzero(np.diff(new, prepend=-1, append=-1)).tolist()):
        for top in range(first, last, _TILE):
            strip = slice(top, min(top + _TILE, last))
            for span in _spans(group, strip, last):
                _meet(group, strip, span, rows, lists)


def _spans(group: _Group, strip: slice, last: int) -> Iterator[slice]:
    """Yield the tiles that a strip is compared with: each pair of strips is met once, but for those with one label.

    `last` is the end of the new rows that have the label of the strip.
    """
    label, old = group.labels[strip.start], group.labels[group.fresh :]
    is_apart = label != _NO_LABEL
    first, second = group.fresh + np.searchsorted(old, [label, label + 1]) if is_apart else [group.fresh] * 2
    bounds = (
        (last if is_apart else strip.start, group.fresh),
        (group.fresh, first),
        (second, len(group.rows)),
    )
    for start, stop in bounds:
        for at in range(start, stop, _TILE):
            yield slice(at, min(at + _TILE, stop))


def _are_wanted(rows: Rows, index: Index, is_fresh: Mask) -> Mask:
    """Tell of every key whether a fresh row has it."""
    wanted = np.zeros(len(index.starts) - 1, dtype=bool)
    wanted[rows.keys[np.repeat(is_fresh, np.diff(rows.key_starts))]] = True
    return wanted


def _by_size(sizes: Ints) -> tuple[Ints, Ints]:
    """Return the small groups and the large ones, the smaller ones first; a group of one is no work.

    The best are found in small groups: with them in the lists, little of what large groups hold is good enough.
    """
    order = np.argsort(sizes, kind="stable")
    first, last = np.searchsorted(sizes[order], [2, _SMALL + 1])
    return order[first:last], order[last:]


def _packs(sizes: Ints, small: Ints) -> Iterator[Ints]:
    """Yield small groups, as many at a time as one product has room for."""
    if len(small):
        room = np.cumsum(sizes[small] * (sizes[small] + _ROW_ROOM)) // _ROOM
        yield from np.split(small, np.flatnonzero(np.diff(room)) + 1)


def _packed(index: Index, groups: Ints) -> tuple[Ints, Ints]:
    """Return the members of groups one after another, and the number of the group of each."""
    sizes = np.diff(index.starts)[groups]
    starts = np.cumsum(sizes) - sizes
    parts = np.repeat(np.arange(len(groups)), sizes)
    places = np.arange(len(parts)) + np.repeat(index.starts[groups] - starts, sizes)
    return index.rows[places].astype(np.int64), parts


def _commonest(rows: Rows, sizes: Ints) -> Ints:
    """Return of each row the key that most rows have, -1 for a row without any."""
    commonest = np.full(rows.total, -1)
    has_keys = np.flatnonzero(np.diff(rows.key_starts))
    if len(has_keys):
        ranked = sizes[rows.keys] << _KEY_BITS | rows.keys
        commonest[has_keys] = np.maximum.reduceat(ranked, rows.key_starts[has_keys]) & ((1 << _KEY_BITS) - 1)
    return commonest


def _ordered(members: Ints, labels: Ints, is_fresh: Mask) -> tuple[Ints, Ints, int]:
    """Return the members of a group in the order of their labels, new ones first, the labels, and how many are new.

    What has a label that few new ones have is taken together.
    """
    is_new = is_fresh[members]
    names, counts = np.unique(labels[is_new], return_counts=True)
    labels = np.where(np.isin(labels, names[counts >= _LEAST_RUN]), labels, _NO_LABEL)
    order = np.lexsort((labels, ~is_new))
    return members[order], labels[order], int(np.count_nonzero(is_new))


def _group(cells: sparse.csr_matrix, members: Ints, labels: Ints, fresh: int) -> _Group:
    taken = cells[members]
    holders = np.bincount(taken.indices, minlength=taken.shape[1])
    shared = np.flatnonzero(holders >= max(2, _SHARED * len(members)))
    if len(shared) > _MOST_DENSE:
        shared = np.sort(shared[np.argsort(-holders[shared], kind="stable")[:_MOST_DENSE]])
    kept = np.flatnonzero(holders > 1)
    place = np.full(taken.shape[1], -1, dtype=np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    is_kept = place[taken.indices] >= 0
    starts = np.r_[0, np.cumsum(is_kept)][taken.indptr]
    data = taken.data[is_kept].astype(np.float32)  # float32 is exact up to 16.7 million
    shape = (len(members), len(kept))
    rare = sparse.csr_matrix((data, place[taken.indices[is_kept]], starts), shape=shape)
    is_dense = np.zeros(len(kept), dtype=bool)
    is_dense[place[shared]] = True
    dense = np.ascontiguousarray(rare[:, is_dense].toarray())
    return _Group(members, fresh, labels, dense, rare[:, ~is_dense])


def _meet(group: _Group, top: slice, side: slice, rows: Rows, lists: Lists) -> None:
    """Compare two tiles of a group and enter what is good in the lists of both."""
    block = group.dense[top] @ group.dense[side].T
    rare = group.rare[top] @ group.rare[side].T
    lines = np.repeat(np.arange(block.shape[0]) * block.shape[1], np.diff(rare.indptr))
    block.reshape(-1)[lines + rare.indices] += rare.data  # a third of the time of two indices
    above, beside = group.rows[top], group.rows[side]
    _enter_own(block, above, beside, rows, lists, is_one=top == side)
    high, wide, scores = _strong(block, lists.others, above, 1)
    enter(lists.others, above[high], beside[wide], scores)
    if top != side:
        high, wide, scores = _strong(block, lists.others, beside, 0)
        enter(lists.others, beside[wide], above[high], scores)


def _enter_own(
    block: NDArray[np.float32], above: Ints, beside: Ints, rows: Rows, lists: Lists, *, is_one: bool
) -> None:
    """Set the scores of rows of one issuer to 0, and enter the good ones among them in the lists of one's own."""
    top, side = _equal(rows.issuers[above], rows.issuers[beside])
    scores = block[top, side]
    block[top, side] = 0
    is_good = scores >= LEAST
    left, right, scores = above[top[is_good]], beside[side[is_good]], scores[is_good]
    enter_pairs(rows, lists, left, right, scores)
    if not is_one:
        enter_pairs(rows, lists, right, left, scores)


def _equal(above: NDArray[np.int32], beside: NDArray[np.int32]) -> tuple[Ints, Ints]:
    """Return the places of equal numbers in both."""
    order = np.argsort(beside, kind="stable")
    first, last = (np.searchsorted(beside[order], above, side) for side in ("left", "right"))
    counts = last - first
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(np.arange(len(above)), counts), order[np.repeat(first, counts) + within]


def _strong(block: NDArray[np.float32], best: Best, rows: Ints, axis: int) -> tuple[Ints, Ints, Ints]:
    """Return the places and scores in a block of what may enter the lists of the rows along an axis."""
    bounds = best.bounds[rows]
    floors = np.where(bounds == NOBODY, LEAST, scores_of(bounds)).astype(np.float32)
    is_strong, width = block >= np.expand_dims(floors, axis), best.codes.shape[1]
    if np.count_nonzero(is_strong) > _MANY * width * len(rows):
        floors = np.maximum(floors, _floor(block, width, axis))
        is_strong = block >= np.expand_dims(floors, axis)
    return _with_scores(block, *places_in(is_strong))


def _floor(block: NDArray[np.float32], width: int, axis: int) -> NDArray[np.float32] | np.float32:
    """Return scores that more than `width` of each line reach: as many maxima of parts of the line do.

    More, for a list with no more than it has room for is taken for one that lacks nothing.
    """
    chunks = block.shape[axis] // _CHUNK
    last = chunks - width - 1
    if last < 0:
        return np.float32(0)
    if axis:
        tops = block[:, : chunks * _CHUNK].reshape(-1, _CHUNK, chunks).max(axis=1)
    else:
        tops = block[: chunks * _CHUNK].reshape(_CHUNK, chunks, -1).max(axis=0)
    floor: NDArray[np.float32] = np.partition(tops, last, axis=axis).take(last, axis=axis)
    return floor


def _with_scores(block: NDArray[np.float32], top: Ints, side: Ints) -> tuple[Ints, Ints, Ints]:
    return top, side, block[top, side].astype(np.int64)
