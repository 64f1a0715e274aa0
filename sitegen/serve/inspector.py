"""All problems of an archive while it is being edited: every report is examined once, then only what changed.

The first look at a large archive takes a while; it runs beside the requests, and its results are kept on disk, in a
store of their own, since that of the builds drops what builds do not ask for.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from sitegen.cache import Cache
from sitegen.checking import Finding, check_folder, dead_written, examine, ids_of, list_files
from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sitegen.checking import Examined
    from sitegen.config import Config
    from sitegen.model import Problem
    from sitegen.serve.preview import Preview, State
    from sitegen.sources import ContentFile

    Shown = tuple[Config, tuple[ContentFile, ...]]

_AT_ONCE: Final = 8
"""Changed reports that are examined while somebody waits; more are left to another thread."""
_CHUNK: Final = 200
"""Reports that are examined before what was found is shown."""
_FRESH: Final = 5.0
"""Seconds for which a look at the folder holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All that is known to be wrong: errors first, then reports by id; `is_complete` once every report was looked at."""

    findings: tuple[Finding, ...]
    is_complete: bool


class Inspector:
    """Keeps what was found in each report in step with what the preview shows.

    `shown` returns the configuration and the content files that the preview shows.
    """

    def __init__(self, preview: Preview, shown: Callable[[State], Shown]) -> None:
        self._preview, self._shown = preview, shown
        self._lock = threading.Lock()
        self._examined: dict[str, tuple[ContentFile, Examined]] = {}
        self._version = -1
        self._is_looking = False
        self._folder: tuple[float, tuple[Problem, ...]] = (0.0, ())

    def survey(self) -> Survey:
        """Return what is wrong with the archive now; not all of it while many reports are still being examined."""
        state = self._preview.state
        config, files = self._shown(state)
        with self._lock:
            if state.version != self._version and not self._is_looking:
                self._follow(config, files)
                self._version = state.version
            is_complete = not self._is_looking
            examined = {key: found for key, (_file, found) in self._examined.items()}
        findings = dict.fromkeys(self._findings(state, examined))
        if is_complete and not state.errors:
            findings |= dict.fromkeys(self._odd_files(config, examined))
        return Survey(findings=tuple(findings), is_complete=is_complete)

    # ------------------------------------------------------------ reports

    def _follow(self, config: Config, files: Sequence[ContentFile]) -> None:
        """Examine the reports that changed since the last call, and forget those that are gone."""
        known = self._examined
        self._examined = {file.id: known[file.id] for file in files if file.id in known}
        changed = [file for file in files if file.id not in known or known[file.id][0] != file]
        if len(changed) <= _AT_ONCE:
            self._keep(changed, [examine(file, config.site.base_url) for file in changed])
            return
        self._is_looking = True
        threading.Thread(target=self._look, args=(config, changed), daemon=True).start()

    def _look(self, config: Config, files: Sequence[ContentFile]) -> None:
        """Examine many reports; what changes meanwhile is examined after them."""
        try:
            with Cache(config.cache / "preview", os.cpu_count() or 1) as cache:
                for start in range(0, len(files), _CHUNK):
                    chunk = files[start : start + _CHUNK]
                    found = cache.map(examine, [(file, config.site.base_url) for file in chunk])
                    with self._lock:
                        self._keep(chunk, found)
        finally:
            with self._lock:
                self._is_looking, self._version = False, -1

    def _keep(self, files: Sequence[ContentFile], found: Sequence[Examined]) -> None:
        self._examined |= {file.id: (file, each) for file, each in zip(files, found, strict=True)}

    # ------------------------------------------------------------ the archive as a whole

    def _findings(self, state: State, examined: Mapping[str, Examined]) -> Iterator[Finding]:
        yield from (Finding(problem=problem) for problem in state.errors)
        found = tuple(chain.from_iterable(examined[key].findings for key in sorted(examined)))
        yield from found
        known = {finding.problem for finding in found}
        yield from (Finding(problem=problem) for problem in state.problems if problem not in known)
        links = chain.from_iterable(each.links for each in examined.values())
        with suppress(SitegenError):  # a page that cannot be rendered; who opens it is told
            for link, problem in dead_written(links, state.files, lambda path: ids_of(state.files[path])):
                yield Finding(problem=problem, anchor=link.anchor)

    def _odd_files(self, config: Config, examined: Iterable[str]) -> Iterator[Finding]:
        looked, found = self._folder
        if time.monotonic() - looked > _FRESH or not looked:
            found = tuple(check_folder(list_files(config.content), frozenset(examined)))
            self._folder = (time.monotonic(), found)
        yield from (Finding(problem=problem) for problem in found)
