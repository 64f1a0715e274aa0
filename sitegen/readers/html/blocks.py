"""The blocks of a region of a page: a paragraph for each stretch between block elements and line breaks.

Line ends of the page's source mean nothing and are dropped between Chinese characters, with the blanks around them;
other blanks, which a browser shows, are kept inside a line and dropped at its ends, where they only indent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sitegen.model import Paragraph
from sitegen.readers.html.markers import Markers
from sitegen.readers.html.tables import is_data, read_table
from sitegen.readers.html.tags import look, walk

if TYPE_CHECKING:
    from lxml import etree

    from sitegen.model import Block

_BLOCKS: Final = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "br",
            "caption",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
        ),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
        ),
        *(
            "html",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul",
        ),
    )
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_WIDE: Final = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f“”‘’])\n(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f“”‘’])"
)
_BEFORE_MARK: Final = re.compile(r"(?<=[\u2e80-\u9fff”’》）]) (?=[，。；：、！？）》”’])")
"""A blank that only parts two elements: no line begins with such a mark."""
_BOLD_TAGS: Final = frozenset({"b", "strong", "th", *_HEADINGS})
_MOST_PICTURES: Final = 20
_LONGEST_NAME: Final = 40


@dataclass(slots=True)
class _State:
    """Where the walk stands: how many open elements centre or embolden, and the paragraph being collected.

    `marker` is the number of a list's item of which no text was met yet.
    """

    blocks: list[Block] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    markers: Markers = field(default_factory=Markers)
    marker: str = ""
    line: int = 0
    is_bold: bool = True
    centres: int = 0
    bolds: int = 0
    level: int = 0

    def add(self, text: str, element: etree._Element) -> None:
        """Append text to the paragraph."""
        if text.strip():
            self.line = self.line or int(element.sourceline or 0)
            self.is_bold = self.is_bold and self.bolds > 0
            self.pieces.append(self.marker)
            self.marker = ""
        self.pieces.append(text)

    def flush(self) -> None:
        """End the paragraph."""
        if not self.pieces:
            return
        text = _SPACE.sub(_squeezed, "".join(self.pieces))
        if "\n" in text:
            text = _WIDE.sub("", text).replace("\n", " ")
        if text := _BEFORE_MARK.sub("", text).strip():
            self.blocks.append(
                Paragraph(
                    text=text,
                    line=self.line,
                    level=self.level,
                    is_centred=self.centres > 0,
                    is_bold=self.is_bold,
                )
            )
        self.pieces, self.line, self.is_bold = [], 0, True


def _squeezed(gap: re.Match[str]) -> str:
    """Return one blank for several, or a line end if they hold one."""
    return " " if gap[0].strip(" ") == "" else "\n"


def read_blocks(where: str, region: etree._Element) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks of a region of the source `where`, and descriptions of its pictures."""
    state = _State()
    table: etree._Element | None = None
    for event, element, text in walk(region):
        if table is not None:
            table = None if event == "end" and element is table else table
        elif event == "text":
            state.add(text, element)
        elif event == "start" and element.tag == "table" and element is not region and is_data(element):
            state.flush()
            found = read_table(where, element)
            state.blocks += [found] if found else []
            table = element
        else:
            _enter_or_leave(state, event == "start", element)
    state.flush()
    return tuple(state.blocks), tuple(state.pictures[:_MOST_PICTURES])


def _enter_or_leave(state: _State, is_start: bool, element: etree._Element) -> None:  # noqa: FBT001 -- private
    """Keep count of the element, before or after its content."""
    if element.tag in _BLOCKS:
        state.flush()
    if element.tag == "li":
        state.marker = state.markers.of(element) if is_start else ""
    step = 1 if is_start else -1
    centres, bolds = _set(element)
    state.centres += step * centres
    state.bolds += step * bolds
    if element.tag in _HEADINGS:
        state.level = _HEADINGS[element.tag] if is_start else 0
    if is_start and element.tag == "img":
        name = element.get("src", "").rsplit("/", 1)[-1]
        state.pictures.append((element.get("alt", "").strip() or name)[:_LONGEST_NAME] or "?")


def _set(element: etree._Element) -> tuple[bool, bool]:
    """Tell whether an element centres what it holds, and whether it sets it in bold."""
    style, align, face = element.get("style", ""), element.get("align", ""), element.get("face", "")
    return _setting(str(element.tag), style, align, face)


@lru_cache(maxsize=1024)
def _setting(tag: str, style: str, align: str, face: str) -> tuple[bool, bool]:
    """Do the same by what the element says; pages repeat the same few on every element."""
    shown = look(style)
    centres = tag == "center" or align.lower() == "center" or shown.is_centred
    return centres, tag in _BOLD_TAGS or shown.is_bold or look(face).is_bold
