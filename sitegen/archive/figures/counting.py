"""Whether a number counts or measures something, or only looks so.

What a number is depends on its unit and on a few characters on either side.  Digits are trusted unless something
speaks against them; a Han numeral below ten is trusted only before a concrete thing (三处公寓, 四个居民区), since
office language is full of slogans that count (两个维护, 三个一点).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sitegen.archive.figures.labels import CONCRETE, is_slogan, is_span, is_threshold

if TYPE_CHECKING:
    from sitegen.archive.figures.units import Unit

_YEARLIKE: Final = re.compile(r"(?:19[4-9]|20[0-4])\d")
_AMBIGUOUS: Final = frozenset("首本部届站集节口面道门出场期点分位支")
"""Units that begin other words: after what looks like a year they are no units (2022首届大赛)."""
_NO_UNIT: Final = {
    "所": "示有属在需述",
    "个": "月",
    "人": "制组座",
    "家": "庭",
    "本": "市区省",
    "部": "分",
    "名": "录单",
}
"""What must not follow a unit, with which its character begins another word: 图1所示, 3人制."""
_SCORE: Final = re.compile(r"(?:得分|评分|均分|总分|分值|分数|指数)[^,。;]{0,6}$")
_AGE: Final = re.compile(
    r"(?:寿命|年龄)[^,。;]{0,14}$|岁(?:左右)?(?:提[高升]|增加|上升|延长)[到至][^,。;]{0,8}$"
)
_FEED: Final = re.compile(r"[^,。;]{0,4}(?:视频|监控|摄像|探头|信号|图像)")
_RANKED_SET: Final = re.compile(
    r"[^,。;、]{0,8}?(?:中)?(?:保持在?|稳定在|排名|位列|位居|居|列)?(?:前|第)(?:\d|[一二三四五六七八九十])"
)
"""在全国168个重点城市前100名: how many take part is no figure of the report."""
_FEW: Final = Decimal(10)
_SLOGAN_BELOW: Final = Decimal(30)
_ONE: Final = re.compile(r"(?:新增|新建|建成|增设|改建|新设)了?$")
_ONE_UNITS: Final = frozenset(("处", "座", "所", "家", "台", "栋"))
_NOUN_BEFORE: Final = re.compile(r"[\u4e00-\u9fff]$")
_END: Final = re.compile(r"[,。;!]|$")
_NO_COUNT_AFTER: Final = re.compile(r"[A-Za-z0-9+级□/~-]")
_LONGEST_BARE: Final = 4
"""Digits of a number without scale and unit; longer ones are telephone numbers and codes."""
_SMALL_SCALES: Final = ("", "百", "千")
_SCALE_WORDS: Final = frozenset("百千万亿")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A number that was found: the match, its value and unit, what stands around it.

    `stem` is `left` without the qualifier at its end.
    """

    match: re.Match[str]
    value: Decimal
    unit: Unit
    left: str
    right: str
    stem: str
    qualifier: str

    @property
    def han(self) -> str:
        """Return the Han numeral, "" for digits and percentages."""
        return self.match["han"] or ""


def counts(number: Candidate) -> bool:
    """Tell whether a number counts or measures something."""
    if is_threshold(number.left, number.right, number.match["tail"] or "", number.unit.kind):
        return False
    if not number.unit.name:
        return _stands_alone(number)
    if _is_part_of_word(number):
        return False
    if number.unit.kind == "time":
        return is_span(number.stem, number.right, number.unit.name)
    return _special(number)


def _is_part_of_word(number: Candidate) -> bool:
    """Tell whether the unit begins another word, or the number numbers a picture, or a slogan follows."""
    unit, digits = number.unit, number.match["digits"]
    if unit.kind == "count" and _RANKED_SET.match(number.right):
        return True
    if digits and _YEARLIKE.fullmatch(digits) and unit.name in _AMBIGUOUS:
        return True
    if number.right and number.right[0] in _NO_UNIT.get(unit.name, ""):
        return True
    if number.left[-1:] in {"图", "表", "每"}:
        return True
    is_small = unit.kind == "count" and number.value < _SLOGAN_BELOW
    return is_small and is_slogan(number.right, han=bool(number.han) and number.value < _FEW)


def _special(number: Candidate) -> bool:
    """Judge the units that need a certain word nearby; all others by their numeral."""
    match number.unit.han:
        case "scale":
            scaled = bool(number.match["scale"]) or bool(_SCALE_WORDS & set(number.han))
            return scaled or "班列" in number.left
        case "score":
            return _SCORE.search(number.left) is not None
        case "age":
            return _AGE.search(number.left) is not None
        case "feed":
            return _FEED.match(number.right) is not None
        case "share":
            return number.han != "一"
        case _:
            return not number.han or _han_counts(number)


def _stands_alone(number: Candidate) -> bool:
    """Tell whether a number without unit counts: 3300万学生, and 28 at the end of a clause after a noun."""
    digits = number.match["digits"]
    if not digits or _NO_COUNT_AFTER.match(number.right):
        return False
    if (number.match["scale"] or "") not in _SMALL_SCALES:
        return True
    is_at_end = _NOUN_BEFORE.search(number.left) is not None and _END.match(number.right) is not None
    return is_at_end and len(digits) <= _LONGEST_BARE and not _YEARLIKE.fullmatch(digits)


def _han_counts(number: Candidate) -> bool:
    """Tell whether a Han numeral counts: 三处公寓 does, 三个一点 and 一批企业 do not."""
    numeral, unit = number.han, number.unit
    is_marked = bool(number.qualifier)
    if number.left[-1:] in {"数", "几"}:
        return False
    if set(numeral) <= _SCALE_WORDS:
        return is_marked and number.qualifier not in {
            "以上",
            "以下",
            "及以上",
            "上" if numeral == "百" else "",
        }
    if numeral == "一":
        is_new = unit.name in _ONE_UNITS and _ONE.search(number.left) is not None
        return is_new or unit.name in {"倍", "番"}
    if number.value > _FEW or is_marked or set(numeral) & set("万亿点"):
        return True
    return CONCRETE.match(number.right) is not None if unit.han == "noun" else unit.han == "any"
