from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from sitegen import workers
from sitegen.cache import Cache
from sitegen.errors import SitegenError
from sitegen.model import OutputFile
from sitegen.spool import Spool

if TYPE_CHECKING:
    from pathlib import Path

_FILES = [OutputFile(path=f"{number}.html", data=b"%d" % number * number) for number in range(40)]


def _size(file: OutputFile) -> int:
    return len(file.data)


@pytest.mark.parametrize("in_memory", [1, 100, 1 << 20])
def test_files_come_back_as_they_were_put(tmp_path: Path, in_memory: int) -> None:
    spool = Spool(tmp_path, in_memory)
    aside = list(spool.put(iter(_FILES[:20])))
    aside += spool.put(_FILES[20:])
    assert aside == _FILES
    assert aside == list(Spool(None).put(_FILES))
    assert [file.data for file in aside] == [file.data for file in _FILES]
    assert [file.size for file in aside] == [len(file.data) for file in _FILES]
    assert set(aside) == set(_FILES)


def test_what_is_put_aside_is_read_whenever_it_is_asked_for(tmp_path: Path) -> None:
    (aside,) = Spool(tmp_path, 1).put([OutputFile(path="a", data=b"x" * 1000)])
    assert aside.data is not aside.data


def test_what_is_put_aside_may_be_put_aside_again(tmp_path: Path) -> None:
    spool = Spool(tmp_path, 0)
    aside = list(spool.put(_FILES))
    assert [one is other for one, other in zip(spool.put(aside), aside, strict=True)] == [True] * len(_FILES)
    assert list(Spool(tmp_path, 1).put(aside)) == _FILES


def test_nothing_lies_on_disk_before_there_is_much(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert list(Spool(missing, 1 << 20).put(_FILES)) == _FILES


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no copies here")
def test_copies_of_the_process_read_at_once(tmp_path: Path) -> None:
    aside = list(Spool(tmp_path, 1).put(_FILES)) * 50
    expected = [_size(file) for file in aside]
    assert list(workers.in_copies(lambda _piece: list(map(_size, aside)), [1, 2], 2)) == [expected] * 2


def test_several_threads_read_at_once(tmp_path: Path) -> None:
    aside = list(Spool(tmp_path, 1).put(_FILES)) * 50
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda file: file.data, aside)) == [file.data for file in _FILES] * 50


def test_other_processes_get_whole_files(tmp_path: Path) -> None:
    aside = list(Spool(tmp_path, 1).put(_FILES))
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(list, aside).result() == _FILES


def test_the_cache_knows_a_file_that_was_put_aside(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.map(_size, [(file,) for file in _FILES])
        cache.computed.clear()
        aside = list(cache.spool().put(_FILES))
        assert cache.map(_size, [(file,) for file in aside]) == [len(file.data) for file in _FILES]
        assert cache.computed == []


def test_no_room_is_told_with_the_folder(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    with pytest.raises(SitegenError, match="missing"):
        list(Spool(missing, 1).put(_FILES))
