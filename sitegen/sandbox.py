"""Work on files that may be made to do harm: each in a process of its own, with limits on time and memory.

A reader that hangs, eats memory or crashes takes only its own process with it; the caller gets a `Problem` and the
other files go on.  On Linux processes are forked, which costs milliseconds, so the caller must have no other threads.
What counts is the processor's time, not the clock's: a busy machine refuses no file that a quiet one reads.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import re
import signal
import sys
import time
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from sitegen.errors import SitegenError, problem

try:
    import resource
except ImportError:  # not on every system
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

    from sitegen.model import Problem

T = TypeVar("T")

SECONDS: Final = 75.0
"""By the clock, for what waits instead of working: another program, which ends earlier (`convert`), a disk that does not answer."""
WORK: Final = 8
"""Seconds of the processor; a report takes a tenth of one, a PDF of 500 pages four."""
MEGABYTES: Final = 150
"""What reading may add to the memory that the process starts with (some 140 MB, most of it shared with its parent)."""
_USUAL: Final = 450_000_000
"""Bytes that a process starts with where the system does not tell."""
PROGRAM_WORK: Final = 60
PROGRAM_MEGABYTES: Final = 1_000
PROGRAM_WRITES: Final = 500
"""Limits of a program that a call starts: seconds of the processor, megabytes of data and of one file."""
_GRACE: Final = 3.0
"""Seconds in which a call that is stopped may clear away what it began."""
_HEAVY: Final = frozenset(
    -number for name in ("SIGABRT", "SIGILL", "SIGTRAP", "SIGKILL") if (number := getattr(signal, name, 0))
) | {0}
"""How processes end that get no memory: libraries in C abort, and the system kills.  Not every system has all signals."""


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
        _stop([left.process for left in running])


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
            ended.process.join()
            answer = (None, (_died(name, ended.process.exitcode),))
    else:
        _stop([ended.process])
    ended.process.kill()
    ended.process.join()
    ended.pipe.close()
    if isinstance(answer[0], BaseException):
        raise answer[0]
    return Outcome(ended.index, *answer)


def _stop(processes: Sequence[BaseProcess]) -> None:
    """End processes with what they started: they are asked first, since only they know what that is."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + _GRACE
    for process in processes:
        process.join(max(0.0, deadline - time.monotonic()))
        process.kill()
        process.join()


def _died(name: str, code: int | None) -> Problem:
    """Return why a process ended without an answer, by its exit code (negative: the signal that ended it)."""
    if code and code == -getattr(signal, "SIGXCPU", 0):
        return problem("source-too-slow", name, seconds=WORK)
    if code in _HEAVY:
        return problem("source-too-heavy", name, limit=MEGABYTES)
    return problem("source-crashed", name, exit=code)


@contextmanager
def widened() -> Iterator[None]:
    """Give a program that is started inside limits of its own instead of those of the call."""
    if resource is None:
        yield
        return
    limits = {
        resource.RLIMIT_CPU: _worked() + PROGRAM_WORK,
        resource.RLIMIT_DATA: _held() + PROGRAM_MEGABYTES * 1_000_000,
        resource.RLIMIT_FSIZE: PROGRAM_WRITES * 1_000_000,
    }
    before = {kind: resource.getrlimit(kind) for kind in limits}
    for kind, (_, hard) in before.items():
        resource.setrlimit(kind, (limits[kind] if hard < 0 else min(limits[kind], hard), hard))
    try:
        yield
    finally:
        for kind, earlier in before.items():
            resource.setrlimit(kind, earlier)


# ---------------------------------------------------------------- in the process of its own


def _work(pipe: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # what was begun is cleared away
    faulthandler.disable()  # what breaks off here is a problem of the file, told in the clerk's words
    _limit()
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


def _limit() -> None:
    if resource is None:
        return
    for kind, limit in (
        (resource.RLIMIT_CPU, _worked() + WORK),
        (resource.RLIMIT_DATA, _held() + MEGABYTES * 1_000_000),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit, hard))


def _worked() -> int:
    """Return the seconds that the process has worked: none when it was forked."""
    return int(time.process_time())


def _held() -> int:
    """Return the bytes of data that the process starts with: on a machine of many cores, libraries set aside a lot."""
    try:
        kilobytes = re.search(r"^VmData:\s+(\d+)", Path("/proc/self/status").read_text("ascii"), re.MULTILINE)
    except OSError:
        kilobytes = None
    return int(kilobytes[1]) * 1024 if kilobytes else _USUAL
