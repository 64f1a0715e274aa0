"""Where the contents of many files wait to be written: in memory while they are few, the others on disk.

The site of ten thousand reports takes gigabytes; whoever builds it has no such memory to spare.
"""

from __future__ import annotations

import errno
import os
import threading
import weakref
from itertools import islice
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final, TypeVar

from sitegen.errors import SitegenError, problem
from sitegen.model import OutputFile

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator
    from pathlib import Path

T = TypeVar("T")

_IN_MEMORY: Final = 256 << 20
"""Bytes that stay in memory before the first file goes to disk."""
_AT_ONCE: Final = 500
"""Files, or what they are made of, whose contents are in memory together."""


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield some hundred items at a time, so that what is made of them can be put aside before the next are made."""
    rest = iter(items)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


class Spool:
    """A place for the contents of files that nobody looks at now, as long as somebody holds one of the files.

    `folder` is where it lies, once there is more than stays in memory; None is the system's for temporary files.
    """

    def __init__(self, folder: Path | None, in_memory: int = _IN_MEMORY) -> None:
        self._folder = folder
        self._left = in_memory
        self._file: io.FileIO | None = None
        self._lock = threading.Lock()
        self._end = 0

    def put(self, files: Iterable[OutputFile]) -> Iterator[OutputFile]:
        """Yield files that equal the given ones; most hold no content.  Raises `SitegenError` if there is no room."""
        for file in files:
            if isinstance(file, _Spooled) or file.size <= self._left:
                self._left -= 0 if isinstance(file, _Spooled) else file.size
                yield file
            else:
                yield _Spooled(file.path, self, self._append(file.data), file.size)

    def read(self, start: int, size: int) -> bytes:
        """Return what was put at a place.  Raises `SitegenError` if it cannot be read."""
        assert self._file  # noqa: S101 - something was put there
        try:
            data = self._read(self._file, start, size)
        except OSError as error:
            raise self._failed(error) from error
        if len(data) != size:
            raise self._failed(OSError(errno.EIO, os.strerror(errno.EIO)))
        return data

    def _read(self, file: io.FileIO, start: int, size: int) -> bytes:
        if hasattr(os, "pread"):  # copies of this process share its place in the file
            return os.pread(file.fileno(), size, start)
        with self._lock:
            file.seek(start)
            return file.read(size)

    def _append(self, data: bytes) -> int:
        """Write something behind what is there; return where it begins."""
        with self._lock:
            start, rest = self._end, memoryview(data)
            try:
                file = self._opened()
                file.seek(start)
                while rest:
                    rest = rest[file.write(rest) :]
            except OSError as error:
                raise self._failed(error) from error
            self._end += len(data)
            return start

    def _opened(self) -> io.FileIO:
        if self._file is None:
            self._file = TemporaryFile(buffering=0, dir=self._folder)  # noqa: SIM115 - closed with this
            weakref.finalize(self, self._file.close)
        return self._file

    def _failed(self, error: OSError) -> SitegenError:
        return SitegenError(problem("output-failed", str(self._folder or ""), reason=error.strerror or error))


class _Spooled(OutputFile):
    """A file whose content is in a spool."""

    __slots__ = ("_size", "_spool", "_start")
    _spool: Spool
    _start: int
    _size: int

    def __init__(self, path: str, spool: Spool, start: int, size: int) -> None:
        for name, value in (("path", path), ("_spool", spool), ("_start", start), ("_size", size)):
            object.__setattr__(self, name, value)

    @property
    def data(self) -> bytes:
        return self._spool.read(self._start, self._size)

    @property
    def size(self) -> int:
        return self._size

    def __eq__(self, other: object) -> bool:
        return self._whole() == (other._whole() if isinstance(other, _Spooled) else other)

    def __hash__(self) -> int:
        return hash(self._whole())

    def _whole(self) -> OutputFile:
        return OutputFile(path=self.path, data=self.data)
