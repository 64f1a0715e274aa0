"""The page of a report, and how it is cited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from sitegen.model import Figure, Passage, Report, Tombstone
    from sitegen.render.views.links import Entry, Group, Link, Quote
    from sitegen.render.views.past import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFigure:
    """A figure where a cross-link leads; `own` is what this report states of the same, as printed ("" for nothing).

    `is_comparable` tells whether both may stand side by side: one unit, kind, stage, scope and basis.
    """

    figure: Figure
    own: str
    is_comparable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A cross-link of a report page: why it is one, what is found there, and the figures stated there.

    One that is not quoted but listed has a `quote` without text.

    `is_own` if that is another year of the same office; `is_confirmed` if the keeper said so, with their `note` ("" for
    none).
    """

    grade: Literal["same", "related"]
    terms: tuple[str, ...]
    initiative: Link | None
    quote: Quote
    figures: tuple[OtherFigure, ...] = ()
    is_own: bool = False
    is_confirmed: bool = False
    note: str = ""

    @property
    def reason(self) -> tuple[str, ...]:
        """Return why it is one in as few words as may be: its initiative, else the most telling of its terms."""
        return (self.initiative.text,) if self.initiative else self.terms[:1]


class Listed(NamedTuple):
    """Cross-links of one clause that are not quoted but listed: those of one `grade` and `reason`, of each report together."""

    grade: str
    reason: tuple[str, ...]
    reports: tuple[tuple[Crossing, ...], ...]

    @property
    def size(self) -> int:
        """Return how many cross-links these are."""
        return sum(map(len, self.reports))


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The cross-links of one clause: to other offices, those to the same initiative first, then to its own other years.

    `anchor` is the clause, `opening` its first words.  `number` counts the notes of a passage from 1; where
    the clause is the whole passage it is 0 and `opening` is empty, for there is nothing to tell apart.
    """

    anchor: str
    number: int
    opening: str
    crossings: tuple[Crossing, ...]

    @property
    def listed(self) -> tuple[Listed, ...]:
        """Return what is not quoted, the same initiative before what is related, then in the order of the cross-links."""
        rows: dict[tuple[str, tuple[str, ...]], dict[str, list[Crossing]]] = {}
        for each in self.crossings:
            if not each.quote.text:
                reports = rows.setdefault((each.grade, each.reason), {})
                reports.setdefault(each.quote.page, []).append(each)
        found = (Listed(*key, tuple(map(tuple, reports.values()))) for key, reports in rows.items())
        return tuple(sorted(found, key=lambda each: each.grade != "same"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside one passage: its notes in reading order, all their cross-links, the initiatives that it tells of."""

    passage: str
    notes: tuple[Note, ...]
    initiatives: tuple[Link, ...] = ()

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """Return the cross-links of all notes."""
        return tuple(crossing for note in self.notes for crossing in note.crossings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reused:
    """Words of a `passage` that stand in another report as well, beginning with `opening`, and where they stand there.

    `count` letters are the same; `is_own` if the other report is of the same office.
    """

    passage: str
    opening: str
    count: int
    page: str
    anchor: str
    issuer: str
    year: int
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A key figure of a report, and the page of its indicator, "" where it has none."""

    figure: Figure
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report page: the report, what stands beside its passages, its neighbours of the same issuer.

    `opening` are the passages before the first section.  `gone` are the tombstones by where
    they land: a section, a passage or "" for the report.  `figures` are the key ones, in reading
    order; `indicators` lead to what other reports state of the same; `files` are its text as files, from the root;
    `past` is what was last corrected of it, the newest first.  `reused` are words that stand in another report as
    well; `compared` leads to the comparison with the year before and with the one after, as far as there are any.
    """

    report: Report
    opening: tuple[Passage, ...]
    beside: tuple[Beside, ...]
    gone: tuple[Group[Tombstone], ...]
    issuer: Link
    regions: tuple[Link, ...]
    year: Link
    kind: Link | None
    previous: Entry | None
    following: Entry | None
    figures: tuple[KeyFigure, ...] = ()
    indicators: tuple[Link, ...] = ()
    files: tuple[str, ...] = ()
    past: tuple[Happening, ...] = ()
    reused: tuple[Reused, ...] = ()
    compared: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a citation: plain `text`, or a slot (`url`, `day`, `place`) that a script fills for a place.

    `before` and `after` belong to a slot and appear with what fills it.
    """

    text: str = ""
    slot: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation in one `style`: `gbt`, `bibtex`, `ris` or `csl`."""

    style: str
    pieces: tuple[Piece, ...]
