"""How printed text is set: room around half-width punctuation, markers after clauses.

Many offices type half-width commas, brackets and straight quotation marks between Chinese characters.
The text must stay as printed, and set as it stands it looks wrong: a browser that justifies a line puts
as much room before a comma as after it, because it widens both sides of every Chinese character.  So each
such mark is put into an `<i class="h…">`, to which the style gives room on the side where it belongs; the
characters themselves stay, for selecting, copying, searching and reading aloud.

A straight quotation mark does not say whether it opens or ends, so that browsers break no line beside it;
here the marks are taken by turns, and a `<wbr>` gives the line the freedom that a printed mark would have.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.render.views import Note

_PIECES: Final = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>|&\#?[0-9A-Za-z]+;)""")
_WIDE: Final = r"\u2e80-\u2fdf\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffee\U00020000-\U0003ffff“”‘’…—"
_MARKS: Final = re.compile(
    rf"""(?P<hc>[,;:!?](?=[{_WIDE}"(])|(?<=[{_WIDE}")])[,;:!?])"""
    rf"""|(?P<ho>\((?=[{_WIDE}])|(?<=[{_WIDE}])\()"""
    rf"""|(?P<he>\)(?=[{_WIDE}])|(?<=[{_WIDE}])\))"""
    rf"""|(?P<quote>")"""
)
# Beside these a bracket or quotation mark needs no room: they bring their own, or stand close.
_ENDS: Final = frozenset("）》〉”’〕】")
_NO_ROOM_AFTER: Final = frozenset("（《〈“‘〔【、，。；：！？…—([{,;:!? ")
_STOPS: Final = frozenset("。；！？，、”）》")
_NO_ROOM_BEFORE: Final = frozenset("）》〉”’〕】、，。；：！？…—)]},;:!? ")


def spaced(html: str) -> str:
    """Return the HTML of a passage with half-width punctuation of Chinese text in `<i class="h…">`.

    `hc` stands close after what is before it (comma, semicolon), `ho` opens and `he` ends brackets and quotation
    marks; `snug` is added where the full-width mark before it brings more room than is wanted.  `html` must be well-formed; tags and entities are not looked into, nor any text without such marks.
    """
    pieces, is_open = _PIECES.split(html), False
    for at in range(0, len(pieces), 2):
        pieces[at], is_open = _spaced_text(pieces[at], is_open)
    return "".join(pieces)


def _spaced_text(text: str, is_open: bool) -> tuple[str, bool]:  # noqa: FBT001 - the state of a walk, one caller
    """Return one run of text with its marks wrapped, and whether a quotation is open at its end."""
    done, at = [], 0
    for match in _MARKS.finditer(text):
        kind = match.lastgroup or ""
        if kind == "quote":
            kind, is_open = ("he", False) if is_open else ("ho", True)
        done += [text[at : match.start()], _wrapped(match, kind)]
        at = match.end()
    return "".join([*done, text[at:]]), is_open


def _wrapped(match: re.Match[str], kind: str) -> str:
    text, mark = match.string, match[0]
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if (kind == "ho" and before in _NO_ROOM_AFTER) or (kind == "he" and after in _NO_ROOM_BEFORE):
        return mark
    is_snug = kind == "hc" and before in _ENDS
    wrapped = f'<i class="{kind}{" snug" if is_snug else ""}">{mark}</i>'
    if mark == '"':
        return f"<wbr>{wrapped}" if kind == "ho" and before else f"{wrapped}<wbr>" if after else wrapped
    return wrapped


def with_markers(html: str, notes: Sequence[Note], label: str) -> str:
    """Return the HTML of a passage with a marker after each clause that has a note.

    A marker is a link to the note, `#note-<anchor>`; it holds no text, so that the passage reads as printed,
    and is named by `label`, whose fields are `n` (the note's number) and `count` (of its cross-links).
    """
    for note in notes:
        start = html.find(f'<span class="clause" id="{note.anchor}">') if note.number else -1
        if start >= 0:
            end = html.find("</span>", start) + len("</span>")
            words = escape(label.format(n=note.number, count=len(note.crossings)))
            before = html[: end - len("</span>")]
            is_snug = before[-1] in _STOPS or before.endswith("</i>")
            marker = f'<a class="marker{" snug" if is_snug else ""}" href="#note-{note.anchor}" aria-label="{words}" data-n="{note.number}"></a>'
            html = html[:end] + marker + html[end:]
    return html
