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

from sitegen.search.numbers import Numbering, distinct, numbered
from sitegen.search.postings import FREQUENCY_BITS, keys_of, keys_of_codes, pairs_of_keys
from sitegen.search.terms import FIELDS, HEADING, HEADING_PAIRS

if TYPE_CHECKING:
    from sitegen.search.numbers import Marks
    from sitegen.search.postings import Part
    from sitegen.search.terms import ReportTerms

ROOM: Final = 32
# Fields whose postings hold for many neighbouring entries at once.
SPREAD: Final = (*range(HEADING + 1), HEADING_PAIRS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Postings sorted by term, field and entry: `terms` sorted, `block` a term's number * 8 + field.

    `count` tells for each posting how many entries it holds for; `value` as in `postings.packed`.
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


def merge(parts: list[Part], numbers: list[int]) -> Columns:
    """Return the postings of all reports of one part of the terms; `numbers` are those of their first entries (`bases`)."""
    terms, ranks = _ranked(parts)
    if not terms:
        empty = np.zeros(0, dtype="<i8")
        return Columns(terms=[], block=empty, first=empty, count=empty, value=empty)
    return _gathered(terms, *_packed(parts, ranks, numbers))


def _packed(parts: list[Part], ranks: Marks, numbers: list[int]) -> tuple[Marks, Marks]:
    """Return key and span of each posting, sorted by key.  Takes what `parts` holds: of ten thousand reports a copy is a hundred megabytes."""
    ranks <<= _TERM_AT
    keys = np.repeat(ranks, np.concatenate([own.counts for own in parts]))
    sizes = [own.rows.shape[1] for own in parts]
    field, first, count, frequency, length = np.concatenate([own.rows for own in parts], axis=1)
    parts.clear()
    # One column of eight bytes serves for all that is put into the keys, and then for the spans.
    spans = np.repeat(np.array(numbers[:-1], dtype="<i8"), sizes)
    spans += first
    keys |= spans
    spans[:] = field
    spans <<= _ENTRY_BITS
    keys |= spans
    spans[:] = count
    spans <<= _ENTRY_BITS - FREQUENCY_BITS
    spans |= length
    spans <<= FREQUENCY_BITS
    spans |= frequency
    del field, first, count, frequency, length
    order = np.argsort(keys)
    spans = spans[order]
    return keys[order], spans


def _ranked(parts: list[Part]) -> tuple[list[str], Marks]:
    """Return all terms of `parts` in their order, and the rank of each term of each part, one part after the other.

    Texts of one or two characters are in the order of their keys; a longer word comes after its first two.
    """
    numbers = Numbering()
    own_words = [numbered(own.words, numbers) for own in parts]
    every = keys_of_codes(
        *np.concatenate([np.zeros((2, 0), dtype="<u2"), *(own.codes for own in parts)], axis=1)
    )
    keys, words = distinct(every), sorted(numbers)
    begins = keys_of(words)
    of_keys = np.arange(len(keys)) + np.searchsorted(begins, keys)
    of_words = np.zeros(len(words), dtype="<i8")
    of_words[numbered(words, numbers)] = np.arange(len(words)) + np.searchsorted(keys, begins, side="right")
    terms = np.empty(len(keys) + len(words), dtype=object)
    terms[of_keys], terms[of_words[numbered(words, numbers)]] = pairs_of_keys(keys), words
    rank_of_keys, at, ranks = of_keys[np.searchsorted(keys, every)], 0, []
    for own, numbers_of_words in zip(parts, own_words, strict=True):
        ranks += [of_words[numbers_of_words], rank_of_keys[at : at + own.codes.shape[1]]]
        at += own.codes.shape[1]
    return terms.tolist(), np.concatenate(ranks) if ranks else every


# How a posting is packed while it is sorted: term, field (3 bits), entry; and number of entries, value.
_ENTRY_BITS: Final = 32
# Entries and values are below 2**31; half the room counts where a part has millions of postings.
_SMALL: Final = "<i4"
_TERM_AT: Final = _ENTRY_BITS + 3
_LOW: Final = (1 << _ENTRY_BITS) - 1


def _gathered(terms: list[str], keys: Marks, spans: Marks) -> Columns:
    """Join postings of neighbouring entries that say the same, in the fields where that is common."""
    first, value = (keys & _LOW).astype(_SMALL), (spans & _LOW).astype(_SMALL)
    keys >>= _ENTRY_BITS
    spans >>= _ENTRY_BITS
    block, count = keys, spans  # the same arrays: copies of these are what takes most memory of all
    touches = (block[1:] == block[:-1]) & (value[1:] == value[:-1]) & (first[1:] == first[:-1] + count[:-1])
    starts = np.flatnonzero(np.append(True, ~(touches & np.isin((block[1:] & 7).astype("i1"), SPREAD))))
    return Columns(
        terms=terms,
        block=block[starts],
        first=first[starts],
        count=np.add.reduceat(count, starts, dtype=_SMALL),
        value=value[starts],
    )
