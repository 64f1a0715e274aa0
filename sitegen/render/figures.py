"""A figure as a line of JSON, and its number as people read it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sitegen.model import Figure

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
