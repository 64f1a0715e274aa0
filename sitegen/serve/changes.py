"""What the next publication changes for the public, from what the archive remembers of the last one.

No target is reached for it: `content/.published/` holds the words and anchors of every report and the addresses of all
other pages as they were published.  Computed when asked, each report by itself, so that the next question costs little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen import permanence
from sitegen.assembly import load_report
from sitegen.cache import Cache
from sitegen.language import translate as _
from sitegen.live import Site
from sitegen.permanence import MOVES
from sitegen.render.differences import stretches
from sitegen.sources import PUBLISHED, load_content, load_published, load_words
from sitegen.urls import LARGE, is_anchor, report_page, report_url, url_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal

    from sitegen.config import Config
    from sitegen.model import Record, Report, Revision
    from sitegen.render.views import Stretch
    from sitegen.serve.preview import State
    from sitegen.sources import ContentFile, Published

_MOST: Final = 100
"""Places of a report that are shown; a report that was imported anew can have thousands."""
_NO_PAGE: Final = ("404.html",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of a report whose words changed: where it can be seen, what it is called, what went and came."""

    url: str
    name: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """A published anchor whose passage is gone, and the anchor that links to it land at ("" for the page)."""

    anchor: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChange:
    """What becomes of a report; `count` is the number of places whose words changed, of which `places` are the first."""

    id: str
    title: str
    kind: Literal["added", "changed", "removed"]
    url: str = ""
    note: str = ""
    count: int = 0
    places: tuple[Place, ...] = ()
    gone: tuple[Landing, ...] = ()
    lost: tuple[str, ...] = ()
    fresh: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What the next publication changes: reports by what becomes of them, other pages by address."""

    is_first: bool
    added: tuple[ReportChange, ...]
    changed: tuple[ReportChange, ...]
    removed: tuple[ReportChange, ...]
    pages_added: tuple[str, ...]
    pages_removed: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes but what follows from the theme and the settings."""
        return not (self.added or self.changed or self.removed or self.pages_added or self.pages_removed)


def changes(config: Config, state: State) -> Changes:
    """Return what publishing the archive as it is previewed would change.  Raises `SitegenError` if it cannot be read."""
    published = load_published(config.content)
    records = dict(published.records)
    files = load_content(config.content)
    calls = [
        (file, records.get(file.id, ""), load_words(config.content, file.id) if file.id in records else "")
        for file in files
    ]
    with Cache(config.cache / "changes") as cache:
        compared = [each for each in cache.map(compare, calls) if each]
    return Changes(
        is_first=not records,
        added=tuple(each for each in compared if each.kind == "added"),
        changed=tuple(each for each in compared if each.kind == "changed"),
        removed=tuple(_removed(published, {file.id for file in files})),
        pages_added=_pages_added(state, published),
        pages_removed=tuple(
            dict(problem.values)["page"] for problem in state.problems if problem.code == "page-forwarded"
        ),
    )


def compare(file: ContentFile, record: str, words: str) -> ReportChange | None:
    """Return what becomes of a report; `record` and `words` are the texts of what was published of it ("" if never).

    None where nothing changes for readers, or where the report cannot be read, which the preview says.
    """
    loaded = load_report(file)
    if isinstance(loaded, tuple):
        return None
    report, url = loaded.report, report_url(file.id)
    if not record:
        return ReportChange(id=file.id, title=report.meta.title, kind="added", url=url)
    known = permanence.load_record(f"{PUBLISHED}/{file.id}.json", file.id, record)
    revisions = _revisions(report, known, words)
    gone = tuple(
        Landing(anchor=stone.anchor, parent=stone.parent)
        for stone in report.gone
        if stone.anchor in known.anchors and _is_fresh(stone.anchor, words)
    )
    lost = permanence.missing_anchors(report, known.anchors)
    if not (revisions or lost):
        return None
    return ReportChange(
        id=file.id,
        title=report.meta.title,
        kind="changed",
        url=url,
        count=len(revisions),
        places=tuple(_place(url, revision) for revision in revisions[:_MOST]),
        gone=gone,
        lost=lost,
        fresh=sum(1 for revision in revisions if not revision.before and is_anchor(revision.anchor)),
    )


def _revisions(report: Report, record: Record, words: str) -> tuple[Revision, ...]:
    """Return the places of a report whose words differ from those that were published last."""
    if not permanence.is_new(report, record):
        return ()
    before = permanence.load_words(report.id, words)
    revised, _now = permanence.revise(report, record, before, date="")
    return revised.corrections[-1].revisions


def _is_fresh(anchor: str, words: str) -> bool:
    """Tell whether an anchor, or the passage of a clause, had words at the last publication: what was gone before is no news."""
    passage = anchor.rpartition("-c")[0] or anchor
    return f'["{anchor}", ' in words or f'["{passage}", ' in words


def _place(url: str, revision: Revision) -> Place:
    at = f"#{revision.anchor}" if is_anchor(revision.anchor) and revision.after else ""
    return Place(url=f"{url}{at}", name=revision.anchor, stretches=stretches(revision.before, revision.after))


def _removed(published: Published, present: set[str]) -> Iterator[ReportChange]:
    moves = {move.page: move for move in permanence.parse_moves(MOVES, published.moves) if not move.anchor}
    for report_id, text in published.records:
        if report_id in present:
            continue
        record = permanence.load_record(f"{PUBLISHED}/{report_id}.json", report_id, text)
        move = moves.get(report_page(report_id))
        target = url_of(move.target) if move and move.target else ""
        yield ReportChange(
            id=report_id, title=record.title, kind="removed", url=target, note=move.reason if move else ""
        )


def _pages_added(state: State, published: Published) -> tuple[str, ...]:
    """Return the addresses of pages that were never published, but for reports and pages in larger type, which follow others."""
    known = frozenset(published.pages)
    paths = state.files.page_paths if isinstance(state.files, Site) else ()
    return tuple(sorted(url_of(path) for path in _pages(paths) if path not in known))


def _pages(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        if path.endswith(".html") and not path.startswith(("reports/", LARGE)) and path not in _NO_PAGE:
            yield path


def words() -> dict[str, str]:
    """Return what the page says, in the clerk's language."""
    return {
        "back": _("Back to the site"),
        "comma": _(", "),
        "lead": _(
            "Compared with the last publication, as the archive remembers it. No target is reached for this."
        ),
        "first": _("Nothing was published from this archive yet; everything will be new."),
        "nothing": _("No report and no address changes."),
        "changed": _("Reports that change"),
        "added": _("New reports"),
        "removed": _("Reports that go"),
        "unsaid": _("content/moved.toml does not say where this address leads."),
        "places": _("{count} places"),
        "more": _("{count} more places"),
        "gone": _("Passages that go; links to them lead to:"),
        "lost": _("Published anchors that would be lost:"),
        "fresh": _("{count} new passages"),
        "page": _("the report's page"),
        "pages_added": _("New pages"),
        "pages_removed": _("Pages whose address leads on to the page above"),
        "rest": _(
            "Lists, figures and cross-links follow the reports; the theme and the settings can change every page."
        ),
    }
