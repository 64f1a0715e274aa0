"""Units: how each is written, its base unit, and how far a numeral before it can be trusted to count something.

The table is `units.tsv` beside this module; a person who reads Chinese but not Python can extend it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Final

from sitegen.archive.figures.numerals import SCALES, plain

SHARE: Final = "比例"
"""The unit of 五分之一, which has none of its own."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the table; `han` says which Han numerals may stand before it."""

    name: str
    base: str
    factor: Decimal
    kind: str
    han: str


@cache
def units() -> dict[str, Unit]:
    """Return all units by name."""
    lines = resources.files(__package__).joinpath("units.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    table = {name: Unit(name, base, Decimal(factor), kind, han) for name, base, factor, kind, han in rows}
    return table | {
        "": Unit("", "", Decimal(1), "count", "no"),
        SHARE: Unit(SHARE, SHARE, Decimal(1), "ratio", "any"),
    }


@cache
def unit_pattern() -> str:
    """Return a regular expression for all units, the longest first."""
    names = sorted((name for name in units() if name), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name) + ("(?!干道)" if name.endswith("次") else "") for name in names)


def normalise(value: Decimal, scale: str, unit: str) -> tuple[str, str]:
    """Return (number, base unit): 4.85 and 亿 and 元 are ("485000000", "元")."""
    known = units()[unit]
    return plain(value * SCALES[scale] * known.factor), known.base
