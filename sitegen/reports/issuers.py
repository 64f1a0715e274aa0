"""Who issued a report: its title says so, its own words, the lines around the title, its file name.

Speeches to a people's congress often carry no title and call their government only 市人民政府; then the place
comes from the lines around the title, from the file name, or from the full name that the text uses most.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from sitegen.reports.regions import is_street, office_of_place
from sitegen.reports.titles import HAN_YEAR, OFFICE, SPEAKS_FOR, SPEECH, read_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Hints
    from sitegen.reports.opening import Opening

_OWN_PLACE: Final = re.compile(
    r"(?:在|^(?!各))([\u4e00-\u9fff]{2,10}?[省市区县州盟旗])(?:第.{1,6}届|人民政府|政府)", re.MULTILINE
)
_LONGEST_PLACE: Final = 5
"""Characters of the name of a place that the list does not have."""
_NO_PLACE: Final = re.compile(r"根据|按照|为|经|由|受|全|本|各|我|该|现|近|[省市区县州盟旗镇乡]委")
_OFFICE_NAME: Final = rf"[\u4e00-\u9fff]{{2,22}}?{OFFICE}"
_SPEAKER: Final = re.compile(
    r"^(?P<office>[\u4e00-\u9fff]{2,20}?(?:[局厅部委]|委员会|办公室|办事处|法院|检察院))(?:党[组委]书记、?)?(?:局长|厅长|部长|主任|代?院长|代?检察长)[\s\u3000]*[\u4e00-\u9fff](?:[\s\u3000]?[\u4e00-\u9fff]){1,3}(?<![会议责制])$",
    re.MULTILINE,
)
_PUBLISHER: Final = re.compile(
    rf"(?:发布(?:机构|单位)|发文(?:机关|机构)|制发机关|公开主体|信息来源|来源)[：:\s]*({_OFFICE_NAME})(?![\u4e00-\u9fff])"
)
_COMPILED: Final = re.compile(rf"(?<=由)({_OFFICE_NAME})编制")
_OFFICE_LINE: Final = re.compile(rf"^({_OFFICE_NAME})$", re.MULTILINE)
_HEAD_OF_NAME: Final = re.compile(r"(?:【.{1,8}】)?(?:\d{4}年度?)?(?:关于)?《?([\u4e00-\u9fff]{2,12})")
_NAMED_STREET: Final = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,6}?(?:街道(?:办事处)?|[镇乡街])")
_PASSED_ON: Final = re.compile(r"关于(?:印发|下发|公布|发布)《(.+)》的通知")
_OF_GOVERNMENT: Final = re.compile(r"政府工作|法治政府|政府信息公开|规划|纲要")
_DEPARTMENT: Final = re.compile("[^镇乡街院校]+(?:局|委员会|委|办公室)")
"""What speaks for the place that a title names alone, where it signed; a town or a hospital is one of a list."""
_CHANCERY: Final = re.compile(r"政府|办公[厅室]$")
_BARE_OFFICE: Final = re.compile(r"(?P<level>[省市区县州盟旗镇乡]?)(?:人民政府|政府|行政公署|行署)")
_DATE_LINE: Final = rf"[\s\u3000]*(?:(?:19|20)\d\d|{HAN_YEAR})年.{{2,8}}日[\s\u3000]*$"
_SIGNATURE: Final = re.compile(
    rf"^[\s\u3000]*([\u4e00-\u9fff]{{2,22}}{OFFICE})[\s\u3000]*\n{_DATE_LINE}", re.MULTILINE
)
"""An office over a date."""
_SIGNED_TOGETHER: Final = re.compile(
    rf"^[ \u3000]*((?:(?P<place>[\u4e00-\u9fff]{{2,7}}?[省市区县州盟旗])[\u4e00-\u9fff]{{1,20}}|国家[^省市区县州盟旗\s]{{1,20}}?){OFFICE})[ \u3000]*\n"
    rf"(?:[ \u3000]*(?(place)(?P=place))[\u4e00-\u9fff]{{1,20}}{OFFICE}(?<!政府)[ \u3000]*\n){{1,3}}{_DATE_LINE}",
    re.MULTILINE,
)
"""Offices of one place, or those of the nation, over a date."""
_WITHOUT_PLACE: Final = re.compile(r"[省市区县州盟旗](?![\u4e00-\u9fff]{1,3}[省市区县州盟旗镇乡街])")
"""How the name of an office begins that leaves out its place: 市政府办公厅; 市北区 and 市桥街道 are places."""
_HEAD_OFFICE: Final = re.compile(r"《?(([\u4e00-\u9fff]{2,12}?)(?:人民政府(?:办公[厅室])?|(?<=街道)办事处))")
_TOWN: Final = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:街道|[镇乡])")


def issuer_of(opening: Opening, hints: Hints, text: str, name: str) -> str:
    """Return the office that issued a report; "" if nothing tells.  `name` is the source's file name."""
    return next(filter(None, _candidates(opening, hints, text, name)), "")


def _candidates(opening: Opening, hints: Hints, text: str, name: str) -> Iterator[str]:
    """Yield what may be the issuer, the surest first, "" where a place says nothing."""
    title = read_title(opening.title)
    speaks = SPEAKS_FOR.search(text[:SPEECH])
    office = speaks["office"] if speaks else ""
    yield _speaker(opening)
    named = _whole_name(title.get("issuer", ""), opening.lines)
    yield "" if _WITHOUT_PLACE.match(named) else named
    signature = _signature(text)
    yield _own_office(title.get("place", ""), opening, signature)
    yield _government(title.get("place", ""))
    yield "" if _BARE_OFFICE.fullmatch(office) else office
    yield signature
    yield _group(_PUBLISHER.search(opening.lines))
    yield _group(_OFFICE_LINE.search(opening.lines))
    yield named
    yield _head_office(opening.title)
    yield _group(_COMPILED.search(text[:SPEECH]))
    yield _passing_on(opening.title)
    place = _known_place(_group(_OWN_PLACE.search(opening.lines)))
    yield f"{place}人民政府" if place else ""
    yield office_of_place(name)
    yield _full_name(text, office)
    yield hints.issuer if re.fullmatch(_OFFICE_NAME, hints.issuer) else ""
    yield _leading_place(opening.title)
    yield _street(text)


def _passing_on(title: str) -> str:
    """Return the office whose own paper a notice passes on: 关于印发《宁波市审计局2024年工作要点》的通知.

    What a government has passed its office passes on.
    """
    passed_on = _PASSED_ON.match(title)
    office = read_title(passed_on[1]).get("issuer", "") if passed_on else ""
    return "" if office.endswith("政府") else office


def _group(match: re.Match[str] | None) -> str:
    return match[1] if match else ""


def _signature(text: str) -> str:
    """Return the office that signed over a date; of several that sign together the first, which keeps the document."""
    found = (match for match in _SIGNED_TOGETHER.finditer(text) if _is_signed(match, text))
    return _group(next(found, None) or _SIGNATURE.search(text))


def _is_signed(match: re.Match[str], text: str) -> bool:
    """Tell whether offices of a known place stand above the text or right behind it, where no list of offices does."""
    above = text[: match.start()].rstrip()
    is_known = not match["place"] or _is_place(match["place"])
    return is_known and (above.endswith("。") or "。" not in above)


def _head_office(title: str) -> str:
    """Return the office of a known place that a title begins with: 云和县人民政府办公室政府信息公开制度."""
    match = _HEAD_OFFICE.match(title)
    place = match[2] if match else ""
    is_known = is_street(place) or any(_is_place(place[:end]) for end in range(2, len(place) + 1))
    return _group(match) if is_known else ""


def _is_place(name: str) -> bool:
    return office_of_place(name) == f"{name}人民政府"


def _speaker(opening: Opening) -> str:
    """Return the office whose head gives the report: 山东省审计厅厅长 孙成良."""
    match = _SPEAKER.search(opening.lines)
    return _whole_name(match["office"], f"{opening.title}\n{opening.lines}") if match else ""


def _whole_name(office: str, text: str) -> str:
    """Return the name of an office that calls itself 市审计局, with the place that the `text` names: 宁波市审计局."""
    if not _WITHOUT_PLACE.match(office):
        return office
    ends = (at + 1 for at, char in enumerate(text) if char == office[0])
    names = (text[end - length : end] for end in ends for length in range(6, 2, -1) if end >= length)
    place = next(filter(_is_place, names), "")
    return f"{place}{office[1:]}" if place else office


def _government(place: str) -> str:
    """Return the government of a place: of 景德镇, which is a city, 景德镇市人民政府."""
    return (office_of_place(place) or f"{place}人民政府") if place else ""


def _own_office(place: str, opening: Opening, signature: str) -> str:
    """Return the office of a place that the lines around a title name or that signed, where the title names the place alone: 沙洋县财政局.

    What governments themselves report stays theirs, also where an office publishes it.
    """
    if not place or _OF_GOVERNMENT.search(opening.title):
        return ""
    lines = (*_OFFICE_LINE.finditer(opening.lines), *_PUBLISHER.finditer(opening.lines))
    named = (
        *(match[1] for match in lines),
        signature if _DEPARTMENT.fullmatch(signature.partition(place)[2]) else "",
    )
    return next((name for name in named if place in name and not _CHANCERY.search(name)), "")


def _known_place(words: str) -> str:
    """Return the place that words end with (本报告由南平市: 南平市); where none is known, short ones that may be its name."""
    ends = (words[at:] for at in range(len(words) - 2))
    known = next(filter(_is_place, ends), "")
    return known or ("" if len(words) > _LONGEST_PLACE or _NO_PLACE.match(words) else words)


def _leading_place(title: str) -> str:
    """Return the government of the place that a title begins with, be it a town in it: 勉县国民经济和社会发展…规划纲要."""
    match = _HEAD_OF_NAME.match(title)
    names = (match[1][:length] for length in range(len(match[1]), 1, -1)) if match else ()
    place = next(filter(_is_place, names), "")
    town = _TOWN.match(title, match.start(1) + len(place)) if match and place else None
    if town and is_street(town[0]):
        return f"{place}{town[0]}{'办事处' if town[0].endswith('街道') else '人民政府'}"
    return f"{place}人民政府" if place else ""


def _street(text: str) -> str:
    """Return the street or town that a report speaks of first as one does of oneself, at the head of a clause, as an office if it is called one."""
    names = _NAMED_STREET.finditer(text[:SPEECH])
    return next((name[0] for name in names if is_street(name[0].removesuffix("办事处"))), "")


def _full_name(text: str, office: str) -> str:
    """Return the place whose full name the text uses most, for an office that it only calls 市人民政府."""
    bare = _BARE_OFFICE.fullmatch(office)
    if not bare or not bare["level"]:
        return ""
    names = Counter(re.findall(rf"([\u4e00-\u9fff]{{2,4}}{bare['level']})(?:人民政府|委)", text))
    return next((found for name, _ in names.most_common(5) if (found := office_of_place(name))), "")
