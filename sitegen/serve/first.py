"""The first edition of an archive, worked out in a process of its own: what memory that takes goes with it.

To read and link thousands of reports takes several times the memory of what a preview holds afterwards, and what was
used once is not given back whole.  The process leaves the edition where it is kept, and the preview begins with it as one
does that is started anew.
"""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from sitegen.assembly import Progress
    from sitegen.serve.preview import Preview


def work_out(preview: Preview, tell: Progress) -> None:
    """Have what a preview looked at worked out and kept; `tell` is told each step.

    Where there can be no edition, or none can be kept, nothing comes of it.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(preview, theirs))
    process.start()
    theirs.close()
    try:
        with suppress(EOFError):  # it has ended
            while True:
                tell(*ours.recv())
        process.join()
    finally:
        process.terminate()
        process.join()


def _work(preview: Preview, told: Connection) -> None:
    with suppress(KeyboardInterrupt, BrokenPipeError):
        preview.rebuild(lambda step, count: told.send((step, count)))
