"""What is wrong with an archive, report by report, counted as the panel shows it.

An archive of thousands has tens of thousands of doubtful places, and a save changes those of one report.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sitegen.errors import KINDS
from sitegen.urls import is_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.checking import Finding
    from sitegen.model import Problem

GRAVITY: Final = ("error", "doubt", "note")
"""How grave a problem is, the gravest first."""
_FAMILIES: Final = {
    "number": "numbering", "heading": "numbering",
    "anchor": "anchors", "anchors": "anchors", "id": "anchors",
    "link": "links", "page": "links", "move": "links", "moves": "links",
    "quotes": "text", "brackets": "text", "stop": "text", "sentences": "text", "text": "text", "space": "text",
    "private": "text", "characters": "text",
    "front": "metadata",
    "personal": "personal",
    "figure": "figures", "figures": "figures", "correction": "figures", "corrections": "figures",
    "file": "files", "draft": "files", "record": "files",
}  # fmt: skip
"""The family of a problem by the first word of its code; all others are of the family `site`."""


class Group:
    """What is wrong with one report, "" for what is wrong with none, each once.

    `families` says how many there are of each, `pressing` how many are more than a note.
    """

    def __init__(self, report: str, findings: Iterable[Finding]) -> None:
        self.report, self.findings = report, tuple(dict.fromkeys(findings))
        self._by_gravity = {
            gravity: [each for each in self.findings if KINDS[each.problem.code].severity == gravity]
            for gravity in GRAVITY
        }
        self.families = tuple(Counter(family_of(each.problem) for each in self.findings).items())
        self.pressing = len(self.findings) - len(self._by_gravity["note"])

    def of(self, gravity: str) -> list[Finding]:
        """Return what is so grave."""
        return self._by_gravity[gravity]


class Groups:
    """What is wrong with the reports of an archive; how much it is of each family, and more than a note, is counted as it changes."""

    def __init__(self) -> None:
        self._groups: dict[str, Group] = {}
        self._order: list[str] = []
        self.families: Counter[str] = Counter()
        self.pressing = 0

    def put(self, report: str, findings: Iterable[Finding]) -> None:
        """Put what is wrong with a report, if anything is, in the place of what was."""
        before, now = self._groups.pop(report, None), Group(report, findings)
        for group, sign in ((before, -1), (now, 1)):
            for family, count in group.families if group else ():
                self.families[family] += sign * count
            self.pressing += sign * group.pressing if group else 0
        if before is not None and not now.findings:
            del self._order[bisect_left(self._order, _last_if_none(report), key=_last_if_none)]
        if now.findings:
            self._groups[report] = now
            if before is None:
                insort(self._order, report, key=_last_if_none)

    def listed(self) -> list[Group]:
        """Return it by report, what is wrong with none at last."""
        return [self._groups[report] for report in self._order]


def _last_if_none(report: str) -> tuple[bool, str]:
    return not report, report


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Return findings by report, in the order in which reports come first."""
    found: dict[str, list[Finding]] = {}
    for each in findings:
        found.setdefault(report_named(each.problem), []).append(each)
    return [Group(report, some) for report, some in found.items()]


def family_of(problem: Problem) -> str:
    """Return the family of a problem: what the panel can be filtered by."""
    return _FAMILIES.get(problem.code.partition("-")[0], "site")


def report_named(problem: Problem) -> str:
    """Return the id of the report that a problem is about, "" if it is about none."""
    return _report_in(problem.where)


@lru_cache(maxsize=1 << 15)
def _report_in(where: str) -> str:
    name = where.rpartition("/")[2]
    stem = where[: len(where) - len(name)] + name.partition(".")[0]
    return stem if is_id(stem) and "." in name and not name.endswith((".toml", ".html")) else ""
