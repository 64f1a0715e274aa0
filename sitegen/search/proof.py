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
from sitegen.search.terms import BODY, HEADING, HEADING_PAIRS, LEAD, TEXT_PAIRS, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.search.numbers import Marks
    from sitegen.search.reading import Shards
    from sitegen.search.terms import Flags, ReportTerms

_CHARACTER_BITS: Final = 21
_ENTRY_BITS: Final = 32
# Shards are read together until they have so many bytes: no more than fits.
_AT_ONCE: Final = 1 << 20
_LAST: Final = np.int64(1) << 62
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
    held = [_held(read_shards(blocks, some), asked) for some in _batches(blocks)]
    met = np.zeros(len(what), dtype=bool)
    for fields, chosen in ((_IN_TEXT, (what & 1) > 0), (_IN_HEADING, (what & 1) == 0)):
        for field in fields:
            places = [own[field] for own in held if field in own]
            if places:
                met[chosen] |= _are_among(np.concatenate(places, axis=1), number[chosen], entry[chosen])
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


def _held(shards: Shards, asked: dict[str, int]) -> dict[int, Marks]:
    """Return what shards hold of the asked pairs: for each field the number of the pair, first entry, entries.

    A single character is found with each neighbour, and at the end of a run.
    """
    whole, alone = (
        np.fromiter(map(asked.get, texts, repeat(-1)), dtype="<i8", count=len(shards.terms))
        for texts in (shards.terms, map(itemgetter(0), shards.terms))
    )
    alone[lengths_of(shards.terms) != 2] = -1  # noqa: PLR2004 - pairs
    is_asked = np.maximum(whole, alone) >= 0
    rows = np.flatnonzero(is_asked[shards.sizes[:, 0]] & (shards.sizes[:, 1] != TITLE))
    row, first, count = read_places(shards, rows)
    term, field = shards.sizes[rows[row], 0], shards.sizes[rows[row], 1]
    held = {}
    for number in (*_IN_TEXT, *_IN_HEADING):
        own = field == number
        parts = [
            np.stack([numbers[term[own]], first[own], count[own]])[:, numbers[term[own]] >= 0]
            for numbers in (whole, alone)
        ]
        held[number] = np.concatenate(parts, axis=1)
    return held


def _are_among(places: Marks, number: Marks, entry: Marks) -> Flags:
    """Tell for each pair number and entry whether it is among `places` (number, first entry, entries)."""
    own, first, count = places
    inside = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    known = np.sort(np.append(np.repeat(own << _ENTRY_BITS | first, count) + inside, _LAST))
    asked = number << _ENTRY_BITS | entry
    found: Flags = known[np.searchsorted(known, asked)] == asked
    return found
