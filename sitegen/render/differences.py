"""What changed between two texts, as readers like to see it: whole numbers and words, with a little of what is around them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from sitegen.render.views import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(r"\d[\d.,]*%?|[A-Za-z]+|\s+|.", re.DOTALL)
_AROUND: Final = 16
"""Characters shown before and after a difference."""
_LONGEST: Final = 200
"""Characters of a removed or added run that are shown; the data files hold all."""
_LARGEST: Final = 4000
"""Tokens; the comparison is quadratic, and longer texts are shown as replaced."""
_ISLAND: Final = 2
"""Characters between two differences that are too few to help: both are shown as one."""


def stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """Return the words that went, came and stand around them, in reading order; "" for a side means nothing was there."""
    rows = list(_joined(_compared(before, after)))
    shown: list[Stretch] = []
    for at, stretch in enumerate(rows):
        if stretch.kind == "same":
            text = _context(stretch.text, is_first=at == 0, is_last=at == len(rows) - 1)
            shown.append(Stretch(kind="same", text=text))
        else:
            shown.append(Stretch(kind=stretch.kind, text=_cut(stretch.text)))
    return tuple(stretch for stretch in shown if stretch.text)


def _compared(before: str, after: str) -> Iterator[Stretch]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if not old or not new or len(old) > _LARGEST or len(new) > _LARGEST:
        yield Stretch(kind="removed", text=before)
        yield Stretch(kind="added", text=after)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Stretch(kind="same", text="".join(old[i1:i2]))
        else:
            yield Stretch(kind="removed", text="".join(old[i1:i2]))
            yield Stretch(kind="added", text="".join(new[j1:j2]))


def _joined(rows: Iterator[Stretch]) -> Iterator[Stretch]:
    """Yield the rows with small islands between differences taken into them."""
    removed = added = island = ""
    for row in rows:
        if row.kind == "same" and (removed or added) and len(row.text) <= _ISLAND:
            island += row.text
        elif row.kind == "same":
            yield from _pair(removed, added)
            yield Stretch(kind="same", text=island + row.text)
            removed = added = island = ""
        else:
            removed += island + row.text if row.kind == "removed" else ""
            added += island + row.text if row.kind == "added" else ""
            island = "" if row.kind == "added" else island
    yield from _pair(removed, added)
    if island:
        yield Stretch(kind="same", text=island)


def _pair(removed: str, added: str) -> Iterator[Stretch]:
    if removed:
        yield Stretch(kind="removed", text=removed)
    if added:
        yield Stretch(kind="added", text=added)


def _context(text: str, *, is_first: bool, is_last: bool) -> str:
    """Return the end of what stands before the first difference, the beginning of what follows the last, both between two."""
    if is_first and is_last:
        return ""
    if is_first:
        return text if len(text) <= _AROUND else "…" + text[-_AROUND:]
    if is_last:
        return text if len(text) <= _AROUND else text[:_AROUND] + "…"
    return text if len(text) <= 2 * _AROUND + 1 else f"{text[:_AROUND]}…{text[-_AROUND:]}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}……{text[-_LONGEST // 2 :]}"
