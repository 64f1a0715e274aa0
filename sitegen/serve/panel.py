"""What the panel of problems shows: those of the report in front first, each with the way to its place.

A large archive has more doubtful places than a page can hold; the panel gets the first of them, and how many there are.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sitegen.errors import KINDS, describe
from sitegen.language import translate as _
from sitegen.urls import LARGE, is_anchor, is_id, report_of, report_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.checking import Finding
    from sitegen.model import Problem
    from sitegen.serve.inspector import Survey

_MOST: Final = 200
"""Problems of other reports that are sent at once."""
_GRAVITY: Final = {"error": 0, "doubt": 1, "note": 2}
_FAMILIES: Final = {
    "number": "numbering", "heading": "numbering",
    "anchor": "anchors", "anchors": "anchors", "id": "anchors",
    "link": "links", "page": "links", "move": "links", "moves": "links",
    "quotes": "text", "brackets": "text", "stop": "text", "sentences": "text", "text": "text", "space": "text",
    "private": "text", "characters": "text",
    "front": "metadata",
    "personal": "personal",
    "figure": "figures", "figures": "figures", "correction": "figures", "corrections": "figures",
    "file": "files", "draft": "files", "record": "files",
}  # fmt: skip
"""The family of a problem by the first word of its code; all others are of the family `site`."""


def panel(survey: Survey, page: str, family: str, openable: Callable[[Problem], str]) -> dict[str, object]:
    """Return what the panel of a page shows, as JSON; `family` chooses a kind of problem, "" all.

    `page` is the file from the site's root.
    """
    own = report_of(page.removeprefix(LARGE))
    shown = [each for each in survey.findings if family in {"", family_of(each.problem)}]
    shown.sort(key=lambda each: _GRAVITY[KINDS[each.problem.code].severity])
    here = [each for each in shown if own and report_named(each.problem) == own]
    others = [each for each in shown if not own or report_named(each.problem) != own]
    pressing = [each for each in survey.findings if KINDS[each.problem.code].severity != "note"]
    counts = Counter(family_of(each.problem) for each in survey.findings)
    return {
        "complete": survey.is_complete,
        "total": len(pressing),
        "here": sum(1 for each in pressing if own and report_named(each.problem) == own),
        "all": len(survey.findings),
        "families": [
            {"name": name, "label": label, "count": counts[name]}
            for name, label in _labels().items()
            if counts[name]
        ],
        "own": [_row(each, openable) for each in here],
        "others": [_row(each, openable) for each in others[:_MOST]],
        "more": _more(len(others) - _MOST),
        "pages": _pages(own),
        "words": words(),
    }


def _more(count: int) -> str:
    return _("{count} more; choose a kind to see fewer.").format(count=count) if count > 0 else ""


def family_of(problem: Problem) -> str:
    """Return the family of a problem: what the panel can be filtered by."""
    return _FAMILIES.get(problem.code.partition("-")[0], "site")


def report_named(problem: Problem) -> str:
    """Return the id of the report that a problem is about, "" if it is about none."""
    return _report_in(problem.where)


@lru_cache(maxsize=1 << 15)
def _report_in(where: str) -> str:
    name = where.rpartition("/")[2]
    stem = where[: len(where) - len(name)] + name.partition(".")[0]
    return stem if is_id(stem) and "." in name and not name.endswith((".toml", ".html")) else ""


def words() -> dict[str, str]:
    """Return what the panel says of itself, in the clerk's language."""
    return {
        "title": _("Problems"),
        "button": _("{count} problems"),
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
