from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from sitegen.serve.watch import watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class _Calls:
    """Counts calls and lets a test wait for the next."""

    def __init__(self) -> None:
        self.count = 0
        self._happened = threading.Event()

    def __call__(self) -> None:
        self.count += 1
        self._happened.set()

    def next(self, seconds: float = 5) -> bool:
        happened = self._happened.wait(seconds)
        self._happened.clear()
        return happened


def _in_place(path: Path) -> None:
    path.write_text("neu")


def _through_a_temporary_file(path: Path) -> None:
    temporary = path.with_name(".tmp")
    temporary.write_text("neu")
    os.replace(temporary, path)


def _with_a_backup(path: Path) -> None:
    path.rename(path.with_name("a.md~"))
    path.write_text("neu")


def _in_pieces(path: Path) -> None:
    with path.open("w") as file:
        for _ in range(5):
            file.write("x" * 100)
            file.flush()


def test_every_way_of_saving_is_noticed(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    path = content / "a.md"
    path.write_text("alt")
    calls = _Calls()
    ways: list[Callable[[Path], None]] = [_in_place, _through_a_temporary_file, _with_a_backup, _in_pieces]
    with watching([content], tmp_path, calls):
        for way in ways:
            way(path)
            assert calls.next(), way.__name__


def test_new_folders_and_the_configuration_are_watched_too(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    calls = _Calls()
    with watching([content], tmp_path, calls):
        (content / "neu").mkdir()
        (content / "neu" / "2024.md").write_text("x")
        assert calls.next()
        (tmp_path / "sitegen.toml").write_text('title = "x"')
        assert calls.next()


def test_a_burst_of_changes_is_one_call_or_two(tmp_path: Path) -> None:
    calls = _Calls()
    with watching([tmp_path], tmp_path, calls):
        for number in range(200):
            (tmp_path / f"{number}.md").write_text("x")
        assert calls.next()
        calls.next(1)
    assert calls.count <= 4


def test_reading_is_no_change(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("x")
    calls = _Calls()
    with watching([tmp_path], tmp_path, calls):
        path.read_text()
        assert not calls.next(0.3)
