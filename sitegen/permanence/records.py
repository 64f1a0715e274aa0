"""The record of a report as it is written: JSON with a line for each thing that version control should tell apart.

Beside it lie the words that were published last, a line for each passage, so that the next publication can
tell what was corrected.  Both are committed with the archive: they are its memory of what the public has seen.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import Correction, Record, Revision
from sitegen.permanence.runs import from_runs, to_runs
from sitegen.urls import is_anchor

if TYPE_CHECKING:
    from collections.abc import Iterable

_VERSION: Final = 1

Words = tuple[tuple[str, str], ...]
"""What stands at each passage, heading and field of the front matter: (anchor or field, text), in reading order."""


def dump_record(record: Record) -> str:
    """Write a record."""
    head = {
        "format": _VERSION,
        "first": record.first,
        "title": record.title,
        "issuer": record.issuer,
        "year": record.year,
        "version": record.version,
    }
    lines = [f"  {_json(key)}: {_json(value)}" for key, value in head.items()]
    lines.append(f'  "anchors": [{_rows(to_runs(record.anchors))}]')
    lines.append(f'  "corrections": [{_rows(map(_correction, record.corrections))}]')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def load_record(where: str, report_id: str, text: str) -> Record:
    """Read a record.  Raises `SitegenError` if it is damaged: published links depend on it."""
    try:
        data = json.loads(text)
        if data["format"] != _VERSION:
            raise ValueError(f"format {data['format']}")  # noqa: TRY301 - told like every other damage
        return Record(
            report=report_id,
            first=str(data["first"]),
            title=str(data["title"]),
            issuer=str(data["issuer"]),
            year=int(data["year"]),
            version=str(data["version"]),
            anchors=_checked(from_runs(data["anchors"])),
            corrections=tuple(map(_read_correction, data["corrections"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SitegenError(problem("record-broken", where, reason=error)) from error


def dump_words(words: Words) -> str:
    """Write the words of a report, a line for each place."""
    return "".join(f"{_json(list(row))}\n" for row in words)


def load_words(where: str, text: str) -> Words:
    """Read the words of a report.  Raises `SitegenError` if they are damaged."""
    try:
        rows = [json.loads(line) for line in text.splitlines()]
        return tuple((str(anchor), str(words)) for anchor, words in rows)
    except (ValueError, TypeError) as error:
        raise SitegenError(problem("record-broken", where, reason=error)) from error


def _checked(anchors: tuple[str, ...]) -> tuple[str, ...]:
    for anchor in anchors:
        if not is_anchor(anchor):
            raise ValueError(f"not an anchor: {anchor}")
    return anchors


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "date": correction.date,
        "reason": correction.reason,
        "revisions": [[each.anchor, each.before, each.after] for each in correction.revisions],
    }


def _read_correction(data: dict[str, Any]) -> Correction:
    return Correction(
        date=str(data["date"]),
        reason=str(data["reason"]),
        revisions=tuple(
            Revision(anchor=str(anchor), before=str(before), after=str(after))
            for anchor, before, after in data["revisions"]
        ),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rows(values: Iterable[object]) -> str:
    body = ",\n".join(f"    {_json(value)}" for value in values)
    return f"\n{body}\n  " if body else ""
