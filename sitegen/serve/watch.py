"""Watching folders: events are hints that something may have changed, never the truth about what.

inotify loses events in bursts and reports ones that mean nothing (opened, closed without writing); so
every burst ends in one call, and the callee looks at the files themselves.  Where the system has no
watches left, or none at all, folders are polled instead.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from watchdog.observers.api import BaseObserver

_MEANINGLESS: Final = frozenset({"opened", "closed_no_write"})
_QUIET: Final = 0.03
"""Seconds without an event that end a burst: an editor writes, renames and touches within a few milliseconds."""
_LONGEST_BURST: Final = 0.5
_SETTINGS: Final = ("sitegen.toml", "pyproject.toml")


@contextmanager
def watching(folders: Iterable[Path], root: Path, changed: Callable[[], None]) -> Iterator[None]:
    """Call `changed` after every burst of changes below `folders`, or of a configuration file in `root`, while in use."""
    signal = _Signal()
    observer = _start([folder for folder in dict.fromkeys(folders) if folder.is_dir()], root, signal)
    worker = threading.Thread(target=signal.run, args=(changed,), daemon=True)
    worker.start()
    try:
        yield
    finally:
        signal.stop()
        observer.stop()
        observer.join()
        worker.join()


class _Signal(FileSystemEventHandler):
    """Turns bursts of events into single calls."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._stopped = False

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _MEANINGLESS and not event.is_directory:
            self._event.set()

    def run(self, changed: Callable[[], None]) -> None:
        while True:
            self._event.wait()
            if self._stopped:
                return
            self._settle()
            changed()

    def stop(self) -> None:
        self._stopped = True
        self._event.set()

    def _settle(self) -> None:
        """Wait until the burst is over."""
        end = time.monotonic() + _LONGEST_BURST
        while self._event.is_set() and time.monotonic() < end:
            self._event.clear()
            self._event.wait(_QUIET)
        self._event.clear()


class _SettingsOnly(FileSystemEventHandler):
    """Passes on events of the configuration files in a folder that holds much else."""

    def __init__(self, signal: _Signal) -> None:
        self._signal = signal

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = (str(event.src_path), str(event.dest_path))
        if any(path.endswith(_SETTINGS) for path in paths):
            self._signal.on_any_event(event)


def _start(folders: list[Path], root: Path, signal: _Signal) -> BaseObserver:
    try:
        return _observe(Observer(), folders, root, signal)
    except OSError:  # no watches left, or none on this file system
        return _observe(PollingObserver(timeout=0.5), folders, root, signal)


def _observe(observer: BaseObserver, folders: list[Path], root: Path, signal: _Signal) -> BaseObserver:
    for folder in folders:
        observer.schedule(signal, str(folder), recursive=True)
    if root not in folders:
        observer.schedule(_SettingsOnly(signal), str(root), recursive=False)
    observer.start()
    return observer
