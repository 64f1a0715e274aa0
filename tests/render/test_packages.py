"""The data package: every data file with its checksum, every table with a schema that its rows keep."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.model import Archive, Change, Figure
from sitegen.render import data
from sitegen.render.data import data_files
from sitegen.render.schemas import schemas, tables

if TYPE_CHECKING:
    from sitegen.model import OutputFile

FIGURE = Figure(
    report="qinghe/2024", anchor="s1-p1-c1", indicator="财政总收入", printed="4.85亿元", value="4.85", unit="亿元",
    number="485000000", base="元", kind="level", quote="财政总收入4.85亿元", start=5, end=11,
    change=Change(direction="up", value="11.1", unit="%", basis="同比"),
)  # fmt: skip


def package_of(files: tuple[OutputFile, ...]) -> tuple[dict[str, Any], dict[str, bytes]]:
    by_path = {file.path: file.data for file in files}
    return json.loads(by_path["data/datapackage.json"]), by_path


@pytest.fixture
def files(archive: Archive) -> tuple[OutputFile, ...]:
    return data_files(replace(archive, figures=(FIGURE, replace(FIGURE, change=None, unit=""))))


def test_every_data_file_is_a_resource_with_its_bytes_and_checksum(files: tuple[OutputFile, ...]) -> None:
    package, by_path = package_of(files)
    paths = {f"data/{each['path']}" for each in package["resources"]}
    assert paths == {path for path in by_path if path.count("/") == 1} - {"data/datapackage.json"}
    for each in package["resources"]:
        found = by_path[f"data/{each['path']}"]
        assert (each["bytes"], each["hash"]) == (len(found), f"sha256:{hashlib.sha256(found).hexdigest()}")
        assert re.fullmatch(r"[a-z0-9._-]+", each["name"])


def test_tables_keep_their_schemas(files: tuple[OutputFile, ...]) -> None:
    package, by_path = package_of(files)
    tabular = [each for each in package["resources"] if each.get("profile") == "tabular-data-resource"]
    assert {each["name"] for each in tabular} == {"reports-csv", "figures-csv", "indicators-csv"}
    for each in tabular:
        found = list(csv.DictReader(io.StringIO(by_path[f"data/{each['path']}"].decode("utf-8-sig"))))
        fields = each["schema"]["fields"]
        assert all(list(row) == [field["name"] for field in fields] for row in found)
        for row in found:
            for field in fields:
                value, rules = row[field["name"]], field.get("constraints", {})
                assert value or not rules.get("required")
                assert not value or field["type"] == "string" or float(value) is not None
                assert not value or value in rules.get("enum", [value])


def test_foreign_keys_lead_to_resources_of_the_package(files: tuple[OutputFile, ...]) -> None:
    package, _ = package_of(files)
    names = {each["name"] for each in package["resources"]}
    keys = [key for each in package["resources"] for key in each.get("schema", {}).get("foreignKeys", ())]
    assert {key["reference"]["resource"] for key in keys} == {"reports-csv", "indicators-csv"} <= names


def test_a_large_table_is_divided_and_each_part_has_its_head(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "LARGEST", 2_000)
    many = tuple(replace(FIGURE, start=at) for at in range(40))
    package, by_path = package_of(data_files(replace(archive, figures=many)))
    parts = sorted(path for path in by_path if path.startswith("data/figures-") and path.endswith(".csv"))
    assert len(parts) > 2
    tables_read = [list(csv.DictReader(io.StringIO(by_path[path].decode("utf-8-sig")))) for path in parts]
    assert sum(map(len, tables_read)) == 40
    assert all(len(by_path[path]) < 2_100 for path in parts)
    assert {f"figures-{number:04}-csv" for number in range(1, len(parts) + 1)} <= {
        each["name"] for each in package["resources"]
    }


def test_the_dictionaries_of_one_field_say_the_same() -> None:
    lines = schemas()["figures"]["properties"]
    for field in tables()["figures"]["fields"]:
        if field["name"] in lines:
            assert field["description"] == lines[field["name"]]["description"]
