"""What a build reads from disk: content files with their anchor locks, what was published of them, and themes.

Symbolic links are not followed and nothing outside the given folders is read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import OutputFile, Theme
from sitegen.permanence import MOVES
from sitegen.urls import is_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_SUFFIX: Final = ".anchors.json"
CORRECTIONS_SUFFIX: Final = ".figures.yaml"
PUBLISHED: Final = ".published"
_WORDS_SUFFIX: Final = ".words.jsonl"
_PAGES: Final = "pages.txt"
_HIDDEN: Final = (".", "_", "#")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentFile:
    """A report on disk: its id, its text, the texts of its anchor lock and of the keeper's corrections to its figures ("" if none)."""

    id: str
    text: str
    lock: str
    corrections: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What the public has seen: (report id, text of its record), addresses of other pages and files, text of the list of moved addresses ("" if none)."""

    records: tuple[tuple[str, str], ...]
    pages: tuple[str, ...]
    moves: str


def load_content(folder: Path) -> tuple[ContentFile, ...]:
    """Read every content file below a folder, sorted by id.

    Raises `SitegenError` for a name that cannot be an id or a file that is not UTF-8.
    """
    return tuple(
        sorted(
            (_content_file(folder, path) for path in _files(folder) if path.suffix == ".md"),
            key=lambda file: file.id,
        )
    )


def lock_path(folder: Path, report_id: str) -> Path:
    """Return where a report's anchor lock lies."""
    return folder / f"{report_id}{LOCK_SUFFIX}"


def imported_path(folder: Path, report_id: str) -> Path:
    """Return where a content file is kept as the last import wrote it; hidden from builds."""
    return folder / ".imported" / f"{report_id}.md"


def load_aliases(folder: Path) -> str:
    """Return the keeper's own list of other names for searching, `aliases.txt`; "" if there is none."""
    path = folder / "aliases.txt"
    return _text(path) if path.is_file() and not path.is_symlink() else ""


def load_published(folder: Path) -> Published:
    """Read what was published of the archive in a content folder, and the keeper's list of moved addresses."""
    home, moves = folder / PUBLISHED, folder / MOVES
    records = tuple(
        (path.relative_to(home).with_suffix("").as_posix(), _text(path))
        for path in _files(home)
        if path.suffix == ".json"
    )
    pages = home / _PAGES
    return Published(
        records=records,
        pages=tuple(_text(pages).split()) if pages.is_file() else (),
        moves=_text(moves) if moves.is_file() and not moves.is_symlink() else "",
    )


def load_words(folder: Path, report_id: str) -> str:
    """Return the words of a report as they were published last (`permanence.load_words`), "" if never."""
    path = words_path(folder, report_id)
    return _text(path) if path.is_file() and not path.is_symlink() else ""


def record_path(folder: Path, report_id: str) -> Path:
    """Return where the record of a published report lies."""
    return folder / PUBLISHED / f"{report_id}.json"


def words_path(folder: Path, report_id: str) -> Path:
    """Return where the words of a report lie as they were published last."""
    return folder / PUBLISHED / f"{report_id}{_WORDS_SUFFIX}"


def pages_path(folder: Path) -> Path:
    """Return where the addresses are listed that were published besides those of the reports."""
    return folder / PUBLISHED / _PAGES


def load_theme(name: str, folders: tuple[Path, ...]) -> Theme:
    """Read a theme; `folders` go from the most special to the default, files of the first that has them win."""
    files: dict[str, OutputFile] = {}
    for folder in folders:
        for path in _files(folder):
            inside = path.relative_to(folder).as_posix()
            if inside not in files:
                files[inside] = OutputFile(path=inside, data=_bytes(path))
    return Theme(name=name, files=tuple(files[path] for path in sorted(files)))


def load_site_file(output: Path, path: str) -> bytes:
    """Read a file of a built site.  Raises `SitegenError` (`site-unbuilt`) if the site has no such file."""
    try:
        return (output / path).read_bytes()
    except OSError as error:
        raise SitegenError(problem("site-unbuilt", path=output.name)) from error


def _content_file(folder: Path, path: Path) -> ContentFile:
    report_id = path.relative_to(folder).with_suffix("").as_posix()
    if not is_id(report_id):
        raise SitegenError(problem("id-invalid", path.name, id=report_id))
    lock = lock_path(folder, report_id)
    corrections = folder / f"{report_id}{CORRECTIONS_SUFFIX}"
    return ContentFile(
        id=report_id,
        text=_text(path),
        lock=_text(lock) if lock.is_file() else "",
        corrections=_text(corrections) if corrections.is_file() else "",
    )


def _files(folder: Path) -> Iterator[Path]:
    """Yield the regular files below a folder in a stable order, without hidden ones and links."""
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith(_HIDDEN) or entry.name.endswith("~"):
            continue
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _files(path)
        elif entry.is_file(follow_symlinks=False):
            yield path


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SitegenError(problem("source-missing", str(path), reason=error.strerror)) from error


def _text(path: Path) -> str:
    data = _bytes(path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SitegenError(problem("characters-lost", path.name, line, count=1)) from error
