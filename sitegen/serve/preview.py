"""The site in memory: the last good edition, what the last change did to it, what went wrong."""

from __future__ import annotations

import threading
import traceback
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from sitegen.errors import SitegenError
from sitegen.urls import LARGE, report_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sitegen.assembly import Inputs, Loaded, Progress
    from sitegen.config import Config
    from sitegen.live import Live, Site
    from sitegen.model import Problem
    from sitegen.sources import ContentFile

_KEPT_CHANGES: Final = 50
_BREATH: Final = 0.15
"""Seconds that the rest waits behind a draft, and behind each page that is fetched meanwhile: browsers come first, and
who saves again is waited for."""
_FETCHING: Final = 0.4
"""Seconds that it waits for the first of these; a browser on a busy machine takes its time."""
_OPENING: Final = 3.0
"""Seconds that it waits for the first page of an archive that is shown as it was the last time."""
_PATIENCE: Final = 600.0
"""Seconds that `settle` waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What browsers are shown.

    `version` counts the changes; `changes` are the paths that each of the last ones touched, None for a change that may
    have touched any.  `is_draft` tells that what depends on the last edit is still being worked out.
    """

    version: int = 0
    files: Mapping[str, bytes] = field(default_factory=dict)
    changes: tuple[frozenset[str] | None, ...] = ()
    problems: tuple[Problem, ...] = ()
    errors: tuple[Problem, ...] = ()
    is_draft: bool = False

    def changed_since(self, version: int) -> frozenset[str] | None:
        """Return the paths that changed after a version; None if any may have, or it is too long ago to tell."""
        behind = self.version - version
        if not 0 <= behind <= len(self.changes):
            return None
        changed: frozenset[str] = frozenset()
        for each in self.changes[len(self.changes) - behind :]:
            if each is None:
                return None
            changed |= each
        return changed


class Preview:
    """Looks for changes when told to, shows an edited report at once, and all that depends on it as soon as it is known.

    `refresh` returns once a draft is shown; a thread of its own works out the rest, the newest state of the files only.
    Each state is swapped in whole: nobody ever sees half of one.
    """

    def __init__(self, live: Live) -> None:
        self._live = live
        self._looking = threading.Lock()
        self._changed = threading.Condition()
        self._work = threading.Condition()
        self._next: tuple[Config, Inputs] | None = None
        self._unread: tuple[Problem, ...] = ()
        self._is_busy = False
        self._is_far = False
        self._is_running = False
        self.state = State()
        live.wholes.told = self._wake

    @contextmanager
    def running(self) -> Iterator[None]:
        """Work out what depends on edits while in use."""
        self._is_running = True
        worker = threading.Thread(target=self._run, daemon=True)
        worker.start()
        try:
            yield
        finally:
            with self._work:
                self._is_running = False
                self._work.notify_all()
            worker.join()

    def begin(self) -> bool:
        """Show the site of the last time, what was edited since as drafts, and have all the rest worked out.

        Returns whether one was kept; if not, or where the files cannot be read, `rebuild` is what makes the first.
        """
        with self._looking:
            try:
                self._next = self._live.look() or self._next
            except SitegenError:  # `rebuild` says so
                return False
            site = self._live.begin(*self._next) if self._next else None
            if site is not None:
                self._show(None, files=site, problems=site.edition.problems, is_draft=True)
            return site is not None

    def refresh(self, paths: Iterable[str] | None = None) -> None:
        """Look at the files; show edited reports as drafts, and have the rest worked out.

        `paths` are where something changed, None if that is not known.
        """
        with self._looking:
            try:
                found = self._live.look(paths)
            except SitegenError as error:
                self._unread = error.problems
                self._show(frozenset(), errors=self._unread, is_draft=False)
                return
            self._unread = ()
            if found is None:
                return
            self._show_draft(found, is_all=True)
            with self._work:
                self._next = found
                self._work.notify_all()

    def rebuild(self, tell: Progress | None = None) -> None:
        """Look at the files and work out everything; returns once it is done.  `tell` is told each step."""
        self._live.tell = tell
        self.refresh()
        self.settle()
        self._live.tell = None

    def settle(self) -> None:
        """Return once nothing is left to be worked out; outside of `running` it is done here."""
        while not self._is_running and self._is_left():
            self._work_out()
        with self._work:
            self._work.wait_for(lambda: not (self._is_left() or self._is_busy), timeout=_PATIENCE)

    @property
    def keeps(self) -> bool:
        """Return whether what is shown is kept for the next time."""
        return self._live.keeps

    @property
    def content(self) -> tuple[ContentFile, ...]:
        """Return the content files that are shown; the same objects as before where nothing changed."""
        return self._live.site.edition.inputs.content if self._live.site is not None else ()

    @property
    def config(self) -> Config | None:
        """Return the configuration that what is shown was made with, None before anything is shown."""
        return self._live.site.edition.config if self._live.site is not None else None

    def loaded(self, file: ContentFile) -> Loaded | tuple[Problem, ...]:
        """Return the report in a content file, or why it cannot be read."""
        return self._live.loaded(file)

    @property
    def is_of_before(self) -> bool:
        """Tell whether what is shown was kept of the last time, and no edition is worked out yet."""
        return self._live.site is not None and not self._live.is_whole

    def opened(self, page: str) -> None:
        """Remember which page is looked at: an edit that breaks it must be told."""
        self._live.front = page
        self._wake()

    def wait(self, version: int, seconds: float) -> State:
        """Return the state once it is newer than `version`, or after `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self.state.version != version, timeout=seconds)
            return self.state

    def _run(self) -> None:
        while True:
            with self._work:
                self._work.wait_for(lambda: self._is_left() or not self._is_running)
                seconds = _OPENING if self.is_of_before else _FETCHING
                while self._is_running and self.state.is_draft and self._work.wait(seconds):
                    seconds = _BREATH  # another edit, or a page that was fetched
                if not self._is_running:
                    return
            try:
                self._work_out()
            except Exception:  # noqa: BLE001 - a fault of ours is shown, and the next edit worked out all the same
                traceback.print_exc()

    def _is_left(self) -> bool:
        is_idle = not self.state.is_draft and self._live.is_whole
        return self._next is not None or (is_idle and (self._live.wholes.is_wanted or self._is_far))

    def _wake(self) -> None:
        with self._work:
            self._work.notify_all()

    def _work_out(self) -> None:
        """Work out what the newest state of the files asks for; then what somebody asked for of the whole archive.

        What is kept for the next time comes last, and waits as soon as there is anything else to do.
        """
        with self._work:
            found, self._next, self._is_busy = self._next, None, True
        try:
            if found:
                self._show_whole(self._live.update(*found))
            elif self._live.wholes.is_wanted and self._live.site is not None:
                changed = self._live.wholes.refresh(self._live.site)
                tells = any(path.startswith("data/") for path in changed)  # and so do pages
                self._show(None if tells else changed)
            else:
                self._is_far = False
                self._live.keep(lambda: self._next is None)
        except SitegenError as error:
            self._show(frozenset(), errors=(*self._unread, *error.problems), is_draft=False)
        finally:
            with self._work:
                self._is_busy = False
                self._work.notify_all()

    def _show_whole(self, site: Site) -> None:
        """Show an edition; if reports were edited while it was worked out, with these as drafts."""
        problems = site.edition.problems
        with self._looking:
            self._live.adopt(site)
            self._is_far = self._live.is_far
            self._show(None, files=site, problems=problems, errors=self._unread, is_draft=False)
            with self._work:
                newer = self._next
            if newer:
                self._show_draft(newer, is_all=False)

    def _show_draft(self, found: tuple[Config, Inputs], *, is_all: bool) -> None:
        drafted = self._live.draft(*found)
        if drafted:
            site, reports = drafted
            pages = {report_page(each) for each in reports}
            touched = frozenset(pages | {LARGE + page for page in pages}) if is_all else None
            self._show(touched, files=site, errors=self._unread, is_draft=True)
            if touched and self._live.front in touched:
                with suppress(SitegenError):  # who asks for it is told
                    site.get(self._live.front)  # while browsers come for it

    def _show(self, touched: frozenset[str] | None, **new: Any) -> None:  # noqa: ANN401 - fields of `State`
        with self._changed:
            changes = (*self.state.changes, touched)[-_KEPT_CHANGES:]
            self.state = replace(self.state, version=self.state.version + 1, changes=changes, **new)
            self._changed.notify_all()
