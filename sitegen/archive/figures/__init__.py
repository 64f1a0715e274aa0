"""Report → Figures: every number that the report states, with what it counts and where it stands.

`extract` looks at one report by itself, so that a build can keep what it found.  Prose is read by `prose`,
tables by `tables`.  Rules of our own rather than a library: those that exist take 五角场 for five jiao.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from sitegen.archive.figures import prose, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Figure, Passage, Report, Section

_PLAN: Final = re.compile(
    r"(?:今年|明年|下一步|下步|来年|今后|未来|20\d\d年)[^，。]{0,12}(?:工作|任务|目标|安排|重点|要求|思路|打算|举措)|"
    r"工作(?:安排|打算|思路|部署|要求)|主要(?:预期)?(?:目标|任务)|奋斗目标|总体要求|(?:下一步|下步|来年)"
)
_REVIEW: Final = re.compile(r"回顾|总结|成绩|成效|完成情况|情况|落实|推进")
_PROSE: Final = frozenset(("paragraph", "list", "quote"))


def extract(report: Report) -> tuple[Figure, ...]:
    """Return the figures of a report in reading order."""
    return tuple(
        chain.from_iterable(_read(report, path, passage) for path, passage in report.walk_passages())
    )


def _read(report: Report, path: tuple[Section, ...], passage: Passage) -> Iterator[Figure]:
    is_plan = _is_plan(path)
    if passage.kind in _PROSE:
        yield from prose.read(report.id, passage, report.meta.year, is_plan=is_plan)
    elif passage.kind == "table":
        yield from tables.read(report.id, passage, is_plan=is_plan)


def _is_plan(path: tuple[Section, ...]) -> bool:
    """Tell whether a section says what is to be done, from its own heading and those above."""
    return any(_PLAN.search(section.heading) and not _REVIEW.search(section.heading) for section in path)
