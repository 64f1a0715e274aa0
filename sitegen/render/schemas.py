"""The schemas that the data files keep, published beside them; the page about the archive is written from them.

JSON Schema for what is JSON, a Table Schema (Frictionless) for each table (`tables.json`): the CSV files are two of
these tables, the database holds them all.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from sitegen.render.views import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES: Final = "tables"


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas of this package by name."""
    folder = files("sitegen.render").joinpath("schema")
    found = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name
    )
    return {file.name.removesuffix(".json"): json.loads(file.read_text("utf-8")) for file in found}


def tables() -> dict[str, dict[str, Any]]:
    """Return the Table Schemas of all tables by name, each before those that refer to it."""
    return {table["name"]: table for table in schemas()[TABLES]["tables"]}


def columns(table: str) -> list[str]:
    """Return the names of a table's columns, in order."""
    return [field["name"] for field in tables()[table]["fields"]]


def schema_fields(schema: dict[str, Any], within: str = "") -> Iterator[Field]:
    """Yield the fields that a JSON Schema describes, outer ones before those within them."""
    inner = schema.get("items", schema)
    for name, each in inner.get("properties", {}).items():
        kind = each.get("type", "")
        kinds = " / ".join(kind) if isinstance(kind, list) else kind
        yield Field(name=f"{within}{name}", type=kinds, meaning=each.get("description", ""))
        if "object" in kinds or each.get("items", {}).get("type") == "object":
            yield from schema_fields(each, f"{within}{name}.")


def table_fields(name: str, within: str = "") -> Iterator[Field]:
    """Yield the columns of a table."""
    for each in tables()[name]["fields"]:
        yield Field(name=f"{within}{each['name']}", type=each["type"], meaning=each["description"])
