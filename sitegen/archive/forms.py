"""What a clause does, told by its form: whether it reports an undertaking at all.

A report also greets, thanks, proclaims, owns up to faults and closes; a circular names whom it is addressed to and who
is in charge.  Such sentences are alike in all reports, so they would be linked first, and say nothing of what was done.
All patterns are for `unquoted` texts.
"""

from __future__ import annotations

import re
from typing import Final

from sitegen.words import PAGE_LABELS

_PROCLAIMED: Final = re.compile(
    "为指导|坚强领导|正确领导|领导下|党中央周围|两个确立|四个意识|牢记嘱托|倍感振奋|备受鼓舞|旗帜下|奋勇前进"
    "|各位代表|我代表|请予审议|提出意见。?$|(?:衷心|诚挚|表示)[^,。]{0,6}感谢|崇高敬意|清醒|并非易事|齐心协力|辜负|重托"
    "|刚刚过去|极不寻常|极不平凡|开局之年|收官之年|关键之年|代表大会第?.{1,4}次会议|短板弱项|差距较大|困难和(?:问题|挑战)|有待"
    "|(?:经济)?复苏乏力|外部环境[^,。]{0,6}(?:复杂|严峻|不利)|地缘政治冲突|(?:保护|单边)主义(?:上升|抬头)"
    "|存在(?:一些|不少|诸多|许多|较多)|存在(?:着)?(?:风险隐患|短板|不足|差距)|硬道理|总体要求是?:|上述目标"
)
"""What marks address, opening, thanks, self-criticism, allegiance or the state of the world."""
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
    "(?:不足|偏弱|偏低|不强|不够|不高|不优|薄弱|滞后|较弱|不平衡|经营困难|多发|易发|高发)[。;]?$"
    "|(?:压力|矛盾|难度|风险)[^,。]{0,6}(?:加大|增大|上升|较大)[。;]?$"
)
_OWNED: Final = re.compile(
    "(?:仍然|依然|仍|还)(?:有|存在)?(?:不少|较多|较大|突出|严重|短板|不足|差距)|(?:还|仍)需(?:要)?(?:进一步|继续|持续|下大力气|加|付出)|还要(?:下更?大力气|加大力度)|还有[^,。]{0,6}空间|依然繁重|(?:仍然|依然)存在|面临较大压力|仍有(?:不足|差距|待)"
)
"""What a report owns up to: 风险隐患仍然较多, 民生领域还有短板, 市场主体培育还需加力."""
_ASIDE: Final = re.compile(r"\([^()]*\)[。;]?$")
"""A clause that is one bracket: （市场监管总局负责）."""
_TORN: Final = tuple(",、;)>]")
"""A clause that starts with a closing mark is the rest of something."""
_MEANING: Final = re.compile(
    "(?:[^,。;:]{1,16}(?:[:,]是?|是))?指(?!导|挥|标|定|出|数|向|引|战|尖|南|令|示|派|责)"
)
"""How notes explain a word: 指建好、管好农村公路."""
_PAGE: Final = re.compile(
    rf"(?:{PAGE_LABELS}):"
    "|首页>|本作品(?:是|不适用|[^,。]{0,30}(?:著作权|公有领域))|法律、法规,国家机关|国家机关的决议、决定、命令|根据中华人民共和国著作权法|具有立法、行政、司法性质|公有领域[。,]?$|无障碍.{0,4}(?:简体|繁体)|[◻□☐]"
)
"""Lines of a web page around a report, and of a form."""
_CONDUCT: Final = re.compile(
    "申请人(?:应|不得|须)|不得作为申请人|(?:自觉|主动|依法|认真|坚持)接受[^,。;]{0,30}监督"
)
_ITSELF: Final = re.compile(
    r"\(?(?:注[0-9]*[:,]|备注:|如?对?本(?:报告|公报|总结|材料|文)(?![期书件化体旅])"
    "|(?:本?报告|公报|总结|文)中(?:所[列引用]|涉及)?的?(?:数据|数字|图表|单位)|(?:以上|上述|部分|所列|各项)(?:统计)?(?:数据|数字)[^,。;]{0,8}(?:为|均|系|因|由于|来源|截至))"
)
"""What a report says of itself: 本报告所列数据为初步统计数, 注：部分数据因四舍五入."""
_CUSTOMARY: Final = re.compile(
    "档案|地方志|史志|修志|气象|侨务|外事|对台|港澳|人防|人民防空|海防|妇女|儿童|残疾人|红十字|民族|宗教|审计|统计|老龄|共青团|工会|青少年|地震|地质|保密"
    "|机关事务|哲学社会科学|参事|文史|供销|邮政|武装|民兵|国防动员|国防教育|双拥|计划生育|关工委|关心下一代|科协|公积金|退役军人|信访|新闻出版"
)
_ROLL: Final = 4
"""So many of the customary fields in one enumeration are the roll of other work that closes a chapter."""
_DOES: Final = re.compile(
    "建成|新建|改造|实施|推[进动]|开展|举办|引进|培育|建设|发放|落实|出台|组织|打造|整治|修复|签约|开工|投产|加[快强]|支持|深化|优化|设立|成立|启动"
    "|排查|培训|办理|帮扶|救助|服务(?!业)|治理|试点|投入使用|通车|投运|保障|奖|荣|创建|入选|获"
)
_MOSTLY: Final = 0.6
_MANY: Final = 3
"""So many quantities are a statistic whatever they are of."""
_STATES: Final = re.compile(
    "增长|下降|就业[0-9]|达到?[0-9]|提高|降低|突破|占|上升|超过|[0-9]%|完成[0-9]|为[0-9]|实现[0-9]|[0-9.]+[万亿]?(?:美)?元"
)
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
    """Tell whether a clause is address, opening, thanks, self-criticism, closing, allegiance or the state of the world.

    So is one in which a report speaks of itself.  One that ends in a colon greets or leads in: what it leads in are
    other clauses.
    """
    return (
        text.endswith(":")
        or text.startswith(_TORN)
        or any(form.match(text) for form in (_OPENING, _ASIDE, _BIDDING, _MEANING, _PAGE, _ITSELF))
        or any(form.search(text) for form in (_PROCLAIMED, _PASSED_ON, _OWNED, _CONDUCT))
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


def is_roll(text: str) -> bool:
    """Tell whether a clause is the roll of other work that closes a chapter: 档案、地方志、气象等工作取得新成绩."""
    return text.count("、") >= _ROLL and len(set(_CUSTOMARY.findall(text))) >= _ROLL


def is_statistic(text: str, *, names_initiative: bool = False) -> bool:
    """Tell whether a clause mostly states quantities and what they grew by: 固定资产投资增长5%，进出口总额100亿元.

    What an initiative comes to is no mere statistic, unless it stands among others.
    """
    parts = [part for part in _PARTS.split(text) if len(part) > 1]
    stating = sum(_STATES.search(part) is not None and _DOES.search(part) is None for part in parts)
    least = max(_MOSTLY * len(parts), _MANY if names_initiative else 1)
    return stating >= least


def slogans(text: str) -> list[tuple[int, int]]:
    """Return where slogans in threes stand in a text."""
    return [match.span() for match in _TRIAD.finditer(text)]
