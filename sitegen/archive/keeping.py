"""Files that the keeper of an archive writes by hand: TOML tables of one name, a table for each thing said.

    [[link]]
    between = ["wujiaochang/2023#s2-3-p1-c2", "gumeilu/2023#s3-1-p2-c1"]
    verdict = "same"

A byte order mark and Windows line ends do no harm.  Whatever is wrong is told with its line, all of it at once.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sitegen.errors import CombinedError, SitegenError, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Problem

BYTE_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Row:
    """A table of a keeper's file: the line that it starts on (0 if that cannot be told) and its values by key."""

    line: int
    values: dict[str, Any]


def read_rows(where: str, name: str, text: str) -> tuple[Row, ...]:
    """Return the tables `[[name]]` of a file.  Raises `SitegenError` if it is not TOML or holds anything else."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line ([0-9]+)", str(error))
        raise SitegenError(
            problem("keeper-broken", where, int(line[1]) if line else 0, reason=error)
        ) from error
    rows = data.pop(name, [])
    if data or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SitegenError(problem("keeper-tables", where, name=name))
    heads = [number for number, line in enumerate(text.split("\n"), 1) if _is_head(line, name)]
    lines = heads if len(heads) == len(rows) else [0] * len(rows)
    return tuple(map(Row, lines, rows))


def unknown_keys(where: str, row: Row, known: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each key of a row that means nothing."""
    listed = sorted(known)
    for key in sorted(row.values.keys() - set(listed)):
        yield problem("keeper-key", where, row.line, key=key, known=", ".join(listed))


def wrong_value(where: str, row: Row, key: str) -> Problem:
    """Return the problem of a value that is missing or cannot be used."""
    return problem("keeper-value", where, row.line, key=key, value=row.values.get(key, ""))


def refuse(problems: Iterable[Problem]) -> None:
    """Raise `SitegenError` with all problems, if there are any."""
    listed = tuple(problems)
    if listed:
        raise CombinedError(listed)


def _is_head(line: str, name: str) -> bool:
    return re.fullmatch(rf"\[\[\s*{name}\s*\]\]\s*(?:#.*)?", line.strip()) is not None
