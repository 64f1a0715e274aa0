"""Paragraphs out of a report that became a single one.

Numbers that count up begin paragraphs.  Where blanks are left of the line breaks, they tell the rest.  Where nothing is
left, a heading ends where the first number below it stands, or where a text begins as texts do (2024年，, 过去一年,).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.numbering import RANKS, parse_number
from sitegen.reports.parts import PART

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import SectionNumber

_ONE_LINE = 1500
_FEW_GAPS = 6
_FEW_NUMBERS = 2
_WIDE_GAP: Final = re.compile(r"(?<!第[一二三四五六七八九十][章节条])(?<![\s\u3000])[\s\u3000]{2,}")
_HAN: Final = "一二三四五六七八九十百"
_NUMBER: Final = re.compile(
    rf"[{_HAN}]{{1,3}}、|[（(][{_HAN}]{{1,3}}[）)]|第[{_HAN}]{{1,4}}(?:[章节条]|部分)|附件\d{{1,2}}(?=[\s\u3000：:])|(?<!\d)\d{{1,2}}[.．、](?:(?!\d)|(?=(?:19|20)\d\d年))"
)
_STOPS: Final = "。；！？：:!"
_CLOSING: Final = "）)”"
_NO_BREAK: Final = "第条款项章节及和与至、，,（(“《．."
"""Before a number that is spoken of: 第（一）项, 一、二、三产业."""
_NO_ONE: Final = "统同唯专单合划万归如之其不逐"
"""Before a 一、 that ends a word: 统一、高效."""
_LONGEST_HEADING = 50
_SECTIONS: Final = frozenset({"han", "han-paren", "chapter", "division"})
_AFTER_STOP: Final = re.compile(r"(?<=[。！？；：”])[\s\u3000]+(?=[^\s\u3000])")
_INNER_BLANK: Final = re.compile(r"(?<=[\u4e00-\u9fff，、])[ \t\u3000]+(?=[\u4e00-\u9fff])")
_HEAD_BLANK: Final = re.compile(
    r"(?<![：:])[\s\u3000]+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?<![：:])[\s\u3000]+|(?<=[^\s：:]{5}[：:])[\s\u3000]+"
)
"""A blank before the first section, unless a short label (来源：) stands before it or it is inside of a date."""
_SALUTATION: Final = re.compile(r"(?<=各位代表[：！])[\s\u3000]*(?=\S)")
_SHORT_HEADING_GAP: Final = re.compile(
    rf"(?m)^([{_HAN}]{{1,3}}、[^。；，,\s]{{2,30}}(?<=[^\x00-\x7f]))[\s\u3000]+(?=\S)"
)
"""A blank after a heading where blanks also stand at the ends of printed lines: only right after few words."""
_HEADING_GAP: Final = re.compile(
    rf"(?m)^((?:[{_HAN}]{{1,3}}、|[（(][{_HAN}]{{1,3}}[）)]|第[{_HAN}]{{1,3}}(?:[章节]|部分)[ \u3000]?+)[^。；\n]{{2,40}}?(?<=[^\x00-\x7f，、]))[ \t\u3000]+(?=\S)"
)
_PART_GAP: Final = re.compile(rf"(?m)^({PART.pattern})[ \t\u3000]+(?=\S)")
_OPENS_TEXT: Final = (
    r"(?:19|20)\d\d年(?:以来|度|初|底|末)?(?:[，,是]|我|全[国省市区县镇乡年]|(?=\d{1,2}月|[未共]))|[今去近几]年(?:以)?来|[今去]年[，,是]|[一五]年来|年初以来|(?:刚刚)?过去的?[一五]年[，,是]"
    r"|今年(?:是|政府工作的|的主要|经济社会)|截[至止]|当前[，,]|目前[，,]|[在从][^，。；]{2,20}(?:下|上|中|看|同时)[，,]|我们(?:将|要|坚持|必须|清醒|深刻|也|始终)"
    r"|我(?:街道|[街镇乡区县市省州局委办院])(?![级里内])|上半年|前[一二三]季度|初步(?:测算|核算|统计)|自(?:19|20)\d\d年|\d{1,2}(?:[-—–、]\d{1,2})?月(?:份|底|初|[上中下]旬|\d{1,2}日)?[，,]|各(?:[级村镇乡区县市地]|有关|相关|部门|单位)[^。；]{0,20}(?:要|应当|必须)"
    r"|“十[一二三四五六]五”时期[是在，,]|坚持以习近平|以习近平|(?:全面|深入|认真)(?:贯彻|学习)(?:落实)?(?:党的|习近平)|围绕[^，。；]{2,20}[，,]|(?:按照|根据|依据)[^。；，]{2,40}(?:要求|精神|规定|部署|安排)?[，,]"
    r"|为[^，。；]{4,40}[，,]|通过[^，。；]{4,40}[，,]|(?:主要|紧紧)围绕|对[^，。；]{2,14}进行|做好今年|(?:[责任牵头配合主管]{2,4}(?:单位|部门)|目标任务|完成情况)[：:]|第一，|一[是要](?=[^不否])|——(?=[\u4e00-\u9fff])"
    r"|(?:全国|全省|全市|全区|全县)(?:上下)?[\u4e00-\u9fff]{2,6}\d|全年[\u4e00-\u9fff]{2,8}\d|(?:全年)?未(?:收到|出现|发生|收取)"
)
"""How the text under a heading begins, and a heading does not go on."""
_GLUED: Final = re.compile(
    rf"(?m)^((?:[{_HAN}]{{1,3}}、|[（(][{_HAN}]{{1,3}}[）)]|第[{_HAN}]{{1,4}}[章节])[^。；：\n]{{2,40}}?(?<=[^，、的和与在是年持学了对为把使让给向从到由被将及]))(?={_OPENS_TEXT})"
)
_SAID_TWICE: Final = re.compile(
    rf"(?m)^((?:[{_HAN}]{{1,3}}、|[（(][{_HAN}]{{1,3}}[）)])(?:([\u4e00-\u9fff]{{2,12}})(?=\2[^。；：]{{4}})|([\u4e00-\u9fff]{{4,12}})(?=[\u4e00-\u9fff]{{1,6}}\3[。，])))"
)
"""A heading whose words the text takes up at once: 二、农业农业经济稳步增长。"""
_LED: Final = re.compile(
    r"[^。；：]{0,36}?(?<![^，、）])(?=[^。；：，、]{17})[^。；：，、]{5,}?(?<![和与及的以在把将])"
    r"(?=(?:大力|坚定不移|着力|不断|深入|全面|持续|积极|切实|扎实|有序|稳步|高水平|高质量|高标准|全力|坚决|纵深|加快|加力|抓好|做好|深化|提升|推进|推动|实施|开展|健全|突出|落实|优化|强化)[^。，；]{4,16}。)"
)
"""A heading to which a lead sentence is glued: this begins with what is to be done, in the middle of a clause."""
_ENDS_WITH_NOUN: Final = re.compile(
    rf"(?m)^((?:[{_HAN}]{{1,3}}、|[（(][{_HAN}]{{1,3}}[）)])[^。；：，\n]{{1,24}}?(?:情况|概况|概述|总则))(?=[^的和与及、，。；：等中下通分说汇调统（][^。]{{8}})"
)
"""A heading with the noun that many end with, and text after it."""
_MOSTLY = 0.6
_GLUED_PART: Final = re.compile(
    rf"(?<=[。！：])((?:19|20)\d\d年(?:{PART.pattern}))(?![是为如包有的在已，、])"
)
_GLUED_TITLE: Final = re.compile(
    rf"^([^。；！？【】\n]{{4,60}}?(?:报告|总结|计划|思路|要点|意见|通知|通报|办法|规定|方案|纲要|公报|预案|解读|讲话|情况|答复))(?={_OPENS_TEXT}|(?:19|20)\d\d年\d{{1,2}}月|——|（\d|各位|同志们|根据|按照|为[^，。]{{4,40}}，|\n)"
)
_CHAPTER: Final = re.compile(
    rf"(第[{_HAN}]{{1,3}}[章节][\s\u3000]?[^。；，：\s]{{1,20}}?)(?=第[{_HAN}]{{1,4}}[节条])"
)


def is_folded(text: str, *, is_alone: bool) -> bool:
    """Tell whether a paragraph holds a whole report: it is very long, or sections follow in it.

    Those are 一、, 二、 or chapters, of a text that `is_alone` in its file also （一）, （二）.
    """
    if len(text) > _ONE_LINE:
        return True
    numbered = _before_numbers(text)
    if not _has_blanks(text, numbered):
        numbered = _before_numbers(numbered, is_glued=True)
    starts = [parse_number(part) for part in numbered.split("\n")]
    kinds = Counter(numbered.number.kind for numbered in starts if numbered)
    return max(kinds["han"], kinds["chapter"], kinds["han-paren"] * is_alone) >= _FEW_NUMBERS


def divide(text: str) -> Iterator[str]:
    """Divide a text at wide gaps, before numbers that count up, after headings, at blanks between sentences."""
    is_gapped = len(_WIDE_GAP.findall(text)) >= _FEW_GAPS
    for line in _WIDE_GAP.split(text) if is_gapped else [text]:
        numbered = _before_numbers(_CHAPTER.sub(r"\n\1\n", _SALUTATION.sub("\n", line)))
        if _has_blanks(line, numbered):
            parts = _at_blanks(numbered)
        elif is_gapped and len(line) <= _ONE_LINE:
            parts = _SHORT_HEADING_GAP.sub(r"\1\n", numbered)
        else:
            parts = _at_words(_before_numbers(numbered, is_glued=True))
        for part in parts.split("\n"):
            if part.strip():
                yield part.strip()


def _has_blanks(text: str, numbered: str) -> bool:
    """Tell whether blanks stand between paragraphs: most of them after a stop, not where a page's line ended.

    `numbered` is the text with its numbers at the start of lines, so that blanks after headings are told.
    """
    inner = len(_INNER_BLANK.findall(_HEADING_GAP.sub(r"\1\n", numbered)))
    return len(_AFTER_STOP.findall(text)) >= max(_FEW_NUMBERS, inner)


def _at_blanks(text: str) -> str:
    """Put line breaks where single blanks stand between paragraphs."""
    head, number, rest = text.partition("\n")
    if parse_number(rest) is None:
        head, number, rest = "", "", text
    body = _AFTER_STOP.sub("\n", _HEADING_GAP.sub(r"\1\n", rest))
    return _PART_GAP.sub(r"\1\n", f"{_HEAD_BLANK.sub(chr(10), head)}{number}{body}")


def _at_words(text: str) -> str:
    """Put line breaks after headings that a blank ends, of few words where blanks are many, or what can only be the beginning of a text."""
    is_blank_rare = len(_INNER_BLANK.findall(text)) < _FEW_GAPS
    gap = _HEADING_GAP if is_blank_rare else _SHORT_HEADING_GAP
    for heading in (gap, _GLUED_TITLE, _SAID_TWICE, _GLUED, _ENDS_WITH_NOUN):
        text = heading.sub(r"\1\n", text)
    return _before_leads(_GLUED_PART.sub(r"\n\1\n", text))


def _before_leads(text: str) -> str:
    """Put line breaks between headings and the lead sentences glued to them, where most headings of a kind have one."""
    lines = text.split("\n")
    for kind in ("han", "han-paren"):
        begun = [
            at
            for at, line in enumerate(lines)
            if "。" in line and (numbered := parse_number(line)) and numbered.number.kind == kind
        ]
        led = {at: match.end() for at in begun if (match := _LED.match(lines[at]))}
        if len(led) >= max(_FEW_NUMBERS, _MOSTLY * len(begun)):
            for at, end in led.items():
                lines[at] = f"{lines[at][:end]}\n{lines[at][end:]}"
    return "\n".join(lines)


# ---------------------------------------------------------------- numbers


def _before_numbers(text: str, *, is_glued: bool = False) -> str:
    """Put a line break before each number that goes on counting or starts at one where a paragraph may begin.

    That is after a sentence or a blank, in a text that has lost all its blanks (`is_glued`) also elsewhere.
    """
    starts = [0, *_starts(text, is_glued=is_glued), len(text)]
    return "\n".join(text[one:two].strip() for one, two in pairwise(starts))


def _starts(text: str, *, is_glued: bool) -> Iterator[int]:
    """Yield where the numbers stand that begin paragraphs."""
    expected: dict[str, int] = {}
    last: SectionNumber | None = None
    begun = 0
    for match in _NUMBER.finditer(text):
        at = match.start()
        numbered = parse_number(text[at:])
        if numbered is None or (
            at and numbered.number.value not in {1, expected.get(numbered.number.kind, 1)}
        ):
            continue
        number, before = numbered.number, text[:at].rstrip("\n")[-1:]
        is_after = not before or before.isspace() or before in _STOPS
        if is_after or (is_glued and _may_follow(before, text[begun:at], last, number)):
            expected[number.kind] = number.value + 1
            last, begun = number, at
            yield at


def _may_follow(before: str, since: str, last: SectionNumber | None, number: SectionNumber) -> bool:
    """Tell whether a number begins a paragraph that follows at once on a character `before` it.

    `since` is the text from the `last` number that began one: if it is a heading, a number of lower rank follows.
    """
    if before in _NO_BREAK or before.isascii():
        return False
    if last is None:
        return before not in _NO_ONE and number.kind in {"han", "chapter"}
    if RANKS[number.kind] > RANKS[last.kind] and "。" not in since and len(since) <= _LONGEST_HEADING:
        return True
    return number.value > 1 and (before in _CLOSING or number.kind in _SECTIONS)
