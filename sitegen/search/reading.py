"""Reads an index back, as the browser does: `search-index.js` in Python.

The proof uses it, and whoever asks the index without a browser.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.search.columns import SPREAD
from sitegen.search.shards import ELSEWHERE, Plan, large_name
from sitegen.search.terms import HEADING_PAIRS, TEXT_PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_MANY: Final = 64

# Where the places of each field of a term begin and end, and whether in a file of their own.
Directory = tuple[dict[int, tuple[int, int]], bool]


class Index:
    """The blocks of an index, read when they are asked for."""

    def __init__(self, blocks: Mapping[str, bytes]) -> None:
        table = json.loads(blocks["manifest"])
        self._blocks = blocks
        self.plan = Plan(groups=table["groups"], splits=tuple(map(int, table["splits"])))
        self._shard = cache(self._read_shard)

    def holding(self, pair: str, fields: Iterable[int]) -> set[int]:
        """Return the numbers of the entries with `pair` in one of `fields`.

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
        return {entry for name, term in terms for entry in self._places(name, term, fields)}

    def _group(self, character: str) -> list[str]:
        group = ord(character) & (self.plan.groups - 1)
        return [f"s/{group:x}-{part:x}" for part in range(1 << self.plan.splits[group])]

    def _places(self, name: str, term: str, fields: Iterable[int]) -> Iterator[int]:
        spans, large = self._shard(name).get(term, ({}, False))
        block = self._blocks[large_name(term) if large else name]
        for field in fields:
            if field in spans:
                start, stop = spans[field]
                read = _few if stop - start < _MANY else _many
                yield from read(block[start:stop], spreads=field in SPREAD)

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


def _few(data: bytes, *, spreads: bool) -> Iterator[int]:
    """Yield the entries of a short list of places."""
    at = entry = 0
    while at < len(data):
        gap, at = _number(data, at)
        more, at = _number(data, at) if spreads else (0, at)
        entry += gap
        yield from range(entry, entry + more + 1)
        entry += more + 1


def _many(data: bytes, *, spreads: bool) -> list[int]:
    """Return the entries of a long list of places, all read at once."""
    digits = np.frombuffer(data, dtype=np.uint8).astype("<i8")
    starts = np.flatnonzero(np.concatenate([[True], digits[:-1] < 0x80]))  # noqa: PLR2004 - seven bits a byte
    position = np.arange(len(digits)) - np.repeat(starts, np.diff(np.append(starts, len(digits))))
    numbers = np.add.reduceat((digits & 0x7F) << 7 * position, starts)
    gaps, counts = (numbers[::2], numbers[1::2] + 1) if spreads else (numbers, np.ones_like(numbers))
    firsts = np.cumsum(gaps + counts) - counts
    inside = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    entries: list[int] = (np.repeat(firsts, counts) + inside).tolist()
    return entries
