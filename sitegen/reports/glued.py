"""Where a heading ends whose line break is lost, and no blank is left of it.

That is where the first number below it stands (`divide`), where a text begins as texts do (2024年，, 过去一年，), where the
words of the heading are taken up, after a heading that many documents have (总体情况), or before a lead sentence that is
like those of the sentences further on.  Where none of these tells, the heading stays as long as its sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib import resources
from typing import Final

from sitegen.numbering import parse_number
from sitegen.reports.parts import GLUED_PART
from sitegen.reports.predicates import end_of_sentence

_FEW_NUMBERS = 2
_HAN: Final = "一二三四五六七八九十百"
_NUMBER: Final = rf"(?:[{_HAN}]{{1,3}}、|[（(][{_HAN}]{{1,3}}[）)])"
_DIGIT: Final = r"\d{1,2}[.．、](?!\d)"
_FORMS: Final = {
    name: "|".join(forms)
    for name, forms in tomllib.loads(
        resources.files("sitegen.reports").joinpath("glued.toml").read_text("utf-8")
    ).items()
}
"""Expressions from the table beside this module, by the names that they have there."""
_OPENS_SURELY: Final = f"{_FORMS['figures']}|{_FORMS['labels']}"
_OPENS_TEXT: Final = f"{_OPENS_SURELY}|{_FORMS['texts']}"
_NO_END: Final = "，、的和与及在是年持学了对为把使让给向从到由被将以要"
"""Characters that no heading ends with, unless with one of the words below."""
_END: Final = rf"(?:(?<=[^{_NO_END}])|(?<=供给|支持|扶持|科学|教学|文学|大学|小学|中学|方向|导向|取向|应对|青年|少年|纲要|纪要|摘要|概要|需要))"
_GLUED: Final = re.compile(
    rf"(?m)^((?:{_NUMBER}|第[{_HAN}]{{1,4}}(?:[章节]|部分)[：:]?)[^。；：\n]{{2,40}}?{_END})(?={_OPENS_TEXT})"
)
_GLUED_DIGIT: Final = re.compile(rf"(?m)^({_DIGIT}[^。；：，\d\n]{{2,20}}?{_END})(?={_OPENS_SURELY})")
_YEAR: Final = re.compile(r"\d{4}年度?")
"""What headings may begin with alike and none is."""
_LEVEL: Final = r"(?:[全本我][国省市区县镇乡街州级年]|[省市区县镇乡州]本?级)"
_SAID_TWICE: Final = re.compile(
    rf"(?m)^((?:{_NUMBER}|{_DIGIT})(?:([\u4e00-\u9fff]{{2,12}})(?=\2[^。；：]{{4}})|([\u4e00-\u9fff]{{4,12}})(?=[\u4e00-\u9fff]{{1,6}}\3[。，])|([\u4e00-\u9fff]{{4,12}})(?={_LEVEL}\4)|([\u4e00-\u9fff]{{4,8}}?)[^。；：，对等\d\n]{{2,12}}?{_END}(?<![全本我][国省市区县镇乡街州年])(?<![省市区县本]级)(?=\5[^。；：，]{{4}})))"
)
"""A heading whose words the text takes up: 二、农业农业经济稳步增长。2.政府性基金预算县级政府性基金预算收入……。"""
_SPACED_OUT: Final = re.compile(
    rf"(?m)^({_NUMBER}[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff])(?=[^\s\u3000，、])"
)
"""A heading of two characters that are spaced out: 一、综 合."""
_NEXT: Final = r"[^的和与及、，。；：等中下通分说汇调统（]"
"""How no word begins that a heading goes on with."""
_ENDS_WITH_NOUN: Final = re.compile(
    rf"(?m)^((?:{_NUMBER}|第[{_HAN}]{{1,4}}[章节][ \u3000]?)(?:[^。；：，\n]{{1,36}}?(?:情况|概况|概述|总则)(?!{_FORMS['predicates']})(?={_NEXT}(?![^，。；]{{0,10}}情况)[^。]{{8}})|(?:{_FORMS['usual']}|(?:{_FORMS['subjects']})(?!{_FORMS['predicates']}))(?={_NEXT}(?![^，。；]{{0,10}}情况)[^。]{{4}}|无。?$)))"
)
"""A heading with the noun that many end with, or one that many documents have, and text after it that makes it no sentence."""
_NO_VERB: Final = "(?<![和与及并的以在把将])(?<!推动|推进|促进|实现|加快|继续|力度|确保|坚持|加强|全面|持续|不断|深入|有序|稳步)"
"""What no verb stands behind with which something new begins."""
_LED: Final = re.compile(
    r"[^。；：]{0,36}?(?<![^，、])(?=[^。；：，、]{13})(?:"
    rf"(?:(?!{_FORMS['movers']})[^。；：，、]){{5,}}?{_NO_VERB}(?=(?:{_FORMS['verbs']}|{_FORMS['doubtful']})[^。，；]{{4,16}}。)"
    rf"|[^。；：，、]{{5,}}?{_NO_VERB}(?=(?:{_FORMS['verbs']})[^。，；]{{4,16}}。))"
)
"""A heading to which a lead sentence is glued: this begins with what is to be done, in the middle of a clause."""
_LEAD: Final = re.compile(r"(?<=。)([^。，、；：:,！？\d]{4,16})。(?=[^。]{16})")
"""A short sentence before a long one."""
_LAST_CLAUSE: Final = re.compile(r"(?<![^。；：，、])[^。；：，、]+。")
_CLAUSE: Final = re.compile(r"[^，、。；：]*")
_FEW_ALIKE = 3
_SHORTEST_WORD = 4
_LONGEST_SHARING = 16
_SHORTEST_TEXT = 8
"""Characters of the first sentence that follow a heading of one form with others."""
_SHORTEST = 4
_SHORTEST_GLUED = 13
"""Characters of a last clause that may be the end of a heading and a lead."""
_MOSTLY = 0.6
_OFFICE: Final = r"[\u4e00-\u9fff]{2,20}?(?:局|委员会|政府|办公[厅室]|办事处)"
_KINDS: Final = "报告|总结|计划|思路|要点|意见|通知|通报|办法|规定|方案|规划|纲要|纪要|公报|预案|解读|讲话|情况|答复|汇报|汇编|建议|决议|决定|白皮书|决算(?:公开)?"
_GLUED_TITLE: Final = re.compile(
    rf"^([^。；！？【】\n]{{4,60}}?(?:{_KINDS}))(?={_OPENS_TEXT}|(?:信息来源|来源|时间|发布|日期|作者|字号)[^，。]{{0,4}}[：:]|各[镇乡区县市]|[\u4e00-\u9fff]{{2,8}}〔|(?:19|20)\d\d年面对|(?:19|20)\d\d-\d{{1,2}}-\d|目(?:[ \u3000]录|录(?=[ \u3000]*(?:\n|\d|第[{_HAN}]|{_NUMBER}|前[ \u3000]?言)))|(?:{_OFFICE})?[（(\s]?(?:19|20)\d\d年\d{{1,2}}月|——|（\d|各位|同志们|根据|按照|本(?:年度)?报告|为[^，。]{{4,40}}，|\n)"
)
_SALUTATION: Final = rf"(?:各[^。；：\n]{{0,40}}|[^。；！？：，\d\n]{{0,14}})(?:{_FORMS['addressees']})："
_LAST_TITLE: Final = re.compile(
    rf"^((?!根据|按照|依据|为|在|经|受|我)(?:(?!现将|近日)[^。；！？：，【】\n]){{4,60}}(?:{_KINDS}))(?!如下|精神|要求|[的和及与》”])"
    rf"(?={_FORMS['beginnings']}|(?:{_OFFICE}|[\u4e00-\u9fff]{{2,8}}队){{1,3}}(?:(?:19|20)\d\d年|[\n壹])|{_SALUTATION})"
)
"""A title as long as it can be: the last kind of document in the first clause, before what begins a document."""
_RED_HEAD: Final = re.compile(
    r"(?!根据|按照|依据|依照|遵照|贯彻|落实|执行|学习|转发|印发|现|为|关于)(?:[\u4e00-\u9fff]{4,24}文件(?=[\u4e00-\u9fff]{2,10}〔)"
    rf"|(?:(?!政府|办公|收到)[\u4e00-\u9fff]){{2,10}}〔\d{{4}}〕\s?\d{{1,4}}号\s*(?!文件|精神|要求|规定|通知|[的和与及])(?=关于|{_OFFICE}))"
)
"""What stands in red above the title of a document: the office, its number; none is spoken of in a sentence (根据……〔2024〕5号文件要求)."""
_RED_LINES = 2
_DONE: Final = re.compile(rf"(?:(?!关于|《).)*?(?:{_FORMS['done']})")
"""What tells that a clause is the beginning of a sentence, unless within the subject of a title (关于落实……)."""
_GLUED_SIGNATURE: Final = re.compile(
    rf"(?m)^({_OFFICE})((?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日)(?=[^\s，。]{{4}})"
)
"""The office and the day between a title and the text."""


def parted(text: str) -> str:
    """Put line breaks into a text whose numbers stand at the start of lines: after its title, after each heading whose end is told."""
    heads = ""
    for _ in range(_RED_LINES):
        if head := _RED_HEAD.match(text):
            heads, text = f"{heads}{head[0]}\n", text[head.end() :]
    if title := _title(text):
        text = f"{title}\n{text[len(title) :]}"
    for heading in (_SPACED_OUT, _ENDS_WITH_NOUN, _GLUED_DIGIT, _SAID_TWICE, _GLUED):
        text = heading.sub(r"\1\n", text)
    text = _GLUED_SIGNATURE.sub(r"\1\n\2\n", text)
    lines = GLUED_PART.sub(r"\n\1\n", text).split("\n")
    for kind in ("han", "han-paren"):
        _after_alike(lines, kind)
        _after_sentences(lines, kind)
    return heads + _before_leads("\n".join(lines))


def _title(text: str) -> str:
    """Return the title that a text begins with; empty if nothing tells its end."""
    if title := _GLUED_TITLE.match(text):
        return title[0]
    last = _LAST_TITLE.match(text)
    return "" if last is None or _DONE.match(last[0]) else last[0]


def _after_alike(lines: list[str], kind: str) -> None:
    """Put line breaks after headings that count on and are of one form: 实施强基工程, 实施提质工程; 水环境质量, 声环境质量."""
    for row in _rows(lines, kind):
        rests = [numbered.rest for at in row if (numbered := parse_number(lines[at]))]
        ends = _alike(rests) if len(row) >= _FEW_ALIKE else []
        for at, rest, end in zip(row, rests, ends, strict=False):
            cut = len(lines[at]) - len(rest) + end
            lines[at] = f"{lines[at][:cut]}\n{lines[at][cut:]}"


def _after_sentences(lines: list[str], kind: str) -> None:
    """Put line breaks after headings that are sentences, where most that count on are: 产业结构优化升级, 城乡发展协调并进."""
    for row in _rows(lines, kind):
        begun = [at for at in row if _is_glued(lines[at])]
        ends = {at: end for at in begun if (end := end_of_sentence(lines[at]))}
        if len(ends) >= max(_FEW_NUMBERS, _MOSTLY * len(begun)):
            for at, end in ends.items():
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


def _alike(rests: list[str]) -> list[int]:
    """Return where the headings of texts end that are of one form, and much of their first sentence follows; [] if none are.

    They begin alike and have the same two characters at the same place, or share a word, wherever it stands.
    """
    clauses = [match[0] if (match := _CLAUSE.match(rest)) else "" for rest in rests]
    shortest = min(map(len, clauses))
    same = [
        at
        for at in range(_SHORTEST + 1, shortest - 1)
        if len({rest[:2] for rest in rests}) == len({rest[at - 2 : at] for rest in rests}) == 1
    ]
    is_named = same and not _YEAR.fullmatch(rests[0][: same[-1]]) and _differ(rests, same[-1])
    ends = [same[-1]] * len(rests) if is_named else _after_shared(clauses)
    follows = [len(rest.partition("。")[0]) - end for rest, end in zip(rests, ends, strict=False)]
    return ends if all(length >= _SHORTEST_TEXT for length in follows) else []


def _after_shared(clauses: list[str]) -> list[int]:
    """Return where the longest word ends that clauses share in their first characters; [] if they share none."""
    heads = [clause[:_LONGEST_SHARING] for clause in clauses]
    words = {
        heads[0][at : at + size]
        for size in range(_SHORTEST_WORD, _LONGEST_SHARING)
        for at in range(1, len(heads[0]) - size + 1)
    }
    shared = [
        word
        for word in words
        if all(head.find(word) > 0 for head in heads) and _differ(heads, heads[0].find(word) + len(word))
    ]
    word = max(shared, key=lambda word: (len(word), word), default="")
    return [head.find(word) + len(word) for head in heads] if word else []


def _differ(texts: list[str], end: int) -> bool:
    """Tell whether texts differ in their first characters: what all begin with heads none of them."""
    return len({text[:end] for text in texts}) > 1


def _before_leads(text: str) -> str:
    """Put line breaks between headings and the lead sentences glued to them: those that are like others, or as most headings of a kind have."""
    lines = text.split("\n")
    openings = Counter(lead[:2] for line in lines for lead in _LEAD.findall(line))
    for row in (*_rows(lines, "han"), *_rows(lines, "han-paren")):
        begun = [at for at in row if _is_glued(lines[at])]
        led = {at: end for at in begun if (end := _before_lead(lines[at], openings))}
        if len(led) >= max(_FEW_NUMBERS, _MOSTLY * len(begun)):
            for at, end in led.items():
                lines[at] = f"{lines[at][:end]}\n{lines[at][end:]}"
    return "\n".join(lines)


def _is_glued(line: str) -> bool:
    numbered = parse_number(line)
    return numbered is not None and "。" in numbered.rest


def _before_lead(line: str, openings: Counter[str]) -> int:
    """Return where the lead sentence begins that is glued to a heading; 0 if nothing tells."""
    numbered = parse_number(line)
    begins = _LED.match(numbered.rest) if numbered else None
    return len(line) - len(begins.string) + begins.end() if begins else _like_others(line, openings)


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
        if line[at : at + 2] in openings
        and line[at - 1] not in _NO_END
        and line[at - 2 : at] != "力度"
        and end - at <= max(lengths) + 2
    ]
    return likely[0] if len(likely) == 1 else 0
