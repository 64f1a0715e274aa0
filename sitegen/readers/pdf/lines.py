"""Printed lines from glyphs: what stands at one height, from left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from sitegen.readers.pdf.glyphs import is_han

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sitegen.readers.pdf.glyphs import Glyph

_SAME_HEIGHT: Final = 0.45
"""Glyphs whose middles differ by less than this share of their size stand on one line; notes marks do."""
_BACKWARDS: Final = 2.0
_WORD_GAP: Final = 0.2
_BRIDGED: Final = 0.5
"""Gap between the two sides of a gutter, in heights of characters, below which a line goes across."""
_SAME_PLACE: Final = 0.15
_FEWEST_SPACES: Final = 4
_SPACED_SHARE: Final = 0.3
_NARROW: Final = re.compile(r"[0-9A-Za-z%]")
_LEADING: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
"""Digits at the start of a line, after which a gap counts: 1 总则."""
_BLANK: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]")
_BLANK_IN_HAN: Final = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line: text, edges and middle in points, size of its characters, whether set like a heading.

    `column` is 1 or 2 on a page set in columns, 0 for what goes across.
    """

    text: str
    left: float
    right: float
    middle: float
    size: float
    page: int
    is_bold: bool = False
    column: int = 0

    @property
    def area(self) -> tuple[int, int]:
        """The page and the column that it stands in: they have edges of their own."""
        return self.page, self.column


def read_lines(
    glyphs: Iterable[Glyph], page: int, heading_like: Collection[int] = (), gutter: float = 0
) -> tuple[Line, ...]:
    """Return the lines that glyphs form, from top to bottom.

    `gutter` is where the empty strip between two columns lies (0: none); what stands on both sides of it at one
    height is two lines.
    """
    rows = ((row, column) for whole in _rows(glyphs) for row, column in _halves(whole, gutter))
    lines = (_line(row, page, heading_like, column) for row, column in rows)
    return tuple(line for line in lines if line is not None)


def _halves(row: list[Glyph], gutter: float) -> Iterator[tuple[list[Glyph], int]]:
    """Yield a row whole (column 0) if it goes across the gutter or there is none, else what is left and right of it.

    What a column's last mark hangs over into the gutter does not bridge it.
    """
    left = [glyph for glyph in row if glyph.left < gutter]
    right = [glyph for glyph in row if glyph.left >= gutter]
    ends = [glyph.right for glyph in left if not glyph.char.isspace()]
    starts = [glyph.left for glyph in right if not glyph.char.isspace()]
    if not gutter or (ends and starts and min(starts) - max(ends) < _BRIDGED * _height(row[0])):
        yield row, 0
    else:
        yield left, 1
        yield right, 2


def join(left: str, right: str) -> str:
    """Join the end of one line and the start of the next: a blank between words of Latin letters only."""
    if not left or not right:
        return left + right
    is_word = _NARROW.match(left[-1]) and _NARROW.match(right[0])
    return f"{left} {right}" if is_word and not (left[-1] + right[0]).isdecimal() else left + right


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return glyphs row by row: runs of the file first, then runs at the same height together."""
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is None or not _goes_on(last, glyph):
            runs.append([])
        runs[-1].append(glyph)
        last = glyph
    tallest = [max(run, key=_height) for run in runs]
    rows: list[list[Glyph]] = []
    level: Glyph | None = None
    for run, glyph in sorted(zip(runs, tallest, strict=True), key=lambda each: -each[1].middle):
        if level is not None and _is_level(level, glyph):
            rows[-1] += run
            level = max(level, glyph, key=_height)
        else:
            rows.append(run)
            level = glyph
    return rows


def _height(glyph: Glyph) -> float:
    return glyph.top - glyph.bottom or 1.0


def _is_level(one: Glyph, two: Glyph) -> bool:
    """Tell whether two glyphs stand on one line; twice the middles are compared, to save a division."""
    size = max(one.top - one.bottom, two.top - two.bottom)
    return abs(one.bottom + one.top - two.bottom - two.top) <= 2 * _SAME_HEIGHT * size


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    return _is_level(last, glyph) and glyph.left >= last.left - _BACKWARDS * (last.top - last.bottom)


def _line(row: list[Glyph], page: int, heading_like: Collection[int], column: int) -> Line | None:
    glyphs = _printed_once(sorted(row, key=lambda glyph: (glyph.left, glyph.place)))
    while glyphs and _BLANK.match(glyphs[0].char):
        glyphs.pop(0)
    while glyphs and _BLANK.match(glyphs[-1].char):
        glyphs.pop()
    if not glyphs:
        return None
    widths = [glyph.right - glyph.left for glyph in glyphs if is_han(glyph.char)]
    size = median(widths) if widths else median(_height(glyph) for glyph in glyphs)
    printed = [glyph for glyph in glyphs if not _BLANK.match(glyph.char)]
    return Line(
        text=_text(glyphs, size),
        left=glyphs[0].left,
        right=glyphs[-1].right,
        middle=max(printed, key=_height).middle,
        size=max(size, 1.0),
        page=page,
        is_bold=all(glyph.place in heading_like for glyph in printed),
        column=column,
    )


def _printed_once(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop the second of two equal glyphs at one place: boldness made by printing twice.

    Two characters of one glyph (the two dashes of ——) share one box and follow each other; they stay.
    """
    kept: list[Glyph] = []
    for glyph in glyphs:
        last = kept[-1] if kept else None
        is_again = (
            last is not None
            and last.char == glyph.char
            and glyph.left - last.left <= _SAME_PLACE * _height(glyph)
            and not (glyph.left == last.left and glyph.place == last.place + 1)
        )
        if not is_again:
            kept.append(glyph)
    return kept


def _text(glyphs: list[Glyph], size: float) -> str:
    text = glyphs[0].char
    for last, glyph in pairwise(glyphs):
        is_gap = glyph.left - last.right > _WORD_GAP * size
        is_word = is_gap and _NARROW.match(last.char) and _NARROW.match(glyph.char)
        if is_word or (is_gap and is_han(glyph.char) and _LEADING.fullmatch(text)):
            text += " "
        text += glyph.char
    spaces = text.count(" ")
    if spaces >= _FEWEST_SPACES and spaces >= _SPACED_SHARE * len(text):
        text = _BLANK_IN_HAN.sub("", text)
    return text
