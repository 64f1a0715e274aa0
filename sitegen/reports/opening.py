"""The first lines of a report: which of them are its title, when and where it was delivered.

Many speeches have no title at all and begin with 各位代表：.  Lines that are not the title stay in the report, whatever
they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen.numbering import parse_number
from sitegen.reports.dates import delivered_on, published_on, split_date
from sitegen.reports.title_lines import find_title

if TYPE_CHECKING:
    from sitegen.model import Hints, Paragraph

_SEARCHED: Final = 16
"""Blocks in which a title is looked for."""

_SALUTATION: Final = re.compile(r"(?:各位|同志们|尊敬的|主任、)[^。]{0,30}[：:]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the first lines say: the title ("" if none is printed), ISO dates ("" if unknown), all other blocks.

    `published` is a date on the title's own line, or on one that says so (时间：2026-02-09), `delivered` the day of the speech, `lines` the words around the title.
    """

    title: str
    line: int
    published: str
    delivered: str
    lines: str
    body: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """All that is printed, a paragraph a line, the title first."""
        return "\n".join((self.title, *(block.text for block in self.body)))


def find_opening(blocks: tuple[Paragraph, ...], hints: Hints) -> Opening:
    """Find the title among the first blocks; `hints` are what the source says of itself."""
    head = _head(blocks)
    start, end, title = find_title(head, blocks, hints)
    title, published = split_date(title)
    lines = "\n".join(block.text for block in head)
    return Opening(
        title=title,
        line=blocks[start].line if end > start else 1,
        published=published or published_on(lines),
        delivered=delivered_on(lines),
        lines=lines,
        body=blocks[:start] + blocks[end:],
    )


def _head(blocks: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return the blocks before the speech or the first section begins."""
    for at, block in enumerate(blocks[:_SEARCHED]):
        if parse_number(block.text) or _SALUTATION.match(block.text):
            return blocks[:at]
    return blocks[:_SEARCHED]
