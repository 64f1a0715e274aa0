"""Tables of a page: those that hold data become tables, those that only lay out the page do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.model import Table
from sitegen.readers.html.tags import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_LONGEST_CELL: Final = 400
"""Characters; a longer cell holds text that the table lays out."""
_FEWEST: Final = 2
_WIDEST: Final = 50
_LONGEST: Final = 2_000


def is_data(table: etree._Element) -> bool:
    """Tell whether a table holds data: at least two rows and columns, no table within, no cell of long text."""
    if table.find(".//table") is not None:
        return False
    rows = [_cells(row) for row in _rows(table)]
    if len(rows) < _FEWEST or max(len(row) for row in rows) < _FEWEST:
        return False
    return all(sum(map(len, cell.itertext())) <= _LONGEST_CELL for row in rows for cell in row)


def read_table(table: etree._Element) -> Table | None:
    """Return a table with merged cells laid out, their text in the first; None if it is empty."""
    grid: list[list[str]] = []
    taken: dict[tuple[int, int], bool] = {}
    rows = list(_rows(table))
    for row_index, row in enumerate(rows):
        texts: list[str] = []
        for cell in _cells(row):
            while taken.get((row_index, len(texts))):
                texts.append("")
            if len(texts) >= _WIDEST:
                break
            width = _span(cell, "colspan", _WIDEST - len(texts))
            height = _span(cell, "rowspan", len(rows) - row_index)
            for below in range(1, height):
                taken |= {(row_index + below, len(texts) + right): True for right in range(width)}
            texts += [" ".join(text_of(cell).split()), *("",) * (width - 1)]
        while taken.get((row_index, len(texts))):
            texts.append("")
        grid.append(texts)
    width = max((len(row) for row in grid), default=0)
    filled = tuple(tuple(row + [""] * (width - len(row))) for row in grid)
    return Table(rows=filled, line=int(table.sourceline or 0)) if any(map(any, filled)) else None


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    yield from (row for count, row in enumerate(table.iter("tr")) if count < _LONGEST)


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in {"td", "th"}][:_WIDEST]


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 6 else 1  # noqa: PLR2004 -- digits
