"""The indicators of a whole archive, counted from scratch or kept from one edit to the next."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import replace
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sitegen.archive.figures.alone import Alone
from sitegen.archive.figures.indicators import FEWEST, Place, group_of, grouped, indicator, level
from sitegen.urls import distinct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sitegen.model import Figure, Indicator, Report

    Rank = tuple[int, str, str]
    Stated = tuple[Place, Sequence[Figure]]
    Put = Callable[[Sequence[Any]], Sequence[Any]]

Item = TypeVar("Item")

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
    that those state; what it returns, and keeps as `all`, is what `indicators` would.  `put` is where figures are put, if not
    in memory: it returns a sequence that equals the one it is given.
    """

    def __init__(self) -> None:
        self.put: Put | None = None
        self._reports: tuple[Report, ...] = ()
        self._listed: tuple[Sequence[Figure], ...] = ()
        self._stated: dict[str, Stated] = {}
        self._grouped: dict[str, dict[str, tuple[Figure, ...]]] = {}
        self._groups: dict[str, Sequence[tuple[str, tuple[Figure, ...]]]] = {}
        self._open: dict[str, dict[str, tuple[Figure, ...]]] = {}
        self._alone = Alone()
        self._found: dict[str, Indicator] = {}
        self._ranked: list[Rank] = []
        self._paged: dict[str, Indicator] = {}
        self.all: tuple[Indicator, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        """Leave out where figures are put, which is the affair of each process."""
        return {**vars(self), "put": None}

    def indicators(
        self, reports: Iterable[Report], stated: Iterable[Sequence[Figure]]
    ) -> tuple[Indicator, ...]:
        """Return the indicators of an archive; arguments and result are those of `indicators`."""
        every, listed = tuple(reports), tuple(stated)
        touched = set[str]()
        for report_id, now in self._others(every, listed).items():
            touched |= self._put(report_id, now)
        self._reports, self._listed, self._grouped = every, listed, {}
        has_moved = [self._count(key) for key in touched]
        self._close()
        if any(has_moved):
            self._page([key for *_, key in self._ranked[:MOST]])
        else:
            paged = touched & self._paged.keys()
            self._paged |= {key: replace(self._found[key], id=self._paged[key].id) for key in paged}
            self.all = tuple(self._paged.values()) if paged else self.all
        return self.all

    def indicator_of(self, figure: Figure) -> Indicator | None:
        """Return the indicator with a page that a figure would belong to."""
        return self._paged.get(group_of(figure))

    def _others(
        self, reports: tuple[Report, ...], listed: tuple[Sequence[Figure], ...]
    ) -> dict[str, Stated | None]:
        """Return the reports that are others than the last time with what they state, those that are gone with None.

        Between two edits nearly all stand where they stood; all are looked at only where one came or went.
        """
        columns = ((self._reports, reports), (self._listed, listed))
        others = {at for some, now in columns for at in compress(range(len(now)), map(is_not, some, now))}
        gone: dict[str, Stated | None] = {}
        if len(self._reports) != len(reports) or any(self._reports[at].id != reports[at].id for at in others):
            others = set(range(len(reports)))
            gone = dict.fromkeys(self._stated.keys() - {report.id for report in reports})
        found = {
            reports[at].id: (Place(reports[at].meta.year, level(reports[at].meta.issuer)), listed[at])
            for at in sorted(others)
        }
        return gone | found

    def _put(self, report_id: str, now: Stated | None) -> set[str]:
        """Put the figures of a report in the place of those it had; return the groups that are others now."""
        known = self._stated.pop(report_id, None)
        is_same = known is not None and now is not None and known[0] == now[0]
        if known and now and is_same and (known[1] is now[1] or known[1] == now[1]):
            self._stated[report_id] = now
            return set()
        before, after = (grouped(each[1] if each else ()) for each in (known, now))
        touched = {
            key for key in before.keys() | after.keys() if not is_same or before.get(key) != after.get(key)
        }
        for key in touched:
            self._place(key, report_id, after.get(key), is_known=key in before)
        if now:
            self._stated[report_id], self._grouped[report_id] = now, after
        return touched

    def _place(self, key: str, report_id: str, own: tuple[Figure, ...] | None, *, is_known: bool) -> None:
        """Put the figures of a report in their group, or take them away; `is_known` if it had some there.

        Most of what is counted one report counts alone: of that only the report is remembered.
        """
        if key not in self._open:
            self._open[key] = dict(self._groups.pop(key, ())) or self._by_report_alone(
                key, report_id, is_known=is_known
            )
        by_report = self._open[key]
        by_report.pop(report_id, None)
        if own:
            by_report[report_id] = own

    def _close(self) -> None:
        """Put away the groups that were looked at."""
        alone = [(key, next(iter(by_report))) for key, by_report in self._open.items() if len(by_report) == 1]
        for key, by_report in self._open.items():
            if len(by_report) > 1:
                self._groups[key] = self._away(tuple(by_report.items()))
        self._alone.add(alone)
        self._open = {}

    def _away(self, items: tuple[Item, ...]) -> Sequence[Item]:
        return self.put(items) if self.put and items else items

    def _by_report_alone(self, key: str, report_id: str, *, is_known: bool) -> dict[str, tuple[Figure, ...]]:
        """Return the group of the one report that it is remembered of, by that, and forget it; it may be the report at hand."""
        if is_known:
            self._alone.remove(key, report_id)
            return {}
        for alone in self._alone.reports(key):
            if alone != report_id and key in self._groups_of(alone):
                self._alone.remove(key, alone)
                return {alone: self._groups_of(alone)[key]}
        return {}

    def _groups_of(self, report_id: str) -> dict[str, tuple[Figure, ...]]:
        if report_id not in self._grouped:
            self._grouped[report_id] = grouped(self._stated[report_id][1])
        return self._grouped[report_id]

    def _count(self, key: str) -> bool:
        """Make the indicator of a group anew; return whether it stands elsewhere among the others now, or is called otherwise."""
        by_report = self._open[key]
        group = [figure for report_id in sorted(by_report) for figure in by_report[report_id]]
        places = {report_id: self._stated[report_id][0] for report_id in by_report}
        before = self._found.pop(key, None)
        found = self._indicator(group, places) if len(by_report) >= FEWEST else None
        if before and found and _rank(before, key) == _rank(found, key):
            self._found[key] = found
            return before.id != found.id
        if before:
            del self._ranked[bisect_left(self._ranked, _rank(before, key))]
        if found:
            self._found[key] = found
            insort(self._ranked, _rank(found, key))
        return before is not None or found is not None

    def _indicator(self, group: list[Figure], places: Mapping[str, Place]) -> Indicator | None:
        """Return the indicator of a group, its figures where they are put."""
        found = indicator(group, places)
        if found is None or self.put is None:
            return found
        parts: dict[str, Any] = {"series": self._away(found.series), "apart": self._away(found.apart)}
        return replace(found, **parts)

    def _page(self, keys: list[str]) -> None:
        """Give pages to some indicators, each under an address of its own."""
        found = [self._found[key] for key in keys]
        ids = distinct((each.id, each.name) for each in found)
        self._paged = {
            key: _named(each, own, self._paged.get(key))
            for key, each, own in zip(keys, found, ids, strict=True)
        }
        self.all = tuple(self._paged.values())


def _rank(found: Indicator, key: str) -> Rank:
    """Return what an indicator is sorted by."""
    return -found.reports, found.name, key


def _named(found: Indicator, own: str, before: Indicator | None) -> Indicator:
    """Return an indicator under an id; the very object of before where it is the same."""
    if before is not None and before.id == own and before.series is found.series:
        return before
    return replace(found, id=own)
