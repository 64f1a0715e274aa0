"""Figures that reports state, and the indicators that several reports state one of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitegen.model.pickling import pickled


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """By how much a figure went up or down, and against what (`同比`, `较2021年`; "" if not said)."""

    direction: Literal["up", "down"]
    value: str
    unit: str
    basis: str = ""


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a report states: `printed` is how (3.1万余人次), at `start`:`end` of the passage's text.

    `value` is the printed number in digits, `unit` its unit with the scale (3.1, 万人次); `number` and `base`
    are both normalised (31000, 人次).  `period` is a year or `2021-2025`, "" where it is the report's own.
    """

    report: str
    anchor: str
    indicator: str
    printed: str
    value: str
    unit: str
    number: str
    base: str
    kind: Literal["level", "change", "rank", "target", "duration"]
    quote: str
    start: int
    end: int
    qualifier: str = ""
    period: str = ""
    stage: str = ""
    change: Change | None = None


Difference = Literal["unit", "kind", "stage", "basis", "scope", "total", "period", "several"]
"""Why a figure stands apart: another unit, kind, stage or basis of change; it is about another area (全国), counts
from the start (累计), holds for another period than a year, or is one of several different ones of its report."""


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures of one indicator that may stand side by side: one unit, kind, stage and basis; `is_total` if 累计."""

    kind: Literal["level", "change", "rank", "target", "duration"]
    base: str
    stage: str
    basis: str
    is_total: bool
    figures: tuple[Figure, ...]


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A figure of an indicator that may not stand beside the others, and why."""

    figure: Figure
    why: Difference


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What several reports state a figure of: 城镇新增就业.

    `names` are its other wordings, the most usual first; `series` what may be compared, the fullest first; `apart`
    what may not; `reports` how many reports state it.
    """

    id: str
    name: str
    names: tuple[str, ...]
    field: str
    series: tuple[Series, ...]
    apart: tuple[Apart, ...]
    reports: int

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return all its figures, those that may be compared first."""
        return (
            *(figure for series in self.series for figure in series.figures),
            *(each.figure for each in self.apart),
        )
