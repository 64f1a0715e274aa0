"""Pages set in columns, as gazettes are: an empty strip runs down the middle with lines of running text on both sides.

Such a page is read column by column, from one line or table across both to the next.  Where the lines beside the strip
are short and the file gives them row by row, they are cells of a table without rules, which is read straight across.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from sitegen.readers.pdf.grids import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.readers.pdf.glyphs import Glyph
    from sitegen.readers.pdf.lines import Line

_STRIP: Final = 3.0
"""Points; the middle of the page is looked at in strips of this width."""
_MIDDLE: Final = (0.35, 0.65)
_NARROWEST: Final = 3
"""Empty strips side by side."""
_FEWEST_LINES: Final = 4
_CROSSING: Final = 0.2
"""Share of the lines of the fuller column that may cross the strip: titles do."""
_SAMPLED: Final = 4
_TWICE: Final = 2
"""Glyphs of one line that may meet in a strip; changes from one side of the page to the other."""
_LEVEL: Final = 6.0
_WIDEST: Final = 5_000.0
"""Points; no sheet is wider, so what seems to be is broken."""
_FULL: Final = 0.75
_OFTEN: Final = 0.25
_FEWEST_FULL: Final = 3
"""Lines of a column that fill so much of its width, where it holds running text."""
_ASTRAY: Final = 3
"""Changes of side for each line that goes across: within it, back, and to the second column above it."""


def find_gutter(glyphs: Sequence[Glyph]) -> float:
    """Return where the empty strip between two columns of a page lies, in points from the left; 0 if there is none."""
    printed = [glyph for glyph in glyphs if not glyph[0].isspace()]
    left = min([left for _, left, _, _, _, _ in printed], default=0.0)
    right = max([right for _, _, _, right, _, _ in printed], default=0.0)
    if not 0 < right - left < _WIDEST:
        return 0.0
    first, last = (int((left + share * (right - left)) / _STRIP) for share in _MIDDLE)
    crossing = _crossing(printed, first, last)
    most = _TWICE * _CROSSING * len({round(glyph.middle / _LEVEL) for glyph in printed[::_SAMPLED]})
    for strip in range(first, last - _NARROWEST):
        if max(crossing[strip - first : strip - first + _NARROWEST]) > most:
            continue  # told without counting lines, as most strips are
        at = (strip + _NARROWEST / 2) * _STRIP
        on_left, on_right, across = _heights(printed, at)
        if min(on_left, on_right) >= _FEWEST_LINES and across <= _CROSSING * max(on_left, on_right):
            return at
    return 0.0


def _crossing(glyphs: Iterable[Glyph], first: int, last: int) -> list[int]:
    """Return how many glyphs each strip from the first to the last meets."""
    changes = [0] * (last - first + 2)
    start, end = first * _STRIP, last * _STRIP
    for _, left, _, right, _, _ in glyphs:
        if start <= right and left <= end and left <= right:
            changes[int(left / _STRIP) - first if left > start else 0] += 1
            changes[int(right / _STRIP) + 1 - first if right < end else -1] -= 1
    return list(accumulate(changes))


def _heights(glyphs: Sequence[Glyph], at: float) -> tuple[int, int, int]:
    """Return at how many heights something is printed left of a strip around a place, right of it, and across it."""
    half = _NARROWEST / 2 * _STRIP
    levels: tuple[set[int], set[int], set[int]] = (set(), set(), set())
    for glyph in glyphs:
        side = 0 if glyph.right < at - half else 1 if glyph.left > at + half else 2
        levels[side].add(round(glyph.middle / _LEVEL))
    return len(levels[0]), len(levels[1]), len(levels[2])


def in_columns(parts: Sequence[Line | Grid], gutter: float) -> tuple[Line | Grid, ...]:
    """Return what is printed on a page in the order in which it is read, column by column if there is a gutter.

    What goes across both columns parts what stands above it from what stands below.
    """
    ordered: list[Line | Grid] = []
    waiting: tuple[list[Line | Grid], list[Line | Grid]] = ([], [])
    for part in sorted(parts, key=lambda part: -_top(part)):
        if column := _column(part, gutter):
            waiting[column - 1].append(part)
        else:
            ordered += [*waiting[0], *waiting[1], part]
            waiting = ([], [])
    return (*ordered, *waiting[0], *waiting[1])


def _top(part: Line | Grid) -> float:
    return part.levels[-1] if isinstance(part, Grid) else part.middle


def _column(part: Line | Grid, gutter: float) -> int:
    if not isinstance(part, Grid):
        return part.column
    return 1 if part.columns[-1] <= gutter else 2 if 0 < gutter <= part.columns[0] else 0


def is_parted(lines: Sequence[Line]) -> bool:
    """Tell whether next to no line goes across both columns."""
    across = sum(not line.column for line in lines)
    return across <= 1 + _CROSSING * len(lines)


def is_running(lines: Sequence[Line], gutter: float) -> bool:
    """Tell whether both columns hold running text: many of their lines fill the room that they have."""
    left = min(line.left for line in lines)
    right = max(line.right for line in lines)
    return _is_filled(lines, 1, gutter - left) and _is_filled(lines, 2, right - gutter)


def are_both_printed(lines: Sequence[Line]) -> bool:
    """Tell whether lines stand in either column; beside short lines a signature may stand, and long ones go across."""
    columns = Counter(line.column for line in lines)
    return min(columns[1], columns[2]) >= _FEWEST_FULL


def is_written_by_column(glyphs: Sequence[Glyph], lines: Sequence[Line], gutter: float) -> bool:
    """Tell whether the file itself goes down one column and then the other; a table is written row by row.

    So does the number of the page, and a line across both may lead it from side to side and back.
    """
    sides = [glyph.left < gutter for glyph in glyphs if not glyph.char.isspace()]
    across = sum(not line.column for line in lines)
    return sum(one != two for one, two in pairwise(sides)) <= _TWICE + _ASTRAY * across


def _is_filled(lines: Sequence[Line], column: int, room: float) -> bool:
    own = [line for line in lines if line.column == column]
    return sum(line.right - line.left >= _FULL * room for line in own) >= max(_FEWEST_FULL, _OFTEN * len(own))
