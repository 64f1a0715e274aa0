"""The text of a Word paragraph: runs with their fields, changes, text boxes, pictures and notes resolved.

What is printed is kept, once: insertions and not deletions, the result of a field and not its code, the
first choice of `mc:AlternateContent` and not its fallback.  A field can span paragraphs (a table of contents
does), so the state of open fields belongs to the file and not to the paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sitegen.readers.docx.names import MC, WP, M, V, W, value
from sitegen.readers.docx.styles import Look, look

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from sitegen.readers.docx.styles import Styles

_LISTINGS: Final = frozenset({"TOC", "INDEX", "TOA", "RD"})
"""Fields whose result lists places of the file itself."""
_SKIPPED: Final = frozenset(
    W + name
    for name in (
        *("pPr", "rPr", "delText", "instrText", "del", "moveFrom", "sdtPr", "sdtEndPr", "rt", "rubyPr"),
        *("footnoteRef", "endnoteRef", "annotationRef", "fldData", "ffData", "softHyphen"),
    )
)
_SIGNS: Final = {W + "tab": "\t", W + "noBreakHyphen": "-", W + "cr": "\n", W + "ptab": "\t"}
_NOTES: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_CODE: Final = re.compile(r"(?!0000|[dD][89a-fA-F])[0-9A-Fa-f]{4}")
"""Four digits as ST_ShortHexNumber has them, no control sign and no half of a pair."""
_HEX: Final = 16
_CODE_OF_FIELD: Final = "code"
_LISTING: Final = "listing"


@dataclass(slots=True)
class Line:
    """A paragraph's text while it is collected; `boxes` are text boxes anchored in it."""

    text: list[str] = field(default_factory=list)
    looks: list[tuple[Look, int]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def add(self, text: str, run_look: Look) -> None:
        """Append text set in one way."""
        self.text.append(text)
        self.looks.append((run_look, len(text.strip())))


@dataclass(slots=True)
class Findings:
    """What was left out of the file `where` or changed in it; notes are (kind, id, mark) in the order of their marks."""

    where: str = ""
    insertions: int = 0
    deletions: int = 0
    hidden: list[str] = field(default_factory=list)
    comments: int = 0
    listed: int = 0
    documents: int = 0
    pictures: list[str] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)


class RunReader:
    """Reads paragraphs of one file in printed order."""

    def __init__(self, styles: Styles, findings: Findings, *, knows_fields: bool = True) -> None:
        """Take the styles of the file and where to write down what was left out.

        Without `knows_fields` their marks are passed over: for files where a field begins and never ends.
        """
        self._styles = styles
        self._findings = findings
        self._fields: list[list[str]] = []
        self._listings = 0
        self._codes = 0
        self._handlers: dict[str, Callable[[etree._Element, Line, Look], None]] = {
            W + "r": self._run,
            W + "t": self._text,
            M + "t": self._text,
            W + "br": self._break,
            W + "sym": self._symbol,
            **({W + "fldChar": self._field_mark} if knows_fields else {}),
            W + "fldSimple": self._simple_field,
            W + "ins": self._inserted,
            W + "moveTo": self._inserted,
            W + "sdt": self._control,
            W + "txbxContent": self._box,
            W + "commentReference": self._comment,
            MC + "AlternateContent": self._choice,
            WP + "docPr": self._picture,
            V + "imagedata": self._old_picture,
        }

    @property
    def is_open(self) -> bool:
        """Tell whether a field has begun that has not ended."""
        return bool(self._fields)

    @property
    def is_listing(self) -> bool:
        """Tell whether the place reached is inside a table of contents."""
        return self._listings > 0

    def read(self, paragraph: etree._Element, base: Look) -> Line:
        """Return the text of a `w:p` whose runs are set in `base` where they say nothing."""
        line = Line()
        self._children(paragraph, line, base)
        return line

    def _children(self, parent: etree._Element, line: Line, base: Look) -> None:
        for child in parent:
            handler = self._handlers.get(str(child.tag))
            if handler:
                handler(child, line, base)
            elif child.tag in _SIGNS:
                self._add(_SIGNS[str(child.tag)], line, base)
            elif child.tag in _NOTES:
                self._note(child, line, base)
            elif child.tag not in _SKIPPED:
                self._children(child, line, base)
            elif child.tag in {W + "del", W + "moveFrom"}:
                self._findings.deletions += 1
            elif child.tag == W + "instrText" and self._fields:
                self._fields[-1].append(child.text or "")

    def _add(self, text: str, line: Line, run_look: Look) -> None:
        if self._codes or self.is_listing:
            return
        if run_look.is_hidden:
            self._findings.hidden.append(text)
        else:
            line.add(text, run_look)

    def _run(self, run: etree._Element, line: Line, base: Look) -> None:
        properties = run.find(W + "rPr")
        if properties is not None:
            style = value(properties, "rStyle")
            base = look(properties).over(self._styles.look(style) if style else Look()).over(base)
        self._children(run, line, base)

    def _text(self, element: etree._Element, line: Line, base: Look) -> None:
        self._add(element.text or "", line, base)

    def _break(self, element: etree._Element, line: Line, base: Look) -> None:
        if element.get(W + "type", "textWrapping") == "textWrapping":
            self._add("\n", line, base)

    def _symbol(self, element: etree._Element, line: Line, base: Look) -> None:
        code = element.get(W + "char", "")
        self._add(chr(int(code, _HEX)) if _CODE.fullmatch(code) else "\ufffd", line, base)

    def _field_mark(self, element: etree._Element, _line: Line, _base: Look) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append([_CODE_OF_FIELD])
            self._codes += 1
        elif kind == "separate" and self._fields:
            self._show(self._fields[-1])
        elif kind == "end" and self._fields:
            last = self._fields.pop()
            self._codes -= last[0] == _CODE_OF_FIELD
            self._listings -= last[0] == _LISTING

    def _show(self, code: list[str]) -> None:
        """Go on to the result of a field: what it lists is known from its code."""
        if code[0] == _CODE_OF_FIELD:
            self._codes -= 1
            code[0] = _LISTING if _is_listing("".join(code[1:])) else "result"
            self._listings += code[0] == _LISTING

    def _simple_field(self, element: etree._Element, line: Line, base: Look) -> None:
        if not _is_listing(element.get(W + "instr", "")):
            self._children(element, line, base)

    def _inserted(self, element: etree._Element, line: Line, base: Look) -> None:
        self._findings.insertions += 1
        self._children(element, line, base)

    def _control(self, element: etree._Element, line: Line, base: Look) -> None:
        content = element.find(W + "sdtContent")
        if content is not None:
            self._children(content, line, base)

    def _box(self, element: etree._Element, line: Line, _base: Look) -> None:
        line.boxes.append(element)

    def _comment(self, _element: etree._Element, _line: Line, _base: Look) -> None:
        self._findings.comments += 1

    def _choice(self, element: etree._Element, line: Line, base: Look) -> None:
        chosen = element.find(MC + "Choice")
        if chosen is None:
            chosen = element.find(MC + "Fallback")
        if chosen is not None:
            self._children(chosen, line, base)

    def _picture(self, element: etree._Element, _line: Line, _base: Look) -> None:
        drawing = element.getparent()
        is_first = not any(each.tag == element.tag for each in element.itersiblings(preceding=True))
        if drawing is not None and is_first and drawing.find(".//{*}blip") is not None:
            self._findings.pictures.append(
                element.get("descr") or element.get("title") or element.get("name") or ""
            )

    def _old_picture(self, element: etree._Element, _line: Line, _base: Look) -> None:
        shape = element.getparent()
        alt = "" if shape is None else shape.get("alt", "")
        self._findings.pictures.append(
            alt or element.get("{urn:schemas-microsoft-com:office:office}title", "")
        )

    def _note(self, element: etree._Element, line: Line, base: Look) -> None:
        mark = str(len(self._findings.notes) + 1)
        self._findings.notes.append((_NOTES[str(element.tag)], element.get(W + "id", ""), mark))
        if element.get(W + "customMarkFollows") is None:
            self._add(f"[{mark}]", line, base)


def _is_listing(code: str) -> bool:
    return code.split(maxsplit=1)[:1] != [] and code.split(maxsplit=1)[0].upper() in _LISTINGS
