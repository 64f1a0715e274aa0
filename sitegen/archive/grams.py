"""Texts as vectors of single characters and pairs of characters, weighted by how telling they are.

Pairs of characters need no word segmentation, meet abbreviations half-way (五经普, 经济普查), and did
better on gold pairs than words, triples, topic models and word vectors.

A term's weight is its inverse document frequency in `gram_frequencies.txt`: in how many of some
fifteen thousand sentences of public reports (national, provincial, city and district, 1954-2026;
statistics only) each term occurs, counted after the same removal of stock phrasing.  The archive's own
frequencies have no say, so a report's vectors depend on that report alone: editing one report moves
no link between two others, and nothing has to be counted again.  (The frequencies of a news
dictionary were tried and did harm: to them 居民区 and 网格 look rare.)

Weights are whole numbers (a text has the length `UNIT`), so that the sum of products is exact in
whatever order it is added up: a matrix product by blocks, on any processor and of any part of the
archive, gives the same score to the last bit.  Terms are columns by a hash ("feature hashing",
Weinberger et al. 2009), so there is no vocabulary to keep; at `COLUMNS` two texts share a column by chance
once in a hundred pairs.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

UNIT: Final = 1000
"""The length of a text's vector."""
COLUMNS: Final = 1 << 18
_HASH: Final = np.uint64(0x9E3779B97F4A7C15)
"""Fibonacci hashing (Knuth, The Art of Computer Programming 6.4): 2^64 divided by the golden ratio."""
_HASH_SHIFT: Final = np.uint64(64 - 18)
_BITS: Final = 21
"""A Unicode code point takes 21 bits: a pair of characters is one number."""
_END: Final = "\0"
_KEPT: Final = 30_000
"""Words whose rarity is kept at hand."""
_FIRST_WORD: Final = ord("a")
_LAST_LATIN: Final = ord("z")


class Grams(NamedTuple):
    """The weighted terms of texts, one after another: text `rows`, `columns`, whole `weights`, sorted by row and column.

    `keys` are the columns of each text's most telling pairs of characters, of the text `key_rows`: texts that share
    none are hardly alike.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    weights: NDArray[np.int64]
    key_rows: NDArray[np.int64]
    keys: NDArray[np.int64]


class Background(NamedTuple):
    """How many of `total` sentences hold each of the terms `codes` (sorted)."""

    codes: NDArray[np.int64]
    counts: NDArray[np.float64]
    total: float


def grams(substances: Sequence[str], keys: int) -> Grams:
    """Return the weighted terms of texts in which line breaks part what is not to be joined.

    A text has at most so many `keys` among the terms that the background knows, and as many among those that it does not.
    """
    codes, owners = _terms(substances)
    cells, times = np.unique(owners << 2 * _BITS | codes, return_counts=True)
    owners, codes = cells >> 2 * _BITS, cells & ((1 << 2 * _BITS) - 1)
    counts, is_known = _in_background(codes)
    weights = (1 + np.log(times)) * np.log(background().total / counts)
    columns = column_of(codes)
    place, cell = np.unique(owners * COLUMNS + columns, return_inverse=True)
    summed = np.bincount(cell, weights, minlength=len(place))
    rows = place // COLUMNS
    lengths = np.sqrt(np.bincount(rows, summed**2, minlength=len(substances)))
    whole = np.rint(UNIT * summed / np.where(lengths > 0, lengths, 1)[rows]).astype(np.int64)
    is_pair = codes >> _BITS > 0  # a single character is no key
    pairs = owners[is_pair] * 2 + is_known[is_pair], columns[is_pair]
    return Grams(rows, place % COLUMNS, whole, *_keys(*pairs, weights[is_pair], keys))


def column_of(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the column of each term."""
    return ((codes.astype(np.uint64) * _HASH) >> _HASH_SHIFT).astype(np.int64)


def _keys(
    groups: NDArray[np.int64], columns: NDArray[np.int64], weights: NDArray[np.float64], most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for the keys of all texts, each once: the row of its text, its column.

    `groups` is twice the row of each pair of characters, one more where the background knows it.
    Equals in weight are taken in the order of their hash, so that two texts choose alike.
    """
    order = np.lexsort((columns, -weights, groups))
    chosen = order[ranks(groups[order]) < most]
    unique = np.unique((groups[chosen] >> 1) * COLUMNS + columns[chosen])
    return unique // COLUMNS, unique % COLUMNS


def code_of(term: str) -> int:
    """Return the number that stands for a term of one or two characters."""
    return ord(term) if len(term) == 1 else ord(term[0]) << _BITS | ord(term[1])


def ranks(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each element's place within its run of equal values, from 0."""
    if groups.size == 0:
        return groups
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    return np.arange(len(groups)) - np.repeat(starts, np.diff(np.r_[starts, len(groups)]))


def in_runs(numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of numbers (from 0) in their order, those of equal ones ascending, and where each run of equal ones starts.

    The last start is the end.  Number and place are made one number, for to sort one takes a third of the time that it
    takes to sort by one.
    """
    bits = len(numbers).bit_length()
    packed = np.sort(numbers << bits | np.arange(len(numbers)))
    named = packed >> bits
    starts = np.flatnonzero(np.r_[True, named[1:] != named[:-1], True]) if len(named) else np.zeros(1, int)
    return packed & ((1 << bits) - 1), starts


@lru_cache(maxsize=_KEPT)
def rarity(word: str) -> float:
    """Return how rare a word of at least two characters is in the background, by its rarest pair of characters.

    The natural logarithm of the number of sentences in which one occurrence is found.
    """
    counts = _counts()
    return _rarity(min([counts.get(word[at : at + 2], 1) for at in range(len(word) - 1)]))


@lru_cache(maxsize=_KEPT)
def _rarity(count: int) -> float:
    """Return how rare a pair of characters is that so many sentences have."""
    return float(np.log(background().total / count))


@cache
def background() -> Background:
    """Return the shipped frequencies."""
    counts = sorted((code_of(term), count) for term, count in _counts().items())
    codes, held = np.array(counts, dtype=np.int64).T
    return Background(np.ascontiguousarray(codes), held.astype(np.float64), float(_lines()[0]))


@cache
def _counts() -> dict[str, int]:
    """Return in how many sentences of the background each term occurs."""
    lines = (line.split(" ") for line in _lines()[1:])
    return {term: int(count) for count, *terms in lines for term in terms}


@cache
def _lines() -> tuple[str, ...]:
    """Return the table of frequencies: first line the number of sentences, then `count terms…` per line."""
    table = resources.files(__package__).joinpath("gram_frequencies.txt")
    return tuple(table.read_text("utf-8").splitlines())


def _terms(substances: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the codes of all terms of all texts, and for each the row of its text."""
    characters = np.frombuffer(_END.join(substances).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    owners = np.cumsum(characters == ord(_END))
    is_word = characters >= _FIRST_WORD
    is_single = characters > _LAST_LATIN  # a Latin letter alone says nothing
    is_pair = is_word[:-1] & is_word[1:]
    pairs = (characters[:-1] << _BITS | characters[1:])[is_pair]
    return (
        np.concatenate([characters[is_single], pairs]),
        np.concatenate([owners[is_single], owners[:-1][is_pair]]),
    )


def _in_background(codes: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return in how many background sentences each term occurs, 1 for a term that the table leaves out; whether it is there."""
    known = background()
    places = np.minimum(np.searchsorted(known.codes, codes), len(known.codes) - 1)
    is_known = known.codes[places] == codes
    return np.where(is_known, known.counts[places], 1.0), is_known
