"""The table of contents of the search: what a browser reads first, whatever is asked.

It is the only file that is asked for anew each time, and names the mark of every other one, which is part of that
file's name: after an edit a browser fetches only what has changed, and a page that was opened before goes on
with the files that it knows as long as the host keeps them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sitegen import words
from sitegen.search.columns import averages, bases
from sitegen.search.terms import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.search.shards import Plan
    from sitegen.search.terms import ReportTerms

# lunr's own constants, and how much more a match counts in each field.
B: Final = 0.75
K1: Final = 1.2
BOOSTS: Final = {"title": 0.5, "heading": 1.6, "lead": 1.4, "body": 1.0}


def manifest(
    analysed: tuple[ReportTerms, ...], plan: Plan, marks: dict[str, str], packs: tuple[int, str]
) -> bytes:
    """Return the manifest as a block: constants of BM25, the plan of the shards, a table of the reports, all marks.

    `packs` are the size and the marks of the packs.
    """
    shards = "".join(marks[name] for group in range(plan.groups) for name in plan.names(group))
    return as_json(
        {
            "entries": sum(report.entries for report in analysed),
            "end": bases(analysed)[-1],
            "averages": dict(zip(FIELDS, averages(analysed), strict=True)),
            "boosts": BOOSTS,
            "b": B,
            "k1": K1,
            "groups": plan.groups,
            "splits": "".join(map(str, plan.splits)),
            "shards": shards,
            "packed": packs[0],
            "packs": packs[1],
            "tables": {name: marks[name] for name in ("aliases", "traditional")},
            "traditional": _traditional(analysed),
            "reports": _reports(analysed),
        }
    )


def _reports(analysed: tuple[ReportTerms, ...]) -> dict[str, object]:
    """Return columns of the reports; what many have in common is written once."""
    return {
        "entries": [report.entries for report in analysed],
        "id": _column(analysed, lambda report: report.id.replace(str(report.year), "{year}")),
        "title": _column(
            analysed,
            lambda report: report.title.replace(report.issuer, "{issuer}").replace(
                str(report.year), "{year}"
            ),
        ),
        "issuer": _column(analysed, lambda report: report.issuer),
        "region": _column(analysed, lambda report: "/".join(part.replace("/", "") for part in report.region)),
        "kind": _column(analysed, lambda report: report.kind),
        "year": [report.year for report in analysed],
    }


def _column(analysed: tuple[ReportTerms, ...], value: Callable[[ReportTerms], str]) -> list[object]:
    """Return the distinct values in order of appearance, and the number of each report's."""
    numbers: dict[str, int] = {}
    places = [numbers.setdefault(value(report), len(numbers)) for report in analysed]
    return [list(numbers), places]


def _traditional(analysed: tuple[ReportTerms, ...]) -> str:
    """Return pairs of the traditional characters that the archive prints and their simplified forms."""
    table = words.traditional()
    printed = sorted({character for report in analysed for character in report.traditional})
    return "".join(old + table[old] for old in printed)


def traditional_table() -> bytes:
    """Return all pairs, for a query in traditional characters."""
    return as_json("".join(old + new for old, new in sorted(words.traditional().items())))


def as_json(value: object) -> bytes:
    """Return `value` as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
