"""What a publication would do, as the keeper sees it: reports first, then how many files of each kind."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rich.filesize import decimal as file_size

from sitegen.language import translate as _
from sitegen.publish.serving import untwinned
from sitegen.terminal import out
from sitegen.urls import LARGE, report_of, report_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.build import Build
    from sitegen.publish import Planned
    from sitegen.publish.plan import Plan
    from sitegen.publish.recording import Due

_MOST: Final = 50
"""Reports of one kind of change that are named; whoever publishes ten thousand for the first time wants to know how many."""


def show_plan(target: str, ready: Planned, built: Build, *, is_dry: bool, with_files: bool) -> None:
    """Print what a publication does: in a dry run report by report, `with_files` also file by file."""
    if is_dry:
        for line in (*_reports(ready, built), *_kinds(ready.plan)):
            out.print(line, markup=False)
    if with_files:
        for line in _files(ready):
            out.print(line, markup=False)
    plan = ready.plan
    words = _(
        "{target}: {added} to add, {changed} to change, {removed} to remove, {unchanged} unchanged; {size} to send"
    )
    out.print(
        words.format(
            target=target, added=len(plan.added), changed=len(plan.changed), removed=len(plan.removed),
            unchanged=plan.unchanged, size=file_size(plan.size),
        ),
        markup=False,
    )  # fmt: skip


def _reports(ready: Planned, built: Build) -> Iterator[str]:
    """Yield the reports that come, are corrected and go, and the published anchors that lead elsewhere from now on."""
    titles = {report.id: report.meta.title for report in built.reports}
    plan = ready.plan
    yield from _named(_("New reports"), "+", _own_pages(plan.added) & titles.keys(), titles)
    if ready.due:
        yield from _named(_("Corrections to be announced"), "~", set(ready.due.corrected), titles)
    yield from _named(_("Reports that go"), "-", _own_pages(plan.removed), titles)
    away = {report_of(forward.page) for forward in built.forwards if forward.page in plan.changed}
    yield from _named(_("Reports whose address leads elsewhere now"), "→", away - {""}, titles)
    yield from _named(_("Published anchors whose passage is gone"), "→", set(_gone(ready.due, built)), {})


def _own_pages(paths: Iterable[str]) -> set[str]:
    return {report for path in paths if (report := report_of(path)) and path == report_page(report)}


def _named(title: str, mark: str, reports: set[str], titles: dict[str, str]) -> Iterator[str]:
    if not reports:
        return
    yield _("{title}: {count}").format(title=title, count=len(reports))
    listed = sorted(reports)
    yield from (f"  {mark} {report}  {titles.get(report, '')}".rstrip() for report in listed[:_MOST])
    if len(listed) > _MOST:
        yield f"  … {_('and {count} more').format(count=len(listed) - _MOST)}"


def _gone(due: Due | None, built: Build) -> Iterator[str]:
    """Yield the anchors whose words go with this publication, with where links to them land."""
    for report in built.reports:
        if due and report.id in due.corrected:
            parents = {stone.anchor: stone.parent for stone in report.gone}
            for revision in due.past.records[report.id].corrections[-1].revisions:
                if not revision.after and revision.anchor in parents:
                    yield f"{report.id}#{revision.anchor} → {parents[revision.anchor] or report.id}"


def _kinds(plan: Plan) -> Iterator[str]:
    """Yield for each kind of file how many are added, changed and removed."""
    counts = [Counter(map(_kind, paths)) for paths in (plan.added, plan.changed, plan.removed)]
    names = {
        "report": _("pages of reports"),
        "page": _("other pages"),
        "large": _("pages in larger type"),
        "search": _("files of the search"),
        "asset": _("styles, scripts and fonts"),
        "twin": _("compressed copies"),
        "data": _("data and other files"),
    }
    for kind, name in names.items():
        added, changed, removed = (count[kind] for count in counts)
        if added or changed or removed:
            yield _("{name}: +{added} ~{changed} -{removed}").format(
                name=name, added=added, changed=changed, removed=removed
            )


def _kind(path: str) -> str:
    if untwinned(path) != path:
        return "twin"
    if path.startswith(LARGE):
        return "large"
    if path.endswith(".html"):
        return "report" if report_of(path) else "page"
    folder = path.partition("/")[0]
    return {"search": "search", "assets": "asset"}.get(folder, "data")


def _files(ready: Planned) -> Iterator[str]:
    plan, listing = ready.plan, ready.release.listing
    for mark, paths in (("+", plan.added), ("~", plan.changed), ("-", plan.removed)):
        for path in paths:
            stored = listing.get(path)
            yield f"{mark} {path}" + (f"  {file_size(stored.size)}" if stored else "")
