"""From pairs of clauses to cross-links: which of them have a reason that a reader accepts, and what it is.

A link hangs on its two clauses alone, so after a change only the links of changed rows are made anew.
"""

from __future__ import annotations

from array import array
from bisect import insort
from collections import defaultdict
from functools import cache, lru_cache, partial
from itertools import compress, repeat
from operator import gt
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from sitegen.archive.accepting import are_far_apart, is_accepted, least_score
from sitegen.archive.clauses import ClauseAnalysis, anchors
from sitegen.archive.labels import is_same
from sitegen.archive.memory import GONE
from sitegen.archive.naming import Side, side
from sitegen.archive.pairs import Pairs, pairs
from sitegen.archive.reasons import reason
from sitegen.archive.vectors import NEAR, SCALE, bonus
from sitegen.model import Linked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from sitegen.archive.memory import Links, Part
    from sitegen.archive.topics import Lexicon
    from sitegen.model import LinkTable, Ref

    Ints = NDArray[np.int64]
    Known = dict[tuple[int, int], int]

    class Spread(Protocol):
        """Has a function applied to pieces of work; gives the results in order, as `map` does."""

        def __call__(self, function: Callable[[Pairs], Told], pieces: Sequence[Pairs], /) -> Iterable[Told]:
            """Return the results."""


_DIGITS: Final = 4
_SEVERAL: Final = 8
"""To put one link in its place among others costs about as much as to sort so many."""
_AT_ONCE: Final = 20_000
"""Rows whose pairs are looked at together."""
_PIECE: Final = 4000
"""Pairs of which is told together: some seconds of work."""
_KEPT: Final = 10_000
"""Clauses of which is kept at hand what reasons are told from: each is compared with several."""


class _Link(NamedTuple):
    """What is told of a link."""

    score: float
    is_same: bool
    initiative: str
    terms: tuple[str, ...]


Told = list[_Link | int | None]
"""Of each pair the link between its ends, or its code if it is known; None for no link."""


class _End(NamedTuple):
    """A clause, who reports it, and what reasons are told from."""

    clause: ClauseAnalysis
    issuer: int
    side: Side


def related_after(
    before: Links, links: Links, places: Ints, is_changed: NDArray[np.bool_], spread: Spread = map
) -> dict[str, Linked]:
    """Return the links from each report in reading order: those of `before` but for the changed rows, and these rows' own.

    `places` is where each row of `before` is now (`memory.places_of`); `spread` has pairs looked at, some thousands at a time.
    """
    still = np.flatnonzero(places >= 0)
    gone = np.sort(_keys(before, np.flatnonzero(places == GONE)))
    stale = np.union1d(gone, _keys(before, still[is_changed[places[still]]]))
    touched, known = _stale_links(before, stale, gone)
    fresh: dict[str, array[int]] = defaultdict(lambda: array("i"))
    reports = [part.analysis.report for part in links.parts]
    for report, code in _found(links, reports, is_changed, known, spread):
        fresh[report].append(code)
    touched |= fresh.keys()
    none = Linked(links.table, array("i"))
    names = list(before.related)  # in the order of its parts
    found = dict(zip(reports, map(before.related.get, reports, repeat(none)), strict=True))
    olds = compress(zip(names, before.parts, strict=True), map(touched.__contains__, names))
    clauses = {report: part.clauses for report, part in olds}
    for part in compress(links.parts, map(touched.__contains__, reports)):
        report = part.analysis.report
        old, codes = found[report], fresh.get(report, none.codes)
        kept, lost = _parted(old, stale)
        # most lists of like clauses that changed changed no link
        if clauses.get(report) is not part.clauses or lost != set(codes):
            found[report] = Linked(links.table, _in_order(kept, codes, links.table, part))
    return found


def _keys(links: Links, rows: Ints) -> Ints:
    return links.table.keys(links.places(rows))


def _stale_links(before: Links, stale: Ints, gone: Ints) -> tuple[set[str], Known]:
    """Return the reports that have links from or to stale places, and the links of these whose ends are still there."""
    table, touched = before.table, set[str]()
    known: Known = {}
    for report in sorted({table.report_in(key) for key in stale.tolist()}):
        codes = before.related[report].codes
        origins, targets = table.end_keys(codes)
        is_stale = _are_among(origins, stale)
        touched |= {report, *(table.report_in(key) for key in np.unique(targets[is_stale]).tolist())}
        is_there = is_stale & ~_are_among(origins, gone) & ~_are_among(targets, gone)
        there = np.flatnonzero(is_there)
        for at, origin, target in zip(
            there.tolist(), origins[there].tolist(), targets[there].tolist(), strict=True
        ):
            known[origin, target] = codes[at]
            known[target, origin] = codes[at] ^ 1
    return touched, known


def _are_among(keys: Ints, some: Ints) -> NDArray[np.bool_]:
    """Tell which keys are among some, which are sorted."""
    places = np.searchsorted(some, keys)
    places[places == len(some)] = 0
    are_among: NDArray[np.bool_] = some[places] == keys if len(some) else np.zeros(len(keys), dtype=bool)
    return are_among


def _parted(old: Linked, stale: Ints) -> tuple[list[int], set[int]]:
    """Return the links from a report that hold, in their order, and those with a stale end."""
    origins, targets = old.table.end_keys(old.codes)
    is_stale = _are_among(origins, stale) | _are_among(targets, stale)
    codes = np.array(old.codes, dtype=np.int32)
    return codes[~is_stale].tolist(), set(codes[is_stale].tolist())


def _in_order(kept: list[int], fresh: Sequence[int], table: LinkTable, part: Part) -> array[int]:
    """Return the links from a report in reading order, the best of a clause first; those that are kept are in their old order."""
    order = {anchor: at for at, anchor in enumerate(anchors(part.clauses))}

    def rank(code: int) -> tuple[int, float, Ref]:
        origin, target = table.ends(code)
        return order[origin.anchor], -table.score(code), target

    places = [order[anchor] for anchor in table.anchors(kept)]
    if len(fresh) * _SEVERAL > len(kept) or any(map(gt, places, places[1:])):  # clauses changed places
        return array("i", sorted((*kept, *fresh), key=rank))
    for code in fresh:
        insort(kept, code, key=rank)
    return array("i", kept)


def _found(
    links: Links, reports: Sequence[str], is_changed: NDArray[np.bool_], known: Known, spread: Spread
) -> Iterator[tuple[str, int]]:
    """Yield the links from and to the changed rows, each with the one of the `reports` that it starts from."""
    numbers, every = links.held.rows.reports, _pairs(links, is_changed)
    pieces = [
        Pairs(*(column[start : start + _PIECE] for column in every))
        for start in range(0, len(every.left), _PIECE)
    ]
    end = lru_cache(maxsize=_KEPT)(partial(_end, links))
    for piece, told in zip(pieces, spread(partial(_told, links, known, end), pieces), strict=True):
        ends = (links.places(rows).tolist() for rows in (piece.left, piece.right))
        ours, theirs = (numbers[rows].tolist() for rows in (piece.left, piece.right))
        for each, *places, first, second in zip(told, *ends, ours, theirs, strict=True):
            if each is not None:
                code = links.table.add(*places, **each._asdict()) if isinstance(each, _Link) else each
                yield reports[first], code
                yield reports[second], code ^ 1


def _told(links: Links, known: Known, end: Callable[[int], _End], piece: Pairs) -> Told:
    """Return what is told of pairs of rows."""
    numbers = links.held.rows.reports
    near = _nearness(links, numbers[piece.left].tolist(), numbers[piece.right].tolist())
    ends = zip(*(links.table.keys(links.places(rows)).tolist() for rows in piece[:2]), strict=True)
    columns = (column.tolist() for column in (piece.left, piece.right, piece.scores - near))
    return [
        known[key] if key in known else _link(end(first), end(second), score, links.lexicon)
        for key, first, second, score in zip(ends, *columns, strict=True)
    ]


def _nearness(links: Links, left: list[int], right: list[int]) -> Ints:
    """Return how much of the scores of pairs of clauses comes from where the offices of their reports belong."""
    circles = cache(lambda number: frozenset(links.parts[number].circles))
    shared = (len(circles(one) & circles(other)) for one, other in zip(left, right, strict=True))
    return NEAR * NEAR * np.fromiter(shared, np.int64, count=len(left))


def _pairs(links: Links, is_changed: NDArray[np.bool_]) -> Pairs:
    """Return the pairs of the changed rows, each once.

    Rows that are pairs stand close together: what a clause is looked up for is at hand while the others need it.
    """
    wanted, found = np.flatnonzero(is_changed), []
    for start in range(0, max(1, len(wanted)), _AT_ONCE):
        some = pairs(
            links.held.lists, links.size.used, links.held.rows.reports, wanted[start : start + _AT_ONCE]
        )
        once = (some.left < some.right) | ~is_changed[some.right]
        found.append(Pairs(*(column[once] for column in some)))
    every = Pairs(*map(np.concatenate, zip(*found, strict=True)))
    order = _close_together(every.left, every.right)
    return Pairs(*(column[order] for column in every))


def _close_together(left: Ints, right: Ints) -> Ints:
    """Return the order of pairs in which those of one row, and of rows that are pairs, are as close as may be.

    It is that of the later end of each, where rows are numbered so that pairs have numbers near to one another (Cuthill,
    McKee 1969).
    """
    rows, ends = np.unique(np.concatenate([left, right]), return_inverse=True)
    if not len(rows):
        return ends
    one, other = np.split(ends, 2)
    cells = np.ones(2 * len(one), dtype=np.int8)
    graph = sparse.csr_matrix((cells, (ends, np.r_[other, one])), shape=(len(rows), len(rows)))
    places = np.empty(len(rows), dtype=np.int64)
    places[csgraph.reverse_cuthill_mckee(graph, symmetric_mode=True)] = np.arange(len(rows))
    order: Ints = np.lexsort((np.minimum(places[one], places[other]), np.maximum(places[one], places[other])))
    return order


def _end(links: Links, row: int) -> _End:
    clause = links.clause(row)
    return _End(clause, int(links.held.rows.issuers[row]), side(clause))


def _link(first: _End, second: _End, score: int, lexicon: Lexicon) -> _Link | None:
    """Return the link between two clauses, if there is a reason that a reader accepts."""
    clauses, named, others = (first.clause, second.clause), first.side.named, second.side.named
    kinds = [lexicon.by_id[topic].kind for topic in named if topic in others]
    if score < least_score(kinds):
        return None
    why = reason(first.side, second.side, lexicon)
    likeness = (score - bonus(kinds, len(named), len(others))) / SCALE
    if not is_accepted(why, clauses, score, likeness, lexicon):
        return None
    is_own = first.issuer == second.issuer
    is_one = not are_far_apart(*clauses) and is_same(why, clauses, likeness, lexicon, is_own=is_own)
    return _Link(
        round(score / SCALE, _DIGITS), is_one, why.initiatives[0] if why.initiatives else "", why.terms
    )
