"""Packs: the shown text of neighbouring entries in a file, so that showing a hit costs little.

A pack holds the entries whose numbers differ in the last few bits only, so that the browser finds
it without a table.  In a small archive these are few entries; in a large one more, also of
neighbouring reports, because a static host does not like tens of thousands of files.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from sitegen.search.columns import ROOM, bases
from sitegen.search.files import mark
from sitegen.search.shown import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.search.terms import ReportTerms

MOST_PACKS: Final = 8000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """`number` is that of its entries without the last bits; `data` JSON: a list of [first entry, sections, entries]."""

    number: int
    data: bytes

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"p/{self.number:x}"


def pack_bits(analysed: tuple[ReportTerms, ...]) -> int:
    """Return the number of bits by which the entries of a pack differ."""
    bits = BLOCK.bit_length() - 1
    while bases(analysed)[-1] >> bits > MOST_PACKS:
        bits += 1
    return bits


def packs(analysed: tuple[ReportTerms, ...], bits: int) -> Iterator[Pack]:
    """Yield the packs of all reports."""
    blocks = (
        (base + block.first, f"[{base + block.first},{block.text.partition(',')[2]}")
        for report, base in zip(analysed, bases(analysed), strict=False)
        for block in report.shown
    )
    for number, together in groupby(blocks, lambda numbered: numbered[0] >> bits):
        yield Pack(number=number, data=f"[{','.join(text for _, text in together)}]".encode())


def pack_marks(marks: dict[int, str], analysed: tuple[ReportTerms, ...], bits: int) -> str:
    """Return the marks of all packs: one for each report, or one for each pack where it holds several reports."""
    numbers = bases(analysed)
    if 1 << bits > ROOM:
        return "".join(marks.get(number, "---") for number in range((numbers[-1] - 1 >> bits) + 1))
    return "".join(
        mark("".join(marks.get(number, "") for number in range(start >> bits, stop >> bits)).encode())
        for start, stop in zip(numbers, numbers[1:], strict=False)
    )
