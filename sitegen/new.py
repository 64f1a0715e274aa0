"""A new archive: configuration, a note on how to go on, and two short reports written for it."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from sitegen.errors import SitegenError, problem
from sitegen.output import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path


def new_archive(folder: Path) -> tuple[Path, ...]:
    """Write a new archive into a folder that is empty or not there; return the files written.

    Raises `SitegenError` if the folder holds anything.
    """
    if folder.exists() and any(folder.iterdir()):
        raise SitegenError(problem("folder-not-empty", path=folder))
    written = []
    for name, data in _files(resources.files("sitegen").joinpath("starter")):
        path = folder / (".gitignore" if name == "gitignore" else name)
        write_atomic(path, data)
        written.append(path)
    return tuple(written)


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()
