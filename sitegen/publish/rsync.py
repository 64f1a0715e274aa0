"""Publishing to a machine that ssh reaches, with rsync: laid out and switched as in `folder`.

Files are compared by content: two versions of a page often have one size, and a clone of an archive has no times
worth anything.  What is the same as in the release before becomes a hard link there and does not travel.  A
process of ours holds a lock on the other machine while it lives; if we die, it ends with the connection.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.output import MANIFEST, sync
from sitegen.publish.folder import CURRENT, DIGITS, INCOMING, RELEASES
from sitegen.publish.manifest import dump_manifest, load_manifest
from sitegen.publish.plan import Present
from sitegen.publish.programs import run
from sitegen.publish.release import sha256_hex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.publish.plan import Plan
    from sitegen.publish.release import Release, Step
    from sitegen.publish.settings import RsyncTarget

_HELD: Final = b"held\n"
_LOCK: Final = "mkdir -p {releases} && cd {releases} && exec flock -n .lock -c 'echo held; exec cat'"
_CURRENT: Final = 'cd {releases} 2>/dev/null && name=$(basename "$(readlink ../{current})") && [ -f "$name.json" ] || exit 0\n'
_PRESENT: Final = _CURRENT + 'echo "$name"; cat "$name.json"'
# If we are killed, the receiver may live a little longer than our lock; the next one waits for it.
_RECEIVER: Final = "flock -w 60 {releases}/.receiving rsync"
# A release must not begin in the second in which the one before ended: servers make ETags of seconds and sizes.
_WAIT: Final = (
    'cd {releases}; last=$(ls -t *.json 2>/dev/null | head -n 1); [ -n "$last" ] || exit 0; '
    'while [ "$(stat -c %Y "$last")" -ge "$(date +%s)" ]; do sleep 0.2; done'
)
_RETIRED: Final = 'cd {releases}; while IFS= read -r f; do mkdir -p "$(dirname "{incoming}/$f")"; ln -f {before}/"$f" {incoming}/"$f"; done'
_SWITCH: Final = (
    "cd {releases} && rm -rf {name} && mv {incoming} {name} && sync && cd .. "
    "&& ln -sfn {folder}/{name} .{current} && mv -fT .{current} {current}"
)
_PRUNE: Final = (
    "cd {releases} && ls *.json | sort | head -n -{keep} | while IFS= read -r f; do n=${{f%.json}}; "
    '[ "$n" = {name} ] || [ "$n" = {before} ] || rm -rf "$n" "$f"; done'
)
_BACK: Final = "cd {path} && [ -d {folder}/{before} ] && ln -sfn {folder}/{before} .{current} && mv -fT .{current} {current}"


@contextmanager
def opened(settings: RsyncTarget, workspace: Path, *, only_look: bool) -> Iterator[_Rsync]:
    """Hold the folder on the other machine; raises `SitegenError` if another publication does, or if it cannot be reached."""
    with tempfile.TemporaryDirectory(prefix="sitegen-") as sockets:
        remote = _Rsync(settings, workspace, Path(sockets))
        with nullcontext() if only_look else remote.held():
            yield remote


class _Rsync:
    digest = staticmethod(sha256_hex)

    def __init__(self, settings: RsyncTarget, workspace: Path, sockets: Path) -> None:
        self._settings, self._workspace = settings, workspace
        options = (
            ("BatchMode", "yes"),
            ("ConnectTimeout", "20"),
            ("ServerAliveInterval", "15"),
            ("ControlMaster", "auto"),
            ("ControlPath", str(sockets / "%C")),
            ("ControlPersist", "10"),
        )
        self._ssh = ["ssh", "-p", str(settings.port), *(f"-o{name}={value}" for name, value in options)]
        self._before = ""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock on the other machine."""
        command = [*self._ssh, "--", self._settings.server, self._script(_LOCK)]
        try:
            holder = subprocess.Popen(  # noqa: S603 - the arguments are checked by `settings`
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        except FileNotFoundError as error:
            raise SitegenError(problem("program-missing", self._settings.name, program="ssh")) from error
        with holder:
            assert holder.stdin and holder.stdout and holder.stderr  # noqa: PT018, S101 - they are pipes
            if holder.stdout.readline() != _HELD:
                holder.stdin.close()
                words = holder.stderr.read().decode("utf-8", "replace").strip()
                if words:
                    raise SitegenError(
                        problem("program-failed", self._settings.name, program="ssh", said=words)
                    )
                raise SitegenError(problem("publish-running", self._settings.name))
            yield
            holder.stdin.close()

    def present(self) -> Present:
        self._before, _, manifest = self._remote(_PRESENT).decode().partition("\n")
        return load_manifest(manifest) if manifest else Present(files={})

    def send(self, release: Release, plan: Plan, step: Step) -> str:
        sync(self._workspace, release.files.values())
        self._remote(_WAIT)
        travelling = frozenset((*plan.added, *plan.changed))
        self._rsync(lambda path: step(path) if path in travelling else None)
        if plan.retired and self._before:
            names = "".join(f"{path}\n" for path in plan.retired)
            self._remote(_RETIRED, given=names.encode(), before=self._before)
        name = self._next()
        self._remote(
            f"cat > {{releases}}/{name}.json",
            given=dump_manifest(release.listing, plan, self._before).encode(),
        )
        self._remote(_SWITCH, name=name)
        self._remote(_PRUNE, name=name, before=self._before or name, keep=str(self._settings.keep))
        return name

    def back(self) -> str:
        _, _, manifest = self._remote(_PRESENT).decode().partition("\n")
        before = str(json.loads(manifest)["before"]) if manifest else ""
        if not before.isdigit():
            raise SitegenError(problem("publish-no-way-back", self._settings.name))
        self._remote(_BACK, before=before)
        return before

    def _next(self) -> str:
        names = self._remote("ls {releases}").decode().split()
        numbers = [int(each.removesuffix(".json")) for each in names if each.removesuffix(".json").isdigit()]
        return f"{max(numbers, default=0) + 1:0{DIGITS}}"

    def _rsync(self, line: Step) -> None:
        """Send the folder of the release; unchanged files are linked to those of the release before."""
        target = f"{self._settings.server}:{self._settings.path}/{RELEASES}/{INCOMING}/"
        before = [f"--link-dest=../{self._before}"] if self._before else []
        run(
            self._settings.name,
            [
                *("rsync", "--recursive", "--checksum", "--delete", "--compress", "--out-format=%n"),
                *(f"--exclude=/{MANIFEST}", f"--rsync-path={self._script(_RECEIVER)}", *before),
                *("-e", shlex.join(self._ssh)),
                *("--", f"{self._workspace}/", target),
            ],
            line=line,
        )

    def _remote(self, script: str, *, given: bytes = b"", **values: str) -> bytes:
        command = [*self._ssh, "--", self._settings.server, self._script(script, **values)]
        return run(self._settings.name, command, given=given)

    def _script(self, script: str, **values: str) -> str:
        path = self._settings.path.rstrip("/")
        names = {
            "path": path,
            "releases": f"{path}/{RELEASES}",
            "folder": RELEASES,
            "current": CURRENT,
            "incoming": INCOMING,
        }
        return script.format(**{key: shlex.quote(value) for key, value in (names | values).items()})
