from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sitegen.cache import Cache
from sitegen.model import Ref, Report, ReportMeta, Section
from sitegen.store import Shelf

if TYPE_CHECKING:
    from pathlib import Path


def _length(text: str, factor: int = 1) -> int:
    return len(text) * factor


def _joined(ref: Ref) -> str:
    return str(ref)


def _computed(folder: Path | None, *texts: str, factor: int = 1) -> tuple[list[int], int]:
    with Cache(folder) as cache:
        results = cache.map(_length, [(text,) for text in texts], shared=(factor,))
        return results, len(cache.computed)


def test_results_are_remembered_between_runs(tmp_path: Path) -> None:
    assert _computed(tmp_path, "a", "bb") == ([1, 2], 2)
    assert _computed(tmp_path, "a", "bb") == ([1, 2], 0)


def test_only_what_is_new_is_computed(tmp_path: Path) -> None:
    _computed(tmp_path, "a", "bb")
    assert _computed(tmp_path, "a", "ccc", "bb") == ([1, 3, 2], 1)


def test_a_shared_argument_is_part_of_what_went_in(tmp_path: Path) -> None:
    _computed(tmp_path, "a")
    assert _computed(tmp_path, "a", factor=5) == ([5], 1)


def test_equal_arguments_are_recognised_however_they_share_their_parts(tmp_path: Path) -> None:
    one = "wujiaochang/2023"
    other = "".join(list(one))
    with Cache(tmp_path) as cache:
        cache.call(_joined, Ref(report=one, anchor=one))
    with Cache(tmp_path) as cache:
        cache.call(_joined, Ref(report=one, anchor=other))
        assert cache.computed == []


def test_results_that_nobody_asks_for_any_more_are_dropped(tmp_path: Path) -> None:
    _computed(tmp_path, "old")
    for run in range(12):
        _computed(tmp_path, f"new{run % 2}")
    assert _computed(tmp_path, "old") == ([3], 1)


def test_a_damaged_store_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "results.sqlite").write_bytes(b"no database" * 1000)
    assert _computed(tmp_path, "a") == ([1], 1)


def test_without_a_folder_nothing_is_remembered() -> None:
    assert _computed(None, "a") == ([1], 1)
    assert _computed(None, "a") == ([1], 1)


def test_many_calls_are_shared_out_among_processes_in_order(tmp_path: Path) -> None:
    texts = ["x" * size for size in range(90)]
    with Cache(tmp_path, jobs=2) as cache:
        assert cache.map(len, [(text,) for text in texts]) == list(range(90))


_COPIES = """
import os
from sitegen.cache import Cache
known, here = {1: "a", 2: "b", 3: "c"}, os.getpid()
with Cache(None, jobs=2) as cache:
    cache.map(len, [("x",)] * 50)  # workers of before know nothing of it
    told = list(cache.in_copies(lambda piece: (known[piece], os.getpid()), [1, 2, 3]))
    alone = list(cache.in_copies(lambda piece: (known[piece], os.getpid()), [3]))
    print("".join(word for word, _ in told), here in {process for _, process in told}, alone == [("c", here)])
    try:
        list(cache.in_copies(lambda piece: 1 / piece, [1, 0, 2]))
    except ZeroDivisionError:
        print("raised")
"""


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no copies here")
def test_pieces_of_work_are_shared_out_among_copies_that_know_what_this_process_knows() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _COPIES], check=True, capture_output=True, text=True
    )  # without threads
    assert ended.stdout.split("\n") == ["abc False True", "raised", ""]


def test_where_other_threads_run_pieces_of_work_are_done_without_copies() -> None:
    ended = threading.Event()
    waiting = threading.Thread(target=ended.wait)
    waiting.start()
    try:
        with Cache(None, jobs=2) as cache:
            assert list(cache.in_copies(lambda piece: (piece, os.getpid()), [1, 2])) == [
                (piece, os.getpid()) for piece in (1, 2)
            ]
    finally:
        ended.set()
        waiting.join()


def _title(report: Report) -> str:
    return report.meta.title + "".join(section.heading for section in report.sections)


def test_what_lies_on_disk_is_found_under_the_name_that_it_had_in_memory(tmp_path: Path) -> None:
    meta = ReportMeta(title="题", issuer="街道", region=(), year=2023, kind="", published="")
    report = Report(id="a", meta=meta, sections=(Section(anchor="s1", level=1, heading="一、"),))
    with Cache(tmp_path) as cache:
        cache.call(_title, report)
        assert cache.call(_title, replace(report, sections=Shelf().put(report.sections))) == "题一、"
        assert len(cache.computed) == 1


def test_workers_are_no_copies_of_a_process_in_which_other_threads_run() -> None:
    usual, own = sys.getswitchinterval(), 0.0625
    ended = threading.Event()
    waiting = threading.Thread(target=ended.wait)
    waiting.start()
    sys.setswitchinterval(own)  # a copy would have it, too
    try:
        with Cache(None, jobs=2) as cache:
            assert own not in cache.map(sys.getswitchinterval, [()] * 50)
    finally:
        sys.setswitchinterval(usual)
        ended.set()
        waiting.join()


def test_no_part_of_the_program_starts_a_thread_when_it_is_loaded() -> None:
    script = (
        "import pkgutil, threading, sitegen\n"
        "for each in pkgutil.walk_packages(sitegen.__path__, 'sitegen.'):\n"
        "    if not each.name.endswith('__main__'): __import__(each.name)\n"
        "print(threading.enumerate())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.count("<_MainThread") == done.stdout.count("<") == 1, done.stdout
