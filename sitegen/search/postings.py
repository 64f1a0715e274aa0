"""The postings of one report, packed small, and in parts by the first character of their term: a large archive is merged part by part.

A term has a key: that of one or two characters is made of their codes, and says what the term is; a longer word's is its place in a list.
So the millions of pairs of an archive are numbers from beginning to end, and texts only in the finished index.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from sitegen.search.numbers import Marks, first_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS: Final = 32
FREQUENCY_BITS: Final = 12
CHARACTER_BITS: Final = 21
_KEY_BITS: Final = 2 * CHARACTER_BITS
_CHARACTER: Final = (1 << CHARACTER_BITS) - 1
_FREQUENCY: Final = (1 << FREQUENCY_BITS) - 1
_SMALL: Final = 0xFFFF
# How many numbers a row has, and how many rows are unpacked at once.
_ROW: Final = 5
_AT_ONCE: Final = 24_000_000
_HEAD: Final = struct.Struct("<BI")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some postings of a report: the long words among its terms, the keys of the others, how many rows each term has.

    `rows` are those of the long words, then those of the keys: field, first entry, entries, frequency, words in the field.
    """

    words: list[str]
    keys: Marks
    counts: npt.NDArray[Any]
    rows: npt.NDArray[Any]


def keys_of(words: list[str]) -> Marks:
    """Return the keys of the first two characters of each word."""
    first, second = first_codes(words)
    return first << CHARACTER_BITS | second


def is_long(keys: Marks) -> npt.NDArray[np.bool_]:
    """Tell of each key whether it is the place of a long word."""
    return keys <= _CHARACTER


def pairs_of_keys(keys: Marks) -> list[str]:
    """Return the characters that keys stand for: two, or the last one of a run."""
    codes = np.stack([keys >> CHARACTER_BITS, keys & _CHARACTER], axis=1)
    # As numpy's own strings of two characters, which end where nothing follows.
    texts: list[str] = codes.astype("<u4").view("<U2").ravel().tolist()
    return texts


def packed(rows: Marks, words: list[str]) -> bytes:
    """Return the postings of a report, packed.

    A row is the key of its term, field, first entry, entries, value: the frequency of a word + (words in the field << `FREQUENCY_BITS`).
    What is packed: bytes of a number, bytes of the long words, how many long words, other terms and rows each part has, the long
    words, then as numbers the first and second characters of the other terms, the rows of each term, and the rows in columns.
    """
    part = rows[:, 0] >> CHARACTER_BITS
    long = part == 0
    part[long] = first_codes(words)[0][rows[long, 0]]
    part %= PARTS
    order = np.argsort(part << _KEY_BITS | rows[:, 0])
    keys, field, first, count, value = rows[order].T
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    own, of_terms = keys[starts], part[order][starts]
    longs = is_long(own)
    lexicon = "\n".join([words[at] for at in own[longs].tolist()]).encode("utf-8", "surrogatepass")
    bounds = [np.bincount(each, minlength=PARTS) for each in (of_terms[longs], of_terms[~longs], part)]
    numbers = (
        *(own[~longs] >> CHARACTER_BITS, own[~longs] & _CHARACTER, np.diff(np.append(starts, len(keys)))),
        *(field, first, count, value & _FREQUENCY, value >> FREQUENCY_BITS),
    )
    narrow = _narrowed(np.concatenate(numbers))
    # All lowest bytes, then all higher ones: like by like packs best.
    planes = narrow.view(np.uint8).reshape(-1, narrow.itemsize).T.tobytes()
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    head = _HEAD.pack(narrow.itemsize, len(lexicon)) + np.concatenate(bounds).astype("<u4").tobytes()
    return packer.compress(head + lexicon + planes) + packer.flush()


def _narrowed(numbers: Marks) -> npt.NDArray[Any]:
    """Return `numbers` in two bytes each where they fit, else in four."""
    return numbers.astype("<u2" if numbers.max(initial=0) <= _SMALL else "<u4")


def unpacked(reports: list[bytes], rows: int) -> Iterator[list[Part]]:
    """Yield for each part what it has of each report; `rows` are those of all, which says how many parts are unpacked at once."""
    at_once = max(1, min(PARTS, PARTS * _AT_ONCE // max(1, rows)))
    for start in range(0, PARTS, at_once):
        own = [unpack(data, start, min(PARTS, start + at_once)) for data in reports]
        for number in range(min(at_once, PARTS - start)):
            yield [parts[number] for parts in own]


def unpack(data: bytes, start: int = 0, stop: int = PARTS) -> list[Part]:
    """Return some parts of a packed report."""
    data = zlib.decompress(data, -zlib.MAX_WBITS)
    width, lexicon = _HEAD.unpack_from(data)
    counts = np.frombuffer(data, dtype="<u4", count=3 * PARTS, offset=_HEAD.size).reshape(3, PARTS)
    begin = _HEAD.size + counts.nbytes
    planes = np.frombuffer(data, dtype=np.uint8, offset=begin + lexicon).reshape(width, -1)
    numbers = planes.T.copy().view(f"<u{width}").ravel()
    words = data[begin : begin + lexicon].decode("utf-8", "surrogatepass").split("\n") if lexicon else []
    ends = np.cumsum(counts, axis=1, dtype="<i8")
    longs, shorts, rows = np.concatenate([np.zeros((3, 1), dtype="<i8"), ends], axis=1).tolist()
    codes = numbers[: 2 * shorts[-1]].reshape(2, -1).astype("<i8")
    keys = codes[0] << CHARACTER_BITS | codes[1]
    end = 2 * shorts[-1] + longs[-1] + shorts[-1]
    of_terms, of_rows = numbers[2 * shorts[-1] : end], numbers[end:].reshape(_ROW, -1)
    if stop - start < PARTS:  # the rest is let go
        of_rows = of_rows[:, rows[start] : rows[stop]].copy()
        rows = [at - rows[start] for at in rows]
    return [
        Part(
            words=words[longs[part] : longs[part + 1]],
            keys=keys[shorts[part] : shorts[part + 1]],
            counts=of_terms[longs[part] + shorts[part] : longs[part + 1] + shorts[part + 1]],
            rows=of_rows[:, rows[part] : rows[part + 1]],
        )
        for part in range(start, stop)
    ]
