"""What stands where in an archive that is being edited, looked up when a page asks for it and kept until it changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.archive import figures
    from sitegen.model import Figure, Indicator, Ref, Report, YearOnYear

_KEPT_REPORTS: Final = 1000
_KEPT_KIN: Final = 5000
"""Reports of which places are kept, and indicators with what a report states of them."""


class Order(NamedTuple):
    """How reports stand to one another: their shelves, which follow which, and where among these pairs each one is."""

    shelves: render.Shelves
    successions: tuple[tuple[str, str], ...]
    places: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, reports: tuple[Report, ...]) -> Order:
        """Work it out."""
        pairs = render.successions(reports)
        places: dict[str, list[int]] = {}
        for at, pair in enumerate(pairs):
            for report in pair:
                places.setdefault(report, []).append(at)
        return cls(render.shelves(reports), pairs, places)


def have_same_heads(some: tuple[Report, ...], others: tuple[Report, ...]) -> bool:
    """Tell whether reports have the ids and the metadata of others; only those that are other objects are looked at."""
    pairs = compress(zip(some, others, strict=False), map(is_not, some, others))
    return len(some) == len(others) and all(
        (one.id, one.meta) == (other.id, other.meta) for one, other in pairs
    )


class Places(Mapping["Ref", "render.Place"]):
    """What stands at the passages and clauses of some reports, each looked for when it is first asked for."""

    def __init__(self, reports: Mapping[str, Report], before: Places | None = None) -> None:
        self._reports = reports
        self.known: OrderedDict[str, tuple[Report, dict[Ref, render.Place | None]]] = (
            OrderedDict(before.known) if before is not None else OrderedDict()
        )

    def __getitem__(self, ref: Ref) -> render.Place:
        """Return what stands at a place.  Raises `KeyError` if there is nothing."""
        report = self._reports[ref.report]
        known = self.known.get(report.id)
        if known is None or known[0] is not report:
            known = self.known[report.id] = (report, {})
            if len(self.known) > _KEPT_REPORTS:
                self.known.popitem(last=False)
        if ref not in known[1]:
            known[1][ref] = dict(render.places_of(report, {ref.anchor})).get(ref)
        place = known[1][ref]
        if place is None:
            raise KeyError(ref)
        return place

    def __iter__(self) -> Iterator[Ref]:
        """Yield every place of the archive."""
        return (ref for report in self._reports.values() for ref, _ in render.places_of(report))

    def __len__(self) -> int:
        """Return the number of places in the archive."""
        return sum(1 for _ in self)


class Successive(Mapping[str, "tuple[YearOnYear, ...]"]):
    """The comparisons year on year that each report is part of; `places` are where among `years` those of each are."""

    def __init__(self, places: Mapping[str, Sequence[int]], years: Sequence[YearOnYear]) -> None:
        self._places, self._years = places, years

    def __getitem__(self, report: str) -> tuple[YearOnYear, ...]:
        """Return the comparisons of a report.  Raises `KeyError` if it is part of none."""
        return tuple(self._years[at] for at in self._places[report])

    def __iter__(self) -> Iterator[str]:
        """Yield every report that is part of a comparison."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return the number of reports that are part of a comparison."""
        return len(self._places)


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
