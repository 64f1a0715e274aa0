"""Word's automatic numbering, materialised: which number is printed before a paragraph.

The way from a paragraph to its number (ECMA-376 part 1, §17.9): `w:numPr` of the paragraph or its styles →
`w:num` (with overrides) → `w:abstractNum`, by way of a numbering style where `w:numStyleLink` says so →
the level's format and text (`%1、`).  Counters belong to the abstract list and are shared by all
`w:num` that use it; a `w:startOverride` sets them once, when its list is first used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sitegen.readers.docx.names import MC, W, is_on, number, value
from sitegen.readers.numerals import format_number

if TYPE_CHECKING:
    from lxml import etree

    from sitegen.readers.docx.styles import Styles

_PLACE: Final = re.compile(r"%([1-9])")
_LEVELS: Final = 9
_MOST_LINKS: Final = 5
_BULLET: Final = "•"
_PRIVATE: Final = re.compile("[\ue000-\uf8ffo§]")
"""Signs that mean a bullet only in the symbol font that Word gives them."""
_LONGEST_LABEL: Final = 60
"""Characters of a printed number; a text of a megabyte before every paragraph would be gigabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int
    number_format: str
    text: str
    restart: int | None
    is_digits: bool
    style: str


@dataclass(slots=True)
class _List:
    """An abstract list with its counters; None where nothing was counted yet."""

    levels: dict[int, _Level]
    counters: list[int | None]


class Lists:
    """The numbering of one file, read paragraph by paragraph in printed order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        """Take the root of the numbering part (None: the file has none)."""
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        for child in () if root is None else root:
            if child.tag == W + "abstractNum":
                self._abstract[child.get(W + "abstractNumId", "")] = child
            elif child.tag == W + "num":
                self._nums[child.get(W + "numId", "")] = child
        self._lists: dict[str, _List] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._started: set[tuple[str, int]] = set()
        self._starts: dict[str, dict[int, int]] = {}
        self._abstract_ids: dict[str, str] = {}

    def label(self, properties: etree._Element | None, style_id: str) -> str:
        """Count a paragraph and return the number printed before it, "" if it has none."""
        num_id, level = self._membership(properties, style_id)
        if num_id not in self._nums:
            return ""
        found = self._list(num_id)
        levels = self._levels[num_id]
        if level not in levels:
            return ""
        self._start_over(num_id, found, level)
        _count(found, levels, level)
        return _printed(found, levels, level)

    def _membership(self, properties: etree._Element | None, style_id: str) -> tuple[str, int]:
        """Return list id and level of a paragraph: its own or, where it has none, its style's."""
        own = None if properties is None else properties.find(W + "numPr")
        num_id, level = value(own, "numId"), number(own, "ilvl")
        if num_id:
            return num_id, min(max(level or 0, 0), _LEVELS - 1)
        for each, style in self._styles.properties(style_id):
            membership = style.find(W + "numPr")
            num_id = value(membership, "numId")
            if num_id:
                by_style = self._level_of_style(num_id, style_id, each)
                fallback = number(membership, "ilvl") or 0
                return num_id, next(one for one in (level, by_style, fallback) if one is not None)
        return "", 0

    def _level_of_style(self, num_id: str, *style_ids: str) -> int | None:
        """Return the level of a list that names a style as its own (`w:lvl/w:pStyle`)."""
        if num_id not in self._nums:
            return None
        self._list(num_id)
        levels = self._levels[num_id]
        return next(
            (index for each in style_ids for index, level in levels.items() if each and level.style == each),
            None,
        )

    def _list(self, num_id: str) -> _List:
        if num_id not in self._abstract_ids:
            self._abstract_ids[num_id] = self._abstract_id(num_id)
        abstract_id = self._abstract_ids[num_id]
        if abstract_id not in self._lists:
            levels = _levels(self._abstract.get(abstract_id))
            self._lists[abstract_id] = _List(levels, [None] * _LEVELS)
        found = self._lists[abstract_id]
        if num_id not in self._levels:
            self._levels[num_id] = _overridden(self._nums[num_id], found.levels)
        return found

    def _abstract_id(self, num_id: str) -> str:
        """Follow `w:numStyleLink` to the abstract list that holds the levels."""
        abstract_id = value(self._nums.get(num_id), "abstractNumId")
        for _ in range(_MOST_LINKS):
            link = value(self._abstract.get(abstract_id), "numStyleLink")
            if not link:
                break
            abstract_id = self._linked(link) or abstract_id
        return abstract_id

    def _linked(self, style_id: str) -> str:
        for each, element in self._abstract.items():
            if value(element, "styleLink") == style_id:
                return each
        for _, properties in self._styles.properties(style_id):
            num_id = value(properties.find(W + "numPr"), "numId")
            if num_id:
                return value(self._nums.get(num_id), "abstractNumId")
        return ""

    def _start_over(self, num_id: str, found: _List, level: int) -> None:
        """Forget the count of a level that the list starts anew, the first time that the level is used."""
        if num_id not in self._starts:
            self._starts[num_id] = _starts(self._nums[num_id])
        if (num_id, level) not in self._started and level in self._starts[num_id]:
            found.counters[level] = None
        self._started.add((num_id, level))


def _starts(num: etree._Element) -> dict[int, int]:
    """Return the numbers that a list sets for its levels by itself."""
    starts: dict[int, int] = {}
    for override in num.iterfind(W + "lvlOverride"):
        index, start = override.get(W + "ilvl", ""), number(override, "startOverride")
        if index.isdecimal() and start is not None:
            starts[int(index)] = start
    return starts


def _overridden(num: etree._Element, levels: dict[int, _Level]) -> dict[int, _Level]:
    """Return the levels of a list: those of its abstract list with its own levels and starts over them."""
    own = dict(levels)
    for override in num.iterfind(W + "lvlOverride"):
        own |= _levels(override)
    for index, start in _starts(num).items():
        if index in own:
            own[index] = replace(own[index], start=start)
    return own


def _levels(parent: etree._Element | None) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in () if parent is None else parent.iterfind(W + "lvl"):
        index = element.get(W + "ilvl", "")
        if index.isdecimal() and int(index) < _LEVELS:
            found[int(index)] = _level(element)
    return found


def _level(element: etree._Element) -> _Level:
    start = number(element, "start")
    number_format = value(element, "numFmt")
    if not number_format:  # a custom format in a choice, with a plain one to fall back to
        number_format = value(element.find(f"{MC}AlternateContent/{MC}Fallback"), "numFmt")
    return _Level(
        start=1 if start is None else start,
        number_format=number_format or "decimal",
        text=value(element, "lvlText"),
        restart=number(element, "lvlRestart"),
        is_digits=bool(is_on(element, "isLgl")),
        style=value(element, "pStyle"),
    )


def _count(found: _List, levels: dict[int, _Level], level: int) -> None:
    current = found.counters[level]
    found.counters[level] = levels[level].start if current is None else current + 1
    for higher in range(level):
        if found.counters[higher] is None and higher in levels:
            found.counters[higher] = levels[higher].start
    for deeper in range(level + 1, _LEVELS):
        restart = levels[deeper].restart if deeper in levels else None
        if restart is None or level < restart:
            found.counters[deeper] = None


def _printed(found: _List, levels: dict[int, _Level], level: int) -> str:
    own = levels[level]
    if own.number_format == "bullet":
        return _BULLET if _PRIVATE.fullmatch(own.text) else own.text[:_LONGEST_LABEL]

    def counter(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index > level:
            return ""
        number_format = levels[index].number_format if index in levels else "decimal"
        if own.is_digits and number_format != "decimalZero":
            number_format = "decimal"
        return format_number(found.counters[index] or 0, number_format)

    return _PLACE.sub(counter, own.text[:_LONGEST_LABEL])
