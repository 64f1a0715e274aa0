"""The content folder: files that belong to no report any more, and files that nothing reads."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sitegen.archive import NAMINGS, VERDICTS
from sitegen.errors import problem
from sitegen.permanence import MOVES
from sitegen.sources import (
    ALIASES,
    CORRECTIONS_SUFFIX,
    IMPORTED,
    PUBLISHED,
    imported_path,
    lock_path,
    pages_path,
    record_path,
    sketch_path,
    transcript_path,
    words_path,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sitegen.model import Problem

_HERE: Final = Path()
_SHARED: Final = frozenset({ALIASES, MOVES, NAMINGS, VERDICTS, pages_path(_HERE).as_posix()})
"""Files of the archive as a whole."""
_TOOLS: Final = frozenset(
    {".gitignore", ".gitattributes", ".gitkeep", ".editorconfig", ".DS_Store", "Thumbs.db"}
)
"""Files of other programs, which are nobody's mistake."""
_HIDDEN: Final = (".", "_", "#")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file below the content folder: its path from there, with `/`."""

    path: str
    is_link: bool = False


def list_files(folder: Path, prefix: str = "") -> Iterator[FoundFile]:
    """Yield every file below a folder, hidden ones too, in a stable order; symbolic links are not followed."""
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = f"{prefix}{entry.name}"
        if entry.is_symlink():
            yield FoundFile(path=path, is_link=True)
        elif entry.is_dir():
            yield from list_files(Path(entry.path), f"{path}/") if entry.name != ".git" else ()
        else:
            yield FoundFile(path=path)


def check_folder(files: Iterable[FoundFile], reports: AbstractSet[str]) -> Iterator[Problem]:
    """Yield what is odd about the files of a content folder; `reports` are the ids of the reports in it.

    A record without a report is no orphan: it keeps the address of what was withdrawn or moved, and a build says so
    where it does not.
    """
    listed = tuple(files)
    paths = frozenset(file.path for file in listed)
    for file in listed:
        if posixpath.basename(file.path) in _TOOLS or file.path in _SHARED:
            continue
        if file.is_link:
            yield problem("link-skipped", file.path)
        elif file.path.startswith(f"{PUBLISHED}/"):
            yield from _record(file.path, paths)
        else:
            yield from _beside_report(file.path, reports)


def _record(path: str, paths: AbstractSet[str]) -> Iterator[Problem]:
    stem = path.removeprefix(f"{PUBLISHED}/").partition(".")[0]
    record = record_path(_HERE, stem).as_posix()
    if path not in {record, words_path(_HERE, stem).as_posix()}:
        yield problem("file-unread", path)
    elif record not in paths:
        yield problem("record-orphaned", path, report=stem)


def _beside_report(path: str, reports: AbstractSet[str]) -> Iterator[Problem]:
    stem = path.removeprefix(f"{IMPORTED}/").partition(".")[0]
    beside = {
        imported_path(_HERE, stem).as_posix(),
        transcript_path(_HERE, stem).as_posix(),
        sketch_path(_HERE, stem).as_posix(),
        lock_path(_HERE, stem).as_posix(),
        f"{stem}{CORRECTIONS_SUFFIX}",
    }
    if path in beside:
        if stem not in reports:
            yield problem("file-orphaned", path, report=stem)
    elif not path.endswith(".md"):
        yield problem("file-unread", path)
    elif any(part.startswith(_HIDDEN) for part in path.split("/")):
        yield problem("draft-unread", path)
