"""The output folder: made equal to what a build returned, touching only what differs.

A hidden list (`.sitegen-manifest.json`) says what sitegen wrote, so that it removes nothing else.  Each file
appears whole or not at all: it is written beside its place and moved there.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.model import OutputFile

MANIFEST: Final = ".sitegen-manifest.json"
_IGNORED: Final = frozenset({MANIFEST, ".gitignore", ".DS_Store", "Thumbs.db"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a sync did: paths from the site's root, sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def sync(folder: Path, files: Iterable[OutputFile]) -> Changes:
    """Make a folder hold exactly `files`, besides what others put into it.

    Raises `SitegenError` if the folder holds files of unknown origin and no list of ours, or cannot be written.
    """
    written = _manifest(folder)
    wanted: dict[str, str] = {}
    added: list[str] = []
    changed: list[str] = []
    for file in files:
        data = file.data
        digest = sha256(data).hexdigest()
        wanted[_checked(file.path)] = digest
        target = folder / file.path
        if written.get(file.path) == digest and _has_size(target, len(data)):
            continue
        (changed if file.path in written else added).append(file.path)
        write_atomic(target, data)
    removed = sorted(set(written) - set(wanted))
    for path in removed:
        _remove(folder, path)
    if added or changed or removed:
        write_atomic(folder / MANIFEST, (json.dumps(wanted, indent=0, sort_keys=True) + "\n").encode())
    return Changes(
        added=tuple(sorted(added)),
        changed=tuple(sorted(changed)),
        removed=tuple(removed),
        unchanged=len(wanted) - len(added) - len(changed),
    )


def manifest_of(folder: Path) -> bytes:
    """Return the list of what `sync` wrote into a folder, as it lies there; empty if there is none."""
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError:
        return b""


def holds(folder: Path, sizes: Mapping[str, int], manifest: bytes) -> bool:
    """Tell whether a folder still holds what `sync` left there: files of these sizes, and that list of them."""
    return manifest_of(folder) == manifest and all(
        _has_size(folder / path, size) for path, size in sizes.items()
    )


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old or the new one, whole."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".sitegen-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise SitegenError(problem("output-failed", str(path), reason=error.strerror or error)) from error


def _manifest(folder: Path) -> dict[str, str]:
    try:
        written = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        if folder.is_dir() and any(entry.name not in _IGNORED for entry in folder.iterdir()):
            raise SitegenError(problem("output-unsafe", path=folder)) from None
        write_atomic(
            folder / MANIFEST, b"{}\n"
        )  # from here on the folder is ours, also if this run is killed
        return {}
    except (ValueError, OSError):
        raise SitegenError(problem("output-unsafe", path=folder)) from None
    return {str(path): str(digest) for path, digest in written.items() if _is_inside(str(path))}


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path


def _checked(path: str) -> str:
    if not _is_inside(path) or not path.isascii():
        raise ValueError(f"not a path of the site: {path!r}")
    return path


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _remove(folder: Path, path: str) -> None:
    """Remove a file and the folders that it leaves empty."""
    target = folder / path
    with suppress(FileNotFoundError):
        target.unlink()
    for parent in target.relative_to(folder).parents:
        if parent == Path():
            break
        with suppress(OSError):
            (folder / parent).rmdir()
