"""What a keeper starts from: a new archive with two short reports written for it, a theme of one's own."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.output import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

_THEME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOTE: Final = "README.md"


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


def new_theme(root: Path, name: str) -> tuple[Path, ...]:
    """Write a theme that changes a little of the default one into the archive in `root`; return the files written.

    Raises `SitegenError` if the name cannot be that of a theme, or the theme is there.
    """
    if not _THEME.fullmatch(name):
        raise SitegenError(problem("theme-name", name=name))
    folder = root / "themes" / name
    if folder.exists():
        raise SitegenError(problem("theme-taken", path=f"themes/{name}"))
    written = []
    for inside, data in _files(resources.files("sitegen").joinpath("starter-theme")):
        named = data.replace(b"NAME", name.encode()) if inside == _NOTE else data
        write_atomic(folder / inside, named)
        written.append(folder / inside)
    return tuple(written)


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()
