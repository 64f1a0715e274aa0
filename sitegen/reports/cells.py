"""Cells of a table that became lines of a text: a number before one of them labels a row and heads nothing.

They are short lines in a row with figures among them, or lines whose cells bars part (自然人 | 法人 | 总计).  A heading between two such tables counts on from the heading
before; a label begins to count anew (一、本年新收政府信息公开申请数量 below 三、收到和处理政府信息公开申请情况).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from sitegen.numbering import RANKS, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import SectionNumber

_CELL: Final = re.compile(r"[^。；，：！？]{1,20}")
_FIGURE: Final = re.compile(r"[\d.,%％/／—–-]+")
_BARS: Final = "|｜"
_FEWEST_BARS: Final = 2
_FEWEST_ROWS: Final = 2
_FEWEST_CELLS: Final = 8
_FEWEST_FIGURES: Final = 3


def without_cells(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs with "" for each numbered line that labels a row of a table, and for each row with bars."""
    barred = set(_barred(texts))
    texts = ["" if at in barred else text for at, text in enumerate(texts)]
    kept = list(texts)
    tables = set(_tables(texts)) | barred
    counts = _Counts()
    for at, text in enumerate(texts):
        numbered = parse_number(text)
        if at not in tables:
            counts.labels.clear()
            counts.has_figures = False
        elif _FIGURE.fullmatch(text):
            counts.has_figures = True
        if numbered and not counts.is_heading(numbered.number, in_table=at in tables):
            kept[at] = ""
    return tuple(kept)


def _barred(texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines that are rows of a table with bars between their cells: several in a row."""
    for is_row, run in groupby(
        range(len(texts)), key=lambda at: sum(map(texts[at].count, _BARS)) >= _FEWEST_BARS
    ):
        places = list(run)
        if is_row and len(places) >= _FEWEST_ROWS:
            yield from places


def _tables(texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines that are cells."""
    for is_cell, run in groupby(range(len(texts)), key=lambda at: bool(_CELL.fullmatch(texts[at]))):
        places = list(run)
        figures = sum(1 for at in places if _FIGURE.fullmatch(texts[at]))
        if is_cell and len(places) >= _FEWEST_CELLS and figures >= _FEWEST_FIGURES:
            yield from places


@dataclass(slots=True)
class _Counts:
    """The last numbers of headings and, in the present table, of labels; whether it has shown a figure since the last heading."""

    headings: dict[str, int] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)
    has_figures: bool = False

    def is_heading(self, number: SectionNumber, *, in_table: bool) -> bool:
        """Tell whether a number is one of a heading, and count it."""
        kind, value = number.kind, number.value
        if in_table and self._is_label(kind, value):
            self.labels[kind] = value
            return False
        self.headings = {other: last for other, last in self.headings.items() if RANKS[other] <= RANKS[kind]}
        self.headings[kind] = value
        self.labels.clear()
        self.has_figures = False
        return True

    def _is_label(self, kind: str, value: int) -> bool:
        if self.labels.get(kind) == value - 1:
            return True
        if self.headings.get(kind) == value - 1:
            return False
        return kind in self.headings or bool(self.labels) or self.has_figures
