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
from itertools import islice
from typing import TYPE_CHECKING, Final

from sitegen.archive.clauses import ClauseAnalysis, put_together, written
from sitegen.archive.dividing import BREAK, compared, divided
from sitegen.archive.forms import is_general, is_label, is_roll, is_statistic, proclaims, slogans
from sitegen.archive.programmes import given_names, runs
from sitegen.archive.topics import unquoted
from sitegen.archive.torn import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.archive.topics import Lexicon, Mention
    from sitegen.model import Clause, Passage, Report

_NUMBERS: Final = re.compile(
    r"[0-9][0-9.,:%‰+-]*[a-z]?(?:余|多)?(?:[万亿]|[年月日个项件台户家人名次处场座条])?"
)
_ADMINISTRATIVE: Final = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|自治[州县旗]|人民政府|办事处|街道|地区|[省市区县旗盟州镇乡路])$"
)
_DIGIT: Final = re.compile("[0-9]")
_LONGEST: Final = 400
_SHORTEST: Final = 8
_KEPT: Final = 1 << 10
"""Passages of which what was made is kept at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All clauses of a report, in reading order."""

    report: str
    clauses: Sequence[ClauseAnalysis]


def analyse(report: Report, lexicon: Lexicon) -> Analysis:
    """Return what a report brings to the archive: pure, to be cached by the report and the lexicon."""
    names, year = own_names(report), report.meta.year
    passages = [
        passage for _, passage in report.walk_passages() if passage.kind in {"paragraph", "list", "quote"}
    ]
    keys = [(passage, names, year) for passage in passages]
    known = {key: found for key in keys if (found := lexicon.analysed.get(key)) is not None}
    missing = [passage for passage, key in zip(passages, keys, strict=True) if key not in known]
    for passage, found in zip(missing, _analysed(missing, names, lexicon, year), strict=True):
        known[passage, names, year] = lexicon.analysed[passage, names, year] = found
    for key in list(lexicon.analysed)[: max(0, len(lexicon.analysed) - _KEPT)]:
        del lexicon.analysed[key]
    return Analysis(report=report.id, clauses=put_together([text for key in keys for text in known[key]]))


def _analysed(
    passages: Sequence[Passage], names: tuple[str, ...], lexicon: Lexicon, year: int
) -> list[tuple[str, ...]]:
    """Return the analysed clauses of passages, `written`; `names` are the `own_names` of their report."""
    cutter = re.compile("|".join((*map(re.escape, names), _NUMBERS.pattern)))
    said = [(passage, clause) for passage in passages for clause in passage.clauses]
    texts = [unquoted(passage.clause_text(clause)) for passage, clause in said]
    listed = lexicon.mentions_of(["" if is_roll(text) else text for text in texts])
    named = [spoken(text, mentions) for text, mentions in zip(texts, listed, strict=True)]
    kept = [tuple(words for mention in each for words in mention.words) for each in named]
    lefts = divided(texts, [_bare(text, cutter) for text in texts], kept)
    clauses = (
        written(_clause(place, text, left, mentions, lexicon, year))
        for place, text, left, mentions in zip(said, texts, lefts, named, strict=True)
    )
    return [tuple(islice(clauses, len(passage.clauses))) for passage in passages]


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


def _bare(text: str, cutter: re.Pattern[str]) -> str:
    """Return a text with BREAK in the place of numbers, own names and slogans."""
    bare = cutter.sub(_blank, text)
    for start, end in slogans(text):
        bare = bare[:start] + BREAK * (end - start) + bare[end:]
    return bare


def _blank(match: re.Match[str]) -> str:
    return BREAK * len(match[0])


def _clause(
    place: tuple[Passage, Clause],
    text: str,
    left: str,
    named: tuple[Mention, ...],
    lexicon: Lexicon,
    year: int,
) -> ClauseAnalysis:
    topics = [mention.topic for mention in named]
    is_said = place[1].end > place[0].lead + 1 and not proclaims(text)
    return ClauseAnalysis(
        anchor=place[1].anchor,
        text=left,
        mentions=named,
        is_linkable=is_said and _is_linkable(*place, text, compared(left), named),
        is_telling=is_said and (_DIGIT.search(text) is not None or _is_done(place[0], text, named)),
        is_statistic=is_statistic(text, names_initiative=any(map(lexicon.is_initiative, topics))),
        year=year,
        names=given_names(text),
        runs=runs(text),
    )


def _is_done(passage: Passage, text: str, named: tuple[Mention, ...]) -> bool:
    """Tell whether a clause reports what is done, by its form; one that names a topic may be short or a couplet."""
    return bool(named) or not (is_general(text) or is_label(passage.text))


def _is_linkable(passage: Passage, clause: Clause, text: str, left: str, named: tuple[Mention, ...]) -> bool:
    """Tell whether a clause says something to link: no roll, no mere phrasing, not too long to point at.

    A clause of which little more than stock phrasing is left counts only if it names a topic.
    """
    length = len(left.replace(BREAK, ""))
    is_enough = length >= _SHORTEST or (bool(named) and length > 1)
    is_done = not is_roll(text) and _is_done(passage, text, named)
    return is_enough and is_done and clause.end - clause.start <= _LONGEST
