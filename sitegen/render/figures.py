"""The figures of an archive as data: a line of JSON and a row of CSV for each, every one with the place it was read from."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Figure

COLUMNS: Final = (
    "report", "anchor", "indicator", "value", "unit", "number", "base", "qualifier", "kind", "stage", "period",
    "change_direction", "change_value", "change_unit", "change_basis", "printed", "quote",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def figure_row(figure: Figure) -> dict[str, Any]:
    """Return a figure as the line of `figures.jsonl`."""
    change = figure.change
    return {
        "report": figure.report,
        "anchor": figure.anchor,
        "indicator": figure.indicator,
        "value": figure.value,
        "unit": figure.unit,
        "change": {
            "direction": change.direction,
            "value": change.value,
            "unit": change.unit,
            "basis": change.basis,
        }
        if change
        else None,
        "kind": figure.kind,
        "quote": figure.quote,
        "qualifier": figure.qualifier,
        "stage": figure.stage,
        "period": figure.period,
        "printed": figure.printed,
        "number": figure.number,
        "base": figure.base,
    }


def figures_csv(figures: Iterable[Figure]) -> bytes:
    """Return `figures.csv`: UTF-8 with a byte order mark, so that spreadsheets read the Chinese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for figure in figures:
        row = figure_row(figure)
        change = row["change"] or {}
        flat = row | {
            f"change_{name}": change.get(name, "") for name in ("direction", "value", "unit", "basis")
        }
        writer.writerow([_cell(str(flat[column])) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    """Keep a spreadsheet from taking words of a report for a formula; numbers stay numbers."""
    is_number = text.lstrip("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text
