"""The index as files: each holds the terms of a few first characters, so that a query needs few.

A term lies in the group `code of its first character mod number of groups`, and a large group is
split by the second character in the same way.  Both numbers are powers of two that grow with the
archive, so that the browser finds the file of any two characters without a directory, and an
edit leaves the names of the others alone.

A shard is a line of JavaScript that hands over base64 of a deflated block, since a script is all
that a page opened from disk may load.  The block, all numbers as LEB128:

    length of the lexicon in bytes, the lexicon: sorted terms joined by line feeds, UTF-8
    for each term: a mask of its fields (bit n: field n; bit 6: the postings lie in `b/<term in hex>`),
        then for each field the number of entries, the bytes of the places and, for words, of the values
    for each term, for each field: the places, then the values

A place is the gap from the end of the one before and, in fields that spread, the number of
entries less one.  The value of a word is `length << 2 | min(frequency, 4) - 1`, and after a frequency of
4 or more the frequency less 4.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.search.columns import FREQUENCY_BITS, SPREAD
from sitegen.search.terms import HEADING_PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.search.columns import Columns
    from sitegen.search.terms import Flags, Marks

TARGET: Final = 16 * 1024
MOST_GROUPS: Final = 1024
MOST_SPLITS: Final = 6
LARGE: Final = 12 * 1024
ELSEWHERE: Final = 1 << 6
_MANY: Final = 4
_STEPS: Final = np.array([1 << 7 * more for more in range(1, 5)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The encoded postings of a term in a field: how many entries, their places, and their values."""

    field: int
    entries: int
    places: bytes
    values: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term with its postings in each of its fields."""

    text: str
    postings: tuple[Postings, ...]

    @property
    def data(self) -> bytes:
        """All postings as they are written."""
        return b"".join(own.places + own.values for own in self.postings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How terms are spread over shards: number of groups, and for each the bits it is split by."""

    groups: int
    splits: tuple[int, ...]

    def names(self) -> Iterator[str]:
        """Yield the names of all shards, also of those without a term: every name leads to a file."""
        for group, bits in enumerate(self.splits):
            yield from (f"s/{group:x}-{part:x}" for part in range(1 << bits))

    def shard(self, term: str) -> str:
        """Return the name of the shard of `term`."""
        group = ord(term[0]) & (self.groups - 1)
        part = (ord(term[1]) if len(term) > 1 else 0) & ((1 << self.splits[group]) - 1)
        return f"s/{group:x}-{part:x}"


def encode(columns: Columns) -> list[Term]:
    """Return all terms with their postings encoded."""
    block = columns.term.astype(np.int64) * 8 + columns.field
    starts = np.flatnonzero(np.diff(block, prepend=-1))
    if not len(starts):
        return []
    stops = np.append(starts[1:], len(block))
    entries = np.add.reduceat(columns.count, starts).tolist()
    places = _sliced(_varints(*_places(columns, block)), starts, stops)
    values = _sliced(_varints(*_values(columns)), starts, stops)
    terms: list[list[Postings]] = [[] for _ in columns.terms]
    fields, owners = columns.field[starts].tolist(), columns.term[starts].tolist()
    for owner, *own in zip(owners, fields, entries, places, values, strict=True):
        terms[owner].append(Postings(field=own[0], entries=own[1], places=own[2], values=own[3]))
    return [Term(text=text, postings=tuple(own)) for text, own in zip(columns.terms, terms, strict=True)]


def _places(columns: Columns, block: Marks) -> tuple[Marks, Flags]:
    """Return the numbers of the places, a row per posting, and which of them are written."""
    ends = np.concatenate([[0], (columns.first + columns.count)[:-1]])[: len(columns.first)]
    gaps = columns.first - np.where(np.diff(block, prepend=-1) != 0, 0, ends)
    written = [np.full(len(gaps), fill_value=True), np.isin(columns.field, SPREAD)]
    return np.stack([gaps, columns.count - 1], axis=1), np.stack(written, axis=1)


def _values(columns: Columns) -> tuple[Marks, Flags]:
    frequency = columns.value & ((1 << FREQUENCY_BITS) - 1)
    value = (columns.value >> FREQUENCY_BITS) << 2 | np.minimum(frequency, _MANY) - 1
    is_word = columns.field < HEADING_PAIRS
    written = np.stack([is_word, is_word & (frequency >= _MANY)], axis=1)
    return np.stack([value, frequency - _MANY], axis=1), written


def _varints(numbers: Marks, written: Flags) -> tuple[bytes, Marks]:
    """Encode the written numbers as LEB128; return the bytes and where each row begins, and the last ends."""
    values = numbers[written]
    sizes = np.searchsorted(_STEPS, values, side="right") + 1
    ends = np.cumsum(sizes)
    data = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for position in range(len(_STEPS) + 1):
        here = sizes > position
        more = (sizes[here] > position + 1).astype("<i8") << 7
        data[(ends - sizes)[here] + position] = values[here] >> 7 * position & 0x7F | more
    rows = np.concatenate([[0], np.cumsum(written.sum(axis=1))])
    return data.tobytes(), np.concatenate([[0], ends])[rows]


def _sliced(encoded: tuple[bytes, Marks], starts: Marks, stops: Marks) -> list[bytes]:
    data, offsets = encoded
    pairs = zip(offsets[starts].tolist(), offsets[stops].tolist(), strict=True)
    return [data[start:stop] for start, stop in pairs]


def plan(terms: list[Term]) -> Plan:
    """Spread `terms` so that a shard holds about `TARGET` bytes before compression."""
    weights = [_weight(term) for term in terms]
    groups = min(MOST_GROUPS, 1 << max(0, (sum(weights) // TARGET).bit_length()))
    sizes = [0] * groups
    for term, weight in zip(terms, weights, strict=True):
        sizes[ord(term.text[0]) & (groups - 1)] += weight
    splits = (min(MOST_SPLITS, (size // (2 * TARGET)).bit_length()) for size in sizes)
    return Plan(groups=groups, splits=tuple(splits))


def _weight(term: Term) -> int:
    size = len(term.data)
    return len(term.text) * 3 + 4 + (0 if size > LARGE else size)


def write(terms: list[Term], spread: Plan) -> Iterator[tuple[str, bytes]]:
    """Yield name and block of each shard, and of the terms that have a file of their own."""
    shards: dict[str, list[Term]] = {name: [] for name in spread.names()}
    for term in terms:
        shards[spread.shard(term.text)].append(term)
        if len(term.data) > LARGE:
            yield large_name(term.text), term.data
    for name, own in shards.items():
        yield name, _block(own)


def large_name(term: str) -> str:
    """Return the name of the file of a term with many postings."""
    return f"b/{term.encode().hex()}"


def _block(terms: list[Term]) -> bytes:
    lexicon = "\n".join(term.text for term in terms).encode()
    directory, data = bytearray(), []
    for term in terms:
        own = term.data
        large = len(own) > LARGE
        directory += _varint(sum(1 << part.field for part in term.postings) | (ELSEWHERE if large else 0))
        for part in term.postings:
            directory += _varint(part.entries) + _varint(len(part.places))
            directory += _varint(len(part.values)) if part.field < HEADING_PAIRS else b""
        data.append(b"" if large else own)
    return _varint(len(lexicon)) + lexicon + directory + b"".join(data)


def _varint(number: int) -> bytes:
    data = bytearray()
    while number > 0x7F:  # noqa: PLR2004 - seven bits a byte
        data.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*data, number])


def script(name: str, block: bytes) -> bytes:
    """Return the line of JavaScript that hands `block` over to the search page."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = base64.b64encode(packer.compress(block) + packer.flush()).decode()
    return f'sitegenSearch.put("{name}","{packed}");\n'.encode()
