"""What is doubtful about one content file, each with its place on the report's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen import reports
from sitegen.assembly import load_report
from sitegen.checking.links import written_links
from sitegen.errors import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.assembly import Loaded
    from sitegen.checking.links import Written
    from sitegen.model import Problem, Report
    from sitegen.sources import ContentFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem of a report with the anchor of the passage that it is about ("" for the report as a whole)."""

    problem: Problem
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What was found in a content file: problems, and the links that its text holds."""

    findings: tuple[Finding, ...]
    links: tuple[Written, ...] = ()


def examine(file: ContentFile, base_url: str, loaded: Loaded | tuple[Problem, ...] | None = None) -> Examined:
    """Return all that is doubtful about a content file: how it is written, its front matter, its text, its anchors.

    `base_url` is the address of the site, for its links; `loaded` what `load_report` returns of the file, if it was asked.
    """
    where = f"{file.id}.md"
    loaded = load_report(file) if loaded is None else loaded
    if isinstance(loaded, tuple):
        return Examined(findings=tuple(Finding(problem=found) for found in loaded))
    report = loaded.report
    problems = (
        *report.problems,
        *reports.check_front_matter(where, file.text),
        *reports.find_doubts(where, report),
        *(_unlocked(where, file.lock, report) if not loaded.is_locked else ()),
    )
    anchors = _anchors(report)
    return Examined(
        findings=tuple(Finding(problem=found, anchor=anchors.get(found.line, "")) for found in problems),
        links=tuple(written_links(report, base_url)),
    )


def _anchors(report: Report) -> dict[int, str]:
    """Return the anchors of the sections and passages of a report by the line that each begins on."""
    anchors = {path[-1].line: path[-1].anchor for path in report.walk()}
    return anchors | {passage.line: passage.anchor for _, passage in report.walk_passages()}


def _unlocked(where: str, lock: str, report: Report) -> Iterator[Problem]:
    """Yield what the lock on disk does not know yet: passages that vanished since, and how many are new."""
    locked = reports.load_lock(where, lock) if lock else reports.EMPTY
    present = reports.lock_of(report)
    known = {stone.anchor for stone in locked.gone}
    for stone in report.gone:
        if stone.anchor not in known:
            yield problem("anchor-gone", where, anchor=stone.anchor, parent=stone.parent or report.id)
    fresh = len({anchor for anchor, _ in present.anchors} - {anchor for anchor, _ in locked.anchors})
    if fresh:
        yield problem("anchors-unlocked", where, count=fresh)
