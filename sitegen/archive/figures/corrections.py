"""The keeper's corrections of figures: a file beside the report, `<id>.figures.yaml`.

    - anchor: s1-1-p1-c1
      printed: 12条
      indicator: 稳增长政策举措
    - anchor: s2-3-p1-c7
      printed: 三大
      suppress: true

A figure is named by the clause it stands in and by the number as printed; what is not given stays as it was read.
The report's text is never touched.  A correction that no longer finds its figure is reported, not dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, Literal, get_args

import yaml

from sitegen.archive.figures.numerals import SCALES, even, plain
from sitegen.archive.figures.units import normalise, units
from sitegen.errors import SitegenError, problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Figure, Problem

Kind = Literal["", "level", "change", "rank", "target", "duration"]
_LONGEST: Final = 200_000
"""Characters; a file of corrections of a report has a few lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is to be changed of the figures printed as `printed` in the clause `anchor`; "" stays as it was read."""

    anchor: str
    printed: str
    suppress: bool = False
    indicator: str = ""
    value: str = ""
    unit: str = ""
    kind: Kind = ""
    period: str = ""
    stage: str = ""

    def matches(self, figure: Figure) -> bool:
        """Tell whether this correction is about a figure."""
        return self.anchor == figure.anchor and _even(self.printed) == _even(figure.printed)


class _Loader(yaml.SafeLoader):
    """YAML without aliases, which could unfold to gigabytes; every scalar is a text."""

    yaml_implicit_resolvers: Final = {}  # type: ignore[misc]

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse aliases."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not read here")
        return super().compose_node(parent, index)


def parse_corrections(where: str, text: str) -> tuple[Correction, ...]:
    """Read a file of corrections.  Raises `SitegenError` if it is not a list of them."""
    if len(text) > _LONGEST:
        raise _broken(where, f"{len(text)} characters")
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        raise _broken(where, reason, mark.line + 1 if mark else 1) from error
    if data in (None, ""):
        return ()
    if not isinstance(data, list):
        raise _broken(where, "a list is expected")
    return tuple(_correction(where, item) for item in data)


def apply(figures: Iterable[Figure], corrections: Iterable[Correction]) -> tuple[Figure, ...]:
    """Return the figures as the keeper wants them; of several corrections of one figure the first counts."""
    listed = tuple(corrections)
    kept: list[Figure] = []
    for figure in figures:
        correction = next((item for item in listed if item.matches(figure)), None)
        if correction is None:
            kept.append(figure)
        elif not correction.suppress:
            kept.append(_corrected(figure, correction))
    return tuple(kept)


def unused(where: str, figures: Iterable[Figure], corrections: Iterable[Correction]) -> tuple[Problem, ...]:
    """Return a problem for each correction that finds no figure; `figures` are those before `apply`."""
    listed = tuple(figures)
    return tuple(
        problem("correction-unused", where, anchor=item.anchor, printed=item.printed)
        for item in corrections
        if not any(item.matches(figure) for figure in listed)
    )


def _corrected(figure: Figure, correction: Correction) -> Figure:
    value, unit = correction.value.replace(",", "") or figure.value, correction.unit or figure.unit
    number, base = figure.number, figure.base
    if correction.value or correction.unit:
        number, base = _normalised(value, unit)
    return replace(
        figure,
        indicator=correction.indicator or figure.indicator,
        value=value,
        unit=unit,
        number=number,
        base=base,
        kind=correction.kind or figure.kind,
        period=correction.period or figure.period,
        stage=correction.stage or figure.stage,
    )


def _normalised(value: str, unit: str) -> tuple[str, str]:
    """Return (number, base unit); a unit that the table does not know is its own base."""
    number = Decimal(value.replace(",", ""))
    for scale in sorted(SCALES, key=len, reverse=True):
        if unit.startswith(scale) and unit[len(scale) :] in units():
            return normalise(number, scale, unit[len(scale) :])
    return plain(number), unit


def _correction(where: str, item: object) -> Correction:
    names = {field.name for field in fields(Correction)}
    if not isinstance(item, dict) or not all(isinstance(value, str) for value in item.values()):
        raise _broken(where, "each item needs anchor and printed, and texts for what changes")
    if unknown := sorted(map(str, item.keys() - names)):
        raise _broken(where, f"{unknown[0]} is not known")
    if not item.get("anchor") or not item.get("printed"):
        raise _broken(where, "anchor and printed are needed")
    if item.get("kind", "") not in get_args(Kind):
        raise _broken(where, f"kind: {item['kind']}")
    _check_value(where, item.get("value", ""))
    return Correction(**{**item, "suppress": item.get("suppress", "") in {"true", "yes", "是"}})


def _check_value(where: str, value: str) -> None:
    try:
        if value and not Decimal(value.replace(",", "")).is_finite():
            raise _broken(where, f"value: {value}")
    except InvalidOperation as error:
        raise _broken(where, f"value: {value}") from error


def _even(printed: str) -> str:
    return even(printed).replace(" ", "")


def _broken(where: str, reason: str, line: int = 1) -> SitegenError:
    return SitegenError(problem("corrections-broken", where, line, reason=reason))
