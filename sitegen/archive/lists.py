"""Lists of the best rows of each row, as one array of numbers that sort.

A list is a little longer than what is used of it, so that it can do without some rows that went.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sitegen.archive.grams import in_runs, ranks

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

NOBODY: Final = int(np.iinfo(np.int64).max)
"""Fills what of a list is empty."""
_ROW_BITS: Final = 31
_SOME: Final = 50_000
"""Lists that are looked through together."""


class Best(NamedTuple):
    """The best rows of each row, a line of `codes` each, the best first, `NOBODY` after the last one.

    A code is one number that sorts by falling score and then by row: see `code`, `scores_of`, `rows_in`.  All there are
    up to a row's code in `bounds` are in its line; of what comes after, nothing is.  `is_touched` are the lines in which
    something was entered since the lists were made.
    """

    codes: Ints
    bounds: Ints
    is_touched: Mask

    def lines(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return the lists of some rows and their bounds."""
        return self.codes[rows], self.bounds[rows]


class Lists(NamedTuple):
    """The best of each row among the reports of other issuers, and of its own."""

    others: Best
    own: Best


def code(scores: NDArray[Any], rows: Ints) -> Ints:
    """Return scores (below 2^31) and rows as codes."""
    codes: Ints = (((1 << _ROW_BITS) - scores.astype(np.int64)) << _ROW_BITS) | rows
    return codes


def scores_of(codes: Ints) -> Ints:
    """Return the scores in codes, in millionths."""
    return (1 << _ROW_BITS) - (codes >> _ROW_BITS)


def rows_in(codes: Ints) -> Ints:
    """Return the rows in codes."""
    return codes & ((1 << _ROW_BITS) - 1)


def renamed(codes: Ints, name: Callable[[Ints], Ints]) -> Ints:
    """Return codes with other numbers for their rows, in the same order."""
    is_some = codes != NOBODY
    found = codes.copy()
    found[is_some] = (codes[is_some] >> _ROW_BITS << _ROW_BITS) | name(rows_in(codes[is_some]))
    return found


def empty(count: int, width: int) -> Best:
    """Return the lists, of so many rows at most, of `count` rows for which nothing has been found."""
    return Best(np.full((count, width), NOBODY), np.full(count, NOBODY), np.zeros(count, dtype=bool))


def moved(best: Best, places: Ints, count: int, least: int) -> tuple[Best, Mask, Mask]:
    """Return lists for `count` rows after some went and others changed place, which lost some, which have too few.

    `places` is where each old row is now, in the same order, -1 for one that is gone.  Fewer than `least` are too few
    where there may be more.
    """
    has_some = (best.codes[:, 0] != NOBODY) | (best.bounds != NOBODY)
    kept = np.flatnonzero((places >= 0) & has_some)
    new = empty(count, best.codes.shape[1])
    has_lost, is_short = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    before = np.maximum(np.maximum.accumulate(places), 0) if len(places) else places
    for some in np.array_split(kept, max(1, len(kept) // _SOME)):
        codes, now = best.codes[some], places[some]
        new.codes[now] = np.sort(_with_rows(codes, places, gone=NOBODY), axis=1)
        new.bounds[now] = _with_rows(best.bounds[some], before, gone=None)
        left = np.count_nonzero(new.codes[now] != NOBODY, axis=1)
        has_lost[now] = left < np.count_nonzero(codes != NOBODY, axis=1)
        is_short[now] = (new.bounds[now] != NOBODY) & (left < least)
    return new, has_lost, is_short


def _with_rows(codes: Ints, places: Ints, gone: int | None) -> Ints:
    """Return codes with their rows at new places; `gone` stands for those that have none."""
    is_some = codes != NOBODY
    now = places[np.where(is_some, rows_in(codes), 0)] if len(places) else codes * 0
    moved_codes = np.where(is_some, (codes >> _ROW_BITS << _ROW_BITS) + now, NOBODY)
    return moved_codes if gone is None else np.where(is_some & (now < 0), gone, moved_codes)


def enter(best: Best, owners: Ints, others: Ints, scores: NDArray[Any]) -> None:
    """Enter each of `others`, with its score, in the list of its owner: each once, the best stay."""
    entered = code(scores, others)
    is_known = entered <= best.bounds[owners]
    if not is_known.any():
        return
    # two rows meet once for each key that they share
    owners, entered = owners[is_known], entered[is_known]
    order, starts = in_runs(owners)
    touched = owners[order[starts[:-1]]]
    owner = np.repeat(np.arange(len(touched)), np.diff(starts))
    found, width = best.codes[touched], best.codes.shape[1]
    line, place = np.nonzero(found != NOBODY)
    line, codes = _sorted(
        np.concatenate([line, owner]),
        np.concatenate([found[line, place], entered[order]]),
        len(best.codes),
    )
    rank = ranks(line)
    kept = rank < width
    after = np.full_like(found, NOBODY)
    after[line[kept], rank[kept]] = codes[kept]
    best.codes[touched] = after
    best.is_touched[touched[(after != found).any(axis=1)]] = True
    first_over = np.flatnonzero(rank == width)
    best.bounds[touched[line[first_over]]] = codes[first_over - 1]


def _sorted(lines: Ints, codes: Ints, count: int) -> tuple[Ints, Ints]:
    """Return the lines of codes and these, each once, by line and code; there are rows up to `count`.

    Line, score and row are made one number, for to sort one is twenty times as fast as two; memory that holds the rows of
    an archive holds few enough for that.
    """
    row_bits, mask = count.bit_length(), (1 << _ROW_BITS) - 1
    ranked = codes >> _ROW_BITS
    least = int(ranked.min())
    score_bits = (int(ranked.max()) - least).bit_length()
    packed = np.sort((lines << score_bits | (ranked - least)) << row_bits | codes & mask)
    packed = packed[np.r_[True, packed[1:] != packed[:-1]]]
    scored, rows = packed >> row_bits, packed & ((1 << row_bits) - 1)
    return scored >> score_bits, ((scored & ((1 << score_bits) - 1)) + least) << _ROW_BITS | rows
