"""Zip containers (Word, OFD) opened with bounds: only the parts asked for, and never more than they may hold.

A zip file of half a megabyte can unpack to half a gigabyte and its directory can lie about sizes, so
every part is unpacked up to a limit and no further.  Nothing is ever extracted to disk.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from itertools import pairwise
from typing import Final

from sitegen.errors import SitegenError, problem

LARGEST_PART: Final = 40_000_000
"""Bytes of one part unpacked; the text of a report of 30 000 characters takes about 1 MB."""
_LARGEST_RATIO: Final = 200
"""Unpacked bytes for each packed one; a text part of Word stays below 40."""
_SMALL: Final = 1_000_000
"""Below this size the ratio does not matter: an empty styles part packs extremely well."""
_MOST_PARTS: Final = 5_000
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    UnicodeDecodeError,
    ValueError,
)
_ENCRYPTED_BIT: Final = 0x1
_HEADER: Final = 30
"""Bytes before each entry's name, at least."""


class Container:
    """A zip file in memory; `names` are those of its parts, in the order of its directory."""

    def __init__(self, where: str, data: bytes, label: str) -> None:
        """Open a zip file; `where` and `label` (Word, OFD) are for messages.

        Raises `SitegenError` if it is damaged or has far too many parts.
        """
        self._where = where
        self._label = label
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise self._damaged(error) from error
        self.names = tuple(self._zip.namelist())
        if len(self.names) > _MOST_PARTS:
            raise SitegenError(problem("source-unpacks", where, reason=f"{len(self.names)} parts"))
        if len(set(self.names)) < len(self.names):
            raise self._damaged(ValueError("two parts have one name"))
        if _overlap(self._zip.infolist()):
            raise self._damaged(ValueError("parts overlap"))

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part, None if there is none of this name.

        Raises `SitegenError` if the part is encrypted, damaged or unpacks to too much.
        """
        if name not in self.names:
            return None
        entry = self._zip.getinfo(name)
        if entry.flag_bits & _ENCRYPTED_BIT:
            raise SitegenError(problem("source-encrypted", self._where, format=self._label))
        limit = LARGEST_PART
        if entry.compress_size * _LARGEST_RATIO < limit:
            limit = max(_SMALL, entry.compress_size * _LARGEST_RATIO)
        try:
            with self._zip.open(entry) as part:
                data = part.read(limit + 1)
        except _DAMAGE as error:
            raise self._damaged(error) from error
        if len(data) > limit:
            raise SitegenError(
                problem(
                    "source-unpacks", self._where, reason=f"{name}: {entry.compress_size} → {limit}+ bytes"
                )
            )
        return data

    def _damaged(self, error: Exception) -> SitegenError:
        reason = str(error) or type(error).__name__
        return SitegenError(problem("source-damaged", self._where, format=self._label, reason=reason))


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Tell whether two entries share bytes: so a file unpacks to many times what its ratios say."""
    places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    return any(start + _HEADER + size > following for (start, size), (following, _) in pairwise(places))
