"""From pages of glyphs and strokes to blocks: what PDF and OFD files have in common.

Tables are taken out first, then furniture; what is left are lines that run on across pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import Paragraph, Table
from sitegen.readers.characters import check_length, cleaned
from sitegen.readers.pdf.columns import (
    are_both_printed,
    find_gutter,
    in_columns,
    is_parted,
    is_running,
    is_written_by_column,
)
from sitegen.readers.pdf.furniture import without_furniture
from sitegen.readers.pdf.grids import Grid, goes_on, is_cut_row, is_inside, read_grids
from sitegen.readers.pdf.legibility import is_garbled, sample
from sitegen.readers.pdf.lines import Line, join, read_lines
from sitegen.readers.pdf.paragraphs import measure, read_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.model import Block, Problem
    from sitegen.readers.pdf.glyphs import Glyph, PageText

_FEWEST: Final = 20
"""Characters; a page with a picture and fewer was scanned."""
_HEAD: Final = 16
"""Blocks among which a report prints its title."""
_TITLE_LINES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page taken apart: lines and tables in the order in which they are read; `gutter` lies between its columns (0: none)."""

    page: PageText
    parts: tuple[Line | Grid, ...]
    gutter: float

    @property
    def lines(self) -> tuple[Line, ...]:
        """What stands outside tables."""
        return tuple(part for part in self.parts if isinstance(part, Line))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The tables."""
        return tuple(part for part in self.parts if isinstance(part, Grid))


def read_pages(where: str, texts: Iterable[PageText]) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the blocks of the pages of a file, and what was dropped or looks wrong.

    Raises `SitegenError` if no page holds text, they hold far too much, or what they hold cannot be what is printed.
    """
    pages: list[_Page] = []
    count = 0
    for page in texts:
        count += len(page.glyphs)
        check_length(where, count)
        above = pages[-1].grids[-1:] if pages else ()
        pages.append(_taken_apart(page, *above))
    if gutters := [page.gutter for page in pages if page.gutter]:
        pages = [_divided_alike(page, median(gutters)) for page in pages]
    problems = _check(where, pages)
    kept, dropped = without_furniture([(page.lines, page.page.height) for page in pages])
    if dropped:
        problems.append(problem("page-lines-removed", where, count=dropped))
    blocks, replaced = cleaned(where, _blocks(pages, kept))
    if not blocks:
        raise SitegenError(problem("source-textless", where, pages=len(pages)))
    return blocks, (*problems, *replaced)


def printed_title(title: str, blocks: Sequence[Block]) -> str:
    """Return the title that a file states if its first lines print it, else "".

    Programs write anything there: the name of a file, of another document, of themselves.
    """
    head = ["".join(block.text.split()) for block in blocks[:_HEAD] if isinstance(block, Paragraph)]
    wanted = "".join(title.split())
    printed = {
        "".join(head[at : at + lines]) for at in range(len(head)) for lines in range(1, _TITLE_LINES + 1)
    }
    return title if wanted in printed else ""


def _taken_apart(page: PageText, above: Grid | None = None) -> _Page:
    grids = read_grids(page, above)
    glyphs = _outside(page.glyphs, grids)
    gutter = find_gutter(glyphs)
    lines = read_lines(glyphs, page.number, page.heading_like, gutter)
    is_told = gutter and (is_running(lines, gutter) or is_written_by_column(glyphs, lines, gutter))
    if gutter and not (is_told and are_both_printed(lines)):
        lines, gutter = read_lines(glyphs, page.number, page.heading_like), 0
    return _Page(page=page, parts=in_columns((*lines, *grids), gutter), gutter=gutter)


def _divided_alike(page: _Page, gutter: float) -> _Page:
    """Return a page without a gutter of its own, as the last one of a text is, divided where the others are if its lines end there."""
    if page.gutter:
        return page
    text = page.page
    glyphs = _outside(text.glyphs, page.grids)
    lines = read_lines(glyphs, text.number, text.heading_like, gutter)
    if not (is_parted(lines) and is_written_by_column(glyphs, lines, gutter)):
        return page
    return _Page(page=text, parts=in_columns((*lines, *page.grids), gutter), gutter=gutter)


def _outside(glyphs: tuple[Glyph, ...], grids: tuple[Grid, ...]) -> tuple[Glyph, ...]:
    """Return the glyphs that stand in no table."""
    if not grids:
        return glyphs
    return tuple(glyph for glyph in glyphs if not any(is_inside(glyph, grid) for grid in grids))


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
    for page in pages:
        if page.page.unread:
            reason = f"page {page.page.number}: {page.page.unread + len(page.page.glyphs)} characters"
            raise SitegenError(problem("source-unpacks", where, reason=reason))
    garbled = [(page.page.number, text) for page, text in zip(pages, texts, strict=True) if is_garbled(text)]
    if garbled and (len(garbled) * 2 > written or is_garbled("".join(texts))):
        raise SitegenError(problem("source-garbled", where, sample=sample(garbled[0][1])))
    return [
        *(problem("page-without-text", where, page=number) for number in scanned),
        *(problem("page-garbled", where, page=number, sample=sample(text)) for number, text in garbled),
        *(problem("page-columns", where, page=page.page.number) for page in pages if page.gutter),
        *_unread(where, pages),
        *(
            problem("page-turned", where, page=page.page.number)
            for page in pages
            if any(not glyph.char.isspace() for glyph in _outside(page.page.turned, page.grids))
        ),
    ]


def _unread(where: str, pages: Sequence[_Page]) -> Iterator[Problem]:
    """Yield what pages hold besides what is seen on the sheet."""
    for page in (each.page for each in pages):
        if page.outside.strip():
            yield problem("page-outside", where, page=page.number, sample=sample(page.outside))
        if page.notes:
            yield problem("page-notes", where, page=page.number, count=page.notes)
        if page.is_unseen:
            yield problem("page-recognised" if page.has_picture else "page-hidden", where, page=page.number)


def _blocks(pages: Sequence[_Page], kept: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """Yield paragraphs and tables in printed order; text runs on across pages, and so do tables."""
    frame = measure(kept)
    waiting: list[Line] = []
    table: list[Grid] = []
    for page, lines in zip(pages, kept, strict=True):
        printed = frozenset(map(id, lines))
        for part in page.parts:
            if isinstance(part, Line):
                if id(part) in printed:
                    yield from _tables(table)
                    table = []
                    waiting.append(part)
                continue
            if waiting or (table and not goes_on(table[-1], part)):
                yield from _tables(table)
                yield from read_paragraphs(waiting, frame)
                waiting, table = [], []
            table.append(part)
    yield from _tables(table)
    yield from read_paragraphs(waiting, frame)


def _tables(grids: list[Grid]) -> Iterator[Block]:
    if grids:
        columns = max((grid.columns for grid in grids), key=len)
        header = grids[0].rows[0]
        rows: list[tuple[str, ...]] = []
        above: Grid | None = None  # one that holds but the header again has no row that a page cut
        for grid in grids:
            own = grid.rows if not rows or grid.rows[0] != header else grid.rows[1:]
            is_cut = above is not None and bool(own) and is_cut_row(above, own[0])
            above = grid if own else None
            if is_cut:
                rows[-1] = tuple(map(join, rows[-1], _spread(own[0], grid.columns, columns)))
                own = own[1:]
            rows += [_spread(row, grid.columns, columns) for row in own]
        yield Table(rows=tuple(rows), page=grids[0].page)


def _spread(row: tuple[str, ...], own: tuple[float, ...], columns: tuple[float, ...]) -> tuple[str, ...]:
    """Return a row of a grid with few columns laid out on one with more."""
    cells = [""] * (len(columns) - 1)
    for cell, edge in zip(row, own, strict=False):
        place = min(range(len(columns) - 1), key=lambda index: abs(columns[index] - edge))
        cells[place] = f"{cells[place]} {cell}".strip()
    return tuple(cells)
