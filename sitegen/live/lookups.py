"""What stands where in an archive that is being edited, looked up when a page asks for it and kept until it changes."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sitegen import render
from sitegen.model import distinct, ways_back

if TYPE_CHECKING:
    from sitegen.archive import figures
    from sitegen.model import Figure, Indicator, Ref, Related, Report

_KEPT_REPORTS: Final = 1000
_KEPT_KIN: Final = 5000
"""Reports that are kept looked through, and indicators with what a report states of them."""


class Shown:
    """The cross-links that pages show, chosen again only for the reports whose links are others, and those they lead to."""

    def __init__(self) -> None:
        self._best: dict[str, tuple[Sequence[Related], Sequence[Related]]] = {}
        self._back: dict[str, dict[str, Sequence[Related]]] = defaultdict(dict)
        self._kept: dict[str, Sequence[Related]] = {}

    def __call__(self, related: Mapping[str, Sequence[Related]]) -> dict[str, Sequence[Related]]:
        """Return what `render.shown` keeps of the links of an archive, both by the report that they start from."""
        touched: set[str] = set()
        for report in related.keys() | self._best.keys():
            known, now = self._best.get(report), related.get(report, ())
            if known is None or (known[0] is not now and known[0] != now):
                touched |= self._choose(report, now)
        for report in touched:
            self._keep(report)
        return self._kept.copy()

    def _choose(self, report: str, linked: Sequence[Related]) -> set[str]:
        """Choose the best links of a report anew; return the reports of which other links are shown now."""
        best = render.best_of(linked)
        before, now = ways_back(self._best.pop(report, ((), ()))[1]), ways_back(best)
        if linked:
            self._best[report] = (linked, best)
        touched = {other for other in before.keys() | now.keys() if before.get(other) != now.get(other)}
        for other in touched:
            self._back[other].pop(report, None)
            if other in now:
                self._back[other][report] = now[other]
        return {report, *touched}

    def _keep(self, report: str) -> None:
        """Keep the best links of a report, and those of the others that lead to it."""
        kept = distinct(
            self._best.get(report, ((), ()))[1], *(some for _, some in sorted(self._back[report].items()))
        )
        self._kept.pop(report, None)
        if kept:
            self._kept[report] = kept


class Places(Mapping["Ref", "render.Place"]):
    """What stands at every passage and clause of some reports; a report is looked through when it is first asked for."""

    def __init__(self, reports: Mapping[str, Report], before: Places | None = None) -> None:
        self._reports = reports
        self.known: OrderedDict[str, tuple[Report, dict[Ref, render.Place]]] = (
            OrderedDict(before.known) if before is not None else OrderedDict()
        )

    def __getitem__(self, ref: Ref) -> render.Place:
        """Return what stands at a place.  Raises `KeyError` if there is nothing."""
        report = self._reports[ref.report]
        known = self.known.get(report.id)
        if known is None or known[0] is not report:
            known = (report, dict(render.places_of(report)))
            self.known[report.id] = known
            if len(self.known) > _KEPT_REPORTS:
                self.known.popitem(last=False)
        return known[1][ref]

    def __iter__(self) -> Iterator[Ref]:
        """Yield every place of the archive."""
        return (ref for report in self._reports.values() for ref, _ in render.places_of(report))

    def __len__(self) -> int:
        """Return the number of places in the archive."""
        return sum(1 for _ in self)


class Kinship(Mapping["Figure", "render.Kin"]):
    """The indicators of figures, as a tally has them."""

    def __init__(self, tally: figures.Tally) -> None:
        self._tally = tally
        self._known: OrderedDict[tuple[int, str], tuple[Indicator, dict[Figure, render.Kin]]] = OrderedDict()

    def __getitem__(self, figure: Figure) -> render.Kin:
        """Return the indicator of a figure.  Raises `KeyError` if it has none."""
        indicator = self._tally.indicator_of(figure)
        if indicator is None:
            raise KeyError(figure)
        own = id(indicator), figure.report
        known = self._known.get(own)
        if known is None:
            every = render.kin_of(indicator)
            known = (indicator, {each: kin for each, kin in every if each.report == figure.report})
            self._known[own] = known
            if len(self._known) > _KEPT_KIN:
                self._known.popitem(last=False)
        return known[1][figure]

    def __iter__(self) -> Iterator[Figure]:
        """Yield every figure that has an indicator."""
        return (figure for each in self._tally.all for figure in each.figures)

    def __len__(self) -> int:
        """Return the number of figures that have an indicator."""
        return sum(len(each.figures) for each in self._tally.all)
