"""Numbers of ordered lists, which stand in no text: a browser prints them (HTML standard, 4.4.5; CSS Counter Styles 3)."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from sitegen.numbering import parse_number
from sitegen.readers.numerals import format_number

if TYPE_CHECKING:
    from lxml import etree

_TYPES: Final = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_FORMATS: Final = {
    "decimal": ("decimal", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "lower-roman": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    "cjk-ideographic": ("chineseCounting", "、"),
    "simp-chinese-informal": ("chineseCounting", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
}
"""By the name that pages give a style of numbers: its name in Word, and what is printed after a number."""
_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_HEAD: Final = 20
"""Pieces of the text of an item in which its number stands."""


class Markers:
    """Counts the items of ordered lists in the order in which they are printed."""

    def __init__(self) -> None:
        self._last: dict[etree._Element, int] = {}

    def of(self, item: etree._Element) -> str:
        """Return what is printed before an item: "" in lists without numbers, and where its text begins with one."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        value = (
            _number(item.get("value")) or self._last.get(parent, (_number(parent.get("start")) or 1) - 1) + 1
        )
        self._last[parent] = value
        style = _style(item) or _style(parent) or _TYPES.get(parent.get("type", "1"), "decimal")
        number_format, after = _FORMATS.get(style, ("none", ""))
        head = "".join(islice(item.itertext(), _HEAD))
        is_printed = parse_number(head.strip()) is not None
        return "" if is_printed else f"{format_number(value, number_format)}{after}"


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _style(element: etree._Element) -> str:
    match = _STYLE.search(element.get("style", ""))
    return match[1].lower() if match else ""
