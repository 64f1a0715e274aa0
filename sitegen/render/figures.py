"""The figures of an archive as data: a line of JSON and a row of CSV for each, every one with the place it was read from."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Figure

COLUMNS: Final = (
    "report", "anchor", "indicator", "value", "unit", "number", "base", "qualifier", "kind", "stage", "period",
    "change_direction", "change_value", "change_unit", "change_basis", "printed", "quote",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_PART: Final = "其中"
"""Qualifies what is counted, not the number."""
_SCALES: Final = ((Decimal(10**12), "万亿"), (Decimal(10**8), "亿"), (Decimal(10**4), "万"))
_PLACES: Final = Decimal("0.01")


def with_qualifier(figure: Figure) -> Figure:
    """Return a figure whose printed words say 超 or 约 where the report does: without it the number would be another."""
    is_before = (
        figure.qualifier not in {*figure.printed, _PART, ""} and figure.qualifier not in figure.printed
    )
    return replace(figure, printed=figure.qualifier + figure.printed) if is_before else figure


def readable(number: Decimal, base: str) -> str:
    """Return a normalised number as people read it: 485000000 and 元 are 4.85亿元."""
    scale, name = next(((scale, name) for scale, name in _SCALES if abs(number) >= scale), (Decimal(1), ""))
    text = format((number / scale).quantize(_PLACES), "f").rstrip("0").rstrip(".")
    return f"{text}{name}{base}"


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
