"""The archive: all reports, and what was found between and in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model.comparisons import Reuse, YearOnYear
    from sitegen.model.permanence import Event
    from sitegen.model.reports import Report


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Ref:
    """A place in the archive: `wujiaochang/2023#s4-2-p3-c2`."""

    report: str
    anchor: str

    def __str__(self) -> str:
        return f"{self.report}#{self.anchor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A cross-link from one clause to one of another report, with its reason.

    `grade` is `same` (the same initiative) or `related`; `initiative` is the id of the initiative
    that both report ("" if none); `terms` are the words and names that both print; where they print an initiative's
    name in other words, these follow it in brackets: 加装电梯（电梯加装）, 托育服务（托育／宝宝屋）.  `is_confirmed` if the keeper
    said so, with their `note` ("" for none).
    """

    origin: Ref
    target: Ref
    score: float
    grade: Literal["same", "related"]
    terms: tuple[str, ...]
    initiative: str = ""
    is_confirmed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """An undertaking that reports tell of: 加装电梯.  `members` are the clauses that report it, by report id, `figures` what they state of it."""

    id: str
    name: str
    field: str
    aliases: tuple[str, ...]
    members: tuple[Ref, ...]
    figures: Sequence[Figure] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """By how much a figure went up or down, and against what (`同比`, `较2021年`; "" if not said)."""

    direction: Literal["up", "down"]
    value: str
    unit: str
    basis: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures of one indicator that may stand side by side: one unit, kind, stage and basis; `is_total` if 累计."""

    kind: Literal["level", "change", "rank", "target", "duration"]
    base: str
    stage: str
    basis: str
    is_total: bool
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A figure of an indicator that may not stand beside the others, and why."""

    figure: Figure
    why: Difference


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All reports, sorted by id, what was found between them, and the figures in them in the order of the reports.

    Of `related`, `figures` and `reuses` those of one report stand together (`ByReport`).  `events` are what happened to
    them since they were published, the newest first.  `years` compare successive reports of
    an office, sorted by the id of the newer; `reuses` are words that stand in another report as well.
    """

    reports: tuple[Report, ...]
    related: Sequence[Related] = ()
    initiatives: tuple[Initiative, ...] = ()
    figures: Sequence[Figure] = ()
    indicators: tuple[Indicator, ...] = ()
    events: tuple[Event, ...] = ()
    years: tuple[YearOnYear, ...] = ()
    reuses: Sequence[Reuse] = ()
