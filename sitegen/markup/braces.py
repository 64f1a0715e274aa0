"""What stands in braces at the end of a line of Markdown: the anchor of a heading (`{#s1}`), attributes.

It is looked for behind the last brace that closes before, so that a line of many open braces takes no longer than another.
"""

from __future__ import annotations

import re
from typing import Final

_ANCHOR: Final = re.compile(r"(?<!\\)\{#([^}\s]*)[^}]*\}$")
_ATTRIBUTES: Final = re.compile(r"(?<!\\)\{[#.:][^}]*\}$")
_BLANKS: Final = " \t"


def without_anchor(heading: str) -> tuple[str, str]:
    """Return the Markdown of a heading, and the anchor that stands behind it; "" if none does."""
    found = _at_end(heading, _ANCHOR)
    return heading[: found.start() if found else None].rstrip(_BLANKS), found[1] if found else ""


def without_attributes(line: str) -> str:
    """Return a line without the attributes at its end."""
    found = _at_end(line, _ATTRIBUTES)
    return line[: found.start()].rstrip(_BLANKS) if found else line


def _at_end(line: str, braces: re.Pattern[str]) -> re.Match[str] | None:
    whole = line.rstrip(_BLANKS)
    return braces.search(whole, whole.rfind("}", 0, -1) + 1) if whole.endswith("}") else None
