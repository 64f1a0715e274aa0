"""Printed lines from glyphs: what stands at one height, from left to right."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING, Final

from sitegen.readers.pdf.glyphs import is_han

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sitegen.readers.pdf.glyphs import Glyph

_SAME_HEIGHT: Final = 0.45
"""Glyphs whose middles differ by less than this share of their size stand on one line; notes marks do."""
_TWICE_SAME: Final = 2 * _SAME_HEIGHT
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
_LABEL_GAP: Final = 1.5
"""Gap in characters that parts a label from what stands before it: 来源：办公室　　时间：2024年3月1日."""
_WIDE: Final = "\ufdd0"
"""Stands for such a gap until what follows is read; Unicode has no such character."""
_BEFORE_LABEL: Final = re.compile(rf"{_WIDE}(?=[\u4e00-\u9fff]{{2,6}}[：:])")
_BLANKS: Final = frozenset(" \t\u00a0\u3000") | frozenset(map(chr, range(0x2000, 0x200B)))
_PLACE: Final = itemgetter(1, 5)
"""From left to right (`Glyph.left`), in the order of the file (`Glyph.place`)."""
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
    if not gutter:
        yield row, 0
        return
    left = [glyph for glyph in row if glyph.left < gutter]
    right = [glyph for glyph in row if glyph.left >= gutter]
    ends = [glyph.right for glyph in left if not glyph.char.isspace()]
    starts = [glyph.left for glyph in right if not glyph.char.isspace()]
    if ends and starts and min(starts) - max(ends) < _BRIDGED * _height(row[0]):
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
    rows: list[list[Glyph]] = []
    level: Glyph | None = None
    for glyph, run in sorted(_runs(glyphs), key=lambda each: -each[0].middle):
        if level is not None and _is_level(level, glyph):
            rows[-1] += run
            level = max(level, glyph, key=_height)
        else:
            rows.append(run)
            level = glyph
    return rows


def _runs(glyphs: Iterable[Glyph]) -> list[tuple[Glyph, list[Glyph]]]:
    """Return the runs of the file, what goes on at one height and not far backwards, each with its (first) tallest glyph."""
    runs: list[tuple[Glyph, list[Glyph]]] = []
    run: list[Glyph] = []
    last_left, last_bottom, last_top, tallest = math.inf, 0.0, 0.0, 0.0
    for glyph in glyphs:
        _, left, bottom, _, top, _ = glyph
        height, last_height = top - bottom, last_top - last_bottom
        # as `_is_level`, without a call for each of the many
        is_level = abs(last_bottom + last_top - bottom - top) <= _TWICE_SAME * max(height, last_height)
        if run and is_level and left >= last_left - _BACKWARDS * last_height:
            run.append(glyph)
            if (height or 1.0) > tallest:
                runs[-1] = glyph, run
                tallest = height or 1.0
        else:
            run = [glyph]
            runs.append((glyph, run))
            tallest = height or 1.0
        last_left, last_bottom, last_top = left, bottom, top
    return runs


def _height(glyph: Glyph) -> float:
    return glyph.top - glyph.bottom or 1.0


def _is_level(one: Glyph, two: Glyph) -> bool:
    """Tell whether two glyphs stand on one line; twice the middles are compared, to save a division."""
    size = max(one.top - one.bottom, two.top - two.bottom)
    return abs(one.bottom + one.top - two.bottom - two.top) <= _TWICE_SAME * size


def _line(row: list[Glyph], page: int, heading_like: Collection[int], column: int) -> Line | None:
    glyphs = _printed_once(sorted(row, key=_PLACE))
    while glyphs and glyphs[0].char in _BLANKS:
        glyphs.pop(0)
    while glyphs and glyphs[-1].char in _BLANKS:
        glyphs.pop()
    if not glyphs:
        return None
    widths = [right - left for char, left, _, right, _, _ in glyphs if is_han(char)]
    size = median(widths) if widths else median(map(_height, glyphs))
    printed = [glyph for glyph in glyphs if glyph.char not in _BLANKS]
    return Line(
        text=_text(glyphs, size),
        left=glyphs[0].left,
        right=glyphs[-1].right,
        middle=max(printed, key=_height).middle,
        size=max(size, 1.0),
        page=page,
        is_bold=bool(heading_like) and all(glyph.place in heading_like for glyph in printed),
        column=column,
    )


def _printed_once(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop the second of two equal glyphs at one place: boldness made by printing twice.

    Two characters of one glyph (the two dashes of ——) share one box and follow each other; they stay.
    """
    kept: list[Glyph] = []
    last_char, last_left, last_place = "", 0.0, 0
    for glyph in glyphs:
        char, left, _, _, _, place = glyph
        is_again = (
            char == last_char
            and left - last_left <= _SAME_PLACE * _height(glyph)
            and not (left == last_left and place == last_place + 1)
        )
        if not is_again:
            kept.append(glyph)
            last_char, last_left, last_place = char, left, place
    return kept


def _text(glyphs: list[Glyph], size: float) -> str:
    text = ""
    last_char, last_right = "", math.inf
    for char, left, _, right, _, _ in glyphs:
        if left - last_right > _WORD_GAP * size:
            is_word = _NARROW.match(last_char) and _NARROW.match(char)
            if is_word or (is_han(char) and _LEADING.fullmatch(text)):
                text += " "
            elif left - last_right > _LABEL_GAP * size:
                text += _WIDE
        text += char
        last_char, last_right = char, right
    if _WIDE in text:
        text = _BEFORE_LABEL.sub(" ", text).replace(_WIDE, "")
    spaces = text.count(" ")
    if spaces >= _FEWEST_SPACES and spaces >= _SPACED_SHARE * len(text):
        text = _BLANK_IN_HAN.sub("", text)
    return text
