"""Tables of a page: those that hold data become tables, those that only lay out the page do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import Table
from sitegen.readers.html.tags import text_of

if TYPE_CHECKING:
    from lxml import etree

_LONGEST_CELL: Final = 400
"""Characters; a longer cell holds text that the table lays out."""
_FEWEST: Final = 2
_WIDEST_SPAN: Final = 50
_MOST_CELLS: Final = 200_000
"""Cells of a table laid out; real ones have a few thousand, spans can ask for billions."""


def is_data(table: etree._Element) -> bool:
    """Tell whether a table holds data: at least two rows and columns, no table within, no cell of long text."""
    if table.find(".//table") is not None:
        return False
    rows = [_cells(row) for row in table.iter("tr")]
    if len(rows) < _FEWEST or max(len(row) for row in rows) < _FEWEST:
        return False
    return all(sum(map(len, cell.itertext())) <= _LONGEST_CELL for row in rows for cell in row)


def read_table(where: str, table: etree._Element) -> Table | None:
    """Return a table of the source `where` with merged cells laid out, their text in the first; None if it is empty.

    Raises `SitegenError` if it spans far more cells than a table can have.
    """
    grid: list[list[str]] = []
    taken: set[tuple[int, int]] = set()
    rows = list(table.iter("tr"))
    for row_index, row in enumerate(rows):
        texts: list[str] = []
        for cell in _cells(row):
            while (row_index, len(texts)) in taken:
                texts.append("")
            width, height = (
                _span(cell, "colspan", _WIDEST_SPAN),
                _span(cell, "rowspan", len(rows) - row_index),
            )
            _check(where, len(taken) + len(texts) + width * height)
            taken.update(
                (row_index + down, len(texts) + right) for down in range(1, height) for right in range(width)
            )
            texts += [" ".join(text_of(cell).split()), *("",) * (width - 1)]
        while (row_index, len(texts)) in taken:
            texts.append("")
        grid.append(texts)
    width = max((len(row) for row in grid), default=0)
    _check(where, width * len(grid))
    filled = tuple(tuple(row + [""] * (width - len(row))) for row in grid)
    return Table(rows=filled, line=int(table.sourceline or 0)) if any(map(any, filled)) else None


def _check(where: str, cells: int) -> None:
    if cells > _MOST_CELLS:
        raise SitegenError(problem("source-unpacks", where, reason=f"a table of > {_MOST_CELLS} cells"))


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 6 else 1  # noqa: PLR2004 -- digits
