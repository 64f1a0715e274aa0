"""Values written one after the other, and read again with what they share."""

from __future__ import annotations

import copyreg
import io
import pickle
import secrets
import sqlite3
import struct
import zlib
from array import array
from contextlib import closing, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self, TypeVar, cast

import numpy as np

from sitegen.store.columns import Columns, append
from sitegen.store.files import FAILURES, BrokenStoreError, File, Part, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from sitegen.store.columns import Place

    Outside = Mapping[type, Callable[[Any], Any]]
    Reduced = tuple[Callable[..., Any], tuple[Any, ...]]

Item = TypeVar("Item")

_VERSION: Final = 0
"""The number under which the version lies, how many values and parts there are, and what the file of large arrays is called;
the values follow below it."""
_COUNTS: Final = struct.Struct(">II8s")
_TOKEN: Final = 4
_LARGE: Final = 1 << 12
_VAST: Final = 1 << 20
"""Bytes of numbers from which they are written apart, as they are, and from which they get a file of their own, to be mapped."""


class Writer:
    """A file for `read` that is being written.  Use as a context manager: what lies at `path` stays until it is left well.

    Objects whose type is in `outside` are not written: the reader puts in their place what it finds by the name that
    is given here.  Raises `OSError` or `sqlite3.Error` where nothing can be written, and `BrokenStoreError` if a part
    of what is written cannot be read.
    """

    def __init__(self, path: Path, version: bytes, outside: Outside | None = None) -> None:
        self._path, self._version = path, version
        self._fresh = path.with_name(f"{path.name}.new")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._fresh.unlink(missing_ok=True)
        self._token = secrets.token_hex(_TOKEN)
        self._columns = _columns(path, self._token)
        self._store = opened(str(self._fresh))
        self._file = File(self._store)
        self._buffer, self._values = io.BytesIO(), 0
        self._pickler = pickle.Pickler(self._buffer, pickle.HIGHEST_PROTOCOL)
        self._pickler.dispatch_table = {
            **copyreg.dispatch_table,
            Part: self._part,
            np.ndarray: self._numbers,
            array: self._array,
            **{kind: _named(name) for kind, name in (outside or {}).items()},
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with closing(self._store):
            if kind is None:
                token = self._token.encode() if self._columns.exists() else b""
                counts = _COUNTS.pack(self._values, self._file.count, token)
                self._file.write(_VERSION, self._version + counts)
                self._store.commit()
        if kind is None:
            self._fresh.replace(self._path)
            others = set(self._path.parent.glob(f"{self._path.name}.*")) - {self._columns}
        else:
            others = {self._fresh, self._columns}
        for each in others:
            with suppress(OSError):  # what is mapped cannot go everywhere
                each.unlink()

    def put(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return a sequence, for a value to be added, that is written apart; a part of another file is copied."""
        if isinstance(items, Part):
            return items
        return self._file.put(items) if items else items

    def add(self, value: object) -> None:
        """Write a value."""
        self._pickler.dump(value)
        self._values += 1
        self._file.write(_VERSION - self._values, zlib.compress(self._buffer.getvalue(), 1))
        self._buffer.seek(0)
        self._buffer.truncate()

    def _part(self, part: Part[Any]) -> Reduced:
        own = part if part.file is self._file else self._file.take(part)
        return _part_of, (own.number, len(own))

    def _numbers(self, numbers: np.ndarray[Any, Any]) -> tuple[Any, ...] | str:
        if numbers.nbytes < _LARGE:
            return numbers.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
        if numbers.nbytes >= _VAST:
            return _mapped, append(self._columns, numbers)
        number = self._file.append(np.ascontiguousarray(numbers).data.cast("B"))
        return _numbers_of, (number, numbers.dtype.str, numbers.shape)

    def _array(self, numbers: array[Any]) -> tuple[Any, ...] | str:
        if len(numbers) * numbers.itemsize < _LARGE:
            return numbers.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
        return _array_of, (self._file.append(memoryview(numbers).cast("B")), numbers.typecode)


def read(path: Path, version: bytes, outside: Outside | None = None) -> Iterator[Any] | None:
    """Return the values that were written with this version, one after the other; None if there are none.

    `outside` finds objects of some types by the names that `Writer` was given for them.  What is returned raises
    `BrokenStoreError` once something cannot be read; when it ends, all is known to be what was written, parts too.
    """
    if not path.is_file():
        return None
    try:
        store = sqlite3.connect(path, check_same_thread=False)
        file = File(store)
        written = file.read(_VERSION)
        count, parts, token = _COUNTS.unpack(written[-_COUNTS.size :])
        is_own = written[: -_COUNTS.size] == version
        named = token.strip(b"\0").decode()
        columns = Columns(_columns(path, named)) if is_own and named else None
    except (*FAILURES, OSError):
        return None
    return _values(_Reading(file, columns, outside or {}), count, parts) if is_own else None


def _values(reading: _Reading, count: int, parts: int) -> Iterator[Any]:
    stream = _Stream()
    # one for all, for they name the objects of those before
    unpickler = pickle.Unpickler(stream)  # noqa: S301 - the clerk's own cache
    for number in range(1, count + 1):
        token = _reading.set(reading)
        try:
            stream.begin(reading.file.load(_VERSION - number))
            value = unpickler.load()
        except FAILURES as error:
            raise BrokenStoreError(number) from error
        finally:
            _reading.reset(token)
        yield value
    try:
        reading.file.check(1 + count + parts)
        if reading.columns:
            reading.columns.check()
    except FAILURES as error:
        raise BrokenStoreError from error


class _Stream:
    """What an unpickler reads, a value at a time."""

    def begin(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        return self._data.read(size)

    def readline(self) -> bytes:
        return self._data.readline()


class _Reading(NamedTuple):
    """What is being read: the file, its large arrays if it has some, and how objects outside of it are found."""

    file: File
    columns: Columns | None
    outside: Outside


_reading: ContextVar[_Reading] = ContextVar("reading")
"""For the functions that a value is made with."""


def _columns(path: Path, token: str) -> Path:
    return path.with_name(f"{path.name}.{token}")


def _mapped(*place: Any) -> np.ndarray[Any, Any]:  # noqa: ANN401 - a `Place`
    columns = _reading.get().columns
    if columns is None:
        raise LookupError(place)
    return columns.at(cast("Place", place))


def _part_of(number: int, length: int) -> Part[Any]:
    return Part(_reading.get().file, number, length)


def _numbers_of(number: int, kind: str, shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    numbers = np.frombuffer(_reading.get().file.read(number), dtype=kind).reshape(shape)
    return numbers.copy()  # whoever made them may go on to write in them


def _array_of(number: int, kind: str) -> array[Any]:
    return array(kind, _reading.get().file.read(number))


def _outside(kind: type, name: object) -> object:
    return _reading.get().outside[kind](name)


def _named(name: Callable[[Any], object]) -> Callable[[Any], Reduced]:
    return lambda each: (_outside, (type(each), name(each)))
