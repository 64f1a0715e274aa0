"""Paragraph and character styles of a Word file: what a paragraph inherits along `w:basedOn`.

Offices set most headings by hand, so styles are evidence and no more: outline level, list membership,
alignment, weight and typeface.  ECMA-376 part 1, §17.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sitegen.readers.docx.names import W, is_on, number, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_LONGEST_CHAIN: Final = 20
"""Styles based on each other; Word itself allows 11."""
_HEADING_NAMES: Final = ("heading ", "标题 ")
_TITLE_NAMES: Final = frozenset({"title", "标题"})
_HEADING_FACES: Final = ("黑体", "SimHei", "小标宋", "Heiti")
_DEFAULT_SIZE: Final = 10.0
_DEEPEST: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a stretch of text is set; None where nothing is said."""

    is_bold: bool | None = None
    face: str = ""
    size: float = 0
    is_hidden: bool | None = None

    def over(self, other: Look) -> Look:
        """Return this look with what it leaves open taken from `other`."""
        return Look(
            is_bold=other.is_bold if self.is_bold is None else self.is_bold,
            face=self.face or other.face,
            size=self.size or other.size,
            is_hidden=other.is_hidden if self.is_hidden is None else self.is_hidden,
        )

    @property
    def is_heading_like(self) -> bool:
        """Tell whether the text is bold or in a typeface that official documents keep for headings."""
        return bool(self.is_bold) or any(face in self.face for face in _HEADING_FACES)


def look(properties: etree._Element | None) -> Look:
    """Read run properties (`w:rPr`)."""
    if properties is None:
        return Look()
    fonts = properties.find(W + "rFonts")
    half_points = number(properties, "sz")
    return Look(
        is_bold=is_on(properties, "b"),
        face="" if fonts is None else fonts.get(W + "eastAsia", ""),
        size=half_points / 2 if half_points else 0,
        is_hidden=is_on(properties, "vanish"),
    )


class Styles:
    """The styles of a file by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        """Take the root of the styles part (None: the file has none)."""
        self._root = root
        self._looks: dict[str, Look] = {}
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        for style in () if root is None else root.iterfind(W + "style"):
            style_id = style.get(W + "styleId", "")
            self._styles.setdefault(style_id, style)
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}:
                self._default = style_id

    def properties(self, style_id: str) -> Iterator[tuple[str, etree._Element]]:
        """Yield (style id, `w:pPr`) of a style and those it is based on, nearest first."""
        for each in self._chain(style_id or self._default):
            paragraph = self._styles[each].find(W + "pPr")
            if paragraph is not None:
                yield each, paragraph

    def level(self, style_id: str) -> int:
        """Return the heading level that a style stands for, from 1; 0 if it is not for headings."""
        for each in self._chain(style_id):
            style = self._styles[each]
            outline = number(style.find(W + "pPr"), "outlineLvl")
            if outline is not None:
                return outline + 1 if outline < _DEEPEST else 0
            name = value(style, "name").lower()
            if name.startswith(_HEADING_NAMES) and name[-1:].isdecimal():
                return int(name[-1])
        return 0

    def is_title(self, style_id: str) -> bool:
        """Tell whether a style is Word's own style for the title of a document."""
        style = self._styles.get(style_id)
        return value(style, "name").lower() in _TITLE_NAMES

    def look(self, style_id: str) -> Look:
        """Return how text in a paragraph or character style is set, the file's defaults included."""
        if style_id not in self._looks:
            found = Look()
            for each in self._chain(style_id or self._default):
                found = found.over(look(self._styles[each].find(W + "rPr")))
            self._looks[style_id] = found
        return self._looks[style_id]

    @cached_property
    def default_look(self) -> Look:
        """How text is set that no style says anything of."""
        path = f"{W}docDefaults/{W}rPrDefault/{W}rPr"
        found = look(None if self._root is None else self._root.find(path))
        return found.over(Look(size=_DEFAULT_SIZE))

    def _chain(self, style_id: str) -> Iterator[str]:
        for _ in range(_LONGEST_CHAIN):
            if style_id not in self._styles:
                return
            yield style_id
            style_id = value(self._styles[style_id], "basedOn")
