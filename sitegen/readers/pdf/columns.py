"""Whether a page is set in columns: an empty strip runs down its middle with lines on both sides.

Reports are not; pages of gazettes are.  Their lines are read straight across, which the clerk has to know.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.readers.pdf.glyphs import Glyph

_STRIP: Final = 3.0
"""Points; the middle of the page is looked at in strips of this width."""
_MIDDLE: Final = (0.35, 0.65)
_NARROWEST: Final = 3
"""Empty strips side by side."""
_FEWEST_LINES: Final = 10
_CROSSING: Final = 0.1
"""Share of the lines that may cross the strip: titles do."""
_LEVEL: Final = 6.0
_WIDEST: Final = 5_000.0
"""Points; no sheet is wider, so what seems to be is broken."""


def has_columns(glyphs: Sequence[Glyph]) -> bool:
    """Tell whether the glyphs of a page stand in two or more columns."""
    printed = [glyph for glyph in glyphs if not glyph.char.isspace()]
    left = min((glyph.left for glyph in printed), default=0.0)
    right = max((glyph.right for glyph in printed), default=0.0)
    if not 0 < right - left < _WIDEST:
        return False
    first, last = (int((left + share * (right - left)) / _STRIP) for share in _MIDDLE)
    crossing: Counter[int] = Counter()
    for glyph in printed:
        if first * _STRIP <= glyph.right and glyph.left <= last * _STRIP:
            crossing.update(range(int(glyph.left / _STRIP), int(glyph.right / _STRIP) + 1))
    for strip in range(first, last - _NARROWEST):
        crossed = max(crossing[each] for each in range(strip, strip + _NARROWEST))
        if crossed > _CROSSING * len(printed) / _FEWEST_LINES:
            continue  # most strips, told without looking at every glyph
        on_left, on_right = (
            len(
                {
                    round(glyph.middle / _LEVEL)
                    for glyph in printed
                    if (glyph.right < strip * _STRIP) == is_left
                }
            )
            for is_left in (True, False)
        )
        fewest = min(on_left, on_right)
        if fewest >= _FEWEST_LINES and crossed <= _CROSSING * fewest:
            return True
    return False
