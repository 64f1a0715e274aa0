"""PDF files with a text layer: paragraphs and ruled tables by the geometry of the page.

PDFium finds the characters and where they stand (pypdfium2: a permissive licence, no program to install, 800
pages/s); everything a report is made of is worked out here: lines, page furniture, paragraphs across pages,
tables across pages.  A paragraph's place is its page.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pypdfium2
import pypdfium2.raw as pdfium

from sitegen.errors import SitegenError, problem
from sitegen.model import Document, Hints
from sitegen.readers.pdf.glyphs import read_page
from sitegen.readers.pdf.layout import printed_title, read_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Source
    from sitegen.readers.pdf.glyphs import PageText

LABEL: Final = "PDF"
MOST_PAGES: Final = 1_000
_COPYING: Final = 1 << 4
_LOCKED: Final = frozenset({pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY})
_END: Final = b"%%EOF"
_LINEARIZED: Final = re.compile(
    rb"/Linearized\b[^<>]*?/L\s+(\d{1,10})\b|/L\s+(\d{1,10})\b[^<>]*?/Linearized\b"
)
_HEAD: Final = 2_048


def read(source: Source, data: bytes) -> Document:
    """Read a PDF file.

    Raises `SitegenError` if it is damaged, protected by a password, scanned, or its text layer is garbled.
    """
    where = source.name
    if _is_cut(data):
        raise SitegenError(problem("source-damaged", where, format=LABEL, reason="its end is missing"))
    document = _open(where, data)
    try:
        if len(document) > MOST_PAGES:
            raise SitegenError(problem("source-too-long", where, pages=len(document), limit=MOST_PAGES))
        is_forbidden = not pdfium.FPDF_GetDocPermissions(document.raw) & _COPYING
        with _uncollected():
            blocks, problems = read_pages(where, _pages(where, document))
        title = printed_title(" ".join(document.get_metadata_value("Title").split()), blocks)
    finally:
        document.close()
    forbidden = (problem("copying-forbidden", where),) if is_forbidden else ()
    return Document(source=source, blocks=blocks, hints=Hints(title=title), problems=(*forbidden, *problems))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector away from hundreds of thousands of glyphs, none of which holds another."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _open(where: str, data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in _LOCKED:
            raise SitegenError(problem("source-encrypted", where, format=LABEL)) from error
        raise SitegenError(problem("source-damaged", where, format=LABEL, reason=error)) from error


def _is_cut(data: bytes) -> bool:
    """Tell whether the end of a file is missing: PDFium makes up an index of what is left, and pages are lost unnoticed.

    A file ends with its mark; one made for the web has another near its start, but says how long it is
    (ISO 32000-1, 7.5.5 and annex F).
    """
    last = data.rfind(_END)
    linearized = _LINEARIZED.search(data[:_HEAD])
    is_shorter = linearized is not None and len(data) < int(linearized[1] or linearized[2])
    return last < 0 or is_shorter or b" obj" in data[last:]


def _pages(where: str, document: pypdfium2.PdfDocument) -> Iterator[PageText]:
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            reason = f"page {index + 1}: {error}"
            raise SitegenError(problem("source-damaged", where, format=LABEL, reason=reason)) from error
        try:
            yield read_page(page, index + 1)
        finally:
            page.close()
