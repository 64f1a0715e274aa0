"""Numbers with their units where they stand in a text: what may be a figure.

One regular expression finds numeral, scale, unit and qualifier; `labels` says what counts nothing.  The
expression sees the text with names and dates covered, so that 15 in “15分钟社区生活圈” is never looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from sitegen.archive.figures.labels import CONCRETE, hide, is_slogan, is_span, is_threshold
from sitegen.archive.figures.numerals import parse, plain
from sitegen.archive.figures.units import SHARE, Unit, units, unit_pattern

_AROUND: Final = 16
"""Characters on either side of a number that decide what it is."""
_BEFORE: Final = re.compile(
    r"(?:首?次?(?:超过|突破)|首超|将近|接近|不低于|不少于|不超过|不高于|至少|高达|大约|(?<![签预节契制条履违合公特集简大])约为?|近|超|逾|过|破|不足|"
    r"低于|高于|上|达到?)$"
)
_LEVELS: Final = ("达", "达到", "过", "破", "上")
_RANK: Final = re.compile(
    r"(?P<verb>位居|位列|名列|排名|排在|排位|居于|跃居|跃升至|跃升到|升至|升到|稳居|居|列|获得?|取得|夺得|全[国省市区县盟州]|世界|全球|(?<=[名位])[、和及])"
    r"(?P<where>[^,。;、:“”]{0,10}?)(?:(?P<first>第)|(?P<top>前))(?P<number>\d{1,4}|[一二三四五六七八九十百]{1,4})"
    r"(?P<unit>名|位|强)?(?=[,。;、:)的和]|$|(?<=[名位强])|行列)"
)
_YEARLIKE: Final = re.compile(r"(?:19[4-9]|20[0-4])\d")
_AMBIGUOUS: Final = frozenset("首本部届站集节口面道门出场期点分位支")
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
_AGE: Final = re.compile(r"(?:寿命|年龄)[^,。;]{0,14}$")
_FEED: Final = re.compile(r"[^,。;]{0,4}(?:视频|监控|摄像|探头|信号|图像)")
_FEW: Final = Decimal(10)
_ONE: Final = re.compile(r"(?:新增|新建|建成|增设|改建|新设)了?$")
_ONE_UNITS: Final = frozenset(("处", "座", "所", "家", "台", "栋"))
_IDLE: Final = re.compile(r"[\u4e00-\u9fff]$")
_END: Final = re.compile(r"[,。;、!]|$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text: `start`:`end` cover numeral, scale, unit and what qualifies it behind."""

    start: int
    end: int
    value: Decimal
    scale: str
    unit: Unit
    qualifier: str
    is_rank: bool = False

    @property
    def digits(self) -> str:
        """Return the value as printed, in digits."""
        return plain(self.value)


def find(text: str) -> tuple[Mention, ...]:
    """Return the figures of an `even` text, in order, none overlapping another."""
    hidden = hide(text)
    ranks = [_rank(match) for match in _RANK.finditer(text) if not _is_covered(match, hidden)]
    taken = {offset for rank in ranks for offset in range(rank.start, rank.end)}
    numbers = [
        mention
        for match in _pattern().finditer(hidden)
        if match.start() not in taken and (mention := _mention(match, hidden))
    ]
    return tuple(sorted((*ranks, *numbers), key=lambda mention: mention.start))


@cache
def _pattern() -> re.Pattern[str]:
    han = "[〇零一二两三四五六七八九十百千万亿]"
    scale = "(?P<scale>万亿|千亿|百亿|亿|千万|百万|万|千(?![瓦米克伏卡])|百)?"
    digits = r"(?:(?<![\dA-Za-z.+×*·/#~])|(?<=GDP)|(?<=CPI)|(?<=[%\u4e00-\u9fff]~)|(?<=\d~))"
    digits += r"(?:~(?=\d))?(?P<digits>\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?)"
    numeral = rf"百分之(?P<cent>{han}+(?:点{han}+)?|\d+(?:\.\d+)?)|千分之(?P<mille>{han}+)"
    numeral += (
        rf"|(?P<share>{han}{{1,2}}分之{han}{{1,2}})|{digits}|(?P<han>{han}+(?:点[零一二三四五六七八九]+)?)"
    )
    return re.compile(
        rf"(?=[~\d〇零一二两三四五六七八九十百千万亿])(?:{numeral})(?P<more>余|多|来)?{scale}(?P<over>余|多|来)?[ ]?(?P<unit>{unit_pattern()})?(?P<over2>余|多)?"
        r"(?P<tail>左右|上下|及?以上|及?以下|以内)?"
    )


def _is_covered(match: re.Match[str], hidden: str) -> bool:
    return hidden[match.start()] == "□"


def _rank(match: re.Match[str]) -> Mention:
    start = match.start("first") if match["first"] else match.start("top")
    unit = match["unit"] if match["unit"] in {"名", "位"} else "位"
    value = parse(match["number"]) or Decimal(0)
    return Mention(
        start, match.end(), value, "", Unit(unit, "位", Decimal(1), "rank", "any"), match["top"] or "", True
    )


def _mention(match: re.Match[str], hidden: str) -> Mention | None:
    numeral = match["cent"] or match["mille"] or match["share"] or match["digits"] or match["han"]
    value = parse(numeral)
    name = _unit_name(match)
    if value is None or (match["han"] and not name and not match["over"]):
        return None
    left, right = hidden[max(0, match.start() - _AROUND) : match.start()], hidden[match.end() :][:_AROUND]
    unit = units()[name]
    before = _BEFORE.search(left)
    start = match.start("digits") if match["digits"] and not match["cent"] else match.start()
    mention = Mention(start, match.end(), value, match["scale"] or "", unit, _qualifier(match, before))
    stem = left[: before.start()] if before else left
    if is_threshold(left, right, match["tail"] or "", unit.kind):
        return None
    return mention if _counts(match, mention, stem, left, right) else None


def _unit_name(match: re.Match[str]) -> str:
    if match["cent"]:
        return "%"
    if match["mille"]:
        return "‰"
    return SHARE if match["share"] else match["unit"] or ""


def _qualifier(match: re.Match[str], before: re.Match[str] | None) -> str:
    ahead = before[0] if before and before[0] not in _LEVELS else ""
    behind = match["more"] or match["over"] or match["over2"] or match["tail"] or ""
    return ahead or behind


def _counts(match: re.Match[str], mention: Mention, stem: str, left: str, right: str) -> bool:
    """Tell whether a number counts or measures something."""
    unit = mention.unit
    if unit.name == "":
        return _stands_alone(match, mention, left, right)
    if match["digits"] and _YEARLIKE.fullmatch(match["digits"]) and unit.name in _AMBIGUOUS:
        return False
    if (right and right[0] in _NO_UNIT.get(unit.name, "")) or left[-1:] in {"图", "表", "每"}:
        return False
    if unit.kind == "time":
        return is_span(stem, right, unit.name)
    if unit.kind == "count" and is_slogan(right) and mention.value < _FEW:
        return False
    if unit.han in _SPECIAL:
        return _SPECIAL[unit.han](match, left, right)
    if unit.name == "岁" or unit.name == "周岁":
        return _AGE.search(left) is not None
    return not match["han"] or _han_counts(match, mention, left, right)


def _stands_alone(match: re.Match[str], mention: Mention, left: str, right: str) -> bool:
    """Tell whether a number without unit counts: 3300万学生, and 28 at the end of a clause after a noun."""
    if match["han"]:
        return False
    if right[:1].isascii() and right[:1].isalnum() or right[:1] in {"+", "级", "□", "/", "-", "~"}:
        return False
    if mention.scale in {"", "百", "千"}:
        is_idle = _IDLE.search(left) is not None and _END.match(right) is not None and right[:1] != "、"
        return (
            is_idle
            and not _YEARLIKE.fullmatch(match["digits"] or "")
            and not match["cent"]
            and len(match["digits"]) < 5
        )
    return True


def _han_counts(match: re.Match[str], mention: Mention, left: str, right: str) -> bool:
    """Tell whether a Han numeral counts: 三处公寓 does, 三个一点 and 一批企业 do not."""
    numeral = match["han"]
    is_marked = bool(mention.qualifier)
    if not set(numeral) - set("百千万亿"):
        return is_marked and (
            numeral != "百" or bool(match["over"] or match["more"]) or mention.qualifier != "上"
        )
    if numeral == "一":
        return mention.unit.name in {"倍", "番"} or (
            mention.unit.name in _ONE_UNITS and _ONE.search(left) is not None
        )
    if mention.value > _FEW or is_marked or set(numeral) & set("万亿点"):
        return True
    if mention.unit.han == "noun":
        return CONCRETE.match(right) is not None
    return mention.unit.han == "any"


def _scaled(match: re.Match[str], left: str, right: str) -> bool:
    return bool(match["scale"]) or bool(match["han"] and set(match["han"]) & set("万亿"))


_SPECIAL: Final = {
    "scale": lambda match, left, right: _scaled(match, left, right) or "班列" in left,
    "score": lambda match, left, right: _SCORE.search(left) is not None,
    "feed": lambda match, left, right: _FEED.match(right) is not None,
    "share": lambda match, left, right: match["digits"] is not None or match["han"] != "一",
}
