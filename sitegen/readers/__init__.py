"""Source files to documents: what is printed, in order, without a thought about what it means.

`read` tells formats apart by content, never by suffix, and hands the bytes to the reader of that
format (`READERS`: a table, one function a format).  A reader returns a `Document` or raises
`SitegenError`; it never opens anything itself.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import Document, Source
from sitegen.readers import text

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST: Final = 50_000_000
"""Bytes; a report without pictures has 50 kB, with pictures seldom more than 10 MB."""

READERS: Final[dict[str, Callable[[Source, bytes], Document]]] = {"text": text.read}

_MAGIC: Final = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Word (.docx) or other zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word (.doc) or WPS"),
    (b"{\\rtf", "RTF"),
)


def read(name: str, data: bytes, url: str = "") -> Document:
    """Read a source file.

    `name` is the file's own name without its folder, kept as the source's name; `url` where it was
    published.  Raises `SitegenError` if the file is too large, empty or of a format not read.
    """
    if len(data) > LARGEST:
        raise SitegenError(
            problem("source-too-large", name, size=len(data) // 1_000_000, limit=LARGEST // 1_000_000)
        )
    if not data.strip():
        raise SitegenError(problem("source-empty", name))
    source = Source(name=name, sha256=sha256(data).hexdigest(), url=url)
    return READERS[media_type(name, data)](source, data)


def media_type(name: str, data: bytes) -> str:
    """Return the key in `READERS` for the format that the bytes are in."""
    for magic, label in _MAGIC:
        if data.startswith(magic):
            raise SitegenError(problem("source-format", name, format=label))
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise SitegenError(problem("source-format", name, format="HTML"))
    return "text"
