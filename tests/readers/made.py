"""Source files made in code: the smallest Word files, web pages and PDF files that show one thing each."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from sitegen import readers
from sitegen.errors import SitegenError
from sitegen.model import Paragraph

if TYPE_CHECKING:
    from sitegen.model import Document

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """Return a zip file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in parts.items():
            container.writestr(name, data)
    return buffer.getvalue()


def word_bytes(body: str, **parts: str) -> bytes:
    """Return a Word file; `parts` are further ones without their suffix: `styles`, `numbering`, `footnotes`."""
    files: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    files |= {f"word/{name}.xml": f"<w:{name} {NAMESPACES}>{xml}</w:{name}>" for name, xml in parts.items()}
    return zipped(files)


def read_word(body: str, **parts: str) -> Document:
    """Read a Word file made of a body and further parts."""
    return readers.read("报告.docx", word_bytes(body, **parts))


def lines(document: Document) -> list[str | list[list[str]]]:
    """Return the texts of a document, tables as lists of rows."""
    return [
        block.text if isinstance(block, Paragraph) else [list(row) for row in block.rows]
        for block in document.blocks
    ]


def codes(document: Document) -> list[str]:
    """Return the kinds of problem of a document."""
    return [each.code for each in document.problems]


def refusal(data: bytes, name: str = "报告.docx") -> str:
    """Return the kind of problem for which a source is refused."""
    with pytest.raises(SitegenError) as caught:
        readers.read(name, data)
    return caught.value.problem.code
