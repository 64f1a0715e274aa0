from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_COPIES = """
from sitegen import workers
def work(piece):
    import os, time
    os.write(1, b"%d\\n" % os.getpid())  # whole, though another writes
    time.sleep(120)
list(workers.in_copies(work, [1, 2], 2))
"""
_POOL = """
from sitegen.cache import Cache
def work(piece):
    import os, time
    os.write(1, b"%d\\n" % os.getpid())  # whole, though another writes
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
    while any(map(_works, below)) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(filter(_works, below)) == []


def _works(pid: int) -> bool:
    """Tell whether a process has not ended; one that has may be there until somebody asks how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


_LARGE = """
from sitegen import workers
from sitegen.cache import Cache
if __name__ == "__main__":
    print(workers.context(is_sparing=True).get_start_method())
    held = bytearray(1100 << 20)
    print(workers.context().get_start_method(), workers.context(is_sparing=True).get_start_method())
    with Cache(None, 2) as cache:
        print(sum(cache.map(len, [("a" * number,) for number in range(200)])))
"""


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no copies here")
def test_workers_of_a_large_process_hold_nothing_of_it(tmp_path: Path) -> None:
    program = tmp_path / "large.py"
    program.write_text(_LARGE, "utf-8")
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["fork", "fork", "spawn", str(sum(range(200)))]
