"""Links brought up to date where a few reports among thousands were edited: only what may have to do with them is looked at.

A list names a clause only if both share a key.  So what an edit changes is found among the rows that share a key with an old
or a new clause.  These, and the rows that their lists name, are taken out as an archive of their own, compared as any other,
and laid over what is held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

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
_MOST: Final = 20_000
"""Rows that lie over others before all are laid out anew."""


def is_little(before: Links, parts: Sequence[Part]) -> bool:
    """Tell whether what changed is no more than the words of a few reports."""
    if len(before.parts) != len(parts) or len(before.held.edited) > _MOST:
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
    held = before.held.with_rows(slots, spaced(edited, before))
    moved = (places[slots] != slots) & (places[slots] != NOWHERE)
    keys = np.union1d(before.held.keys(slots[moved]), held.keys(clauses[places[clauses] != clauses]))
    while True:
        some = _taken(before, places, np.setdiff1d(held.sharing(keys), slots), slots, clauses)
        lists, is_fresh, has_lost = lists_after(
            some.lists, before.size.used, some.places, np.ones(len(some.after), dtype=bool)
        )
        more = np.setdiff1d(held.keys(some.after[is_fresh]), keys)
        if not len(more):
            break
        keys = np.union1d(keys, more)  # of lists that are too short now
    rows = _rows(held, some)
    compare(rows, index_of(rows, len(before.lexicon.topics)), lists, is_fresh)
    is_changed = np.zeros(held.total, dtype=bool)
    is_changed[some.after[is_fresh | has_lost | lists.others.is_touched | lists.own.is_touched]] = True
    return _laid(held, some, lists, slots), is_changed


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
    own = np.union1d(others, slots[places[slots] >= 0])
    lines = [each.lines(own) for each in before.held.lists]
    numbers = [rows_in(part[part != NOBODY]) for line in lines for part in line]
    then = np.unique(np.concatenate([own, slots[places[slots] != NOWHERE], *numbers]))
    now = np.union1d(places[then][places[then] >= 0], clauses)
    lists = []
    for codes, bounds in lines:
        best = empty(len(then), codes.shape[1])
        at = np.searchsorted(then, own)
        best.codes[at] = renamed(codes, lambda rows: np.searchsorted(then, rows))
        best.bounds[at] = renamed(bounds, lambda rows: np.searchsorted(then, rows))
        lists.append(best)
    is_there = places[then] >= 0
    there = np.where(is_there, np.searchsorted(now, places[then]), -1)
    return _Taken(now, np.union1d(others, clauses), Lists(*lists), there)


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
