"""Cross-links as columns of numbers: an archive of thousands has millions of them, too many to be objects all at once.

A `LinkTable` holds each pair of linked clauses once, `Linked` is a sequence of links from it in which each is made when it is
looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, overload

import numpy as np
from numpy.typing import NDArray

from sitegen.model.archives import Related
from sitegen.model.columns import Column
from sitegen.model.places import Ref
from sitegen.model.sequences import by_report

if TYPE_CHECKING:
    from sitegen.model.columns import Numbers, Put

Ints = NDArray[np.int64]
_REPORT_BITS = 32
_KEPT = 1 << 12
"""Links that are kept at hand."""


class LinkTable:
    """Pairs of linked clauses, and the places that they stand at; grows at the end and never changes otherwise.

    A *code* is a link: twice the number of its pair, plus one if it leads from the second place to the first.  A *key* is
    a place as one number, the same wherever the place was entered.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._reports, self._anchors = Column[int]("i"), Column[int]("i")
        self._firsts, self._seconds = Column[int]("i"), Column[int]("i")
        self._scores, self._grades = Column[float]("d"), Column[int]("b")
        self._initiatives, self._terms, self._stops = Column[int]("i"), Column[int]("i"), Column[int]("q")

    def spread(self, put: Put) -> None:
        """Have the numbers lie where `put` has them: it returns arrays that equal those it is given."""
        columns = {name: each for name, each in vars(self).items() if isinstance(each, Column)}
        for (name, each), first in zip(
            columns.items(), put([each.whole() for each in columns.values()]), strict=True
        ):
            setattr(self, name, Column(each.kind, first))  # who reads meanwhile finds the same in either

    def enter(self, report: str, anchors: Iterable[str]) -> int:
        """Enter places of a report; return the number of the first, the others follow."""
        start, number = len(self._anchors), self._number(report)
        self._anchors.extend(map(self._number, anchors))
        self._reports.extend([number] * (len(self._anchors) - start))
        return start

    def add(
        self, first: int, second: int, *, score: float, is_same: bool, initiative: str, terms: Iterable[str]
    ) -> int:
        """Add the link between two places that were entered; return its code, that of the way back is the next number."""
        self._firsts.append(first)
        self._seconds.append(second)
        self._scores.append(score)
        self._grades.append(is_same)
        self._initiatives.append(self._number(initiative))
        self._terms.extend(map(self._number, terms))
        self._stops.append(len(self._terms))
        return 2 * (len(self._firsts) - 1)

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is at hand."""
        return {name: value for name, value in vars(self).items() if name != "link"}

    @cached_property
    def link(self) -> Callable[[int], Related]:
        """Return a link by its code; the last ones are at hand, for a page that is made again has nearly the same."""
        return lru_cache(maxsize=_KEPT)(self._link)

    def _link(self, code: int) -> Related:
        pair, texts = code >> 1, self._texts
        origin, target = self.ends(code)
        terms = self._terms.between(self._stops[pair - 1] if pair else 0, self._stops[pair])
        return Related(
            origin=origin,
            target=target,
            score=self._scores[pair],
            grade="same" if self._grades[pair] else "related",
            terms=tuple(texts[term] for term in terms),
            initiative=texts[self._initiatives[pair]],
        )

    def ends(self, code: int) -> tuple[Ref, Ref]:
        """Return where a link starts and where it leads to."""
        ends = self._firsts[code >> 1], self._seconds[code >> 1]
        return self._ref(ends[code & 1]), self._ref(ends[1 - (code & 1)])

    def anchors(self, codes: Iterable[int]) -> list[str]:
        """Return the anchors at which links start."""
        sides = self._firsts, self._seconds
        return [self._texts[self._anchors[sides[code & 1][code >> 1]]] for code in codes]

    def score(self, code: int) -> float:
        """Return the score of a link."""
        return self._scores[code >> 1]

    def keys(self, places: Ints) -> Ints:
        """Return the keys of places by their numbers."""
        keys: Ints = self._reports.some(places).astype(np.int64) << _REPORT_BITS | self._anchors.some(places)
        return keys

    def end_keys(self, codes: Numbers) -> tuple[Ints, Ints]:
        """Return the keys of the places where links start, and of those that they lead to."""
        listed = np.array(codes, np.int32)
        firsts, seconds = self._firsts.some(listed >> 1), self._seconds.some(listed >> 1)
        is_back = (listed & 1).astype(bool)
        return (
            self.keys(np.where(is_back, seconds, firsts)),
            self.keys(np.where(is_back, firsts, seconds)),
        )

    def report_in(self, key: int) -> str:
        """Return the report of a place by its key."""
        return self._texts[key >> _REPORT_BITS]

    def _ref(self, place: int) -> Ref:
        return Ref(report=self._texts[self._reports[place]], anchor=self._texts[self._anchors[place]])

    def _number(self, text: str) -> int:
        number = self._numbers.setdefault(text, len(self._texts))
        if number == len(self._texts):
            self._texts.append(text)
        return number


class Linked(Sequence[Related]):
    """Some links of a table, by their codes; it equals a tuple of them."""

    __slots__ = ("codes", "table")

    def __init__(self, table: LinkTable, codes: Numbers) -> None:
        self.table, self.codes = table, codes

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, at: int) -> Related: ...
    @overload
    def __getitem__(self, at: slice) -> Linked: ...
    def __getitem__(self, at: int | slice) -> Related | Linked:
        if isinstance(at, slice):
            return Linked(self.table, self.codes[at])
        return self.table.link(self.codes[at])

    def __iter__(self) -> Iterator[Related]:
        return map(self.table.link, self.codes)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Linked) and other.table is self.table:
            return self.codes == other.codes
        return isinstance(other, Linked | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[object, ...]:
        return Linked, (self.table, array("i", self.codes))


def together(some: Mapping[str, Linked]) -> tuple[tuple[str, ...], Ints, NDArray[np.int32]]:
    """Return the links of some reports as three columns: the reports, where the codes of each end, the codes of all."""
    codes = [
        np.frombuffer(each.codes, np.int32) if each.codes else np.zeros(0, np.int32) for each in some.values()
    ]
    stops: Ints = np.cumsum([len(each) for each in codes], dtype=np.int64)
    return tuple(some), stops, np.concatenate([np.zeros(0, np.int32), *codes])


def apart(
    table: LinkTable, reports: Sequence[str], stops: Ints, codes: NDArray[np.int32]
) -> dict[str, Linked]:
    """Return the links of reports that were put `together`, as views of the codes of all."""
    every, bounds = codes.data, stops.tolist()
    return {
        report: Linked(table, every[start:stop])
        for report, start, stop in zip(reports, [0, *bounds], bounds, strict=False)
    }


def by_origin(related: Sequence[Related]) -> Mapping[str, Sequence[Related]]:
    """Return links by the report that they start from."""
    return by_report(related, lambda each: each.origin.report)
