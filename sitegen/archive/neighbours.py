"""The likest clauses of every clause, found exactly and in time that grows nearly with the archive.

Clauses that share a key (`vectors`) are compared group by group: those of one topic, those with one telling pair of
characters.  Large groups are cut into tiles, small ones are packed into one tile with a mask.  In a tile
the terms that many of its clauses hold are multiplied as dense matrices, which a processor does
twenty times as fast as sparse ones; the many rare terms, which meet seldom, as sparse ones.  Scores
are whole numbers, so both sums are exact and the way of cutting changes nothing.

Every clause keeps a list of its best in reports of other issuers and one of its best in other reports of
its own, so that other years of one office crowd nobody out.  `compare` brings lists up to date for the
rows that are new to them, and for nothing else: a clean build is the case that all are new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import sparse
from threadpoolctl import threadpool_limits

from sitegen.archive.grams import COLUMNS
from sitegen.archive.lists import NOBODY, enter, scores_of
from sitegen.archive.vectors import SCALE, matrix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sitegen.archive.lists import Best, Lists
    from sitegen.archive.vectors import Rows

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_LEAST: Final = int(0.25 * SCALE)
"""No pair with a lower score is worth a link."""
_TILE: Final = 1024
_SHARED: Final = 0.04
"""A term that this share of a group's clauses holds is multiplied densely."""
_MOST_DENSE: Final = 320
_CHUNK: Final = 16
_FEW: Final = 400
"""So many new rows are compared one by one: to prepare whole groups for them would take longer."""


class _Group(NamedTuple):
    """Rows to be compared with one another, new ones first; `fresh` is how many those are.

    In a packed group only rows of one `part` are.  `dense` and `rare` are the terms of the rows.
    """

    rows: Ints
    parts: NDArray[np.int32] | None
    fresh: int
    dense: NDArray[np.float32]
    rare: sparse.csr_matrix


def compare(rows: Rows, topics: int, lists: Lists, is_fresh: Mask) -> None:
    """Fill the lists of fresh rows, which must be empty, and enter fresh rows in the lists of the others, in place."""
    cells = matrix(rows, topics)
    members, keys = _entries(rows, topics, is_fresh)
    bounds = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1], True]) if len(keys) else np.zeros(1, np.int64)
    if np.count_nonzero(is_fresh) <= _FEW:
        for row in np.flatnonzero(is_fresh).tolist():
            mine = np.searchsorted(keys, rows.keys[rows.key_starts[row] : rows.key_starts[row + 1]])
            groups = np.searchsorted(bounds, mine)
            like = [members[bounds[group] : bounds[group + 1]] for group in groups]
            if like:
                _compare_row(cells, row, np.unique(np.concatenate(like)), rows, lists)
        return
    with threadpool_limits(limits=1, user_api="blas"):  # at this size threads only wait for one another
        for some, parts in _groups(members, bounds):
            _compare_group(_group(cells, some, parts, is_fresh), rows, lists)


def _compare_row(cells: sparse.csr_matrix, row: int, like: Ints, rows: Rows, lists: Lists) -> None:
    """Enter a row in the lists of rows that share a key with it, and those in its own."""
    line = np.zeros(cells.shape[1], dtype=np.float32)
    start, stop = cells.indptr[row : row + 2]
    line[cells.indices[start:stop]] = cells.data[start:stop]
    scores = cells[like].astype(np.float32) @ line
    is_apart = (scores >= _LEAST) & (rows.reports[like] != rows.reports[row])
    is_own = rows.issuers[like] == rows.issuers[row]
    for best, chosen in ((lists.own, is_apart & is_own), (lists.others, is_apart & ~is_own)):
        side = np.flatnonzero(chosen)
        alone = np.zeros(len(side), dtype=np.int64)
        enter(best, np.array([row]), like, alone, side, scores[side])
        enter(best, like, np.array([row]), side, alone, scores[side])


def _compare_group(group: _Group, rows: Rows, lists: Lists) -> None:
    for top in range(0, group.fresh, _TILE):
        strip = slice(top, min(top + _TILE, group.fresh))
        for span in _spans(top, group.fresh, len(group.rows)):
            _meet(group, strip, span, rows, lists)


def _spans(top: int, fresh: int, count: int) -> Iterator[slice]:
    """Yield the tiles that the strip from `top` is compared with: each pair of tiles is met once."""
    for start in range(top, fresh, _TILE):
        yield slice(start, min(start + _TILE, fresh))
    for start in range(fresh, count, _TILE):
        yield slice(start, min(start + _TILE, count))


def _entries(rows: Rows, topics: int, is_fresh: Mask) -> tuple[Ints, Ints]:
    """Return the rows of every key that a fresh row has, and for each the key, ordered by key and row."""
    owner = np.repeat(np.arange(rows.total, dtype=np.int64), np.diff(rows.key_starts))
    wanted = np.zeros(COLUMNS + topics, dtype=bool)
    wanted[rows.keys[is_fresh[owner]]] = True
    entries = np.flatnonzero(wanted[rows.keys])
    order = np.lexsort((owner[entries], rows.keys[entries]))
    return owner[entries][order], rows.keys[entries][order].astype(np.int64)


def _groups(members: Ints, bounds: Ints) -> Iterator[tuple[Ints, NDArray[np.int32] | None]]:
    """Yield the members of each key, small groups together with the number of each row's part."""
    sizes = np.diff(bounds)
    for first, last in _packs(sizes):
        start, end = bounds[first], bounds[last]
        if last - first == 1:
            yield members[start:end], None
        else:
            chosen = np.repeat(sizes[first:last] > 1, sizes[first:last])
            parts = np.repeat(np.arange(last - first, dtype=np.int32), sizes[first:last])
            yield members[start:end][chosen], parts[chosen]


def _packs(sizes: Ints) -> Iterator[tuple[int, int]]:
    """Yield ranges of groups that fit one tile together, or one group that fills more; a group of one is no work."""
    work = np.where(sizes > 1, sizes, 0)
    first, last, filled = 0, 0, 0
    for place in np.flatnonzero(work):
        size = int(work[place])
        if filled and filled + size > _TILE:
            yield first, int(place)
            filled = 0
        if not filled:
            first = int(place)
        filled += size
        last = int(place) + 1
    if filled:
        yield first, last


def _group(
    cells: sparse.csr_matrix, members: Ints, parts: NDArray[np.int32] | None, is_fresh: Mask
) -> _Group:
    order = np.argsort(~is_fresh[members], kind="stable")
    members = members[order]
    taken = cells[members]
    holders = np.bincount(taken.indices, minlength=taken.shape[1])
    shared = np.flatnonzero(holders >= max(2, _SHARED * len(members)))
    if len(shared) > _MOST_DENSE:
        shared = np.sort(shared[np.argsort(-holders[shared], kind="stable")[:_MOST_DENSE]])
    place = np.full(taken.shape[1], -1, dtype=np.int32)
    place[shared] = np.arange(len(shared), dtype=np.int32)
    owner = np.repeat(np.arange(len(members)), np.diff(taken.indptr))
    column = place[taken.indices]
    is_dense = column >= 0
    dense = np.zeros((len(members), len(shared)), dtype=np.float32)
    dense[owner[is_dense], column[is_dense]] = taken.data[is_dense]  # float32 is exact up to 16.7 million
    is_rare = ~is_dense & (holders[taken.indices] > 1)
    rare = _compact(
        taken.data[is_rare].astype(np.float32), owner[is_rare], taken.indices[is_rare], len(members)
    )
    return _Group(
        members,
        None if parts is None else parts[order],
        int(np.count_nonzero(is_fresh[members])),
        dense,
        rare,
    )


def _compact(
    data: NDArray[np.float32], owner: Ints, columns: NDArray[np.int32], count: int
) -> sparse.csr_matrix:
    """Return cells as a matrix without the columns that none of them is in."""
    kept, column = np.unique(columns, return_inverse=True)
    return sparse.csr_matrix((data, (owner, column)), shape=(count, max(1, len(kept))))


def _meet(group: _Group, top: slice, side: slice, rows: Rows, lists: Lists) -> None:
    """Compare two tiles of a group and enter what is good in the lists of both."""
    block = group.dense[top] @ group.dense[side].T
    rare = (group.rare[top] @ group.rare[side].T).tocoo()
    block[rare.row, rare.col] += rare.data
    above, beside = group.rows[top], group.rows[side]
    if group.parts is not None:
        block *= group.parts[top][:, None] == group.parts[side]
    own = _taken_out(block, above, beside, rows)
    enter(lists.own, above, beside, *own)
    enter(lists.others, above, beside, *_strong(block, lists.others, above, 1))
    if top != side:
        enter(lists.own, beside, above, own[1], own[0], own[2])
        high, wide, scores = _strong(block, lists.others, beside, 0)
        enter(lists.others, beside, above, wide, high, scores)


def _taken_out(block: NDArray[np.float32], above: Ints, beside: Ints, rows: Rows) -> tuple[Ints, Ints, Ints]:
    """Set the scores of rows of one issuer to 0 and return the good ones among them, of different reports: places, scores."""
    of_above, of_beside = rows.issuers[above], rows.issuers[beside]
    if of_above.max() < of_beside.min() or of_beside.max() < of_above.min():
        return (np.zeros(0, np.int64),) * 3
    top, side = _places(of_above[:, None] == of_beside)
    scores = block[top, side]
    block[top, side] = 0
    good = (scores >= _LEAST) & (rows.reports[above[top]] != rows.reports[beside[side]])
    return top[good], side[good], scores[good].astype(np.int64)


def _strong(block: NDArray[np.float32], best: Best, rows: Ints, axis: int) -> tuple[Ints, Ints, Ints]:
    """Return the places and scores in a block of what may enter the lists of the rows along an axis."""
    bounds = best.bounds[rows]
    floors = np.where(bounds == NOBODY, _LEAST, scores_of(bounds)).astype(np.float32)
    floors = np.maximum(floors, _floor(block, best.codes.shape[1], axis))
    return _with_scores(block, *_places(block >= np.expand_dims(floors, axis)))


def _floor(block: NDArray[np.float32], width: int, axis: int) -> NDArray[np.float32] | np.float32:
    """Return scores that at least `width` of each line reach: as many maxima of parts of the line do."""
    chunks = block.shape[axis] // _CHUNK
    if chunks <= width:
        return np.float32(0)
    if axis:
        tops = block[:, : chunks * _CHUNK].reshape(-1, _CHUNK, chunks).max(axis=1)
    else:
        tops = block[: chunks * _CHUNK].reshape(_CHUNK, chunks, -1).max(axis=0)
    floor: NDArray[np.float32] = np.partition(tops, chunks - width, axis=axis).take(chunks - width, axis=axis)
    return floor


def _places(mask: Mask) -> tuple[Ints, Ints]:
    """Return row and column of what is true: ten times as fast as `nonzero` where little is."""
    flat = np.flatnonzero(mask)
    return flat // mask.shape[1], flat % mask.shape[1]


def _with_scores(block: NDArray[np.float32], top: Ints, side: Ints) -> tuple[Ints, Ints, Ints]:
    return top, side, block[top, side].astype(np.int64)
