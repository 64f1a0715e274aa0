"""The table of contents of the search: what a browser reads first, whatever is asked.

It is the only file that is asked for anew each time, and names the mark of every other one, which is part of that
file's name: after an edit a browser fetches only what has changed, and a page that was opened before goes on
with the files that it knows as long as the host keeps them.  Everybody fetches it, so it has no more than every question
needs: names of reports stand in the packs and, for lists without words, in a table of their own; in a large archive
neighbouring files share a mark.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen import words
from sitegen.search.columns import averages, rooms
from sitegen.search.files import mark, text_block
from sitegen.search.terms import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.search.shards import Plan
    from sitegen.search.terms import ReportTerms

# lunr's own constants, and how much more a match counts in each field.
B: Final = 0.75
K1: Final = 1.2
# The files that are read whole, by name.
TABLES: Final = ("initiatives", "pinyin", "readings", "reports", "traditional")
# Marks are what packs worst and everybody fetches them, so an archive has only so many: neighbouring files share one.  A new report
# changes nearly all shards anyway, and the packs of its neighbours are one in a hundred.
MOST_MARKS: Final = 128
BOOSTS: Final = {"title": 0.5, "heading": 1.6, "lead": 1.4, "body": 1.0}


def manifest(
    analysed: tuple[ReportTerms, ...], plan: Plan, marks: dict[str, str], packs: tuple[int, Shared]
) -> bytes:
    """Return the manifest as a block: constants of BM25, the plan of the shards, a table of the reports, all marks.

    `packs` are the size and the marks of the packs.
    """
    shards = shard_marks(marks, plan)
    return json_block(
        {
            "entries": sum(report.entries for report in analysed),
            "averages": dict(zip(FIELDS, averages(analysed), strict=True)),
            "boosts": BOOSTS,
            "b": B,
            "k1": K1,
            "groups": plan.groups,
            "splits": "".join(map(str, plan.splits)),
            "shards": [shards.together, shards.text],
            "packed": packs[0],
            "packs": [packs[1].together, packs[1].text],
            "tables": {name: marks[name] for name in TABLES},
            "traditional": _traditional(analysed),
            "reports": _reports(analysed),
        }
    )


def shard_marks(marks: dict[str, str], plan: Plan) -> Shared:
    """Return the marks of all shards, in the order of their names, given each one's own by name."""
    names = [name for group in range(plan.groups) for name in plan.names(group)]
    return shared([(name, marks[name]) for name in names], MOST_MARKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Marks that so many neighbouring files have `together`: as one text, and by the name of each file."""

    together: int
    text: str
    by_name: dict[str, str]


def shared(own: list[tuple[str, str]], most: int) -> Shared:
    """Return what marks files carry, given the name and the own mark of each: at most `most` different ones."""
    together = 1
    while together * most < len(own):
        together *= 2
    text = ""
    by_name: dict[str, str] = {}
    for at in range(0, len(own), together):
        some = own[at : at + together]
        common = mark("".join(each for _, each in some).encode()) if together > 1 else some[0][1]
        text += common
        by_name |= {name: common for name, _ in some}
    return Shared(together=together, text=text, by_name=by_name)


def _reports(analysed: tuple[ReportTerms, ...]) -> dict[str, object]:
    """Return columns of the reports; what many have in common is written once."""
    return {
        "rooms": [rooms(report) for report in analysed],
        "office": _column(
            analysed, lambda report: [report.issuer, *(part.replace("/", "") for part in report.region)]
        ),
        "kind": _column(analysed, lambda report: report.kind),
        "year": _steps([report.year for report in analysed]),
    }


def report_table(analysed: tuple[ReportTerms, ...]) -> bytes:
    """Return the ids and titles of all reports, for lists of reports."""
    return json_block([[report.id for report in analysed], [report.title for report in analysed]])


def _column(analysed: tuple[ReportTerms, ...], value: Callable[[ReportTerms], object]) -> list[object]:
    """Return the distinct values in order of appearance, and the steps from each report's number to the next one's.

    Reports stand in the order of their years and offices, so that most steps are alike and pack to nothing.
    """
    values = [value(report) for report in analysed]
    numbers: dict[str, int] = {}
    places = [numbers.setdefault(json.dumps(each, ensure_ascii=False), len(numbers)) for each in values]
    return [[json.loads(each) for each in numbers], _steps(places)]


def _steps(numbers: list[int]) -> list[int]:
    return [number - before for before, number in pairwise([0, *numbers])]


def _traditional(analysed: tuple[ReportTerms, ...]) -> str:
    """Return pairs of the traditional characters that the archive prints and their simplified forms."""
    table = words.traditional()
    printed = sorted({character for report in analysed for character in report.traditional})
    return "".join(old + table[old] for old in printed)


def traditional_table() -> bytes:
    """Return all pairs, for a query in traditional characters."""
    return json_block("".join(old + new for old, new in sorted(words.traditional().items())))


def json_block(value: object) -> bytes:
    """Return `value` as a block of compact JSON."""
    return text_block(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
