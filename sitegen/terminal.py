"""What the clerk sees: problems, progress and results on the terminal, as plain lines elsewhere.

The only place that prints.  Problems and progress go to standard error, results to standard output.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from sitegen.errors import KINDS, describe
from sitegen.language import translate as _
from sitegen.language import translate_count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sitegen.model import Problem, Unit

_STYLES: Final = {"error": "bold red", "doubt": "yellow", "note": "dim"}
_MOST_LINES: Final = 12
"""Numbers of lines that are named for problems which are not printed."""
_MARKS: Final = {"error": "✗", "doubt": "?", "note": "·"}

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def show_problems(problems: Sequence[Problem], most: int = 0, unit: Unit = "line") -> None:
    """Print problems, a line each with the hint below it, the hint of a kind only once.

    Of each kind at most `most` (0: all) are printed; a line below the last says how many more there are, and where:
    `unit` is what is counted in the file that they are of.
    """
    hinted: set[str] = set()
    kinds = Counter(problem.code for problem in problems)
    seen: Counter[str] = Counter()
    for problem in problems:
        seen[problem.code] += 1
        if most and seen[problem.code] > most:
            continue
        _show(problem, hinted)
        if most and seen[problem.code] == most < kinds[problem.code]:
            _show_rest([other for other in problems if other.code == problem.code][most:], unit)


def _show(problem: Problem, hinted: set[str]) -> None:
    place, message, hint = describe(problem, _)
    severity = KINDS[problem.code].severity
    where = f"[cyan]{escape(place)}[/]  " if place else ""
    err.print(f"[{_STYLES[severity]}]{_MARKS[severity]}[/] {where}{escape(message)}")
    if hint and hint not in hinted:
        err.print(f"  [dim]→ {escape(hint)}[/]")
    hinted.add(hint)


def _show_rest(others: Sequence[Problem], unit: Unit) -> None:
    """Print how many problems of a kind were not printed, and in which lines they are."""
    lines = list(dict.fromkeys(str(problem.line) for problem in others if problem.line))
    places = _(", ").join([*lines[:_MOST_LINES], *(["…"] if len(lines) > _MOST_LINES else [])])
    said = {
        "line": _("{count} more of this kind, in lines {lines}"),
        "paragraph": _("{count} more of this kind, in paragraphs {lines}"),
        "page": _("{count} more of this kind, on pages {lines}"),
    }
    words = said[unit] if lines else _("{count} more of this kind")
    err.print(f"  [dim]… {escape(words.format(count=len(others), lines=places))}[/]")


def problems_as_json(problems: Iterable[Problem]) -> str:
    """Return problems as a JSON array for other programs."""
    rows = []
    for problem in problems:
        place, message, hint = describe(problem, _)
        severity = KINDS[problem.code].severity
        rows.append({
            "code": problem.code, "severity": severity, "where": problem.where, "line": problem.line,
            "place": place, "message": message, "hint": hint,
        })  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=2)


def count_problems(problems: Iterable[Problem]) -> str:
    """Return how many problems of each gravity there are, in words; "" if none."""
    counts = Counter(KINDS[problem.code].severity for problem in problems)
    errors, doubts, notes = counts["error"], counts["doubt"], counts["note"]
    words = (
        translate_count("{count} error", "{count} errors", errors) if errors else "",
        translate_count("{count} doubtful place", "{count} doubtful places", doubts) if doubts else "",
        translate_count("{count} note", "{count} notes", notes) if notes else "",
    )
    return _(", ").join(filter(None, words))


@contextmanager
def steps() -> Iterator[Callable[[str, int], None]]:
    """Show what a build is doing: a status line on a terminal, nothing elsewhere (the result says it all).

    It has no thread of its own, so that the work may fork.
    """
    words = {"read": _("Reading {count} reports"), "link": _("Linking {count} reports"),
             "render": _("Rendering {count} pages"), "search": _("Indexing {count} reports")}  # fmt: skip
    with Progress(
        TextColumn("{task.description}"),
        console=err,
        transient=True,
        disable=not err.is_terminal,
        auto_refresh=False,
    ) as progress:
        task = progress.add_task(_("Starting"), total=None)
        progress.refresh()
        yield lambda step, count: progress.update(
            task, description=words[step].format(count=count), refresh=True
        )


@contextmanager
def bar(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show a progress bar on a terminal; call the result with what is done.

    It refreshes only then, without a thread of its own, so that the work may fork.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(
        *columns, console=err, transient=True, disable=not err.is_terminal, auto_refresh=False
    ) as progress:
        task = progress.add_task(title, total=total, name="")
        yield lambda name: progress.update(task, advance=1, name=escape(name), refresh=True)
