"""What the terminal is told while the preview runs: only what a change brought, so that it stays readable.

A mistake that keeps the site from being built is told after every save until it is mended, and then that it is.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen.errors import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.model import Problem
    from sitegen.serve.preview import Preview, State

    Tell = Callable[["News"], None]

_BEAT: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a change brought: problems that were not there before, and whether the site can be built again."""

    problems: tuple[Problem, ...]
    is_mended: bool = False


@contextmanager
def narrating(preview: Preview, tell: Tell) -> Iterator[None]:
    """Tell what is wrong with a preview now, and what every change of it brings, while in use."""
    stopped = threading.Event()
    worker = threading.Thread(target=_narrate, args=(preview, tell, stopped), daemon=True)
    worker.start()
    try:
        yield
    finally:
        stopped.set()
        worker.join()


def _narrate(preview: Preview, tell: Tell, stopped: threading.Event) -> None:
    story = _Story(tell)
    state = preview.state
    story.go_on(state)
    while not stopped.is_set():
        newer = preview.wait(state.version, _BEAT)
        if newer.version != state.version:
            state = newer
            story.go_on(state)


class _Story:
    """Remembers what was told."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._known: frozenset[Problem] = frozenset()
        self._errors: tuple[Problem, ...] = ()
        self._is_broken = False

    def go_on(self, state: State) -> None:
        """Tell what a state brings that was not told before."""
        if state.is_draft:
            return
        if state.errors:
            if state.errors is not self._errors:  # another save, not other news of the same state
                self._tell(News(problems=state.errors))
            self._errors, self._is_broken = state.errors, True
            return
        doubts = tuple(problem for problem in state.problems if KINDS[problem.code].severity != "note")
        fresh = tuple(problem for problem in doubts if problem not in self._known)
        if fresh or self._is_broken:
            self._tell(News(problems=fresh, is_mended=self._is_broken))
        self._known, self._is_broken = frozenset(doubts), False
