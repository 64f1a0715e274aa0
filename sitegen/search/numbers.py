"""Numbers as bytes (LEB128: seven bits a byte, the highest bit says that more follow), many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from sitegen.search.terms import Marks

_STEPS: Final = np.array([1 << 7 * more for more in range(1, 6)])
_MORE: Final = 0x80


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
    starts = ends - sizes
    for position in range(int(sizes.max()) if len(sizes) else 0):
        here = sizes > position
        more = (sizes[here] > position + 1).astype(np.uint8) << 7
        data[starts[here] + position] = (numbers[here] >> 7 * position & 0x7F).astype(np.uint8) | more
    return data.tobytes(), ends


def decode_numbers(data: bytes) -> tuple[Marks, Marks]:
    """Return all numbers of `data` and where each ends."""
    digits = np.frombuffer(data, dtype=np.uint8).astype("<i8")
    if not len(digits):
        return digits, digits
    ends = np.flatnonzero(digits < _MORE) + 1
    starts = np.concatenate([[0], ends[:-1]])
    position = np.arange(ends[-1]) - np.repeat(starts, ends - starts)
    return np.add.reduceat((digits[: ends[-1]] & 0x7F) << 7 * position, starts), ends


def decode_number(data: bytes, at: int) -> tuple[int, int]:
    """Read one number at `at`; return it and where the next begins."""
    number = shift = 0
    while data[at] >= _MORE:
        number |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return number | data[at] << shift, at + 1
