"""Packs: the shown text of neighbouring entries in a file, so that showing a hit costs little.

All packs are made for the same number of entries, so that the browser finds one without a table.  In a small archive these are few entries; in a large one more, also of
neighbouring reports, because a static host does not like tens of thousands of files.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import chain, count, groupby, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.search.columns import ROOM, bases
from sitegen.search.files import mark
from sitegen.search.manifest import MOST_MARKS, Shared, json_block, shared
from sitegen.search.shown import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.search.numbers import Marks
    from sitegen.search.shown import Block
    from sitegen.search.terms import ReportTerms

# A query fetches twice as many shards as packs: those need the files more.
MOST_PACKS: Final = 4300
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """`number` is that of its first entry / entries of a pack.

    `data` is JSON, in columns because like stands best by like when it is packed: the number of its first report; ids
    and titles of that and the following ones; first entry and number of entries of each stretch of entries; anchors,
    parents and headings of the sections; anchors, sections, leads, clauses (as in `shown.Block`) and texts of the
    entries.  An anchor that only numbers on is its number: 2 in section s1 is s1-2 as a section's, s1-p2 as an entry's.
    """

    number: int
    data: bytes

    @property
    def name(self) -> str:
        """The name of its file."""
        return _name(self.number)


def pack_size(analysed: tuple[ReportTerms, ...]) -> int:
    """Return for how many entries a pack is made: the least size with few enough packs."""
    first = np.array(bases(analysed)[:-1], dtype="<i8")
    last = first + np.array([max(1, report.entries) for report in analysed], dtype="<i8") - 1
    return next(size for size in _sizes() if _packs_of(first // size, last // size) <= MOST_PACKS)


def _packs_of(first: Marks, last: Marks) -> int:
    """Return how many packs there are, given the number of the first and of the last one of each report."""
    shared_ones = np.count_nonzero(first[1:] == last[:-1])
    return int((last - first + 1).sum() - shared_ones)


def _sizes() -> Iterator[int]:
    """Yield the possible sizes: parts of the room of a report, then any that blocks fill."""
    size = BLOCK
    while size < ROOM:
        yield size
        size *= 2
    yield from count(ROOM, BLOCK)


def packs(analysed: tuple[ReportTerms, ...], size: int) -> Iterator[Pack]:
    """Yield the packs of all reports."""
    blocks = (
        (base + block.first, report, block)
        for report, base in enumerate(bases(analysed)[:-1])
        for block in analysed[report].shown
    )
    for number, together in groupby(blocks, lambda placed: placed[0] // size):
        yield Pack(number=number, data=_data(analysed, list(together)))


def _data(analysed: tuple[ReportTerms, ...], blocks: list[tuple[int, int, Block]]) -> bytes:
    """Return a pack of blocks, given as first entry, number of the report, block."""
    first, last = blocks[0][1], blocks[-1][1]
    columns = _Columns()
    for entry, report, block in blocks:
        columns.add(entry, report, block)
    ids = [analysed[report].id for report in range(first, last + 1)]
    titles = [analysed[report].title for report in range(first, last + 1)]
    return json_block([first, ids, titles, *columns.written()])


class _Columns:
    """Gathers the blocks of a pack; a section that several of them share is written once."""

    def __init__(self) -> None:
        self._stretches: list[list[int]] = []
        self._numbers: dict[tuple[int, str], int] = {}
        self._sections: list[tuple[str, int, str]] = []
        self._entries: list[tuple[str, int, int, list[object], str]] = []

    def add(self, first: int, report: int, block: Block) -> None:
        """Add a block of a report, whose first entry has the number `first`."""
        _, sections, entries = json.loads(block.text)
        places = {-1: -1}
        for at, (anchor, parent, heading) in enumerate(sections):
            number = places[at] = self._numbers.setdefault((report, anchor), len(self._sections))
            if number == len(self._sections):
                self._sections.append((anchor, places[parent], heading))
        for anchor, section, text, lead, clauses in entries:
            self._entries.append((anchor, places[section], lead, clauses, text))
        last = self._stretches[-1] if self._stretches else [-1, 0]
        if last[0] + last[1] == first:
            last[1] += len(entries)
        else:
            self._stretches.append([first, len(entries)])

    def written(self) -> list[object]:
        """Return all columns as `Pack` describes them."""
        anchors = [anchor for anchor, _, _ in self._sections]
        entry_anchors, of_sections, *rest = zip(*self._entries, strict=True)
        above = [anchors[parent] if parent >= 0 else "" for _, parent, _ in self._sections]
        within = [anchors[section] if section >= 0 else "" for section in of_sections]
        return [
            list(chain.from_iterable(self._stretches)),
            [_short(anchor, f"{outer}-") for anchor, outer in zip(anchors, above, strict=True)],
            [parent for _, parent, _ in self._sections],
            [heading for _, _, heading in self._sections],
            [_short(anchor, f"{outer}-p") for anchor, outer in zip(entry_anchors, within, strict=True)],
            of_sections,
            *rest,
        ]


def _short(anchor: str, start: str) -> int | str:
    number = anchor.removeprefix(start)
    return int(number) if anchor.startswith(start) and _NUMBER.fullmatch(number) else anchor


def pack_marks(marks: dict[int, str], analysed: tuple[ReportTerms, ...], size: int) -> Shared:
    """Return the marks of all packs, given each one's own by number.

    There is one for each report, which all its packs share, or one for each pack where it holds several reports; in a
    large archive several of these share one.
    """
    numbers = bases(analysed)
    if size > ROOM:
        every = range(-(-numbers[-1] // size))
        return shared([(_name(number), marks.get(number, "---")) for number in every], MOST_MARKS)
    own = [
        [number for number in range(start // size, stop // size) if number in marks]
        for start, stop in pairwise(numbers)
    ]
    of_reports = shared([(str(at), _joined(marks, each)) for at, each in enumerate(own)], MOST_MARKS)
    names = {_name(number): of_reports.by_name[str(at)] for at, each in enumerate(own) for number in each}
    return Shared(together=of_reports.together, text=of_reports.text, by_name=names)


def _joined(marks: dict[int, str], packs_of_report: list[int]) -> str:
    return mark("".join(marks[number] for number in packs_of_report).encode())


def _name(number: int) -> str:
    return f"p/{number:x}"
