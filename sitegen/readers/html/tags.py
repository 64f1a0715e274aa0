"""Walking through a page as it is shown: no scripts, no hidden elements, no recursion however deep it nests."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_IGNORED: Final = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "iframe", "frame", "object", "applet"),
        *(
            "svg",
            "math",
            "canvas",
            "audio",
            "video",
            "select",
            "option",
            "datalist",
            "button",
            "input",
            "textarea",
        ),
        *("nav", "title", "map", "rt", "rp"),
    )
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTRED: Final = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|黑体|小标宋|SimHei", re.IGNORECASE)

Event = Literal["start", "text", "end"]


def walk(root: etree._Element) -> Iterator[tuple[Event, etree._Element, str]]:
    """Yield start, text (with the element that it stands in) and end of everything shown, in printed order."""
    skipped: etree._Element | None = None
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if element is not root and not _is_shown(element):
                skipped = element
                walker.skip_subtree()
                continue
            yield "start", element, ""
            if element.text:
                yield "text", element, element.text
            continue
        if element is not skipped:
            yield "end", element, ""
        parent = element.getparent()
        if element is not root and parent is not None and element.tail:
            yield "text", parent, element.tail


def text_of(root: etree._Element) -> str:
    """Return all text shown in an element."""
    return "".join(text for _, _, text in walk(root))


def _is_shown(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _IGNORED:
        return False
    if element.get("hidden") is not None:
        return False
    style = element.get("style")
    return style is None or not look(style).is_hidden


class Look(NamedTuple):
    """What a `style` attribute says that matters here."""

    is_hidden: bool
    is_centred: bool
    is_bold: bool


@lru_cache(maxsize=1024)
def look(style: str) -> Look:
    """Read a `style` attribute, or the name of a typeface; pages repeat the same few on every element."""
    return Look(
        is_hidden=_HIDDEN.search(style) is not None,
        is_centred=_CENTRED.search(style) is not None,
        is_bold=_BOLD.search(style) is not None,
    )
