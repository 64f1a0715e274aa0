"""What an archive remembers of a publication: records, words and addresses below `content/.published/`, anchor locks.

All of it is committed with the archive.  It is computed before anything is sent, for the site itself tells of it: the
correction that a publication brings stands in the list of corrections that it publishes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sitegen import permanence
from sitegen.output import write_atomic
from sitegen.sources import load_words, lock_path, pages_path, record_path, words_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sitegen.assembly import Past
    from sitegen.build import Build
    from sitegen.model import OutputFile, Record, Report
    from sitegen.permanence.records import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is to be remembered: the past as it then is, the files that say so, the reports that were corrected."""

    past: Past
    files: tuple[tuple[Path, str], ...]
    corrected: tuple[str, ...]


def due(content: Path, built: Build, date: str, reason: str) -> Due:
    """Return what is to be remembered once `built` is published on `date` (ISO 8601), with the keeper's `reason` for corrections."""
    records, files, corrected = dict(built.past.records), [], []
    for report in built.reports:
        known = built.past.records.get(report.id)
        record, words = _revised(content, report, known, date, reason)
        if record != known:
            records[report.id] = record
            files.append((record_path(content, report.id), permanence.dump_record(record)))
            files.append((words_path(content, report.id), permanence.dump_words(words)))
            corrected += [report.id] if known and record.corrections != known.corrections else []
    pages = tuple(sorted({*built.past.pages, *_lasting(built.files)}))
    if pages != built.past.pages:
        files.append((pages_path(content), "".join(f"{page}\n" for page in pages)))
    files += [(lock_path(content, report_id), text) for report_id, text in built.locks]
    past = replace(built.past, records=records, pages=pages)
    return Due(past=past, files=tuple(files), corrected=tuple(corrected))


def write(files: Iterable[tuple[Path, str]]) -> None:
    """Write what is to be remembered, each file whole."""
    for path, text in files:
        write_atomic(path, text.encode())


def _revised(
    content: Path, report: Report, known: Record | None, date: str, reason: str
) -> tuple[Record, Words]:
    words: Words = ()
    if known and permanence.is_new(report, known):
        words = permanence.load_words(report.id, load_words(content, report.id))
    return permanence.revise(report, known, words, date, reason)


def _lasting(files: Iterable[OutputFile]) -> Iterator[str]:
    """Yield the addresses that people and programs keep; those of reports are in their records."""
    for file in files:
        is_page = file.path.endswith(".html") and file.path != "404.html"
        if (is_page or file.path.endswith("feed.xml")) and not file.path.startswith("reports/"):
            yield file.path
