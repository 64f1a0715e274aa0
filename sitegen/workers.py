"""Processes that work beside this one: from scratch, or as copies of it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

A = TypeVar("A")
T = TypeVar("T")

_FORK: Final = "fork"
_MANY: Final = 2000
"""Pieces of work for which workers that begin from scratch pay: to begin takes each some seconds."""
_learnt: list[Callable[..., Any]] = []


def context(pieces: int = 0) -> BaseContext:
    """Return how workers begin that are given so many pieces of work: as copies of this process, which is quick.

    But from scratch where other threads run in it, for another thread may hold a lock at that moment, for which a copy would
    wait for ever; and where there is so much to do that it is a large archive: a copy keeps what this process has, gigabytes
    then, also when it needs that no more.
    """
    may_fork = threading.active_count() == 1 and _FORK in multiprocessing.get_all_start_methods()
    return multiprocessing.get_context(_FORK if may_fork and pieces < _MANY else "spawn")


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
