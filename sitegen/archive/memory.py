"""What linking an archive found, kept so that it can be linked again after a change.

Old and new clauses are told apart here: a clause that still says the same under the same anchor, in a
report of the same issuer, keeps its row; every other one is new.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from sitegen.archive.clauses import texts
from sitegen.archive.held import Held, held
from sitegen.archive.lists import NOBODY, Lists, empty, moved
from sitegen.archive.pairs import Lengths
from sitegen.archive.vectors import Rows, blank, cut, index_of, rows_of, stacked
from sitegen.model import Linked, LinkTable, apart, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sitegen.archive.analysis import Analysis
    from sitegen.archive.circles import Circles
    from sitegen.archive.clauses import ClauseAnalysis
    from sitegen.archive.discovery import Named
    from sitegen.archive.held import Put
    from sitegen.archive.topics import Lexicon
    from sitegen.model import ReportMeta

    Ints = NDArray[np.int64]


class Size(NamedTuple):
    """How many `keys` of each sort a clause has, how long its lists are `kept`, and how much of them is `used`."""

    keys: int
    kept: Lengths
    used: Lengths


_AT_ONCE: Final = 10
"""So many reports are made rows at a time: fewer, and what it takes to begin counts; more, and they leave the processor's cache."""

GONE: Final = -1
NOWHERE: Final = -2
"""The place of a row whose clause is gone, and of one that held none."""
_MANY: Final = 1000
"""Reports from which an archive has so many like clauses that fewer keys find the likest."""
_MOST: Final = 16
_LEAST: Final = 5
_ALL: Final = 360
"""A clause has at most and at least so many links to other offices, and in between so many divided by the reports."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """What is kept of a report: its linkable clauses, the rows from `start` on that they have, and what it names.

    It has `room` for so many.  `meta` is what was said of its issuer, and `circles` follow from that.  `members` are the initiatives of the lexicon that it names, each with the anchors of its clauses that do.  `place` is the
    number of the first row's place in the table of links, the others follow.
    """

    analysis: Analysis
    meta: ReportMeta
    circles: Circles
    start: int
    room: int
    place: int
    clauses: Sequence[ClauseAnalysis]
    members: Sequence[tuple[str, tuple[str, ...]]]
    named: Named

    @property
    def stop(self) -> int:
        """Return the row after the last one that it has room for."""
        return self.start + self.room

    @property
    def standing(self) -> tuple[str, str, Circles, int, int]:
        """Return what stays while a report is edited: itself, its issuer and where that belongs, its rows."""
        return self.analysis.report, self.issuer, self.circles, self.start, self.room

    @property
    def issuer(self) -> str:
        """Return the office of the report."""
        return self.meta.issuer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Links:
    """What linking found: `related` holds the links from each report, by its id, in reading order.

    The rest is what it takes to link again: `parts` are the reports, by id, `held` their clauses as rows and the likest of
    each; `size` is how much of all that is kept.  `table` holds what `related` has: it only grows, so that what an earlier
    call returned stays as it is.
    """

    lexicon: Lexicon
    size: Size
    parts: tuple[Part, ...]
    held: Held
    table: LinkTable
    related: dict[str, Linked]

    @classmethod
    def of(cls, kept: tuple[Lexicon, Size, tuple[Part, ...], Held, LinkTable], *codes: Any) -> Links:  # noqa: ANN401 - what `together` returns
        """Return links of which those of each report are put `together`."""
        lexicon, size, parts, held, table = kept
        related = apart(table, *codes)
        return cls(lexicon=lexicon, size=size, parts=parts, held=held, table=table, related=related)

    def __reduce__(self) -> tuple[object, ...]:
        kept = self.lexicon, self.size, self.parts, self.held, self.table
        return Links.of, (kept, *together(self.related))

    def spread(self, held: Held, put: Put) -> Links:
        """Return the links with other rows and lists, their table and codes where `put` has them."""
        reports, stops, codes = together(self.related)
        self.table.spread(put)
        return replace(self, held=held, related=apart(self.table, reports, stops, put([codes])[0]))

    def clause(self, row: int) -> ClauseAnalysis:
        """Return the clause of a row."""
        part = self.parts[int(self.held.rows.reports[row])]
        return part.clauses[row - part.start]

    def places(self, rows: Ints) -> Ints:
        """Return the numbers that the places of rows have in the table of links."""
        numbers, own = np.unique(self.held.rows.reports[rows], return_inverse=True)
        parts = (self.parts[number] for number in numbers.tolist())
        offsets = np.array([part.place - part.start for part in parts], dtype=np.int64)
        found: Ints = rows + offsets[own] if len(rows) else rows
        return found


def size_of(reports: int) -> Size:
    """Return the size for so many reports: the more like clauses there are, the fewer a reader wants."""
    others = max(_LEAST, min(_MOST, _ALL // max(1, reports)))
    used = Lengths(others, (others + 1) // 2)
    return Size(4, Lengths(12, 6), used) if reports >= _MANY else Size(8, Lengths(24, 12), used)


def nothing(lexicon: Lexicon, reports: int) -> Links:
    """Return the links of no report, in an archive that shall have so many."""
    size = size_of(reports)
    lists = Lists(*(empty(0, width) for width in size.kept))
    return Links(
        lexicon=lexicon,
        size=size,
        parts=(),
        held=held(blank(0), lists, index_of(blank(0), len(lexicon.topics))),
        table=LinkTable(),
        related={},
    )


def places_of(old: Sequence[Part], new: Sequence[Part]) -> Ints:
    """Return for each old row where it is among the new ones, `GONE` or `NOWHERE`."""
    by_report = {part.analysis.report: part for part in new}
    places = np.arange(old[-1].stop if old else 0)
    for part in old:
        now = by_report.get(part.analysis.report)
        if now is part:
            continue  # rows that hold no clause concern nobody
        places[part.start : part.stop] = NOWHERE
        places[part.start : part.start + len(part.clauses)] = GONE
        if now and (now.issuer, now.circles) == (part.issuer, part.circles):
            for first, second, size in _blocks(part, now):
                start = part.start + first
                places[start : start + size] = np.arange(now.start + second, now.start + second + size)
    return places


def rows_after(before: Links, rows: Rows, parts: Sequence[Part], places: Ints) -> Rows:
    """Return the rows of all parts; those of reports that did not change are taken over from `rows`."""
    found = stacked(_pieces(before, rows, parts, places))
    sizes = [part.room for part in parts]
    issuers: dict[str, int] = {}
    numbers = [issuers.setdefault(part.issuer, len(issuers)) for part in parts]
    return found._replace(
        reports=np.repeat(np.arange(len(parts), dtype=np.int32), sizes),
        issuers=np.repeat(np.array(numbers, dtype=np.int32), sizes),
    )


def lists_after(
    lists: Lists, least: Lengths, places: Ints, is_row: NDArray[np.bool_]
) -> tuple[Lists, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the lists of all rows as far as they still hold, which rows must be compared anew, which lost something.

    `least` is how much of each list is used, `places` where each row is now, `is_row` tells which rows of now hold a clause.
    """
    is_fresh, has_lost = is_row.copy(), np.zeros(len(is_row), dtype=bool)
    is_fresh[places[places >= 0]] = False
    after = []
    for best, used in zip(lists, least, strict=True):
        moved_best, lost, is_short = moved(best, places, len(is_row), used)
        is_fresh |= is_short
        has_lost |= lost
        after.append(moved_best)
    for best in after:
        best.codes[is_fresh] = NOBODY
        best.bounds[is_fresh] = NOBODY
    return Lists(*after), is_fresh, has_lost


def clauses_among(parts: Sequence[Part]) -> NDArray[np.bool_]:
    """Tell of all rows which hold a clause."""
    is_row = np.zeros(parts[-1].stop if parts else 0, dtype=bool)
    for part in parts:
        is_row[part.start : part.start + len(part.clauses)] = True
    return is_row


def _blocks(old: Part, new: Part) -> Iterator[tuple[int, int, int]]:
    """Yield runs of clauses that both have: start in the old, start in the new, length."""
    if old.clauses is new.clauses:
        yield 0, 0, len(old.clauses)
    else:
        both = texts(old.clauses), texts(new.clauses)
        yield from SequenceMatcher(None, *both, autojunk=False).get_matching_blocks()


def _pieces(before: Links, rows: Rows, parts: Sequence[Part], places: Ints) -> Iterator[Rows]:
    """Yield the rows of parts, in order: taken over in runs as long as may be, or new, those of several parts at a time."""
    old = {part.analysis.report: part for part in before.parts}
    runs = groupby(parts, key=lambda part: _offset(old.get(part.analysis.report), part, places))
    for offset, run in runs:
        some = tuple(run)
        if offset is not None:
            yield cut(rows, some[0].start - offset, some[-1].stop - offset)
            continue
        for first in range(0, len(some), _AT_ONCE):
            yield spaced(some[first : first + _AT_ONCE], before)


def spaced(parts: Sequence[Part], links: Links) -> Rows:
    """Return the rows of new parts, with room behind those of each."""
    clauses = [clause for part in parts for clause in part.clauses]
    circles = [part.circles for part in parts for _ in range(len(part.clauses))]
    rows = rows_of(clauses, links.lexicon, links.size.keys, circles)
    pieces, start = [], 0
    for part in parts:
        stop = start + len(part.clauses)
        pieces += [cut(rows, start, stop), blank(part.room - len(part.clauses))]
        start = stop
    return stacked(pieces)


def _offset(old: Part | None, new: Part, places: Ints) -> int | None:
    """Return by how much the rows of a part moved, if all of them are what they were."""
    if old is None or (len(old.clauses), old.room) != (len(new.clauses), new.room):
        return None
    count = len(old.clauses)
    is_whole = np.array_equal(places[old.start : old.start + count], np.arange(new.start, new.start + count))
    return new.start - old.start if is_whole else None
