"""Where a heading ends whose line break is lost, and no blank is left of it.

That is where the first number below it stands (`divide`), where a text begins as texts do (2024年，, 过去一年，), where the
words of the heading are taken up, after a heading that many documents have (总体情况), or before a lead sentence that is
like those of the sentences further on.  Where none of these tells, the heading stays as long as its sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from sitegen.numbering import parse_number
from sitegen.reports.parts import PART

_FEW_NUMBERS = 2
_HAN: Final = "一二三四五六七八九十百"
_NUMBER: Final = rf"(?:[{_HAN}]{{1,3}}、|[（(][{_HAN}]{{1,3}}[）)])"
_DIGIT: Final = r"\d{1,2}[.．、](?!\d)"
_OPENS_SURELY: Final = (
    r"(?:19|20)\d\d年(?:以来|度|初|底|末)?(?:[，,是]|我|[全本][国省市区县镇乡年]|(?=\d{1,2}月|[未共]|[省市区县]本?级))|(?:19|20)\d\d年(?:[初底末])?[前内]|上半年|前[一二三]季度|初步(?:测算|核算|统计)|截[至止]"
    r"|(?:[全本][国省市区县镇乡](?:上下)?|全年|年末)[\u4e00-\u9fff]{2,14}\d|据[^，。；]{4,24}(?:统计|测算|核算|调查|推算|反映)[，,]"
)
"""How a text of figures begins."""
_OPENS_TEXT: Final = (
    rf"{_OPENS_SURELY}|[今去近几]年(?:以)?来|[今去]年[，,是]|[一五]年来|年初以来|(?:刚刚)?过去的?[一五]年(?:[，,是]|[极非]|[^，。；]{{2,12}}[，,])(?<!工作回顾，)"
    r"|今年(?:是|政府工作的|的主要|经济社会|工作)|当前(?:[，,]|和今后)|目前[，,]|下一步[，,]|第[一二三四五六七八九十]+届[^，。；]{6,30}[，,]|[在从][^，。；]{2,20}(?:下|上|中|看|同时)[，,]|我们(?:将|要|坚持|必须|清醒|深刻|也|始终)"
    r"|我(?:街道|[街镇乡区县市省州局委办院])(?![级里内])|自(?:19|20)\d\d年|\d{1,2}(?:[-—–、]\d{1,2})?月(?:份|底|初|[上中下]旬|\d{1,2}日)?[，,]|各(?:[级村镇乡区县市地]|有关|相关|部门|单位)[^。；]{0,20}(?:要|应当|必须)"
    r"|“十[一二三四五六]五”时期[是在，,]|坚持以习近平|以习近平|高举[^，。；]{4,20}旗帜|(?:全面|深入|认真)(?:贯彻|学习)(?:落实)?(?:党的|习近平)|围绕[^，。；]{2,20}[，,]|(?:按照|根据|依据|结合)[^。；，]{2,40}(?:要求|精神|规定|部署|安排)?[，,]"
    r"|为[^，。；]{4,40}[，,]|通过[^，。；]{4,40}[，,]|(?:主要|紧紧)围绕|对[^，。；]{2,24}进行|将[^，。；]{4,30}纳入|主要(?:包括|有)[：:]|做好今年|这次|本(?:年度|报告|公报|办法|规划|方案|重大)|(?:[责任牵头配合主管]{2,4}(?:单位|部门)|目标任务|完成情况)[：:]|第一，|一[是要](?=[^不否])|——(?=[\u4e00-\u9fff])"
    r"|(?:全年)?未(?:收到|出现|发生|收取)"
)
"""How the text under a heading begins, and a heading does not go on."""
_NO_END: Final = "，、的和与及在是年持学了对为把使让给向从到由被将以"
"""Characters that no heading ends with."""
_GLUED: Final = re.compile(
    rf"(?m)^((?:{_NUMBER}|第[{_HAN}]{{1,4}}[章节])[^。；：\n]{{2,40}}?(?<=[^{_NO_END}]))(?={_OPENS_TEXT})"
)
_GLUED_DIGIT: Final = re.compile(
    rf"(?m)^({_DIGIT}[^。；：，\d\n]{{2,20}}?(?<=[^{_NO_END}]))(?={_OPENS_SURELY})"
)
_LEVEL: Final = r"(?:[全本我][国省市区县镇乡街州级年]|[省市区县镇乡州]本?级)"
_SAID_TWICE: Final = re.compile(
    rf"(?m)^((?:{_NUMBER}|{_DIGIT})(?:([\u4e00-\u9fff]{{2,12}})(?=\2[^。；：]{{4}})|([\u4e00-\u9fff]{{4,12}})(?=[\u4e00-\u9fff]{{1,6}}\3[。，])|([\u4e00-\u9fff]{{4,12}})(?={_LEVEL}\4)|([\u4e00-\u9fff]{{4,8}}?)[^。；：，对等\d\n]{{2,12}}?(?<=[^{_NO_END}])(?<![全本我][国省市区县镇乡街州年])(?<![省市区县本]级)(?=\5[^。；：，]{{4}})))"
)
"""A heading whose words the text takes up: 二、农业农业经济稳步增长。2.政府性基金预算县级政府性基金预算收入……。"""
_SPACED_OUT: Final = re.compile(
    rf"(?m)^({_NUMBER}[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff])(?=[^\s\u3000，、])"
)
"""A heading of two characters that are spaced out: 一、综 合."""
_USUAL: Final = (
    r"(?:存在的?(?:主要|突出)?|主要)(?:问题|困难|不足)(?:[和与及](?:不足|困难|问题|原因|改进(?:情况|措施)))?|(?:改进|保障|工作|政策|具体)(?:措施|举措)|下一步(?:工作)?(?:打算|安排|计划|思路|措施|重点|举措)|指导思想|总体(?:要求|目标|思路)|基本(?:原则|情况)|(?:工作|主要|目标|重点|总体)(?:目标|任务)|"
    r"组织(?:领导|保障)|工作要求|(?:实施|工作)步骤|主要做法|(?:主要|工作)成效|经验做法|背景依据|其他需要报告的事项|需要说明的(?:事项|问题)"
)
_NEXT: Final = r"[^的和与及、，。；：等中下通分说汇调统（]"
"""How no word begins that a heading goes on with."""
_ENDS_WITH_NOUN: Final = re.compile(
    rf"(?m)^({_NUMBER}(?:[^。；：，\n]{{1,24}}?(?:情况|概况|概述|总则)(?={_NEXT}(?![^，。；]{{0,10}}情况)[^。]{{8}})|(?:{_USUAL})(?={_NEXT}(?![^，。；]{{0,10}}情况)[^。]{{4}}|无。?$)))"
)
"""A heading with the noun that many end with, or one that many documents have, and text after it."""
_VERBS: Final = "大力|坚定不移|着力|不断|深入|全面|持续|积极|切实|扎实|有序|稳步|高水平|高质量|高标准|全力|坚决|纵深|加快|加力|抓好|做好|深化|提升|推进|推动|实施|开展|健全|突出|落实|优化|强化"
_LED: Final = re.compile(
    r"[^。；：]{0,36}?(?<![^，、）])(?=[^。；：，、]{17})[^。；：，、]{5,}?(?<![和与及的以在把将])"
    rf"(?=(?:{_VERBS})[^。，；]{{4,16}}。)"
)
"""A heading to which a lead sentence is glued: this begins with what is to be done, in the middle of a clause."""
_LEAD: Final = re.compile(r"(?<=。)([^。，、；：:,！？\d]{4,16})。(?=[^。]{16})")
"""A short sentence before a long one."""
_LAST_CLAUSE: Final = re.compile(r"[^。；：，、]+。")
_CLAUSE: Final = re.compile(r"[^，、。；：]*")
_FEW_ALIKE = 3
_SHORTEST = 4
_SHORTEST_GLUED = 13
"""Characters of a last clause that may be the end of a heading and a lead."""
_MOSTLY = 0.6
_GLUED_PART: Final = re.compile(
    rf"(?<=[。！：])((?:19|20)\d\d年(?:{PART.pattern}))(?![是为如包有的在已，、])"
)
_OFFICE: Final = r"[\u4e00-\u9fff]{2,20}?(?:局|委员会|政府|办公[厅室]|办事处)"
_GLUED_TITLE: Final = re.compile(
    rf"^([^。；！？【】\n]{{4,60}}?(?:报告|总结|计划|思路|要点|意见|通知|通报|办法|规定|方案|纲要|公报|预案|解读|讲话|情况|答复|汇报|建议))(?={_OPENS_TEXT}|(?:信息来源|来源|时间|发布|日期|作者|字号)[^，。]{{0,4}}[：:]|各[镇乡区县市]|[\u4e00-\u9fff]{{2,8}}〔|(?:19|20)\d\d年面对|(?:{_OFFICE})?(?:19|20)\d\d年\d{{1,2}}月|——|（\d|各位|同志们|根据|按照|本(?:年度)?报告|为[^，。]{{4,40}}，|\n)"
)
_GLUED_SIGNATURE: Final = re.compile(
    rf"(?m)^({_OFFICE})((?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日)(?=[^\s，。]{{4}})"
)
"""The office and the day between a title and the text."""


def parted(text: str) -> str:
    """Put line breaks into a text whose numbers stand at the start of lines: after its title, after each heading whose end is told."""
    for heading in (_GLUED_TITLE, _SPACED_OUT, _ENDS_WITH_NOUN, _GLUED_DIGIT, _SAID_TWICE, _GLUED):
        text = heading.sub(r"\1\n", text)
    text = _GLUED_SIGNATURE.sub(r"\1\n\2\n", text)
    lines = _GLUED_PART.sub(r"\n\1\n", text).split("\n")
    for kind in ("han", "han-paren"):
        _after_alike(lines, kind)
    return _before_leads("\n".join(lines))


def _after_alike(lines: list[str], kind: str) -> None:
    """Put line breaks after headings that count on, begin alike and have the same words at the same place: 实施强基工程, 实施提质工程."""
    for row in _rows(lines, kind):
        rests = [numbered.rest for at in row if (numbered := parse_number(lines[at]))]
        ends = _alike_at(rests) if len(row) >= _FEW_ALIKE else 0
        for at, rest in zip(row, rests, strict=True) if ends else ():
            end = len(lines[at]) - len(rest) + ends
            lines[at] = f"{lines[at][:end]}\n{lines[at][end:]}"


def _rows(lines: list[str], kind: str) -> list[list[int]]:
    """Return the runs of lines with numbers of a kind that count on."""
    rows: list[list[int]] = []
    last = 0
    for at, line in enumerate(lines):
        numbered = parse_number(line)
        if numbered and numbered.number.kind == kind:
            if numbered.number.value != last + 1 or not rows:
                rows.append([])
            rows[-1].append(at)
            last = numbered.number.value
    return rows


def _alike_at(rests: list[str]) -> int:
    """Return where texts that begin alike have the same two characters again, in the middle of their first clause; 0 if they have not."""
    clauses = [_CLAUSE.match(rest) for rest in rests]
    shortest = min((len(clause[0]) for clause in clauses if clause), default=0)
    if len({rest[:2] for rest in rests}) > 1:
        return 0
    same = [
        at for at in range(_SHORTEST + 1, shortest - 1) if len({rest[at - 2 : at] for rest in rests}) == 1
    ]
    return same[-1] if same else 0


def _before_leads(text: str) -> str:
    """Put line breaks between headings and the lead sentences glued to them: those that are like others, or as most headings of a kind have."""
    lines = text.split("\n")
    openings = Counter(lead[:2] for line in lines for lead in _LEAD.findall(line))
    for kind in ("han", "han-paren"):
        begun = [at for at, line in enumerate(lines) if _is_glued(line, kind)]
        led = {at: end for at in begun if (end := _before_lead(lines[at], openings))}
        if len(led) >= max(_FEW_NUMBERS, _MOSTLY * len(begun)):
            for at, end in led.items():
                lines[at] = f"{lines[at][:end]}\n{lines[at][end:]}"
    return "\n".join(lines)


def _is_glued(line: str, kind: str) -> bool:
    numbered = parse_number(line)
    return numbered is not None and numbered.number.kind == kind and "。" in numbered.rest


def _before_lead(line: str, openings: Counter[str]) -> int:
    """Return where the lead sentence begins that is glued to a heading; 0 if nothing tells."""
    begins = _LED.match(line)
    return begins.end() if begins else _like_others(line, openings)


def _like_others(line: str, openings: Counter[str]) -> int:
    """Return where the lead sentence begins that is glued to a heading; 0 if nothing tells.

    It begins as a short sentence of the text does, is about as long as those further on, and no other place could be meant.
    """
    leads = _LEAD.findall(line)
    clause = _LAST_CLAUSE.search(line)
    numbered = parse_number(line)
    if len(leads) < _FEW_NUMBERS or clause is None or numbered is None or not openings:
        return 0
    end = clause.end() - 1
    if end - clause.start() < _SHORTEST_GLUED:
        return 0
    first = max(clause.start(), line.index(numbered.rest)) + _SHORTEST
    lengths = {len(lead) for lead in leads}
    likely = [
        at
        for at in range(first, end - min(lengths) + 3)
        if line[at : at + 2] in openings and line[at - 1] not in _NO_END and end - at <= max(lengths) + 2
    ]
    return likely[0] if len(likely) == 1 else 0
