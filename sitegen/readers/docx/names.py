"""Names in WordprocessingML, written `w:p`, as lxml spells them: `{http://…/main}p`.

`xmlpart` maps the namespaces of the strict form to the transitional ones, so these are all there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V: Final = "{urn:schemas-microsoft-com:vml}"
RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_OFF: Final = frozenset({"0", "false", "off"})


def value(parent: etree._Element | None, name: str) -> str:
    """Return the `w:val` of a child `w:<name>`, "" if either is missing."""
    child = None if parent is None else parent.find(W + name)
    return "" if child is None else child.get(W + "val", "")


def number(parent: etree._Element | None, name: str) -> int | None:
    """Return the `w:val` of a child as a number, None if it is missing or no number."""
    text = value(parent, name)
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else None  # noqa: PLR2004 -- 32 bits


def is_on(parent: etree._Element | None, name: str) -> bool | None:
    """Return a switch such as `w:b`: None if it is not there, True if it is there and not switched off."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val", "1") not in _OFF
