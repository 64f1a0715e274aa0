from __future__ import annotations

import logging
import os
import threading
import time
from typing import TYPE_CHECKING

import pytest
from watchdog.observers.api import BaseObserver, EventEmitter

from sitegen.serve.watch import _is_proven, _observe, _Signal, is_temporary, watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class _Calls:
    """Counts calls, keeps what they were given and lets a test wait for the next."""

    def __init__(self) -> None:
        self.count = 0
        self.paths: list[frozenset[str] | None] = []
        self._happened = threading.Event()

    def __call__(self, paths: frozenset[str] | None) -> None:
        self.count += 1
        self.paths.append(paths)
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


def _as_jetbrains(path: Path) -> None:
    temporary, old = path.with_name("a.md___jb_tmp___"), path.with_name("a.md___jb_old___")
    temporary.write_text("neu")
    path.rename(old)
    temporary.rename(path)
    old.unlink()


def _as_vim(path: Path) -> None:
    probe = path.with_name("4913")
    probe.write_text("")
    probe.unlink()
    _with_a_backup(path)
    path.with_name("a.md~").unlink()


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
    ways: list[Callable[[Path], None]] = [
        _in_place, _through_a_temporary_file, _with_a_backup, _in_pieces, _as_jetbrains, _as_vim,
    ]  # fmt: skip
    with watching([content], tmp_path, calls):
        for way in ways:
            way(path)
            assert calls.next(), way.__name__


def test_who_looks_is_told_where_and_later_looks_at_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.serve.watch._LATER", 0.3)
    path, calls = tmp_path / "a.md", _Calls()
    path.write_text("alt")
    with watching([tmp_path], tmp_path, calls):
        path.write_text("neu")
        assert calls.next()
        assert calls.paths[0] == {str(path)}
        while calls.next(1):
            pass
        assert calls.paths[-1] is None
        count = calls.count
        assert not calls.next(0.6)
    assert calls.count == count


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


@pytest.mark.parametrize("save", [_in_place, _through_a_temporary_file])
def test_a_file_that_is_saved_alone_is_not_waited_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], None]
) -> None:
    for name in ("_QUIET", "_LONGEST_BURST"):
        monkeypatch.setattr(f"sitegen.serve.watch.{name}", 30.0)
    monkeypatch.setattr("sitegen.serve.watch._ALONE", 0.2)
    path, calls = tmp_path / "a.md", _Calls()
    path.write_text("alt")
    with watching([tmp_path], tmp_path, calls):
        time.sleep(0.3)
        save(path)
        assert calls.next()
        assert str(path) in (calls.paths[0] or ())
        monkeypatch.setattr("sitegen.serve.watch._QUIET", 0.02)


@pytest.mark.parametrize("save", [_with_a_backup, _as_jetbrains, _as_vim])
def test_a_file_is_there_when_it_is_looked_at_however_an_editor_puts_it_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], None]
) -> None:
    monkeypatch.setattr("sitegen.serve.watch._ALONE", 0.05)
    path, found = tmp_path / "a.md", list[bool]()
    path.write_text("alt")
    with watching([tmp_path], tmp_path, lambda _paths: found.append(path.is_file())):
        for _ in range(10):
            time.sleep(0.1)
            save(path)
        time.sleep(0.3)
    assert found
    assert all(found)


def test_reading_is_no_change(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("x")
    calls = _Calls()
    with watching([tmp_path], tmp_path, calls):
        path.read_text()
        assert not calls.next(0.3)


def test_a_hundred_saves_in_every_style_are_all_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("alt")
    seen: list[str] = []
    told = threading.Event()

    def look(_paths: frozenset[str] | None) -> None:
        if path.is_file():
            seen.append(path.read_text())
            told.set()

    ways = [_in_place, _through_a_temporary_file, _with_a_backup, _as_jetbrains, _as_vim]
    with watching([tmp_path], tmp_path, look):
        for number in range(100):
            told.clear()
            ways[number % len(ways)](path)
            path.write_text(str(number))
            end = time.monotonic() + 5
            while str(number) not in seen[-1:] and time.monotonic() < end:
                told.wait(0.1)
                told.clear()
            assert seen[-1] == str(number)


@pytest.mark.parametrize(
    "name",
    ["4913", ".a.md.swp", ".a.md.swx", "a.md~", "a.md.tmp", "a.md___jb_tmp___", "a.md___jb_old___", "#a.md#", ".#a.md",
     ".goutputstream-X7", ".sitegen-x1.tmp"],
)  # fmt: skip
def test_what_editors_write_for_a_moment_causes_nothing(tmp_path: Path, name: str) -> None:
    calls = _Calls()
    with watching([tmp_path], tmp_path, calls):
        (tmp_path / name).write_text("x")
        (tmp_path / name).unlink()
        assert not calls.next(0.25)


@pytest.mark.parametrize("name", ["a.md", "moved.toml", "b.anchors.json", "home.html"])
def test_real_files_are_not_taken_for_temporary_ones(name: str) -> None:
    assert not is_temporary(f"/x/{name}")


def test_folders_that_come_go_and_are_renamed_are_noticed(tmp_path: Path) -> None:
    content, outside = tmp_path / "content", tmp_path / "outside"
    (outside / "amt").mkdir(parents=True)
    (outside / "amt/2024.md").write_text("x")
    content.mkdir()
    calls = _Calls()
    with watching([content], tmp_path, calls):
        for origin, target in (
            (outside / "amt", content / "amt"),
            (content / "amt", content / "neu"),
            (content / "neu", outside / "neu"),
        ):
            os.replace(origin, target)
            assert calls.next(), target


def test_a_folder_of_themes_that_is_made_later_is_watched(tmp_path: Path) -> None:
    calls = _Calls()
    with watching([tmp_path / "themes"], tmp_path, calls):
        (tmp_path / "themes/own").mkdir(parents=True)
        assert calls.next()
        (tmp_path / "themes/own/site.css").write_text("x")
        assert calls.next()


@pytest.mark.parametrize("poll", [False, True])
def test_a_folder_that_is_taken_away_and_put_back_is_watched_on(tmp_path: Path, poll: bool) -> None:  # noqa: FBT001
    content, calls = tmp_path / "content", _Calls()
    content.mkdir()
    (content / "a.md").write_text("alt")
    with watching([content], tmp_path, calls, poll=poll):
        for name in ("away", "elsewhere"):
            content.rename(tmp_path / name)
            assert calls.next()
            (tmp_path / name).rename(content)
            assert calls.next()
            while calls.next(1):
                pass
            (content / "a.md").write_text(f"neu {name}")
            assert calls.next()


def test_polling_sees_the_same(tmp_path: Path) -> None:
    calls = _Calls()
    with watching([tmp_path], tmp_path, calls, poll=True) as is_polling:
        assert is_polling
        (tmp_path / "a.md").write_text("x")
        assert calls.next()


def test_where_the_system_reports_is_no_polling_and_the_probe_leaves_nothing(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    calls = _Calls()
    with watching([content], tmp_path, calls) as is_polling:
        assert not is_polling
        assert [path.name for path in tmp_path.iterdir()] == ["content"]
        assert not calls.next(0.2)


def test_a_system_that_reports_nothing_is_polled(tmp_path: Path) -> None:
    class Silent(BaseObserver):
        """An observer of a system without events, as of a network drive."""

        def __init__(self) -> None:
            super().__init__(EventEmitter)

    silent = _observe(Silent(), [tmp_path], tmp_path, _Signal())
    try:
        assert not _is_proven(silent, tmp_path)
    finally:
        silent.stop()
        silent.join()


def test_a_look_follows_when_events_were_lost(tmp_path: Path) -> None:
    calls = _Calls()
    with watching([tmp_path], tmp_path, calls):
        logging.getLogger("watchdog.observers.inotify").warning("Inotify queue overflowed; events were lost")
        assert calls.next()
