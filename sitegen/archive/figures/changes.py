"""Up or down, by how much, against what: 同比增长11.1%, 较2021年（疫情前）同比增长32.2%, 由60%提高到92%.

A number is a change when the word before it says so; `提高到`, `下降至` and `达到` lead to a level, and what
follows 新增 was never there before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from sitegen.archive.figures.mentions import Mention

_UP: Final = (
    "增长|提高|上升|提升|(?<!新)增加|上涨|上浮|扩大|增幅|增速|增长率|涨幅|递增|攀升|高出|前移|跃升|翻|多"
)
_DOWN: Final = "下降|降低|减少|回落|下跌|下滑|压减|压降|压缩|缩短|缩减|收窄|降幅|跌幅|减|降"
_WORD: Final = re.compile(
    rf"(?P<word>(?P<up>{_UP}|(?<=[比均际年])增|增(?=[至到]))|(?P<down>负增长|{_DOWN}))"
    r"(?P<tail>(?:了|约|近|超过?|达到?|为|至|到|仅|均|分别|各|大约|不低于|不高于|不超过|不少于|控制在|保持在?|实现|逾|以上|目标|预期|左右|不到|将近|"
    r"最高|稳定在|~|[(:])*)$"
)
_BASIS: Final = re.compile(
    r"(?:(?:(?<![占对环同])比(?![重例对])|较(?!快|大|好|高))[^,。;、]{1,16}?|[与同][^,。;、]{1,12}?相比)?"
    r"(?:同比|环比|年均|月均|平均每年|每年|累计|两年平均|年平均|(?:按)?(?:可比|同)口径|按可比价格计算|(?:高|低|快|慢)于[^,。;]{1,12})*"
    r"(?:分别|又|再|也|(?<![平年月日人户])均|各|已|名义|实际|累计|同步|平均|净|逆势|大幅|实现|仅|首次|将|约|共|更|提前)*$"
)
_MEASURED: Final = re.compile(r"(?:率|量|额|值|能力|规模|水平|标准|价格|收入|装机|面积|密度|浓度)$")
"""供电能力提升60万千瓦 is a change, 林分优化提升200万亩 is work done."""
_COMPARING: Final = re.compile(r"^(?:高于|低于|快于|慢于|高出)[^,。;]{1,12}?$")
_ATTACHED: Final = ("增速", "增幅", "增长率", "涨幅", "降幅", "跌幅")
_RELATIVE: Final = frozenset(("%", "‰", "百分点", "基点", "倍", "番", "位", "比例"))
_REACHED: Final = ("至", "到", "为", "达", "达到", "在", "保持", "实现")
_HAN: Final = re.compile(r"[\u4e00-\u9fff“]")
_ACROSS: Final = re.compile(r"(?P<word>高于|低于|快于|慢于|高出)(?P<whom>[^,。;、]{1,12}?)$")


@dataclass(frozen=True, slots=True)
class Movement:
    """What the words before a number say of its change; `subject` is what is left of them."""

    subject: str
    direction: Literal["up", "down"]
    basis: str


def movement(left: str, right: str, mention: Mention) -> Movement | None:
    """Return the change that `left` announces for the number after it; None where it announces a level."""
    if across := _ACROSS.search(left):
        return Movement(left[: across.start()], _direction(across["word"]), across[0])
    left = left.rstrip("~-")
    word = _WORD.search(left)
    if not word or _leads_to_level(word):
        return None
    basis = _BASIS.search(left[: word.start()])
    found = basis[0] if basis else ""
    subject = left[: word.start() - len(found)]
    is_relative = mention.unit.base in _RELATIVE
    if not is_relative and not _is_absolute(found, word["word"], right):
        return None
    if not is_relative and word["word"] == "提升" and not _MEASURED.search(subject):
        return None
    direction: Literal["up", "down"] = "up" if bool(word["up"]) == (mention.value >= 0) else "down"
    return Movement(subject, direction, _tidy(found))


def _leads_to_level(word: re.Match[str]) -> bool:
    """Tell whether a level follows (提高到, 降至) and not a rate: 增速达, 增长预期为."""
    is_rate = word["word"] in _ATTACHED or "预期" in word["tail"] or "目标" in word["tail"]
    return word["tail"].endswith(_REACHED) and not is_rate


def _is_absolute(basis: str, word: str, right: str) -> bool:
    """Tell whether an amount is a change: 较上年增加20家 and 床位减少5张, but not 增加3个停车场."""
    if any(sign in basis for sign in "比较"):
        return True
    is_last = not right.strip("、和与及 ") or _HAN.match(right) is None
    return len(word) > 1 and is_last and word not in {"压缩", "压减", "扩大", "翻"}


def _direction(word: str) -> Literal["up", "down"]:
    return "up" if word[0] in "高快" else "down"


def _tidy(basis: str) -> str:
    return re.sub(
        r"(?:分别|又|再|也|(?<![平年月日人户])均|各|已|同步|净|逆势|大幅|实现|仅|首次|将|约|共|更)+$",
        "",
        basis,
    ).strip("□ ")


def subject_before(left: str) -> str:
    """Return the words before a level without the way it was reached: 城镇化率由60%提高到 → 城镇化率."""
    word = _WORD.search(left)
    if word and word["tail"].endswith(_REACHED):
        basis = _BASIS.search(left[: word.start()])
        return left[: word.start() - (len(basis[0]) if basis else 0)]
    return left
