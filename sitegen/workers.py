"""Processes that work beside this one: from scratch, or as copies of it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, Final, TypeVar

try:
    import resource
except ImportError:  # Windows, where there are no copies of a process either
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

A = TypeVar("A")
T = TypeVar("T")

_FORK: Final = "fork"
_LARGE: Final = 1 << 30
"""Bytes from which workers that begin from scratch pay: to begin takes each some seconds."""
_learnt: list[Callable[..., Any]] = []


def context(*, is_sparing: bool = False) -> BaseContext:
    """Return how workers begin: as copies of this process, which is quick, but from scratch where other threads run in it.

    Another thread may hold a lock at that moment, for which a copy would wait for ever.  With `is_sparing` from scratch also where
    this process has grown large: a copy keeps what it had then, gigabytes in an archive of thousands, when nobody needs it any more.
    """
    may_fork = threading.active_count() == 1 and _FORK in multiprocessing.get_all_start_methods()
    return multiprocessing.get_context(_FORK if may_fork and not (is_sparing and _is_large()) else "spawn")


def _is_large() -> bool:
    """Tell whether this process ever had more memory than workers should keep a copy of."""
    if resource is None:
        return False
    unit = 1 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > _LARGE


def in_copies(function: Callable[[A], T], pieces: Sequence[A], jobs: int) -> Iterator[T]:
    """Yield what a function makes of each piece, in order.

    More than one piece is work for so many copies of this process, which know what it knows: nothing but the pieces and what is
    made of them is passed.  Where no copies can be made, it works alone.
    """
    how, count = context(), min(jobs, len(pieces))
    if count < 2 or how.get_start_method() != _FORK:  # noqa: PLR2004 - one is no pool
        yield from map(function, pieces)
        return
    with ProcessPoolExecutor(count, how, _learn, (function,)) as pool:
        yield from pool.map(_apply, pieces)


def begin() -> None:
    """Do what a worker does first: see to it that it ends with the process above, and leaves alone what it has of that.

    When somebody interrupts the work it ends without a word, for the process above says so; it must end, since a pool that is
    interrupted may wait for workers that ignore it.  When the process above was killed nobody would give it work any more.
    """
    gc.freeze()  # to look through it for what nobody needs would make copies of all of it
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    above = multiprocessing.parent_process()
    if above:
        threading.Thread(target=_end_with, args=(above,), daemon=True).start()


def _end_with(above: BaseProcess) -> None:
    above.join()
    os._exit(1)


def _learn(function: Callable[..., Any]) -> None:
    """Keep, in a copy of this process, what it is to do; a copy has it without having it sent."""
    begin()
    _learnt.append(function)


def _apply(piece: object) -> Any:  # noqa: ANN401 - whatever is made of it
    return _learnt[-1](piece)
