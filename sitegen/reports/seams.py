"""Paragraphs that a program broke inside a sentence: where a web page has a link or a small number.

Text copied from a browser has such pieces in lines of their own: 细颗粒物（PM, 2.5, ）浓度继续下降, or 通过的《, 证券法, 》.
A line goes on with the one before where that ends with an opening mark, where it begins with the closing one or a
pause itself, or where a letter of running text and its index (PM2.5, M2) stand apart.  Where blank lines stand between paragraphs,
it does so too if the line right before it holds a pause and has no end.  Elsewhere a paragraph without a full
stop is one that lost it, and stays.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.numbering import parse_number
from sitegen.reports.tidy import OBJECT
from sitegen.words import ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import Paragraph

_PAIRS: Final = {"（": "）", "《": "》", "“": "”", "「": "」", "『": "』", "〔": "〕", "【": "】"}
_OPENING: Final = {closing: opening for opening, closing in _PAIRS.items()}
_PAUSE: Final = frozenset("，。；、")
_PAUSES: Final = frozenset("，。；、：！？")
_UNENDED: Final = ("的", "、")
"""What running text, which has a stop before, goes on after: no paragraph ends so."""
_INDEXED: Final = re.compile(r"[A-Za-z]$")
_RUNNING: Final = frozenset("，。；、（(")
"""What a label in a table (人均GDP, with 5.5 in the next line) hardly has."""
_INDEX: Final = re.compile(r"\d{1,2}(?:[.．]\d)?")
_PIECE = 30
"""Characters of a link or an index that stands in a line of its own, at most."""
_LEAST_PAIRS = 10
_MOSTLY = 0.6


class _Run:
    """The lines that are one paragraph so far.

    Their characters are counted when first asked for, and those of a line once: there may be any number of lines.
    """

    def __init__(self, first: Paragraph) -> None:
        self.first = first
        self._lines = [first.text]
        self._counts: Counter[str] = Counter()
        self._counted = 0

    def add(self, text: str) -> None:
        """Go on with another line."""
        self._lines.append(text)

    @property
    def last(self) -> str:
        """The last line."""
        return self._lines[-1]

    @property
    def counts(self) -> Counter[str]:
        """How often each character stands in the lines."""
        for line in self._lines[self._counted :]:
            self._counts.update(line)
        self._counted = len(self._lines)
        return self._counts

    @property
    def paragraph(self) -> Paragraph:
        """All lines in one."""
        return self.first.holding("".join(self._lines))

    @property
    def is_open(self) -> bool:
        """Whether it is running text without an end; a heading with a number has no stop inside."""
        pauses = "。" if parse_number(self.first.text) else _PAUSE
        return not self.last.endswith(ENDS) and any(map(self.counts.get, pauses))


def mend(blocks: Sequence[Paragraph]) -> tuple[tuple[Paragraph, ...], int]:
    """Return the paragraphs with those put together that are one sentence, and how many lines went to others."""
    parted = _are_parted(blocks)
    runs = [_Run(block) for block in blocks[:1]]
    is_piece = False
    for before, block in pairwise(blocks):
        left = runs[-1]
        follows = block.line == before.line + 1
        if _can_join(left.first, block) and (
            _is_one(left, block.text)
            or (follows and (is_piece or parted) and left.is_open and parse_number(block.text) is None)
        ):
            is_piece = len(block.text) <= _PIECE and _PAUSE.isdisjoint(block.text)
            left.add(block.text)
        else:
            is_piece = False
            runs.append(_Run(block))
    return tuple(run.paragraph for run in runs), len(blocks) - len(runs)


def _are_parted(blocks: Sequence[Paragraph]) -> bool:
    """Tell whether blank lines stand between most paragraphs."""
    apart = [two.line > one.line + 1 for one, two in pairwise(blocks)]
    return len(apart) >= _LEAST_PAIRS and sum(apart) >= _MOSTLY * len(apart)


def _can_join(one: Paragraph, two: Paragraph) -> bool:
    is_marked = one.level > 0 or two.level > 0 or two.is_indented
    return not (is_marked or one.text.startswith(OBJECT) or two.text.startswith(OBJECT))


def _is_one(left: _Run, right: str) -> bool:
    """Tell whether two lines are of one sentence by what stands where they meet."""
    last, first = left.last[-1], right[0]
    if last in _PAIRS:
        is_closed = _PAIRS[last] in right[:_PIECE]
        return _is_unpaired(left, last) and (is_closed or parse_number(right) is None)
    if first in _OPENING:
        return _is_unpaired(left, _OPENING[first])
    if first in _PAUSES:
        return not left.last.endswith(ENDS) or last in _OPENING
    if _INDEX.fullmatch(right) and _INDEXED.search(left.last) and any(map(left.counts.get, _RUNNING)):
        return True
    return left.last.endswith(_UNENDED) and left.counts["。"] > 0 and parse_number(right) is None


def _is_unpaired(left: _Run, opening: str) -> bool:
    """Tell whether one opening mark of a kind has no partner yet."""
    return left.counts[opening] == left.counts[_PAIRS[opening]] + 1
