"""What went wrong or looks odd."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.model.pickling import pickled


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One doubtful place or expected failure.

    `code` names its kind in `errors.KINDS`, which holds the message and the hint; `values`
    fill their fields.  `where` is a file, report id or address; `line` counts from 1 (0: none).
    """

    code: str
    where: str = ""
    line: int = 0
    values: tuple[tuple[str, str], ...] = ()
