"""Packs: the shown text of neighbouring entries in a file, so that showing a hit costs little.

All packs are made for the same number of entries, so that the browser finds one without a table.  In a small archive these are few entries; in a large one more, also of
neighbouring reports, because a static host does not like tens of thousands of files.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from sitegen.search.columns import ROOM, bases
from sitegen.search.files import mark, text_block
from sitegen.search.shown import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.search.terms import ReportTerms

MOST_PACKS: Final = 7500


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """`number` is that of its first entry / entries of a pack; `data` JSON: a list of [first entry, sections, entries]."""

    number: int
    data: bytes

    @property
    def name(self) -> str:
        """The name of its file."""
        return _name(self.number)


def pack_size(analysed: tuple[ReportTerms, ...]) -> int:
    """Return for how many entries a pack is made: the least size with few enough packs."""
    least = sum(report.entries for report in analysed) / MOST_PACKS
    return next(size for size in _sizes() if size >= least)


def _sizes() -> Iterator[int]:
    """Yield the possible sizes: parts of the room of a report, then multiples of it."""
    size = BLOCK
    while True:
        yield size
        if size >= ROOM:
            yield size * 3 // 2
        size *= 2


def packs(analysed: tuple[ReportTerms, ...], size: int) -> Iterator[Pack]:
    """Yield the packs of all reports."""
    blocks = (
        (base + block.first, f"[{base + block.first},{block.text.partition(',')[2]}")
        for report, base in zip(analysed, bases(analysed), strict=False)
        for block in report.shown
    )
    for number, together in groupby(blocks, lambda numbered: numbered[0] // size):
        yield Pack(number=number, data=text_block(f"[{','.join(text for _, text in together)}]"))


def pack_marks(
    marks: dict[int, str], analysed: tuple[ReportTerms, ...], size: int
) -> tuple[str, dict[str, str]]:
    """Return the marks of all packs: as the manifest has them, and by name.

    There is one for each report, which all its packs share, or one for each pack where it holds several reports.
    """
    numbers = bases(analysed)
    if size > ROOM:
        text = "".join(marks.get(number, "---") for number in range(-(-numbers[-1] // size)))
        return text, {_name(number): found for number, found in marks.items()}
    text = ""
    by_name: dict[str, str] = {}
    for start, stop in pairwise(numbers):
        own = [number for number in range(start // size, stop // size) if number in marks]
        shared = mark("".join(marks[number] for number in own).encode())
        text += shared
        by_name |= {_name(number): shared for number in own}
    return text, by_name


def _name(number: int) -> str:
    return f"p/{number:x}"
