"""Who issued a report, for which year, of which kind: read from its title, its own words, its file name, in this order.

Speeches to a people's congress often carry no title and call their government only 市人民政府; then the place
comes from the lines around the title, from the file name, or from the full name that the text uses most.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from sitegen.reports.regions import office_of_place

if TYPE_CHECKING:
    from sitegen.model import Hints
    from sitegen.reports.opening import Opening

GOVERNMENT_REPORT: Final = "政府工作报告"

_YEAR: Final = r"(?P<year>(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})年度?"
_PLACE: Final = r"(?P<place>[^\d年]{2,16}?[省市区县州盟旗])"
_OFFICE: Final = r"(?:人民政府|政府|国务院|办事处|街道|行政公署|行署|委员会|办公厅|办公室|[局厅部院镇乡])"
_TITLES: Final = (
    re.compile(rf"{_YEAR}{_PLACE}(?:人民)?(?P<rest>政府工作报告.*)"),
    re.compile(rf"(?P<issuer>[^\d]{{2,30}}?)(?:关于)?{_YEAR}(?P<rest>.+)"),
    re.compile(rf"(?P<issuer>.{{2,24}}?{_OFFICE})(?P<rest>(?:关于|转发|印发|批转).+)"),
    re.compile(rf"{_PLACE}(?P<rest>政府工作报告)"),
)
_SPEAKS_FOR: Final = re.compile(
    r"我(?:代表|受)(?P<office>[^，,。向]{0,18}?(?:人民政府|国务院|政府|行政公署|行署))"
)
_OWN_PLACE: Final = re.compile(
    r"(?:在|^)([\u4e00-\u9fff]{2,10}?[省市区县州盟旗])(?:第.{1,6}届|人民政府|政府)", re.MULTILINE
)
_BARE_OFFICE: Final = re.compile(r"(?P<level>[省市区县州盟旗]?)(?:人民政府|政府|行政公署|行署)")
_REVIEW: Final = re.compile(r"((?:19|20)\d\d)年[^。\n]{0,14}?(?:回顾|总结)")
_PLAN: Final = re.compile(r"((?:19|20)\d\d)年[^。\n]{0,10}?(?:安排|任务|重点|建议|目标)")
_KIND: Final = re.compile(
    r"(?:政府信息公开)?(?:工作)?(?:年度)?(?:政府工作|工作)?(?:报告|总结|要点|计划|年报|安排|小结|汇报)"
)
_POLICY: Final = re.compile(
    r"(?:意见|通知|通报|办法|规定|规范|规则|条例|决定|决议|规划|方案|批复|公报|指南|纲要|措施|细则|标准|公告|通告|函)(?=(?:[（(].{1,12}[）)])?$)"
)
_FILE_NUMBER: Final = re.compile(
    r"^[^，。；《》\n]{0,40}[〔\[［]((?:19|20)\d\d)[〕\]］]\d+号\s*$", re.MULTILINE
)
_HAN_YEAR: Final = r"[一二][〇○零一二三四五六七八九]{3}"
_SIGNED: Final = re.compile(
    rf"^(?:(?P<year>(?:19|20)\d\d)年\d{{1,2}}月\d{{1,2}}日|(?P<han>{_HAN_YEAR})年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日)$",
    re.MULTILINE,
)
_SIGNATURE: Final = re.compile(
    rf"^[\s\u3000]*([\u4e00-\u9fff]{{2,22}}{_OFFICE})[\s\u3000]*\n[\s\u3000]*(?:(?:19|20)\d\d|{_HAN_YEAR})年.{{2,8}}日[\s\u3000]*$",
    re.MULTILINE,
)
_DOCUMENT_NUMBER: Final = re.compile(
    r"^[\s\u3000]*(?P<code>[\u4e00-\u9fff]{1,12})[〔\[［(（](?:19|20)\d\d[〕\]］)）]\s*(?:第\s*)?(?P<value>\d{1,4})\s*号[\s\u3000]*$",
    re.MULTILINE,
)
_ANY_YEAR: Final = re.compile(r"(?<![\d到至])((?:19|20)\d\d)(?=年|版|[〕\]）)])")
_HAN_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SPEECH = 2000
"""Characters in which a speaker says for whom the report is given."""


def kind_of(title: str, text: str) -> str:
    """Return the kind of report in its own word: 工作总结, 政府工作报告, 通知; "" if nothing tells."""
    if not title:
        return GOVERNMENT_REPORT if _SPEAKS_FOR.search(text[:_SPEECH]) else ""
    if match := _POLICY.search(title):
        return match[0]
    rest = _read(title).get("rest") or title
    match = _KIND.search(rest)
    return match[0].removeprefix("年度") if match else rest.removeprefix("度").strip("》 ")


def issuer_of(opening: Opening, hints: Hints, text: str, name: str) -> str:
    """Return the office that issued a report; "" if nothing tells.  `name` is the source's file name."""
    read = _read(opening.title)
    if read.get("issuer"):
        return read["issuer"].strip()
    if read.get("place"):
        return f"{read['place']}人民政府"
    match = _SPEAKS_FOR.search(text[:_SPEECH])
    office = match["office"] if match else ""
    if office and not _BARE_OFFICE.fullmatch(office):
        return office
    if signed := _SIGNATURE.search(text):
        return signed[1]
    place = _OWN_PLACE.search(opening.lines)
    whole = f"{place[1]}人民政府" if place else office_of_place(name) or _full_name(text, office)
    return whole or (hints.issuer if re.search(rf"{_OFFICE}$", hints.issuer) else "")


def year_of(opening: Opening, hints: Hints, kind: str, text: str, name: str) -> int:
    """Return the year that a report carries in its name (0: unknown); a government's report is named after the year it opens.

    `name` is the source's file name, believed only where the text is silent.
    """
    if year := _read(opening.title).get("year"):
        return int(year.translate(_HAN_DIGITS))
    if kind == GOVERNMENT_REPORT:
        reviewed = [int(year) + 1 for year in _REVIEW.findall(text)[:1]]
        planned = [int(year) for year in _PLAN.findall(text)[:1]]
        return int(opening.delivered[:4] or 0) or next(iter(reviewed + planned), 0) or _year_in(name)
    numbered, signed = _FILE_NUMBER.search(text[:_SPEECH]), list(_SIGNED.finditer(text))
    if numbered:
        return int(numbered[1])
    if signed:
        return int(signed[-1]["year"] or signed[-1]["han"].translate(_HAN_DIGITS))
    return int((opening.published or hints.published)[:4] or 0) or _year_in(name)


def likely_year(text: str) -> int:
    """Return the year that a text speaks of most, not as one to come (到2030年), of several the latest; 0 if none."""
    named = Counter(map(int, _ANY_YEAR.findall(text)))
    return max(named, key=lambda year: (named[year], year)) if named else 0


def document_number(text: str) -> tuple[str, int]:
    """Return the number under which an office issued a document (国办发〔2018〕126号) as (国办发, 126); ("", 0) if none.

    It stands on a line of its own near the head (GB/T 9704-2012 §7.2.5).
    """
    match = _DOCUMENT_NUMBER.search(text[:_SPEECH])
    return (match["code"], int(match["value"])) if match else ("", 0)


def _year_in(name: str) -> int:
    match = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", name)
    return int(match[0]) if match else 0


def _read(title: str) -> dict[str, str]:
    """Return the parts of a title that follows one of the usual patterns."""
    match = next((match for pattern in _TITLES if (match := pattern.fullmatch(title))), None)
    return {name: part for name, part in match.groupdict().items() if part} if match else {}


def _full_name(text: str, office: str) -> str:
    """Return the place whose full name the text uses most, for an office that it only calls 市人民政府."""
    bare = _BARE_OFFICE.fullmatch(office)
    if not bare or not bare["level"]:
        return ""
    names = Counter(re.findall(rf"([\u4e00-\u9fff]{{2,4}}{bare['level']})(?:人民政府|委)", text))
    return next((found for name, _ in names.most_common(5) if (found := office_of_place(name))), "")
