"""The blocks of a Word file: paragraphs with their printed numbers, tables with merged cells laid out.

A line break inside a paragraph (Shift+Enter) starts a paragraph of its own with the same line number:
offices use it for both halves of a title and for whole paragraphs alike.  A text box follows the paragraph it
is anchored in.  Footnotes and endnotes stand at the end of the file, each behind its mark in brackets, because a
bare digit behind a figure would change the figure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import Paragraph, Table
from sitegen.readers.docx.names import MC, W, number, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from sitegen.model import Block
    from sitegen.readers.docx.lists import Lists
    from sitegen.readers.docx.runs import Findings, Line, RunReader
    from sitegen.readers.docx.styles import Styles

_WRAPPERS: Final = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)
_OTHER_DOCUMENTS: Final = frozenset({W + "altChunk", W + "subDoc"})
_GALLERY: Final = f"{W}sdtPr/{W}docPartObj"
_LISTING: Final = "Table of Contents"
_CENTRED: Final = frozenset({"center", "centre"})
_DEEPEST: Final = 9
_WIDEST_SPAN: Final = 200
_MOST_CELLS: Final = 200_000
"""Cells of a table laid out; what spans ask for beyond is not there to be read."""
_OPEN_LABEL: Final = re.compile(r"[0-9A-Za-z•]$")


class BodyReader:
    """Turns the elements of a body into blocks, counting paragraphs from 1."""

    def __init__(self, styles: Styles, lists: Lists, runs: RunReader, findings: Findings) -> None:
        """Take the parts that know styles, numbers and runs."""
        self._styles = styles
        self._lists = lists
        self._runs = runs
        self._findings = findings
        self._line = 0
        self._pending = ""
        self.title: list[str] = []

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield the blocks of a body, a cell, a text box or a note."""
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag in _WRAPPERS and value(child.find(_GALLERY), "docPartGallery") == _LISTING:
                self._findings.listed += sum(1 for _ in child.iter(W + "p"))
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child)
            elif child.tag in _OTHER_DOCUMENTS:
                self._findings.documents += 1
            elif child.tag == MC + "AlternateContent":
                chosen = child.find(MC + "Choice")
                yield from () if chosen is None else self.blocks(chosen)

    # ---------------------------------------------------------------- paragraphs

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        self._line += 1
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle")
        base = self._styles.look(style).over(self._styles.default_look)
        was_listing = self._runs.is_listing
        line = self._runs.read(element, base)
        text = self._pending + "".join(line.text)
        if was_listing or self._runs.is_listing:
            self._findings.listed += 1
            if not text.strip():
                return
        if _is_mark_deleted(properties):
            self._pending = text
            return
        self._pending = ""
        label = self._lists.label(properties, style)
        if label:
            text = f"{label} {text.lstrip()}" if _OPEN_LABEL.search(label) else label + text.lstrip()
        if self._styles.is_title(style) and text.strip():
            self.title.append("".join(text.split()))
        yield from self._pieces(text, properties, style, line)
        for box in line.boxes:
            yield from self.blocks(box)

    def _pieces(
        self, text: str, properties: etree._Element | None, style: str, line: Line
    ) -> Iterator[Paragraph]:
        is_bold, size = _typography(line)
        for piece in text.split("\n"):
            if piece.strip():
                yield Paragraph(
                    text=piece.strip(),
                    line=self._line,
                    level=self._level(properties, style),
                    is_centred=self._is_centred(properties, style),
                    is_bold=is_bold,
                    size=size,
                )

    def _level(self, properties: etree._Element | None, style: str) -> int:
        outline = number(properties, "outlineLvl")
        if outline is None:
            return self._styles.level(style)
        return outline + 1 if 0 <= outline < _DEEPEST else 0

    def _is_centred(self, properties: etree._Element | None, style: str) -> bool:
        alignment = value(properties, "jc")
        if not alignment:
            inherited = (value(each, "jc") for _, each in self._styles.properties(style))
            alignment = next((one for one in inherited if one), "")
        return alignment in _CENTRED

    # ---------------------------------------------------------------- tables

    def _table(self, element: etree._Element) -> Iterator[Block]:
        line = self._line + 1
        rows = [self._row(row) for row in _children(element, "tr")]
        width = max((len(row) for row in rows), default=0)
        if width == 1:  # a frame around text, not a table
            for row in rows:
                yield from row[0]
            return
        if width * len(rows) > _MOST_CELLS:
            raise SitegenError(
                problem(
                    "source-unpacks", self._findings.where, reason=f"a table of {width} × {len(rows)} cells"
                )
            )
        texts = tuple((*(_cell_text(cell) for cell in row), *("",) * (width - len(row))) for row in rows)
        if any(any(row) for row in texts):
            yield Table(rows=texts, line=line)

    def _row(self, row: etree._Element) -> list[tuple[Block, ...]]:
        properties = row.find(W + "trPr")
        cells: list[tuple[Block, ...]] = [()] * _span(properties, "gridBefore", 0)
        for cell in _children(row, "tc"):
            about = cell.find(W + "tcPr")
            merge = None if about is None else about.find(W + "vMerge")
            blocks = tuple(self.blocks(cell))
            is_continued = merge is not None and merge.get(W + "val", "continue") == "continue"
            cells.append(() if is_continued else blocks)
            cells += [()] * (_span(about, "gridSpan", 1) - 1)
        return cells


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield rows or cells, also those inside content controls; not those marked as deleted."""
    for child in parent:
        if child.tag == W + name:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _span(properties: etree._Element | None, name: str, default: int) -> int:
    span = number(properties, name)
    return default if span is None else min(max(span, default), _WIDEST_SPAN)


def _cell_text(blocks: tuple[Block, ...]) -> str:
    texts = (
        block.text
        if isinstance(block, Paragraph)
        else " ".join(cell for row in block.rows for cell in row if cell)
        for block in blocks
    )
    return " ".join(text for text in texts if text).replace("\t", " ")


def _is_mark_deleted(properties: etree._Element | None) -> bool:
    """Tell whether the end of a paragraph is deleted, so that the next one continues it."""
    mark = None if properties is None else properties.find(W + "rPr")
    return mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom"))


def _typography(line: Line) -> tuple[bool, float]:
    """Return whether all of a paragraph is set like a heading, and the size of most of its characters."""
    printed = [(one, length) for one, length in line.looks if length]
    sizes: dict[float, int] = {}
    for one, length in printed:
        sizes[one.size] = sizes.get(one.size, 0) + length
    is_bold = bool(printed) and all(one.is_heading_like for one, _ in printed)
    return is_bold, max(sizes, key=lambda size: (sizes[size], size), default=0)
