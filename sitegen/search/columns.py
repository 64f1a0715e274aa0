"""Postings of the whole archive as columns, merged from the reports: those of one part of the terms at a time.

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

from sitegen.search.numbers import Numbering, numbered
from sitegen.search.terms import FIELDS, HEADING, HEADING_PAIRS, unpack

if TYPE_CHECKING:
    from sitegen.search.numbers import Marks
    from sitegen.search.terms import ReportTerms

ROOM: Final = 32
# Fields whose postings hold for many neighbouring entries at once.
SPREAD: Final = (*range(HEADING + 1), HEADING_PAIRS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Postings sorted by term, field and entry: `terms` sorted, `block` a term's number * 8 + field.

    `count` tells for each posting how many entries it holds for; `value` as in `terms.unpack`.
    """

    terms: list[str]
    block: Marks
    first: Marks
    count: Marks
    value: Marks


def bases(analysed: tuple[ReportTerms, ...]) -> list[int]:
    """Return the number of the first entry of each report, and after the last the end of all."""
    numbers = [0]
    for report in analysed:
        numbers.append(numbers[-1] + rooms(report) * ROOM)
    return numbers


def rooms(report: ReportTerms) -> int:
    """Return how many times `ROOM` entries a report is given."""
    return -(-max(1, report.entries) // ROOM)


def averages(analysed: tuple[ReportTerms, ...]) -> tuple[float, ...]:
    """Return the average number of words in each field of an entry."""
    entries = max(1, sum(report.entries for report in analysed))
    return tuple(sum(report.lengths[field] for report in analysed) / entries for field in range(len(FIELDS)))


def merge(analysed: tuple[ReportTerms, ...], part: int) -> Columns:
    """Return the postings of a part of all terms; the order of the reports gives the numbers of the entries."""
    numbers = Numbering()
    rows = [
        _rows(report.postings[part], base, numbers)
        for report, base in zip(analysed, bases(analysed), strict=False)
    ]
    if not numbers:
        empty = np.zeros(0, dtype="<i8")
        return Columns(terms=[], block=empty, first=empty, count=empty, value=empty)
    keys = np.concatenate([own[0] for own in rows])
    spans = np.concatenate([own[1] for own in rows])
    rows.clear()  # at ten thousand reports each copy of a part is dozens of megabytes
    terms = sorted(numbers)
    ranks = np.zeros(len(terms), dtype="<i8")
    ranks[numbered(terms, numbers)] = np.arange(len(terms))
    own = keys >> _TERM_AT
    np.take(ranks, own, out=own, mode="clip")
    own <<= _TERM_AT
    keys &= (1 << _TERM_AT) - 1
    keys |= own
    del own
    order = np.argsort(keys)
    keys = keys[order]
    spans = spans[order]
    del order
    return _gathered(terms, keys, spans)


# How a posting is packed while it is sorted: term, field (3 bits), entry; and number of entries, value.
_ENTRY_BITS: Final = 32
# Entries and values are below 2**31; half the room counts where a part has millions of postings.
_SMALL: Final = "<i4"
_TERM_AT: Final = _ENTRY_BITS + 3
_LOW: Final = (1 << _ENTRY_BITS) - 1


def _rows(packed: bytes, base: int, numbers: dict[str, int]) -> tuple[Marks, Marks]:
    terms, (term, field, first, count, value) = unpack(packed)
    own = numbered(terms, numbers)
    return own[term] << _TERM_AT | field << _ENTRY_BITS | first + base, count << _ENTRY_BITS | value


def _gathered(terms: list[str], keys: Marks, spans: Marks) -> Columns:
    """Join postings of neighbouring entries that say the same, in the fields where that is common."""
    block, first = keys >> _ENTRY_BITS, (keys & _LOW).astype(_SMALL)
    count, value = (spans >> _ENTRY_BITS).astype(_SMALL), (spans & _LOW).astype(_SMALL)
    touches = (block[1:] == block[:-1]) & (value[1:] == value[:-1]) & (first[1:] == first[:-1] + count[:-1])
    starts = np.flatnonzero(np.append(True, ~(touches & np.isin(block[1:] & 7, SPREAD))))
    return Columns(
        terms=terms,
        block=block[starts],
        first=first[starts],
        count=np.add.reduceat(count, starts),
        value=value[starts],
    )
