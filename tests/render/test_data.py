"""The data files say what their schemas promise."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.model import Archive, OutputFile
from sitegen.render import data as data_module
from sitegen.render.data import data_files, data_index, data_sets

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(built: dict[str, bytes], name: str) -> list[dict[str, Any]]:
    text = built[f"data/{name}"].decode()
    return [json.loads(line) for line in text.splitlines()] if name.endswith(".jsonl") else json.loads(text)


def test_reports_carry_their_front_matter_and_sections(built: dict[str, bytes]) -> None:
    found = next(row for row in rows(built, "reports.json") if row["id"] == "qinghe/2024")
    assert (found["title"], found["issuer"], found["region"], found["year"]) == (
        "清河街道2024年工作总结",
        "清河街道",
        ["江淮市", "东山区"],
        2024,
    )
    assert (found["url"], found["published"], found["source"]["sha256"]) == (
        "/reports/qinghe/2024/",
        "2025-01-20",
        "ab" * 32,
    )
    assert found["sections"][1] == {
        "anchor": "s1-1",
        "number": "（",
        "level": 2,
        "heading": "（一）民生实事办得好。",
        "url": "/reports/qinghe/2024/#s1-1",
    }


def test_cross_links_name_both_ends_and_the_shared_words(built: dict[str, bytes]) -> None:
    found = {(row["from"], row["to"]): row["shared"] for row in rows(built, "related.jsonl")}
    assert found["qinghe/2024#s1-1-p1-c2", "dongshan/2023#s1-p1-c1"] == ["加装", "电梯"]
    assert found["dongshan/2023#s1-p1-c1", "qinghe/2024#s1-1-p1-c2"] == ["加装", "电梯"]


def test_initiatives_lead_to_a_page_that_exists(built: dict[str, bytes]) -> None:
    for row in rows(built, "initiatives.json"):
        assert f"{row['url'].strip('/')}/index.html" in built


@pytest.mark.parametrize("name", ["reports.json", "related.jsonl", "initiatives.json", "index.json"])
def test_every_row_has_the_fields_of_its_schema_and_no_other(built: dict[str, bytes], name: str) -> None:
    schema = json.loads(built[f"data/schema/{name.partition('.')[0]}.json"])
    for row in rows(built, name):
        assert list(faults(row, schema.get("items", schema))) == []


def test_every_report_is_beside_its_page_as_its_schema_says(
    built: dict[str, bytes], archive: Archive
) -> None:
    schema = json.loads(built["data/schema/report.json"])
    for report in archive.reports:
        found = json.loads(built[f"reports/{report.id}/report.json"])
        assert list(faults(found, schema, parts=schema["$defs"])) == []


def faults(
    value: object, schema: dict[str, Any], where: str = "", parts: dict[str, Any] | None = None
) -> Iterator[str]:
    """Check what our schemas use of JSON Schema: type, properties, required, items, and `$ref` to its parts."""
    schema = (parts or {})[schema["$ref"].removeprefix("#/$defs/")] if "$ref" in schema else schema
    types = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": (int, float),
        "null": type(None),
    }
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, types[kind]) for kind in kinds):
        yield f"{where}: {value!r} is no {kinds}"
    elif isinstance(value, dict):
        if set(value) != set(schema["required"]) or set(value) != set(schema["properties"]):
            yield f"{where}: {sorted(value)}"
        for key, each in value.items():
            yield from faults(each, schema["properties"][key], f"{where}.{key}", parts)
    elif isinstance(value, list):
        for each in value:
            yield from faults(each, schema["items"], f"{where}[]", parts)


def test_every_field_is_explained(built: dict[str, bytes]) -> None:
    data = [OutputFile(path=path, data=each) for path, each in built.items() if path.startswith("data/")]
    for each in data_sets(data):
        if each.name not in {"index.json", "archive.zip", "datapackage.json"}:
            assert each.meaning
            assert each.fields
            assert all(field.meaning for field in each.fields), each.name


def test_the_index_names_every_file_with_size_and_checksum(built: dict[str, bytes]) -> None:
    for row in rows(built, "index.json"):
        for part in row["parts"]:
            content = built[part["url"].lstrip("/")]
            assert (part["bytes"], part["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert [row["name"] for row in rows(built, "index.json")] == [
        "archive.sqlite",
        "archive.zip",
        "corrections.jsonl",
        "datapackage.json",
        "figures.csv",
        "figures.jsonl",
        "indicators.csv",
        "initiatives.json",
        "related.jsonl",
        "reports.csv",
        "reports.json",
    ]


def test_a_file_that_grows_too_large_is_divided_without_losing_a_row(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_module, "LARGEST", 2_000)
    many = replace(
        archive, reports=tuple(replace(archive.reports[0], id=f"office{number}/2022") for number in range(20))
    )
    found = data_files(many)
    parts = [file for file in found if file.path.startswith("data/reports") and file.path.endswith(".json")]
    assert [file.path for file in parts[:2]] == ["data/reports-0001.json", "data/reports-0002.json"]
    assert all(len(file.data) <= 2_000 for file in parts)
    assert [row["id"] for file in parts for row in json.loads(file.data)] == [
        f"office{number}/2022" for number in range(20)
    ]
    named = json.loads(data_index(parts).data)
    assert [row["name"] for row in named] == ["reports.json"]
    assert len(named[0]["parts"]) == len(parts)


def test_files_of_other_stages_are_described_too() -> None:
    (found,) = data_sets([OutputFile(path="data/maps.csv", data=b"a,b\n")])
    assert (found.name, found.parts[0].size, found.fields) == ("maps.csv", 4, ())
