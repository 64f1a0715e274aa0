"""What templates can do with a value beyond printing it.

Everything that returns `Markup` escapes what it is given, or takes it from `markup`, whose HTML has
passed the allow-list.  There is no other way past autoescape.
"""

from __future__ import annotations

import re
from html import escape as html_escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from markupsafe import Markup

from sitegen import markup, words
from sitegen.render.charts import bands, bars
from sitegen.render.citing import version
from sitegen.render.typesetting import spaced, with_markers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Passage
    from sitegen.render.views import Note

_BLOCK: Final = re.compile(r"<(?:p|ul|ol|pre|table|blockquote|h[1-6]|hr)\b")
_KILO: Final = 1024
_FORMS: Final = re.compile("[（／）]")


def clauses(passage: Passage, notes: Sequence[Note] = (), label: str = "") -> Markup:
    """Return a passage as HTML, each clause in a span with its id and the lead sentence in `<strong class="lead">`.

    After a clause that one of the `notes` is about stands its marker, named by `label`.
    """
    html = markup.with_clauses(passage)
    html = html if passage.kind == "code" else spaced(html)
    return Markup(with_markers(html, notes, label))  # noqa: S704 - sanitised there; what is added is escaped


def is_running(passage: Passage) -> bool:
    """Tell whether a passage is running text, so that it can stand in a `<p>`."""
    return passage.kind == "paragraph" and not _BLOCK.search(passage.html)


def marked(text: str, terms: Sequence[str]) -> Markup:
    """Return `text` with every occurrence of the terms in `<mark>`, whatever their case."""
    pieces, at = [], 0
    for start, end in _found(text, terms):
        pieces += [_escaped(text[at:start]), "<mark>", _escaped(text[start:end]), "</mark>"]
        at = end
    return Markup("".join([*pieces, _escaped(text[at:])]))  # noqa: S704 - escaped piece by piece


def _found(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the terms occur, touching and overlapping places as one (a pattern per call would cost more)."""
    lower = text.lower() if len(text.lower()) == len(text) else text
    places = []
    for term in _forms(terms):
        start = lower.find(term.lower())
        while start >= 0:
            places.append((start, start + len(term)))
            start = lower.find(term.lower(), start + len(term))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _forms(terms: Iterable[str]) -> Iterator[str]:
    """Yield terms as texts may print them: that of `Related` may name them in brackets, 加装电梯（电梯加装）."""
    for term in terms:
        yield from filter(None, _FORMS.split(term))


def _escaped(text: str) -> str:
    return html_escape(text, quote=False)


def phrased(text: str) -> Markup:
    """Return a line of large print with a `<wbr>` before each word: where the style forbids other breaks, no word is torn."""
    return Markup("<wbr>").join(words.phrases(text))


def size(count: int) -> str:
    """Return a number of bytes as people read it: 482 B, 12 kB, 4.7 MB."""
    if count < _KILO:
        return f"{count} B"
    if count < _KILO * _KILO:
        return f"{count / _KILO:.0f} kB"
    return f"{count / _KILO / _KILO:.1f} MB"


def domain(address: str) -> str:
    """Return the host of an address: `https://www.example.gov.cn/archive` is `www.example.gov.cn`."""
    return urlsplit(address).netloc


def is_web(address: str) -> bool:
    """Tell whether an address from outside may become a link."""
    return address.startswith(("https://", "http://"))


def filled(fields: Mapping[str, object]) -> dict[str, object]:
    """Return a table without the fields that are empty: what is not known is not said, in data least of all."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], (), {})}


def table(items: Sequence[object], key: str) -> dict[object, object]:
    """Return items of one type by the field `key`, to be looked up: `beside|table("passage")`."""
    return {getattr(item, key): item for item in items}


FILTERS: Final[dict[str, Callable[..., object]]] = {
    "bands": bands,
    "bars": bars,
    "clauses": clauses,
    "domain": domain,
    "filled": filled,
    "is_running": is_running,
    "is_web": is_web,
    "marked": marked,
    "phrased": phrased,
    "size": size,
    "table": table,
    "version": version,
}
