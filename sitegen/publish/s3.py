"""Publishing to a store that speaks the S3 protocol: AWS, Aliyun OSS, Tencent COS, Huawei OBS, MinIO.

Such a store knows files only one by one, so their order is what keeps the site whole (`plan`).  What is there is
seen from the store's own list: its ETag is the MD5 of a file.  An object of ours, `.sitegen/state.json`, says which files
are ours (no other is ever removed) and what the publication before changed; what a publication replaces is first
copied below `.sitegen/before/`, within the store, so that it can be brought back.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from hashlib import md5
from typing import TYPE_CHECKING, Any, Final

from sitegen.errors import SitegenError, problem
from sitegen.publish.bucket import Bucket
from sitegen.publish.bucketstate import State
from sitegen.publish.plan import Present, Stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sitegen.publish.plan import Plan
    from sitegen.publish.release import Release, Step
    from sitegen.publish.settings import S3Target

_OWN: Final = ".sitegen/"
_BEFORE: Final = f"{_OWN}before/"
_STATE: Final = f"{_OWN}state.json"
_WORKERS: Final = 8


@contextmanager
def opened(settings: S3Target, workspace: Path, *, only_look: bool) -> Iterator[_Store]:
    """Hold the bucket; raises `SitegenError` if another publication does, or if it cannot be used."""
    del workspace
    bucket = Bucket(settings)
    with bucket.reached() if only_look else bucket.held(f"{_OWN}lock"):
        yield _Store(settings, bucket)


class _Store:
    def __init__(self, settings: S3Target, bucket: Bucket) -> None:
        self._settings, self._bucket = settings, bucket
        self._state = State()

    @staticmethod
    def digest(data: bytes) -> str:
        """Return what the store gives as the ETag of a file that was sent in one piece."""
        return md5(data, usedforsecurity=False).hexdigest()

    def present(self) -> Present:
        found = self._bucket.get(_STATE)
        self._state = State.loads(self._settings.name, found) if found is not None else State()
        files = {path: file for path, file in self._bucket.listed().items() if not path.startswith(_OWN)}
        if self._state.headers not in {"", self._bucket.headers_version()}:
            files = {path: Stored("", 0) for path in files}  # all must be sent again with their new headers
        return Present(
            files=files,
            retired=frozenset(self._state.retired),
            foreign=frozenset(files.keys() - set(self._state.files)),
        )

    def send(self, release: Release, plan: Plan, step: Step) -> str:
        self._keep(self._state.begun(release.files, plan, self._bucket.headers_version()))
        for group in plan.phases():
            self._each(lambda path: self._bucket.put(path, release.files[path].data), group, step)
        self._each(self._bucket.remove, plan.removed)
        self._save(self._state.ended(release.files, plan, self._bucket.headers_version()))
        return f"{len(release.files)} files"

    def back(self) -> str:
        found = self._bucket.get(_STATE)
        state = State.loads(self._settings.name, found) if found is not None else State()
        if not state.can_go_back:
            raise SitegenError(problem("publish-no-way-back", self._settings.name))
        for some in (state.removed, state.changed):
            self._each(lambda path: self._bucket.copy(f"{_BEFORE}{path}", path), some)
        self._each(self._bucket.remove, state.added)
        self._save(state.gone_back())
        return f"{len(state.changed) + len(state.added) + len(state.removed)} files"

    def _keep(self, begun: State) -> None:
        """Copy what will be replaced or removed to where it can be brought back from.

        Nothing is replaced before all copies are there; so what has no copy after an interruption is still as it was.
        """
        if not self._state.is_sending:
            self._save(replace(self._state, can_go_back=False))
            self._each(self._bucket.remove, sorted(self._bucket.listed(_BEFORE)))
        self._save(begun)
        there = self._bucket.listed(_BEFORE)
        missing = [path for path in (*begun.changed, *begun.removed) if f"{_BEFORE}{path}" not in there]
        self._each(lambda path: self._bucket.copy(path, f"{_BEFORE}{path}"), missing)

    def _save(self, state: State) -> None:
        self._bucket.put(_STATE, state.dumps().encode())
        self._state = state

    def _each(self, work: Callable[[str], Any], paths: Iterable[str], step: Step | None = None) -> None:
        """Do the work for all paths, several at a time; nothing that comes later may begin before."""
        with ThreadPoolExecutor(_WORKERS) as pool:
            listed = tuple(paths)
            for path, _ in zip(listed, pool.map(work, listed), strict=True):
                self._bucket.hold_on()
                if step:
                    step(path)
