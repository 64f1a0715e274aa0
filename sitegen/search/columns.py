"""All postings of the archive as columns, merged from the reports.

An entry gets a number: the first number of its report plus its place in it.  Each report is given
room for a multiple of 32 entries, so that an edit seldom moves the numbers of other reports, and
reports are ordered by year, so that new ones come last.  An edited report then changes only the
files of the terms it has gained or lost.

A posting says that a term stands in a field of a run of neighbouring entries; `value` packs what BM25
needs of the word, its frequency and the length of the field.  Nothing is scored here: the
number of entries, the average lengths and how many entries have a term change with every report, so the
browser multiplies them in; what it computes equals `lunr.Builder` (tested).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.search.terms import FIELDS, HEADING, HEADING_PAIRS, pair_of, split_marks

if TYPE_CHECKING:
    from sitegen.search.terms import Marks, ReportTerms, Rows

ROOM: Final = 32
FREQUENCY_BITS: Final = 12
# Fields whose postings hold for many neighbouring entries at once.
SPREAD: Final = (*range(HEADING + 1), HEADING_PAIRS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Sorted postings: `terms` sorted, and for each posting a term number, a field and a run of entries.

    `counts` tells for each posting how many entries it holds for, `values` is 0 for pairs and
    frequency + (length << 12) for words.
    """

    terms: list[str]
    term: Rows
    field: Rows
    first: Rows
    count: Rows
    value: Marks
    averages: tuple[float, ...]
    entries: int


def bases(analysed: tuple[ReportTerms, ...]) -> list[int]:
    """Return the number of the first entry of each report, and after the last the end of all."""
    numbers = [0]
    for report in analysed:
        numbers.append(numbers[-1] + -(-max(1, len(report.entries)) // ROOM) * ROOM)
    return numbers


def merge(analysed: tuple[ReportTerms, ...]) -> Columns:
    """Return the postings of all reports, whose order gives the numbers of the entries."""
    numbers: dict[str, int] = {}
    parts = [
        part
        for report, base in zip(analysed, bases(analysed), strict=False)
        for part in (_word_postings(report, base, numbers), _pair_postings(report, base, numbers))
    ]
    rows = np.concatenate(parts) if parts else np.zeros((0, 4), dtype="<i8")
    order = sorted(numbers)
    ranks = np.zeros(len(order), dtype="<i8")
    ranks[[numbers[term] for term in order]] = np.arange(len(order))
    rows[:, 0] = ranks[rows[:, 0]]
    return _gathered(order, rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))], analysed)


def _word_postings(report: ReportTerms, base: int, numbers: dict[str, int]) -> Marks:
    rows = np.frombuffer(report.rows, dtype="<i4").reshape(-1, 4)
    lengths = np.frombuffer(report.lengths, dtype="<i4").reshape(-1, len(FIELDS))
    own = np.array([numbers.setdefault(word, len(numbers)) for word in report.words], dtype="<i8")
    word, field, entry, frequency = rows.T
    value = (
        np.minimum(frequency, (1 << FREQUENCY_BITS) - 1)
        | lengths[entry, field].astype("<i8") << FREQUENCY_BITS
    )
    return np.stack([own[word], field, entry + base, value], axis=1)


def _pair_postings(report: ReportTerms, base: int, numbers: dict[str, int]) -> Marks:
    keys, field, entry = split_marks(report.pairs)
    distinct, positions = np.unique(keys, return_inverse=True)
    pairs = [pair_of(key) for key in distinct.tolist()]
    own = np.array([numbers.setdefault(pair, len(numbers)) for pair in pairs], dtype="<i8")
    return np.stack([own[positions], field, entry + base, np.zeros(len(keys), dtype="<i8")], axis=1)


def _gathered(terms: list[str], rows: Marks, analysed: tuple[ReportTerms, ...]) -> Columns:
    """Join postings of neighbouring entries that say the same, in the fields where that is common."""
    term, field, entry, value = rows.T
    same = (np.diff(rows[:, (0, 1, 3)], axis=0) == 0).all(axis=1) & (np.diff(entry) == 1)
    starts = np.flatnonzero(np.concatenate([[True], ~(same & np.isin(field[1:], SPREAD))])[: len(rows)])
    lengths = [np.frombuffer(report.lengths, dtype="<i4").reshape(-1, len(FIELDS)) for report in analysed]
    entries = sum(len(part) for part in lengths)
    sums = np.sum([part.sum(axis=0) for part in lengths], axis=0) if lengths else np.zeros(len(FIELDS))
    return Columns(
        terms=terms,
        term=term[starts].astype("<i4"),
        field=field[starts].astype("<i4"),
        first=entry[starts].astype("<i4"),
        count=np.diff(np.append(starts, len(rows))).astype("<i4"),
        value=value[starts],
        averages=tuple((sums / max(1, entries)).tolist()),
        entries=entries,
    )
