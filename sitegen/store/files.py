"""What lies in a file by its number: sequences, and numbers as they are."""

from __future__ import annotations

import pickle
import sqlite3
import threading
import weakref
import zlib
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sitegen.model import TupleLike

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")

_ROOM: Final = 3 << 20
"""Bytes, as they are written, of the parts that are kept in memory, where they take some times as much."""
FAILURES: Final = (
    sqlite3.Error,
    zlib.error,
    pickle.UnpicklingError,
    EOFError,
    LookupError,
    AttributeError,
    ImportError,
    TypeError,
    ValueError,
)
"""What reading something that is damaged, or of another program, may raise."""


class BrokenStoreError(LookupError):
    """What lies on disk cannot be read any more.  It holds nothing that cannot be worked out again."""


class Shelf:
    """A place on disk, until the process ends, for sequences that nobody looks at now."""

    @cached_property
    def _file(self) -> File:
        return File(opened(""))  # of the process that uses it

    def put(self, items: Sequence[Item], *, is_at_hand: bool = False) -> Part[Item]:
        """Return a sequence that equals another one, and lies on disk.  Raises `sqlite3.Error` if there is no room.

        What is at hand is read without it until `clear`.
        """
        part = self._file.put(items)
        if is_at_hand:
            self._file.at_hand[part.number] = _packed(items)
        return part

    def clear(self) -> None:
        """Have what was at hand read from disk from now on."""
        self._file.at_hand.clear()


class Part(TupleLike[Item]):
    """A sequence on disk; it equals the tuple that was written."""

    __slots__ = ("_length", "file", "number")

    def __init__(self, file: File, number: int, length: int) -> None:
        self.file, self.number, self._length = file, number, length

    def __len__(self) -> int:
        return self._length

    def _items(self) -> Sequence[Item]:
        return self.file.part(self.number)

    def whole(self) -> Sequence[Item]:
        """Return the sequence as it was packed.  Raises `BrokenStoreError` if it cannot be read."""
        return self.file.part(self.number)


class File:
    """What lies in a file by its number; asked by several threads at once."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store
        weakref.finalize(self, store.close)
        self._lock = threading.Lock()
        self.count = 0
        self.at_hand: dict[int, Sequence[Any]] = {}
        self._loaded: OrderedDict[int, tuple[Sequence[Any], int]] = OrderedDict()
        self._room = _ROOM

    def read(self, number: int) -> bytes:
        """Return what was put under a number.  Raises `LookupError` if it is not that any more."""
        row = self._store.execute("SELECT value, proof FROM part WHERE number = ?", (number,)).fetchone()
        if row is None or zlib.crc32(row[0]) != row[1]:
            raise LookupError(number)
        data: bytes = row[0]
        return data

    def check(self, count: int) -> None:
        """Look at everything.  Raises what `read` does if so much is not there, or is not what was put there."""
        found = 0
        for number, data, proof in self._store.execute("SELECT number, value, proof FROM part"):
            if zlib.crc32(data) != proof:
                raise LookupError(number)
            found += 1
        if found != count:
            raise LookupError(found)

    def load(self, number: int) -> bytes:
        """Return what was put under a number, unpacked."""
        return zlib.decompress(self.read(number))

    def write(self, number: int, data: bytes | memoryview) -> None:
        """Put something under a number."""
        with self._lock:
            self._store.execute("INSERT INTO part VALUES (?, ?, ?)", (number, data, zlib.crc32(data)))

    def append(self, data: bytes | memoryview) -> int:
        """Put something under the next number; return that."""
        self.count += 1
        self.write(self.count, data)
        return self.count

    def put(self, items: Sequence[Item]) -> Part[Item]:
        """Put a sequence under the next number; return what reads it."""
        data = zlib.compress(pickle.dumps(_packed(items), pickle.HIGHEST_PROTOCOL), 1)
        return Part(self, self.append(data), len(items))

    def take(self, part: Part[Item]) -> Part[Item]:
        """Copy a part of another file as it lies there.  Raises `BrokenStoreError` if that cannot be read."""
        try:
            return Part(self, self.append(part.file.read(part.number)), len(part))
        except FAILURES as error:
            raise BrokenStoreError(part.number) from error

    def part(self, number: int) -> Sequence[Any]:
        """Return the items of a part.  Raises `BrokenStoreError` if it cannot be read."""
        at_hand = self.at_hand.get(number)
        if at_hand is not None:
            return at_hand
        with self._lock:
            if number not in self._loaded:
                try:
                    data = self.load(number)
                    self._loaded[number] = (pickle.loads(data), len(data))  # noqa: S301 - the clerk's own cache
                except FAILURES as error:
                    raise BrokenStoreError(number) from error
                self._room -= len(data)
            self._loaded.move_to_end(number)
            while self._room < 0 and len(self._loaded) > 1:
                self._room += self._loaded.popitem(last=False)[1][1]
            return self._loaded[number][0]


def _packed(items: Sequence[Item]) -> Sequence[Item]:
    """Return a sequence as it is written: as a tuple, or as what equals one and takes less room."""
    return items if isinstance(items, TupleLike) else tuple(items)


def opened(path: str) -> sqlite3.Connection:
    """Return a new file; "" is one of its own, until it is closed."""
    store = sqlite3.connect(path, check_same_thread=False, isolation_level=None if not path else "DEFERRED")
    store.execute("PRAGMA journal_mode = OFF")
    store.execute("PRAGMA synchronous = OFF")
    store.execute("CREATE TABLE part (number INTEGER PRIMARY KEY, value BLOB, proof INTEGER)")
    return store
