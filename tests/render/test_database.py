"""The archive as a database: whole, linked, the same every time, and left out where no host would take it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sitegen.model import Archive, Figure, Indicator, Series
from sitegen.render import database
from sitegen.render.database import database_files
from sitegen.render.schemas import columns, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

FIGURE = Figure(
    report="qinghe/2024", anchor="s1-1-p1-c2", indicator="加装电梯", printed="19台", value="19", unit="台",
    number="19", base="台", kind="level", quote="加装电梯开工19台", start=0, end=3,
)  # fmt: skip


@pytest.fixture
def full(archive: Archive) -> Archive:
    other = replace(FIGURE, report="dongshan/2023", anchor="s1-p1-c1", indicator="老旧小区加梯")
    series = Series(kind="level", base="台", stage="", basis="", is_total=False, figures=(FIGURE,))
    indicator = Indicator(
        id="jiazhuangdianti", name="加装电梯", names=(), field="", series=(series,), apart=(), reports=2
    )
    return replace(archive, figures=(FIGURE, other), indicators=(indicator,))


@pytest.fixture
def store(full: Archive) -> Iterator[sqlite3.Connection]:
    (file,) = database_files(full)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(file.data)
        yield connection


def test_every_table_and_column_of_the_schema_is_there(store: sqlite3.Connection) -> None:
    for name in tables():
        there = [row[1] for row in store.execute(f"PRAGMA table_info({name})")]
        assert [each for each in there if each != "id" or "id" in columns(name)] == columns(name)


def test_the_rows_are_those_of_the_archive(store: sqlite3.Connection, full: Archive) -> None:
    counts = "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM initiative_members)"
    assert store.execute(counts).fetchone() == (len(full.reports), 2)
    query = "SELECT r.issuer, r.year, f.number, i.name FROM figures f JOIN reports r ON r.id = f.report LEFT JOIN indicators i ON i.id = f.indicator_id ORDER BY f.id"
    assert store.execute(query).fetchall() == [
        ("清河街道", 2024, 19.0, "加装电梯"),
        ("东山街道", 2023, 19.0, None),
    ]


def test_no_reference_leads_nowhere_and_the_file_is_sound(store: sqlite3.Connection) -> None:
    assert store.execute("PRAGMA foreign_key_check").fetchall() == []
    assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_same_archive_gives_the_same_bytes(full: Archive) -> None:
    assert database_files(full) == database_files(full)


@pytest.mark.parametrize("limit", [1, 60_000])
def test_what_no_host_would_take_is_left_out(
    full: Archive, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LARGEST", limit)
    assert database_files(full) == ()
