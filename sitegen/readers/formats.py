"""Formats told apart by content, never by suffix: offices rename files, and so do those who mean harm."""

from __future__ import annotations

import re
from typing import Final

from sitegen.errors import SitegenError, problem
from sitegen.readers.container import Container

CONVERTED: Final = {
    "doc": "Word 97–2003 (.doc, .wps)",
    "rtf": "RTF",
    "odt": "OpenDocument",
    "wordml": "Word XML",
}
"""Formats that LibreOffice turns into Word files first (`sitegen.convert`), with their names."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_PDF: Final = b"%PDF-"
_PDF_WITHIN: Final = 1024
_STREAMS: Final = (("WordDocument", "doc"), ("Workbook", "Excel"), ("PowerPoint Document", "PowerPoint"))
_PROTECTED: Final = ("EncryptedPackage", "DRMContent")
_SECTOR: Final = 512
_FIB: Final = b"\xec\xa5"
_LOCKED_BYTE: Final = 11
_LOCKED_BIT: Final = 0x01
"""`fEncrypted` of the file information block that an old Word file starts its text with ([MS-DOC] 2.5.2)."""
_PARTS: Final = (("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint"))
_UNREAD: Final = (
    (b"\x89PNG", "source-picture", "PNG"),
    (b"\xff\xd8\xff", "source-picture", "JPEG"),
    (b"II*\x00", "source-picture", "TIFF"),
    (b"MM\x00*", "source-picture", "TIFF"),
    (b"GIF8", "source-picture", "GIF"),
    (b"Rar!", "source-packed", "RAR"),
    (b"7z\xbc\xaf", "source-packed", "7z"),
    (b"\x1f\x8b", "source-packed", "gzip"),
)
_CALLED: Final = {"docx": "Word", "ofd": "OFD", "odt": "OpenDocument"}
"""What a file that cannot even be opened is called in messages: by its suffix, for nothing else is known of it."""
_HTML: Final = re.compile(rb"<(?:!doctype html|html|head|meta|body|frameset|div|table|p)[\s>]", re.IGNORECASE)
_XML: Final = re.compile(rb"<\?xml[^>]*>")
_HEAD: Final = 2048


def media_type(name: str, data: bytes) -> str:
    """Return the key in `readers.READERS` or `CONVERTED` for the format that the bytes are in.

    Raises `SitegenError` for a format that cannot be read, for a file protected by a password, and for a
    damaged container.
    """
    if data.startswith(_ZIP):
        return _zip_type(name, data)
    if data.startswith(_OLE):
        return _ole_type(name, data)
    if _PDF in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    for magic, code, label in _UNREAD:
        if data.startswith(magic):
            raise SitegenError(problem(code, name, format=label))
    return _markup_type(data)


def _markup_type(data: bytes) -> str:
    head = data[:_HEAD]
    if b"\x00" in head:  # UTF-16: enough to see the tags
        head = head.replace(b"\x00", b"")
    head = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _XML.match(head) and b"Word.Document" in head:
        return "wordml"
    start = _XML.sub(b"", head, count=1).lstrip()
    while start.startswith(b"<!--") and b"-->" in start:
        start = start.split(b"-->", 1)[1].lstrip()
    return "html" if _HTML.match(start) else "text"


def _zip_type(name: str, data: bytes) -> str:
    container = Container(name, data, _CALLED.get(name.rpartition(".")[2].lower(), "zip"))
    if "OFD.xml" in container.names:
        return "ofd"
    for part, label in _PARTS:
        if part in container.names:
            raise SitegenError(problem("source-format", name, format=label))
    if "mimetype" in container.names:
        kind = container.read("mimetype") or b""
        if b"encryption-data" in (container.read("META-INF/manifest.xml") or b""):
            raise SitegenError(problem("source-encrypted", name, format="OpenDocument"))
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return "odt"
    if "[Content_Types].xml" in container.names:
        return "docx"
    raise SitegenError(problem("source-packed", name, format="zip"))


def _ole_type(name: str, data: bytes) -> str:
    """Tell the old binary formats apart by the names of their streams, which are UTF-16 in the directory."""
    if any(stream.encode("utf-16-le") in data for stream in _PROTECTED) or _is_locked(data):
        raise SitegenError(problem("source-encrypted", name, format="Word"))
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            if kind == "doc":
                return kind
            raise SitegenError(problem("source-format", name, format=kind))
    raise SitegenError(problem("source-damaged", name, format="Word 97–2003", reason="no text stream"))


def _is_locked(data: bytes) -> bool:
    """Tell whether the text of an old Word file is encrypted: its first block begins a sector of the file."""
    places = (
        place for place in range(_SECTOR, len(data) - _SECTOR + 1, _SECTOR) if data.startswith(_FIB, place)
    )
    first = next(places, None)
    return first is not None and bool(data[first + _LOCKED_BYTE] & _LOCKED_BIT)
