"""Reads an index back, as the browser does: `search-index.js` in Python.

The proof uses it, and whoever asks the index without a browser.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sitegen.search.columns import SPREAD
from sitegen.search.shards import ELSEWHERE, Plan, large_name
from sitegen.search.terms import HEADING_PAIRS, TEXT_PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.search.terms import Rows

# Where the places of each field of a term begin and end, and whether in a file of their own.
Directory = tuple[dict[int, tuple[int, int]], bool]


class Index:
    """The blocks of an index, read when they are asked for."""

    def __init__(self, blocks: Mapping[str, bytes]) -> None:
        table = json.loads(blocks["manifest"])
        self._blocks = blocks
        self.plan = Plan(groups=table["groups"], splits=tuple(map(int, table["splits"])))
        self._shard = cache(self._read_shard)

    def holding(self, pair: str, fields: Iterable[int]) -> Rows:
        """Return the sorted numbers of the entries with `pair` in one of `fields`.

        A single character is looked for with each neighbour, and at the end of a run.
        """
        if len(pair) > 1:
            terms = [(self.plan.shard(pair), pair)]
        else:
            terms = [
                (name, term)
                for name in self._group(pair)
                for term in self._shard(name)
                if is_pair(term, pair)
            ]
        found = [self._places(name, term, field) for name, term in terms for field in fields]
        return np.unique(np.concatenate([np.zeros(0, dtype="<i4"), *found]))

    def _group(self, character: str) -> list[str]:
        group = ord(character) & (self.plan.groups - 1)
        return [f"s/{group:x}-{part:x}" for part in range(1 << self.plan.splits[group])]

    def _places(self, name: str, term: str, field: int) -> Rows:
        spans, large = self._shard(name).get(term, ({}, False))
        if field not in spans:
            return np.zeros(0, dtype="<i4")
        start, stop = spans[field]
        block = self._blocks[large_name(term) if large else name]
        return _entries(_numbers(block[start:stop]), spreads=field in SPREAD)

    def _read_shard(self, name: str) -> dict[str, Directory]:
        block = self._blocks[name]
        size, at = _number(block, 0)
        terms = [term for term in block[at : at + size].decode().split("\n") if term]
        at += size
        sizes = []
        for _ in terms:
            own, large, at = _read_sizes(block, at)
            sizes.append((own, large))
        shard: dict[str, Directory] = {}
        for term, (own, large) in zip(terms, sizes, strict=True):
            spans, end = _spans(own, 0 if large else at)
            shard[term] = (spans, large)
            at = at if large else end
        return shard


def is_pair(term: str, character: str) -> bool:
    """Tell whether `term` is `character` with a neighbour or at the end of a run."""
    return term[0] == character and len(term) <= 2  # noqa: PLR2004 - pairs


def _read_sizes(block: bytes, at: int) -> tuple[list[tuple[int, int, int]], bool, int]:
    """Read the directory of a term: field, bytes of places, bytes of values; large; where the next begins."""
    mask, at = _number(block, at)
    sizes = []
    for field in range(TEXT_PAIRS + 1):
        if mask >> field & 1:
            _, at = _number(block, at)
            places, at = _number(block, at)
            values, at = _number(block, at) if field < HEADING_PAIRS else (0, at)
            sizes.append((field, places, values))
    return sizes, bool(mask & ELSEWHERE), at


def _spans(sizes: list[tuple[int, int, int]], at: int) -> tuple[dict[int, tuple[int, int]], int]:
    spans = {}
    for field, places, values in sizes:
        spans[field] = (at, at + places)
        at += places + values
    return spans, at


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read a LEB128 number; return it and where the next begins."""
    number = shift = 0
    while data[at] > 0x7F:  # noqa: PLR2004 - seven bits a byte
        number |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return number | data[at] << shift, at + 1


def _numbers(data: bytes) -> Rows:
    """Read all LEB128 numbers of `data` at once."""
    digits = np.frombuffer(data, dtype=np.uint8).astype("<i8")
    starts = np.flatnonzero(np.concatenate([[True], digits[:-1] < 0x80]))  # noqa: PLR2004 - seven bits a byte
    lengths = np.diff(np.append(starts, len(digits)))
    position = np.arange(len(digits)) - np.repeat(starts, lengths)
    numbers: Rows = np.add.reduceat((digits & 0x7F) << 7 * position, starts).astype("<i4")
    return numbers


def _entries(numbers: Rows, *, spreads: bool) -> Rows:
    gaps, counts = (numbers[::2], numbers[1::2] + 1) if spreads else (numbers, np.ones_like(numbers))
    firsts = np.cumsum(gaps + counts) - counts
    inside = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    entries: Rows = (np.repeat(firsts, counts) + inside).astype("<i4")
    return entries
