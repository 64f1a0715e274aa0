"""The linkable clauses of reports as rows of whole numbers: what is multiplied to find like ones.

A row holds the clause's terms (`grams`) and, in columns of their own, the topics that it names.  The
score of two clauses is the inner product of their rows, in millionths: the cosine of their texts plus
a bonus for each initiative and theme that both name.  A clause's topics share its weight (`_DAMPING`):
a sentence that lists ten undertakings says little of each.  What the offices of both have in common (`circles`) counts
beside that while the likest are chosen.

Two clauses are compared if they share a *key*: an initiative, or one of the most telling pairs of characters of
both.  Both rows and keys follow from the clause and the lexicon alone, so the score of a pair, and
whether there is one, hang on its two clauses and on nothing else in the archive.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import sparse

from sitegen.archive.grams import COLUMNS, UNIT, grams

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sitegen.archive.circles import Circles
    from sitegen.archive.clauses import ClauseAnalysis
    from sitegen.archive.topics import Lexicon

    Ints = NDArray[np.int64]

SCALE: Final = UNIT * UNIT
"""A score of 1: the inner product of a text with itself."""
_BONUS: Final = {"initiative": 0.28, "theme": 0.12}
_DAMPING: Final = 0.15
NEAR: Final = 450
"""The weight of a circle of offices: to have one in common counts .2 while the likest clauses are chosen."""
_COLUMN_BITS: Final = 31


class Rows(NamedTuple):
    """Clauses as sparse rows (CSR): the cells of row i are at `starts[i]`:`starts[i + 1]`, columns ascending.

    Columns from `COLUMNS` on are the topics in the order of the lexicon, those after them the circles.  `keys` are in the same manner at `key_starts`.
    `reports` and `issuers` number the report and the issuer of each row.
    """

    starts: Ints
    columns: NDArray[np.int32]
    weights: NDArray[np.int16]
    key_starts: Ints
    keys: NDArray[np.int32]
    reports: NDArray[np.int32]
    issuers: NDArray[np.int32]

    @property
    def total(self) -> int:
        """Return how many rows there are."""
        return len(self.reports)


class Index(NamedTuple):
    """The rows of every key, ascending: those of key k are at `starts[k]`:`starts[k + 1]`."""

    starts: Ints
    rows: NDArray[np.int32]


def rows_of(
    clauses: Sequence[ClauseAnalysis], lexicon: Lexicon, keys: int, circles: Sequence[Circles] = ()
) -> Rows:
    """Return the rows of clauses; their reports and issuers get the number 0.

    `keys` is how many pairs of characters that the background knows, and how many that it does not, may be keys of each.
    `circles` are those of the office of each clause, as columns.
    """
    texts = grams([clause.substance for clause in clauses], keys)
    cells, names, shares, is_key = _topics(clauses, lexicon)
    near, within = _circles(circles, COLUMNS + len(lexicon.topics))
    count = len(clauses)
    starts, columns, weights = _sorted(
        count,
        (texts.rows, cells, near),
        (texts.columns, names, within),
        (texts.weights, shares, np.full(len(near), NEAR)),
    )
    key_cells, key_names = cells[is_key], names[is_key]
    key_starts, found, _ = _sorted(
        count, (texts.key_rows, key_cells), (texts.keys, key_names), (texts.keys, key_names)
    )
    none = np.zeros(count, dtype=np.int32)
    return Rows(
        starts,
        columns.astype(np.int32),
        weights.astype(np.int16),
        key_starts,
        found.astype(np.int32),
        none,
        none,
    )


def stacked(parts: Iterable[Rows]) -> Rows:
    """Return the rows of all parts, one below the other; each is let go of before the next is asked for."""
    counts: list[list[Ints]] = [[np.zeros(1, np.int64)], [np.zeros(1, np.int64)]]
    kinds = (np.int32, np.int16, np.int32, np.int32, np.int32)
    written = [bytearray() for _ in kinds]
    for part in parts:
        counts[0].append(np.diff(part.starts))
        counts[1].append(np.diff(part.key_starts))
        for column, kind, numbers in zip(written, kinds, (part[1], part[2], *part[4:]), strict=True):
            column.extend(np.ascontiguousarray(numbers, kind).data)
    columns, weights, *others = (
        np.frombuffer(column, kind) for column, kind in zip(written, kinds, strict=True)
    )
    starts, key_starts = (np.cumsum(np.concatenate(some)) for some in counts)
    return Rows(starts, columns, weights, key_starts, *others)


def cut(rows: Rows, start: int, stop: int) -> Rows:
    """Return some of the rows, from `start` to `stop`, sharing their memory."""
    cells, keys = rows.starts[start : stop + 1], rows.key_starts[start : stop + 1]
    return Rows(
        cells - cells[0],
        rows.columns[cells[0] : cells[-1]],
        rows.weights[cells[0] : cells[-1]],
        keys - keys[0],
        rows.keys[keys[0] : keys[-1]],
        rows.reports[start:stop],
        rows.issuers[start:stop],
    )


def index_of(rows: Rows, topics: int) -> Index:
    """Return the rows of every key; `topics` is the number of topics of the lexicon."""
    counts = np.bincount(rows.keys, minlength=COLUMNS + topics)
    owners = np.repeat(np.arange(rows.total, dtype=np.int32), np.diff(rows.key_starts))
    return Index(np.r_[0, np.cumsum(counts)], owners[np.argsort(rows.keys, kind="stable")])


def gathered(rows: Rows, some: Ints) -> Rows:
    """Return some of the rows, in the order asked for."""
    starts, cells = _gathered(rows.starts, some)
    key_starts, keys = _gathered(rows.key_starts, some)
    return Rows(
        starts,
        rows.columns[cells],
        rows.weights[cells],
        key_starts,
        rows.keys[keys],
        rows.reports[some],
        rows.issuers[some],
    )


def blank(count: int) -> Rows:
    """Return so many rows that hold nothing and are compared with none."""
    starts, none = np.zeros(count + 1, dtype=np.int64), np.zeros(count, dtype=np.int32)
    cells = np.zeros(0, dtype=np.int32)
    return Rows(starts, cells, cells.astype(np.int16), starts, cells, none, none)


def bonus(kinds: Sequence[str], ours: int, theirs: int) -> int:
    """Return how much of two clauses' score, in millionths, comes from the topics that both name, of these kinds; they name so many each."""
    return sum([_share(kind, ours) * _share(kind, theirs) for kind in kinds])


def matrix(rows: Rows, topics: int) -> sparse.csr_matrix:
    """Return the rows as a matrix that shares their memory; `topics` is the number of topics of the lexicon."""
    cells = (rows.weights, rows.columns, rows.starts.astype(np.int32))
    return sparse.csr_matrix(cells, shape=(rows.total, 2 * COLUMNS + topics), copy=False)


@cache
def _share(kind: str, named: int) -> int:
    """Return the weight of a topic in a clause that names so many."""
    return round(UNIT * math.sqrt(_BONUS[kind] / (1 + _DAMPING * (named - 1))))


def _topics(
    clauses: Sequence[ClauseAnalysis], lexicon: Lexicon
) -> tuple[Ints, Ints, Ints, NDArray[np.bool_]]:
    """Return row, column and weight of each topic that each clause names, and whether it is an initiative."""
    named = [
        (
            row,
            COLUMNS + lexicon.places[topic.id],
            _share(topic.kind, len(clause.mentions)),
            topic.kind == "initiative",
        )
        for row, clause in enumerate(clauses)
        for topic in (lexicon.by_id[mention.topic] for mention in clause.mentions)
    ]
    rows, columns, weights, initiatives = np.array(named, dtype=np.int64).reshape(-1, 4).T
    return rows, columns, weights, initiatives.astype(bool)


def _circles(circles: Sequence[Circles], first: int) -> tuple[Ints, Ints]:
    """Return row and column of each circle that the office of each clause belongs to; `first` is the column of circle 0.

    They have columns that no term has: a row with two cells in one column has no score of its own.
    """
    cells = [(row, first + column) for row, some in enumerate(circles) for column in sorted(set(some))]
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    return rows, columns


def _sorted(
    count: int, rows: tuple[Ints, ...], columns: tuple[Ints, ...], values: tuple[Ints, ...]
) -> tuple[Ints, Ints, Ints]:
    """Return cells as starts of rows, columns and values, ordered by row and column."""
    row, column, value = np.concatenate(rows), np.concatenate(columns), np.concatenate(values)
    order = np.argsort(row << _COLUMN_BITS | column, kind="stable")  # nearly sorted: fast
    starts = np.r_[0, np.cumsum(np.bincount(row, minlength=count))]
    return starts, column[order], value[order]


def _gathered(starts: Ints, some: Ints) -> tuple[Ints, Ints]:
    """Return the starts of some rows when they lie one below the other, and where their cells are."""
    counts = starts[some + 1] - starts[some]
    fresh = np.r_[0, np.cumsum(counts)]
    return fresh, np.arange(fresh[-1]) + np.repeat(starts[some] - fresh[:-1], counts)
