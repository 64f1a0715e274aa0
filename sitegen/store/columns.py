"""Large arrays of numbers in a file that is mapped to memory: the system reads what is looked at, and nothing else."""

from __future__ import annotations

import mmap
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakSet

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALIGNED: Final = 64
_LARGE: Final = 1 << 16
"""Bytes from which arrays are mapped."""
_AT_ONCE: Final = 1 << 24
"""Bytes that are in memory at once while all are looked at."""
_open: WeakSet[mmap.mmap] = WeakSet()

Place = tuple[int, int, int, str, tuple[int, ...]]
"""Where an array starts, how many bytes it has, their checksum, its type and shape."""


def append(path: Path, numbers: np.ndarray[Any, Any]) -> Place:
    """Write an array at the end of a file; return where it is."""
    data = np.ascontiguousarray(numbers).data.cast("B")
    with path.open("ab") as file:
        file.write(bytes(-file.tell() % _ALIGNED))
        start = file.tell()
        file.write(data)
    return start, len(data), zlib.crc32(data), numbers.dtype.str, numbers.shape


class Columns:
    """The arrays of a file.  Raises `OSError` or `ValueError` if there is none."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        _open.add(self._map)
        self._places: list[Place] = []

    def at(self, place: Place) -> np.ndarray[Any, Any]:
        """Return an array; it is read when it is looked at, and cannot be written in."""
        start, size, _, kind, shape = place
        self._places.append(place)
        numbers = np.frombuffer(self._map, np.dtype(kind), size // np.dtype(kind).itemsize, start)
        return numbers.reshape(shape)

    def check(self) -> None:
        """Look at everything that was asked for.  Raises `LookupError` if it is not what was written."""
        view = memoryview(self._map)
        for start, size, proof, *_ in self._places:
            found = 0
            for at in range(start, start + size, _AT_ONCE):
                found = zlib.crc32(view[at : min(at + _AT_ONCE, start + size)], found)
                _leave(self._map)
            if found != proof:
                raise LookupError(start)


def mapped(arrays: Sequence[np.ndarray[Any, Any]], folder: Path | None) -> list[np.ndarray[Any, Any]]:
    """Return arrays, large ones as views of a file in a folder that lasts as long as they do, if one can be written there."""
    if not any(numbers.nbytes >= _LARGE for numbers in arrays):
        return list(arrays)
    try:
        with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as place:
            path = Path(place) / "columns"
            places = [append(path, numbers) if numbers.nbytes >= _LARGE else None for numbers in arrays]
            columns = Columns(path)
    except (OSError, ValueError):
        return list(arrays)
    return [columns.at(at) if at else numbers for at, numbers in zip(places, arrays, strict=True)]


def let_go() -> None:
    """Have what was looked at leave memory; it is read again when somebody looks at it."""
    for each in tuple(_open):
        _leave(each)


def _leave(each: mmap.mmap) -> None:
    if hasattr(mmap, "MADV_DONTNEED"):
        each.madvise(mmap.MADV_DONTNEED)
