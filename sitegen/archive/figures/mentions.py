"""Numbers with their units where they stand in a text: what may be a figure.

One regular expression finds numeral, scale, unit and qualifier; `labels` says what counts nothing.  The
expression sees the text with names and dates covered, so that 15 in “15分钟社区生活圈” is never looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Final

from sitegen.archive.figures.counting import Candidate, counts
from sitegen.archive.figures.labels import hide
from sitegen.archive.figures.numerals import parse, plain
from sitegen.archive.figures.units import SHARE, Unit, unit_pattern, units

_AROUND: Final = 16
"""Characters on either side of a number that decide what it is."""
_BEFORE: Final = re.compile(
    r"(?:首?次?(?:超过|突破)|首超|将近|接近|不低于|不少于|不超过|不高于|至少|高达|大约|(?<![签预节契制条履违合公特集简大])约为?|近|超|逾|过|破|不足|"
    r"低于|高于|上|达到?)$"
)
_LEVELS: Final = ("达", "达到", "过", "破", "上")
_NEGATIVE: Final = re.compile(r"[长降幅速为率增达计][~-]$")
_ROW: Final = 48
_DEALT: Final = re.compile(r"分别[^。;!?\n]*$")
"""Numbers of a row are dealt out to names before it; without that word 2、3个 is two or three."""
_RANK: Final = re.compile(
    r"(?P<verb>位居|位列|名列|排名|排在|排位|居于|跃居|跃升至|跃升到|升至|升到|稳居|居|列|获得?|取得|夺得|保持在|稳定在|处于|全[国省市区县盟州]|世界|全球|(?<=[名位])[、和及])"
    r"(?P<where>[^,。;、:“”]{0,10}?)(?:(?P<first>第)|(?P<top>前))(?P<number>\d{1,4}|[一二三四五六七八九十百]{1,4})"
    r"(?P<unit>名|位|强)?(?=[,。;、:)的和]|$|(?<=[名位强])|行列)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text: `start`:`end` cover numeral, scale, unit and what qualifies it behind."""

    start: int
    end: int
    value: Decimal
    scale: str
    unit: Unit
    qualifier: str
    is_rank: bool = field(default=False, kw_only=True)

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
    digits = r"(?:(?<![\dA-Za-z.+×*·/#~])|(?<=GDP)|(?<=CPI)|(?<=[%\u4e00-\u9fff][~-])|(?<=\d[~-]))"
    digits += (
        r"(?:~(?=\d))?(?P<digits>\d{1,3}(?:,\d{3}){1,5}(?!\d)(?:\.\d{1,6})?|\d{1,15}(?!\d)(?:\.\d{1,6})?)"
    )
    numeral = rf"百分之(?P<cent>{han}{{1,8}}(?:点{han}{{1,6}})?|\d{{1,6}}(?:\.\d{{1,6}})?)|千分之(?P<mille>{han}{{1,6}})"
    numeral += rf"|(?P<share>{han}{{1,2}}分之{han}{{1,2}})|{digits}|(?P<han>{han}{{1,20}}(?:点[零一二三四五六七八九]{{1,8}})?)"
    return re.compile(
        rf"(?=[~\d〇零一二两三四五六七八九十百千万亿])(?:{numeral})(?P<more>余|多|来)?{scale}(?P<over>余|多|来)?[ ]?(?P<unit>{unit_pattern()})?(?P<over2>余|多)?"
        r"(?P<tail>左右|上下|及?以上|及?以下|以内)?"
    )


@cache
def _upper() -> re.Pattern[str]:
    """Return what the upper end of a range looks like, whose unit is also that of the lower: 6~8个."""
    return re.compile(rf"[~-]\d[\d.]{{0,12}}(?P<scale>万亿|亿|万)?(?P<unit>{unit_pattern()})")


@cache
def _last_of_row() -> re.Pattern[str]:
    """Return what follows a number of a row that shares its last unit: 、1.9、1.2倍."""
    number = r"\d{1,9}(?:\.\d{1,6})?"
    return re.compile(
        rf"(?:[、,]{number}){{0,8}}(?:[、,]|和|及|以及|与){number}(?P<scale>万亿|亿|万)?(?P<unit>{unit_pattern()})"
    )


def _is_covered(match: re.Match[str], hidden: str) -> bool:
    return hidden[match.start()] == "□"


def _rank(match: re.Match[str]) -> Mention:
    start = match.start("first") if match["first"] else match.start("top")
    unit = match["unit"] if match["unit"] in {"名", "位"} else "位"
    value = parse(match["number"]) or Decimal(0)
    return Mention(
        start,
        match.end(),
        value,
        "",
        Unit(unit, "位", Decimal(1), "rank", "any"),
        match["top"] or "",
        is_rank=True,
    )


def _mention(match: re.Match[str], hidden: str) -> Mention | None:
    numeral = match["cent"] or match["mille"] or match["share"] or match["digits"] or match["han"]
    value = parse(numeral)
    if value is None:
        return None
    scale, name = match["scale"] or "", _unit_name(match)
    if not (name or scale) and (shared := _shared_unit(match, hidden)):
        scale, name = shared["scale"] or "", shared["unit"]
    unit = units()[name]
    left = hidden[max(0, match.start() - _AROUND) : match.start()]
    before = _BEFORE.search(left)
    candidate = Candidate(
        match=match,
        value=value,
        unit=unit,
        left=left,
        right=hidden[match.end() : match.end() + _AROUND],
        stem=left[: before.start()] if before else left,
        qualifier=_qualifier(match, before),
    )
    if not counts(candidate):
        return None
    start = match.start("digits") if match["digits"] else match.start()
    if _NEGATIVE.search(hidden, max(0, start - _AROUND), start):
        start, value = start - 1, -value
    return Mention(start, match.end(), value, scale, unit, candidate.qualifier)


def _shared_unit(match: re.Match[str], hidden: str) -> re.Match[str] | None:
    """Return the scale and unit that a number has from one behind it: of a range (6~8个), of a row (分别增长1.3、1.9倍)."""
    upper = _upper().match(hidden, match.end())
    if upper or not _DEALT.search(hidden, max(0, match.start() - _ROW), match.start()):
        return upper
    return _last_of_row().match(hidden, match.end())


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
