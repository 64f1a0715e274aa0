"""The table of contents of the search: what a browser reads first, whatever is asked."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from sitegen import words
from sitegen.search.columns import bases
from sitegen.search.terms import FIELDS

if TYPE_CHECKING:
    from sitegen.search.columns import Columns
    from sitegen.search.shards import Plan
    from sitegen.search.terms import ReportTerms

# lunr's own constants, and how much more a match counts in each field.
B, K1 = 0.75, 1.2
BOOSTS = {"title": 0.5, "heading": 1.6, "lead": 1.4, "body": 1.0}


def manifest(analysed: tuple[ReportTerms, ...], columns: Columns, spread: Plan) -> bytes:
    """Return the manifest as a block: constants of BM25, the plan of the shards, a table of the reports."""
    starts = bases(analysed)
    return _json(
        {
            "version": version(analysed),
            "entries": columns.entries,
            "end": starts[-1],
            "averages": dict(zip(FIELDS, columns.averages, strict=True)),
            "boosts": BOOSTS,
            "b": B,
            "k1": K1,
            "groups": spread.groups,
            "splits": "".join(map(str, spread.splits)),
            "traditional": _traditional(analysed),
            "reports": _reports(analysed),
        }
    )


def version(analysed: tuple[ReportTerms, ...]) -> str:
    """Return a short name for the content, which changes when any of it does."""
    digest = hashlib.sha256()
    for report in analysed:
        digest.update(repr((report.id, report.title, report.sections, report.entries)).encode())
    return digest.hexdigest()[:12]


def _reports(analysed: tuple[ReportTerms, ...]) -> dict[str, list[object]]:
    return {
        "id": [report.id for report in analysed],
        "first": list(bases(analysed)[:-1]),
        "title": [report.title for report in analysed],
        "issuer": [report.issuer for report in analysed],
        "region": [list(report.region) for report in analysed],
        "year": [report.year for report in analysed],
        "kind": [report.kind for report in analysed],
    }


def _traditional(analysed: tuple[ReportTerms, ...]) -> str:
    """Return pairs of the traditional characters that the archive prints and their simplified forms."""
    table = words.traditional()
    printed = {
        character
        for report in analysed
        for text in (
            report.title,
            *(section.heading for section in report.sections),
            *(entry.text for entry in report.entries),
        )
        for character in set(text)
    }
    return "".join(old + table[old] for old in sorted(printed & table.keys()))


def traditional_table() -> bytes:
    """Return all pairs, for a query in traditional characters."""
    return _json("".join(old + new for old, new in sorted(words.traditional().items())))


def pack(report: ReportTerms) -> bytes:
    """Return what is shown of the entries of a report: headings and texts."""
    return _json(
        {
            "sections": [[section.anchor, section.parent, section.heading] for section in report.sections],
            "entries": [
                [entry.anchor, entry.section, entry.text, entry.lead, list(entry.clauses)]
                for entry in report.entries
            ],
        }
    )


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
