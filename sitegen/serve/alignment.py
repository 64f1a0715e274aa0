"""A report beside the text that it was imported from, section by section, with what differs marked.

Both texts are cut into pieces at their stops; pieces that are equal but for spaces tie them together (an import moves
nothing, so the longest common sequence is what belongs together).  Only what lies between is compared character by
character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import Passage, Report

_PIECE: Final = re.compile(r"[^，。；！？,;!?\n\f]+[，。；！？,;!?]?|[，。；！？,;!?]")
_PAGE: Final = "\f"
_LARGEST: Final = 3000
"""Characters on a side that are compared one by one; the comparison is quadratic, and more than that is another text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that stand in both texts, or in this one only."""

    kind: Literal["same", "only"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the source; `page` is the number of the page of a PDF that begins with it, 0 if none does."""

    runs: tuple[Run, ...]
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A heading or passage of the report; `passage` is None for the title and for headings."""

    anchor: str
    runs: tuple[Run, ...]
    passage: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A section of the report (the first holds what stands before the sections) beside its part of the source."""

    anchor: str
    source: tuple[Line, ...]
    units: tuple[Unit, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a text: its words without spaces, where it stands, in which unit (0 for a source)."""

    key: str
    start: int
    end: int
    unit: int = 0


def align(report: Report, source: str) -> tuple[Pair, ...]:
    """Return the sections of a report, each beside its part of the source (a transcript of `readers`)."""
    groups = list(_groups(report))
    units = [unit for _, members in groups for unit in members]
    left = list(_pieces(source))
    right = [piece for at, (_, text, _) in enumerate(units) for piece in _pieces(text, at)]
    marked, marks = bytearray(len(source)), [bytearray(len(text)) for _, text, _ in units]
    ties: dict[int, int] = {}
    matcher = SequenceMatcher(
        None, [piece.key for piece in left], [piece.key for piece in right], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            for at in range(j2 - j1):
                ties.setdefault(right[j1 + at].unit, left[i1 + at].start)
        else:
            _mark(source, left[i1:i2], [text for _, text, _ in units], right[j1:j2], (marked, marks))
    return tuple(_paired(groups, source, ties, marked, marks))


_Member = tuple[str, str, "Passage | None"]


def _groups(report: Report) -> Iterator[tuple[str, list[_Member]]]:
    """Yield each section with its heading and own passages: (anchor, text, passage)."""
    yield "", [("", report.meta.title, None), *map(_member, report.passages)]
    for path in report.walk():
        section = path[-1]
        yield section.anchor, [(section.anchor, section.heading, None), *map(_member, section.passages)]


def _member(passage: Passage) -> _Member:
    return passage.anchor, passage.text, passage


def _pieces(text: str, unit: int = 0) -> Iterator[_Piece]:
    for match in _PIECE.finditer(text):
        if key := "".join(match[0].split()):
            yield _Piece(key, match.start(), match.end(), unit)


def _mark(
    source: str,
    left: Sequence[_Piece],
    texts: Sequence[str],
    right: Sequence[_Piece],
    marks: tuple[bytearray, list[bytearray]],
) -> None:
    """Mark the characters of pieces that differ."""
    marked, by_unit = marks
    here = [(at, source[at]) for piece in left for at in range(piece.start, piece.end)]
    there = [
        (piece.unit, at, texts[piece.unit][at]) for piece in right for at in range(piece.start, piece.end)
    ]
    old = [(at, letter) for at, letter in here if not letter.isspace()]
    new = [(unit, at, letter) for unit, at, letter in there if not letter.isspace()]
    words = "".join(row[-1] for row in old), "".join(row[-1] for row in new)
    if max(map(len, words)) > _LARGEST:
        opcodes = [("replace", 0, len(old), 0, len(new))]
    else:
        opcodes = list(SequenceMatcher(None, *words, autojunk=False).get_opcodes())
    for tag, i1, i2, j1, j2 in opcodes:
        if tag != "equal":
            for at, _ in old[i1:i2]:
                marked[at] = 1
            for unit, at, _ in new[j1:j2]:
                by_unit[unit][at] = 1


def _paired(
    groups: Sequence[tuple[str, list[_Member]]],
    source: str,
    ties: dict[int, int],
    marked: bytearray,
    marks: list[bytearray],
) -> Iterator[Pair]:
    starts = _starts([len(members) for _, members in groups], ties, source)
    first = 0
    for at, (anchor, members) in enumerate(groups):
        own = marks[first : first + len(members)]
        begin, end = starts[at], starts[at + 1]
        units = tuple(
            Unit(anchor=name, runs=_runs(text, mark), passage=passage)
            for (name, text, passage), mark in zip(members, own, strict=True)
        )
        yield Pair(
            anchor=anchor,
            source=tuple(_lines(source, marked, begin, end)),
            units=units,
            differs=any(marked[begin:end]) or any(map(any, own)),
        )
        first += len(members)


def _starts(sizes: Sequence[int], ties: dict[int, int], source: str) -> list[int]:
    """Return where the part of each section begins in the source, and its end: at the line of the first tie, never before the last."""
    starts, first = [0], sizes[0]
    last = 0 if any(unit in ties for unit in range(first)) else -1
    for size in sizes[1:]:
        tied = [ties[unit] for unit in range(first, first + size) if unit in ties]
        starts.append(_line_start(source, min(tied), last) if tied else -1)
        last = max(last, starts[-1])
        first += size
    starts.append(len(source))
    for at in range(len(starts) - 2, 0, -1):
        if starts[at] < 0:
            starts[at] = starts[at + 1]
    return starts


def _line_start(source: str, at: int, last: int) -> int:
    """Return the beginning of the line at a place, unless the section before, at `last`, begins in it: then the place itself."""
    start = max(source.rfind("\n", 0, at), source.rfind(_PAGE, 0, at) - 1) + 1
    return start if start > last else max(at, last)


def _lines(source: str, marked: bytearray, begin: int, end: int) -> Iterator[Line]:
    at = begin
    for line in source[begin:end].split("\n"):
        text = line.lstrip(_PAGE)
        ended = len(line) - len(text)
        page = source.count(_PAGE, 0, at) + ended + 1 if ended else 0
        if text.strip():
            start = at + len(line) - len(text)
            yield Line(runs=_runs(text, marked[start : start + len(text)]), page=page)
        at += len(line) + 1


def _runs(text: str, marks: bytearray) -> tuple[Run, ...]:
    """Return a text as runs of characters with and without a mark."""
    runs = []
    for mark, letters in groupby(zip(text, marks, strict=True), key=lambda row: row[1]):
        runs.append(Run(kind="only" if mark else "same", text="".join(letter for letter, _ in letters)))
    return tuple(runs)
