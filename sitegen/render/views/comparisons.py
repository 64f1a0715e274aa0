"""Pages that lay reports side by side: one office year on year, two offices by initiative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from sitegen.model import Figure, FigurePair, Report, YearOnYear
    from sitegen.render.views.links import Group, Link, Pager, Quote

STEPS: Final = 120
"""Clauses on a page, about a kilobyte of HTML each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of a report and their `anchor`; "" for both where there are none."""

    anchor: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A clause of the newer report beside that of the older one.

    It is `new`, it `goes_on`, or has the `same` words; of what was `dropped` only the older report has words.
    """

    kind: Literal["new", "goes_on", "same", "dropped"]
    newer: Words
    older: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsSection:
    """The clauses of a section, in reading order; `heading` and `anchor` are "" before the first section."""

    heading: str
    anchor: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsView:
    """Two reports of one office, one after the other: the newer report's sections, what it dropped, the figures of both.

    The text is divided into pages of `STEPS` clauses; what was dropped stands on the last, all else on the first.
    `added` and `dropped` are the initiatives that only the newer or only the older report tells of; `issuer` is the
    office's page.  What the page shows of the reports is taken out of them when it is rendered: ten thousand pages hold
    no text of their own.
    """

    issuer: Link
    older: Report
    newer: Report
    comparison: YearOnYear
    added: tuple[Link, ...]
    dropped: tuple[Link, ...]
    pager: Pager

    @property
    def changed(self) -> tuple[FigurePair, ...]:
        """Return the figures that both reports state and that are not the same number."""
        return tuple(pair for pair in self.comparison.figures if pair.older.number != pair.newer.number)

    @property
    def unchanged(self) -> tuple[FigurePair, ...]:
        """Return the figures that both reports state alike."""
        return tuple(pair for pair in self.comparison.figures if pair.older.number == pair.newer.number)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many clauses are of each kind of `Step`."""
        same = sum(each.is_verbatim for each in self.comparison.aligned)
        return {
            "new": len(self.comparison.added),
            "goes_on": len(self.comparison.aligned) - same,
            "same": same,
            "dropped": len(self.comparison.dropped),
        }

    @property
    def chapters(self) -> tuple[YearsSection, ...]:
        """Return the newer report section by section, as much of it as this page shows."""
        older = {words.anchor: words for _, _, words in _clauses(self.older)}
        steps: dict[str, Step] = {}
        own = {words.anchor: words for _, _, words in _clauses(self.newer)}
        for each in self.comparison.aligned:
            kind: Literal["same", "goes_on"] = "same" if each.is_verbatim else "goes_on"
            steps[each.newer] = Step(
                kind=kind, newer=own.get(each.newer, Words()), older=older.get(each.older, Words())
            )
        for anchor in self.comparison.added:
            steps[anchor] = Step(kind="new", newer=own.get(anchor, Words()), older=Words())
        start = (self.pager.number - 1) * STEPS
        shown = [anchor for anchor in own if anchor in steps][start : start + STEPS]
        return _sections(self.newer, {anchor: steps[anchor] for anchor in shown})

    @property
    def gone(self) -> tuple[YearsSection, ...]:
        """Return what nothing in the newer report goes on with, by the sections of the older one."""
        own = {words.anchor: words for _, _, words in _clauses(self.older)}
        steps = {
            anchor: Step(kind="dropped", newer=Words(), older=own.get(anchor, Words()))
            for anchor in self.comparison.dropped
        }
        return _sections(self.older, steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What an office says of an initiative: its newest words, what it states there, in how many places it tells of it."""

    quote: Quote
    figures: tuple[Figure, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficesRow:
    """An initiative and what one office, or both, say of it."""

    initiative: Link
    left: Side | None
    right: Side | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficesView:
    """Two offices side by side: the initiatives that both tell of, by field of work, and those that only one does.

    The links lead to the offices; their `count` is how many reports of theirs the archive holds.
    """

    left: Link
    right: Link
    both: tuple[Group[OfficesRow], ...]
    only_left: tuple[OfficesRow, ...]
    only_right: tuple[OfficesRow, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An office that can be chosen to be compared: a name that no other one has, and its folder below `issuers/`."""

    text: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The offices of which any two can be compared, by region."""

    offices: tuple[Choice, ...]


def _clauses(report: Report) -> list[tuple[str, str, Words]]:
    """Return (heading, anchor of the section, words) of every clause of a report, in reading order."""
    return [
        (
            path[-1].heading if path else "",
            path[-1].anchor if path else "",
            Words(anchor=clause.anchor, text=passage.clause_text(clause)),
        )
        for path, passage in report.walk_passages()
        for clause in passage.clauses
    ]


def _sections(report: Report, steps: dict[str, Step]) -> tuple[YearsSection, ...]:
    found: dict[tuple[str, str], list[Step]] = {}
    for heading, anchor, words in _clauses(report):
        if words.anchor in steps:
            found.setdefault((heading, anchor), []).append(steps[words.anchor])
    return tuple(
        YearsSection(heading=heading, anchor=anchor, steps=tuple(some))
        for (heading, anchor), some in found.items()
    )
