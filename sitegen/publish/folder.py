"""Publishing into a folder of this machine.

    path/releases/000007/        a whole release; unchanged files are hard links to those of the release before
    path/releases/000007.json    what it holds
    path/current                 a link to the release that is served, changed in one step (rename)

A release is written beside its place and moved there when it is whole, so that one that was interrupted is never
served.  Servers make their ETags of time and size: a file that changed without changing its size must be younger than
the one it follows, or readers keep the old one.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from sitegen.errors import SitegenError, problem
from sitegen.publish.manifest import dump_manifest, load_manifest
from sitegen.publish.plan import Present
from sitegen.publish.release import sha256_hex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.publish.plan import Plan
    from sitegen.publish.release import Release, Step
    from sitegen.publish.settings import FolderTarget

CURRENT: Final = "current"
RELEASES: Final = "releases"
INCOMING: Final = ".incoming"
DIGITS: Final = 6


@contextmanager
def opened(settings: FolderTarget, workspace: Path, *, only_look: bool) -> Iterator[_Folder]:
    """Hold the folder; raises `SitegenError` if another publication does, or if it cannot be used."""
    del workspace
    releases = settings.path / RELEASES
    try:
        if only_look:
            yield _Folder(settings.path, settings.keep)
            return
        releases.mkdir(parents=True, exist_ok=True)
        with FileLock(releases / ".lock", timeout=0):
            yield _Folder(settings.path, settings.keep)
    except Timeout as error:
        raise SitegenError(problem("publish-running", settings.name)) from error
    except OSError as error:
        raise SitegenError(problem("publish-failed", settings.name, reason=error.strerror)) from error


class _Folder:
    digest = staticmethod(sha256_hex)

    def __init__(self, path: Path, keep: int) -> None:
        self._path, self._keep = path, keep
        self._releases = path / RELEASES

    def present(self) -> Present:
        name = self._current()
        return (
            load_manifest((self._releases / f"{name}.json").read_text("utf-8")) if name else Present(files={})
        )

    def send(self, release: Release, plan: Plan, step: Step) -> str:
        before, incoming = self._current(), self._releases / INCOMING
        shutil.rmtree(incoming, ignore_errors=True)
        travelling = frozenset((*plan.added, *plan.changed))
        old = self._releases / before if before else None
        for path, file in release.files.items():
            place = incoming / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if path in travelling or old is None or not _linked(old / path, place):
                place.write_bytes(file.data)
                _make_younger(place, old / path if old else None)
                step(path)
        for path in plan.retired:
            if old:
                (incoming / path).parent.mkdir(parents=True, exist_ok=True)
                _linked(old / path, incoming / path)
        name = f"{self._latest() + 1:0{DIGITS}}"
        (self._releases / f"{name}.json").write_text(dump_manifest(release.listing, plan, before), "utf-8")
        os.sync()  # a switch must not survive a power failure that its files do not
        incoming.rename(self._releases / name)
        self._switch(name)
        self._prune({name, before})
        return name

    def back(self) -> str:
        name = self._current()
        before = json.loads((self._releases / f"{name}.json").read_text("utf-8"))["before"] if name else ""
        if not before or not (self._releases / before).is_dir():
            raise SitegenError(problem("publish-no-way-back", str(self._path)))
        self._switch(before)
        return str(before)

    def _current(self) -> str:
        """Return the name of the release that is served, "" if none is."""
        try:
            name = (self._path / CURRENT).readlink().name
        except FileNotFoundError:
            return ""
        return name if (self._releases / f"{name}.json").is_file() else ""

    def _latest(self) -> int:
        numbers = (int(entry.stem) for entry in self._releases.glob("*.json") if entry.stem.isdigit())
        return max(numbers, default=0)

    def _switch(self, name: str) -> None:
        """Let the link lead to another release, in one step: no request ever finds it missing."""
        fresh = self._path / f".{CURRENT}"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path(RELEASES) / name)
        fresh.replace(self._path / CURRENT)

    def _prune(self, needed: set[str]) -> None:
        """Remove all but the last releases, and those that are needed."""
        ended = sorted(entry.stem for entry in self._releases.glob("*.json"))[: -self._keep]
        for each in ended:
            if each not in needed:
                shutil.rmtree(self._releases / each, ignore_errors=True)
                (self._releases / f"{each}.json").unlink(missing_ok=True)


def _linked(source: Path, place: Path) -> bool:
    """Let a file appear at another place without copying; tell whether that was possible."""
    try:
        os.link(source, place)
    except FileNotFoundError:
        return False
    except OSError:  # a file system without hard links
        shutil.copy2(source, place)
    return True


def _make_younger(place: Path, old: Path | None) -> None:
    """See to it that a file is a second younger than the one it follows."""
    with suppress(OSError):
        if old and int(place.stat().st_mtime) <= int(old.stat().st_mtime):
            later = int(old.stat().st_mtime) + 1
            os.utime(place, (later, later))
