"""All problems of an archive while it is being edited: every report is examined once, then only what changed.

The first look at a large archive takes a while; it runs beside the requests, and its results are kept on disk, in a
store of their own, since that of the builds drops what builds do not ask for.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from dataclasses import dataclass
from itertools import chain, compress
from operator import is_not
from typing import TYPE_CHECKING, Final

from sitegen.cache import Cache
from sitegen.checking import Finding, check_folder, dead_written, examine, ids_of, list_files
from sitegen.errors import SitegenError, problem
from sitegen.serve.findings import Group, Groups, grouped, report_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from sitegen.checking import Examined
    from sitegen.config import Config
    from sitegen.model import Problem
    from sitegen.serve.preview import Preview, State
    from sitegen.sources import ContentFile

_FEW: Final = 20
"""Reports that are examined while a page waits."""
_CHUNK: Final = 200
"""Reports that are examined before what was found is shown."""
_FRESH: Final = 5.0
"""Seconds for which a look at the folder holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All that is known to be wrong: errors first, then reports by id; `is_complete` once every report was looked at.

    `families` says how much there is of each family, `pressing` how much is more than a note.
    """

    version: int
    groups: tuple[Group, ...]
    is_complete: bool
    families: Mapping[str, int]
    pressing: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return it one by one."""
        return tuple(chain.from_iterable(group.findings for group in self.groups))


class Inspector:
    """Keeps what was found in each report in step with what the preview shows."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview
        self._lock = threading.Lock()
        self._examined: dict[str, Examined] = {}
        self._seen: dict[str, ContentFile] = {}
        self._content: tuple[ContentFile, ...] = ()
        self._due: set[str] = set()
        self._base = ""
        self._is_looking = False
        self._folder: tuple[float, object, tuple[Problem, ...]] = (0.0, None, ())
        self._told: tuple[object, dict[str, tuple[Problem, ...]]] = ((), {})
        self._groups = Groups()

    def survey(self) -> Survey:
        """Return what is wrong with the archive now.  The first call starts the first look and returns what is known so far."""
        state = self._preview.state
        with self._lock:
            if self._preview.config:
                self._follow(self._preview.content, self._preview.config)
            is_complete, examined = not self._is_looking, dict(self._examined)
            own = self._of_reports(state.problems, examined)
            counted, pressing = Counter(self._groups.families), self._groups.pressing
        errors = [Finding(problem=each) for each in state.errors]
        if self._preview.is_of_before:
            errors.append(Finding(problem=problem("edition-following")))
        wrong = grouped(errors)
        others = grouped(self._of_archive(state, examined, is_complete=is_complete))
        for group in (*wrong, *others):
            counted.update(dict(group.families))
        return Survey(
            version=state.version,
            groups=(*wrong, *own, *others),
            is_complete=is_complete,
            families=counted,
            pressing=pressing + sum(group.pressing for group in (*wrong, *others)),
        )

    # ------------------------------------------------------------ reports

    def _follow(self, content: tuple[ContentFile, ...], config: Config) -> None:
        """Examine the reports that changed since the last call: a few at once, many beside the requests."""
        if self._is_looking:
            return  # what changes meanwhile is examined after it
        if config.site.base_url != self._base:  # by which links of the site itself are told
            self._base = config.site.base_url
            self._due |= self._seen.keys()
            self._seen, self._examined, self._content = {}, {}, ()
        changed = self._changed(content)
        if len(changed) > _FEW:
            self._is_looking = True
            threading.Thread(target=self._look, args=(changed, config), daemon=True).start()
            return
        for file in changed:
            self._put(file, examine(file, self._base, self._preview.loaded(file)))
        self._content = content

    def _changed(self, content: tuple[ContentFile, ...]) -> list[ContentFile]:
        """Return the files that were not examined, and forget those that are gone; what stands where it stood is not looked at."""
        is_as_long = len(content) == len(self._content)
        others = list(compress(content, map(is_not, content, self._content))) if is_as_long else list(content)
        if not is_as_long or any(file.id not in self._seen for file in others):
            for gone in self._seen.keys() - {file.id for file in content}:
                self._due.add(gone)
                del self._seen[gone], self._examined[gone]
        return [file for file in others if self._seen.get(file.id) is not file]

    def _put(self, file: ContentFile, found: Examined) -> None:
        self._seen[file.id], self._examined[file.id] = file, found
        self._due.add(file.id)

    def _look(self, changed: list[ContentFile], config: Config) -> None:
        """Examine many reports."""
        try:
            with Cache(config.cache / "preview", os.cpu_count() or 1) as cache:
                for start in range(0, len(changed), _CHUNK):
                    chunk = changed[start : start + _CHUNK]
                    examined = cache.map(examine, [(file, config.site.base_url) for file in chunk])
                    with self._lock:
                        for file, found in zip(chunk, examined, strict=True):
                            self._put(file, found)
        finally:
            with self._lock:
                self._is_looking = False

    # ------------------------------------------------------------ the archive as a whole

    def _of_reports(self, told: tuple[Problem, ...], examined: Mapping[str, Examined]) -> list[Group]:
        """Return what is wrong with each report, and at last with none; it is put together anew where it may be other than before."""
        if self._told[0] is not told:
            before, now = self._told[1], _by_report(told)
            self._due |= {each for each in before.keys() | now.keys() if before.get(each) != now.get(each)}
            self._told = (told, now)
        for report in self._due:
            self._groups.put(report, _both(examined.get(report), self._told[1].get(report, ())))
        self._due.clear()
        return self._groups.listed()

    def _of_archive(
        self, state: State, examined: Mapping[str, Examined], *, is_complete: bool
    ) -> Iterator[Finding]:
        yield from self._dead_links(state, examined)
        if is_complete and not state.errors and self._preview.config:
            odd = self._odd_files(self._preview.config.content, examined.keys())
            yield from (Finding(problem=each) for each in odd)

    def _dead_links(self, state: State, examined: Mapping[str, Examined]) -> Iterator[Finding]:
        """Yield the links that lead nowhere, and what keeps the pages that they lead to from being rendered."""
        links = chain.from_iterable(each.links for each in examined.values())
        try:
            for link, dead in dead_written(links, state.files, lambda path: ids_of(state.files[path])):
                yield Finding(problem=dead, anchor=link.anchor)
        except SitegenError as error:
            yield from (Finding(problem=each) for each in error.problems)

    def _odd_files(self, content: Path, reports: AbstractSet[str]) -> tuple[Problem, ...]:
        looked, known, found = self._folder
        if known is None or time.monotonic() - looked > _FRESH:
            now = (tuple(list_files(content)), frozenset(reports))
            found = found if now == known else tuple(check_folder(*now))
            self._folder = (time.monotonic(), now, found)
        return found


def _by_report(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    found: dict[str, list[Problem]] = {}
    for each in problems:
        found.setdefault(report_named(each), []).append(each)
    return {report: tuple(some) for report, some in found.items()}


def _both(examined: Examined | None, told: Iterable[Problem]) -> Iterator[Finding]:
    """Yield what was found in a report, and what else was told of it."""
    found = examined.findings if examined else ()
    yield from found
    known = {finding.problem for finding in found}
    yield from (Finding(problem=each) for each in told if each not in known)
