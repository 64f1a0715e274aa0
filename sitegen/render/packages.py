"""The data files as a Frictionless Data Package: `datapackage.json` names each with its bytes, checksum and schema.

Written after the Data Package and Table Schema specifications, version 1 (https://specs.frictionlessdata.io), so that
the usual tools can check and load the tables.  CSV files are tables with a schema, every part of a divided one for itself.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from sitegen.model import OutputFile
from sitegen.render.schemas import schemas, tables

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE: Final = "data/datapackage.json"
_MEDIA: Final = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
}


def data_package(files: Iterable[OutputFile]) -> OutputFile:
    """Return the description of data files; schemas among them are no data."""
    data = [file for file in files if PurePosixPath(file.path).parent.name == "data"]
    names = {_name(PurePosixPath(file.path)) for file in data}
    resources = [_resource(file, names) for file in data]
    package = {"profile": "data-package", "name": "sitegen-archive", "resources": resources}
    text = json.dumps(package, ensure_ascii=False, indent=1)
    return OutputFile(path=PACKAGE, data=f"{text}\n".encode())


def _name(path: PurePosixPath) -> str:
    return path.name.replace(".", "-")


def _resource(file: OutputFile, names: set[str]) -> dict[str, Any]:
    path = PurePosixPath(file.path)
    table = _table_of(path)
    resource: dict[str, Any] = {
        "name": _name(path),
        "path": path.name,
        "description": tables()[table]["title"] if path.suffix == ".csv" else schemas()[table]["description"],
        "format": path.suffix.removeprefix("."),
        "mediatype": _MEDIA[path.suffix],
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{hashlib.sha256(file.data).hexdigest()}",
    }
    if path.suffix == ".csv":
        resource |= {"profile": "tabular-data-resource", "schema": _schema(table, names)}
    return resource


def _table_of(path: PurePosixPath) -> str:
    """Return the name of the table or schema that a file belongs to: figures for figures-0002.csv."""
    whole, _, number = path.stem.rpartition("-")
    return whole if whole and number.isdigit() else path.stem


def _schema(table: str, names: set[str]) -> dict[str, Any]:
    """Return the Table Schema of a CSV file; its foreign keys lead to those that the package has in one piece."""
    schema = {key: value for key, value in tables()[table].items() if key in {"fields", "primaryKey"}}
    keys = [
        {"fields": key["fields"], "reference": key["reference"] | {"resource": there}}
        for key in tables()[table].get("foreignKeys", ())
        if (there := f"{key['reference']['resource']}-csv") in names
    ]
    return schema | {"missingValues": [""]} | ({"foreignKeys": keys} if keys else {})
