"""A value on disk whose large parts are loaded when somebody looks at them.

What a page needs of an archive of thousands is little; to load all of it would take longer than anybody waits.  So the
sequences that make a value large are written apart, and come back as `Part`s: their length is known at once, what
is in them is read when it is asked for, and forgotten when it was long not asked for.
"""

from __future__ import annotations

import io
import pickle
import sqlite3
import threading
import weakref
import zlib
from collections import OrderedDict
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sitegen.model import TupleLike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

Item = TypeVar("Item")

_ROOT: Final = 0
_VERSION: Final = -1
_LOADED: Final = 300
"""Parts that are kept in memory."""


def write(
    path: Path,
    version: bytes,
    value: object,
    parts: Iterable[Sequence[Any]],
    is_wanted: Callable[[], bool] = lambda: True,
) -> bool:
    """Write a value for `read`; return whether it was written whole, not if `is_wanted` came to say no.

    `parts` are the very sequences, somewhere in the value, that are to be written apart, as tuples.  What lies at `path` stays until
    all is written, also where nothing can be written.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        is_whole = _write(fresh, version, value, parts, is_wanted)
        if is_whole:
            fresh.replace(path)
        else:
            fresh.unlink()
    except (OSError, sqlite3.Error):  # no room, or no right
        return False
    return is_whole


def _write(
    path: Path,
    version: bytes,
    value: object,
    parts: Iterable[Sequence[Any]],
    is_wanted: Callable[[], bool],
) -> bool:
    numbers: dict[int, tuple[int, Sequence[Any]]] = {}  # the part is kept, so that no other gets its id
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = OFF")
        file.execute("PRAGMA synchronous = OFF")
        file.execute("CREATE TABLE part (number INTEGER PRIMARY KEY, value BLOB)")
        for number, part in enumerate(parts, 1):
            if not is_wanted():
                return False
            numbers[id(part)] = (number, part)
            _put(file, number, pickle.dumps(tuple(part), pickle.HIGHEST_PROTOCOL))
        _put(file, _ROOT, _without_parts(value, numbers))
        _put(file, _VERSION, version)
        file.commit()
    return True


def read(path: Path, version: bytes) -> Any:  # noqa: ANN401 - whatever was written
    """Return the value that was written with this version, its parts as `Part`; None if there is none that can be read."""
    if not path.is_file():
        return None
    try:
        file = _File(sqlite3.connect(path, check_same_thread=False))
        if file.load(_VERSION) != version:
            return None
        return _WithParts(io.BytesIO(file.load(_ROOT)), file).load()
    except (
        sqlite3.Error,
        zlib.error,
        pickle.UnpicklingError,
        EOFError,
        LookupError,
        AttributeError,
        TypeError,
    ):
        return None  # it holds nothing that cannot be worked out again


class Shelf:
    """A place on disk, until the process ends, for sequences that nobody looks at now."""

    def __init__(self) -> None:
        store = sqlite3.connect(
            "", check_same_thread=False, isolation_level=None
        )  # in a file of its own, until closed
        store.execute("PRAGMA journal_mode = OFF")
        store.execute("CREATE TABLE part (number INTEGER PRIMARY KEY, value BLOB)")
        self._file = _File(store)
        self._count = 0

    def put(self, items: Sequence[Item]) -> Part[Item]:
        """Return a sequence that equals another one, and lies on disk.  Raises `sqlite3.Error` if there is no room."""
        self._count += 1
        self._file.put(self._count, pickle.dumps(tuple(items), pickle.HIGHEST_PROTOCOL))
        return Part(self._file, self._count, len(items))


class Part(TupleLike[Item]):
    """A sequence on disk; it equals the tuple that was written."""

    __slots__ = ("_file", "_length", "_number")

    def __init__(self, file: _File, number: int, length: int) -> None:
        self._file, self._number, self._length = file, number, length

    def __len__(self) -> int:
        return self._length

    def _items(self) -> tuple[Item, ...]:
        return self._file.part(self._number)


class _File:
    """The parts that lie in a file; asked by several threads at once."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store
        weakref.finalize(self, self._store.close)
        self._lock = threading.Lock()
        self._loaded: OrderedDict[int, tuple[Any, ...]] = OrderedDict()

    def load(self, number: int) -> bytes:
        """Return what was put under a number.  Raises `LookupError` if nothing was."""
        row = self._store.execute("SELECT value FROM part WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise LookupError(number)
        return zlib.decompress(row[0])

    def put(self, number: int, data: bytes) -> None:
        """Put something under a number."""
        with self._lock:
            _put(self._store, number, data)

    def part(self, number: int) -> tuple[Any, ...]:
        """Return the items of a part."""
        with self._lock:
            if number not in self._loaded:
                self._loaded[number] = pickle.loads(self.load(number))  # noqa: S301 - the clerk's own cache
            self._loaded.move_to_end(number)
            if len(self._loaded) > _LOADED:
                self._loaded.popitem(last=False)
            return self._loaded[number]


class _WithParts(pickle.Unpickler):
    def __init__(self, buffer: io.BytesIO, file: _File) -> None:
        super().__init__(buffer)
        self._file = file

    def persistent_load(self, pid: tuple[int, int]) -> Part[Any]:
        return Part(self._file, *pid)


def _without_parts(value: object, numbers: dict[int, tuple[int, Sequence[Any]]]) -> bytes:
    class Pickler(pickle.Pickler):
        def persistent_id(self, obj: object) -> tuple[int, int] | None:
            known = numbers.get(id(obj))
            return (known[0], len(known[1])) if known else None

    buffer = io.BytesIO()
    Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


def _put(file: sqlite3.Connection, number: int, data: bytes) -> None:
    file.execute("INSERT INTO part VALUES (?, ?)", (number, zlib.compress(data, 1)))
