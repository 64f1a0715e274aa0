"""Cross-links as columns of numbers: an archive of thousands has millions of them, too many to be objects all at once.

A `LinkTable` holds each pair of linked clauses once, `Linked` is a sequence of links from it in which each is made when it is
looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from sitegen.model.archives import Related
from sitegen.model.places import Ref
from sitegen.model.sequences import by_report

Ints = NDArray[np.int64]

_REPORT_BITS = 32


class LinkTable:
    """Pairs of linked clauses, and the places that they stand at; grows at the end and never changes otherwise.

    A *code* is a link: twice the number of its pair, plus one if it leads from the second place to the first.  A *key* is
    a place as one number, the same wherever the place was entered.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._reports, self._anchors = array("i"), array("i")
        self._firsts, self._seconds = array("i"), array("i")
        self._scores, self._grades = array("d"), array("b")
        self._initiatives, self._terms, self._stops = array("i"), array("i"), array("q")

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

    def link(self, code: int) -> Related:
        """Return a link."""
        pair, texts = code >> 1, self._texts
        origin, target = self.ends(code)
        terms = self._terms[self._stops[pair - 1] if pair else 0 : self._stops[pair]]
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
        reports, anchors = (np.frombuffer(each, np.int32) for each in (self._reports, self._anchors))
        if not len(places):
            return np.zeros(0, dtype=np.int64)
        keys: Ints = reports[places].astype(np.int64) << _REPORT_BITS | anchors[places]
        return keys

    def end_keys(self, codes: array[int]) -> tuple[Ints, Ints]:
        """Return the keys of the places where links start, and of those that they lead to."""
        if not codes:
            return (np.zeros(0, dtype=np.int64),) * 2
        listed = np.frombuffer(codes, np.int32)
        firsts, seconds = (
            np.frombuffer(each, np.int32)[listed >> 1] for each in (self._firsts, self._seconds)
        )
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

    def __init__(self, table: LinkTable, codes: array[int]) -> None:
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


def by_origin(related: Sequence[Related]) -> Mapping[str, Sequence[Related]]:
    """Return links by the report that they start from."""
    return by_report(related, lambda each: each.origin.report)
