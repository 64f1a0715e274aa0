"""The archive as one SQLite file, `data/archive.sqlite`, that Datasette, DB Browser or any program opens as it is.

Its tables are those of `schema/tables.json`, with foreign keys and the indexes that browsing needs.  The file is the same
to the byte for the same archive and SQLite library: fixed page size, sorted rows, no times.  Hosts refuse files
beyond 25 MB and a database cannot be divided as lists can: where it would pass 20 MB it is left out, which the page
about the archive says; the same rows are in the other files.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.model import OutputFile
from sitegen.render.initiatives import initiative_page
from sitegen.render.rows import Row, figure_rows, indicator_row, related_rows, report_row
from sitegen.render.schemas import columns, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Archive

DATABASE: Final = "data/archive.sqlite"
LARGEST: Final = 20_000_000
_PAGE: Final = 4096
_LEAST: Final = 100
"""Bytes that a figure needs at the very least: what is hopeless is not begun."""
_TYPES: Final = {"string": "TEXT", "integer": "INTEGER", "number": "REAL"}
_INDEXES: Final = (
    "reports (issuer, year)", "reports (year)", "figures (report)", "figures (indicator)", "figures (indicator_id)",
    "initiative_members (report)", "related (from_report)", "related (to_report)", "related (initiative)",
)  # fmt: skip
_SEPARATOR: Final = "|"


def database_files(archive: Archive) -> tuple[OutputFile, ...]:
    """Return the database of an archive; nothing where it would be larger than hosts take."""
    if len(archive.figures) * _LEAST > LARGEST:
        return ()
    with closing(sqlite3.connect(":memory:")) as store:
        store.execute(f"PRAGMA page_size = {_PAGE}")
        for name, rows in _rows(archive):
            store.execute(_definition(name))
            _fill(store, name, rows)
            if _size(store) > LARGEST:
                return ()
        for index in _INDEXES:
            table, _, columns = index.partition(" ")
            words = columns.strip("()").replace(", ", "_")
            store.execute(f"CREATE INDEX {table}_by_{words} ON {index}")
        store.commit()
        store.execute("VACUUM")
        data = store.serialize()
    return (OutputFile(path=DATABASE, data=data),) if len(data) <= LARGEST else ()


def _size(store: sqlite3.Connection) -> int:
    (pages,) = store.execute("PRAGMA page_count").fetchone()
    return int(pages) * _PAGE


def _definition(name: str) -> str:
    """Return the statement that makes a table, from its schema; one without a key of its own gets a number."""
    table = tables()[name]
    key = table.get("primaryKey", ())
    keys = (key,) if isinstance(key, str) else tuple(key)
    parts = [] if keys else ["id INTEGER PRIMARY KEY"]
    for field in table["fields"]:
        needed = " NOT NULL" if field.get("constraints", {}).get("required") else ""
        parts.append(f'"{field["name"]}" {_TYPES[field["type"]]}{needed}')
    if keys:
        parts.append(f"PRIMARY KEY ({', '.join(keys)})")
    for each in table.get("foreignKeys", ()):
        there = each["reference"]
        parts.append(f"FOREIGN KEY ({each['fields']}) REFERENCES {there['resource']} ({there['fields']})")
    return f'CREATE TABLE "{name}" ({", ".join(parts)})'


def _fill(store: sqlite3.Connection, name: str, rows: Iterable[Row]) -> None:
    """Put rows into a table; an empty text is no value, so that a foreign key may be missing."""
    names = columns(name)
    places = ", ".join("?" * len(names))
    listed = ", ".join(f'"{column}"' for column in names)
    values = ([None if row[column] == "" else row[column] for column in names] for row in rows)
    store.executemany(f'INSERT INTO "{name}" ({listed}) VALUES ({places})', values)  # noqa: S608 - our own names


def _rows(archive: Archive) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield each table with its rows, a table before those that refer to it."""
    known = {report.id for report in archive.reports}
    yield "reports", map(report_row, archive.reports)
    yield "sections", _sections(archive)
    yield "indicators", map(indicator_row, archive.indicators)
    yield "figures", figure_rows(archive)
    yield "initiatives", _initiatives(archive)
    yield "initiative_members", _members(archive, known)
    yield "related", _related(archive, known)


def _sections(archive: Archive) -> Iterator[Row]:
    for report in archive.reports:
        for path in report.walk():
            section = path[-1]
            yield {
                "report": report.id,
                "anchor": section.anchor,
                "number": section.number.printed if section.number else "",
                "level": section.level,
                "heading": section.heading,
                "url": f"{urls.report_url(report.id)}#{section.anchor}",
            }


def _initiatives(archive: Archive) -> Iterator[Row]:
    for each in archive.initiatives:
        aliases = _SEPARATOR.join(each.aliases)
        url = urls.url_of(initiative_page(each))
        yield {"id": each.id, "name": each.name, "field": each.field, "aliases": aliases, "url": url}


def _members(archive: Archive, known: set[str]) -> Iterator[Row]:
    for each in archive.initiatives:
        for ref in dict.fromkeys(each.members):
            if ref.report in known:
                yield {"initiative": each.id, "report": ref.report, "anchor": ref.anchor}


def _related(archive: Archive, known: set[str]) -> Iterator[Row]:
    initiatives = {each.id for each in archive.initiatives}
    for each in related_rows(archive):
        if {each.origin.report, each.target.report} <= known:
            yield {
                "from_report": each.origin.report,
                "from_anchor": each.origin.anchor,
                "to_report": each.target.report,
                "to_anchor": each.target.anchor,
                "score": round(each.score, 4),
                "grade": each.grade,
                "initiative": each.initiative if each.initiative in initiatives else "",
                "shared": _SEPARATOR.join(each.terms),
            }
