"""Importing: a source file becomes a content file with its anchor lock, and a list of what to look at.

The order of the steps is here, the steps themselves are `readers` and `reports`.  A report that the clerk has
edited since its last import is never overwritten unasked, and anchors survive every import.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from sitegen import readers, reports
from sitegen.errors import SitegenError, problem
from sitegen.output import write_atomic
from sitegen.sources import lock_path
from sitegen.urls import is_id

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.model import Problem, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a source file: the report, where it was written, what was doubtful."""

    report: Report
    path: Path
    problems: tuple[Problem, ...]


def import_file(
    source: Path, content: Path, given: reports.Given, *, url: str = "", replace_edited: bool = False
) -> Imported:
    """Import one source file into the folder `content`.

    Raises `SitegenError` if it cannot be read, its id is taken by another source, or the content file
    was edited by hand and `replace_edited` is not set.
    """
    document = readers.read(source.name, _read(source), url)
    report = reports.outline(document, given)
    if not is_id(report.id):
        raise SitegenError(problem("id-invalid", source.name, id=report.id))
    path = content / f"{report.id}.md"
    lock = _earlier(path, content, report, replace_edited=replace_edited)
    report = replace(reports.assign(report, lock), problems=report.problems)
    text = reports.dumps(report).encode()
    write_atomic(path, text)
    new_lock = reports.lock_of(report, imported=sha256(text).hexdigest())
    write_atomic(lock_path(content, report.id), reports.dump_lock(new_lock).encode())
    gone = [
        problem("anchor-gone", source.name, anchor=stone.anchor, parent=stone.parent or report.id)
        for stone in report.gone
        if stone not in lock.gone
    ]
    return Imported(report=report, path=path, problems=(*report.problems, *gone))


def _read(source: Path) -> bytes:
    try:
        if not source.is_file():
            raise SitegenError(problem("source-missing", str(source), reason="no such file"))
        with source.open("rb") as file:
            return file.read(readers.LARGEST + 1)
    except OSError as error:
        raise SitegenError(problem("source-missing", str(source), reason=error.strerror)) from error


def _earlier(path: Path, content: Path, report: Report, *, replace_edited: bool) -> reports.Lock:
    """Return the anchor lock of an earlier import of this report, after making sure that it may be replaced."""
    if not path.is_file():
        return reports.EMPTY
    present = path.read_bytes()
    locked = lock_path(content, report.id)
    lock = reports.load_lock(locked.name, locked.read_text("utf-8")) if locked.is_file() else reports.EMPTY
    source = reports.loads(report.id, present.decode("utf-8", "replace"), lock).meta.source
    if (
        source
        and report.meta.source
        and source.name != report.meta.source.name
        and source.sha256 != report.meta.source.sha256
    ):
        raise SitegenError(problem("id-taken", report.meta.source.name, id=report.id, source=source.name))
    if not replace_edited and sha256(present).hexdigest() != lock.imported:
        raise SitegenError(
            problem("not-overwritten", report.meta.source.name if report.meta.source else "", path=path.name)
        )
    return lock
