"""Links brought up to date where a few reports among thousands were edited: only what may have to do with them is looked at.

An edit concerns the rows whose lists name one of an edited report (`held.namers`), and those that a new clause is among
the likest of or has among its own (`likest`).  These, and the rows that their lists name, are taken out as an archive of
their own, compared as any other, and laid over what is held.  So an edit costs the same among hundreds and thousands, but
for the scores of its new clauses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from sitegen.archive.held import awaiting
from sitegen.archive.likest import likest
from sitegen.archive.lists import NOBODY, Lists, empty, renamed, rows_in
from sitegen.archive.memory import NOWHERE, lists_after, spaced
from sitegen.archive.neighbours import compare
from sitegen.archive.vectors import blank, gathered, index_of, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sitegen.archive.held import Held, Lines
    from sitegen.archive.memory import Links, Part
    from sitegen.archive.vectors import Rows

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_FEW: Final = 1000
"""Rows of edited reports that are brought up to date by themselves."""
_MOST: Final = 100_000
"""Rows or lists that lie over others before all are laid out anew."""


def is_little(before: Links, parts: Sequence[Part]) -> bool:
    """Tell whether what changed is no more than the words of a few reports."""
    if len(before.parts) != len(parts) or before.held.over > _MOST:
        return False
    pairs = [(old, new) for old, new in zip(before.parts, parts, strict=True) if old is not new]
    is_in_place = all(old.standing == new.standing for old, new in pairs)
    return is_in_place and sum(new.room for _, new in pairs) <= _FEW


def revised(before: Links, parts: Sequence[Part], places: Ints) -> tuple[Held, Mask]:
    """Return what is held after an edit of a few reports, and the rows whose lists are others now.

    `places` is where each row is now (`places_of`).
    """
    edited = [new for old, new in zip(before.parts, parts, strict=True) if old is not new]
    none = np.zeros(0, dtype=np.int64)
    slots = np.concatenate([none, *(np.arange(part.start, part.stop) for part in edited)])
    clauses = np.concatenate(
        [none, *(np.arange(part.start, part.start + len(part.clauses)) for part in edited)]
    )
    known = awaiting(before.held)
    held = known.with_rows(slots, spaced(edited, before))
    others = np.concatenate(
        [none, *(known.naming(int(known.rows.reports[part.start]), part.start, part.stop) for part in edited)]
    )
    fresh = np.union1d(np.setdiff1d(clauses, places[slots]), _short(before, places, others, slots))
    others = np.concatenate([others, likest(held, fresh, before.size.kept)])
    some = _taken(before, places, others, slots, clauses)
    is_row = np.ones(len(some.after), dtype=bool)
    lists, is_fresh, has_lost = lists_after(some.lists, before.size.used, some.places, is_row)
    rows = _rows(held, some)
    compare(rows, index_of(rows, len(before.lexicon.topics)), lists, is_fresh)
    is_changed = np.zeros(held.total, dtype=bool)
    is_changed[some.after[is_fresh | has_lost | lists.others.is_touched | lists.own.is_touched]] = True
    return _laid(held, some, lists, slots), is_changed


def _short(before: Links, places: Ints, others: Ints, slots: Ints) -> Ints:
    """Return where the rows are, among others and those of edited reports, that have lost too much of their lists (`lists.moved`)."""
    rows = np.union1d(others, slots[places[slots] >= 0])
    rows = rows[places[rows] >= 0]
    is_short = np.zeros(len(rows), dtype=bool)
    for laid, used in zip(before.held.lists, before.size.used, strict=True):
        codes, bounds = laid.lines(rows)
        is_some = codes != NOBODY
        stay = is_some & (places[np.where(is_some, rows_in(codes), 0)] >= 0)
        is_short |= (bounds != NOBODY) & (np.count_nonzero(stay, axis=1) < used)
    found: Ints = places[rows[is_short]]
    return found


class _Taken(NamedTuple):
    """The rows that an edit may concern: by their numbers `before` and `after` it, ascending, and their lists before.

    `concerned` are those of now that are compared; the others are no more than named by lists.  `places` is where each
    one of then is among those of now.
    """

    after: Ints
    concerned: Ints
    lists: Lists
    places: Ints


def _taken(before: Links, places: Ints, others: Ints, slots: Ints, clauses: Ints) -> _Taken:
    others = np.setdiff1d(others, slots)
    own = _marked(before.held.total, others, slots[places[slots] >= 0])
    lines = [each.lines(own) for each in before.held.lists]
    numbers = (rows_in(part[part != NOBODY]) for line in lines for part in line)
    then = _marked(before.held.total, own, slots[places[slots] != NOWHERE], *numbers)
    now = _marked(before.held.total, places[then][places[then] >= 0], clauses)
    at = _numbered(before.held.total, then)
    lists = []
    for codes, bounds in lines:
        best = empty(len(then), codes.shape[1])
        best.codes[at[own]] = renamed(codes, at.__getitem__)
        best.bounds[at[own]] = renamed(bounds, at.__getitem__)
        lists.append(best)
    is_there = places[then] >= 0
    there = np.full(len(then), -1)
    there[is_there] = _numbered(before.held.total, now)[places[then[is_there]]]
    return _Taken(now, _marked(before.held.total, others, clauses), Lists(*lists), there)


def _marked(total: int, *some: Ints) -> Ints:
    """Return the rows, of so many, that are among some, ascending: to mark them costs a tenth of sorting them."""
    is_among = np.zeros(total, dtype=bool)
    for rows in some:
        is_among[rows] = True
    return np.flatnonzero(is_among)


def _numbered(total: int, rows: Ints) -> Ints:
    """Return for each of so many rows its number among some; of the others nothing is said."""
    numbers = np.empty(total, dtype=np.int64)
    numbers[rows] = np.arange(len(rows))
    return numbers


def _rows(held: Held, some: _Taken) -> Rows:
    """Return the rows that are taken; those that are only named hold nothing."""
    at = np.searchsorted(some.after, some.concerned)
    order = np.full(len(some.after), len(at))
    order[at] = np.arange(len(at))
    rows = gathered(stacked([held.some(some.concerned), blank(1)]), order)
    return rows._replace(reports=held.rows.reports[some.after], issuers=held.rows.issuers[some.after])


def _laid(held: Held, some: _Taken, lists: Lists, slots: Ints) -> Held:
    """Lay the lists that are others now over those that are held."""
    at = np.searchsorted(some.after, some.concerned)
    lines = [
        (
            renamed(best.codes[at], lambda rows: some.after[rows]),
            renamed(best.bounds[at], lambda rows: some.after[rows]),
        )
        for best in lists
    ]
    known = [each.lines(some.concerned) for each in held.lists]
    is_other = np.isin(some.concerned, slots)
    for (codes, bounds), (old, old_bounds) in zip(lines, known, strict=True):
        is_other |= (codes != old).any(axis=1) | (bounds != old_bounds)
    rows = np.union1d(some.concerned[is_other], slots)
    to = np.searchsorted(rows, some.concerned[is_other])
    laid: list[Lines] = []
    for codes, bounds in lines:
        best = empty(len(rows), codes.shape[1])
        best.codes[to], best.bounds[to] = codes[is_other], bounds[is_other]
        laid.append((best.codes, best.bounds))
    return held.with_lines(rows, *laid)
