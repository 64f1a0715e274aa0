"""Paragraphs from printed lines, by where the lines begin and end and not by where pages do.

Official documents indent the first line of a paragraph by two characters (GB/T 9704-2012 §7.3.3), so an
indented line starts one and a line that begins at the margin goes on, also on the next page.  That a line
ends short says little, because punctuation may not start a line; only together with a full stop does it count.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from sitegen.model import Paragraph
from sitegen.numbering import parse_number
from sitegen.readers.pdf.glyphs import is_han
from sitegen.readers.pdf.lines import join
from sitegen.words import ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.readers.pdf.lines import Line

_INDENT: Final = 0.8
_USUAL: Final = 2.0
_SAME: Final = 0.4
_CENTRED: Final = 2.6
_RIGHT: Final = 4.5
"""Characters; lines that begin further in are signatures and dates, each for itself."""
_SHORT: Final = 2.5
_EARLY: Final = 4.0
"""Characters by which only the last line of a paragraph ends short, where no indent says which line is the first."""
_ROOM: Final = 1.0
"""Characters by which a full line may be short: the next one did not fit."""
_FULL: Final = 1.3
_HALF: Final = 0.4
_FAR: Final = 1.9
_SPACED: Final = 1.25
"""Distances of lines beyond which a paragraph ends, in usual ones: always, and where blank space parts paragraphs."""
_NEARLY_ALL: Final = 0.8
_FEWEST_ENDS: Final = 3
_CLEARLY_OTHER: Final = 0.25
_FAR_OTHER: Final = 0.5
"""Of a line with a single Chinese character, whose box may be narrow (日)."""
_FEWEST_HAN: Final = 8
"""Chinese characters of a line from which its size can be told well: boxes of single ones differ."""
_OTHER_SIZE: Final = 0.09
_FEW_INDENTED: Final = 0.03
_WIDE: Final = 0.6
_FEW: Final = 5
_FEWEST_FULL: Final = 3
_BEYOND: Final = 1.5
"""Characters that may stand over the right edge: punctuation hangs."""
_FEWEST_BEYOND: Final = 3
_OPEN_BRACKET: Final = re.compile(r"^[（(][^（()）]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The text area: left edge and right edge by page and column, usual distance of lines and size of characters.

    Paragraphs are told by an indented first line, or by the space before them, or neither.
    """

    lefts: dict[tuple[int, int], float]
    rights: dict[tuple[int, int], float]
    pitch: float
    size: float
    is_indented: bool
    is_spaced: bool

    def indent(self, line: Line) -> float:
        """Return how far a line begins from the left edge, in characters."""
        return (line.left - self.lefts[line.area]) / line.size

    def shortfall(self, line: Line) -> float:
        """Return how far a line ends from the right edge, in characters."""
        return (self.rights[line.area] - line.right) / line.size

    def is_centred(self, line: Line) -> bool:
        """Tell whether a line stands in the middle, well away from both edges, by characters of the body."""
        left = (line.left - self.lefts[line.area]) / self.size
        right = (self.rights[line.area] - line.right) / self.size
        return left > _CENTRED and abs(left - right) <= max(1.0, 0.1 * left)


def measure(pages: Sequence[Sequence[Line]]) -> Frame:
    """Return the text area of pages of lines; areas without long lines have that of the others."""
    areas = _areas(pages)
    lefts: dict[tuple[int, int], float] = {}
    rights: dict[tuple[int, int], float] = {}
    for column in (0, 1, 2):
        own = [lines for (_, each), lines in areas.items() if each == column]
        _add_edges(own, lefts, rights)
    pages = list(areas.values())
    every = [line for lines in pages for line in lines]
    size = median(line.size for line in every) if every else 1.0
    frame = Frame(lefts=lefts, rights=rights, pitch=0.0, size=size, is_indented=True, is_spaced=False)
    frame = replace(frame, pitch=_pitch(pages, frame))
    body = [line for line in every if abs(line.size - size) <= _CLEARLY_OTHER * size]
    indented = sum(_INDENT < frame.indent(line) <= _RIGHT and not frame.is_centred(line) for line in body)
    is_indented = indented >= _FEW_INDENTED * len(body)
    return replace(frame, is_indented=is_indented, is_spaced=_is_spaced(pages, frame))


def _pitch(pages: Sequence[Sequence[Line]], frame: Frame) -> float:
    """Return the distance of lines of one paragraph: of a full one that no sentence ends with and the next; of all, if these are few."""
    pairs = [(one, one.middle - two.middle) for lines in pages for one, two in pairwise(lines)]
    within = [gap for one, gap in pairs if abs(frame.shortfall(one)) <= _ROOM and not one.text.endswith(ENDS)]
    gaps = within if len(within) >= _FEWEST_FULL else [gap for _, gap in pairs]
    return median(gaps) if gaps else 0.0


def _areas(pages: Sequence[Sequence[Line]]) -> dict[tuple[int, int], list[Line]]:
    """Return the lines of each column of each page."""
    areas: dict[tuple[int, int], list[Line]] = {}
    for lines in pages:
        for line in lines:
            areas.setdefault(line.area, []).append(line)
    return areas


def _add_edges(
    areas: Sequence[Sequence[Line]],
    lefts: dict[tuple[int, int], float],
    rights: dict[tuple[int, int], float],
) -> None:
    """Note the edges of areas of one kind; those that have no long line get the usual ones."""
    widest = max((line.right - line.left for lines in areas for line in lines), default=0.0)
    own: dict[tuple[int, int], tuple[float, float]] = {}
    outer: list[tuple[float, float]] = []
    sure: list[tuple[float, float]] = []
    for lines in areas:
        wide = [line for line in lines if line.right - line.left >= _WIDE * widest]
        if wide:
            leftmost = min(lines, key=lambda line: line.left)
            edges = own[wide[0].area] = (_outdented(_left_edge(wide), leftmost), _right_edge(wide))
            outer.append((leftmost.left, edges[1]))
            sure += [edges] if _are_sure(edges, wide, lines) else []
    size = median(line.size for lines in areas for line in lines) if areas else 1.0
    whole = [each for each in own.values() if not any(_is_within(each, other, size) for other in outer)]
    sure = [each for each in sure if each in whole]
    known = sure or whole
    usual = (
        (median(left for left, _ in known), median(right for _, right in known)) if known else (0.0, widest)
    )
    for lines in areas:
        area = lines[0].area
        if area in own and own[area] in sure:
            lefts[area], rights[area] = own[area]
        else:
            lefts[area] = min(usual[0], *(each.left for each in lines))
            rights[area] = max(usual[1], own.get(area, usual)[1])


def _outdented(left: float, leftmost: Line) -> float:
    """Return the left edge of an area: where its leftmost line begins if most paragraphs begin two characters further in, of one line each."""
    is_indented = abs((left - leftmost.left) / leftmost.size - _USUAL) <= _SAME
    return leftmost.left if is_indented else left


def _is_within(edges: tuple[float, float], other: tuple[float, float], size: float) -> bool:
    """Tell whether an area begins where the paragraphs of another do and ends before it: all of its paragraphs have one line."""
    indent = (edges[0] - other[0]) / size
    return abs(indent - _USUAL) <= _SAME and other[1] - edges[1] > _BEYOND * size


def _are_sure(edges: tuple[float, float], wide: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Tell whether several wide lines of an area go from edge to edge and none far beyond; where all are short, edges are by chance.

    Nor does any of its lines begin outside: of a page of short paragraphs most are indented.
    """
    left, right = edges
    if any(line.right - right > _BEYOND * line.size for line in wide):
        return False
    if any(left - line.left > _BEYOND * line.size for line in lines):
        return False
    full = sum(abs(line.left - left) <= line.size and abs(line.right - right) <= line.size for line in wide)
    return full >= _FEWEST_FULL


def _is_spaced(pages: Sequence[Sequence[Line]], frame: Frame) -> bool:
    """Tell whether blank space follows nearly every line that surely ends a paragraph: a short one with a stop."""
    gaps = [
        one.middle - two.middle
        for lines in pages
        for one, two in pairwise(lines)
        if one.text.endswith(ENDS) and frame.shortfall(one) > _EARLY
    ]
    return len(gaps) >= _FEWEST_ENDS and sum(
        gap > _SPACED * frame.pitch for gap in gaps
    ) >= _NEARLY_ALL * len(gaps)


def _left_edge(lines: Sequence[Line]) -> float:
    """Return the leftmost place where at least two lines begin; of few lines, where one does."""
    counts = Counter(round(line.left / (_SAME * line.size)) for line in lines)
    fewest = 2 if len(lines) > _FEW else 1
    return min(
        (line.left for line in lines if counts[round(line.left / (_SAME * line.size))] >= fewest),
        default=min(line.left for line in lines),
    )


def _right_edge(lines: Sequence[Line]) -> float:
    """Return the place where most lines end; punctuation may hang over it, and where more does, most end short of it by chance."""
    counts = Counter(round(line.right / (_SAME * line.size)) for line in lines)
    edge = max(lines, key=lambda line: (counts[round(line.right / (_SAME * line.size))], line.right)).right
    beyond = [line for line in lines if line.right - edge > _BEYOND * line.size]
    return _right_edge(beyond) if len(beyond) >= _FEWEST_BEYOND else edge


def read_paragraphs(lines: Sequence[Line], frame: Frame) -> tuple[Paragraph, ...]:
    """Return the paragraphs that lines form, `lines` running over all pages or up to a table."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _starts(groups[-1], line, frame):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_paragraph(group, frame) for group in groups)


def _starts(group: list[Line], line: Line, frame: Frame) -> bool:
    """Tell whether a line starts a paragraph after those of a group."""
    last = group[-1]
    if frame.is_centred(line) and _OPEN_BRACKET.search(last.text):
        return _is_other_size(last, line)
    if _stands_apart(last, line, frame):
        return True
    if frame.is_spaced and not frame.is_indented and line.area == last.area:
        return False
    is_numbered = parse_number(line.text) is not None
    is_ended = last.text.endswith(ENDS)
    indent, shortfall = frame.indent(line), frame.shortfall(last)
    if indent > _INDENT:
        is_usual = frame.is_indented and abs(indent - _USUAL) <= _INDENT
        is_block = not is_usual and abs(indent - frame.indent(last)) <= _SAME and shortfall <= _FULL
        return is_numbered or is_ended or not is_block
    if shortfall > _SHORT:
        early = _HALF * _width(last, frame) if frame.is_indented else _EARLY
        return is_ended or is_numbered or shortfall > early
    return not frame.is_indented and is_ended and (is_numbered or shortfall > _ROOM)


def _stands_apart(last: Line, line: Line, frame: Frame) -> bool:
    """Tell whether two lines cannot belong together, whatever they say: by place, size or distance."""
    far = _SPACED if frame.is_spaced else _FAR
    is_far = line.area == last.area and last.middle - line.middle > far * frame.pitch
    is_placed = frame.is_centred(line) or frame.is_centred(last) or frame.indent(last) > _RIGHT
    return is_far or is_placed or _is_other_size(last, line)


def _is_other_size(one: Line, two: Line) -> bool:
    """Tell whether two lines differ in size; only Chinese characters have a width to tell it by, few of them a rough one."""
    fewest = min(_count_han(one.text), _count_han(two.text))
    least = _OTHER_SIZE if fewest >= _FEWEST_HAN else _CLEARLY_OTHER if fewest > 1 else _FAR_OTHER
    return fewest > 0 and abs(one.size - two.size) > least * one.size


@lru_cache(maxsize=64)
def _count_han(text: str) -> int:
    """Return how many characters are Chinese; of a line it is asked before it and after it."""
    return sum(map(is_han, text))


def _width(line: Line, frame: Frame) -> float:
    return (frame.rights[line.area] - frame.lefts[line.area]) / line.size


def _paragraph(lines: list[Line], frame: Frame) -> Paragraph:
    text = ""
    for line in lines:
        text = join(text, line.text)
    return Paragraph(
        text=text,
        page=lines[0].page,
        is_centred=all(frame.is_centred(line) for line in lines),
        is_bold=all(line.is_bold for line in lines),
        size=round(lines[0].size, 1),
    )
