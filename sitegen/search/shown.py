"""The text that results show, in groups of a few kilobytes: what a browser fetches to show one hit."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.search.outline import Entry, Outline

# Bytes from which a group ends before the next heading of the first level, and before any entry.
ENOUGH: Final = 2600
FULL: Final = 4200
# Clauses are shown by themselves where the passage has more characters than this.
LONG_PASSAGE: Final = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring entries: the number of the first within the report; `data` is packed JSON, `size` bytes unpacked.

    The JSON is [number of the first entry within the report, sections, entries]: sections as [anchor, parent,
    heading], entries as [anchor, section, text, lead, clauses].  Clauses are flat pairs of start and end where their
    anchors count -c1, -c2 …, else lists [anchor, start, end].
    """

    first: int
    size: int
    data: bytes

    @property
    def text(self) -> str:
        """The JSON."""
        return zlib.decompress(self.data).decode()


def groups_of(outline: Outline) -> tuple[Group, ...]:
    """Return all entries of a report in groups."""
    return tuple(_group(outline, first, stop) for first, stop in _spans(outline))


def _spans(outline: Outline) -> Iterator[tuple[int, int]]:
    first = size = 0
    last = -1
    for number, entry in enumerate(outline.entries):
        top = _top(outline, entry.section)
        if number > first and size >= (ENOUGH if top != last else FULL):
            yield first, number
            first, size = number, 0
        size += 3 * len(entry.text) + 40
        last = top
    if outline.entries:
        yield first, len(outline.entries)


def _top(outline: Outline, section: int) -> int:
    while section >= 0 and outline.sections[section].parent >= 0:
        section = outline.sections[section].parent
    return section


def _group(outline: Outline, first: int, stop: int) -> Group:
    entries = outline.entries[first:stop]
    kept = sorted({number for entry in entries for number in _path(outline, entry.section)})
    places = {-1: -1} | {number: at for at, number in enumerate(kept)}
    sections = [
        [outline.sections[number].anchor, places[outline.sections[number].parent], outline.sections[number].heading]
        for number in kept
    ]
    shown = [
        [entry.anchor, places[entry.section], entry.text, entry.lead, _clauses(entry)] for entry in entries
    ]
    data = json.dumps([first, sections, shown], ensure_ascii=False, separators=(",", ":")).encode()
    return Group(first=first, size=len(data), data=zlib.compress(data, 6))


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
