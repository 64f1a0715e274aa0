"""All problems of an archive while it is being edited: every report is examined once, then only what changed.

The first look at a large archive takes a while; it runs beside the requests, and its results are kept on disk, in a
store of their own, since that of the builds drops what builds do not ask for.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from sitegen.cache import Cache
from sitegen.checking import Finding, check_folder, dead_written, examine, ids_of, list_files
from sitegen.errors import SitegenError
from sitegen.sources import load_content, load_content_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sitegen.checking import Examined
    from sitegen.config import Config
    from sitegen.model import Problem
    from sitegen.serve.preview import Preview, State

_CHUNK: Final = 200
"""Reports that are examined before what was found is shown."""
_FRESH: Final = 5.0
"""Seconds for which a look at the folder holds."""
_REPORTS: Final = "reports/"
_TEXT: Final = "/report.md"
"""The copy of a content file that lies beside its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All that is known to be wrong: errors first, then reports by id; `is_complete` once every report was looked at."""

    version: int
    findings: tuple[Finding, ...]
    is_complete: bool


class Inspector:
    """Keeps what was found in each report in step with what the preview shows."""

    def __init__(self, load: Callable[[], Config], preview: Preview) -> None:
        self._load, self._preview = load, preview
        self._lock = threading.Lock()
        self._examined: dict[str, Examined] = {}
        self._version = -1
        self._is_complete = False
        self._folder: tuple[float, tuple[Problem, ...]] = (0.0, ())

    def survey(self, own: str = "") -> Survey:
        """Return what is wrong with the archive now.  The first call starts the first look and returns what is known so far.

        `own` is the id of the report in front, which is examined anew: its lock may have changed beside it.
        """
        state = self._preview.state
        with self._lock:
            self._follow(state)
            if own in self._examined and self._is_complete:
                self._again(own)
            is_complete, examined = self._is_complete, dict(self._examined)
        findings = dict.fromkeys(self._findings(state, examined, is_complete=is_complete))
        return Survey(version=state.version, findings=tuple(findings), is_complete=is_complete)

    # ------------------------------------------------------------ reports

    def _follow(self, state: State) -> None:
        """Examine the reports that changed since the last call."""
        changed = state.changed_since(self._version) if self._version >= 0 else None
        if self._version >= 0 and not self._is_complete:
            return  # the first look is under way; what changes meanwhile is examined after it
        self._version = state.version
        if changed is None:
            self._is_complete = False
            threading.Thread(target=self._look, daemon=True).start()
            return
        for report_id in sorted(_reports(changed)):
            self._again(report_id)

    def _again(self, report_id: str) -> None:
        try:
            config = self._load()
            if not (config.content / f"{report_id}.md").is_file():
                self._examined.pop(report_id, None)
                return
            file = load_content_file(config.content, report_id)
        except SitegenError:  # the preview says so
            return
        self._examined[report_id] = examine(file, config.site.base_url)

    def _look(self) -> None:
        """Examine every report."""
        try:
            config = self._load()
            files = load_content(config.content)
        except SitegenError:  # the preview says so, and changes again when it is mended
            with self._lock:
                self._is_complete, self._version = True, -1
            return
        ids = {file.id for file in files}
        with Cache(config.cache / "preview", os.cpu_count() or 1) as cache:
            for start in range(0, len(files), _CHUNK):
                chunk = files[start : start + _CHUNK]
                examined = cache.map(examine, [(file, config.site.base_url) for file in chunk])
                with self._lock:
                    self._examined |= {file.id: found for file, found in zip(chunk, examined, strict=True)}
        with self._lock:
            self._examined = {key: self._examined[key] for key in sorted(self._examined) if key in ids}
            self._is_complete = True

    # ------------------------------------------------------------ the archive as a whole

    def _findings(
        self, state: State, examined: Mapping[str, Examined], *, is_complete: bool
    ) -> Iterator[Finding]:
        yield from (Finding(problem=problem) for problem in state.errors)
        found = tuple(chain.from_iterable(examined[key].findings for key in sorted(examined)))
        yield from found
        known = {finding.problem for finding in found}
        yield from (Finding(problem=problem) for problem in state.problems if problem not in known)
        links = chain.from_iterable(each.links for each in examined.values())
        for link, problem in dead_written(links, state.files, lambda path: ids_of(state.files[path])):
            yield Finding(problem=problem, anchor=link.anchor)
        if is_complete and not state.errors:
            yield from (Finding(problem=problem) for problem in self._odd_files(examined))

    def _odd_files(self, examined: Iterable[str]) -> tuple[Problem, ...]:
        looked, found = self._folder
        if time.monotonic() - looked > _FRESH or not looked:
            found = tuple(check_folder(list_files(self._load().content), frozenset(examined)))
            self._folder = (time.monotonic(), found)
        return found


def _reports(paths: Iterable[str]) -> set[str]:
    """Return the ids of the reports whose text is among paths of the site that changed."""
    return {
        path.removeprefix(_REPORTS).removesuffix(_TEXT)
        for path in paths
        if path.startswith(_REPORTS) and path.endswith(_TEXT)
    }
