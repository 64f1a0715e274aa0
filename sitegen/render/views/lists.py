"""Pages that lead to reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.render.views.indicators import Bar
    from sitegen.render.views.links import Counts, Entry, Group, Link, Pager, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The home page: the newest reports and the ways into the archive, the fullest first; years from the newest."""

    latest: tuple[Entry, ...]
    regions: tuple[Link, ...]
    issuers: tuple[Link, ...]
    years: tuple[Link, ...]
    kinds: tuple[Link, ...]
    initiatives: tuple[Link, ...]
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """All issuers, regions, years, kinds, initiatives or indicators: links in groups.

    `files` are data files about them; their `count` is their size in bytes.  `jumps` lead to the page that each group of
    initiatives starts on, with their number.
    """

    groups: tuple[Group[Link], ...]
    count: int
    pager: Pager
    files: tuple[Link, ...] = ()
    jumps: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The reports of one issuer, region, year or kind, in groups; `parts` are the regions within a region.

    `jumps` lead from the first of several pages to where each group starts.  `feed` is where the feed of an
    issuer lies, "" for the others.  `years` lead to comparisons of an issuer with itself year on year, `offices` to those
    with other offices (`count` is what both tell of); `chosen_as` is the issuer's name on the page that compares any two,
    "" if it cannot be chosen there.
    """

    groups: tuple[Group[Entry], ...]
    count: int
    pager: Pager
    region: tuple[str, ...] = ()
    parts: tuple[Link, ...] = ()
    jumps: tuple[Link, ...] = ()
    feed: str = ""
    years: tuple[Link, ...] = ()
    offices: tuple[Link, ...] = ()
    chosen_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How many reports of a year tell of an initiative, of how many issuers, and of how many reports there are."""

    year: int
    reports: int
    issuers: int
    all_reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedFigure:
    """A number that is stated of an initiative, as printed, and of what; `anchor` is its sentence."""

    anchor: str
    indicator: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """What a report states of an initiative, a cell for each stage."""

    page: str
    issuer: str
    year: int
    cells: tuple[tuple[StagedFigure, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeView:
    """An initiative and the words of every report that tells of it, grouped by issuer.

    `wordings` are all forms in which the quotes print it, `aliases` the most frequent ones besides its name.    `spread`, by year, and its chart (`bars`) are on the first page only.  `rows` are the numbers that the reports on this
    page state, kept apart by the `stages`: `planned`, `signed`, `started`, `done`, `unsaid`.
    """

    aliases: tuple[str, ...]
    wordings: tuple[str, ...]
    field: str
    groups: tuple[Group[Quote], ...]
    count: int
    pager: Pager
    feed: str
    spread: tuple[Spread, ...] = ()
    bars: tuple[Group[Bar], ...] = ()
    stages: tuple[str, ...] = ()
    rows: tuple[StageRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What the archive holds of one issuer and year: the number of reports and the page of the first.

    A year without a report between two years with one is a gap.
    """

    year: int
    count: int
    page: str
    is_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An issuer in the coverage grid: a cell per year of the grid, and how many of them are gaps."""

    issuer: Link
    cells: tuple[Cell, ...]
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The grid of issuers and years: rows in groups by region.

    `years` are the columns, newest first; one that has no report at all has no page.  `count` issuers are on all pages together, `gaps` of their years are missing.
    `parts` lead from the first page to the page on which a region starts; there are none where one page holds all.
    """

    groups: tuple[Group[Row], ...]
    years: tuple[Link, ...]
    count: int
    gaps: int
    pager: Pager
    parts: tuple[Link, ...]
