"""The page of an indicator, and what charts are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sitegen.model import Difference, Figure
    from sitegen.render.views.links import Group, Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of a chart: its label, its number as printed, its length (below 0: to the left of the axis)."""

    label: str
    text: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """How many numbers lie where: least, lower quartile, middle, upper quartile, greatest; `texts` say them."""

    label: str
    count: int
    values: tuple[float, float, float, float, float]
    texts: tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A figure in a table: which report states it, in which words, and where they stand.

    `printed` is the number with its qualifier; `why` says why it stands apart, "" where it does not.
    """

    page: str
    issuer: str
    region: tuple[str, ...]
    year: int
    figure: Figure
    printed: str
    text: str
    why: Difference | Literal[""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """A series of an indicator, or the part of it that is on this page.

    `bars` (in groups by issuer) or `bands` (by year) are its chart, on the page where the series starts;
    both are empty where there is none.  `reports` state it; `anchor` is the id of its heading.
    """

    anchor: str
    kind: str
    unit: str
    stage: str
    basis: str
    is_total: bool
    reports: int
    bars: tuple[Group[Bar], ...]
    bands: tuple[Band, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """An indicator: what may be compared, series by series, and what may not.

    `names` are other wordings; `count` reports state it; `file` is its figures as CSV.
    """

    names: tuple[str, ...]
    field: str
    series: tuple[SeriesView, ...]
    apart: tuple[Statement, ...]
    count: int
    pager: Pager
    file: str
