"""Texts and content files as they lie on disk, read again only when they changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    Seen = tuple[int, ...]

LOCK_SUFFIX: Final = ".anchors.json"
CORRECTIONS_SUFFIX: Final = ".figures.yaml"
SUFFIXES: Final = (".md", LOCK_SUFFIX, CORRECTIONS_SUFFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentFile:
    """A report on disk: its id, its texts, that of the keeper's corrections to its figures ("" if there are none).

    `texts` are that of the report and that of its anchor lock ("" if there is none).
    """

    id: str
    texts: Sequence[str]
    corrections: str = ""

    @property
    def text(self) -> str:
        """Return the text of the report."""
        return self.texts[0]

    @property
    def lock(self) -> str:
        """Return the text of its anchor lock."""
        return self.texts[1]


class Reader:
    """Reads texts and content files, and keeps them: a file is read again only if its time, size or place on disk changed.

    What is asked for again while nothing changed is the same object, so that who compares need not look at the words.
    `fresh` are the content files that were not there before, until somebody takes them.
    """

    def __init__(self) -> None:
        self._texts: dict[str, tuple[Seen, str]] = {}
        self._files: dict[str, tuple[tuple[Seen, ...], ContentFile]] = {}
        self.fresh: list[ContentFile] = []

    def text(self, path: Path) -> str:
        """Return the text of a file.  Raises what `read_text` raises."""
        seen, known = _seen(str(path)), self._texts.get(str(path))
        if known is None or known[0] != seen:
            text = read_text(path)
            known = self._texts[str(path)] = (seen, known[1] if known and known[1] == text else text)
        return known[1]

    def file(self, folder: str, report_id: str, names: frozenset[str]) -> ContentFile:
        """Return a content file; `names` are those of the files that there are.  Raises what `read_text` raises."""
        paths = [
            f"{folder}{os.sep}{name}" if (name := report_id + suffix) in names else "" for suffix in SUFFIXES
        ]
        seen, known = tuple(map(_seen, paths)), self._files.get(report_id)
        if known is None or known[0] != seen:
            *texts, corrections = (read_text(path) if path else "" for path in paths)
            file = ContentFile(id=report_id, texts=tuple(texts), corrections=corrections)
            if known and known[1] == file:
                file = known[1]
            else:
                self.fresh.append(file)
            known = self._files[report_id] = (seen, file)
        return known[1]


def _seen(path: str) -> Seen:
    """Return what tells whether a file is the one that was read; nothing for no path."""
    if not path:
        return ()
    try:
        status = os.stat(path)  # noqa: PTH116 - thousands at every save: plain paths cost a third
    except OSError as error:
        raise SitegenError(problem("source-missing", path, reason=error.strerror)) from error
    return (status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns)


def read_text(path: Path | str) -> str:
    """Return the text of a file.  Raises `SitegenError` if it cannot be read or is not UTF-8."""
    data = read_bytes(path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SitegenError(problem("characters-lost", Path(path).name, line, count=1)) from error


def read_bytes(path: Path | str) -> bytes:
    """Return what a file holds.  Raises `SitegenError` if it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands at every start: paths cost as much again
            return file.read()
    except OSError as error:
        raise SitegenError(problem("source-missing", str(path), reason=error.strerror)) from error
