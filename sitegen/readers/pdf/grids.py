"""Ruled tables: from the strokes of a page to grids, from grids and glyphs to rows of cells.

Strokes that touch form one grid.  A grid of one column or one row is a frame, not a table, and so are rows at
its ends that hold running text: forms of offices are often one page-high frame around text and a table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.readers.pdf.lines import join, read_lines
from sitegen.words import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.readers.pdf.glyphs import Glyph, PageText
    from sitegen.readers.pdf.strokes import Stroke

_NEAR: Final = 3.0
_SAME_EDGE: Final = 4.0
_MARGIN: Final = 0.13
"""Share of the height of a page in which its running title stands."""
_FEWEST: Final = 2
_LONGEST_CELL: Final = 150
_MOST_STROKES: Final = 4_000
_FULL: Final = 2.0
"""Characters by which the last line of a cell may end before the rule on its right, its margin with them, and still be full."""
_FEWEST_RUNNING: Final = 8
"""Characters of a cell that a page cuts; shorter ones are numbers and names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table of a page: `columns` from left to right and `levels` from bottom to top are its edges, in points.

    `unended` are the columns in which its last row ends with a full line and no stop, as a row does that a page cuts.
    """

    columns: tuple[float, ...]
    levels: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    page: int
    unended: frozenset[int] = frozenset()


class _Cell(NamedTuple):
    """What stands in a cell, where its last line ends and how wide its characters are, in points (0: it has none)."""

    text: str
    right: float
    size: float


def read_grids(page: PageText, above: Grid | None = None) -> tuple[Grid, ...]:
    """Return the tables of a page from top to bottom.

    `above` is the last one of the page before (None: it has none): what is left of it may be a single row.
    """
    found = [_grid(strokes, page, above) for strokes in _touching(page.strokes[:_MOST_STROKES])]
    grids = sorted((grid for grid in found if grid is not None), key=lambda grid: -grid.levels[-1])
    return tuple(grid for at, grid in enumerate(grids) if len(grid.rows) >= _FEWEST or at == 0)


def goes_on(one: Grid, two: Grid) -> bool:
    """Tell whether a table is the rest of one that the end of the page cut: the columns of one are among the other's."""
    few, many = sorted((one.columns, two.columns), key=len)
    return all(min(abs(edge - other) for other in many) <= _SAME_EDGE for edge in few)


def is_cut_row(one: Grid, row: Sequence[str]) -> bool:
    """Tell whether a row at the top of a page is the rest of the last one of a grid: it goes on with cells that have not ended, and with some only."""
    filled = {column for column, text in enumerate(row) if text}
    others = any(text for column, text in enumerate(one.rows[-1]) if column not in filled)
    return len(row) == len(one.rows[-1]) and bool(filled) and filled <= one.unended and others


def is_inside(glyph: Glyph, grid: Grid) -> bool:
    """Tell whether a glyph stands in a table."""
    middle = (glyph.left + glyph.right) / 2
    return grid.columns[0] <= middle <= grid.columns[-1] and grid.levels[0] <= glyph.middle <= grid.levels[-1]


def _touching(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Sort strokes into groups that touch each other, directly or through others."""
    parents = list(range(len(strokes)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    horizontal = sorted((s.at, i) for i, s in enumerate(strokes) if s.is_horizontal)
    heights = [at for at, _ in horizontal]
    for index, stroke in enumerate(strokes):
        if stroke.is_horizontal:
            continue
        first = bisect_right(heights, stroke.start - _NEAR)
        last = bisect_right(heights, stroke.end + _NEAR)
        for _, other in horizontal[first:last]:
            if strokes[other].start - _NEAR <= stroke.at <= strokes[other].end + _NEAR:
                parents[root(index)] = root(other)
    groups: dict[int, list[Stroke]] = defaultdict(list)
    for index, stroke in enumerate(strokes):
        groups[root(index)].append(stroke)
    return _merged([group for group in groups.values() if len(group) > _FEWEST])


def _merged(groups: list[list[Stroke]]) -> list[list[Stroke]]:
    """Merge groups whose boxes overlap: cells that are each drawn as a box of their own."""
    boxes = [(_box(group), group) for group in groups]
    merged: list[tuple[tuple[float, float, float, float], list[Stroke]]] = []
    for box, group in sorted(boxes, key=lambda each: (-each[0][3], each[0][0])):
        for index, (other, strokes) in enumerate(merged):
            if _overlap(box, other):
                merged[index] = (_box(strokes + group), strokes + group)
                break
        else:
            merged.append((box, group))
    return [group for _, group in merged]


def _box(strokes: Iterable[Stroke]) -> tuple[float, float, float, float]:
    """Return left, bottom, right, top of strokes."""
    across: list[float] = []
    up: list[float] = []
    for stroke in strokes:
        along, beside = (across, up) if stroke.is_horizontal else (up, across)
        along += [stroke.start, stroke.end]
        beside.append(stroke.at)
    return min(across), min(up), max(across), max(up)


def _overlap(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    return (
        one[0] <= two[2] + _NEAR
        and two[0] <= one[2] + _NEAR
        and one[1] <= two[3] + _NEAR
        and two[1] <= one[3] + _NEAR
    )


def _snapped(values: Iterable[float]) -> tuple[float, ...]:
    """Return sorted values, those that lie together as one."""
    snapped: list[float] = []
    for value in sorted(values):
        if not snapped or value - snapped[-1] > _NEAR:
            snapped.append(value)
    return tuple(snapped)


def _grid(strokes: list[Stroke], page: PageText, above: Grid | None) -> Grid | None:
    left, bottom, right, top = _box(strokes)  # an outer edge may be missing where a page cuts the table
    columns = _snapped((left, right, *(stroke.at for stroke in strokes if not stroke.is_horizontal)))
    levels = _snapped((bottom, top, *(stroke.at for stroke in strokes if stroke.is_horizontal)))
    is_rest = above is not None and _is_rest(above, columns, levels[-1], page)
    if len(columns) <= _FEWEST or len(levels) <= (1 if is_rest else _FEWEST):
        return None
    owners = _owners(strokes, columns, levels)
    cells = _cells(page, columns, levels, owners)
    rows = [
        tuple(cells[row, column].text if (row, column) in cells else "" for column in range(len(columns) - 1))
        for row in range(len(levels) - 1)
    ]
    first, last = 0, len(rows)
    while first < last and not _is_table_row(rows[first]):
        first += 1
    while last > first and not _is_table_row(rows[last - 1]):
        last -= 1
    filled = tuple(row for row in rows[first:last] if any(row))
    if len(filled) < (1 if is_rest else _FEWEST):
        return None
    kept = levels[len(rows) - last : len(levels) - first]
    return Grid(
        columns=columns,
        levels=kept,
        rows=filled,
        page=page.number,
        unended=_unended(cells, owners, columns, last - 1),
    )


def _unended(
    cells: Mapping[tuple[int, int], _Cell],
    owners: Mapping[tuple[int, int], tuple[int, int]],
    columns: Sequence[float],
    last: int,
) -> frozenset[int]:
    """Return the columns in which the `last` row of a grid ends with a line that reaches the rule on its right, and no stop.

    What other cells of the column hold tells nothing: names of about one length are all as long as the longest.
    """
    edges: dict[int, float] = {}
    for (_, column), (row, owner) in owners.items():
        if row == last:
            edges[owner] = max(edges.get(owner, 0.0), columns[column + 1])
    return frozenset(
        column
        for (row, column), cell in cells.items()
        if row == last
        and cell.text
        and not cell.text.endswith(ENDS)
        and edges[column] - cell.right <= _FULL * cell.size
        and len(cell.text) >= _FEWEST_RUNNING
    )


def _is_rest(above: Grid, columns: tuple[float, ...], top: float, page: PageText) -> bool:
    """Tell whether a grid at the top of a page has the columns of the one that ends the page before; a running title may stand over it."""
    is_same = len(columns) == len(above.columns) and all(
        abs(one - two) <= _SAME_EDGE for one, two in zip(columns, above.columns, strict=True)
    )
    over = {round(glyph.middle) for glyph in page.glyphs if glyph.middle > top and not glyph.char.isspace()}
    return is_same and all(middle > (1 - _MARGIN) * page.height for middle in over)


def _is_table_row(row: tuple[str, ...]) -> bool:
    filled = [cell for cell in row if cell]
    return (
        not filled
        or (len(filled) >= _FEWEST and max(map(len, filled)) <= _LONGEST_CELL)
        or (len(filled) == 1 and len(filled[0]) <= _LONGEST_CELL // 5)
    )


def _owners(
    strokes: list[Stroke], columns: tuple[float, ...], levels: tuple[float, ...]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each place (row from the top, column) the first place of the cell that covers it."""
    width, height = len(columns) - 1, len(levels) - 1
    upright = [stroke for stroke in strokes if not stroke.is_horizontal]
    level = [stroke for stroke in strokes if stroke.is_horizontal]

    def is_ruled(among: list[Stroke], at: float, place: float) -> bool:
        return any(abs(s.at - at) <= _NEAR and s.start - _NEAR <= place <= s.end + _NEAR for s in among)

    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(height):
        top = height - row
        middle = (levels[top] + levels[top - 1]) / 2
        for column in range(width):
            if (row, column) in owners:
                continue
            right = column + 1
            while (
                right < width and (row, right) not in owners and not is_ruled(upright, columns[right], middle)
            ):
                right += 1
            centre = (
                (columns[column] + columns[right]) / 2
                if right == column + 1
                else (columns[column] + columns[column + 1]) / 2
            )
            below = row + 1
            while below < height and not is_ruled(level, levels[height - below], centre):
                below += 1
            owners |= {(r, c): (row, column) for r in range(row, below) for c in range(column, right)}
    return owners


def _cells(
    page: PageText,
    columns: tuple[float, ...],
    levels: tuple[float, ...],
    owners: dict[tuple[int, int], tuple[int, int]],
) -> dict[tuple[int, int], _Cell]:
    upright: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    turned: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyphs, cells in ((page.glyphs, upright), (page.turned, turned)):
        for glyph in glyphs:
            column = bisect_right(columns, (glyph.left + glyph.right) / 2) - 1
            row = len(levels) - 1 - bisect_right(levels, glyph.middle)
            if (row, column) in owners:
                cells[owners[row, column]].append(glyph)
    found: dict[tuple[int, int], _Cell] = {}
    for place in {**upright, **turned}:
        lines = read_lines(upright.get(place, ()), page.number)
        text = ""
        for line in lines:
            text = join(text, line.text)
        text += "".join(glyph.char for glyph in turned.get(place, ())).strip()
        found[place] = _Cell(text, lines[-1].right, lines[-1].size) if lines else _Cell(text, 0.0, 0.0)
    return found
