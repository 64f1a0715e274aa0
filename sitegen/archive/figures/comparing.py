"""Figures side by side: which may be compared, and which of one report contradict each other.

Few alarms: two words for one thing are not taken for one, and what may be rounding or a part of something
else is left alone.  Nothing is ranked and no difference is computed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sitegen.archive.figures.wording import ATTRIBUTE
from sitegen.errors import problem
from sitegen.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Figure, Problem

_SCOPE: Final = re.compile(
    r"^(?:全[国省市区县镇街盟旗州]|街道|本[市区县]|辖区)|各类|各项|[\"'<>（）()·\s]|^(?:完成|实现|提供|开展|举办|组织|发放|推进)"
)
_SAME: Final = {
    "规模以上": "规上",
    "地区生产总值": "生产总值",
    "实际利用外资": "实际使用外资",
    "研发经费": "研发",
    "社会消费品零售额": "社会消费品零售总额",
}
"""Two usual wordings of one statistical term."""
JOINT: Final = " · "
"""Joins the names of a table's rows and columns."""
_TOTAL: Final = re.compile(r"总计|合计|共计|总数|小计")
_PART: Final = "其中"
_SHORTEST_NAME: Final = 4
_RATE: Final = re.compile(r"每|人均|户均|日均|月均|平均")
_AT_MOST: Final = ("不足", "低于", "不超过", "以下", "以内")


def comparable(one: Figure, other: Figure) -> bool:
    """Tell whether two figures may stand in one row of a table: same unit, kind, stage and indicator."""
    return (
        one.base == other.base
        and one.kind == other.kind
        and one.stage == other.stage
        and _against(one) == _against(other)
        and core(one.indicator) == core(other.indicator)
    )


def contradictions(figures: Iterable[Figure]) -> tuple[Problem, ...]:
    """Return what contradicts itself among the figures of one report, in reading order."""
    listed = tuple(figures)
    return (*_opposed(listed), *_larger_parts(listed), *_larger_cells(listed))


@lru_cache(maxsize=1 << 16)
def core(indicator: str) -> str:
    """Return an indicator for comparison: without scope and light verbs, its characters in one order.

    加装电梯 and 电梯加装 are the same; so are 全区财政总收入 and 财政总收入, 规模以上 and 规上.
    """
    folded = fold(indicator)
    for longer, shorter in _SAME.items():
        folded = folded.replace(longer, shorter)
    return "".join(sorted(_SCOPE.sub("", folded) or folded))


def _against(figure: Figure) -> str:
    return figure.change.basis if figure.change and figure.kind == "change" else ""


def _opposed(figures: tuple[Figure, ...]) -> Iterator[Problem]:
    """Yield the indicators that go up in one place and down in another, against the same basis and period."""
    seen: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        name = core(figure.indicator)
        if not figure.change or figure.kind == "target" or len(name) < _SHORTEST_NAME:
            continue
        if ATTRIBUTE.fullmatch(figure.indicator):
            continue
        before = seen[(name, figure.period, figure.change.basis)]
        for other in before:
            if other.change and other.change.direction != figure.change.direction:
                yield _problem("figures-opposed", other, figure)
                break
        before.append(figure)


def _larger_parts(figures: tuple[Figure, ...]) -> Iterator[Problem]:
    """Yield the parts (其中…) that are larger than the whole before them in the same clause."""
    whole: Figure | None = None
    for figure in figures:
        if whole and whole.anchor != figure.anchor:
            whole = None
        if _PART not in (figure.qualifier, figure.quote[:2]):
            whole = figure if figure.kind in {"level", "target"} else whole
        elif whole and whole.base == figure.base and figure.kind == whole.kind and _exceeds(figure, whole):
            yield _problem("figure-part", whole, figure)


def _larger_cells(figures: tuple[Figure, ...]) -> Iterator[Problem]:
    """Yield the cells of a table that are larger than the one cell that is their total (总计, 合计)."""
    totals: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    cells = [(figure, figure.indicator.split(JOINT)) for figure in figures if JOINT in figure.indicator]
    for figure, names in cells:
        for at, name in enumerate(names):
            if _TOTAL.fullmatch(name):
                totals[_without(figure, names, at)].append(figure)
    for figure, names in cells:
        for at, name in enumerate(names):
            found = totals.get(_without(figure, names, at), ())
            if len(found) == 1 and not _TOTAL.fullmatch(name) and _is_larger(figure, found[0]):
                yield _problem("figure-part", found[0], figure)
                break


def _without(figure: Figure, names: list[str], at: int) -> tuple[object, ...]:
    return (figure.anchor, at, *names[:at], *names[at + 1 :])


def _is_larger(part: Figure, whole: Figure) -> bool:
    return part.base == whole.base and part.kind == whole.kind and _exceeds(part, whole)


def _exceeds(part: Figure, whole: Figure) -> bool:
    """Tell whether a part is certainly larger than the whole; shares are parts of different things."""
    if part.base in {"%", "‰", "比例", "倍"} or part.qualifier in _AT_MOST:
        return False
    if _RATE.search(whole.quote):
        return False
    return Decimal(part.number) > Decimal(whole.number)


def _problem(code: str, one: Figure, other: Figure) -> Problem:
    return problem(
        code,
        f"{one.report}.md",
        indicator=other.indicator,
        first=_words(one),
        second=_words(other),
        anchors=" ".join(dict.fromkeys((one.anchor, other.anchor))),
    )


def _words(figure: Figure) -> str:
    return figure.quote if figure.change else f"{figure.indicator}{figure.printed}"
