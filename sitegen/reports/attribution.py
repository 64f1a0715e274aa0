"""For which year a report is and of which kind: read from its title, its own words, its file name, in this order."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from sitegen.reports.titles import HAN_DIGITS, HAN_YEAR, NOTE_MARK, SPEAKS_FOR, SPEECH, read_title
from sitegen.words import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Hints
    from sitegen.reports.opening import Opening

GOVERNMENT_REPORT: Final = "政府工作报告"

_REPORTED: Final = re.compile(r"(?:现将|报告|汇报|公布|公开|编制的)[^。，；：《\n]{0,10}?((?:19|20)\d\d)年")
_OF_WORK: Final = re.compile(r"(?:[报報]告|汇报)[^，。]{0,10}工作|工作[报報]告")
_NEAR: Final = 120
"""Characters after its name in which a government says that it reports its work, and not its budget."""
_REVIEW: Final = re.compile(r"((?:19|20)\d\d)年[^。\n]{0,14}?(?:回顾|总结)")
_PLAN: Final = re.compile(r"((?:19|20)\d\d)年[^。\n]{0,10}?(?:安排|任务|重点|建议|目标)")
_KIND: Final = re.compile(
    r"(?:政府信息公开|法治政府建设(?:工作)?(?:情况)?|审计)?(?:工作)?(?:年度)?(?:政府工作|工作)?(?:报告|总结|要点|计划|年报|安排|小结|汇报)"
)
_ON_PLAN: Final = re.compile(
    r"(?<=[案况果的])(?<!法治政府建设情况)(?<!法治政府建设工作情况)(?:审查|审计|工作)*报告$"
)
"""What a title ends with that speaks of a plan before: 计划执行情况与计划草案的报告."""
_POLICY: Final = re.compile(
    r"(?:意见|通知|通报|办法|规定|规范|规则|条例|决定|决议|规划|方案|批复|公报|指南|纲要|措施|细则|标准|公告|通告|函|说明|解读|预案|清单|指引|纪要|答复|请示|简报|讲话|公示|问答|建议)(?=(?:[（(].{1,12}[）)])?》?$)"
)
_FILE_NUMBER: Final = re.compile(
    r"^[^，。；《》\n]{0,40}[〔\[［]((?:19|20)\d\d)[〕\]］]\d+号\s*$", re.MULTILINE
)
_SIGNED: Final = re.compile(
    rf"^(?:(?P<year>(?:19|20)\d\d)年\d{{1,2}}月\d{{1,2}}日|(?P<han>{HAN_YEAR})年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日)$",
    re.MULTILINE,
)
_HELD: Final = re.compile(r"^[（(](?:[^（()）]*\D)?((?:19|20)\d\d)年\d{1,2}月[^（()）]*[）)]$", re.MULTILINE)
"""A line under the title that says when a text was given or passed; of several days the last counts."""
_MONTH: Final = re.compile(r"^((?:19|20)\d\d)年\d{1,2}月$", re.MULTILINE)
_DOCUMENT_NUMBER: Final = re.compile(
    r"^[\s\u3000]*(?P<code>[\u4e00-\u9fff]{1,12})[〔\[［(（](?:19|20)\d\d[〕\]］)）]\s*(?:第\s*)?(?P<value>\d{1,4})\s*号[\s\u3000]*$",
    re.MULTILINE,
)
_ANY_YEAR: Final = re.compile(r"(?<![\d到至])((?:19|20)\d\d)(?=年|版|[〕\]）)])")


def kind_of(title: str, text: str) -> str:
    """Return the kind of report in its own word: 工作总结, 政府工作报告, 通知; "" if nothing tells."""
    if not title:
        speaks = SPEAKS_FOR.search(text[:SPEECH])
        return (
            GOVERNMENT_REPORT if speaks and _OF_WORK.search(text, speaks.end(), speaks.end() + _NEAR) else ""
        )
    title = NOTE_MARK.sub("", simplified(title))
    if match := _POLICY.search(title):
        return match[0]
    rest = read_title(title).get("rest") or title
    match = _ON_PLAN.search(rest) or _KIND.search(rest)
    return match[0].removeprefix("年度") if match else rest.removeprefix("度").strip("》 ")


def year_of(opening: Opening, hints: Hints, kind: str, text: str, name: str) -> int:
    """Return the year that a report carries in its name (0: unknown); a government's report is named after the year it opens.

    `name` is the source's file name, believed only where the text is silent.
    """
    if year := read_title(opening.title).get("year"):
        return int(year.translate(HAN_DIGITS))
    if kind == GOVERNMENT_REPORT:
        reviewed = [int(year) + 1 for year in _REVIEW.findall(text)[:1]]
        planned = [int(year) for year in _PLAN.findall(text)[:1]]
        return int(opening.delivered[:4] or 0) or next(iter(reviewed + planned), 0) or _year_in(name)
    return next(filter(None, _years(opening, hints, text)), 0) or _year_in(name)


def _years(opening: Opening, hints: Hints, text: str) -> Iterator[int]:
    """Yield the years that a text without one in its title may be named after, the surest first, 0 where nothing tells."""
    reported = None if _POLICY.search(opening.title) else _REPORTED.search(text[:SPEECH])
    yield int(reported[1]) if reported else 0
    numbered = _FILE_NUMBER.search(text[:SPEECH])
    yield int(numbered[1]) if numbered else 0
    signed = list(_SIGNED.finditer(text))[-1:]
    yield from (int(each["year"] or each["han"].translate(HAN_DIGITS)) for each in signed)
    held = _HELD.search(opening.lines)
    yield int(held[1]) if held else 0
    month = _MONTH.search(opening.lines)
    yield int(month[1]) if month else 0
    yield int((opening.published or hints.published)[:4] or 0)


def likely_year(text: str) -> int:
    """Return the year that a text speaks of most, not as one to come (到2030年), of several the latest; 0 if none."""
    named = Counter(map(int, _ANY_YEAR.findall(text)))
    return max(named, key=lambda year: (named[year], year)) if named else 0


def document_number(text: str) -> tuple[str, int]:
    """Return the number under which an office issued a document (国办发〔2018〕126号) as (国办发, 126); ("", 0) if none.

    It stands on a line of its own near the head (GB/T 9704-2012 §7.2.5).
    """
    match = _DOCUMENT_NUMBER.search(text[:SPEECH])
    return (match["code"], int(match["value"])) if match else ("", 0)


def _year_in(name: str) -> int:
    match = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", name)
    return int(match[0]) if match else 0
