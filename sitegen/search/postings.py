"""The postings of one report, packed small, and in parts by the first character of their term: a large archive is merged part by part.

A term has a key: that of one or two characters is made of their codes, and says what the term is; a longer word's is its place in a list.
So the millions of pairs of an archive are numbers from beginning to end, and texts only in the finished index.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from sitegen.search.numbers import Marks, first_codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PARTS: Final = 32
FREQUENCY_BITS: Final = 12
CHARACTER_BITS: Final = 21
_KEY_BITS: Final = 2 * CHARACTER_BITS
_CHARACTER: Final = (1 << CHARACTER_BITS) - 1
_FREQUENCY: Final = (1 << FREQUENCY_BITS) - 1
_SMALL: Final = 0xFFFF
# How many numbers a row has, and how many parts are packed together: fewer pieces cost less work and more memory.
_ROW: Final = 5
_TOGETHER: Final = 4
_HEAD: Final = struct.Struct("<BI")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some postings of a report: the long words among its terms, the codes of the others (two rows), how many rows each term has.

    `rows` are those of the long words, then those of the others: field, first entry, entries, frequency, words in the field.
    """

    words: list[str]
    codes: npt.NDArray[Any]
    counts: npt.NDArray[Any]
    rows: npt.NDArray[Any]


def keys_of(words: list[str]) -> Marks:
    """Return the keys of the first two characters of each word."""
    return keys_of_codes(*first_codes(words))


def keys_of_codes(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> Marks:
    """Return the keys of terms, given the codes of their first and of their second characters (0: none)."""
    keys: Marks = first.astype("<i8") << CHARACTER_BITS | second
    return keys


def is_long(keys: Marks) -> npt.NDArray[np.bool_]:
    """Tell of each key whether it is the place of a long word."""
    return keys <= _CHARACTER


def pairs_of_keys(keys: Marks) -> list[str]:
    """Return the characters that keys stand for: two, or the last one of a run."""
    codes = np.stack([keys >> CHARACTER_BITS, keys & _CHARACTER], axis=1)
    # As numpy's own strings of two characters, which end where nothing follows.
    texts: list[str] = codes.astype("<u4").view("<U2").ravel().tolist()
    return texts


def packed(rows: Marks, words: list[str]) -> Iterator[bytes]:
    """Yield the postings of a report, `_TOGETHER` parts in each piece.

    A row is the key of its term, field, first entry, entries, value: the frequency of a word + (words in the field << `FREQUENCY_BITS`).
    A piece is deflated: bytes of a number, bytes of the long words; how many long words, other terms and rows each part has; the
    long words; then as numbers the first and second characters of the other terms, the rows of each term, and the rows in columns.
    """
    part = rows[:, 0] >> CHARACTER_BITS
    long = part == 0
    part[long] = first_codes(words)[0][rows[long, 0]]
    part %= PARTS
    order = np.argsort(part << _KEY_BITS | rows[:, 0])
    part = part[order]
    keys, field, first, count, value = rows[order].T
    columns = np.stack([field, first, count, value & _FREQUENCY, value >> FREQUENCY_BITS])
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    own, of_terms, counts = keys[starts], part[starts], np.diff(np.append(starts, len(keys)))
    pieces = np.arange(0, PARTS + 1, _TOGETHER)
    of_rows, terms = np.searchsorted(part, pieces).tolist(), np.searchsorted(of_terms, pieces).tolist()
    for at, (begin, end), (start, stop) in zip(pieces[:-1], pairwise(terms), pairwise(of_rows), strict=True):
        inside, within = own[begin:end], of_terms[begin:end] - at
        longs = is_long(inside)
        lexicon = [words[number] for number in inside[longs].tolist()]
        sizes = [
            np.bincount(each, minlength=_TOGETHER)
            for each in (within[longs], within[~longs], part[start:stop] - at)
        ]
        codes = inside[~longs] >> CHARACTER_BITS, inside[~longs] & _CHARACTER
        yield _piece(lexicon, sizes, np.concatenate([*codes, counts[begin:end], *columns[:, start:stop]]))


def _piece(lexicon: list[str], sizes: list[Marks], numbers: Marks) -> bytes:
    text, narrow = "\n".join(lexicon).encode("utf-8", "surrogatepass"), _narrowed(numbers)
    # All lowest bytes, then all higher ones: like by like packs best.
    planes = narrow.view(np.uint8).reshape(-1, narrow.itemsize).T.tobytes()
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    head = _HEAD.pack(narrow.itemsize, len(text)) + np.concatenate(sizes).astype("<u4").tobytes()
    return packer.compress(head + text + planes) + packer.flush()


def _narrowed(numbers: Marks) -> npt.NDArray[Any]:
    """Return `numbers` in two bytes each where they fit, else in four."""
    return numbers.astype("<u2" if numbers.max(initial=0) <= _SMALL else "<u4")


def unpacked(reports: Sequence[tuple[bytes, ...]]) -> Iterator[list[Part]]:
    """Yield for each part what it has of each report, given as its pieces."""
    for piece in range(PARTS // _TOGETHER):
        parts = [unpack(report[piece]) for report in reports]
        for number in range(_TOGETHER):
            yield [own[number] for own in parts]


def unpack(piece: bytes) -> list[Part]:
    """Return the parts of a piece."""
    data = zlib.decompress(piece, -zlib.MAX_WBITS)
    width, lexicon = _HEAD.unpack_from(data)
    sizes = np.frombuffer(data, dtype="<u4", count=3 * _TOGETHER, offset=_HEAD.size).reshape(3, -1)
    begin = _HEAD.size + sizes.nbytes
    words = data[begin : begin + lexicon].decode("utf-8", "surrogatepass").split("\n") if lexicon else []
    planes = np.frombuffer(data, dtype=np.uint8, offset=begin + lexicon).reshape(width, -1)
    numbers = planes.T.copy().view(f"<u{width}").ravel()
    bounds = np.concatenate([np.zeros((3, 1), dtype="<i8"), np.cumsum(sizes, axis=1, dtype="<i8")], axis=1)
    longs, shorts, rows = bounds.tolist()
    codes, others = numbers[: 2 * shorts[-1]].reshape(2, -1), numbers[2 * shorts[-1] :]
    columns = others[longs[-1] + shorts[-1] :].reshape(_ROW, -1)
    return [
        Part(
            words=words[longs[part] : longs[part + 1]],
            codes=codes[:, shorts[part] : shorts[part + 1]],
            counts=others[longs[part] + shorts[part] : longs[part + 1] + shorts[part + 1]],
            rows=columns[:, rows[part] : rows[part + 1]],
        )
        for part in range(_TOGETHER)
    ]
