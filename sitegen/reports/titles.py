"""What the title of a report says: its office or place, its year, its kind in the words that follow."""

from __future__ import annotations

import re
from typing import Final

from sitegen.reports.regions import office_of_place

HAN_YEAR: Final = r"[一二][〇○ＯO零一二三四五六七八九]{3}"
HAN_DIGITS: Final = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")
NOTE_MARK: Final = re.compile(r"[\[［]\d{1,2}[\]］]")
"""The mark of a note to a title: 统计公报[1]."""
OFFICE: Final = r"(?:人民政府|(?<!法治)(?<!数字)(?<!服务型)政府|国务院|办事处|街道|行政公署|行署|委员会|管委会|总工会|联合会|领导小组|办公厅|办公室|督查室|(?:国资|发改|发展改革|卫健|卫计|经信|住建|交通|农业|科技|商务)委(?!员)|[局厅院镇乡]|(?<![顶底全内])部)"
"""How the name of an office ends."""
SPEECH: Final = 2000
"""Characters in which a speaker says for whom the report is given."""
SPEAKS_FOR: Final = re.compile(
    r"我(?:代表|受)(?P<office>[^，,。向]{0,18}?(?:人民政府|国务院|政府|行政公署|行署))"
)
_YEAR: Final = rf"(?P<year>(?:19|20)\d\d|{HAN_YEAR})年度?(?!远景)"
_PLACE: Final = r"(?P<place>[^\d年]{2,16}?[省市区县州盟旗镇乡])"
_TITLES: Final = (
    re.compile(rf"{_YEAR}{_PLACE}(?:人民)?(?P<rest>政府工作报告.*)"),
    re.compile(rf"{_YEAR}{_PLACE}(?P<rest>(?:法治政府建设|政府信息公开).+)"),
    re.compile(
        rf"(?P<issuer>.{{2,24}}?{OFFICE})(?P<rest>(?:关于|转发|印发|批转|贯彻|落实|公布|发布|颁布|颁发|修改|废止).+)"
    ),
    re.compile(rf"(?P<issuer>(?:(?!印发|转发|批转)[^\d]){{1,30}}?)(?:关于)?{_YEAR}(?P<rest>.+)"),
    re.compile(rf"{_PLACE}(?:人民)?(?P<rest>政府工作报告)"),
    re.compile(rf"{_YEAR}(?P<issuer>[^\d年]{{2,20}}?{OFFICE})(?P<rest>.+)"),
    re.compile(rf"{_YEAR}(?P<rest>.+)"),
)
_NUMBER: Final = re.compile(
    r"^[\u4e00-\u9fff]{1,12}[〔\[【（(](?P<year>(?:19|20)\d\d)[〕\]】）)]\s*第?\d+号[\s\u3000]*"
)
"""The number of a document, which some pages print before its title."""
_BEFORE_NAME: Final = re.compile(r"^(?:【[^】]{1,8}】)?(?:关于)?[《〈“]?")
"""What stands before the name of an office at the head of a title: 【政策解读】《…."""
_ALSO: Final = re.compile(r"(?<=.)[（(][^（()）]{2,20}[）)]$")
"""The second name of an office."""
_TOWN: Final = re.compile(r"[\u4e00-\u9fff]+(?<![返回小城下乡集各])(?<!重点)[镇乡]")
"""A place that has its own government, whose name stands for it; none are 返乡, 小城镇, 各乡镇."""
_IN_WORD: Final = re.compile(
    r"[村镇化]|管理|[\u4e00-\u9fff]{1,8}?(?:院|所|站|中心|学校|[小中]学|队)(?=工作|年度|政府信息)"
)
"""What follows 乡 or 镇 within a word (乡村, 乡镇企业, 城镇管理) or is a body of a town (仁和乡|卫生院)."""
_GOES_ON: Final = re.compile(
    r"(?!关于|转发|印发|批转)[\u4e00-\u9fff]{2,8}?(?:街道办事处|[局委]|[镇乡]人民政府|办公[厅室])(?=工作|政府信息|法治|年度|关于|印发|转发)"
)


def read_title(title: str) -> dict[str, str]:
    """Return the parts of a title that follows one of the usual patterns; an `issuer` only if it is the name of an office.

    A place that stands in its place is its government's.
    """
    number = _NUMBER.match(title)
    title = title[number.end() :] if number else title
    if title.startswith("《") and title.endswith("》"):
        title = title[1:-1]
    match = next((match for pattern in _TITLES if (match := pattern.fullmatch(title))), None)
    parts = {name: part for name, part in match.groupdict().items() if part} if match else {}
    if "year" not in parts and (passed_on := re.search(rf"(?<![\d—-]){_YEAR}", parts.get("rest", ""))):
        parts["year"] = passed_on["year"]
    if number:
        parts.setdefault("year", number["year"])
    issuer = _ALSO.sub("", _BEFORE_NAME.sub("", parts.pop("issuer", "").strip()))
    if issuer and (_is_town(issuer, parts["rest"]) or office_of_place(issuer) == f"{issuer}人民政府"):
        parts["place"] = issuer
    elif re.search(rf"[\u4e00-\u9fff]{OFFICE}$", issuer):
        parts |= _whole(issuer, parts["rest"])
    return parts


def _is_town(issuer: str, rest: str) -> bool:
    """Tell whether a town stands in the place of an issuer, and no office of it (张义镇|综合行政执法局) or longer word (平凉市乡|村振兴局)."""
    return bool(_TOWN.fullmatch(issuer)) and not (_GOES_ON.match(rest) or _IN_WORD.match(rest))


def _whole(issuer: str, rest: str) -> dict[str, str]:
    """Return an office and what follows it, where a name that ends as one does goes on: 杨浦区人民政府|长白新村街道办事处."""
    match = _GOES_ON.match(rest)
    return (
        {"issuer": f"{issuer}{match[0]}", "rest": rest[match.end() :]}
        if match
        else {"issuer": issuer, "rest": rest}
    )
