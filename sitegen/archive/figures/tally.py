"""The indicators of a whole archive, counted from scratch or kept from one edit to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sitegen.archive.figures.indicators import FEWEST, Place, group_of, grouped, indicator, level
from sitegen.urls import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Figure, Indicator, Report

MOST: Final = 2000
"""Indicators with a page, those that most reports state; more than anybody pages through, and bounded at any size."""


def indicators(reports: Iterable[Report], stated: Iterable[Sequence[Figure]]) -> tuple[Indicator, ...]:
    """Return the indicators that deserve a page, those that most reports state first, ties by name.

    `stated` are the figures of each of the reports, in reading order.
    """
    return Tally().indicators(reports, stated)


class Tally:
    """The figures of an archive by what they count, kept from one edit to the next.

    Asked again, it looks only at the reports whose figures are not the same as the last time, and only at the indicators
    that those state; what it returns, and keeps as `all`, is what `indicators` would.
    """

    def __init__(self) -> None:
        self._stated: dict[str, tuple[Place, Sequence[Figure]]] = {}
        self._grouped: dict[str, dict[str, tuple[Figure, ...]]] = {}
        self._groups: dict[str, dict[str, tuple[Figure, ...]]] = {}
        self._alone: dict[str, str] = {}
        self._found: dict[str, Indicator] = {}
        self._paged: dict[str, Indicator] = {}
        self.all: tuple[Indicator, ...] = ()

    def indicators(
        self, reports: Iterable[Report], stated: Iterable[Sequence[Figure]]
    ) -> tuple[Indicator, ...]:
        """Return the indicators of an archive; arguments and result are those of `indicators`."""
        now = {
            report.id: (Place(report.meta.year, level(report.meta.issuer)), figures)
            for report, figures in zip(reports, stated, strict=True)
        }
        touched = set[str]()
        for each in tuple(self._changed(now)):
            touched |= self._put(each, now.get(each))
        self._stated, self._grouped = now, {}
        for key in touched:
            self._count(key)
        if touched:
            keys = sorted(
                self._found, key=lambda key: (-self._found[key].reports, self._found[key].name, key)
            )
            found = [self._found[key] for key in keys[:MOST]]
            ids = distinct((each.id, each.name) for each in found)
            self.all = tuple(replace(each, id=own) for each, own in zip(found, ids, strict=True))
            self._paged = dict(zip(keys, self.all, strict=False))
        return self.all

    def indicator_of(self, figure: Figure) -> Indicator | None:
        """Return the indicator with a page that a figure would belong to."""
        return self._paged.get(group_of(figure))

    def _changed(self, now: Mapping[str, tuple[Place, Sequence[Figure]]]) -> Iterator[str]:
        """Yield the reports whose place or figures are others, and those that are gone."""
        yield from (each for each in self._stated if each not in now)
        for each, (place, figures) in now.items():
            known = self._stated.get(each)
            if known is None or known[0] != place or (known[1] is not figures and known[1] != figures):
                yield each

    def _put(self, report_id: str, now: tuple[Place, Sequence[Figure]] | None) -> set[str]:
        """Put the figures of a report in the place of those it had; return the groups that are others now."""
        known = self._stated.pop(report_id, None)
        before, after = (grouped(each[1] if each else ()) for each in (known, now))
        is_same = known is not None and now is not None and known[0] == now[0]
        touched = {
            key for key in before.keys() | after.keys() if not is_same or before.get(key) != after.get(key)
        }
        for key in touched:
            self._place(key, report_id, after.get(key))
        if now:
            self._stated[report_id], self._grouped[report_id] = now, after
        return touched

    def _place(self, key: str, report_id: str, own: tuple[Figure, ...] | None) -> None:
        """Put the figures of a report in their group, or take them away.

        Most of what is counted one report counts alone: of that only the report is remembered.
        """
        by_report = self._groups.pop(key, None) or self._by_report_alone(key, report_id)
        by_report.pop(report_id, None)
        if own:
            by_report[report_id] = own
        if len(by_report) > 1:
            self._groups[key] = by_report
        elif by_report:
            self._alone[key] = next(iter(by_report))

    def _by_report_alone(self, key: str, report_id: str) -> dict[str, tuple[Figure, ...]]:
        """Return the group of the one report that it is remembered of, by that, and forget it."""
        alone = self._alone.pop(key, report_id)
        if alone == report_id:
            return {}
        if alone not in self._grouped:
            self._grouped[alone] = grouped(self._stated[alone][1])
        return {alone: self._grouped[alone][key]}

    def _count(self, key: str) -> None:
        """Make the indicator of a group anew."""
        by_report = self._groups.get(key, {})
        group = [figure for report_id in sorted(by_report) for figure in by_report[report_id]]
        places = {report_id: self._stated[report_id][0] for report_id in by_report}
        found = indicator(group, places) if len(by_report) >= FEWEST else None
        self._found.pop(key, None)
        if found:
            self._found[key] = found
