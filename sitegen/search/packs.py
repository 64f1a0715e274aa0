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
from sitegen.search.manifest import Shared, as_json, shared
from sitegen.search.shown import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.search.shown import Block
    from sitegen.search.terms import ReportTerms

MOST_PACKS: Final = 7500
# Where a pack holds several reports the archive is so large that shards need the files more.
MOST_LARGE_PACKS: Final = 5500


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """`number` is that of its first entry / entries of a pack.

    `data` is JSON: the number of its first report, ids and titles of that and the following ones, and for each block
    [first entry, sections, entries].
    """

    number: int
    data: bytes

    @property
    def name(self) -> str:
        """The name of its file."""
        return _name(self.number)


def pack_size(analysed: tuple[ReportTerms, ...]) -> int:
    """Return for how many entries a pack is made: the least size with few enough packs."""
    entries = sum(report.entries for report in analysed)
    return next(
        size for size in _sizes() if size * (MOST_PACKS if size <= ROOM else MOST_LARGE_PACKS) >= entries
    )


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
        (base + block.first, report, block)
        for report, base in enumerate(bases(analysed)[:-1])
        for block in analysed[report].shown
    )
    for number, together in groupby(blocks, lambda placed: placed[0] // size):
        yield Pack(number=number, data=_data(analysed, list(together)))


def _data(analysed: tuple[ReportTerms, ...], blocks: list[tuple[int, int, Block]]) -> bytes:
    """Return a pack of blocks, given as first entry, number of the report, block."""
    reports = sorted({report for _, report, _ in blocks})
    names = [
        [analysed[report].id for report in range(reports[0], reports[-1] + 1)],
        [analysed[report].title for report in range(reports[0], reports[-1] + 1)],
    ]
    texts = [f"[{first},{block.text.partition(',')[2]}" for first, _, block in blocks]
    return text_block(f"[{reports[0]},{as_json(names).decode()[1:-1]},[{','.join(texts)}]]")


def pack_marks(marks: dict[int, str], analysed: tuple[ReportTerms, ...], size: int) -> Shared:
    """Return the marks of all packs, given each one's own by number.

    There is one for each report, which all its packs share, or one for each pack where it holds several reports; in a
    large archive several of these share one.
    """
    numbers = bases(analysed)
    if size > ROOM:
        every = range(-(-numbers[-1] // size))
        return shared([(_name(number), marks.get(number, "---")) for number in every])
    own = [
        [number for number in range(start // size, stop // size) if number in marks]
        for start, stop in pairwise(numbers)
    ]
    of_reports = shared([(str(at), _joined(marks, each)) for at, each in enumerate(own)])
    names = {_name(number): of_reports.by_name[str(at)] for at, each in enumerate(own) for number in each}
    return Shared(together=of_reports.together, text=of_reports.text, by_name=names)


def _joined(marks: dict[int, str], packs_of_report: list[int]) -> str:
    return mark("".join(marks[number] for number in packs_of_report).encode())


def _name(number: int) -> str:
    return f"p/{number:x}"
