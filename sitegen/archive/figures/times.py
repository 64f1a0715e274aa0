"""When a figure holds: for which period, at which stage, reached or aimed at."""

from __future__ import annotations

import re
from typing import Final

from sitegen.archive.figures.wording import STAGES

_TARGET: Final = re.compile(
    r"目标(?:任务)?(?:是|为|:)|力争|争取(?!到?(?:新增)?(?:专项|上级|中央|国家|省|各类|资金|地方政府))(?=在|到|实现|达到?|突破|完成|使|用|新)|预期(?=目标|增长|为|[^,。;]{0,8}左右)|"
    r"(?<!按)计划(?=总?投资|完成|实施|新|建|改|开|引|培|到20|在|于|用|筹|发放|安排)|拟(?=[建投新引])"
)
_BY: Final = re.compile(r"到(?P<year>20\d\d)年")
_REPORTED: Final = re.compile(r"超额|完成(?:了)?(?:年度|全年)?(?:目标|任务)|已完成|提前完成")
_YEARS: Final = re.compile(r"(?<![较比])((?:19|20)\d\d)(?:[~至-]((?:19|20)\d\d))?年(?!以来)")
_SPAN: Final = re.compile(r"[两三四五十]年来|过去[五三十]年|十[二三四五]五(?=[”\"]?(?:期间|时期|以来))")


def is_aim(clause: str, before: str, year: int) -> bool:
    """Tell whether a number in the clause `clause`, after the words `before`, was not reached yet in `year`."""
    if _REPORTED.search(clause):
        return False
    ahead = _BY.search(before)
    return bool(ahead and year < int(ahead["year"])) or _TARGET.search(before) is not None


def period(before: str, year: int) -> str:
    """Return the year or span that the words before a number name; "" where that is left to the report."""
    years = list(_YEARS.finditer(before))
    if years:
        first, last = years[-1].groups()
        return f"{first}-{last}" if last else str(first)
    if span := _SPAN.search(before):
        return span[0]
    if year and "去年" in before and "比去年" not in before and "较去年" not in before:
        return str(year - 1)
    return str(year) if year and "今年" in before else ""


def stage(words: str) -> str:
    """Return the stage that the words before a number begin or end with: 签约, 开工, 完工, 计划."""
    words = words.strip("已共了 ")
    if not words.endswith(STAGES) and not words.startswith(STAGES):
        return ""
    found = [stage for stage in STAGES if words.endswith(stage) or words.startswith(stage)]
    return found[0]
