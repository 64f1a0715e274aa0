"""The promise kept: before an index is handed out, it must find what is printed.

The finished files are read back as the browser reads them, and every claim that was taken from the
texts (`claims`) must be met: all headings, and strings drawn from the passages.
"""

from __future__ import annotations

from itertools import pairwise, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.errors import SitegenError, problem
from sitegen.search.claims import read_claims
from sitegen.search.columns import bases
from sitegen.search.numbers import lengths_of
from sitegen.search.postings import PARTS, pairs_of_keys
from sitegen.search.reading import read_places, read_shards
from sitegen.search.terms import BODY, HEADING, HEADING_PAIRS, LEAD, TEXT_PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.search.numbers import Marks
    from sitegen.search.reading import Shards
    from sitegen.search.terms import Flags, ReportTerms

_CHARACTER_BITS: Final = 21
_ENTRY_BITS: Final = 32
# Shards are read together until they have so many bytes: no more than fits.
_AT_ONCE: Final = 1 << 20
_IN_TEXT: Final = (LEAD, BODY, TEXT_PAIRS)
_IN_HEADING: Final = (HEADING, HEADING_PAIRS)


def claimed(analysed: tuple[ReportTerms, ...]) -> list[tuple[Marks, Marks]]:
    """Return all claims by part: what is asked (key << 1 | in text) and the entry."""
    count = sum(len(report.claims) for report in analysed) // _NONE.itemsize
    what, where = np.zeros(count, dtype="<i8"), np.zeros(count, dtype="<i4")
    at = 0
    for report, base in zip(analysed, bases(analysed), strict=False):
        keys, in_text, entry = read_claims(report.claims)
        what[at : at + len(keys)] = keys << 1 | in_text
        where[at : at + len(keys)] = entry + base
        at += len(keys)
    part = ((what >> (_CHARACTER_BITS + 1)) % PARTS).astype("i1")
    order = np.argsort(part, kind="stable")
    ends = np.searchsorted(part[order], np.arange(PARTS + 1))
    what, where = what[order], where[order]
    return [(what[start:stop], where[start:stop]) for start, stop in pairwise(ends.tolist())]


_NONE: Final = np.zeros(0, dtype="<i8")


def prove(claims: tuple[Marks, Marks], blocks: Mapping[str, bytes]) -> None:
    """Raise `SitegenError` if a claim does not hold in the shards among `blocks`, those of the claims' part."""
    what, entry = claims
    keys, number = np.unique(what >> 1, return_inverse=True)
    asked = {pair: at for at, pair in enumerate(pairs_of_keys(keys))}
    met = np.zeros(len(what), dtype=bool)
    for some in _batches(blocks):
        for fields, places in _held(read_shards(blocks, some), asked):
            chosen = ~met & ((what & 1) > 0 if fields == _IN_TEXT else (what & 1) == 0)
            met[chosen] = _are_among(places, number[chosen], entry[chosen])
    if not met.all():
        missed = pairs_of_keys(what[~met][:1] >> 1)[0]
        raise SitegenError(problem("search-failed", text=missed))


def _batches(blocks: Mapping[str, bytes]) -> Iterator[list[str]]:
    """Yield the names of the shards among `blocks`, some at a time."""
    some: list[str] = []
    size = 0
    for name in (name for name in blocks if name.startswith("s/")):
        some.append(name)
        size += len(blocks[name])
        if size >= _AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


def _held(shards: Shards, asked: dict[str, int]) -> Iterator[tuple[tuple[int, ...], Marks]]:
    """Yield the asked pairs that shards hold in a field, as number of the pair, first entry, entries, and the fields that say as much.

    They are in the order of pairs and entries.  A single character is found with each neighbour, and at the end of a run.
    """
    whole, alone = (
        np.fromiter(map(asked.get, texts, repeat(-1)), dtype="<i8", count=len(shards.terms))
        for texts in (shards.terms, map(itemgetter(0), shards.terms))
    )
    alone[lengths_of(shards.terms) != 2] = -1  # noqa: PLR2004 - pairs
    for numbers in (whole, alone):
        own = numbers[shards.sizes[:, 0]]
        for fields in (_IN_TEXT, _IN_HEADING):
            for field in fields:
                rows = np.flatnonzero((own >= 0) & (shards.sizes[:, 1] == field))
                rows = rows[np.argsort(own[rows], kind="stable")]
                row, first, count = read_places(shards, rows)
                places = np.stack([own[rows][row], first, count])
                # Of several terms with one number the entries are mixed.
                yield fields, places if numbers is whole else places[:, np.lexsort(places[1::-1])]


def _are_among(places: Marks, number: Marks, entry: Marks) -> Flags:
    """Tell for each pair number and entry whether it is among `places`, which are in order and may overlap."""
    own, first, count = places
    if not len(own):
        return np.zeros(len(number), dtype=bool)
    asked = number << _ENTRY_BITS | entry
    # The place that begins last, and how far that and those before it reach.
    last = np.searchsorted(own << _ENTRY_BITS | first, asked, side="right") - 1
    reach = np.maximum.accumulate(own << _ENTRY_BITS | (first + count))
    found: Flags = (last >= 0) & (own[np.maximum(last, 0)] == number) & (reach[np.maximum(last, 0)] > asked)
    return found
