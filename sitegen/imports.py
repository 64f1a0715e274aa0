"""Importing: source files become content files with their anchor locks, and lists of what to look at.

The order of the steps is here, the steps themselves are `readers` and `reports`.  Files are read in processes of
their own (`sandbox`), so that one bad file never stops the others; only what came out whole is written.  What the clerk has
corrected since the last import stays (three-way merge), and anchors survive every import.
"""

from __future__ import annotations

import os
import shlex
import stat
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sitegen import readers, reports, sandbox
from sitegen.convert import to_word
from sitegen.errors import SitegenError, problem
from sitegen.output import write_atomic
from sitegen.sources import imported_path, load_beside, lock_path, transcript_path
from sitegen.twins import Twins
from sitegen.urls import is_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sitegen.model import Problem, Report, Unit

_TAKEN: Final = "id-taken"
_TOLD: Final = ("region", "published")
"""What the clerk says of a report once, and need not say again when its source is corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a source file: the report and where it was written (None if it was not), what was doubtful."""

    source: Path
    report: Report | None
    path: Path | None
    problems: tuple[Problem, ...]
    unit: Unit = "line"
    """What the places of the problems are numbers of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What is to be done with a report that is there already.

    `corrects` says that the source is a later state of the report whose id is given, whatever its file is called;
    `replace_edited` drops the clerk's corrections.
    """

    corrects: bool = False
    replace_edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlined:
    """What was made of a source: a report without anchors of passages, and the text that it was made from.

    `text` is its content file, `sketch` what tells others that are alike.  `is_one_of_many` says that others of its
    office may get the same id, so that it may be numbered on.
    """

    report: Report
    text: str
    sketch: str
    transcript: str
    unit: Unit
    is_one_of_many: bool = False


def import_files(
    sources: Sequence[Path],
    content: Path,
    given: reports.Given,
    way: Way | None = None,
    *,
    url: str = "",
    jobs: int = 1,
) -> Iterator[Imported]:
    """Import source files into the folder `content`; yield what became of each, in the order of the sources.

    They are read in parallel and written in their order, so that ids which are numbered on follow it.  A file that
    cannot be read or an id taken by another source is a problem of that file alone.
    """
    way = way or Way()
    twins = Twins(content)
    for source, outcome in _outcomes(sources, url, given, jobs):
        if outcome.result is None:
            yield Imported(source=source, report=None, path=None, problems=outcome.problems)
        else:
            yield _written(source, outcome.result, content, twins, way)


def _outcomes(
    sources: Sequence[Path], url: str, given: reports.Given, jobs: int
) -> Iterator[tuple[Path, sandbox.Outcome[Outlined]]]:
    """Yield sources with what was made of each, in their order, however long each took."""
    waiting: dict[int, sandbox.Outcome[Outlined]] = {}
    for number, source in enumerate(sources):
        if refused := _refusal(source, given):
            waiting[number] = sandbox.Outcome(number, None, (refused,))
    readable = [number for number in range(len(sources)) if number not in waiting]
    calls = [(sources[number], url, given) for number in readable]
    if len(calls) > 1:
        reports.prepare()
    running = sandbox.run(outline_file, calls, [sources[number].name for number in readable], jobs)
    for number, source in enumerate(sources):
        while number not in waiting:
            outcome = next(running)
            waiting[readable[outcome.index]] = outcome
        yield source, waiting.pop(number)


def _refusal(source: Path, given: reports.Given) -> Problem | None:
    """Return why a file named for import is not even opened: no id, no file, or a link that leads out of its folder."""
    where = str(source)
    if given.id and not is_id(given.id):
        return problem("id-invalid", where, id=given.id)
    try:
        mode = source.lstat().st_mode
        if stat.S_ISLNK(mode):
            target = source.resolve(strict=True)
            if not target.is_relative_to(source.parent.resolve()):
                return problem("source-linked", where, target=target)
            mode = target.stat().st_mode
    except (OSError, RuntimeError) as error:
        return problem("source-missing", where, reason=getattr(error, "strerror", None) or error)
    if stat.S_ISDIR(mode):
        return problem("source-folder", where, files=f"{shlex.quote(where.rstrip('/'))}/*")
    return None if stat.S_ISREG(mode) else problem("source-special", where)


def outline_file(source: Path, url: str, given: reports.Given) -> Outlined:
    """Read a source file and make a report of it.

    Raises `SitegenError` if that cannot be done.
    """
    try:
        with source.open("rb") as file:
            data = file.read(readers.LARGEST + 1)
    except OSError as error:
        raise SitegenError(problem("source-missing", str(source), reason=error.strerror)) from error
    converted = _converted(source.name, data)
    document = readers.read(source.name, data, url, converted=converted)
    report = reports.outline(document, given)
    text = reports.dumps(report)
    return Outlined(
        report=report,
        text=text,
        sketch=reports.sketch(text),
        transcript=readers.transcript(document),
        unit=readers.UNITS[readers.media_type(source.name, converted or data)],
        is_one_of_many=not given.id and reports.is_one_of_many(report.id, report.meta),
    )


def _converted(name: str, data: bytes) -> bytes | None:
    """Return the Word file that another program makes of an old format; None where that is not needed."""
    kind = readers.media_type(name, data) if len(data) <= readers.LARGEST else ""
    if kind not in readers.CONVERTED:
        return None
    with sandbox.widened():
        return to_word(name, data, kind)


def _written(source: Path, outlined: Outlined, content: Path, twins: Twins, way: Way) -> Imported:
    """Write a report; where that cannot be, say so first and of its text only that another report has it."""
    path: Path | None = None
    try:
        report, path, said = _write(source, outlined, content, way)
        own = report.id
    except SitegenError as error:
        report, said = outlined.report, [error.problem]
        own = "" if error.problem.code == _TAKEN else report.id
    doubts = twins.find(source.name, own, outlined.text, outlined.sketch)
    twins.add(source.name, own if path else "", outlined.text, outlined.sketch)
    problems = (*said, *doubts)
    return Imported(source=source, report=report, path=path, problems=problems, unit=outlined.unit)


def _write(source: Path, outlined: Outlined, content: Path, way: Way) -> tuple[Report, Path, list[Problem]]:
    report, earlier = _placed(source, outlined, content, way)
    report = _as_given_before(report, earlier)
    made = report.problems
    path = content / f"{report.id}.md"
    report = reports.assign(report, earlier.lock)
    fresh = reports.dumps(report)
    text, conflicts = _merged(f"{report.id}.md", earlier, fresh, way)
    report = report if text == fresh else reports.loads(report.id, text, earlier.lock)
    write_atomic(path, text.encode())
    write_atomic(imported_path(content, report.id), fresh.encode())
    write_atomic(transcript_path(content, report.id), outlined.transcript.encode())
    write_atomic(lock_path(content, report.id), reports.dump_lock(reports.lock_of(report)).encode())
    known = {stone.anchor for stone in earlier.lock.gone}
    gone = [
        problem("anchor-gone", source.name, anchor=stone.anchor, parent=stone.parent or report.id)
        for stone in report.gone
        if stone.anchor not in known
    ]
    return report, path, [*made, *conflicts, *gone]


def _as_given_before(report: Report, earlier: _Earlier) -> Report:
    """Return a report with the region and date that an earlier import was told, where the source itself tells none."""
    if not earlier.imported:
        return report
    before, now = reports.loads_meta(report.id, earlier.imported), report.meta
    told = {name: getattr(before, name) for name in _TOLD if not getattr(now, name) and getattr(before, name)}
    settled = {f"{name}-unknown" for name in told}
    problems = tuple(found for found in report.problems if found.code not in settled)
    return replace(report, meta=replace(now, **told), problems=problems)


def _placed(source: Path, outlined: Outlined, content: Path, way: Way) -> tuple[Report, _Earlier]:
    """Return the report with the id under which it goes, and what is there of it.

    An office has many notices a year: one whose id another source has taken gets the next of `-2`, `-3` ….
    Raises `SitegenError` where that is not for us to say: for the report that it gives once a year, for one document
    number, and for an id given; and where the report that the source is to correct is not there.
    """
    proposed = outlined.report.id
    number = 0
    while True:
        number += 1
        report = replace(outlined.report, id=proposed if number == 1 else f"{proposed}-{number}")
        if not is_id(report.id):
            raise SitegenError(problem("id-invalid", source.name, id=report.id))
        earlier, taken_by = _earlier(content, report)
        if way.corrects and not earlier.text:
            raise SitegenError(problem("report-missing", source.name, id=report.id))
        if way.corrects or not taken_by:
            return report, earlier
        if not outlined.is_one_of_many:
            raise SitegenError(problem(_TAKEN, source.name, id=proposed, source=taken_by))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Earlier:
    """What an earlier import of a report left: its content file now, as it was imported, its anchors ("" and empty if none)."""

    text: str = ""
    imported: str = ""
    lock: reports.Lock = reports.EMPTY


def _earlier(content: Path, report: Report) -> tuple[_Earlier, str]:
    """Return what is there of a report, and the name of the other source whose report has its id ("" if none has)."""
    path = content / f"{report.id}.md"
    if not os.path.lexists(path):
        return _Earlier(), ""
    text, locked, imported = (
        load_beside(each) for each in (path, lock_path(content, report.id), imported_path(content, report.id))
    )
    lock = reports.load_lock(lock_path(content, report.id).name, locked) if locked else reports.EMPTY
    before, now = reports.loads_meta(report.id, text).source, report.meta.source
    is_other = before and now and before.name != now.name and before.sha256 != now.sha256
    return _Earlier(text=text, imported=imported, lock=lock), before.name if before and is_other else ""


def _merged(where: str, earlier: _Earlier, fresh: str, way: Way) -> tuple[str, list[Problem]]:
    """Bring a new import and the clerk's corrections together; where both changed a place, the clerk's stays.

    `where` is the content file, in which the places are.
    """
    if way.replace_edited or earlier.text in {"", earlier.imported}:
        return fresh, []
    if not earlier.imported:
        raise SitegenError(problem("not-overwritten", where, path=where))
    text, conflicts = reports.merge(earlier.imported, earlier.text, fresh)
    return text, [
        problem("merge-conflict", where, conflict.line, theirs=conflict.theirs.strip()[:80], path=where)
        for conflict in conflicts
    ]
