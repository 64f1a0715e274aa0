"""The text that results show, in blocks of a few entries: the least that a browser fetches to show one hit."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.search.outline import Entry, Outline

BLOCK: Final = 4
"""Entries of a block; `columns.ROOM` is a multiple."""
# Clauses are shown by themselves where the passage has more characters than this.
LONG_PASSAGE: Final = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Neighbouring entries: the number of the first within the report, and packed JSON.

    The JSON is [number of the first entry within the report, sections, entries]: sections as [anchor, parent,
    heading], entries as [anchor, section, text, lead, clauses].  Clauses are flat pairs of start and end where their
    anchors count -c1, -c2 …, else lists [anchor, start, end].
    """

    first: int
    data: bytes

    @property
    def text(self) -> str:
        """The JSON."""
        return zlib.decompress(self.data).decode()


def blocks_of(outline: Outline) -> tuple[Block, ...]:
    """Return all entries of a report in blocks."""
    return tuple(_block(outline, first) for first in range(0, len(outline.entries), BLOCK))


def _block(outline: Outline, first: int) -> Block:
    entries = outline.entries[first : first + BLOCK]
    kept = sorted({number for entry in entries for number in _path(outline, entry.section)})
    places = {-1: -1} | {number: at for at, number in enumerate(kept)}
    sections = [
        [
            outline.sections[number].anchor,
            places[outline.sections[number].parent],
            outline.sections[number].heading,
        ]
        for number in kept
    ]
    shown = [
        [entry.anchor, places[entry.section], entry.text, entry.lead, _clauses(entry)] for entry in entries
    ]
    data = json.dumps([first, sections, shown], ensure_ascii=False, separators=(",", ":")).encode()
    return Block(first=first, data=zlib.compress(data, 1))


def _path(outline: Outline, section: int) -> Iterator[int]:
    while section >= 0:
        yield section
        section = outline.sections[section].parent


def _clauses(entry: Entry) -> list[object]:
    if len(entry.text) <= LONG_PASSAGE:
        return []
    regular = [f"{entry.anchor}-c{number}" for number in range(1, len(entry.clauses) + 1)]
    if regular == [anchor for anchor, _, _ in entry.clauses]:
        return [offset for _, start, end in entry.clauses for offset in (start, end)]
    return [list(clause) for clause in entry.clauses]
