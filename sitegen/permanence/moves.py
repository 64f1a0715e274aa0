"""The keeper's word on where published addresses lead: `content/moved.toml`.

    [[moved]]                              # the report has another id now
    from = "wujiaochang/2022"
    to = "wujiaochang-jiedao/2022"

    [[moved]]                              # withdrawn: a notice stands in its place
    from = "gumeilu/2021"
    date = 2026-11-24
    reason = "发布单位已撤回，更正后另行发布。"

An address is a report, a passage (`wujiaochang/2023#s2-3`) or any page of the site (`/issuers/wujiaochang/`).
"""

from __future__ import annotations

import datetime
import tomllib
from typing import TYPE_CHECKING, Any, Final

from sitegen.errors import CombinedError, SitegenError, problem
from sitegen.model import Move
from sitegen.urls import parse_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Problem

MOVES: Final = "moved.toml"
"""The name of the file, in the content folder."""
_KEYS: Final = frozenset({"from", "to", "date", "reason"})


def parse_moves(where: str, text: str) -> tuple[Move, ...]:
    """Read the file of moves.  Raises `SitegenError` with everything that is wrong in it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SitegenError(problem("moves-broken", where, reason=error)) from error
    rows = data.get("moved", [])
    if set(data) - {"moved"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SitegenError(problem("moves-broken", where, reason="only [[moved]] tables are expected"))
    problems = tuple(found for row in rows for found in _wrong(where, row)) or tuple(_twice(where, rows))
    if problems:
        raise CombinedError(problems)
    return tuple(map(_move, rows))


def _wrong(where: str, row: dict[str, Any]) -> Iterator[Problem]:
    origin = str(row.get("from", ""))
    for key in sorted(row.keys() - _KEYS):
        yield problem("moves-row", where, origin=origin, reason=f"“{key}” is not known")
    for key in ("from", "to"):
        if key in row and (not isinstance(row[key], str) or parse_place(row[key]) is None):
            yield problem("moves-row", where, origin=origin, reason=f"“{key}” is no report, passage or page")
    if "from" not in row:
        yield problem("moves-row", where, origin=origin, reason="“from” is missing")
    if "date" in row and _date(row["date"]) is None:
        yield problem("moves-row", where, origin=origin, reason="“date” is not like 2026-11-24")
    if "to" not in row and not (row.get("date") and str(row.get("reason", "")).strip()):
        yield problem("moves-row", where, origin=origin, reason="without “to”, date and reason are needed")


def _twice(where: str, rows: list[dict[str, Any]]) -> Iterator[Problem]:
    origins = [parse_place(row["from"]) for row in rows]
    for at, row in enumerate(rows):
        if origins[at] in origins[:at]:
            yield problem("moves-row", where, origin=row["from"], reason="it is listed twice")


def _move(row: dict[str, Any]) -> Move:
    page, anchor = parse_place(row["from"]) or ("", "")
    target, target_anchor = parse_place(row.get("to", "")) or ("", "")
    return Move(
        page=page,
        anchor=anchor,
        target=target,
        target_anchor=target_anchor,
        date=_date(row.get("date", "")) or "",
        reason=str(row.get("reason", "")).strip(),
    )


def _date(value: object) -> str | None:
    """Return a date of TOML, or a text like one, in ISO 8601; None if it is neither."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    try:
        return datetime.date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        return None
