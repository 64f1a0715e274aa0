"""Lines of a printed text that became paragraphs: how wide the full ones are, and how exactly.

A program that breaks lines after so many characters fills each but the last of a paragraph; a printed page does not, for no
line begins with a comma.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.numbering import parse_number
from sitegen.words import ENDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitegen.model import Paragraph

_NARROW: Final = re.compile(r"[\x20-\x7e]")
INNER_STOP: Final = re.compile(r"[。；！？](?=.)")
"""Stands in lines of running text, which end anywhere, and not in those of a list."""
_MEASURE: Final = range(24, 47)
"""Characters of a printed line."""
_NO_START: Final = frozenset("，。；、：”）！？》")
_MANY_LINES = 10
FEW_LINES = 3
_MOSTLY = 0.5
NEARLY_ALL = 0.8
_AT_LEAST = 0.15
_STOPPED = 0.2
_PILED = 2
"""How many times as many lines of a printed text are full as are nearly so."""
INDENT = 2
LOOSE = 2.5
"""Characters by which a full line may be short: no line begins with a comma."""
TIGHT = 0.5
_EVENLY = 0.2
"""Share of the short lines that are nearly full where paragraphs end anywhere: twice that of any two lengths of some thirty, at most."""


class Measure(NamedTuple):
    """How `long` a full line is, in characters or in widths of them; whether all that are nearly full are exactly so."""

    long: Callable[[str], float]
    full: int
    is_exact: bool


def measure_of(blocks: tuple[Paragraph, ...]) -> Measure | None:
    """Return the measure of full lines if the blocks are lines of pages; None if they are paragraphs.

    Printed lines are of one width, those that a program broke of one number of characters.
    """
    found = [(long, full) for long in (_width, len) if (full := _line_measure(blocks, long))]
    if not found:
        return None
    shares = {long: _nearly_full(blocks, long, full) for long, full in found}
    long, full = min(found, key=lambda each: shares[each[0]])
    is_exact = shares[long] <= _EVENLY
    return Measure(*((long, full) if is_exact else found[0]), is_exact=is_exact)


def _nearly_full(blocks: tuple[Paragraph, ...], long: Callable[[str], float], full: int) -> float:
    """Return the share of lines that are nearly full among those that are not; they are few where only last lines of paragraphs are short."""
    lines = [block.text for block in blocks]
    widths = [long(one) + gives_away(two) for one, two in zip(lines, [*lines[1:], ""], strict=True)]
    short = [width for width in widths if width < full - TIGHT]
    return sum(full - LOOSE <= width for width in short) / max(1, len(short))


def gives_away(line: str) -> int:
    """Return how many characters the line before gave away to this one: 1 where a mark would else have begun it."""
    return 1 if line[1:2] in _NO_START and len(line) > 1 else 0


def _width(text: str) -> float:
    return len(text) - 0.5 * len(_NARROW.findall(text))


def _line_measure(blocks: tuple[Paragraph, ...], long: Callable[[str], float]) -> int:
    """Return how `long` full lines are if the blocks are lines of pages; 0 if they are paragraphs.

    Most lines are full then; or, in a text of short paragraphs, hardly any is nearly so and none is longer.
    """
    if len(blocks) < _MANY_LINES:
        return 0
    lines = [(long(block.text), block.text) for block in blocks]
    longest = max(width for width, _ in lines)
    most = _common(width for width, _ in lines)
    if longest <= 2 * most and _is_cut(lines, most, LOOSE + INDENT, _MOSTLY):
        return most
    last = _common(width for width, _ in lines if width > longest - LOOSE)
    near = sum(last - 3 * LOOSE <= width < last - LOOSE - INDENT for width, _ in lines)
    full = sum(last - LOOSE <= width for width, _ in lines)
    return last if full > _PILED * near and _is_cut(lines, last, LOOSE, _AT_LEAST) else 0


def _common(widths: Iterable[float]) -> int:
    """Return the width of a printed line that most of some lines have; 0 if none has one."""
    common = Counter(round(width) for width in widths if round(width) in _MEASURE).most_common(1)
    return common[0][0] if common else 0


def _is_cut(lines: list[tuple[float, str]], measure: int, slack: float, share: float) -> bool:
    """Tell whether a share of lines is full, as running text is, and most of those end in the middle of a sentence.

    Sentences end inside of some of them or, where sentences are long, in short lines.
    """
    full = [text for width, text in lines if measure - slack <= width <= measure + 1]
    open_ended = sum(1 for text in full if not text.endswith(ENDS))
    stopped = sum(1 for text in full if INNER_STOP.search(text))
    rests = _rests(lines, measure - slack)
    enough = max(FEW_LINES, _STOPPED * len(full))
    is_text = stopped >= enough or (rests >= enough and open_ended >= NEARLY_ALL * len(full))
    return len(full) >= max(FEW_LINES, share * len(lines)) and is_text and open_ended >= _MOSTLY * len(full)


def _rests(lines: list[tuple[float, str]], least: float) -> int:
    """Return how many lines that are not full end a paragraph: with 。, or with ； or ） behind full lines of which the first has a number.

    In a list of names one may end with a bracket as well: 图书馆新馆（二期）.
    """
    count = 0
    is_open = False
    for width, text in lines:
        is_full = width >= least
        begins = parse_number(text) is not None
        count += not is_full and (
            text.endswith("。") or (is_open and not begins and text.endswith(("；", "）")))
        )
        is_open = is_full and (is_open or begins)
    return count


def indented_measure(blocks: tuple[Paragraph, ...], width: Callable[[Paragraph], float]) -> tuple[float, int]:
    """Return the width of full lines, and before it which share of the lines that are not indented follow one.

    Where only the first line of each paragraph is indented, nearly all do.
    """
    first = next((at for at, block in enumerate(blocks) if block.is_indented), len(blocks))
    before = [round(width(one)) for one, two in pairwise(blocks[first:]) if not two.is_indented]
    if len(before) < FEW_LINES or sum(block.is_indented for block in blocks) < FEW_LINES:
        return 0, 0
    measure = Counter(before).most_common(1)[0][0]
    full = sum(measure - LOOSE <= each <= measure + 1 for each in before)
    return (full / len(before), measure) if measure in _MEASURE else (0, 0)


def printed_width(block: Paragraph) -> float:
    """Return the width of a line with its indent."""
    return _width(block.text) + (INDENT if block.is_indented else 0)


def printed_length(block: Paragraph) -> float:
    """Return the characters of a line with its indent."""
    return len(block.text) + (INDENT if block.is_indented else 0)
