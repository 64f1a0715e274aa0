"""Reads an index back, as the browser does: `search-index.js` in Python.

The proof uses it, and whoever asks the index without a browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.search.columns import SPREAD
from sitegen.search.files import MARK
from sitegen.search.numbers import decode_number, decode_numbers
from sitegen.search.shards import ELSEWHERE, large_name
from sitegen.search.terms import HEADING_PAIRS, TEXT_PAIRS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.search.numbers import Marks

_FIELDS: Final = np.arange(TEXT_PAIRS + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """The terms of a shard.  A row of `sizes`: term, field, entries, where places begin and end, where the field ends.

    Offsets count in `data`, where the postings of terms with a file of their own are put in their place.
    """

    terms: list[str]
    sizes: Marks
    data: bytes


def read_shard(blocks: Mapping[str, bytes], name: str) -> Shard:
    """Read a shard and the files of its large terms."""
    block = blocks[name]
    names, at = decode_number(block, 0)
    size, at = decode_number(block, at + names)
    lexicon = block[at : at + size].decode("utf-8", "surrogatepass")
    terms = lexicon.split("\n") if lexicon else []
    at += size
    masks = np.frombuffer(block, dtype="u1", count=len(terms), offset=at).astype("<i8")
    owners, fields = np.nonzero(masks[:, None] >> _FIELDS & 1)
    sizes, at = _read_sizes(block, at + len(terms), fields)
    large = (masks & ELSEWHERE) > 0
    at += MARK * int(large.sum())
    data = _whole(blocks, block[at:], [(terms[n], large[n]) for n in range(len(terms))], owners, sizes)
    ends = np.cumsum(sizes[:, 1] + sizes[:, 2])
    begins = ends - sizes[:, 1] - sizes[:, 2]
    rows = np.stack([owners, fields, sizes[:, 0], begins, begins + sizes[:, 1], ends], axis=1)
    return Shard(terms=terms, sizes=rows, data=data)


def _read_sizes(block: bytes, at: int, fields: Marks) -> tuple[Marks, int]:
    """Read entries, bytes of places and of all that follows them, for each field; return them and where the directory ends."""
    is_word = fields < HEADING_PAIRS
    counts = np.where(is_word, 4, 2)
    total = int(counts.sum())
    # No number of a directory has more than five bytes.
    numbers, ends = decode_numbers(block[at : at + 5 * total])
    sizes = np.zeros((len(fields), 3), dtype="<i8")
    starts = np.cumsum(counts) - counts
    sizes[:, 0], sizes[:, 1] = numbers[starts], numbers[starts + 1]
    sizes[is_word, 2] = numbers[starts[is_word] + 2] + numbers[starts[is_word] + 3]
    return sizes, at + (int(ends[total - 1]) if total else 0)


def _whole(
    blocks: Mapping[str, bytes], data: bytes, terms: list[tuple[str, bool]], owners: Marks, sizes: Marks
) -> bytes:
    """Put the postings of large terms back among the others."""
    if not any(large for _, large in terms):
        return data
    lengths = (
        np.bincount(owners, weights=sizes[:, 1] + sizes[:, 2], minlength=len(terms)).astype("<i8").tolist()
    )
    parts, at = [], 0
    for (term, large), length in zip(terms, lengths, strict=True):
        parts.append(blocks[large_name(term)] if large else data[at : at + length])
        at += 0 if large else length
    return b"".join(parts)


def together(shards: list[Shard]) -> Shard:
    """Return several shards as one."""
    terms = np.cumsum([0, *(len(shard.terms) for shard in shards)])
    data = np.cumsum([0, *(len(shard.data) for shard in shards)])
    sizes = [
        shard.sizes + np.array([own, 0, 0, at, at, at])
        for shard, own, at in zip(shards, terms.tolist(), data.tolist(), strict=False)
    ]
    return Shard(
        terms=[term for shard in shards for term in shard.terms],
        sizes=np.concatenate(sizes),
        data=b"".join([shard.data for shard in shards]),
    )


def read_places(shard: Shard) -> tuple[Marks, Marks, Marks]:
    """Return all postings of a shard, sorted: the row of `sizes` that each belongs to, first entry, number of entries."""
    numbers, ends = decode_numbers(shard.data)
    at = np.concatenate([[0], ends])
    begins, stops = np.searchsorted(at, shard.sizes[:, 3]), np.searchsorted(at, shard.sizes[:, 4])
    spreads = np.isin(shard.sizes[:, 1], SPREAD)
    rows_of = (stops - begins) // np.where(spreads, 2, 1)
    row = np.repeat(np.arange(len(rows_of)), rows_of)
    within = np.arange(len(row)) - np.repeat(np.cumsum(rows_of) - rows_of, rows_of)
    place = begins[row] + within * np.where(spreads, 2, 1)[row]
    gap, count = numbers[place], np.ones_like(row)
    count[spreads[row]] = numbers[place[spreads[row]] + 1] + 1
    ends_of = np.cumsum(gap + count)
    before = np.concatenate([[0], ends_of])[np.cumsum(rows_of) - rows_of]
    return row, ends_of - count - before[row], count
