"""What a clause does, told by its form: whether it reports an undertaking at all.

A report also greets, thanks, proclaims, owns up to faults and closes; a circular names whom it is addressed to and who
is in charge.  Such sentences are alike in all reports, so they would be linked first, and say nothing of what was done.
All patterns are for `unquoted` texts.
"""

from __future__ import annotations

import re
from typing import Final

_PROCLAIMED: Final = re.compile(
    "为指导|坚强领导|正确领导|领导下|党中央周围|两个确立|四个意识|牢记嘱托|倍感振奋|备受鼓舞|旗帜下|奋勇前进"
    "|各位代表|我代表|请予审议|提出意见。?$|(?:衷心|诚挚|表示)[^,。]{0,6}感谢|崇高敬意|清醒|并非易事|齐心协力|辜负|重托"
    "|刚刚过去|极不寻常|极不平凡|开局之年|收官之年|关键之年|代表大会第?.{1,4}次会议|短板弱项|差距较大|困难和(?:问题|挑战)|有待"
    "|存在(?:一些|不少|诸多|许多|较多)|存在(?:着)?(?:风险隐患|短板|不足|差距)|硬道理|总体要求是?:|上述目标"
)
"""What marks address, opening, thanks, self-criticism or allegiance."""
_OPENING: Final = re.compile(
    "(?:今年|明年|当前|[0-9]{4}年|[^,]{0,6}时期)[^,]{0,40}(?:周年|之年|[^万千百]一年|关键时期|重要地位|窗口期|机遇期|攻坚期)(?:[,。;]|$)"
)
"""今年是…周年, …时期具有…重要地位: what a year or a period is."""
_BIDDING: Final = re.compile("对此|以上意见|以上方案|特此|请[^,]{0,20}(?:执行|落实|实施|审议)。?$")
_PASSED_ON: Final = re.compile(
    "现(?:予|将)?(?:转发|印发|发布|公布|下发)(?:给你们)?[,。]|(?:之日起|公布后|发布后)[^,]{0,6}(?:施行|实施)"
)
"""How circulars and self-criticism close: 对此，…加以解决; 现印发给你们，请认真贯彻执行; 自发布之日起施行."""
_FAULT: Final = re.compile(
    "(?:不足|偏弱|偏低|不强|不够|不高|不优|薄弱|滞后|较弱|不平衡|经营困难)[。;]?$"
    "|(?:压力|矛盾|难度|风险)[^,。]{0,6}(?:加大|增大|上升|较大)[。;]?$"
)
_OWNED: Final = re.compile("(?:仍然|依然|仍|还)(?:有|存在)?(?:不少|较多|较大|突出|严重|短板|不足|差距)")
"""What a report owns up to: 风险隐患仍然较多, 民生领域还有短板."""
_ASIDE: Final = re.compile(r"\([^()]*\)[。;]?$")
"""A clause that is one bracket: （市场监管总局负责）."""
_TORN: Final = tuple(",、;)>]")
"""A clause that starts with a closing mark is the rest of something."""
_STOP: Final = re.compile("[。;!?:.]")
_SHORT: Final = 30
_TRIAD: Final = re.compile(
    "(?:[稳调促惠防保强优抓扩提补破立转去降创聚畅护拓育治增][\u4e00-\u9fff]{2}[、,]){2,}[稳调促惠防保强优抓扩提补破立转去降创聚畅护拓育治增][\u4e00-\u9fff]{2}(?=[、,。;的中上]|$)"
)
"""Slogans in threes: 稳增长、调结构、惠民生."""
_PARTS: Final = re.compile("[,、;。!]")
_DIGIT: Final = re.compile("[0-9]")
_COUPLET: Final = range(5, 8)
"""How long the halves of a couplet are: 雄关漫道真如铁，而今迈步从头越."""
_DOING: Final = re.compile("[推加强优完健建打落深扩提拓降严整规开培促持坚鼓支做抓保确统改制修]|实施|全面")
"""How a part starts that says what is done, and so is none of a couplet: 优化投资结构、提高投资效益."""


def proclaims(text: str) -> bool:
    """Tell whether a clause is address, opening, thanks, self-criticism, closing or allegiance.

    One that ends in a colon greets or leads in: what it leads in are other clauses.
    """
    return (
        text.endswith(":")
        or text.startswith(_TORN)
        or any(form.match(text) for form in (_OPENING, _ASIDE, _BIDDING))
        or any(form.search(text) for form in (_PROCLAIMED, _PASSED_ON, _OWNED))
    )


def is_general(text: str) -> bool:
    """Tell whether a clause that names no topic is a couplet or the mere statement of a fault."""
    parts = [part for part in _PARTS.split(text) if part]
    is_couplet = len(parts) > 1 and len({len(part) for part in parts}) == 1 and len(parts[0]) in _COUPLET
    is_done = _DIGIT.search(text) is not None or any(map(_DOING.match, parts))
    return (is_couplet and not is_done) or _FAULT.search(text) is not None


def is_label(text: str) -> bool:
    """Tell whether a whole passage is too short and has no stop: a heading, a caption, a piece of a torn line."""
    return len(text) < _SHORT and _STOP.search(text) is None


def slogans(text: str) -> list[tuple[int, int]]:
    """Return where slogans in threes stand in a text."""
    return [match.span() for match in _TRIAD.finditer(text)]
