"""Packs: the shown text of a few entries in a file, so that showing a hit costs little.

A pack is a row of groups (`shown`).  In a small archive each group has a file of its own; in a large one a
pack holds more, also of neighbouring reports, because a static host does not like tens of thousands of
files.  Packs end with a report where the report's own id says so: an edit then moves no border
but those near it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen.search.columns import bases
from sitegen.search.files import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.search.shown import Group
    from sitegen.search.terms import ReportTerms

MOST_PACKS: Final = 6000
_ENDS: Final = 4
"""Every fourth report ends its pack, however full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The number of the first entry, and the JSON: a list of [number of the first entry, sections, entries]."""

    first: int
    data: bytes

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"p/{self.first:x}"


def packs(analysed: tuple[ReportTerms, ...]) -> Iterator[Pack]:
    """Yield the packs of all reports."""
    total = sum(group.size for report in analysed for group in report.shown)
    enough = total // MOST_PACKS
    first, texts, size = 0, [], 0
    for report, base, is_last in _with_bases(analysed):
        for at, group in enumerate(report.shown):
            first = first if texts else base + group.first
            texts.append(_moved(group, base))
            size += group.size
            ends = is_last and at + 1 == len(report.shown)
            if size >= enough or ends:
                yield Pack(first=first, data=f"[{','.join(texts)}]".encode())
                texts, size = [], 0


def _with_bases(analysed: tuple[ReportTerms, ...]) -> Iterator[tuple[ReportTerms, int, bool]]:
    for report, base in zip(analysed, bases(analysed), strict=False):
        is_last = report is analysed[-1] or zlib.crc32(report.id.encode()) % _ENDS == 0
        yield report, base, is_last


def _moved(group: Group, base: int) -> str:
    """Return the JSON of a group with its number in the archive in place of that in the report."""
    return f"[{base + group.first},{group.text.partition(',')[2]}"


def table(written: list[tuple[int, str]], analysed: tuple[ReportTerms, ...]) -> dict[str, object]:
    """Return what the manifest says of packs, given first entry and mark of each.

    `first`: the gaps between their first entries; `marks`: one for the packs that begin in each report.
    """
    starts = [first for first, _ in written]
    gaps = [after - before for before, after in zip([0, *starts], starts, strict=False)]
    numbers = bases(analysed)
    together, at = [], 0
    for stop in numbers[1:]:
        own = ""
        while at < len(written) and written[at][0] < stop:
            own += written[at][1]
            at += 1
        together.append(mark(own.encode()) if own else "")
    return {"first": gaps, "marks": together}
