"""Rows of the archive's tables, as `schema/tables.json` describes them: for CSV files and for the database."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from sitegen import urls
from sitegen.model import by_origin
from sitegen.render.figures import figure_row
from sitegen.render.indicators import indicator_page
from sitegen.render.schemas import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Archive, Figure, Indicator, Related, Report

Row = dict[str, Any]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_MARK: Final = "\ufeff"
"""The byte order mark, by which spreadsheets read the Chinese."""


def report_row(report: Report) -> Row:
    """Return a row of `reports`."""
    meta, source = report.meta, report.meta.source
    return {
        "id": report.id,
        "title": meta.title,
        "issuer": meta.issuer,
        "region": " ".join(meta.region),
        "year": meta.year,
        "kind": meta.kind,
        "published": meta.published,
        "url": urls.report_url(report.id),
        "source_name": source.name if source else "",
        "source_sha256": source.sha256 if source else "",
        "source_url": source.url if source else "",
    }


def indicator_row(indicator: Indicator) -> Row:
    """Return a row of `indicators`."""
    return {
        "id": indicator.id,
        "name": indicator.name,
        "field": indicator.field,
        "reports": indicator.reports,
        "url": urls.url_of(indicator_page(indicator)),
    }


def related_rows(archive: Archive) -> Iterator[Related]:
    """Yield the cross-links in the order of their ends; those of one report at a time, for there are millions."""
    linked = by_origin(archive.related)
    for report in sorted(linked):
        yield from sorted(linked[report], key=lambda each: (each.origin, each.target))


def figure_rows(archive: Archive) -> Iterator[Row]:
    """Yield the rows of `figures`."""
    indicator_of = {figure: each.id for each in archive.indicators for figure in each.figures}
    for figure in archive.figures:
        yield flat_figure(figure, indicator_of.get(figure, ""))


def flat_figure(figure: Figure, indicator_id: str) -> Row:
    """Return a figure as a row of `figures`."""
    row = figure_row(figure)
    change = row["change"] or {}
    parts = {f"change_{name}": change.get(name, "") for name in ("direction", "value", "unit", "basis")}
    return row | parts | {"indicator_id": indicator_id}


def csv_parts(table: str, rows: Iterable[Row], largest: int) -> tuple[bytes, ...]:
    """Return a table as CSV: UTF-8 with a byte order mark, in parts of at most `largest` bytes, each with the head."""
    names = columns(table)
    head = _MARK.encode() + _line(names)
    parts, size = [[head]], len(head)
    for row in rows:
        line = _line([_cell(str(row[name])) for name in names])
        if size + len(line) > largest and len(parts[-1]) > 1:
            parts.append([head])
            size = len(head)
        parts[-1].append(line)
        size += len(line)
    return tuple(b"".join(part) for part in parts)


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()


def _cell(text: str) -> str:
    """Keep a spreadsheet from taking words of a report for a formula; numbers stay numbers."""
    is_number = text.lstrip("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text
