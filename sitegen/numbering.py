"""Section numbers of Chinese official documents: what they look like, how they rank, which anchor they give.

GB/T 9704-2012 §7.3.3 gives the ladder 一、 → （一） → 1. → （1）; laws use 第一章 → 第一节 → 第一条.
Offices deviate: ladders start at any rung and skip rungs, so a level is the depth on a stack of
open sections (`reports.outline`), never a fixed property of a kind.  What is fixed is the rank: a
number of lower or equal rank closes all sections of higher rank.  Only 一是 and 案例一 float: they stand above others or below, as they began.

An anchor is made of printed numbers only (`s2-3-1` for 二（三）1.), so that rewording a heading or
inserting a paragraph moves nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.model import SectionNumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Kind → rank.  壹、 stands above 一、.  一是/第一， stand between （一） and 1. because that is how reports nest them; 1.1 and 1.1.1 below 1 as in
# contingency plans and standards (GB/T 1.1).
RANKS: Final = {
    "part": 0,
    "chapter": 1,
    "division": 2,
    "legal": 2,
    "case": 2,
    "article": 3,
    "han": 3,
    "han-paren": 4,
    "order": 5,
    "arabic": 6,
    "decimal-2": 7,
    "decimal-3": 8,
    "decimal-4": 9,
    "arabic-paren": 10,
    "arabic-close": 11,
    "circled": 12,
    "attachment": -1,
}

_FLOATING: Final = frozenset({"order", "case"})

# The letters before the number where a kind does not simply continue its parent's path.
_LETTERS: Final = {
    "part": "pt",
    "chapter": "ch",
    "division": "j",
    "article": "art",
    "order": "x",
    "case": "ca",
    "attachment": "att",
}

_HAN: Final = "〇零一二三四五六七八九十百"
_DIGITS: Final = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNITS: Final = {"十": 10, "百": 100}
_COUNTING: Final = "一二三四五六七八九十"
_ANY_DIGIT: Final = "0123456789０１２３４５６７８９"
_D: Final = f"[{_ANY_DIGIT}]"
_LEGAL: Final = "壹贰叁肆伍陆柒捌玖拾"
_FROM_LEGAL: Final = str.maketrans(_LEGAL, "一二三四五六七八九十")
_BRACKETED: Final = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STOPPED: Final = "".join(map(chr, range(0x2488, 0x249C)))
"""⒈ to ⒛: a digit and its stop in one character."""
_ENCLOSED: Final = "".join(map(chr, range(0x2474, 0x2488)))
"""⑴ to ⒇: a digit and its brackets in one character."""

# Below these the ladder starts again from 一.
_RESTARTS: Final = re.compile(r"(?:att|u)[0-9]+(?:_[0-9]+)?")

_NO_UNIT: Final = "(?![亿万千百余倍个元度米公平岁年月日小吨斤亩])"
"""What follows a figure and no number: 1.14亿元, 15 分钟."""
_NO_COUNT: Final = (
    "(?![分时天期届批次场件条项处家户人名位所座台栋套只辆本张类种级层大号线点区村镇城步成多余上下中、（(])"
)
"""What follows a figure at once and no number: 15分钟社区生活圈, 3张清单."""
_YEAR: Final = "(?:19|20|１９|２０)[0-9０-９]{2}年"
"""What follows 1. although it begins with a digit: 1.2023年工作回顾."""
_NO_RANGE: Final = "(?![一二三四五六七八九][级类线产期楼档等孩胎])"
"""What follows 二、 and makes it the first of two: 二、三级医院."""
_NO_CASE: Final = (
    r"(?![\s　]*(?:[、至到和与及]|以及)[\s　]*(?:典型)?案例|、(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})[、和与及均都等]"
    r"|《[^》]*》[^（(]|“[^”]*”[^（(]|[\s　]+(?:《[^》]*》|“[^”]*”)[\s　]*(?:荣?获|入[选围]|被评|是全[国省市]|已(?:获|被|入选))|[^：:。][^。]*。$)"
)
"""What follows 案例一 where a sentence speaks of it: of others beside it, of it by its name, or to its stop; a colon may have a sentence behind it.

Behind a blank a name in quotation marks may be the beginning of a title (案例一 “小窗口”办大事), unless honours follow.
"""
_N: Final = r"(?:[〇零一二三四五六七八九十百]{1,5}|[0-9０-９]{1,3})"
_PATTERNS: Final[tuple[tuple[str, str, re.Pattern[str]], ...]] = (
    (
        "attachment",
        "附",
        re.compile(r"附件\s?([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})(?=[\s　：:.．]|$)[：:.．]?"),
    ),
    ("part", "第", re.compile(rf"第({_N})(?:编|篇|部分)(?![章之的和与、，,是为中内到至])[：:]?[\s　]*")),
    ("chapter", "第", re.compile(rf"第({_N})章[：:]?[\s　]*")),
    ("division", "第", re.compile(rf"第({_N})节[：:]?[\s　]*")),
    ("article", "第", re.compile(rf"第({_N})条(?![、，,和与及或至到规所的之中第款例（(])[：:]?[\s　]*")),
    (
        "case",
        "案典【",
        re.compile(
            rf"(?P<open>【)?(?:典型)?案例[\s　]?([0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}})(?(open)】|(?=[：:]|$|[\s　.．、《“]){_NO_CASE})[：:.．、]?[\s　]*"
        ),
    ),
    ("legal", _LEGAL, re.compile(rf"([{_LEGAL}]{{1,3}})、(?![{_LEGAL}])[\s　]*")),
    (
        "han",
        _HAN,
        re.compile(
            rf"([{_HAN}]{{1,4}})(?:[ \u00a0　]?、{_NO_RANGE}|[.．](?:(?![{_HAN}\d])|(?={_YEAR})))[\s　]*"
        ),
    ),
    (
        "han",
        _COUNTING,
        re.compile(rf"([一二三四五六七八九十]{{1,3}})[：:](?:(?!\d)|(?={_YEAR}))[\s　]*(?=\S)"),
    ),
    # 一 概述: without a mark only where the line is short and no sentence
    (
        "han",
        _COUNTING,
        re.compile(
            r"([一二三四五六七八九十]{1,3})[ \u00a0　]+(?=[\u4e00-\u9fff][\u4e00-\u9fff、（）“” 　]{1,23}$)"
        ),
    ),
    ("han-paren", "（(", re.compile(rf"[（(][\s　]?([{_HAN}]{{1,4}})[\s　]?[）)](?!、[（(])、?[\s　]*")),
    ("han-paren", "【〔", re.compile(rf"[【〔]([{_HAN}]{{1,3}})[】〕][\s　]*")),
    ("han-paren", _BRACKETED, re.compile(rf"([{_BRACKETED}])[\s　]*")),
    (
        "han-paren",
        _COUNTING,
        re.compile(r"([一二三四五六七八九十]{1,3})[）)](?![项款条目、，；。])[\s　]*(?=\S)"),
    ),
    (
        "order",
        f"第{_COUNTING}",
        re.compile(
            rf"(?:第({_N})(?:[，,](?=\S)|、(?![第{_HAN}\d]))|(十?[一二三四五六七八九]|十)(?:是|要)(?=[^不否]))"
        ),
    ),
    (
        "arabic",
        _ANY_DIGIT,
        re.compile(rf"([0-9０-９]{{1,2}})(?:[.．](?:(?![0-9０-９])|(?={_YEAR}))|、)[\s　]*"),
    ),
    ("arabic", _STOPPED, re.compile(rf"([{_STOPPED}])(?:(?![0-9０-９])|(?={_YEAR}))[\s　]*")),
    *(
        (
            f"decimal-{depth}",
            _ANY_DIGIT,
            re.compile(
                rf"(?:{_D}{{1,2}}[.．]){{{depth - 1}}}({_D}{{1,2}})(?:[.．]|(?!{_D}))[\s　]*(?=[\u4e00-\u9fff“《Ⅰ-ⅫA-Za-z]){_NO_UNIT}"
            ),
        )
        for depth in (2, 3, 4)
    ),
    # 1 总则, 1总则: without a stop only where the line is short and no sentence
    (
        "arabic",
        _ANY_DIGIT,
        re.compile(
            rf"({_D}{{1,2}})(?:[ \u00a0　]+|{_NO_COUNT})(?=[\u4e00-\u9fffⅠ-Ⅻ、（）()“”]{{2,24}}$){_NO_UNIT}"
        ),
    ),
    ("arabic-paren", "（(", re.compile(r"[（(]([0-9０-９]{1,2})[）)][\s　]*")),
    ("arabic-paren", _ENCLOSED, re.compile(rf"([{_ENCLOSED}])[\s　]*")),
    ("arabic-close", _ANY_DIGIT, re.compile(r"([0-9０-９]{1,2})[）)](?![、，,；;。])[\s　]*")),
    ("circled", _CIRCLED, re.compile(rf"([{_CIRCLED}])[\s　]*")),
)


_BY_START: Final = {
    char: tuple((kind, pattern) for kind, starts, pattern in _PATTERNS if char in starts)
    for char in "".join(starts for _, starts, _ in _PATTERNS)
}
"""The patterns that a text may match by its first character: most paragraphs begin with none, which is told at once."""
_LINE: Final = 120
"""Characters of a text that is remembered with its number."""


class Numbered(NamedTuple):
    """A text that starts with a number, cut in two."""

    number: SectionNumber
    rest: str


def parse_numeral(text: str) -> int | None:
    """Return the value of a numeral in Han characters (to 999), digits or signs of one character (①, ⑴, ⒈); 贰 as 二."""
    for signs in (_CIRCLED, _BRACKETED, _STOPPED, _ENCLOSED):
        if text in signs and len(text) == 1:
            return signs.index(text) + 1
    if text.isdecimal():
        return int(text)
    total, digit = 0, None
    for char in text.translate(_FROM_LEGAL):
        if char in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        elif char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        else:
            return None
    return total + (digit or 0)


def parse_number(text: str) -> Numbered | None:
    """Cut the section number off the start of `text`; None where there is none.

    Only the form is looked at.  Whether the text is a heading, an item of a list or a sentence that
    happens to begin so is for `reports.outline` to tell from what stands around it.
    """
    if text[:1] not in _BY_START:
        return None
    return _parse_again(text) if len(text) <= _LINE else _parse(text)


@lru_cache(maxsize=512)
def _parse_again(text: str) -> Numbered | None:
    """Do the same for lines, which an import asks of several times over; of whole paragraphs it would hold too much."""
    return _parse(text)


def _parse(text: str) -> Numbered | None:
    for kind, pattern in _BY_START[text[0]]:
        if match := pattern.match(text):
            value = parse_numeral(next(group for group in match.groups()[::-1] if group))
            if value:
                number = SectionNumber(kind=kind, value=value, printed=match[0].strip())
                return Numbered(number, text[match.end() :])
    return None


def open_ranks(kinds: Iterable[str]) -> tuple[float, ...]:
    """Return the ranks of the numbers of open sections by their kinds, outermost first ("": no number).

    一是 that begins below a 1. stands below it, not beside it; so does 案例一, which heads a whole collection elsewhere.
    """
    ranks: list[float] = []
    for kind in kinds:
        rank = RANKS.get(kind, 0)
        ranks.append(max(rank, ranks[-1] + 0.5) if kind in _FLOATING and ranks else rank)
    return tuple(ranks)


def rank_below(number: SectionNumber | None, kinds: Sequence[str]) -> float:
    """Return the rank of the next number after open sections with numbers of some `kinds`, outermost first.

    Without a number a heading ranks above all numbered ones but attachments.
    """
    kind = number.kind if number else ""
    ranks = open_ranks((*kinds, kind))
    return ranks[kinds.index(kind)] if kind in _FLOATING and kind in kinds else ranks[-1]


def anchor(parent: str, number: SectionNumber) -> str:
    """Return the anchor of a section from its parent's anchor ("" for the report) and its number."""
    letters = _LETTERS.get(number.kind, "")
    if number.kind in {"article", "attachment"}:
        return f"{letters}{number.value}"
    if not parent:
        return f"{letters or 's'}{number.value}"
    if _RESTARTS.fullmatch(parent):
        letters = letters or "s"
    return f"{parent}-{letters}{number.value}"
