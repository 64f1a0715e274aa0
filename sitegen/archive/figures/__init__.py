"""Report → Figures: every number that the report states, with what it counts and where it stands.

`extract` looks at one report by itself, so that a build can keep what it found.  Prose is read by `prose`
(`mentions` finds numbers, `labels` says which count nothing, `naming` and `changes` say what the words around
them mean), tables by `tables`.  `contradictions` compares the figures of one report, `comparable` says
which figures of two reports may stand side by side, `indicators` finds what several reports state, `apply` makes the keeper's corrections.

Rules of our own rather than a library: those that exist take 五角场 for five jiao and 15分钟 for money.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sitegen.archive.figures import prose, tables
from sitegen.archive.figures.comparing import comparable, contradictions
from sitegen.archive.figures.corrections import Correction, apply, parse_corrections, unused
from sitegen.archive.figures.tally import Tally, indicators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Figure, Passage, Report, ReportMeta, Section

__all__ = [
    "Correction",
    "Tally",
    "apply",
    "comparable",
    "contradictions",
    "extract",
    "indicators",
    "parse_corrections",
    "unused",
]

_PLAN: Final = re.compile(
    r"(?:今年|明年|下一步|下步|来年|今后|(?P<year>20\d\d)年)[^，。；]{0,12}(?:工作|任务|目标|安排|重点|要求|思路|打算|举措)|"
    r"工作(?:安排|打算|思路|部署|要求)|主要(?:预期)?(?:目标|任务)|奋斗目标|总体要求|(?:下一步|下步|来年)"
)
_REVIEW: Final = re.compile(r"回顾|总结|成绩|成效|完成情况|情况|落实|推进")
_TURN: Final = re.compile(
    r"(?:今年|明年|(?P<year>20\d\d)年)[^。；，]{0,14}(?:总体要求|工作思路|预期目标|工作安排|工作建议|(?<!年)主要工作)|(?:今年|明年)[^。；，]{0,8}(?:主要目标|重点工作)|"
    r"(?:下一步|下步)工作(?:打算|安排|思路|计划)"
)
_TURN_WITHIN: Final = 60
"""Characters of a paragraph or clause in which a report says that it turns from what was done to what is planned."""
_PROSE: Final = frozenset(("paragraph", "list", "quote"))
_KEPT: Final = 1 << 10
"""Passages of which figures are kept at hand: who edits a report changes one of them at a time."""


def extract(report: Report) -> tuple[Figure, ...]:
    """Return the figures of a report in reading order."""
    return tuple(_walk(report))


def _walk(report: Report) -> Iterator[Figure]:
    turned: frozenset[str] | None = None
    for path, passage in report.walk_passages():
        turn = 0 if turned is not None else _turn(passage, report.meta)
        if turned is None and turn is not None:
            turned = frozenset(section.anchor for section in path)
        reviews = any(_is_review(section) for section in path if section.anchor not in (turned or ()))
        plan_from = 0 if _is_plan(path, report.meta) else None if reviews else turn
        if passage.kind in _PROSE:
            yield from _figures_in(report.id, passage, report.meta.year, plan_from)
        elif passage.kind == "table":
            yield from tables.read(report.id, passage, is_plan=plan_from is not None)


@lru_cache(maxsize=_KEPT)
def _figures_in(report: str, passage: Passage, year: int, plan_from: int | None) -> tuple[Figure, ...]:
    """Return the figures of a passage of prose."""
    return tuple(prose.read(report, passage, year, plan_from=plan_from))


def _turn(passage: Passage, meta: ReportMeta) -> int | None:
    """Return where in a passage the report turns to what is planned; None where it does not."""
    if not _TURN.search(passage.text):
        return None
    starts = (0, *(clause.start for clause in passage.clauses))
    return next((at for at in starts if _turns_at(passage.text, at, meta)), None)


def _turns_at(text: str, start: int, meta: ReportMeta) -> bool:
    stop = text.find("。", start, start + _TURN_WITHIN)
    return _looks_ahead(_TURN.search(text, start, stop if stop >= 0 else start + _TURN_WITHIN), meta)


def _is_plan(path: tuple[Section, ...], meta: ReportMeta) -> bool:
    """Tell whether a section says what is to be done, from its own heading and those above."""
    return any(
        _looks_ahead(_PLAN.search(section.heading), meta) and not _REVIEW.search(section.heading)
        for section in path
    )


def _looks_ahead(words: re.Match[str] | None, meta: ReportMeta) -> bool:
    """Tell whether words announce a plan.

    The year of a summary (工作总结) is the year it looks back on; that of a report to a congress is the year ahead.
    """
    if words is None or not words["year"]:
        return words is not None
    ahead = meta.year + 1 if "总结" in meta.kind or "总结" in meta.title else meta.year
    return int(words["year"]) >= ahead


def _is_review(section: Section) -> bool:
    """Tell whether a section looks back; one that turned to plans within itself no longer counts."""
    return "回顾" in section.heading or "总结" in section.heading
