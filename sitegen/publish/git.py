"""Publishing to a branch of a git repository (GitHub, GitLab, Gitee Pages): a commit holds the whole site.

A branch changes in one step, and git sends only what it does not have.  A clone without work tree is kept in the
workspace; if it is lost, it is fetched again.  A push never overwrites what somebody else has pushed meanwhile.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from hashlib import sha1
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from sitegen.errors import SitegenError, problem
from sitegen.publish.plan import Present, Stored
from sitegen.publish.programs import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.publish.plan import Plan
    from sitegen.publish.release import Release, Step
    from sitegen.publish.settings import GitTarget

_HERE: Final = "refs/heads/published"
_STATE: Final = ".sitegen.json"
_RESTORES: Final = "Restores: "
_AUTHOR: Final = "sitegen <sitegen@localhost>"
_SHORT: Final = 10


@contextmanager
def opened(settings: GitTarget, workspace: Path, *, only_look: bool) -> Iterator[_Branch]:
    """Fetch the branch; raises `SitegenError` if that fails or another publication from this workspace is running."""
    del only_look  # what is fetched is ours, and only a push writes there
    clone = workspace.with_suffix(".git")
    clone.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(clone.with_suffix(".lock"), timeout=0):
            branch = _Branch(settings, clone)
            branch.fetch()
            yield branch
    except Timeout as error:
        raise SitegenError(problem("publish-running", settings.name)) from error


class _Branch:
    def __init__(self, settings: GitTarget, clone: Path) -> None:
        self._settings, self._clone = settings, clone
        self._head = ""

    @staticmethod
    def digest(data: bytes) -> str:
        """Return the id that git gives to a content."""
        return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()

    def fetch(self) -> None:
        """Bring the clone up to date with the branch."""
        run(self._settings.name, ["git", "init", "--quiet", "--bare", self._clone])
        branch = f"refs/heads/{self._settings.branch}"
        listed = self._git("ls-remote", "--", self._settings.url, branch).split()
        self._head = listed[0].decode() if listed else ""
        if self._head:
            self._git("fetch", "--quiet", "--no-tags", "--", self._settings.url, f"+{branch}:{_HERE}")

    def present(self) -> Present:
        files = self._tree() if self._head else {}
        retired = frozenset(self._state()["retired"]) if _STATE in files else frozenset()
        return Present(files={path: file for path, file in files.items() if path != _STATE}, retired=retired)

    def send(self, release: Release, plan: Plan, step: Step) -> str:
        before = self._tree() if self._head else {}
        commit = self._import(release, plan, before, step)
        self._push(commit)
        return commit[:_SHORT]

    def back(self) -> str:
        release = self._restored(self._head) if self._head else ""
        parent = (
            self._git("rev-list", "--max-count=1", "--skip=1", release).decode().strip() if release else ""
        )
        if not parent:
            raise SitegenError(problem("publish-no-way-back", self._settings.name))
        target = self._restored(parent)
        tree = f"{target}^{{tree}}"
        message = f"Back to {target[:_SHORT]}\n\n{_RESTORES}{target}\n"
        commit = self._git("commit-tree", tree, "-p", self._head, "-m", message).decode().strip()
        self._push(commit)
        return target[:_SHORT]

    def _restored(self, commit: str) -> str:
        """Return the release that a commit holds: its own, or the one that it brought back."""
        message = self._git("log", "--max-count=1", "--format=%B", commit).decode("utf-8", "replace")
        rows = [row.removeprefix(_RESTORES) for row in message.splitlines() if row.startswith(_RESTORES)]
        return rows[-1] if rows else commit

    def _tree(self) -> dict[str, Stored]:
        rows = self._git("ls-tree", "-r", "-z", "--long", self._head).decode().split("\0")
        found = {}
        for row in filter(None, rows):
            about, _, path = row.partition("\t")
            _, _, digest, size = about.split()
            found[path] = Stored(digest, int(size) if size.isdigit() else 0)
        return found

    def _state(self) -> dict[str, list[str]]:
        try:
            state = json.loads(self._git("cat-file", "blob", f"{self._head}:{_STATE}"))
            return {"retired": [str(path) for path in state["retired"]]}
        except (ValueError, KeyError, TypeError) as error:
            raise SitegenError(problem("manifest-broken", self._settings.name, reason=error)) from error

    def _import(self, release: Release, plan: Plan, before: dict[str, Stored], step: Step) -> str:
        """Make a commit of a release without touching a disk but git's own; return its id.

        Known contents are named, new ones handed over.  The format is that of `git fast-import`.
        """
        message = f"Publish {len(release.files)} files".encode()
        parts = [
            b"commit %s\n" % _HERE.encode(),
            b"mark :1\n",
            b"committer %s now\n" % _AUTHOR.encode(),
            _data(message),
        ]
        if self._head and self._settings.history:
            parts.append(b"from %s\n" % self._head.encode())
        parts.append(b"deleteall\n")
        known = {file.digest for file in before.values()}
        for path, file in sorted(release.files.items()):
            digest = release.listing[path].digest
            if digest in known:
                parts.append(b"M 100644 %s %s\n" % (digest.encode(), path.encode()))
            else:
                parts += [b"M 100644 inline %s\n" % path.encode(), _data(file.data)]
                step(path)
        parts += [
            b"M 100644 %s %s\n" % (before[path].digest.encode(), path.encode()) for path in plan.retired
        ]
        state = json.dumps({"retired": list(plan.retired)}, indent=0) + "\n"
        parts += [b"M 100644 inline %s\n" % _STATE.encode(), _data(state.encode()), b"get-mark :1\n"]
        stream = b"".join(parts)
        return (
            self._git(
                "fast-import", "--quiet", "--force", "--date-format=now", "--cat-blob-fd=1", given=stream
            )
            .decode()
            .strip()
        )

    def _push(self, commit: str) -> None:
        branch = f"refs/heads/{self._settings.branch}"
        self._git(
            "push",
            "--quiet",
            f"--force-with-lease={branch}:{self._head}",
            "--",
            self._settings.url,
            f"{commit}:{branch}",
        )
        self._head = commit

    def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        identity = ("-c", "user.name=sitegen", "-c", "user.email=sitegen@localhost")
        command: list[str | Path] = ["git", "--git-dir", self._clone, *identity, *arguments]
        return run(self._settings.name, command, given=given, environment={"GIT_TERMINAL_PROMPT": "0"})


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)
