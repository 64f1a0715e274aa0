"""Names without the quantities that reports print within and behind them: 新增1.2万个学位, 金融机构达到36家."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_KEPT: Final = 1 << 14
_LEFT_OUT: Final = "…"
_UNIT: Final = "[年月日个项件台户家人名次处场座条元岁吨亩只头辆套栋间张米斤所件]"
_WITHIN: Final = re.compile(
    f"(?<=[\u4e00-\u9fff])[0-9][0-9.,]*%?[万亿千百余多]*(?:{_UNIT}|公里)?(?:以上)?(?![a-z0-9])"
    f"|^[0-9][0-9.,]*[万亿千百余多]*{_UNIT}"
)
_AT_END: Final = re.compile(
    "(?:达到|突破|超过|增长|新增|达|超)?(?<![a-z0-9.])"
    f"[0-9][0-9.,]*%?[万亿千百余多]*(?:{_UNIT}|公里|千瓦时?|[平立]方米|标箱)?(?:以上)?$"
)
_AT_START: Final = re.compile(
    "^[0-9][0-9.,]*[万亿千百余多]*(?:个(?!人|体|百分点|一)|公里|万?平方米)(?!以上)(?=[\u4e00-\u9fff]{3})"
)
"""Only measures that begin no word: not 110 家庭暴力警情, 10 场景应用平台."""
_FOLLOWED: Final = re.compile("(?:(?<=[比率重量额数值入])(?:达到|超过|突破|[达超为占])|(?<=..)[增降升减]至)$")


def with_gap(name: str) -> str:
    """Return a name with a sign in the place of a number within it: 新增…学位."""
    return _WITHIN.sub(_LEFT_OUT, name).strip(_LEFT_OUT)


def without_quantity(name: str) -> str:
    """Return a name without how many there are: 金融机构, 社区食堂 of 30个社区食堂; as it is where nothing else is left."""
    return name if name.isalpha() else _AT_START.sub("", _AT_END.sub("", name)) or name


@lru_cache(maxsize=_KEPT)
def without_verb(name: str) -> str:
    """Return a name without the word at its end that says that a quantity follows: 行政村占比 达."""
    return _FOLLOWED.sub("", name)
