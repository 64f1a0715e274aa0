"""Clause spans: the HTML of a passage with a place for every clause to land on."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.model import Passage


def with_clauses(passage: Passage) -> str:
    """Return the safe HTML of a passage, each clause in a `<span class="clause" id=…>`, the lead in `<strong class="lead">`."""
    if not passage.html:
        return _woven(passage.text, _marks(passage))
    weaver = _Weaver(passage)
    weaver.feed(passage.html)
    weaver.close()
    return weaver.result()


def _woven(text: str, marks: list[tuple[int, str]]) -> str:
    """Return a text without markup as HTML with tags at their offsets in it."""
    pieces: list[str] = []
    at = 0
    for offset, tag in marks:
        pieces += (escape(text[at:offset], quote=False), tag)
        at = offset
    return "".join((*pieces, escape(text[at:], quote=False)))


class _Weaver(HTMLParser):
    """Copies a passage's HTML and opens and closes clause spans at their offsets in its text.

    A boundary that falls inside an element waits until the element ends, so that spans nest rightly.
    """

    def __init__(self, passage: Passage) -> None:
        super().__init__(convert_charrefs=True)
        self._marks = _marks(passage)
        self._offset = 0
        self._depth = 0
        self._out: list[str] = []

    def handle_data(self, data: str) -> None:
        end = self._offset + len(data)
        while self._marks and not self._depth and self._marks[0][0] < end:
            at = max(self._marks[0][0], self._offset)
            self._write(data[: at - self._offset])
            data = data[at - self._offset :]
            self._offset = at
            self._emit(at)
        self._write(data)
        self._offset = end

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._depth:
            self._emit(self._offset)
        self._out.append(self.get_starttag_text() or "")
        if tag == "br":
            self._offset += 1
        elif tag == "img":
            self._offset += len(dict(attrs).get("alt") or "")
        else:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self._out.append(f"</{tag}>")
        self._depth -= 1

    def result(self) -> str:
        """Return the finished HTML."""
        return "".join([*self._out, *(html for _, html in self._marks)])

    def _emit(self, offset: int) -> None:
        while self._marks and self._marks[0][0] <= offset:
            self._out.append(self._marks.pop(0)[1])

    def _write(self, text: str) -> None:
        self._out.append(escape(text, quote=False))


def _marks(passage: Passage) -> list[tuple[int, str]]:
    """Return (offset, tag) in the order in which the tags must be written."""
    marks: list[tuple[int, int, str]] = []
    for clause in passage.clauses:
        marks.append((clause.start, 2, f'<span class="clause" id="{clause.anchor}">'))
        marks.append((clause.end, 1, "</span>"))
    for start, end in _lead(passage):
        marks.append((start, 3, '<strong class="lead">'))
        marks.append((end, 0, "</strong>"))
    return [(offset, tag) for offset, _, tag in sorted(marks, key=lambda mark: mark[:2])]


def _lead(passage: Passage) -> list[tuple[int, int]]:
    """Return where the lead stands: a piece in each of its clauses, for one element cannot reach over several."""
    if not passage.lead:
        return []
    pieces = [
        (clause.start, min(clause.end, passage.lead))
        for clause in passage.clauses
        if clause.start < passage.lead
    ]
    return pieces or [(0, passage.lead)]
