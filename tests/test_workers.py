from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sitegen import workers
from sitegen.cache import Cache

_COPIES = """
from sitegen import workers
def work(piece):
    import os, time
    print(os.getpid(), flush=True)
    time.sleep(120)
list(workers.in_copies(work, [1, 2], 2))
"""
_POOL = """
from sitegen.cache import Cache
def work(piece):
    import os, time
    print(os.getpid(), flush=True)
    time.sleep(120)
with Cache(None, 2) as cache:
    cache.map(work, [(piece,) for piece in range(40)])
"""
_PATIENCE = 60


@pytest.mark.parametrize("program", [_COPIES, _POOL])
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="asks /proc which processes there are")
def test_workers_end_with_a_process_that_was_killed(program: str) -> None:
    above = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert above.stdout
    below = [int(above.stdout.readline()) for _worker in range(2)]
    os.kill(above.pid, signal.SIGKILL)
    above.wait()
    above.stdout.close()
    until = time.monotonic() + _PATIENCE
    while any(Path(f"/proc/{pid}").exists() for pid in below) and time.monotonic() < until:
        time.sleep(0.05)
    assert [pid for pid in below if Path(f"/proc/{pid}").exists()] == []


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no copies here")
def test_workers_of_a_large_archive_do_not_hold_what_the_process_above_has() -> None:
    assert workers.context(50).get_start_method() == "fork"
    assert workers.context(5000).get_start_method() == "spawn"
    with Cache(None, 2) as cache:
        assert cache.map(len, [("本" * number,) for number in range(3000)]) == list(range(3000))
