"""What open pages are told: an event for every change, as server-sent events (HTML standard, section 9.2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sitegen.errors import describe
from sitegen.language import translate as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.model import Problem
    from sitegen.serve.preview import Preview, State

_HEARTBEAT: Final = 10.0
"""Seconds; a closed page is noticed, and its thread ended, at the next beat."""


def stream(preview: Preview, seen: int, openable: Callable[[Problem], str]) -> Iterator[bytes]:
    """Yield events for a page that shows the version `seen`, without end.

    `openable` returns the name under which the file of a problem can be opened in the editor, "" if it cannot.
    """
    yield b"retry: 300\n\n"
    first = preview.state
    if first.errors and first.version == seen:
        yield _event(first, seen, openable)
    while True:
        state = preview.wait(seen, _HEARTBEAT)
        if state.version == seen:
            yield b": still here\n\n"
        else:
            yield _event(state, seen, openable)
            seen = state.version


def _event(state: State, seen: int, openable: Callable[[Problem], str]) -> bytes:
    changed = state.changed_since(seen)
    message = {
        "version": state.version,
        "since": seen,
        "draft": state.is_draft,
        "changed": None if changed is None else sorted(changed),
        "errors": [_in_words(problem, openable(problem)) for problem in state.errors],
        "title": _("The site could not be built; this is the last good version."),
        "open": _("Open in the editor"),
        "copy": _("Copy the place"),
    }
    return f"data: {json.dumps(message, ensure_ascii=False)}\n\n".encode()


def _in_words(problem: Problem, file: str) -> dict[str, object]:
    place, message, hint = describe(problem, _)
    return {"place": place, "message": message, "hint": hint, "file": file, "line": problem.line}
