"""What a report brings to the archive's links, worked out for each report by itself.

A clause is reduced to its *substance*: folded, without marks, numbers, the report's own place
names and the stock phrasing that all reports share (`stock_phrases.txt`).  Plain TF-IDF without
this step links honours to honours and slogans to slogans; leaving stock phrasing out was the
largest single gain in precision of all methods measured.  Names that the lexicons know are never
cut out, so that 服务包 keeps its 服务.

An `Analysis` depends on its report and the lexicon alone, is frozen and small, and can be cached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from sitegen.archive.programmes import given_names, runs
from sitegen.archive.topics import unquoted

if TYPE_CHECKING:
    from sitegen.archive.topics import Lexicon, Mention
    from sitegen.model import Clause, Passage, Report

BREAK: Final = "\n"
"""Stands in a substance where something was cut out: nothing is compared across it."""

_NOT_WORDS: Final = re.compile(r"[^\u3400-\u9fffa-z]+")
_NUMBERS: Final = re.compile(
    r"[0-9][0-9.,:%‰+-]*[a-z]?(?:余|多)?(?:[万亿]|[年月日个项件台户家人名次处场座条])?"
)
_ADMINISTRATIVE: Final = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|自治[州县旗]|人民政府|办事处|街道|地区|[省市区县旗盟州镇乡路])$"
)
_PROCLAIMED: Final = re.compile(
    "为指导|坚强领导|正确领导|领导下|党中央周围|两个确立|四个意识|牢记嘱托|倍感振奋|备受鼓舞"
    "|各位代表|我代表|请予审议|衷心(?:的)?感谢|崇高敬意|清醒|并非易事|齐心协力"
    "|刚刚过去|极不寻常|极不平凡|开局之年|收官之年|代表大会第?.{1,4}次会议|短板弱项|差距较大|困难和(?:问题|挑战)|有待"
    "|存在(?:一些|不少|诸多|许多|较多)|存在(?:着)?(?:风险隐患|短板|不足|差距)"
)
"""What marks a clause as address, opening, thanks, self-criticism or allegiance: it reports no undertaking."""
_PRIVATE_USE: Final = 0xF0000
_LONGEST: Final = 400
_SHORTEST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseAnalysis:
    """A clause's anchor, its substance, the topics that it names; `is_linkable` unless it only proclaims.

    `names` are those that it gives to undertakings, `runs` what may hold such names (`programmes`).
    """

    anchor: str
    substance: str
    mentions: tuple[Mention, ...]
    is_linkable: bool
    names: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All clauses of a report, in reading order."""

    report: str
    clauses: tuple[ClauseAnalysis, ...]


def analyse(report: Report, lexicon: Lexicon) -> Analysis:
    """Return what a report brings to the archive: pure, to be cached by the report and the lexicon."""
    names = own_names(report)
    cutter = re.compile("|".join((*map(re.escape, names), _NUMBERS.pattern)))
    clauses = tuple(
        _analysed(passage, clause, cutter, lexicon)
        for _, passage in report.walk_passages()
        if passage.kind in {"paragraph", "list", "quote"}
        for clause in passage.clauses
    )
    return Analysis(report=report.id, clauses=clauses)


def own_names(report: Report) -> tuple[str, ...]:
    """Return the names, longest first, by which a report speaks of its own place: 五角场街道, 五角场, 杨浦区, 杨浦."""
    forms = set()
    for name in (report.meta.issuer, *report.meta.region):
        folded = unquoted(name)
        while len(folded) > 1:
            forms.add(folded)
            shorter = _ADMINISTRATIVE.sub("", folded)
            if shorter == folded:
                break
            folded = shorter
    return tuple(sorted((form for form in forms if len(form) > 1), key=lambda form: (-len(form), form)))


def substance(text: str, kept: tuple[str, ...] = ()) -> str:
    """Return what is left of an `unquoted` text without stock phrasing and marks; words in `kept` stay whole."""
    ordered = sorted(set(kept), key=lambda words: (-len(words), words))
    signs = {words: chr(_PRIVATE_USE + place) for place, words in enumerate(ordered)}
    for words, sign in signs.items():
        text = text.replace(words, sign)
    bare = _stock().sub(BREAK, text)
    for words, sign in signs.items():
        bare = bare.replace(sign, words)
    return _NOT_WORDS.sub(BREAK, bare).strip(BREAK)


def proclaims(text: str) -> bool:
    """Tell whether an `unquoted` text is address, thanks, self-criticism or allegiance: it reports no undertaking."""
    return _PROCLAIMED.search(text) is not None


@cache
def stock_phrases() -> tuple[str, ...]:
    """Return the stock phrases, longest first."""
    lines = resources.files(__package__).joinpath("stock_phrases.txt").read_text("utf-8").splitlines()
    words = {unquoted(word) for line in lines if not line.startswith("#") for word in line.split()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _stock() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase) for phrase in stock_phrases()))


def _analysed(passage: Passage, clause: Clause, cutter: re.Pattern[str], lexicon: Lexicon) -> ClauseAnalysis:
    text = unquoted(passage.clause_text(clause))
    named = lexicon.mentions(text)
    bare = cutter.sub(BREAK, text)
    left = substance(bare, tuple(words for mention in named for words in mention.words))
    return ClauseAnalysis(
        anchor=clause.anchor,
        substance=left,
        mentions=named,
        is_linkable=not proclaims(text) and _is_linkable(passage, clause, left, named),
        names=given_names(text),
        runs=runs(text),
    )


def _is_linkable(passage: Passage, clause: Clause, left: str, named: tuple[Mention, ...]) -> bool:
    """Tell whether a clause reports something: no lead, no mere phrasing, not too long to point at.

    A clause of which little more than stock phrasing is left counts only if it names a topic.
    """
    length = len(left.replace(BREAK, ""))
    is_lead = clause.end <= passage.lead + 1
    is_said = length >= _SHORTEST or (bool(named) and length > 1)
    return is_said and not is_lead and clause.end - clause.start <= _LONGEST
