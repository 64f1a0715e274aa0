"""The data files of the site: what is on its pages, for programs.

Each kind of file has a JSON Schema in this package, which is published beside the data and is also
what the page about the archive is written from, so that neither can say what the other does not.
A file that would pass 5 MB is divided (`related-0001.jsonl`), for hosts and phones; `data/index.json`
names every part with bytes and SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import TYPE_CHECKING, Any, Final

from sitegen import urls
from sitegen.model import OutputFile
from sitegen.render.figures import figure_row
from sitegen.render.indicators import indicator_file
from sitegen.render.initiatives import initiative_page
from sitegen.render.packages import data_package
from sitegen.render.rows import csv_parts, figure_rows, flat_figure, indicator_row, related_rows, report_row
from sitegen.render.schemas import TABLES, schema_fields, schemas, table_fields, tables
from sitegen.render.views import DataSet, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Archive, Event, Indicator, Report

LARGEST: Final = 20_000_000
DATA: Final = "data"
SCHEMAS: Final = "data/schema"


def data_files(archive: Archive) -> tuple[OutputFile, ...]:
    """Return the data files of an archive with their schemas, sorted by path, without the index over them."""
    files = [
        *_lines_file("reports", ".json", map(_report, archive.reports)),
        *_lines_file("related", ".jsonl", _related(archive)),
        *_lines_file("initiatives", ".json", _initiatives(archive)),
        *_lines_file("figures", ".jsonl", map(figure_row, archive.figures)),
        *_lines_file("corrections", ".jsonl", map(_event, archive.events)),
        *_tables(archive),
        *_schema_files(),
    ]
    files.sort(key=lambda file: file.path)
    return tuple(sorted((*files, data_package(files)), key=lambda file: file.path))


def indicator_files(indicators: Iterable[Indicator]) -> tuple[OutputFile, ...]:
    """Return the figures of each indicator as CSV, to lie beside its page."""
    return tuple(map(_indicator_file, indicators))


def indicator_file_at(path: str, indicators: Iterable[Indicator]) -> OutputFile | None:
    """Return the one of `indicator_files` that has an address, None if there is none."""
    return next((_indicator_file(each) for each in indicators if indicator_file(each) == path), None)


def _indicator_file(indicator: Indicator) -> OutputFile:
    rows = (flat_figure(figure, indicator.id) for figure in indicator.figures)
    (data,) = csv_parts("figures", rows, sys.maxsize)
    return OutputFile(path=indicator_file(indicator), data=data)


def data_index(data: Iterable[OutputFile]) -> OutputFile:
    """Return `data/index.json`: every data file, its parts with bytes and SHA-256, its schema."""
    rows = [
        {
            "name": each.name,
            "schema": f"/{each.schema}" if each.schema else "",
            "parts": [
                {"url": f"/{part.page}", "bytes": part.size, "sha256": part.sha256} for part in each.parts
            ],
        }
        for each in data_sets(data)
    ]
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    return OutputFile(path=f"{DATA}/index.json", data=f"{text}\n".encode())


def data_sets(data: Iterable[OutputFile]) -> tuple[DataSet, ...]:
    """Describe data files (also those of other stages: figures), the parts of one together, by name."""
    parts: dict[str, list[Part]] = {}
    for file in sorted(data, key=lambda file: file.path):
        if file.path.startswith(f"{DATA}/") and not file.path.startswith(f"{SCHEMAS}/"):
            digest = hashlib.sha256(file.data).hexdigest()
            name = _set_name(file.path.removeprefix(f"{DATA}/"))
            parts.setdefault(name, []).append(Part(page=file.path, size=file.size, sha256=digest))
    return tuple(_data_set(name, tuple(parts[name])) for name in sorted(parts))


def _data_set(name: str, parts: tuple[Part, ...]) -> DataSet:
    """Describe one set of data: a table (CSV), all tables (the database), or what a JSON Schema describes."""
    stem, _, suffix = name.partition(".")
    if suffix == "csv" and stem in tables():
        fields, schema, meaning = tuple(table_fields(stem)), TABLES, tables()[stem]["title"]
    elif suffix == "sqlite":
        fields = tuple(field for table in tables() for field in table_fields(table, f"{table}."))
        schema, meaning = TABLES, schemas()[TABLES]["description"]
    elif suffix.startswith("json") and stem in schemas():
        fields, schema = tuple(schema_fields(schemas()[stem])), stem
        meaning = schemas()[stem]["description"]
    else:
        return DataSet(name=name, meaning="", schema="", parts=parts, fields=())
    return DataSet(name=name, meaning=meaning, schema=f"{SCHEMAS}/{schema}.json", parts=parts, fields=fields)


def _set_name(name: str) -> str:
    """Return the name of the undivided file: `related.jsonl` for `related-0001.jsonl`."""
    stem, dot, suffix = name.partition(".")
    whole, dash, number = stem.rpartition("-")
    return f"{whole}{dot}{suffix}" if dash and number.isdigit() else name


# ---------------------------------------------------------------- what is in them


def _report(report: Report) -> dict[str, Any]:
    meta, source = report.meta, report.meta.source
    address = urls.report_url(report.id)
    return {
        "id": report.id,
        "title": meta.title,
        "issuer": meta.issuer,
        "region": list(meta.region),
        "year": meta.year,
        "kind": meta.kind,
        "published": meta.published,
        "url": address,
        "source": {"name": source.name, "sha256": source.sha256, "url": source.url} if source else None,
        "sections": [
            {
                "anchor": path[-1].anchor,
                "number": path[-1].number.printed if path[-1].number else "",
                "level": path[-1].level,
                "heading": path[-1].heading,
                "url": f"{address}#{path[-1].anchor}",
            }
            for path in report.walk()
        ],
    }


def _related(archive: Archive) -> Iterator[dict[str, Any]]:
    for each in related_rows(archive):
        yield {
            "from": str(each.origin),
            "to": str(each.target),
            "score": round(each.score, 4),
            "grade": each.grade,
            "initiative": each.initiative,
            "shared": list(each.terms),
        }


def _initiatives(archive: Archive) -> Iterator[dict[str, Any]]:
    for initiative in sorted(archive.initiatives, key=lambda each: each.id):
        yield {
            "id": initiative.id,
            "name": initiative.name,
            "field": initiative.field,
            "aliases": list(initiative.aliases),
            "url": urls.url_of(initiative_page(initiative)),
            "members": [{"report": ref.report, "anchor": ref.anchor} for ref in initiative.members],
        }


def _event(event: Event) -> dict[str, Any]:
    return {
        "date": event.date,
        "kind": event.kind,
        "report": event.report,
        "title": event.title,
        "issuer": event.issuer,
        "year": event.year,
        "url": urls.url_of(event.page),
        "reason": event.reason,
        "revisions": [
            {"anchor": each.anchor, "before": each.before, "after": each.after} for each in event.revisions
        ],
    }


# ---------------------------------------------------------------- how they are written


def _tables(archive: Archive) -> Iterator[OutputFile]:
    """Write the tables that people open in a spreadsheet."""
    rows = {
        "reports": map(report_row, archive.reports),
        "indicators": map(indicator_row, archive.indicators),
        "figures": figure_rows(archive),
    }
    for name, some in rows.items():
        parts = csv_parts(name, some, LARGEST)
        for number, data in enumerate(parts, 1):
            stem = f"{name}-{number:04}" if len(parts) > 1 else name
            yield OutputFile(path=f"{DATA}/{stem}.csv", data=data)


def _lines_file(name: str, suffix: str, rows: Iterable[dict[str, Any]]) -> Iterator[OutputFile]:
    """Write rows, one a line, as JSON Lines or as an array, in as many files as their size asks for."""
    parts = _divided(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in rows)
    for number, part in enumerate(parts, 1):
        stem = f"{name}-{number:04}" if len(parts) > 1 else name
        yield OutputFile(path=f"{DATA}/{stem}{suffix}", data=_written(part, suffix))


def _divided(lines: Iterable[bytes]) -> list[list[bytes]]:
    parts: list[list[bytes]] = [[]]
    size = 0
    for line in lines:
        if parts[-1] and size + len(line) + 2 > LARGEST:
            parts.append([])
            size = 0
        parts[-1].append(line)
        size += len(line) + 2
    return parts


def _written(lines: list[bytes], suffix: str) -> bytes:
    if suffix == ".jsonl":
        return b"".join(line + b"\n" for line in lines)
    return b"[\n" + b",\n".join(lines) + b"\n]\n"


# ---------------------------------------------------------------- schemas


def _schema_files() -> Iterator[OutputFile]:
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        yield OutputFile(path=f"{SCHEMAS}/{name}.json", data=f"{text}\n".encode())
