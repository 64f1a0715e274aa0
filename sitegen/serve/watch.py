"""Watching folders: events are hints that something may have changed, never the truth about what.

inotify loses events in bursts and reports ones that mean nothing (opened, closed without writing); so
every burst ends in one call, and the callee looks at the files themselves: at those that were reported, and once no more
are at all there are.  A file that is saved by hand comes alone and is told as soon as it is closed.  Where the system has no
watches left, or reports nothing (network drives, shared folders of virtual machines), folders are polled instead.
"""

from __future__ import annotations

import logging
import posixpath
import re
import tempfile
import threading
import time
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from watchdog.observers.api import BaseObserver, ObservedWatch

    Changed = Callable[[frozenset[str] | None], None]

_MEANINGLESS: Final = frozenset({"opened", "closed_no_write"})
_TEMPORARY: Final = re.compile(
    r"4913|.*~|#.*#|\.#.*|.*\.(?:sw[a-z]|tmp|bak)|\.goutputstream-.*|.*___jb_(?:tmp|old)___|\.sitegen-.*"
)
"""Files that editors (vim, Emacs, GNOME, JetBrains) and we ourselves write for a moment beside the real one."""
_QUIET: Final = 0.02
"""Seconds without an event that end a burst: an editor writes, renames and touches within a few milliseconds."""
_ALONE: Final = 1.0
"""Seconds after the last call in which a file that was written and closed, and nothing else, is not waited behind: what is
written by hand comes alone, what a program writes comes in bursts."""
_WRITTEN: Final = frozenset({"closed", "moved"})
"""Events that end what an editor does with a file."""
_LONGEST_BURST: Final = 0.5
_POLLED: Final = 0.5
_PROOF: Final = 1.0
"""Seconds between two looks where folders are polled; within which an event must have been reported where they are not."""
_GROWN: Final = 0.3
"""Seconds after which a new folder has its files."""
_LATER: Final = 10.0
"""Seconds without an event after which all files are looked at, should one not have been reported."""
_SETTINGS: Final = ("sitegen.toml", "pyproject.toml")
_PROBE: Final = ".sitegen-probe-"


@contextmanager
def watching(folders: Iterable[Path], root: Path, changed: Changed, *, poll: bool = False) -> Iterator[bool]:
    """Call `changed` after every burst of changes below `folders`, or of a configuration file in `root`, while in use.

    It is given the paths of the burst, and None some seconds after the last one.

    Folders in `root` may also come later.  Gives whether folders are polled, as asked for with `poll` or because the
    system does not report changes.
    """
    signal = _Signal()
    wanted = list(dict.fromkeys(folders))
    losses = _Losses(signal)
    logging.getLogger("watchdog").addHandler(losses)
    observer = None if poll else _reporting(wanted, root, signal)
    is_polling = observer is None
    observer = observer or _observe(PollingObserver(timeout=_POLLED), wanted, root, signal)
    worker = threading.Thread(target=signal.run, args=(changed,), daemon=True)
    worker.start()
    try:
        yield is_polling
    finally:
        logging.getLogger("watchdog").removeHandler(losses)
        signal.stop()
        observer.stop()
        observer.join()
        worker.join()


def is_temporary(path: str) -> bool:
    """Tell whether a file is one that an editor writes for a moment."""
    return _TEMPORARY.fullmatch(posixpath.basename(path.replace("\\", "/"))) is not None


class _Signal(FileSystemEventHandler):
    """Turns bursts of events into single calls."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._paths: set[str] | None = set()
        self._written: frozenset[str] = frozenset()
        self._called = time.monotonic()
        self._lock = threading.Lock()
        self._stopped = False

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = [str(path) for path in (event.src_path, event.dest_path) if path]
        is_listing = event.is_directory and event.event_type == "modified"
        if event.event_type not in _MEANINGLESS and not is_listing and not all(map(is_temporary, paths)):
            is_written = event.event_type in _WRITTEN and not is_temporary(paths[-1])
            self.raise_(None if event.is_directory else paths, is_written=is_written)

    def raise_(self, paths: Iterable[str] | None = None, *, is_written: bool = False) -> None:
        """Have files looked at, all if no paths are given; `is_written` if whoever wrote them is done."""
        with self._lock:
            self._paths = None if paths is None or self._paths is None else self._paths.union(paths)
            self._written = frozenset(paths or ()) if is_written else frozenset()
        self._event.set()

    def run(self, changed: Changed) -> None:
        is_whole = True
        while True:
            is_event = self._event.wait(None if is_whole else _LATER)
            if self._stopped:
                return
            self._settle()
            paths = self._taken() if is_event else None
            is_whole = paths is None
            try:
                changed(paths)
            except Exception:  # noqa: BLE001 - a fault of ours is shown, and the next save looked at all the same
                traceback.print_exc()
            self._called = time.monotonic()

    def _taken(self) -> frozenset[str] | None:
        with self._lock:
            paths, self._paths = self._paths, set()
        return None if paths is None else frozenset(paths)

    def stop(self) -> None:
        self._stopped = True
        self._event.set()

    def _settle(self) -> None:
        """Wait until the burst is over."""
        end = time.monotonic() + _LONGEST_BURST
        while self._event.is_set() and time.monotonic() < end:
            self._event.clear()
            if self._is_alone():
                return
            self._event.wait(_QUIET)
        self._event.clear()

    def _is_alone(self) -> bool:
        """Tell whether one file was written, and nothing else for a while."""
        with self._lock:
            is_one = self._paths is not None and self._paths <= self._written
        return is_one and time.monotonic() - self._called > _ALONE


class _Losses(logging.Handler):
    """Has the files looked at when the library says that events were lost: nothing else tells of it."""

    def __init__(self, signal: _Signal) -> None:
        super().__init__(logging.WARNING)
        self._signal = signal

    def emit(self, record: logging.LogRecord) -> None:
        if "overflow" in record.getMessage():
            self._signal.raise_()


class _Root(FileSystemEventHandler):
    """Passes on events of the configuration files in a folder that holds much else, and of watched folders in it that come and go."""

    def __init__(
        self, observer: BaseObserver, watches: Mapping[Path, ObservedWatch | None], signal: _Signal
    ) -> None:
        self._observer, self._signal = observer, signal
        self._watches = {str(folder): watch for folder, watch in watches.items()}

    def on_any_event(self, event: FileSystemEvent) -> None:
        source, target = str(event.src_path), str(event.dest_path)
        if any(path.endswith(_SETTINGS) for path in (source, target)):
            self._signal.on_any_event(event)
        if event.event_type in {"deleted", "moved"} and source in self._watches:
            self._end(source)
        came = {"created": source, "moved": target}.get(event.event_type)
        if came in self._watches:
            timer = threading.Timer(_GROWN, self._begin, (came,))
            timer.daemon = True
            timer.start()

    def _end(self, folder: str) -> None:
        """Watch a folder no more that is gone: one that comes in its place would not be seen."""
        watch, self._watches[folder] = self._watches[folder], None
        if watch is not None:
            self._observer.unschedule(watch)
        self._signal.raise_()

    def _begin(self, folder: str) -> None:
        """Watch a folder that came; by now what it came with is there, which the library else counts twice."""
        if self._observer.is_alive() and Path(folder).is_dir() and self._watches[folder] is None:
            self._watches[folder] = self._observer.schedule(self._signal, folder, recursive=True)
            self._signal.raise_()


class _Probe(FileSystemEventHandler):
    """Waits for the event of a file that was written to see whether events are reported at all."""

    def __init__(self) -> None:
        self.seen = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if _PROBE in str(event.src_path):
            self.seen.set()


def _reporting(folders: list[Path], root: Path, signal: _Signal) -> BaseObserver | None:
    """Return an observer that the system reports to; None where there are no watches left, or it reports nothing."""
    try:
        observer = _observe(Observer(), folders, root, signal)
    except OSError:
        return None
    if _is_proven(observer, next((folder for folder in folders if folder.is_dir()), root)):
        return observer
    observer.stop()
    observer.join()
    return None


def _is_proven(observer: BaseObserver, folder: Path) -> bool:
    """Tell whether a file that is written in a folder is reported; where none can be written, that is believed."""
    probe = _Probe()
    try:
        with tempfile.TemporaryDirectory(prefix=_PROBE, dir=folder) as place:
            watch = observer.schedule(probe, place, recursive=False)
            (Path(place) / f"{_PROBE}1").write_bytes(b"")
            is_seen = probe.seen.wait(_PROOF)
            observer.unschedule(watch)
            return is_seen
    except OSError:
        return True


def _observe(observer: BaseObserver, folders: list[Path], root: Path, signal: _Signal) -> BaseObserver:
    watches = {
        folder: observer.schedule(signal, str(folder), recursive=True) if folder.is_dir() else None
        for folder in folders
    }
    if root not in folders:
        observer.schedule(_Root(observer, watches, signal), str(root), recursive=False)
    observer.start()
    return observer
