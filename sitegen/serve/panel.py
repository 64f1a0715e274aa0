"""What the panel of problems shows: those of the report in front first, each with the way to its place.

A large archive has more doubtful places than a page can hold; the panel gets the first of them, and how many there are.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from sitegen.errors import KINDS, describe
from sitegen.language import translate as _
from sitegen.serve.findings import GRAVITY, family_of, report_named
from sitegen.urls import LARGE, is_anchor, report_of, report_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sitegen.checking import Finding
    from sitegen.model import Problem
    from sitegen.serve.findings import Group
    from sitegen.serve.inspector import Survey

_MOST: Final = 200
"""Problems of other reports that are sent at once."""


def panel(survey: Survey, page: str, family: str, openable: Callable[[Problem], str]) -> dict[str, object]:
    """Return what the panel of a page shows, as JSON; `family` chooses a kind of problem, "" all.

    `page` is the file from the site's root.
    """
    own = report_of(page.removeprefix(LARGE))
    counts = Counter[str]()
    for group in survey.groups:
        for name, count in group.families:
            counts[name] += count
    ours = [group for group in survey.groups if own and group.report == own]
    here = list(_gravest(ours, family))
    total = counts[family] if family else counts.total()
    others = (group for group in survey.groups if not own or group.report != own)
    return {
        "complete": survey.is_complete,
        "total": sum(group.pressing for group in survey.groups),
        "here": sum(group.pressing for group in ours),
        "all": counts.total(),
        "families": [
            {"name": name, "label": label, "count": counts[name]}
            for name, label in _labels().items()
            if counts[name]
        ],
        "own": [_row(each, openable) for each in here],
        "others": [_row(each, openable) for each in islice(_gravest(tuple(others), family), _MOST)],
        "more": _more(total - len(here) - _MOST),
        "pages": _pages(own),
        "words": words(),
    }


def _gravest(groups: Sequence[Group], family: str) -> Iterator[Finding]:
    """Yield what is wrong, the gravest first; `family` chooses a kind, "" all."""
    for gravity in GRAVITY:
        for some in filter(None, (group.of(gravity) for group in groups)):
            yield from (each for each in some if family in {"", family_of(each.problem)})


def _more(count: int) -> str:
    return _("{count} more; choose a kind to see fewer.").format(count=count) if count > 0 else ""


def words() -> dict[str, str]:
    """Return what the panel says of itself, in the clerk's language."""
    return {
        "title": _("Problems"),
        "button": _("Problems: {count}"),
        "here": _("In this report"),
        "others": _("In the archive"),
        "none": _("No problems found."),
        "looking": _("Looking through the archive …"),
        "all": _("All kinds"),
        "kind": _("Kind"),
        "close": _("Close"),
        "open": _("Open in the editor"),
        "copy": _("Copy the place"),
        "copied": _("Copied"),
        "error": _("Error"),
        "doubt": _("Doubt"),
        "note": _("Note"),
    }


def _pages(report_id: str) -> list[dict[str, str]]:
    """Return the links to what else the preview has."""
    changes = {"label": _("What will change on the site"), "address": "/__sitegen/changes"}
    source = {"label": _("Beside the source"), "address": f"/__sitegen/source/{report_id}"}
    return [source, changes] if report_id else [changes]


def _labels() -> dict[str, str]:
    return {
        "text": _("Quotes, stops, lost text"),
        "numbering": _("Numbering"),
        "anchors": _("Anchors"),
        "links": _("Links"),
        "metadata": _("Front matter"),
        "personal": _("Personal data"),
        "figures": _("Figures"),
        "files": _("Files"),
        "site": _("Site and settings"),
    }


def _row(finding: Finding, openable: Callable[[Problem], str]) -> dict[str, object]:
    problem = finding.problem
    place, message, hint = describe(problem, _)
    return {
        "severity": KINDS[problem.code].severity,
        "place": place,
        "message": message,
        "hint": hint,
        "page": _page(finding),
        "file": openable(problem),
        "line": problem.line,
    }


def _page(finding: Finding) -> str:
    """Return where a problem can be seen in the preview, "" if nowhere."""
    report_id = report_named(finding.problem)
    if not report_id:
        return f"/{finding.problem.where}" if finding.problem.where.endswith("index.html") else ""
    values = dict(finding.problem.values)
    named = (
        finding.anchor,
        values.get("anchors", "").replace(",", " ").partition(" ")[0],
        values.get("anchor", ""),
    )
    anchor = next((name for name in named if is_anchor(name)), "")
    return report_url(report_id) + (f"#{anchor}" if anchor else "")
