"""The public list of corrections, and the notices at addresses whose page is no more."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.render.atom import FEED, Told, feed
from sitegen.render.differences import stretches
from sitegen.render.paging import paged
from sitegen.render.theme import table
from sitegen.render.views import Change, Corrections, Group, Happening, Notice, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sitegen.model import Archive, Event, Forward, OutputFile, Report, Revision, Site, Theme

CORRECTIONS: Final = "corrections"
_CHANGES: Final = 8
"""Places of a correction that a page shows; a change is up to 1.4 kB of HTML, and the data files hold all."""
_PER_PAGE: Final = 15
_IN_FEED: Final = 5


def correction_pages(events: Sequence[Event], reports: Mapping[str, Report]) -> Iterator[Page]:
    """Yield the pages of the public list of corrections; there is always a first one."""
    for path, pager, some in paged(CORRECTIONS, events, _PER_PAGE):
        groups = tuple(
            Group(
                title=day,
                items=tuple(happening(event, reports.get(urls.report_of(event.page))) for event in group),
            )
            for day, group in groupby(some, key=lambda event: event.date)
        )
        content = Corrections(groups=groups, count=len(events), pager=pager, feed=f"{CORRECTIONS}/{FEED}")
        yield Page(path=path, template="corrections.html", part=CORRECTIONS, content=content)


def happening(event: Event, report: Report | None) -> Happening:
    """Return what a page tells of an event; `report` is the report as it is now, None where it is no more."""
    headings = _headings(report) if report and event.revisions else {}
    return Happening(
        kind=event.kind,
        date=event.date,
        page=event.page,
        title=event.title,
        issuer=event.issuer,
        year=event.year,
        reason=event.reason,
        changes=tuple(_change(revision, headings) for revision in event.revisions[:_CHANGES]),
        count=len(event.revisions),
    )


def forward_page(forward: Forward) -> Page:
    """Return the page at an address whose own page is no more."""
    content = Notice(
        target=forward.target,
        anchor=forward.target_anchor,
        date=forward.date,
        reason=forward.reason,
        issuer=forward.issuer,
        year=forward.year,
    )
    return Page(path=forward.page, template="moved.html", part="", title=forward.title, content=content)


def corrections_feed(archive: Archive, site: Site, theme: Theme) -> OutputFile:
    """Return the feed of the public list of corrections, in the words of the theme."""
    words = table(theme, "corrections")
    entries = [_told(event, words) for event in archive.events]
    return feed(CORRECTIONS, f"{words['name']} - {site.title}", entries, site)


def _headings(report: Report) -> dict[str, str]:
    """Return the heading of the section that each section and passage of a report stands in."""
    found = {path[-1].anchor: path[-1].heading for path in report.walk()}
    found |= {passage.anchor: path[-1].heading if path else "" for path, passage in report.walk_passages()}
    return found


def _change(revision: Revision, headings: dict[str, str]) -> Change:
    is_place = urls.is_anchor(revision.anchor)
    return Change(
        anchor=revision.anchor if revision.anchor in headings else "",
        field="" if is_place else revision.anchor,
        heading=headings.get(revision.anchor, ""),
        stretches=stretches(revision.before, revision.after),
    )


def _told(event: Event, words: dict[str, str]) -> Told:
    """Return an event as an entry of a feed, its changes in words."""
    some = (_in_words(revision, words) for revision in event.revisions[:_IN_FEED])
    own = urls.report_page(event.report)
    changes = [*some, *(["……"] if len(event.revisions) > _IN_FEED else [])]
    return Told(
        title=words[event.kind].format(title=event.title),
        author=event.issuer,
        page=event.page,
        anchor="",
        words="　".join(part for part in (event.reason, "；".join(changes)) if part),
        updated=f"{event.date}T00:00:00+08:00",
        name=f"#{event.kind}-{event.date}" + ("" if event.page == own else f"-{event.report}"),
    )


def _in_words(revision: Revision, words: dict[str, str]) -> str:
    forms = {"same": "{}", "removed": words["removed"], "added": words["added"]}
    return "".join(forms[each.kind].format(each.text) for each in stretches(revision.before, revision.after))
