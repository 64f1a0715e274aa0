"""What a build reads from disk: content files with their anchor locks, what was published of them, and themes.

Symbolic links are not followed and nothing outside the given folders is read.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen.archive import NAMINGS, VERDICTS
from sitegen.errors import SitegenError, problem
from sitegen.model import OutputFile, Theme
from sitegen.permanence import MOVES
from sitegen.sources.reader import (
    CORRECTIONS_SUFFIX,
    LOCK_SUFFIX,
    SUFFIXES,
    ContentFile,
    Reader,
    read_bytes,
    read_text,
)
from sitegen.urls import is_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = [
    "ALIASES",
    "CORRECTIONS_SUFFIX",
    "IMPORTED",
    "LOCK_SUFFIX",
    "PUBLISHED",
    "ContentFile",
    "Kept",
    "Published",
    "Reader",
    "imported_path",
    "list_ids",
    "load_again",
    "load_aliases",
    "load_beside",
    "load_content",
    "load_content_file",
    "load_kept",
    "load_published",
    "load_site_file",
    "load_theme",
    "load_transcript",
    "load_words",
    "lock_path",
    "pages_path",
    "read_text",
    "record_path",
    "sketch_path",
    "transcript_path",
    "words_path",
]

PUBLISHED: Final = ".published"
IMPORTED: Final = ".imported"
ALIASES: Final = "aliases.txt"
_WORDS_SUFFIX: Final = ".words.jsonl"
_PAGES: Final = "pages.txt"
_HIDDEN: Final = (".", "_", "#")
_LISTS: Final = (ALIASES, PUBLISHED, NAMINGS, VERDICTS, MOVES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What the public has seen: (report id, text of its record), addresses of other pages and files, text of the list of moved addresses ("" if none)."""

    records: tuple[tuple[str, str], ...]
    pages: tuple[str, ...]
    moves: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The keeper's word on initiatives and on links: the texts of both lists, "" if there is none."""

    initiatives: str
    links: str


def load_content(folder: Path, reader: Reader | None = None) -> tuple[ContentFile, ...]:
    """Read every content file below a folder, sorted by id.

    Raises `SitegenError` for a name that cannot be an id or a file that is not UTF-8.
    """
    names = frozenset(_names(folder))
    ids = sorted(name.removesuffix(".md") for name in names if name.endswith(".md"))
    reader, place = reader or Reader(), str(folder)
    return tuple(_content_file(place, report_id, names, reader) for report_id in ids)


def load_content_file(folder: Path, report_id: str, reader: Reader | None = None) -> ContentFile:
    """Read one content file.  Raises what `load_content` raises, also if it is not there or a link."""
    path = folder / f"{report_id}.md"
    if not _is_own(path):
        raise SitegenError(problem("source-missing", str(path), reason=os.strerror(errno.ENOENT)))
    names = frozenset(
        f"{report_id}{suffix}" for suffix in SUFFIXES if _is_own(folder / f"{report_id}{suffix}")
    )
    return _content_file(str(folder), report_id, names, reader or Reader())


def load_again(
    content: Sequence[ContentFile], folder: Path, paths: Iterable[str], reader: Reader
) -> tuple[ContentFile, ...] | None:
    """Read some files of a folder again and return its content files, of which the others are those that were there.

    `paths` are where something changed.  None where that may be more than the words of reports that are there.  Raises
    what `load_content` raises.
    """
    known = {file.id: at for at, file in enumerate(content)}
    found = {inside: _report_of(inside) for inside in (_inside(name, folder) for name in paths)}
    others = [inside for inside, report in found.items() if report not in known]
    if any(not each or each.startswith(_LISTS) or os.path.lexists(folder / each) for each in others):
        return None  # else it was there for a moment
    again = {report for report in found.values() if report in known}
    if not all(_is_own(folder / f"{report}.md") for report in again):
        return None
    files = list(content)
    for report in again:
        files[known[report]] = load_content_file(folder, report, reader)
    return tuple(files)


def load_beside(path: Path) -> str:
    """Return what an earlier import or the clerk left in a file of the archive, "" if there is none.

    Raises `SitegenError` if there is one that cannot be read: it must not be taken for none and be written over.
    """
    try:
        return path.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        if not path.is_symlink():
            return ""
        raise SitegenError(problem("report-unreadable", str(path), reason=os.strerror(errno.ELOOP))) from None
    except OSError as error:
        raise SitegenError(problem("report-unreadable", str(path), reason=error.strerror)) from error


def lock_path(folder: Path, report_id: str) -> Path:
    """Return where a report's anchor lock lies."""
    return folder / f"{report_id}{LOCK_SUFFIX}"


def imported_path(folder: Path, report_id: str) -> Path:
    """Return where a content file is kept as the last import wrote it; hidden from builds."""
    return folder / IMPORTED / f"{report_id}.md"


def transcript_path(folder: Path, report_id: str) -> Path:
    """Return where the text of a report's source is kept as it was read; hidden from builds."""
    return folder / IMPORTED / f"{report_id}.txt"


def sketch_path(folder: Path, report_id: str) -> Path:
    """Return where the sketch of a report's text lies (`reports.sketch`); hidden from builds."""
    return folder / IMPORTED / f"{report_id}.sketch"


def list_ids(folder: Path) -> tuple[str, ...]:
    """Return the ids of the reports in a content folder, sorted, without reading any."""
    names = (name.removesuffix(".md") for name in _names(folder) if name.endswith(".md"))
    return tuple(sorted(name for name in names if is_id(name)))


def load_transcript(folder: Path, report_id: str) -> str:
    """Return the text of a report's source, "" where none is kept."""
    return _text_if_there(transcript_path(folder, report_id))


def load_aliases(folder: Path) -> str:
    """Return the keeper's own list of other names for searching, `aliases.txt`; "" if there is none."""
    return _text_if_there(folder / ALIASES)


def load_kept(folder: Path) -> Kept:
    """Return the keeper's word on initiatives and links, as it lies in the content folder."""
    return Kept(
        initiatives=_text_if_there(folder / NAMINGS),
        links=_text_if_there(folder / VERDICTS),
    )


def load_published(folder: Path, reader: Reader | None = None) -> Published:
    """Read what was published of the archive in a content folder, and the keeper's list of moved addresses."""
    read = (reader or Reader()).text
    home, moves = folder / PUBLISHED, folder / MOVES
    records = tuple(
        (name.removesuffix(".json"), read(home / name))
        for name in sorted(_names(home))
        if name.endswith(".json")
    )
    pages = home / _PAGES
    return Published(
        records=records,
        pages=tuple(read(pages).split()) if pages.is_file() else (),
        moves=_text_if_there(moves),
    )


def load_words(folder: Path, report_id: str) -> str:
    """Return the words of a report as they were published last (`permanence.load_words`), "" if never."""
    return _text_if_there(words_path(folder, report_id))


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
                files[inside] = OutputFile(path=inside, data=read_bytes(path))
    return Theme(name=name, files=tuple(files[path] for path in sorted(files)))


def load_site_file(output: Path, path: str) -> bytes:
    """Read a file of a built site.  Raises `SitegenError` (`site-unbuilt`) if the site has no such file."""
    try:
        return (output / path).read_bytes()
    except OSError as error:
        raise SitegenError(problem("site-unbuilt", path=os.path.relpath(output))) from error


def _content_file(folder: str, report_id: str, names: frozenset[str], reader: Reader) -> ContentFile:
    if not is_id(report_id):
        raise SitegenError(problem("id-invalid", f"{report_id.rpartition('/')[2]}.md", id=report_id))
    return reader.file(folder, report_id, names)


def _inside(name: str, folder: Path) -> str:
    """Return a path from a folder on, "" if it is not in there."""
    return name.removeprefix(start) if name.startswith(start := f"{folder}{os.sep}") else ""


def _report_of(inside: str) -> str:
    """Return the id of the report that a path in the folder belongs to, "" if to none."""
    suffix = next((suffix for suffix in SUFFIXES if inside.endswith(suffix)), "")
    return inside.removesuffix(suffix).replace(os.sep, "/") if suffix else ""


def _is_own(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _names(folder: Path, inside: str = "") -> Iterator[str]:
    """Yield the paths within a folder of the regular files below it, without hidden ones and links."""
    if not folder.is_dir():
        return
    for entry in _entries(folder / inside):
        if entry.name.startswith(_HIDDEN) or entry.name.endswith("~"):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _names(folder, f"{inside}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            yield f"{inside}{entry.name}"


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what lies in a folder.  Raises `SitegenError` if it cannot be read: it may have gone while it was looked at."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError as error:
        raise SitegenError(problem("source-missing", str(folder), reason=error.strerror)) from error


def _files(folder: Path) -> Iterator[Path]:
    """Yield the regular files below a folder in a stable order, without hidden ones and links."""
    yield from (folder / name for name in sorted(_names(folder)))


def _text_if_there(path: Path) -> str:
    """Return the text of a file, "" if there is none; a link is none."""
    return read_text(path) if path.is_file() and not path.is_symlink() else ""
