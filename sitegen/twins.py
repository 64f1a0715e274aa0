"""Reports of an archive that hold one document: told while sources are imported, from sketches of all texts.

A sketch lies beside each report as it was imported (half a kilobyte), so that one import reads no other report than those
whose sketches are like its own.  A report without one, written by hand or imported long ago, gets it the first time.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sitegen import reports
from sitegen.errors import SitegenError, problem
from sitegen.output import write_atomic
from sitegen.sources import imported_path, list_ids, read_text, sketch_path

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.model import Problem


class Twins:
    """Knows the sketches of all reports of a content folder, and of the sources of an import, written or not."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._unwritten: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._sketches = {report_id: self._load(report_id) for report_id in list_ids(content)}

    def find(self, where: str, report_id: str, text: str, sketch: str) -> tuple[Problem, ...]:
        """Return a doubt if another report than `report_id` holds the document that `text`, a content file, holds."""
        others = [other for other in self._sketches if other != report_id]
        found = reports.likely(sketch, [self._sketches[other] for other in others])
        for other, known in ((others[at], self._text(others[at])) for at in found):
            if reports.is_same_document(text, known):
                return (self._doubt(where, other, is_same=reports.is_same_text(text, known)),)
        return ()

    def _doubt(self, where: str, key: str, *, is_same: bool) -> Problem:
        """Return what to say of a source and the report or source known by `key`; only a report can be corrected by it."""
        name = self._names.get(key, f"{key}.md")
        if is_same:
            return problem("source-repeated", where, other=name)
        if key in self._unwritten:
            return problem("source-similar", where, other=name)
        return problem("report-similar", where, other=name, id=key)

    def add(self, where: str, report_id: str, text: str, sketch: str) -> None:
        """Remember a source of this import, by the id of its report; "" if none was written: then its text is kept."""
        key = report_id or f"{where}/{len(self._unwritten)}"
        self._sketches[key] = sketch
        self._names[key] = where
        if report_id:
            write_atomic(sketch_path(self._content, report_id), sketch.encode())
        else:
            self._unwritten[key] = text

    def _load(self, report_id: str) -> str:
        path = sketch_path(self._content, report_id)
        if known := _readable(path):
            return known.strip()
        sketch = reports.sketch(self._text(report_id))
        with suppress(SitegenError):  # made again the next time
            write_atomic(path, sketch.encode())
        return sketch

    def _text(self, key: str) -> str:
        if key in self._unwritten:
            return self._unwritten[key]
        return _readable(imported_path(self._content, key)) or _readable(self._content / f"{key}.md")


def _readable(path: Path) -> str:
    """Return the text of a file, "" if there is none that can be read: what is wrong with it is told where it matters."""
    try:
        return read_text(path)
    except SitegenError:
        return ""
