"""Work on files that may be made to do harm: each in a process of its own, with limits on time and memory.

A reader that hangs or eats memory takes only its own process with it; the caller gets a `Problem` and the
other files go on.  On Linux processes are forked, which costs milliseconds, so the caller must have no other threads.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from sitegen.errors import SitegenError, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

    from sitegen.model import Problem

T = TypeVar("T")

SECONDS: Final = 60.0
MEGABYTES: Final = 600


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of one call: its place in the list, its result, or why there is none."""

    index: int
    result: T | None
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Running:
    index: int
    process: BaseProcess
    pipe: Connection
    deadline: float


def run(
    function: Callable[..., T],
    calls: Sequence[tuple[Any, ...]],
    names: Sequence[str],
    jobs: int,
    seconds: float = SECONDS,
) -> Iterator[Outcome[T]]:
    """Yield the outcome of every call as it ends, at most `jobs` at a time.

    `names` say in problems which file a call works on.  `function` must be importable and its values picklable.
    """
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    waiting = deque(enumerate(calls))
    running: list[_Running] = []
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                running.append(_start(context, function, *waiting.popleft(), seconds))
            for ended in _ended(running):
                running.remove(ended)
                yield _outcome(ended, names[ended.index], seconds)
    finally:
        for left in running:
            left.process.kill()


def _start(
    context: BaseContext, function: Callable[..., Any], index: int, arguments: tuple[Any, ...], seconds: float
) -> _Running:
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(  # type: ignore[attr-defined]  # every context has it
        target=_work, args=(sending, function, arguments), daemon=True
    )
    process.start()
    sending.close()
    return _Running(index, process, receiving, time.monotonic() + seconds)


def _ended(running: list[_Running]) -> list[_Running]:
    """Wait until at least one has answered, died or run out of time."""
    first = min(each.deadline for each in running)
    ready = wait([each.pipe for each in running], max(0.0, first - time.monotonic()))
    now = time.monotonic()
    return [each for each in running if each.pipe in ready or now >= each.deadline]


def _outcome(ended: _Running, name: str, seconds: float) -> Outcome[Any]:
    answer: tuple[Any, tuple[Problem, ...]] = (
        None,
        (problem("source-too-slow", name, seconds=int(seconds)),),
    )
    if ended.pipe.poll():
        try:
            answer = ended.pipe.recv()
        except EOFError:
            answer = (None, (problem("source-too-heavy", name, limit=MEGABYTES),))
    ended.process.kill()
    ended.process.join()
    ended.pipe.close()
    if isinstance(answer[0], BaseException):
        raise answer[0]
    return Outcome(ended.index, *answer)


# ---------------------------------------------------------------- in the process of its own


def _work(pipe: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    _limit_memory()
    answer: tuple[Any, tuple[Problem, ...]]
    try:
        answer = (function(*arguments), ())
    except SitegenError as error:
        answer = (None, error.problems)
    except MemoryError:
        return  # the caller finds the pipe closed
    except Exception as error:  # noqa: BLE001 - a bug is raised again where it can be seen
        answer = (error, ())
    with suppress(OSError):
        pipe.send(answer)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES * 1_000_000, hard))
