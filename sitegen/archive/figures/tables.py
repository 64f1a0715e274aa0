"""Figures of tables: every cell that holds a number, named by its row and its columns' heads.

The grid is read from the passage's Markdown, since its text leaves empty cells out.  A merged cell has its text
in the first of its places: a head speaks for the empty places to its right as far as the head above reaches, a
row's name for the empty places below.  Rows without numbers are heads or titles; a table may hold several such blocks
(the tables of annual reports on open government do).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from sitegen.archive.figures.comparing import JOINT
from sitegen.archive.figures.numerals import even, parse
from sitegen.archive.figures.units import normalise, unit_pattern, units
from sitegen.markup import plain_text
from sitegen.model import Change, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import Passage

Row = tuple[str, ...]

_NUMBER: Final = re.compile(
    rf"(?P<sign>[+~-])?(?P<number>\d{{1,3}}(?:,\d{{3}}){{1,5}}(?:\.\d{{1,6}})?|\d{{1,15}}(?:\.\d{{1,6}})?) ?(?P<scale>万|亿)?(?P<unit>{unit_pattern()})?"
)
_SERIAL: Final = re.compile(r"序号|编号|代码|年份|年度|日期|时间|电话|邮编|页码|备注|排名|^年$|^月$")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:年(?:度)?)?")
_UNIT: Final = re.compile(
    rf"[(](?:单位[:：]?)?(?P<scale>万|亿)?(?P<unit>{unit_pattern()})[)]|单位[:：](?P<scale2>万|亿)?(?P<unit2>{unit_pattern()})"
)
_COUNTED: Final = re.compile(r"(?P<unit>[件人户家次项])数$")
_ASIDE: Final = re.compile(r"[(](?![一二三四五六七八九十]{1,2}[)])[^()]{0,80}[)]")
_COUNTER: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]|\d{1,2}[.、](?!\d))"
)
_CHANGE: Final = re.compile(r"同比|环比|增长|增幅|增速|降幅|下降|±")
_CELLS: Final = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class _Table:
    report: str
    passage: Passage
    is_plan: bool


def read(report: str, passage: Passage, *, is_plan: bool) -> Iterator[Figure]:
    """Yield a figure for each numeric cell of a table, row by row."""
    table = _Table(report, passage, is_plan)
    places = _Places(passage.text)
    heads: list[Row] = []
    title = ""
    for is_data, group in groupby(_rows(passage.markdown), key=_is_data):
        rows = list(group)
        if not is_data:
            heads, title = _headed(rows, heads)
            places.skip(rows)
            continue
        yield from _block(table, places, heads, title, rows)


def _headed(rows: list[Row], before: list[Row]) -> tuple[list[Row], str]:
    """Return the heads of the rows that follow, and the title over them: 一、知识产权保护方面 in a row by itself.

    A title leaves the heads as they are; where there are none yet it is one.
    """
    count = next((at for at, row in enumerate(reversed(rows)) if any(row[1:]) or not row[0]), len(rows))
    heads = rows[: len(rows) - count] or before
    return (heads, rows[-1][0]) if count and heads else (rows, "")


def _rows(markdown: str) -> list[Row]:
    """Return the cells of a pipe table as plain text, without the line below its head; empty rows left out."""
    lines = [line for number, line in enumerate(markdown.split("\n")) if number != 1 and line.strip()]
    rows = [tuple(_cells(line)) for line in lines]
    return [row for row in rows if any(row)]


def _cells(line: str) -> Iterator[str]:
    for cell in _CELLS.split(line.strip().removeprefix("|").removesuffix("|")):
        yield plain_text(unescape(cell.strip().replace("\\|", "|"))).strip()


def _is_data(row: Row) -> bool:
    return any(_number(cell) for cell in row)


def _number(cell: str) -> re.Match[str] | None:
    return _NUMBER.fullmatch(even(cell))


class _Places:
    """Finds the cells of a table in the passage's text, one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def skip(self, rows: Sequence[Row]) -> None:
        for row in rows:
            for cell in filter(None, row):
                self.find(cell)

    def find(self, cell: str) -> tuple[int, int]:
        """Return where the next such cell stands; (0, 0) if the text does not hold it."""
        start = self._text.find(cell, self._at)
        if start < 0:
            return 0, 0
        self._at = start + len(cell)
        return start, self._at

    def line(self, offset: int) -> str:
        """Return the row of the text around an offset, its cells parted by spaces."""
        start = self._text.rfind("\n", 0, offset) + 1
        end = self._text.find("\n", offset)
        return self._text[start : end if end >= 0 else None].replace("\t", " ").strip()


def _block(table: _Table, places: _Places, heads: list[Row], title: str, rows: list[Row]) -> Iterator[Figure]:
    width = max(map(len, (*heads, *rows)))
    columns = _columns(heads, width)
    first = _first_column(rows, columns)
    names: list[str] = []
    for row in rows:
        names = _row_names(names, row[:first])
        for column, cell in enumerate(row):
            place = places.find(cell) if cell else (0, 0)
            if column < first or not _number(cell) or _is_serial(columns[column]):
                continue
            yield _figure(table, places, (title, *names, *columns[column]), cell, place)


def _columns(heads: list[Row], width: int) -> list[tuple[str, ...]]:
    """Return the heads over each column, from the top, what is merged counted for all that it spans."""
    filled: list[list[str]] = []
    for head in heads:
        row: list[str] = []
        for column in range(width):
            cell = head[column] if column < len(head) else ""
            spans = column > 0 and not cell and all(above[column] == above[column - 1] for above in filled)
            row.append(row[column - 1] if spans else cell)
        filled.append(row)
    return [tuple(dict.fromkeys(text for row in filled if (text := row[column]))) for column in range(width)]


def _first_column(rows: list[Row], columns: list[tuple[str, ...]]) -> int:
    """Return the first column that holds numbers to be reported; those before it name the rows."""
    for column in range(len(columns)):
        cells = [row[column] for row in rows if column < len(row) and row[column]]
        if cells and all(_number(cell) for cell in cells) and not _names_rows(cells, columns[column]):
            return column
    return 0


def _names_rows(cells: list[str], heads: tuple[str, ...]) -> bool:
    return _is_serial(heads) or (len(cells) > 1 and all(_YEAR.fullmatch(cell) for cell in cells))


def _is_serial(heads: tuple[str, ...]) -> bool:
    return any(_SERIAL.search(head) for head in heads[-1:])


def _row_names(before: list[str], cells: Row) -> list[str]:
    """Return the names of a row; an empty first one goes on from the row above, as far as nothing new is printed."""
    names: list[str] = []
    is_new = False
    for column, cell in enumerate(cells):
        inherited = before[column] if column < len(before) and not is_new else ""
        names.append(cell or inherited)
        is_new = is_new or bool(cell)
    return names


def _figure(
    table: _Table, places: _Places, names: tuple[str, ...], cell: str, place: tuple[int, int]
) -> Figure:
    match = _number(cell)
    if match is None:
        raise ValueError(cell)
    scale, unit = _unit(match, names)
    value = match["number"].replace(",", "")
    negative = match["sign"] in {"-", "~"}
    parsed = parse(match["number"])
    number, base = normalise(parsed, scale, unit) if parsed is not None else (value, unit)
    change = _change(names, value, f"{scale}{unit}", negative=negative)
    return Figure(
        report=table.report,
        anchor=table.passage.anchor,
        indicator=_indicator(names),
        printed=cell,
        value=f"-{value}" if negative and not change else value,
        unit=f"{scale}{unit}",
        number=f"-{number}" if negative and not change else number,
        base=base,
        kind="target" if table.is_plan else "change" if change else "level",
        quote=places.line(place[0]) if place[1] else cell,
        start=place[0],
        end=place[1],
        period=next((name[:4] for name in names if _YEAR.fullmatch(name)), ""),
        change=change,
    )


def _unit(match: re.Match[str], names: tuple[str, ...]) -> tuple[str, str]:
    """Return (scale, unit) of a cell: its own, else that of its heads, else what the head counts (件数)."""
    if match["unit"] or match["scale"]:
        return match["scale"] or "", match["unit"] or ""
    for name in reversed(names):
        if found := _UNIT.search(even(name)):
            return found["scale"] or found["scale2"] or "", found["unit"] or found["unit2"]
    counted = _COUNTED.search(even(names[-1])) if names else None
    return "", counted["unit"] if counted and counted["unit"] in units() else ""


def _change(names: tuple[str, ...], value: str, unit: str, *, negative: bool) -> Change | None:
    """Return the change that a column of changes states; None in other columns."""
    head = names[-1] if names else ""
    if not _CHANGE.search(head) or unit not in {"%", "百分点", "个百分点", ""}:
        return None
    is_down = negative != ("下降" in head or "降幅" in head)
    basis = next((word for word in ("同比", "环比") if word in head), "")
    return Change(direction="down" if is_down else "up", value=value, unit=unit or "%", basis=basis)


def _indicator(names: tuple[str, ...]) -> str:
    """Return the name of a cell: row names, then heads, without asides and units."""
    parts = [_COUNTER.sub("", _ASIDE.sub("", even(name))).strip(" :") or name for name in names if name]
    parts = [part for part in parts if not _YEAR.fullmatch(part) and not part.isdigit()]
    return JOINT.join(dict.fromkeys(parts))
