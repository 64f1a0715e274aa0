"""A set of anchors in few characters: those that only differ in their last number are written as a run.

`s1-1-p1..4` stands for s1-1-p1 to s1-1-p4.  A report of a few hundred anchors takes about a kilobyte, and
version control shows which paragraph a line is about.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LAST: Final = re.compile(r"(.*?)(\d+)$")
_RUN: Final = re.compile(r"(.*?)(\d+)\.\.(\d+)$")
_LONGEST: Final = 10_000
"""Anchors in a run; more in a paragraph can only be damage."""


def to_runs(anchors: Iterable[str]) -> tuple[str, ...]:
    """Return anchors as runs, sorted by stem and number."""
    return tuple(_runs(sorted({_divided(anchor) for anchor in anchors})))


def from_runs(runs: Iterable[str]) -> tuple[str, ...]:
    """Return the anchors that runs stand for, sorted as text.  Raises `ValueError` if one is damaged."""
    return tuple(sorted({anchor for run in runs for anchor in _anchors(run)}))


def _divided(anchor: str) -> tuple[str, int]:
    match = _LAST.fullmatch(anchor)
    if match is None:
        raise ValueError(f"not an anchor: {anchor}")
    return match[1], int(match[2])


def _runs(pairs: list[tuple[str, int]]) -> Iterator[str]:
    for _, group in groupby(enumerate(pairs), key=lambda row: (row[1][0], row[1][1] - row[0])):
        rows = [pair for _, pair in group]
        (stem, first), (_, last) = rows[0], rows[-1]
        yield f"{stem}{first}" if first == last else f"{stem}{first}..{last}"


def _anchors(run: str) -> Iterator[str]:
    match = _RUN.fullmatch(run)
    if match is None:
        yield run
        return
    first, last = int(match[2]), int(match[3])
    if not 0 < last - first < _LONGEST:
        raise ValueError(f"not a run of anchors: {run}")
    yield from (f"{match[1]}{number}" for number in range(first, last + 1))
