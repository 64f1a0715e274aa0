"""The postings of one report, packed small: by the first character of their term, for only a part of all fits into memory at once.

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
    from collections.abc import Iterator

PARTS: Final = 32
FREQUENCY_BITS: Final = 12
CHARACTER_BITS: Final = 21
_KEY_BITS: Final = 2 * CHARACTER_BITS
_CHARACTER: Final = (1 << CHARACTER_BITS) - 1
_FREQUENCY: Final = (1 << FREQUENCY_BITS) - 1
_SMALL: Final = 0xFFFF
# Where the counts in the head of a packed part end, and how many numbers a row has.
_HEAD: Final = struct.calcsize("<B4I")
_ROW: Final = 5
# Small windows do for small parts, and cost a third less time.
_WINDOW_BITS: Final = 12
_MEMORY: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some postings of a report: the long words among its terms, the keys of the others, how many rows each term has.

    `rows` are those of the long words, then those of the keys: field, first entry, entries, frequency, words in the field.
    """

    words: list[str]
    keys: Marks
    counts: Marks
    rows: npt.NDArray[np.int32]


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


def packed(rows: Marks, words: list[str]) -> Iterator[bytes]:
    """Yield the postings of each part, packed.

    A row is the key of its term, field, first entry, entries, value: the frequency of a word + (words in the field << `FREQUENCY_BITS`).
    """
    part = rows[:, 0] >> CHARACTER_BITS
    long = part == 0
    part[long] = first_codes(words)[0][rows[long, 0]]
    part %= PARTS
    order = np.argsort(part << _KEY_BITS | rows[:, 0])
    keys, field, first, count, value = rows[order].T
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    columns = _narrowed(np.stack([field, first, count, value & _FREQUENCY, value >> FREQUENCY_BITS]))
    own = keys[starts]
    terms = _narrowed(
        np.stack([own >> CHARACTER_BITS, own & _CHARACTER, np.diff(np.append(starts, len(keys)))])
    )
    bounds = np.searchsorted(part[order], np.arange(PARTS + 1))
    of_terms, longs = np.searchsorted(starts, bounds).tolist(), np.append(0, np.cumsum(is_long(own))).tolist()
    for (start, stop), (begin, end) in zip(pairwise(bounds.tolist()), pairwise(of_terms), strict=True):
        among = begin + longs[end] - longs[begin]
        lexicon = [words[at] for at in own[begin:among].tolist()]
        numbers = (terms[:2, among:end], terms[2, begin:end], columns[:, start:stop])
        yield _joined(lexicon, end - among, stop - start, np.concatenate([each.ravel() for each in numbers]))


def _narrowed(numbers: Marks) -> npt.NDArray[Any]:
    """Return `numbers` in two bytes each where they fit, else in four."""
    return numbers.astype("<u2" if numbers.max(initial=0) <= _SMALL else "<u4")


def _joined(lexicon: list[str], keys: int, rows: int, numbers: npt.NDArray[Any]) -> bytes:
    text, width = "\n".join(lexicon).encode("utf-8", "surrogatepass"), numbers.itemsize
    head = struct.pack("<B4I", width, len(text), len(lexicon), keys, rows)
    # All lowest bytes, then all higher ones: like by like packs best.
    planes = numbers.view(np.uint8).reshape(-1, width).T.tobytes()
    packer = zlib.compressobj(1, zlib.DEFLATED, -_WINDOW_BITS, _MEMORY)
    return packer.compress(head + text + planes) + packer.flush()


def unpack(data: bytes) -> Part:
    """Return a packed part."""
    data = zlib.decompress(data, -_WINDOW_BITS)
    width, lexicon, long, short, count = struct.unpack_from("<B4I", data)
    end = _HEAD + lexicon
    planes = np.frombuffer(data, dtype=np.uint8, offset=end).reshape(width, -1)
    numbers = planes[0].astype("<i4")
    for more, plane in enumerate(planes[1:], 1):
        numbers |= plane.astype("<i4") << 8 * more
    at = 2 * short
    return Part(
        words=data[_HEAD:end].decode("utf-8", "surrogatepass").split("\n") if long else [],
        keys=numbers[:short].astype("<i8") << CHARACTER_BITS | numbers[short:at],
        counts=numbers[at : at + long + short].astype("<i8"),
        rows=numbers[at + long + short :].reshape(_ROW, count),
    )
