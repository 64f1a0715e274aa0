"""Which entries tell of which initiative: what the search filters by, and counts among what it has found.

A table of the names, and files with the entries, some initiatives in each.  A browser fetches the table and one file
when somebody asks for one initiative, and all of them when it is to be told how many results tell of each; who
does neither fetches nothing of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.search.columns import bases
from sitegen.search.files import mark
from sitegen.search.manifest import json_block
from sitegen.search.numbers import encode_numbers
from sitegen.search.shown import BLOCK
from sitegen.urls import passage_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import Initiative, Ref
    from sitegen.search.numbers import Marks
    from sitegen.search.terms import ReportTerms

TARGET: Final = 48 * 1024
"""Bytes of a file, from which on the next initiative begins another one."""
# A name is looked for in so many places that tell of the initiative.
_LOOKED_AT: Final = 24
_NAME: Final = re.compile(r"[\w+]{3,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFiles:
    """`table` is JSON: {"names": of all initiatives, "aliases": lists of other names, "files": [mark, initiatives in it] of each}.

    `blocks` are the files by name.  For each initiative a block has the number of its entries, then the gap from each
    to the one before, as LEB128.
    """

    table: bytes
    blocks: tuple[tuple[str, bytes], ...]


def initiative_files(
    initiatives: tuple[Initiative, ...], analysed: tuple[ReportTerms, ...]
) -> InitiativeFiles:
    """Return the table and the files of `initiatives`, those that most entries tell of first."""
    places = _places(analysed)
    told = [(_entries(each.members, places), each) for each in initiatives]
    told = sorted((one for one in told if len(one[0])), key=lambda one: (-len(one[0]), one[1].id))
    blocks = list(_blocks([entries for entries, _ in told]))
    table = {
        "names": [each.name for _, each in told],
        "aliases": [[other for other in each.aliases if other != each.name] for _, each in told],
        "files": [[mark(block), count] for block, count in blocks],
    }
    named = tuple((f"i/{number:x}", block) for number, (block, _) in enumerate(blocks))
    return InitiativeFiles(table=json_block(table), blocks=named)


def printed_names(initiatives: tuple[Initiative, ...], analysed: tuple[ReportTerms, ...]) -> list[str]:
    """Return the names and other names of `initiatives` that reports print, the most printed first.

    Many a name only says what is gathered under it (棚户区与旧区改造): who searched for that would find little.
    """
    places, reports = _places(analysed), {report.id: report for report in analysed}
    counts: Counter[str] = Counter()
    for each in initiatives:
        names = [name for name in dict.fromkeys((each.name, *each.aliases)) if _NAME.fullmatch(name)]
        for text in _texts(each.members, places, reports):
            counts.update({name: len(each.members) for name in names if name in text})
    return sorted(counts, key=lambda name: (-counts[name], name))


def _texts(
    members: Sequence[Ref], places: dict[str, tuple[int, dict[str, int]]], reports: dict[str, ReportTerms]
) -> Iterator[str]:
    """Yield the text of some of the places that `members` name, each with its neighbours."""
    for member in members[:: max(1, len(members) // _LOOKED_AT)]:
        place = places[member.report][1].get(passage_of(member.anchor))
        if place is not None:
            yield reports[member.report].shown[place // BLOCK].text


def _places(analysed: tuple[ReportTerms, ...]) -> dict[str, tuple[int, dict[str, int]]]:
    """Return for each report the number of its first entry, and the place of each anchor among its entries."""
    return {
        report.id: (base, {anchor: place for place, anchor in enumerate(report.anchors.split())})
        for report, base in zip(analysed, bases(analysed), strict=False)
    }


def _entries(members: Sequence[Ref], places: dict[str, tuple[int, dict[str, int]]]) -> Marks:
    """Return the numbers of the entries that `members` are in, sorted."""
    found = set()
    for member in members:
        base, anchors = places[member.report]
        place = anchors.get(passage_of(member.anchor))
        if place is not None:
            found.add(base + place)
    return np.array(sorted(found), dtype="<i8")


def _blocks(told: list[Marks]) -> Iterator[tuple[bytes, int]]:
    """Yield each block and for how many initiatives it is."""
    block, count = b"", 0
    for entries in told:
        numbers = np.concatenate([[len(entries)], np.diff(entries, prepend=0)])
        block += encode_numbers(numbers)[0]
        count += 1
        if len(block) >= TARGET:
            yield block, count
            block, count = b"", 0
    if count:
        yield block, count
