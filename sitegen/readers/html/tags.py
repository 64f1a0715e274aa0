"""A page as it is shown: without scripts and hidden elements, which are taken out first, and walked through without recursion, however deep it nests."""

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

_GONE: Final = "GONE"
"""The name that elements get which are not shown, and none has: to look for one name takes a fraction of the time."""

Event = Literal["start", "text", "end"]


def prune(root: etree._Element) -> None:
    """Take out of an element what is not shown of it, of a page its head too; texts behind that stay."""
    gone = [element for element in root.iterdescendants("*") if not _is_shown(element)]
    for element in gone:
        element.tag = _GONE
    if gone:
        etree.strip_elements(root, _GONE, with_tail=False)


def walk(root: etree._Element) -> Iterator[tuple[Event, etree._Element, str]]:
    """Yield start, text (with the element that it stands in) and end of everything in an element, in printed order."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            yield "start", element, ""
            if text := element.text:
                yield "text", element, text
            continue
        yield "end", element, ""
        parent = element.getparent()
        if element is not root and parent is not None and (text := element.tail):
            yield "text", parent, text


def text_of(root: etree._Element) -> str:
    """Return all text in an element."""
    return "".join(root.itertext())


def _is_shown(element: etree._Element) -> bool:
    if element.tag == "body":  # scripts show it once the page is there
        return True
    if element.tag in _IGNORED or element.get("hidden") is not None:
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
