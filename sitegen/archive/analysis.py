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

from sitegen.archive.forms import is_general, is_label, is_roll, is_statistic, proclaims, slogans
from sitegen.archive.programmes import given_names, runs
from sitegen.archive.topics import unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.archive.topics import Lexicon, Mention
    from sitegen.model import Clause, Passage, Report

BREAK: Final = "\n"
"""Stands in a substance where something was cut out: nothing is compared across it; in a divided text before and after it."""

_NOT_WORDS: Final = re.compile(r"[^\u3400-\u9fffa-z]+")
_NUMBERS: Final = re.compile(
    r"[0-9][0-9.,:%‰+-]*[a-z]?(?:余|多)?(?:[万亿]|[年月日个项件台户家人名次处场座条])?"
)
_ADMINISTRATIVE: Final = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|自治[州县旗]|人民政府|办事处|街道|地区|[省市区县旗盟州镇乡路])$"
)
_PRIVATE_USE: Final = 0xF0000
_SIGNS: Final = re.compile("[\U000f0000-\U000fffff]+")
_LONGEST: Final = 400
_SHORTEST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseAnalysis:
    """A clause's anchor, its `divided` text, the topics that it names; `is_linkable` unless it only proclaims.

    `is_statistic` if it only states quantities.  `year` is that of its report.  `names` are those that it gives to undertakings, `runs` what may hold such names
    (`programmes`).
    """

    anchor: str
    text: str
    mentions: tuple[Mention, ...]
    is_linkable: bool
    is_statistic: bool = False
    year: int = 0
    names: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()

    @property
    def substance(self) -> str:
        """What of the text is compared."""
        return _kept(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All clauses of a report, in reading order."""

    report: str
    clauses: Sequence[ClauseAnalysis]


def analyse(report: Report, lexicon: Lexicon) -> Analysis:
    """Return what a report brings to the archive: pure, to be cached by the report and the lexicon."""
    names = own_names(report)
    cutter = re.compile("|".join((*map(re.escape, names), _NUMBERS.pattern)))
    clauses = tuple(
        _analysed(passage, clause, cutter, lexicon, report.meta.year)
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
    return _kept(divided(text, text, kept))


def divided(text: str, bare: str, kept: tuple[str, ...] = ()) -> str:
    """Return an `unquoted` text in which BREAK parts what is compared from what is not: the first piece is, the second is not.

    `bare` is the text with BREAK in the place of each character that is not to be compared; stock phrasing and marks
    follow.  Words in `kept` stay whole.
    """
    for place, words in enumerate(sorted(set(kept), key=lambda words: (-len(words), words))):
        bare = bare.replace(words, chr(_PRIVATE_USE + place) * len(words))
    bare = _SIGNS.sub(lambda sign: text[sign.start() : sign.end()], _stock().sub(_blank, bare))
    pieces, at = [], 0
    for gap in _NOT_WORDS.finditer(bare):
        pieces += [text[at : gap.start()], text[gap.start() : gap.end()]]
        at = gap.end()
    return BREAK.join([*pieces, text[at:]])


def _blank(match: re.Match[str]) -> str:
    return BREAK * len(match[0])


def _kept(text: str) -> str:
    return BREAK.join(filter(None, text.split(BREAK)[::2]))


@cache
def stock_phrases() -> tuple[str, ...]:
    """Return the stock phrases, longest first."""
    lines = resources.files(__package__).joinpath("stock_phrases.txt").read_text("utf-8").splitlines()
    words = {unquoted(word) for line in lines if not line.startswith("#") for word in line.split()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _stock() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase) for phrase in stock_phrases()))


def _analysed(
    passage: Passage, clause: Clause, cutter: re.Pattern[str], lexicon: Lexicon, year: int
) -> ClauseAnalysis:
    text = unquoted(passage.clause_text(clause))
    named = () if is_roll(text) else lexicon.mentions(text)
    topics = [mention.topic for mention in named]
    bare = cutter.sub(_blank, text)
    for start, end in slogans(text):
        bare = bare[:start] + BREAK * (end - start) + bare[end:]
    left = divided(text, bare, tuple(words for mention in named for words in mention.words))
    return ClauseAnalysis(
        anchor=clause.anchor,
        text=left,
        mentions=named,
        is_linkable=_reports(passage, text, named) and _is_linkable(passage, clause, _kept(left), named),
        is_statistic=is_statistic(text, names_initiative=any(map(lexicon.is_initiative, topics))),
        year=year,
        names=given_names(text),
        runs=runs(text),
    )


def _reports(passage: Passage, text: str, named: tuple[Mention, ...]) -> bool:
    """Tell whether a clause reports an undertaking, by its form; one that names a topic may be short or a couplet."""
    if proclaims(text) or is_roll(text):
        return False
    return bool(named) or not (is_general(text) or is_label(passage.text))


def _is_linkable(passage: Passage, clause: Clause, left: str, named: tuple[Mention, ...]) -> bool:
    """Tell whether a clause says something: no lead, no mere phrasing, not too long to point at.

    A clause of which little more than stock phrasing is left counts only if it names a topic.
    """
    length = len(left.replace(BREAK, ""))
    is_lead = clause.end <= passage.lead + 1
    is_said = length >= _SHORTEST or (bool(named) and length > 1)
    return is_said and not is_lead and clause.end - clause.start <= _LONGEST
