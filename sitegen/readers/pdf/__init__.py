"""PDF files with a text layer: paragraphs and ruled tables by the geometry of the page.

PDFium finds the characters and where they stand (pypdfium2: a permissive licence, no program to install, 800
pages/s); everything a report is made of is worked out here: lines, page furniture, paragraphs across pages,
tables across pages.  A paragraph's place is its page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pypdfium2
import pypdfium2.raw as pdfium

from sitegen.errors import SitegenError, problem
from sitegen.model import Document, Hints, Table
from sitegen.readers.characters import cleaned
from sitegen.readers.pdf.furniture import without_furniture
from sitegen.readers.pdf.glyphs import read_page
from sitegen.readers.pdf.grids import Grid, is_inside, read_grids
from sitegen.readers.pdf.legibility import is_garbled, sample
from sitegen.readers.pdf.lines import read_lines
from sitegen.readers.pdf.paragraphs import measure, read_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import Block, Problem, Source
    from sitegen.readers.pdf.glyphs import PageText
    from sitegen.readers.pdf.lines import Line

LABEL: Final = "PDF"
MOST_PAGES: Final = 1_000
_FEWEST: Final = 20
"""Characters; a page with a picture and fewer was scanned."""
_COPYING: Final = 1 << 4
_NEAR: Final = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page taken apart: lines outside tables, tables."""

    page: PageText
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]


def read(source: Source, data: bytes) -> Document:
    """Read a PDF file.

    Raises `SitegenError` if it is damaged, protected by a password, scanned, or its text layer is garbled.
    """
    where = source.name
    pages, title, is_copying_forbidden = _open(where, data)
    problems = [problem("copying-forbidden", where)] if is_copying_forbidden else []
    problems += _check(where, pages)
    kept, dropped = without_furniture([(page.lines, page.page.height) for page in pages])
    if dropped:
        problems.append(problem("page-lines-removed", where, count=dropped))
    blocks, replaced = cleaned(where, _blocks(pages, kept))
    if not blocks:
        raise SitegenError(problem("source-empty", where))
    return Document(source=source, blocks=blocks, hints=Hints(title=title), problems=(*problems, *replaced))


def _open(where: str, data: bytes) -> tuple[list[_Page], str, bool]:
    """Return the pages, the title in the file's properties, and whether it forbids copying."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise SitegenError(problem("source-encrypted", where, format=LABEL)) from error
        raise SitegenError(problem("source-damaged", where, format=LABEL, reason=error)) from error
    try:
        if len(document) > MOST_PAGES:
            raise SitegenError(problem("source-too-long", where, pages=len(document), limit=MOST_PAGES))
        is_forbidden = not pdfium.FPDF_GetDocPermissions(document.raw) & _COPYING
        title = " ".join(document.get_metadata_value("Title").split())
        return list(_pages(where, document)), title, is_forbidden
    finally:
        document.close()


def _pages(where: str, document: pypdfium2.PdfDocument) -> Iterator[_Page]:
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            reason = f"page {index + 1}: {error}"
            raise SitegenError(problem("source-damaged", where, format=LABEL, reason=reason)) from error
        try:
            yield _taken_apart(read_page(page, index + 1))
        finally:
            page.close()


def _taken_apart(page: PageText) -> _Page:
    grids = read_grids(page)
    glyphs = [glyph for glyph in page.glyphs if not any(is_inside(glyph, grid) for grid in grids)]
    return _Page(page=page, lines=read_lines(glyphs, page.number, page.heading_like), grids=grids)


def _check(where: str, pages: Sequence[_Page]) -> list[Problem]:
    """Return what is wrong with single pages; raise if it is wrong with all of them."""
    texts = ["".join(glyph.char for glyph in page.page.glyphs) for page in pages]
    scanned = [
        page.page.number
        for page, text in zip(pages, texts, strict=True)
        if page.page.has_picture and len("".join(text.split())) < _FEWEST
    ]
    written = len(pages) - len(scanned)
    if scanned and not any(
        text.strip() for page, text in zip(pages, texts, strict=True) if page.page.number not in scanned
    ):
        raise SitegenError(problem("source-scanned", where, pages=len(scanned)))
    garbled = [(page.page.number, text) for page, text in zip(pages, texts, strict=True) if is_garbled(text)]
    if garbled and (len(garbled) * 2 > written or is_garbled("".join(texts))):
        raise SitegenError(problem("source-garbled", where, sample=sample(garbled[0][1])))
    return [
        *(problem("page-without-text", where, page=number) for number in scanned),
        *(problem("page-garbled", where, page=number, sample=sample(text)) for number, text in garbled),
        *(problem("page-turned", where, page=page.page.number) for page in pages if _has_turned(page)),
    ]


def _has_turned(page: _Page) -> bool:
    return any(
        not glyph.char.isspace() and not any(is_inside(glyph, grid) for grid in page.grids)
        for glyph in page.page.turned
    )


def _blocks(pages: Sequence[_Page], kept: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """Yield paragraphs and tables in printed order; text runs on across pages, and so do tables."""
    frame = measure(kept)
    waiting: list[Line] = []
    table: list[Grid] = []
    for page, lines in zip(pages, kept, strict=True):
        rest = list(lines)
        for grid in page.grids:
            above = [line for line in rest if line.middle > grid.levels[-1]]
            rest = rest[len(above) :]
            waiting += above
            if waiting or not table or not _goes_on(table[-1], grid):
                yield from _tables(table)
                yield from read_paragraphs(waiting, frame)
                waiting, table = [], []
            table.append(grid)
        if rest:
            yield from _tables(table)
            table = []
        waiting += rest
    yield from _tables(table)
    yield from read_paragraphs(waiting, frame)


def _goes_on(one: Grid, two: Grid) -> bool:
    """Tell whether a table is the rest of one that the end of the page cut: the columns of one are among the other's."""
    few, many = sorted((one.columns, two.columns), key=len)
    return all(min(abs(edge - other) for other in many) <= _NEAR for edge in few)


def _tables(grids: list[Grid]) -> Iterator[Block]:
    if grids:
        columns = max((grid.columns for grid in grids), key=len)
        header = grids[0].rows[0]
        rows = [
            _spread(row, grid.columns, columns)
            for index, grid in enumerate(grids)
            for number, row in enumerate(grid.rows)
            if index == 0 or number > 0 or row != header
        ]
        yield Table(rows=tuple(rows), page=grids[0].page)


def _spread(row: tuple[str, ...], own: tuple[float, ...], columns: tuple[float, ...]) -> tuple[str, ...]:
    """Return a row of a grid with few columns laid out on one with more."""
    cells = [""] * (len(columns) - 1)
    for cell, edge in zip(row, own, strict=False):
        place = min(range(len(columns) - 1), key=lambda index: abs(columns[index] - edge))
        cells[place] = f"{cells[place]} {cell}".strip()
    return tuple(cells)
