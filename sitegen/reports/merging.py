"""Three-way merge of a content file: a corrected source comes in, the clerk's own corrections stay.

`base` is the file as the last import wrote it, `ours` as the clerk has left it, `theirs` as the new import would write it.
One paragraph is one line, so merging by lines is merging by paragraphs.  Where both changed the same lines, the
clerk's version stays and the new one is shown (a conflict): what was corrected by hand is never lost silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_LONG: Final = 5_000
"""Lines between the first and the last change from which on those that stand everywhere (blank ones) match only beside
others: each is compared with each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Lines that both sides changed: where they stand in the merged text (from 1), and what either side has."""

    line: int
    ours: str
    theirs: str


def merge(base: str, ours: str, theirs: str) -> tuple[str, tuple[Conflict, ...]]:
    """Return the merged text and the conflicts in it."""
    merged: list[str] = []
    conflicts: list[Conflict] = []
    for old, mine, new in _regions(base.split("\n"), ours.split("\n"), theirs.split("\n")):
        if old == mine:
            merged += new
        elif new in (old, mine) or _printed(mine) == _printed(new):
            merged += mine
        else:
            conflicts.append(Conflict(line=len(merged) + 1, ours="\n".join(mine), theirs="\n".join(new)))
            merged += mine
    return "\n".join(merged), tuple(conflicts)


def _printed(lines: Sequence[str]) -> list[str]:
    """Return the lines that are not blank."""
    return [line for line in lines if line.strip()]


def _regions(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Yield the three versions region by region: alternately one that all agree on, and what lies between."""
    at_base = at_ours = at_theirs = 0
    for start, in_ours, in_theirs, length in _agreed(base, ours, theirs):
        yield base[at_base:start], ours[at_ours:in_ours], theirs[at_theirs:in_theirs]
        same = base[start : start + length]
        yield same, same, same
        at_base, at_ours, at_theirs = start + length, in_ours + length, in_theirs + length
    yield base[at_base:], ours[at_ours:], theirs[at_theirs:]


def _agreed(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield (start in base, in ours, in theirs, length) of the runs of lines that all three have."""
    left, right = (_matching(base, other) for other in (ours, theirs))
    one = two = 0
    while one < len(left) and two < len(right):
        mine, new = left[one], right[two]
        start, end = max(mine.a, new.a), min(mine.a + mine.size, new.a + new.size)
        if start < end:
            yield start, mine.b + start - mine.a, new.b + start - new.a, end - start
        if mine.a + mine.size < new.a + new.size:
            one += 1
        else:
            two += 1


def _matching(base: Sequence[str], other: Sequence[str]) -> list[Match]:
    """Return the runs of lines that two versions share, in order: what comes before the first change and after the last as it is."""
    start = _begin_alike(base, other)
    end = _begin_alike(base[start:][::-1], other[start:][::-1])
    changed, by = base[start : len(base) - end], other[start : len(other) - end]
    matcher = SequenceMatcher(None, changed, by, autojunk=len(by) > _LONG)
    between = [Match(start + at, start + to, size) for at, to, size in matcher.get_matching_blocks() if size]
    return [Match(0, 0, start), *between, Match(len(base) - end, len(other) - end, end)]


def _begin_alike(one: Sequence[str], two: Sequence[str]) -> int:
    """Return how many lines two versions begin with alike."""
    return next(
        (at for at, (mine, yours) in enumerate(zip(one, two, strict=False)) if mine != yours),
        min(len(one), len(two)),
    )
