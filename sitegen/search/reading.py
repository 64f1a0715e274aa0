"""Reads an index back, as the browser does: `search-index.js` in Python, for the proof.

Many shards are read at once: most are so small that each by itself would take longer to begin with than to read.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from sitegen.search.columns import SPREAD
from sitegen.search.files import MARK
from sitegen.search.numbers import MORE, decode_number, decode_numbers
from sitegen.search.shards import ELSEWHERE, large_name
from sitegen.search.terms import HEADING_PAIRS, TEXT_PAIRS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.search.numbers import Marks

Bytes = npt.NDArray[np.uint8]

_FIELDS: Final = np.arange(TEXT_PAIRS + 1)
_NUMBERS: Final = np.where(_FIELDS < HEADING_PAIRS, 4, 2)
"""How many numbers the directory has for each field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shards:
    """The terms of some shards.  A row of `sizes` is a field of a term: term, field, entries, where its places begin and end in `data`."""

    terms: list[str]
    sizes: Marks
    data: Bytes


def read_shards(blocks: Mapping[str, bytes], names: Sequence[str]) -> Shards:
    """Read shards and the files of their large terms."""
    data = np.frombuffer(b"".join([blocks[name] for name in names]), dtype=np.uint8)
    lexicons, heads = zip(*(_lexicon(blocks[name]) for name in names), strict=True)
    sizes = np.array([len(blocks[name]) for name in names])
    begins = np.cumsum(sizes) - sizes + np.array(heads)
    counts = np.array([len(lexicon) for lexicon in lexicons])
    terms, shard = list(chain.from_iterable(lexicons)), np.repeat(np.arange(len(names)), counts)
    masks = data[_ranges(begins, counts)]
    owners, fields = np.nonzero(masks[:, None] >> _FIELDS & 1)
    numbers = np.bincount(shard[owners], _NUMBERS[fields], len(names)).astype("<i8")
    entries, bytes_of, ends = _directories(data, begins + counts, numbers, fields)
    large = (masks & ELSEWHERE) > 0
    files = [blocks[large_name(terms[number])] for number in np.flatnonzero(large).tolist()]
    lengths = np.bincount(owners, bytes_of.sum(axis=0), len(terms)).astype("<i8")
    starts = _before(np.where(large, 0, lengths))
    ends += MARK * np.bincount(shard, large, len(names)).astype("<i8")
    firsts = np.append(starts, 0)[np.minimum(_before(counts), max(0, len(terms) - 1))]
    starts += np.repeat(ends - firsts, counts)
    starts[large] = len(data) + _before(np.array([len(file) for file in files], dtype="<i8"))
    own = bytes_of.sum(axis=0)
    places = starts[owners] + _before(own) - _before(lengths)[owners]
    return Shards(
        terms=terms,
        sizes=np.stack([owners, fields, entries, places, places + bytes_of[0]], axis=1),
        data=np.concatenate([data, np.frombuffer(b"".join(files), dtype=np.uint8)]),
    )


def _lexicon(block: bytes) -> tuple[list[str], int]:
    """Return the terms of a shard, and where their masks begin."""
    names, at = decode_number(block, 0)
    size, at = decode_number(block, at + names)
    lexicon = block[at : at + size].decode("utf-8", "surrogatepass")
    return lexicon.split("\n") if lexicon else [], at + size


def _directories(data: Bytes, begins: Marks, numbers: Marks, fields: Marks) -> tuple[Marks, Marks, Marks]:
    """Read directories that begin at `begins` and have so many numbers each.

    Return the entries of each field; the bytes of its places, and of all that follows them; and where each directory ends.
    """
    last = np.flatnonzero(data < MORE)
    ends = np.append(last, 0)[np.searchsorted(last, begins) + numbers - 1] + 1
    ends = np.where(numbers > 0, ends, begins)
    read, _ = decode_numbers(data[_ranges(begins, ends - begins)].tobytes())
    starts = _before(_NUMBERS[fields])
    is_word, sizes = fields < HEADING_PAIRS, np.zeros((2, len(fields)), dtype="<i8")
    sizes[0] = read[starts + 1] if len(starts) else 0
    sizes[1, is_word] = read[starts[is_word] + 2] + read[starts[is_word] + 3]
    return read[starts], sizes, ends


def read_places(shards: Shards, rows: Marks) -> tuple[Marks, Marks, Marks]:
    """Return the postings of some rows of `sizes`, sorted: the place in `rows` that each belongs to, first entry, number of entries."""
    begins, sizes = shards.sizes[rows, 3], shards.sizes[rows, 4] - shards.sizes[rows, 3]
    numbers, ends = decode_numbers(shards.data[_ranges(begins, sizes)].tobytes())
    counts = np.diff(np.searchsorted(ends, np.cumsum(sizes), side="right"), prepend=0)
    steps = np.where(np.isin(shards.sizes[rows, 1], SPREAD), 2, 1)
    postings = counts // steps
    row = np.repeat(np.arange(len(rows)), postings)
    place = _before(counts)[row] + (np.arange(len(row)) - _before(postings)[row]) * steps[row]
    spreads = steps[row] > 1
    gap, count = numbers[place], np.ones_like(row)
    count[spreads] = numbers[place[spreads] + 1] + 1
    stops = np.cumsum(gap + count)
    before = np.append(0, stops)[_before(postings)]
    return row, stops - count - before[row], count


def _before(counts: Marks) -> Marks:
    """Return the sum of all counts before each."""
    before: Marks = np.cumsum(counts) - counts
    return before


def _ranges(begins: Marks, lengths: Marks) -> Marks:
    """Return all numbers from each beginning on, as many as told."""
    ranges: Marks = np.repeat(begins - _before(lengths), lengths) + np.arange(lengths.sum())
    return ranges
