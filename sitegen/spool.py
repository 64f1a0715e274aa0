"""Where the bytes of many files wait to be written: in memory while they are few, then on disk.

The site of ten thousand reports takes gigabytes; whoever builds it has no such memory to spare.
"""

from __future__ import annotations

import threading
import weakref
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import OutputFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_IN_MEMORY: Final = 256 << 20
"""Bytes that are kept in memory before all of them go to disk."""


class Spool:
    """A place, until the process ends, for the contents of files that nobody looks at now.

    `folder` is where it lies once it is large; None is the system's for temporary files.
    """

    def __init__(self, folder: Path | None, in_memory: int = _IN_MEMORY) -> None:
        self._folder = folder
        self._file = SpooledTemporaryFile(in_memory, dir=str(folder) if folder else None)  # noqa: SIM115 - closed with the last that needs it
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()
        self._length = 0

    def put(self, files: Iterable[OutputFile]) -> Iterator[OutputFile]:
        """Yield files that equal the given ones, and hold no content.  Raises `SitegenError` if there is no room."""
        for file in files:
            with self._lock:
                start, self._length = self._length, self._length + len(file.data)
                try:
                    self._file.seek(start)
                    self._file.write(file.data)
                except OSError as error:
                    place = str(self._folder or "")
                    raise SitegenError(
                        problem("output-failed", place, reason=error.strerror or error)
                    ) from error
            yield _Spooled(file.path, self, start, len(file.data))

    def read(self, start: int, size: int) -> bytes:
        """Return what was put at a place."""
        with self._lock:
            self._file.seek(start)
            return self._file.read(size)


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
