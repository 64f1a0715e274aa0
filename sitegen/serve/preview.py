"""The site in memory: the last good build, what the last change did to it, what went wrong."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sitegen.errors import CombinedError, SitegenError
from sitegen.sources import load_aliases, load_content, load_published, load_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.build import Build
    from sitegen.config import Config
    from sitegen.model import Problem, Theme
    from sitegen.sources import ContentFile, Published

    Builder = Callable[[Config], Build]

_KEPT_CHANGES: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What browsers are shown.  `version` counts the changes; `changes` are the paths that each of the last ones touched."""

    version: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    changes: tuple[frozenset[str], ...] = ()
    problems: tuple[Problem, ...] = ()
    errors: tuple[Problem, ...] = ()

    def changed_since(self, version: int) -> frozenset[str] | None:
        """Return the paths that changed after a version; None if that is too long ago to tell."""
        behind = self.version - version
        if not 0 <= behind <= len(self.changes):
            return None
        return frozenset().union(*self.changes[len(self.changes) - behind :])


class Preview:
    """Builds on demand and swaps the result in whole: nobody ever sees half a build."""

    def __init__(self, load: Callable[[], Config], builder: Builder) -> None:
        self._load = load
        self._build = builder
        self._building = threading.Lock()
        self._changed = threading.Condition()
        self._inputs: object = None
        self.state = State()

    def rebuild(self) -> None:
        """Build again if anything that a build reads has changed; keep the last good site if it fails."""
        with self._building:
            try:
                config = self._load()
                inputs = _inputs(config)
                if inputs == self._inputs:
                    return
                self._inputs = inputs
                built = self._build(config)
            except CombinedError as error:
                self._show(
                    State(version=self.state.version + 1, files=self.state.files, errors=error.problems),
                    frozenset(),
                )
            except SitegenError as error:
                self._show(
                    State(version=self.state.version + 1, files=self.state.files, errors=(error.problem,)),
                    frozenset(),
                )
            else:
                files = {file.path: file.data for file in built.files}
                state = State(version=self.state.version + 1, files=files, problems=built.problems)
                self._show(state, _difference(self.state.files, files))

    def wait(self, version: int, seconds: float) -> State:
        """Return the state once it is newer than `version`, or after `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self.state.version != version, timeout=seconds)
            return self.state

    def _show(self, state: State, touched: frozenset[str]) -> None:
        with self._changed:
            changes = (*self.state.changes, touched)[-_KEPT_CHANGES:]
            self.state = State(
                version=state.version,
                files=state.files,
                changes=changes,
                problems=state.problems,
                errors=state.errors,
            )
            self._changed.notify_all()


def _inputs(config: Config) -> tuple[Config, tuple[ContentFile, ...], str, Published, Theme]:
    """Return everything that a build reads from disk."""
    theme = load_theme(config.site.theme, config.theme_folders())
    content, folder = load_content(config.content), config.content
    return config, content, load_aliases(folder), load_published(folder), theme


def _difference(before: dict[str, bytes], after: dict[str, bytes]) -> frozenset[str]:
    return frozenset(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
