"""The first edition of an archive, worked out in a process of its own: what memory that takes goes with it.

To read and link thousands of reports takes several times the memory of what a preview holds afterwards, and what was
used once is not given back whole.  The process leaves the edition where it is kept, and the preview begins with it as one
does that is started anew.
"""

from __future__ import annotations

import multiprocessing
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from sitegen.serve.preview import Preview


@contextmanager
def working_out(preview: Preview) -> Iterator[Iterator[tuple[str, int]]]:
    """Have what a preview looked at worked out and kept while in use; gives each step that is begun, until it is done.

    Where there can be no edition, or none can be kept, nothing comes of it.  The process is a copy of this one, so this
    must have no other threads yet: they might hold a lock, which nobody would open in the copy.
    """
    if not preview.keeps or "fork" not in multiprocessing.get_all_start_methods():
        yield iter(())
        return
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(preview, theirs))
    process.start()
    theirs.close()
    try:
        yield _told(ours)
    finally:
        process.terminate()
        process.join()


def _told(steps: Connection) -> Iterator[tuple[str, int]]:
    with suppress(EOFError):  # it has ended
        while True:
            yield steps.recv()


def _work(preview: Preview, told: Connection) -> None:
    with suppress(KeyboardInterrupt, BrokenPipeError):
        preview.rebuild(lambda step, count: told.send((step, count)))
