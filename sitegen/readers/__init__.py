"""Source files to documents: what is printed, in order, without a thought about what it means.

`read` tells formats apart by content, never by suffix, and hands the bytes to the reader of that
format (`READERS`: a table, one function a format).  A reader returns a `Document` or raises
`SitegenError`; it never opens anything itself.  Formats in `CONVERTED` are turned into Word files
by another program first, which is not a reader's business.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import Document, Paragraph, Source
from sitegen.readers import docx, html, ofd, pdf, text
from sitegen.readers.characters import check_length
from sitegen.readers.formats import CONVERTED, media_type
from sitegen.readers.transcript import transcript

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Block, Unit

__all__ = ["CONVERTED", "LARGEST", "READERS", "UNITS", "media_type", "read", "transcript"]

LARGEST: Final = 50_000_000
"""Bytes; a report without pictures has 50 kB, with pictures seldom more than 10 MB."""

READERS: Final[dict[str, Callable[[Source, bytes], Document]]] = {
    "docx": docx.read,
    "html": html.read,
    "ofd": ofd.read,
    "pdf": pdf.read,
    "text": text.read,
}


UNITS: Final[dict[str, Unit]] = {
    "docx": "paragraph",
    "html": "line",
    "ofd": "page",
    "pdf": "page",
    "text": "line",
}
"""What the numbers of places in a document count."""


def read(name: str, data: bytes, url: str = "", *, converted: bytes | None = None) -> Document:
    """Read a source file.

    `name` is the file's own name without its folder, kept as the source's name; `url` where it was
    published; `converted` the Word file that another program made of it, if it is of a format in `CONVERTED`.
    Raises `SitegenError` if the file is too large, empty, damaged, too long or of a format not read.
    """
    if len(data) > LARGEST:
        raise SitegenError(
            problem("source-too-large", name, size=len(data) // 1_000_000, limit=LARGEST // 1_000_000)
        )
    if not data.strip(b"\0 \t\r\n"):
        raise SitegenError(problem("source-blank", name, size=len(data)))
    source = Source(name=name, sha256=sha256(data).hexdigest(), url=url)
    readable = data if converted is None else converted
    kind = media_type(name, readable)
    if kind in CONVERTED:
        raise SitegenError(problem("converter-missing", name, format=CONVERTED[kind]))
    document = READERS[kind](source, readable)
    check_length(name, sum(map(_length, document.blocks)))
    return document


def _length(block: Block) -> int:
    return (
        len(block.text)
        if isinstance(block, Paragraph)
        else sum(len(cell) + 1 for row in block.rows for cell in row)
    )
