"""Paragraphs that a program broke inside a sentence: where a web page has a link or a small number.

Text copied from a browser has such pieces in lines of their own: 细颗粒物（PM, 2.5, ）浓度继续下降, or 通过的《, 证券法, 》.
A line goes on with the one before where that ends with an opening mark, where it begins with the closing one or a
pause itself, or where a letter of running text and its index (PM2.5, M2) stand apart.  Where blank lines stand between paragraphs,
it does so too if the line right before it holds a pause and has no end.  Elsewhere a paragraph without a full
stop is one that lost it, and stays.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.numbering import parse_number
from sitegen.reports.tidy import OBJECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import Paragraph

_PAIRS: Final = {"（": "）", "《": "》", "“": "”", "「": "」", "『": "』", "〔": "〕", "【": "】"}
_OPENING: Final = {closing: opening for opening, closing in _PAIRS.items()}
_PAUSE: Final = re.compile(r"[，。；、]")
_PAUSES: Final = frozenset("，。；、：！？")
_ENDS: Final = tuple("。！？：；:!?;…”’》）)]】")
_UNENDED: Final = ("的", "、")
"""What running text, which has a stop before, goes on after: no paragraph ends so."""
_INDEXED: Final = re.compile(r"[A-Za-z]$")
_RUNNING: Final = re.compile(r"[，。；、（(]")
"""What a label in a table (人均GDP, with 5.5 in the next line) hardly has."""
_INDEX: Final = re.compile(r"\d{1,2}(?:[.．]\d)?")
_PIECE = 30
"""Characters of a link or an index that stands in a line of its own, at most."""
_LEAST_PAIRS = 10
_MOSTLY = 0.6


def mend(blocks: Sequence[Paragraph]) -> tuple[tuple[Paragraph, ...], int]:
    """Return the paragraphs with those put together that are one sentence, and how many lines went to others."""
    parted = _are_parted(blocks)
    mended = list(blocks[:1])
    is_piece = False
    for before, block in pairwise(blocks):
        left = mended[-1].text
        follows = block.line == before.line + 1
        if _can_join(mended[-1], block) and (
            _is_one(left, block.text)
            or (follows and (is_piece or parted) and _is_open(left) and not _is_numbered(block))
        ):
            is_piece = len(block.text) <= _PIECE and _PAUSE.search(block.text) is None
            mended[-1] = mended[-1].holding(left + block.text)
        else:
            is_piece = False
            mended.append(block)
    return tuple(mended), len(blocks) - len(mended)


def _are_parted(blocks: Sequence[Paragraph]) -> bool:
    """Tell whether blank lines stand between most paragraphs."""
    apart = [two.line > one.line + 1 for one, two in pairwise(blocks)]
    return len(apart) >= _LEAST_PAIRS and sum(apart) >= _MOSTLY * len(apart)


def _can_join(one: Paragraph, two: Paragraph) -> bool:
    is_marked = one.level > 0 or two.level > 0 or two.is_indented
    return not (is_marked or one.text.startswith(OBJECT) or two.text.startswith(OBJECT))


def _is_one(left: str, right: str) -> bool:
    """Tell whether two lines are of one sentence by what stands where they meet."""
    last, first = left[-1], right[0]
    if last in _PAIRS:
        return left.count(last) == left.count(_PAIRS[last]) + 1
    if first in _OPENING:
        return left.count(_OPENING[first]) == left.count(first) + 1
    if first in _PAUSES:
        return not left.endswith(_ENDS) or last in _OPENING
    if _INDEX.fullmatch(right) and _INDEXED.search(left) and _RUNNING.search(left):
        return True
    return left.endswith(_UNENDED) and "。" in left and parse_number(right) is None


def _is_open(text: str) -> bool:
    """Tell whether a line is of running text and has no end; a heading with a number has no stop inside."""
    pause = "。" if parse_number(text) else _PAUSE
    return not text.endswith(_ENDS) and re.search(pause, text) is not None


def _is_numbered(block: Paragraph) -> bool:
    return parse_number(block.text) is not None
