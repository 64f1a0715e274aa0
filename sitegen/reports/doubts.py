"""What looks wrong in a report: reported with its place, never repaired.

The rules look for what PDF extraction and web forms really lose: one half of a pair of quotation
marks, a full stop at the end of a paragraph, a stop or comma between two figures' sentences.  They
are tuned to find such places with few false alarms, not to prove a text sound.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sitegen.errors import problem
from sitegen.reports.metadata import UNSIGNED
from sitegen.reports.tidy import kept_blanks
from sitegen.reports.titles import read_title
from sitegen.words import ENDS, PAGE_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sitegen.model import Passage, Problem, Report, Section, SectionNumber

_SHORT = 24
_NEAR = 8
_MOST_PLACES = 3
"""Of one line that are quoted."""
_EDGE = 16
"""Passages at either end of a report among which lines of a web page are looked for."""
_FEW_WEB_LINES = 2
_PAUSE: Final = re.compile(r"[，。；,;]")
"""What a sentence of some length has; a line of labels or a name has none."""
_WEB_LINE: Final = re.compile(
    r"(?:下载|打印|全屏|收藏|分享|关闭|返回|首页|加大|还原|减小|大|中|小|】)|关闭窗口|打印本页|我要纠错|相关(?:报道|链接|阅读|附件)[：:]?"
    rf"|(?:{PAGE_LABELS}|时间|日期)[：:].*"
    r"|【?字[号体][：:]?.{0,12}|(?:浏览|点击|阅读|访问)(?:次数|量|数)?[：:]?.{0,10}|[上下]一[篇条][：:].*|扫一扫.*|分享到.*"
    r"|本作品.{0,20}(?:法律|著作权|公有领域|许可).*|.*维基文库.*|Public domain|true|false"
)
_REPORT: Final = re.compile(r"[^。，；：！？]{8,40}(?:报告|总结|要点|计划|汇报|公报|年报)")
_PAIRS: Final = {pair: re.compile(f"[{re.escape(pair)}]") for pair in ("“”", "()", "《》")}
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]+")
# A figure with its unit, then at once a verb or a quoted name that only a new sentence begins with.  A figure that
# is itself the subject of the verb (另有15台完成签约) begins after 有, 另 or 其中; money is spent to do something
# (投入5.7亿元推进); 建设 and 高质量 before a noun (52个建设项目, 7家高质量孵化器) belong to it.
# These patterns begin with a character and look back from it, so that the places where they may match are found at once.
_RUN_TOGETHER: Final = re.compile(
    r"\d(?<![\d.有另].)(?<!其中.)(?<!投[入资].)(?<!安排.)(?<!出资.)(?<!资金.)\d*(?:\.\d+)?(?:万|亿)?余?(?:%|％|人次|家次|平方米|万元|亿元|家|件|户|个|次|场|台|条|处|名|项)"
    r"(?=完成|推进|高质量(?:推进|完成|开展|实施|举办|建[成设])|评选|建设(?!项目|工程|任务|用地|单位)|开展|实现|深化|推动|加强|举办|新增|诉求|解决)"
)
_AFTER_QUOTE: Final = re.compile(
    r"”(?=(?:街道|社区|全年|年度|精准|新增|完成|推进|入选)[\u4e00-\u9fff]{2,})(?<=[区会]”)"
)
# A counter or a verb is missing: 咨询活动28创业人才, ，选“…”, 。持和发展.
_LOST: Final = re.compile(
    r"[\d选持入](?:(?<=[\u4e00-\u9fff]\d)\d{0,3}(?=(?:创业|企业|居民|社区|街道|群众))|(?<=[,，。].)(?:(?<=选)“|(?<=持)和|(?<=入)(?=“)))"
)
_PERSONAL: Final = (
    (
        "身份证号",
        re.compile(
            r"[1-9](?<!\d.)\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
        ),
    ),
    ("手机号", re.compile(r"1(?<!\d.)[3-9]\d{9}(?!\d)")),
)


def find_doubts(where: str, report: Report) -> tuple[Problem, ...]:
    """Return the doubtful places of a report, numbering first, then in reading order; `where` names its file."""
    found = [
        *_unsigned(where, report),
        *_numbering(where, report.sections),
        *_web_lines(where, report),
        *_second_report(where, report),
    ]
    for _, passage in report.walk_passages():
        if passage.kind == "paragraph":
            found += [_at(where, passage, code, values) for code, values in _paragraph_doubts(passage)]
        found += _any_text(where, passage)
    return tuple(found)


def find_blanks(where: str, report: Report) -> Iterator[Problem]:
    """Yield a doubt for each line of a report, as it is written down, that has blanks between Chinese characters.

    That is for an import: once the clerk has seen that they belong to names, there is nothing more to say of them.
    """
    for path in report.walk():
        yield from _blanks(where, path[-1].heading, path[-1].line)
    for _, passage in report.walk_passages():
        if passage.kind == "paragraph":
            yield from _blanks(where, passage.text, passage.line)


def _blanks(where: str, text: str, line: int) -> Iterator[Problem]:
    places: list[tuple[int, int]] = []
    for start, end in kept_blanks(text):
        begins = places.pop()[0] if places and start - _NEAR <= places[-1][1] else max(0, start - _NEAR)
        places.append((begins, end + _NEAR))
    if places:
        quoted = dict.fromkeys(text[begins:ends] for begins, ends in places)
        yield problem("space-kept", where, line, place="…".join(list(quoted)[:_MOST_PLACES]))


def _unsigned(where: str, report: Report) -> Iterator[Problem]:
    if report.meta.issuer == UNSIGNED:
        yield problem("issuer-unknown", where, title=report.meta.title)


def _web_lines(where: str, report: Report) -> Iterator[Problem]:
    """Yield one doubt for the lines of a web page that were copied with the report: its buttons and labels."""
    passages = [passage for _, passage in report.walk_passages()]
    edges = (*passages[:_EDGE], *passages[_EDGE:][-_EDGE:])
    found = [passage for passage in edges if _WEB_LINE.fullmatch(passage.text.strip())]
    if len(found) >= _FEW_WEB_LINES:
        words = "、".join(passage.text.strip() for passage in found[:4])
        yield problem("web-lines", where, found[0].line, count=len(found), words=words)


def _second_report(where: str, report: Report) -> Iterator[Problem]:
    """Yield a doubt for each title of another report after the first numbers, below which numbers begin again."""
    has_begun, title = False, ("", 0)
    for path in report.walk():
        section = path[-1]
        if section.number is None:
            lines = [(section.heading, section.line)]
        else:
            if title[0] and has_begun and section.number.value == 1:
                yield problem("report-second", where, title[1], title=title[0])
            has_begun, title, lines = True, ("", 0), []
        lines += [(passage.text, passage.line) for passage in section.passages]
        title = next((line for line in lines if _is_other_title(line[0], report.meta.title)), title)


def _is_other_title(text: str, own: str) -> bool:
    if not _REPORT.fullmatch(text) or text == own:
        return False
    title = read_title(text)
    return "year" in title and ("issuer" in title or "place" in title)


def _numbering(
    where: str, sections: Sequence[Section], above: Mapping[str, SectionNumber] = MappingProxyType({})
) -> Iterator[Problem]:
    """Yield numbers that do not count up among the sections of one parent; each is kept as printed.

    `above` are the last numbers of the sections of the parent before, with which some offices go on counting.
    """
    previous: dict[str, SectionNumber] = {}
    below: dict[str, SectionNumber] = {}
    for section in sections:
        if section.number is None:
            previous.clear()
        else:
            kind = section.number.kind
            yield from _out_of_turn(where, section, section.number, previous.get(kind), above.get(kind))
            previous[kind] = section.number
        yield from _numbering(where, section.sections, below)
        below |= {child.number.kind: child.number for child in section.sections if child.number}


def _out_of_turn(
    where: str,
    section: Section,
    number: SectionNumber,
    before: SectionNumber | None,
    above: SectionNumber | None,
) -> Iterator[Problem]:
    printed = section.heading[: len(number.printed) + 12]
    if before is None:
        goes_on = above is not None and number.value == above.value + 1
        if number.value != 1 and number.kind != "article" and not goes_on:
            yield problem("number-first", where, section.line, number=printed)
    elif number.value == before.value:
        yield problem("number-repeated", where, section.line, number=printed, anchor=section.anchor)
    elif number.value != before.value + 1:
        yield problem("number-gap", where, section.line, number=printed, previous=before.printed)


def _at(where: str, passage: Passage, code: str, values: dict[str, object]) -> Problem:
    return problem(code, where, passage.line, **values)


def _paragraph_doubts(passage: Passage) -> Iterator[tuple[str, dict[str, object]]]:
    text = passage.text
    yield from _quotes(text)
    yield from _brackets(text)
    for match in _RUN_TOGETHER.finditer(text):
        yield "sentences-run-together", {"place": _around(text, match.end())}
    for match in _AFTER_QUOTE.finditer(text):
        yield "sentences-run-together", {"place": _around(text, match.end())}
    for match in _LOST.finditer(text):
        yield "text-lost", {"place": _around(text, match.start())}
    if len(text) > _SHORT and _PAUSE.search(text) and not text.endswith((*ENDS, '"')):
        yield "stop-missing", {"place": text[-12:]}


def _quotes(text: str) -> Iterator[tuple[str, dict[str, object]]]:
    opening, closing = text.count("“"), text.count("”")
    place = _unmatched(text, "“", "”")
    if place >= 0:
        yield "quotes-unmatched", {"count": opening, "closing": closing, "place": _around(text, place)}
    straight = text.count('"')
    if straight % 2:
        at = text.rindex('"')
        yield (
            "quotes-unmatched",
            {"count": straight // 2 + 1, "closing": straight // 2, "place": _around(text, at)},
        )


def _brackets(text: str) -> Iterator[tuple[str, dict[str, object]]]:
    folded = text.replace("（", "(").replace("）", ")")
    for opening, closing in (("(", ")"), ("《", "》")):
        place = _unmatched(folded, opening, closing)
        if place >= 0:
            yield "brackets-unmatched", {"place": _around(text, place)}


def _unmatched(text: str, opening: str, closing: str) -> int:
    """Return the offset of the first mark without a partner; -1 if all have one."""
    if opening not in text and closing not in text:
        return -1
    opened: list[int] = []
    for mark in _PAIRS[opening + closing].finditer(text):
        offset = mark.start()
        if mark[0] == opening:
            if opened and opening == "“":
                return opened[0]
            opened.append(offset)
        elif not opened:
            return offset
        else:
            opened.pop()
    return opened[0] if opened else -1


def _any_text(where: str, passage: Passage) -> Iterator[Problem]:
    private = _PRIVATE.findall(passage.text)
    if private:
        at = _PRIVATE.search(passage.text)
        place = _around(passage.text, at.start() if at else 0)
        yield problem("private-use", where, passage.line, count=sum(map(len, private)), place=place)
    for kind, pattern in _PERSONAL:
        for match in pattern.finditer(passage.text):
            hidden = f"{match[0][:3]}…{match[0][-2:]}"
            yield problem("personal-data", where, passage.line, kind=kind, place=hidden)


def _around(text: str, offset: int) -> str:
    return text[max(0, offset - 10) : offset + 10]
