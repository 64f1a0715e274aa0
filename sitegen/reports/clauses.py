"""Sentences and clauses: where they end, so that a link or a figure can point at one.

A clause is a sentence or an item of a `；` list.  A stop inside quotation marks, brackets or a title
in 《》 ends nothing.  Splitting finer was tried and made cross-links worse: fragments lose their object.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOPS: Final = "。！？；!?;"
_OPENING: Final = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "【": "】", "〔": "〕"}
_LAST: Final = frozenset('。！？!?”’）)》"')
"""What a sentence ends with: its stop, or a closing mark after it."""
_MARKS: Final = re.compile(f'[{"".join((*_STOPS, *_OPENING, *_OPENING.values()))}"]')
_PLAIN: Final = re.compile(f'[^{"".join((*_STOPS, *_OPENING))}"]*[。！？!?]')
"""A sentence before whose stop no mark opens, as most are."""
_TRAILING: Final = re.compile(r"[”’）)》】〕\"]*")
_LONGEST_GROUP: Final = 120
"""Characters; a bracket that stays open longer was never meant to enclose anything (its partner is lost)."""


def clause_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of each clause of a paragraph, covering it without gaps; () for an empty one."""
    ends = [end for end in _ends(text) if end < len(text)]
    bounds = [0, *ends, len(text)]
    return tuple((start, end) for start, end in pairwise(bounds) if text[start:end].strip())


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, its stop included; all of it if there is no stop."""
    plain = _PLAIN.match(text)
    stop = plain.end() + len(_trailing(text, plain.end())) if plain else 0
    if stop and text[stop - 1] in _LAST:
        return text[:stop]
    end = next((end for end in _ends(text) if text[end - 1] in _LAST), len(text))
    return text[:end]


def _ends(text: str) -> Iterator[int]:
    """Yield the offsets just after each stop that ends a clause (and after the closing marks that follow it)."""
    closing, opened, is_quoted = "", 0, False
    for mark in _MARKS.finditer(text):
        offset, char = mark.start(), mark[0]
        if closing and offset - opened > _LONGEST_GROUP:
            closing = ""
        if char == '"':
            is_quoted = not is_quoted
        if char == closing:
            closing = ""
        elif not closing and char in _OPENING and _closes(text, offset, _OPENING[char]):
            closing, opened = _OPENING[char], offset
        elif char in _STOPS and not closing and not is_quoted:
            yield offset + 1 + len(_trailing(text, offset + 1))


def _closes(text: str, offset: int, closing: str) -> bool:
    """Tell whether an opening mark has its partner near enough, before the same mark opens again."""
    end = text.find(closing, offset, offset + _LONGEST_GROUP)
    again = text.find(text[offset], offset + 1, offset + _LONGEST_GROUP)
    return end >= 0 and (again < 0 or end < again)


def _trailing(text: str, offset: int) -> str:
    """Return closing marks right after a stop that belong to the clause (their opening marks stand before it)."""
    match = _TRAILING.match(text, offset)
    return match[0] if match and '"' not in match[0] else ""
