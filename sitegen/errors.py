"""Everything that can be expected to go wrong or to look odd: one table, one exception.

A stage that meets something doubtful puts a `Problem` on the value it returns and goes on.
Where nothing can go on, it raises `SitegenError` with a `Problem` inside.  Both are printed by
the same few lines of the command line, in the clerk's language: where, what, what to do.
Any other exception is a bug and shows its traceback.

`KINDS` holds every message, from the table `problems.toml`.  They are the message ids of the gettext
catalogues; a test sees to it that each is translated.  Fields in braces are filled from `Problem.values`.

Libraries give their reasons in English.  `REASONS` lists those that the catalogues have, and our own; any other is left
out where the message is not in English: a clerk has no use for half a sentence of another language.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Final, Literal

from sitegen.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

Severity = Literal["error", "doubt", "note"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: how grave, what is wrong, what to do about it."""

    severity: Severity
    message: str
    hint: str = ""


KINDS: Final[dict[str, Kind]] = {
    code: Kind(**kind)
    for code, kind in tomllib.loads(
        resources.files("sitegen").joinpath("problems.toml").read_text("utf-8")
    ).items()
}


REASONS: Final = tuple(
    line
    for line in resources.files("sitegen").joinpath("reasons.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
_FIELD: Final = re.compile(r"\\{(\w+)\\}")
_FORMS: Final = tuple(
    (reason, re.compile(_FIELD.sub(r"(?P<\1>.+)", re.escape(reason)), re.DOTALL)) for reason in REASONS
)
_LEFT_OUT: Final = re.compile(r"\s?[：:（(]\s?\{reason\}[）)]?")


class SitegenError(Exception):
    """An expected failure: nothing of what was asked can be done until `problem` is mended; `problems` are all there are."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(" ".join(describe(problem)).strip())
        self.problem = problem
        self.problems: tuple[Problem, ...] = (problem,)

    def __reduce__(self) -> tuple[Callable[..., SitegenError], tuple[object, ...]]:
        """Pack what it was made of: a worker process hands it over so (an exception packs its words, which make none)."""
        return type(self), (self.problem,)


class CombinedError(SitegenError):
    """Several expected failures at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0])
        self.problems = problems

    def __reduce__(self) -> tuple[Callable[..., SitegenError], tuple[object, ...]]:
        """Pack all problems."""
        return type(self), (self.problems,)


def problem(code: str, where: str = "", line: int = 0, **values: object) -> Problem:
    """Make a `Problem` of a known kind; `values` fill the fields of its message and hint."""
    if code not in KINDS:
        raise KeyError(code)
    return Problem(
        code=code, where=where, line=line, values=tuple((key, str(value)) for key, value in values.items())
    )


def describe(problem: Problem, translate: Callable[[str], str] = str) -> tuple[str, str, str]:
    """Return a problem in words: where ("" if nowhere), what, what to do ("" if nothing)."""
    kind, values = KINDS[problem.code], dict(problem.values)
    place = f"{problem.where}:{problem.line}" if problem.line else problem.where
    hint = translate(kind.hint).format(**values) if kind.hint else ""
    message = translate(kind.message)
    for name in values.keys() & {"reason", "expected"}:
        said = _translated(values[name], translate)
        if name == "reason" and not said and message != kind.message:
            message = _LEFT_OUT.sub("", message)
        values[name] = said or values[name]
    return place, message.format(**values), hint


def _translated(reason: str, translate: Callable[[str], str]) -> str:
    """Return a reason in the clerk's language, "" if it is none that the catalogues have."""
    for known, form in _FORMS:
        if match := form.fullmatch(reason):
            inner = {key: _translated(value, translate) or value for key, value in match.groupdict().items()}
            return translate(known).format(**inner)
    return ""
