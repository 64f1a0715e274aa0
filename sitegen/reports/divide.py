"""Paragraphs out of a report that became a single one.

Numbers that count up begin paragraphs.  Where blanks are left of the line breaks, they tell the rest.  Where nothing is
left, words tell where a heading ends (`glued`).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.numbering import RANKS, parse_number
from sitegen.reports.glued import parted
from sitegen.reports.parts import GLUED_PART, PART
from sitegen.reports.points import before_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Paragraph, SectionNumber

_ONE_LINE = 1500
_FEW_GAPS = 6
_FEW_NUMBERS = 2
_SPACED_OUT: Final = r"(?<=[、）\s][\u4e00-\u9fff])[\s\u3000]{2,4}[\u4e00-\u9fff](?:[\s\u3000]|$)"
"""A gap in a word of two characters: 一、综  合."""
_WIDE_GAP: Final = re.compile(
    rf"(?<!第[一二三四五六七八九十][章节条])(?<![\s\u3000、，])(?!{_SPACED_OUT})[\s\u3000]{{2,}}"
)
_HAN: Final = "一二三四五六七八九十百"
_NUMBER: Final = re.compile(
    rf"[{_HAN}]{{1,3}}、|[（(][{_HAN}]{{1,3}}[）)]|第[{_HAN}]{{1,4}}(?:[编篇章节条]|部分)|[㈠-㈩⑴-⒇⒈-⒛]|附件\d{{1,2}}(?=[\s\u3000：:])|(?:典型)?案例(?:[{_HAN}]{{1,3}}|\d{{1,2}})(?=[\s\u3000：:])|(?<![\d.．])\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}}[.．]?[ \u3000]?(?=[\u4e00-\u9fff])|(?<!\d)\d{{1,2}}[.．、](?:(?!\d)|(?=(?:19|20)\d\d年))"
)
_STOPS: Final = "。；！？：:!"
_CLOSING: Final = "）)”"
_NO_BREAK: Final = "第条款项章节及和与至、，,（(“《．."
"""Before a number that is spoken of: 第（一）项, 一、二、三产业."""
_NO_ONE: Final = re.compile(r"(?:[统同唯专单合万归如之其不逐]|(?<![规计策谋])划)$")
"""Before a 一、 that ends a word: 统一、高效; 整齐划一, but not a plan (规划) that begins with it."""
_LONGEST_HEADING = 50
_PEEK = 100
"""Characters around a number that are looked at."""
_CITING: Final = re.compile(
    r"(?<!制定本办)(?<!制定本)(?<!制定本条)(?<!制定本细)(?<!制定本规)[法例定则》及和与照据反]$"
)
_CITED: Final = re.compile(r"\s(?!\s*(?:的|规定|所))")
"""Around an article that is spoken of: 违反本办法第三条 规定的, but 制定本办法 ends one."""
_IN_PART: Final = re.compile(rf"\s|[^。；，：\s]{{0,12}}?第[{_HAN}]{{1,3}}[章节]")
"""What follows a part that has no stop before it, a chapter behind its name: not 发表第一篇深度报道."""
_SECTIONS: Final = frozenset({"han", "han-paren", "part", "chapter", "division", "case"})
_AFTER_STOP: Final = re.compile(r"(?<=[。！？；：”])[\s\u3000]+(?=[^\s\u3000])")
_AFTER_SENTENCE: Final = re.compile(r"(?:(?<=[。！？；”])|(?<=[^\s：:]{5}[：:]))\s+(?=\S)")
"""A blank that tells a paragraph's end, and not that of a label (来源： 区政府)."""
_NO_NUMBER: Final = rf"(?<!第[{_HAN}][编篇章节条])(?<!第[{_HAN}]{{2}}[编篇章节条])"
_INNER_BLANK: Final = re.compile(rf"(?<=[\u4e00-\u9fff，、]){_NO_NUMBER}[ \t\u3000]+(?=[\u4e00-\u9fff])")
_LINE_BLANK: Final = re.compile(
    rf"(?<=[\u4e00-\u9fff，、]{{2}}){_NO_NUMBER}[ \t\u3000]+(?=[\u4e00-\u9fff]{{2}})"
)
"""One that a printed line may have left, and not a word that is spaced out (政 府 工 作 报 告)."""
_HEAD_BLANK: Final = re.compile(
    r"(?<!\s)(?:(?<![：:])\s+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?<![：:])\s+|(?<=[^\s：:]{5}[：:])\s+)"
)
"""A blank before the first section, unless a short label (来源：) stands before it or it is inside of a date."""
_SALUTATION: Final = re.compile(
    r"(?<=\S)[\s\u3000]*(?=(?:尊敬的)?(?:各位代表|主任、各位副主任)[^。：]{0,24}：)|(?<=各位代表[：！])[\s\u3000]*(?=\S)"
)
_SALUTED: Final = re.compile(r"(?:尊敬的)?(?:各位代表|主任、各位副主任)")
_DIGITS: Final = r"\d{1,2}(?:[.．、]|(?:[.．]\d{1,2}){1,3}[.．]?)(?!\d)[ \u3000]?+"
_POINT: Final = re.compile(rf"(?:^|[\s\u3000])({_DIGITS})[^\d\W][^。；：，、\s]{{1,16}}(?=[\s\u3000]+\S)")
"""A number, a few words and a blank, at the start or after a blank: 1.编制目的 为有效应对……。 2.编制依据 根据……。"""
_SHORT_HEADING_GAP: Final = re.compile(
    rf"(?m)^([{_HAN}]{{1,3}}、[^。；，,\s]{{2,30}}(?<=[^\x00-\x7f]))[\s\u3000]+(?=\S)"
)
"""A blank after a heading where blanks also stand at the ends of printed lines: only right after few words."""
_HEADING_GAP: Final = re.compile(
    rf"(?m)^((?:(?:[{_HAN}]{{1,3}}、|[（(][{_HAN}]{{1,3}}[）)]|第[{_HAN}]{{1,3}}(?:[编篇章节]|部分)[ \u3000]?+)[^。；\n]{{2,40}}?|(?:典型)?案例(?:[{_HAN}]{{1,3}}|\d{{1,2}})[：: \u3000][^。；：，\s]{{4,30}}|{_DIGITS}[^。；：，\s]{{2,24}})(?<=[^\x00-\x7f，、]))[ \t\u3000]+(?=\S)"
)
_PARTS: Final = re.compile(rf"(?:{GLUED_PART.pattern})|[。：]\s(?:19|20)\d\d年(?:{PART.pattern})(?=\s)")
_PART_GAP: Final = re.compile(rf"(?m)^({PART.pattern})[ \t\u3000]+(?=\S)")
_HEADED: Final = re.compile(
    r"(\S{1,8}?[.．、）)\d][ \u3000]?[\u4e00-\u9fff“”（）]{2,18})[ \u3000]+([^\s\u3000].{9,}[。；：])"
)
_FEW_HEADED = 3
_MOSTLY = 0.5
_MEASURE: Final = (
    "(?!处置|处理|人员|项目|次生|条件|名词|名称|场所)[座所个家条项名台套张件场处次户人种亿万千百]"
)
_UNIT: Final = "(?:[万亿千百倍亩元吨米度斤升克分秒天年岁个家所座名项件套台级版]|公[里顷斤吨]|平方|立方|小时|人次?(?!员|民|力|才|事))"
_PLAN_HEAD: Final = re.compile(
    rf"(?:^|(?<=[。！？”）\n])|(?<=预案|方案|规定)(?=1\D))(\d{{1,2}})[.．]?(?!{_MEASURE})[\u4e00-\u9fff、]{{2,12}}(?=\1[.．]1[.．]?(?!{_UNIT})[\u4e00-\u9fff])"
)
"""A section of a plan, right before the first number below it (1总则1.1编制目的), and not figures of a sentence (1所大学1.1万人)."""
_CHAPTER: Final = re.compile(
    rf"(第[{_HAN}]{{1,3}}[章节][\s\u3000]?[^。；，：\s]{{1,20}}?)(?=第[{_HAN}]{{1,4}}[节条])"
)


def is_folded(text: str, *, is_alone: bool) -> bool:
    """Tell whether a paragraph holds a whole report: it is very long, or sections follow in it.

    Those are 一、, 二、 or chapters, of a text that `is_alone` in its file also （一）, （二） and 1.1, 1.2, and 1. among wide gaps or in parts
    of a report (2023年工作回顾).
    """
    if len(text) > _ONE_LINE:
        return True
    text = _around_plan_heads(text) if is_alone else text
    numbered = _before_numbers(text)
    if not _has_blanks(text, numbered):
        numbered = _before_numbers(numbered, is_glued=True)
    starts = [parse_number(part) for part in numbered.split("\n")]
    kinds = Counter(numbered.number.kind for numbered in starts if numbered)
    is_parted = is_alone and (
        len(_WIDE_GAP.findall(text)) >= _FEW_GAPS or len(_PARTS.findall(text)) >= _FEW_NUMBERS
    )
    counted = (
        kinds["han"],
        kinds["chapter"],
        kinds["han-paren"] * is_alone,
        kinds["decimal-2"] * is_alone,
        kinds["arabic"] * is_parted,
    )
    return max(counted) >= _FEW_NUMBERS


def _holds_points(text: str) -> bool:
    """Tell whether a paragraph that begins with a number holds headings that count on below it, with blanks around them."""
    if parse_number(text) is None:
        return False
    points = [parse_number(match[1]) for match in _POINT.finditer(text)]
    values = [point.number.value for point in points if point and point.number.kind == "arabic"]
    return len(values) >= _FEW_NUMBERS and values == list(range(1, len(values) + 1))


def divide(text: str) -> Iterator[str]:
    """Divide a text at wide gaps, before numbers that count up, after headings, at blanks between sentences."""
    is_gapped = len(_WIDE_GAP.findall(text)) >= _FEW_GAPS
    for line in _WIDE_GAP.split(text) if is_gapped else [text]:
        headed = _around_plan_heads(_CHAPTER.sub(r"\n\1\n", _SALUTATION.sub("\n", line)))
        numbered = _before_numbers(headed)
        if _has_blanks(line, numbered):
            parts = _at_blanks(numbered)
        elif is_gapped and len(line) <= _ONE_LINE:
            parts = _SHORT_HEADING_GAP.sub(r"\1\n", numbered)
        else:
            parts = _at_words(_before_numbers(numbered, is_glued=True))
        for part in parts.split("\n"):
            if part.strip():
                yield part.strip()


def _around_plan_heads(text: str) -> str:
    """Put line breaks around the sections of a plan, where at least two count on from one and hold a second number below."""
    heads: list[re.Match[str]] = []
    for head in _PLAN_HEAD.finditer(text):
        if int(head[1]) == len(heads) + 1:
            heads.append(head)
    ends = [*(head.start() for head in heads[1:]), len(text)]
    heads = [head for head, end in zip(heads, ends, strict=False) if _counts_on(head, end)]
    if len(heads) < _FEW_NUMBERS:
        return text
    cuts = [0, *(at for head in heads for at in head.span()), len(text)]
    return "\n".join(text[one:two] for one, two in pairwise(cuts))


def _counts_on(head: re.Match[str], end: int) -> bool:
    """Tell whether the second number below a section of a plan stands before the next section."""
    second = re.compile(rf"(?<![\d.．]){head[1]}[.．]2[.．]?(?!{_UNIT})[\u4e00-\u9fff]")
    return second.search(head.string, head.end(), end) is not None


def _has_blanks(text: str, numbered: str) -> bool:
    """Tell whether blanks stand between paragraphs: most of them after a stop, not where a page's line ended.

    `numbered` is the text with its numbers at the start of lines, so that blanks after headings are told.
    """
    inner = len(_INNER_BLANK.findall(_HEADING_GAP.sub(r"\1\n", numbered)))
    return len(_AFTER_SENTENCE.findall(text)) >= max(_FEW_NUMBERS, inner)


def _at_blanks(text: str) -> str:
    """Put line breaks where single blanks stand between paragraphs; before the first section or the salutation, at every blank."""
    head, line_break, rest = text.partition("\n")
    if parse_number(rest) is None and not _SALUTED.match(rest):
        head, line_break, rest = "", "", text
    body = _AFTER_STOP.sub("\n", _HEADING_GAP.sub(r"\1\n", rest))
    return _PART_GAP.sub(r"\1\n", f"{_HEAD_BLANK.sub(_head_break, head)}{line_break}{body}")


def _head_break(blank: re.Match[str]) -> str:
    """Return a line break for a blank of a head, or what it is where a word is spaced out (说　明) or a number stands before it (1 总则)."""
    around = (
        blank.string[max(0, blank.start() - 2) : blank.start()],
        blank.string[blank.end() : blank.end() + 2],
    )
    is_spaced_out = all(len(side.strip()) == 1 for side in around)
    is_numbered = (
        re.search(r"\s\d{1,2}$", blank.string[max(0, blank.start() - 3) : blank.start()]) is not None
    )
    return blank[0] if is_spaced_out or is_numbered else "\n"


def _at_words(text: str) -> str:
    """Put line breaks after headings that a blank ends, of few words where blanks are many, or that words tell.

    Many blanks are those of printed lines, whose distance tells them apart only within whole paragraphs: these are not divided at points.
    """
    if len(_LINE_BLANK.findall(text)) >= _FEW_GAPS:
        return parted(_SHORT_HEADING_GAP.sub(r"\1\n", text))
    return parted(_HEADING_GAP.sub(r"\1\n", before_points(text)))


# ---------------------------------------------------------------- headings in the paragraphs that they head


def opened_up(blocks: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return the paragraphs apart from headings that a blank parts from them.

    So in 1.1 编制目的 为做好灾害防范工作，编制本预案。 A single blank may stand in a name, so only where most paragraphs with a kind of number have such a heading.
    """
    kinds = {
        at: numbered.number.kind for at, block in enumerate(blocks) if (numbered := parse_number(block.text))
    }
    headed = {at: match for at in kinds if (match := _HEADED.fullmatch(blocks[at].text))}
    every = Counter(kinds.values())
    found = Counter(kinds[at] for at in headed)
    usual = {kind for kind in found if found[kind] >= max(_FEW_HEADED, _MOSTLY * every[kind])}
    parted = {at: match.groups() for at, match in headed.items() if kinds[at] in usual}
    parted |= {at: tuple(divide(blocks[at].text)) for at in kinds if _holds_points(blocks[at].text)}
    return tuple(
        block.holding(part) for at, block in enumerate(blocks) for part in parted.get(at, (block.text,))
    )


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
        numbered = parse_number(text[at : at + _PEEK])
        if numbered is None or (
            at and numbered.number.value not in {1, expected.get(numbered.number.kind, 1)}
        ):
            continue
        number, before = numbered.number, text[max(0, at - 2) : at]
        is_after = not before or before[-1].isspace() or before[-1] in _STOPS or _is_set(text, match)
        if is_after or (
            is_glued
            and not (match[0][-1] in "编篇" and not _IN_PART.match(text, match.end()))
            and _may_follow(before, text[begun : min(at, begun + _PEEK)], last, number)
        ):
            expected[number.kind] = number.value + 1
            last, begun = number, at
            yield at


def _is_set(text: str, number: re.Match[str]) -> bool:
    """Tell whether a blank behind an article shows that it begins, also where the sentence before has lost its stop."""
    is_article = number[0].endswith("条") and _CITED.match(text, number.end()) is not None
    return is_article and not _CITING.search(text[max(0, number.start() - 5) : number.start()])


def _may_follow(before: str, since: str, last: SectionNumber | None, number: SectionNumber) -> bool:
    """Tell whether a number begins a paragraph that follows at once on the characters `before` it.

    `since` is the text from the `last` number that began one: if it is a heading, a number of lower rank follows.
    """
    char = before[-1]
    if char in _NO_BREAK or (char.isascii() and not (last is None and char.isdigit())):
        return False
    if last is None:
        is_first_article = number.kind == "article" and number.value == 1 and char in _CLOSING
        is_named = number.kind in {"part", "chapter", "case"} or is_first_article
        return is_named or (number.kind == "han" and not _NO_ONE.search(before))
    if RANKS[number.kind] > RANKS[last.kind] and "。" not in since and len(since) <= _LONGEST_HEADING:
        return True
    is_dotted = number.kind == "arabic" and not number.printed.endswith("、")
    return number.value > 1 and (char in _CLOSING or number.kind in _SECTIONS or is_dotted)
