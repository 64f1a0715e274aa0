"""Where the parts of a text begin that has lost its line breaks, and no blank is left of them.

A title ends before what documents begin with, a heading where the first number below it stands (`divide`), where its words are
taken up, after a heading that many documents have (总体情况), where it likely ends (`endings`), else where a text begins as texts do
(2024年，, 过去一年，).  Where none of these tells, it stays as long as its sentence.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Final

from sitegen.numbering import parse_number
from sitegen.reports.endings import heading_ends
from sitegen.reports.parts import GLUED_PART

_HEADED: Final = ("part", "chapter", "division", "han", "han-paren", "arabic", "decimal-2", "decimal-3")
"""Kinds of numbers whose headings may have lost the line break after them."""
_MOST_HEADINGS: Final = 1000
"""Of a kind, in a report."""
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
_LEVEL: Final = r"(?:[全本我][国省市区县镇乡街州级年]|[省市区县镇乡州]本?级)"
_TIME: Final = "(?:过去|未来|今后|近)?的?[一二两三四五几今去]年"
_SAID_TWICE: Final = re.compile(
    rf"(?m)^((?:{_NUMBER}|{_DIGIT})(?:([\u4e00-\u9fff]{{2,12}})(?=\2[^。；：]{{4}})|(?!{_TIME})([\u4e00-\u9fff]{{4,12}})(?=[\u4e00-\u9fff]{{1,6}}\3[。，])|([\u4e00-\u9fff]{{4,12}})(?={_LEVEL}\4)|([\u4e00-\u9fff]{{4,8}}?)[^。；：，对等\d\n]{{2,12}}?{_END}(?<![全本我][国省市区县镇乡街州年])(?<![省市区县本]级)(?=\5[^。；：，]{{4}})))"
)
"""A heading whose words the text takes up: 二、农业农业经济稳步增长。2.政府性基金预算县级政府性基金预算收入……。"""
_QUESTION: Final = re.compile(
    rf"(?m)^((?:{_NUMBER}|{_DIGIT})(?:[^。；：！？“”（《\n]|“[^”。\n]{{1,20}}”|《[^》。\n]{{1,40}}》|（[^）。\n]{{1,20}}）){{2,40}}？(?:[^。；：！？，“（\n]{{1,16}}？){{0,2}})(?=[^”）？！\n])"
)
"""A heading that is a question: 一、为什么要制定本办法？为了……。"""
_SPACED_OUT: Final = re.compile(
    rf"(?m)^({_NUMBER}[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff])(?=[^\s\u3000，、])"
)
"""A heading of two characters that are spaced out: 一、综 合."""
_NEXT: Final = r"[^的和与及、，。；：等中下通分说汇调统（]"
"""How no word begins that a heading goes on with."""
_ENDS_WITH_NOUN: Final = re.compile(
    rf"(?m)^((?:{_NUMBER}|第[{_HAN}]{{1,4}}[章节][ \u3000]?)(?:[^。；：，\n]{{1,36}}?(?:情况|概况|概述|总则)(?!{_FORMS['predicates']})(?={_NEXT}(?![^，。；]{{0,10}}情况)[^。？]{{8}})|(?:{_FORMS['usual']}|(?:{_FORMS['subjects']})(?!{_FORMS['predicates']}))(?={_NEXT}(?![^，。；]{{0,10}}情况)[^。？]{{4}}|无。?$)))"
)
"""A heading with the noun that many end with, or one that many documents have, and text after it that makes it no sentence."""
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
    for heading in (_QUESTION, _SPACED_OUT, _ENDS_WITH_NOUN, _SAID_TWICE):
        text = heading.sub(r"\1\n", text)
    text = _GLUED_SIGNATURE.sub(r"\1\n\2\n", text)
    lines = GLUED_PART.sub(r"\n\1\n", text).split("\n")
    for kind in _HEADED:
        _at_ends(lines, kind)
    return heads + "\n".join(line if "。" not in line else _opened(line) for line in lines)


def _opened(line: str) -> str:
    """Put a line break after the heading of a line of which no place was likely enough, if the text after it begins as texts do."""
    for heading in (_GLUED_DIGIT, _GLUED):
        line = heading.sub(r"\1\n", line)
    return line


def _title(text: str) -> str:
    """Return the title that a text begins with; empty if nothing tells its end."""
    if title := _GLUED_TITLE.match(text):
        return title[0]
    last = _LAST_TITLE.match(text)
    return "" if last is None or _DONE.match(last[0]) else last[0]


def _at_ends(lines: list[str], kind: str) -> None:
    """Put line breaks after the headings of a kind that count on, where they likely end."""
    rows = _rows(lines, kind)
    if sum(map(len, rows)) > _MOST_HEADINGS:
        return
    for row in rows:
        begun = [
            (at, numbered.rest)
            for at in row
            if (numbered := parse_number(lines[at])) and not lines[at].endswith("；")
        ]
        for (at, rest), end in zip(begun, heading_ends([rest for _, rest in begun]), strict=True):
            if end:
                cut = len(lines[at]) - len(rest) + end
                lines[at] = f"{lines[at][:cut]}\n{lines[at][cut:]}"


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
