"""Places in the archive, which links and figures point at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, overload

from sitegen.model.pickling import pickled
from sitegen.model.sequences import TupleLike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


@pickled
@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Ref:
    """A place in the archive: `wujiaochang/2023#s4-2-p3-c2`."""

    report: str
    anchor: str

    def __str__(self) -> str:
        return f"{self.report}#{self.anchor}"


class Refs(TupleLike[Ref]):
    """Places as the reports and the anchors that they have: each is made when it is looked at, for an archive names thousands."""

    __slots__ = ("_anchors", "_reports")

    def __init__(self, reports: tuple[str, ...], anchors: tuple[str, ...]) -> None:
        self._reports, self._anchors = reports, anchors

    @classmethod
    def of(cls, by_report: Iterable[tuple[str, Iterable[str]]]) -> Refs:
        """Return the places at some anchors of each report."""
        pairs = [(report, anchor) for report, anchors in by_report for anchor in anchors]
        return cls(tuple(report for report, _ in pairs), tuple(anchor for _, anchor in pairs))

    def __len__(self) -> int:
        return len(self._anchors)

    @overload
    def __getitem__(self, at: int) -> Ref: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Ref, ...]: ...
    def __getitem__(self, at: int | slice) -> Ref | tuple[Ref, ...]:
        if isinstance(at, slice):
            return tuple(Refs(self._reports[at], self._anchors[at]))
        return Ref(report=self._reports[at], anchor=self._anchors[at])

    def __iter__(self) -> Iterator[Ref]:
        return (
            Ref(report=report, anchor=anchor)
            for report, anchor in zip(self._reports, self._anchors, strict=True)
        )

    def with_reports(self, by_report: Mapping[str, Sequence[str]]) -> Refs:
        """Return places that are sorted by report with other anchors for some reports, none for one that is to go."""
        reports: list[str] = []
        anchors: list[str] = []
        last = 0
        for report, own in sorted(by_report.items()):
            start = bisect_left(self._reports, report, last)
            reports += (*self._reports[last:start], *repeat(report, len(own)))
            anchors += (*self._anchors[last:start], *own)
            last = bisect_right(self._reports, report, start)
        return Refs((*reports, *self._reports[last:]), (*anchors, *self._anchors[last:]))

    def within(self, report: str) -> tuple[Ref, ...]:
        """Return those in a report, where they are sorted by report; no other is made for it."""
        start = bisect_left(self._reports, report)
        if self._reports[start : start + 1] != (report,):
            return ()
        return self[start : bisect_right(self._reports, report, start)]

    def __reduce__(self) -> tuple[object, ...]:
        return Refs, (self._reports, self._anchors)

    def _items(self) -> tuple[Ref, ...]:
        return tuple(iter(self))


def refs_within(refs: Sequence[Ref], report: str) -> Sequence[Ref]:
    """Return those of some places, sorted by report, that are in a report."""
    if isinstance(refs, Refs):
        return refs.within(report)
    start = bisect_left(refs, report, key=_report)
    return refs[start : bisect_right(refs, report, start, key=_report)]


def _report(ref: Ref) -> str:
    return ref.report
