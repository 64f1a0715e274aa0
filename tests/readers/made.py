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


# ---------------------------------------------------------------- PDF


def text(left: float, bottom: float, words: str, size: float = 16, matrix: str = "1 0 0 1") -> str:
    """Return the operators that print words at a place of a page, in points from its lower left corner."""
    return f"BT /F1 {size} Tf {matrix} {left} {bottom} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"


def rule(left: float, bottom: float, right: float, top: float) -> str:
    """Return the operators that draw a line."""
    return f"{left} {bottom} m {right} {top} l S\n"


PICTURE = "q 400 0 0 500 50 100 cm /P1 Do Q\n"
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    "/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>"
)
_PICTURE = (
    "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    "stream\n\x7f\nendstream"
)
_LOCKED = f"<</Filter/Standard/V 1/R 2/O<{'41' * 32}>/U<{'42' * 32}>/P -4>>"


def pdf_bytes(*pages: str, is_locked: bool = False) -> bytes:
    """Return a PDF file of pages of A4, each given by its operators."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>", _FONT]
    for index, operators in enumerate(pages):
        resources = f"<</Font<</F1 3 0 R>>/XObject<</P1 {4 + 2 * len(pages)} 0 R>>>>"
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * index} 0 R/Resources{resources}>>"
        objects += [page, f"<</Length {len(operators)}>>stream\n{operators}endstream"]
    objects += [_PICTURE, *([_LOCKED] if is_locked else [])]
    data, offsets = b"%PDF-1.4\n", []
    for number, value in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{value}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    lock = f"/Encrypt {len(objects)} 0 R/ID[<{'43' * 16}><{'43' * 16}>]" if is_locked else ""
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R{lock}>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode("latin-1")


def read_pdf(*pages: str) -> Document:
    """Read a PDF file made of pages."""
    return readers.read("报告.pdf", pdf_bytes(*pages))
