"""The archive: all reports, what was found between them, and the figures in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sitegen.model.pickling import pickled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model.comparisons import Reuse, YearOnYear
    from sitegen.model.figures import Figure, Indicator
    from sitegen.model.permanence import Event
    from sitegen.model.places import Ref
    from sitegen.model.reports import Report


@pickled
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


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """An undertaking that reports tell of: 加装电梯.  `members` are the clauses that report it, by report id, `figures` what they state of it."""

    id: str
    name: str
    field: str
    aliases: tuple[str, ...]
    members: Sequence[Ref]
    figures: Sequence[Figure] = ()


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
