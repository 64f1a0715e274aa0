"""An archive as its pages are made from it: found by report, by place and by figure.

A page asks for what stands on it and for nothing else, so one page can be made without the others.  A build
looks things up in plain dictionaries (`holdings`); a preview, which holds ten thousand reports packed, gives
mappings that fetch what is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sitegen.model import by_origin, by_report
from sitegen.render.compared import compared
from sitegen.render.places import best_of, places
from sitegen.render.shelves import shelves
from sitegen.urls import report_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sitegen.model import (
        Archive,
        Event,
        Figure,
        Indicator,
        Initiative,
        Ref,
        Related,
        Report,
        Reuse,
        YearOnYear,
    )
    from sitegen.render.compared import Compared
    from sitegen.render.places import Place
    from sitegen.render.shelves import Shelves

Item = TypeVar("Item")


class Kin(NamedTuple):
    """The indicator of a figure, and the number of its series there; 0 for what may be compared with nothing."""

    indicator: Indicator
    series: int


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """What the pages of an archive are made from.

    `reports` are whole, of the `heads` only ids and metadata are looked at; both are sorted by id.
    `related` are the cross-links by the report they start from; `figures` those of each report in reading order;
    `places` what stands where a quoted cross-link leads and at the members of initiatives; `kin` the
    indicator of each figure that has one; `years` and `reuses` (by report) what is compared, `successions` the comparisons
    year on year that each report is part of.  `published` are the pages that were ever published.
    """

    shelves: Shelves
    heads: Mapping[str, Report]
    reports: Mapping[str, Report]
    related: Mapping[str, Sequence[Related]]
    figures: Mapping[str, Sequence[Figure]]
    places: Mapping[Ref, Place]
    kin: Mapping[Figure, Kin]
    initiatives: tuple[Initiative, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    events: tuple[Event, ...] = ()
    years: tuple[YearOnYear, ...] = ()
    successions: Mapping[str, Sequence[YearOnYear]] = field(default_factory=dict)
    reuses: Mapping[str, Sequence[Reuse]] = field(default_factory=dict)
    published: frozenset[str] = frozenset()

    @cached_property
    def initiative_of(self) -> dict[str, Initiative]:
        """Return the initiatives by id."""
        return {each.id: each for each in self.initiatives}

    @cached_property
    def compared(self) -> Compared:
        """Return what is compared."""
        return compared(self.years, self.initiatives, self.shelves, self.published)

    @cached_property
    def corrected(self) -> dict[str, tuple[Event, ...]]:
        """Return the corrections of each report, the newest first."""
        return by(
            (each for each in self.events if each.kind == "corrected"), lambda each: report_of(each.page)
        )


def holdings(archive: Archive, published: Iterable[str] = ()) -> Holdings:
    """Return the holdings of a whole archive; `published` are the pages that were ever published."""
    reports = {report.id: report for report in archive.reports}
    related = by_origin(archive.related)
    quoted = (each.target for some in related.values() for each in best_of(some))
    members = chain.from_iterable(initiative.members for initiative in archive.initiatives)
    return Holdings(
        shelves=shelves(archive.reports),
        heads=reports,
        reports=reports,
        related=related,
        figures=by_report(archive.figures, lambda figure: figure.report),
        places=places(reports, chain(quoted, members)),
        kin={figure: kin for indicator in archive.indicators for figure, kin in kin_of(indicator)},
        initiatives=archive.initiatives,
        indicators=archive.indicators,
        events=archive.events,
        years=archive.years,
        successions=successions_of(archive.years),
        reuses=by_report(archive.reuses, lambda each: each.report),
        published=frozenset(published),
    )


def successions_of(years: Iterable[YearOnYear]) -> dict[str, list[YearOnYear]]:
    """Return the comparisons year on year that each report is part of, in their order."""
    found: dict[str, list[YearOnYear]] = defaultdict(list)
    for each in years:
        found[each.older].append(each)
        found[each.newer].append(each)
    return found


def kin_of(indicator: Indicator) -> Iterable[tuple[Figure, Kin]]:
    """Yield every figure of an indicator with its place there."""
    apart = tuple(each.figure for each in indicator.apart)
    for number, figures in enumerate((apart, *(each.figures for each in indicator.series))):
        for figure in figures:
            yield figure, Kin(indicator, number)


def by(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, tuple[Item, ...]]:
    """Return items by a key, those of each in their order."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return {name: tuple(some) for name, some in found.items()}
