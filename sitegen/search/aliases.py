"""Other names of things: what a reader writes, and what reports print for it.

The list holds what is generally said in the language of administration; the browser shows what it
has also looked for, and can leave it aside.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources


@cache
def aliases() -> tuple[tuple[str, ...], ...]:
    """Return groups: what is written, then the names that are looked for besides."""
    text = resources.files("sitegen.search").joinpath("aliases.txt").read_text("utf-8")
    groups = []
    for line in text.splitlines():
        name, _, others = line.partition("=")
        if others and not line.startswith("#"):
            groups.append((name.strip(), *(other.strip() for other in others.split("|"))))
    return tuple(groups)


def alias_block() -> bytes:
    """Return the groups as a block of the index."""
    return json.dumps(aliases(), ensure_ascii=False, separators=(",", ":")).encode()
