"""Numbers as bytes (LEB128: seven bits a byte, the highest bit says that more follow), many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Collection

Marks = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]

_STEPS: Final = np.array([1 << 7 * more for more in range(1, 6)])
# Numbers that are encoded at once: each takes some twenty bytes meanwhile.
_AT_ONCE: Final = 1 << 20
MORE: Final = 0x80
"""A byte from this on says that more of its number follow."""


class Numbering(dict[str, int]):
    """A dictionary that gives each new text the next number, from 0 on.

    No `defaultdict` with its own length: that would refer to itself, and lie in memory long after its use.
    """

    def __missing__(self, text: str) -> int:
        """Give `text` the next number."""
        number = self[text] = len(self)
        return number


def numbered(texts: Collection[str], numbers: dict[str, int]) -> Marks:
    """Return the number of each text (there are millions, so no line of Python may run for each)."""
    return np.fromiter(map(numbers.__getitem__, texts), dtype="<i8", count=len(texts))


def codes_of(text: str) -> Codes:
    """Return the codes of the characters of `text`."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def lengths_of(texts: Collection[str]) -> Marks:
    """Return the number of characters of each text."""
    return np.fromiter(map(len, texts), dtype="<i8", count=len(texts))


def first_codes(texts: Collection[str]) -> tuple[Marks, Marks]:
    """Return the codes of the first and of the second character of each text (none is empty); 0 for no second one."""
    lengths, codes = lengths_of(texts), np.append(codes_of("".join(texts)), 0).astype("<i8")
    starts = np.cumsum(lengths) - lengths
    return codes[starts], np.where(lengths > 1, codes[starts + 1], 0)


def encode_number(number: int) -> bytes:
    """Encode one number."""
    data = bytearray()
    while number >= MORE:
        data.append(number & 0x7F | MORE)
        number >>= 7
    return bytes([*data, number])


def distinct(numbers: Marks) -> Marks:
    """Return the distinct numbers, sorted (twice as fast as `numpy.unique` on these)."""
    ordered = np.sort(numbers)
    kept: Marks = ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered
    return kept


def encode_numbers(numbers: Marks) -> tuple[bytes, Marks]:
    """Encode numbers from 0 to 2**42; return the bytes (less than 2 GB) and where each number ends."""
    sizes = (np.searchsorted(_STEPS, numbers, side="right") + 1).astype("i1")
    ends = np.cumsum(sizes, dtype="<i4")
    data = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for begin in range(0, len(numbers), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        _put(data, numbers[some], sizes[some], ends[some] - sizes[some])
    return data.tobytes(), ends


def _put(data: npt.NDArray[np.uint8], numbers: Marks, sizes: npt.NDArray[np.int8], starts: Marks) -> None:
    """Write numbers into `data`, each as so many bytes from its start on."""
    for position in range(int(sizes.max())):
        here = sizes > position
        more = (sizes[here] > position + 1).astype(np.uint8) << 7
        data[starts[here] + position] = (numbers[here] >> 7 * position & 0x7F).astype(np.uint8) | more


def decode_numbers(data: bytes) -> tuple[Marks, Marks]:
    """Return all numbers of `data` and where each ends."""
    digits = np.frombuffer(data, dtype=np.uint8).astype("<i8")
    if not len(digits):
        return digits, digits
    ends = np.flatnonzero(digits < MORE) + 1
    starts = np.concatenate([[0], ends[:-1]])
    position = np.arange(ends[-1]) - np.repeat(starts, ends - starts)
    return np.add.reduceat((digits[: ends[-1]] & 0x7F) << 7 * position, starts), ends


def decode_number(data: bytes, at: int) -> tuple[int, int]:
    """Read one number at `at`; return it and where the next begins."""
    number = shift = 0
    while data[at] >= MORE:
        number |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return number | data[at] << shift, at + 1
