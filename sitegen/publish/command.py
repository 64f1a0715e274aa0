"""Publishing with a command of the user's own: for hosts that have a program for it.

The command runs in the archive's folder and finds in its environment

    SITEGEN_FOLDER     the folder of the whole site
    SITEGEN_CHANGED    a file with the paths of what is new or changed, a line each, in the order in which they should travel
    SITEGEN_REMOVED    a file with the paths of what is to be removed afterwards

What was published last is remembered in the workspace; if that is lost, everything counts as new.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from sitegen.errors import SitegenError, problem
from sitegen.output import sync, write_atomic
from sitegen.publish.manifest import dump_manifest, load_manifest
from sitegen.publish.plan import Present
from sitegen.publish.release import sha256_hex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.publish.plan import Plan
    from sitegen.publish.release import Release, Step
    from sitegen.publish.settings import CommandTarget


@contextmanager
def opened(settings: CommandTarget, workspace: Path, *, only_look: bool) -> Iterator[_Command]:
    """Hold the workspace; raises `SitegenError` if another publication does."""
    del only_look  # the target is not reached but by the command
    workspace.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(workspace.with_suffix(".lock"), timeout=0):
            yield _Command(settings, workspace)
    except Timeout as error:
        raise SitegenError(problem("publish-running", settings.name)) from error


class _Command:
    digest = staticmethod(sha256_hex)

    def __init__(self, settings: CommandTarget, workspace: Path) -> None:
        self._settings, self._workspace = settings, workspace
        self._manifest = workspace.with_suffix(".json")

    def present(self) -> Present:
        return (
            load_manifest(self._manifest.read_text("utf-8"))
            if self._manifest.is_file()
            else Present(files={})
        )

    def send(self, release: Release, plan: Plan, step: Step) -> str:
        sync(self._workspace, release.files.values())
        changed = [path for group in plan.phases() for path in group]
        lists = {"SITEGEN_CHANGED": changed, "SITEGEN_REMOVED": list(plan.removed)}
        environment = {"SITEGEN_FOLDER": str(self._workspace)}
        for name, paths in lists.items():
            place = self._workspace.with_suffix(f".{name.removeprefix('SITEGEN_').lower()}")
            write_atomic(place, "".join(f"{path}\n" for path in paths).encode())
            environment[name] = str(place)
        self._start(environment)
        for path in changed:
            step(path)
        write_atomic(self._manifest, dump_manifest(release.listing, plan).encode())
        return self._settings.command[0]

    def back(self) -> str:
        raise SitegenError(problem("publish-no-way-back", self._settings.name))

    def _start(self, environment: dict[str, str]) -> None:
        command, name = self._settings.command, self._settings.name
        try:
            done = subprocess.run(command, env=os.environ | environment, check=False)  # noqa: S603 - the user's own command
        except OSError as error:
            raise SitegenError(problem("program-missing", name, program=command[0])) from error
        if done.returncode:
            raise SitegenError(problem("command-failed", name, program=command[0], status=done.returncode))
