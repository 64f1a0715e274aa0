"""Charts as SVG: values → markup, pure, drawn once, without script, colour of its own or request.

A chart is 360 units wide, like the smallest phone, and scales with its place.  What it shows is said in words too: in
`<title>` and `<desc>`, in a label and a number at every bar, and by the table that belongs beside it.  How it
looks is the theme's business (`.chart-bar`, `.chart-box` …), for the site's policy allows no inline style.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.render.views import Band, Bar, Group

WIDTH: Final = 360
_LABEL: Final = 52
_WIDEST: Final = 200
_EM: Final = 20
"""Units of a character in the largest print: the numbers find room beside the longest bar also then."""
_ROW: Final = 28
_BAR: Final = 16
_HEAD: Final = 27
_GAP: Final = 6
_BASE: Final = 19
"""From the top of a row to the line that its words stand on."""
_LEAST: Final = 1.5
"""Units: a bar that would be shorter is still seen."""


def bars(groups: Sequence[Group[Bar]], name: str, title: str, description: str) -> Markup:
    """Return a chart of bars, one below the other, under the titles of their groups.

    `name` is the beginning of the ids in it and must be the page's only one of its kind.
    """
    values = [bar.value for group in groups for bar in group.items]
    room = _room(bar.text for group in groups for bar in group.items)
    scale = _Scale(min([0.0, *values]), max([0.0, *values]), room)
    pieces: list[str] = []
    top = 0
    for group in groups:
        if group.title:
            pieces.append(_words("chart-group", 0, top + _BASE + 2, group.title))
            top += _HEAD
        for bar in group.items:
            pieces += _bar(bar, top, scale)
            top += _ROW
        top += _GAP if group.title else 0
    axis = _line("chart-axis", scale.at(0), 0, top) if values and min(values) < 0 else ""
    return _svg([axis, *pieces], top, name, title, description)


def bands(rows: Sequence[Band], name: str, title: str, description: str) -> Markup:
    """Return a chart of ranges: a line from least to greatest, a box around the middle half, a stroke at the middle."""
    low = min([0.0, *(row.values[0] for row in rows)])
    scale = _Scale(low, max([0.0, *(row.values[-1] for row in rows)]), _room(row.texts[2] for row in rows))
    pieces = [piece for at, row in enumerate(rows) for piece in _band(row, at * _ROW, scale)]
    return _svg(pieces, len(rows) * _ROW, name, title, description)


class _Scale:
    """Places values between the labels and the numbers."""

    def __init__(self, low: float, high: float, room: float) -> None:
        self._low, self._width, self._span = low, (high - low) or 1.0, WIDTH - _LABEL - room

    def at(self, value: float) -> float:
        return _LABEL + self._span * (value - self._low) / self._width


def _room(texts: Iterable[str]) -> float:
    """Return the width of the longest of the numbers: letters and digits are half as wide as Chinese."""
    widths = [sum(0.58 if char.isascii() else 1.0 for char in text) * _EM + 8 for text in texts]
    return min(max(widths, default=0), _WIDEST)


def _bar(bar: Bar, top: int, scale: _Scale) -> Iterator[str]:
    start, end = sorted((scale.at(0), scale.at(bar.value)))
    yield _words("chart-label", 0, top + _BASE, bar.label)
    if bar.value:
        end = max(end, start + _LEAST)
        yield _box("chart-bar", start, top + (_ROW - _BAR) / 2, end - start, _BAR)
    yield _words("chart-number", end + 6, top + _BASE, bar.text)


def _band(row: Band, top: int, scale: _Scale) -> Iterator[str]:
    least, lower, middle, upper, most = map(scale.at, row.values)
    half = top + _ROW / 2
    yield _words("chart-label", 0, top + _BASE, row.label)
    yield f'<path class="chart-range" d="M{_n(least)} {_n(half)}H{_n(most)}"/>'
    yield _box("chart-box", lower, top + 6, max(upper - lower, _LEAST), _ROW - 12)
    yield _line("chart-middle", middle, top + 3, top + _ROW - 3)
    yield _words("chart-number", most + 6, top + _BASE, row.texts[2])


def _svg(pieces: Sequence[str], height: int, name: str, title: str, description: str) -> Markup:
    head = f'<title id="{escape(name)}-title">{escape(title)}</title><desc id="{escape(name)}-desc">{escape(description)}</desc>'
    return Markup(  # noqa: S704 - numbers are ours, words are escaped piece by piece
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{escape(name)}-title" '
        f'aria-describedby="{escape(name)}-desc">{head}{"".join(pieces)}</svg>'
    )


def _words(style: str, x: float, y: float, words: str) -> str:
    return f'<text class="{style}" x="{_n(x)}" y="{_n(y)}">{escape(words)}</text>'


def _box(style: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{style}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"/>'


def _line(style: str, x: float, top: float, bottom: float) -> str:
    return f'<path class="{style}" d="M{_n(x)} {_n(top)}V{_n(bottom)}"/>'


def _n(value: float) -> str:
    """Return a number with at most one decimal: enough for the eye, and the same on every machine."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")
