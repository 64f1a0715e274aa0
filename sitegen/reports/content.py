"""The content file: a report as Markdown that a clerk can read and edit, and back.

`loads(dumps(report)) == report` for every report that the importer makes.  What an editor writes by
hand is read leniently: a heading without anchor gets one from its number, a wrong one is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sitegen.errors import problem
from sitegen.markup import MarkdownBlock, escape_inline, escape_text, split_blocks
from sitegen.model import Passage, Report, Section
from sitegen.numbering import anchor, parse_number
from sitegen.reports import anchors, frontmatter
from sitegen.urls import is_anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Problem, ReportMeta, SectionNumber

_TOP = 2
"""Level of the headings of first-level sections; the page's own heading is the title."""


def loads(report_id: str, text: str, lock: anchors.Lock = anchors.EMPTY) -> Report:
    """Read a content file; `lock` holds the anchors it had before.

    Raises `SitegenError` if the front matter cannot be used.
    """
    where = f"{report_id}.md"
    head, body, first_line = frontmatter.split(where, text)
    meta = frontmatter.loads(where, head)
    reader = _Reader(where, lock)
    for block in split_blocks(body, first_line):
        reader.add(block)
    report = Report(
        id=report_id,
        meta=meta,
        passages=tuple(reader.root.passages),
        sections=tuple(map(_close, reader.root.sections)),
    )
    return replace(anchors.assign(report, lock), problems=tuple(reader.problems))


def loads_meta(report_id: str, text: str) -> ReportMeta:
    """Read what a content file says of its report, and nothing of the report itself.

    Raises `SitegenError` if the front matter cannot be used.
    """
    where = f"{report_id}.md"
    head, _, _ = frontmatter.split(where, text)
    return frontmatter.loads(where, head)


def dumps(report: Report) -> str:
    """Write a report as a content file."""
    return frontmatter.dumps(report.meta) + "\n" + "\n\n".join(_lines(report)) + "\n"


def number_sections(report: Report) -> Report:
    """Give every section of a newly made report the anchor of its printed number."""
    namer = _Namer(frozenset())
    return replace(report, sections=tuple(_named(section, "", namer) for section in report.sections))


# ---------------------------------------------------------------- writing


def _lines(report: Report) -> Iterator[str]:
    yield from map(_passage_markdown, report.passages)
    for path in report.walk():
        section = path[-1]
        yield f"{'#' * min(6, section.level + _TOP - 1)} {escape_inline(section.heading)} {{#{section.anchor}}}"
        yield from map(_passage_markdown, section.passages)


def _passage_markdown(passage: Passage) -> str:
    if not passage.lead:
        return passage.markdown
    end = len(escape_text(passage.text[: passage.lead]))
    return f"**{passage.markdown[:end]}**{passage.markdown[end:]}"


# ---------------------------------------------------------------- reading


@dataclass(slots=True)
class _Open:
    """A section that is still being read."""

    anchor: str
    level: int
    heading: str
    number: SectionNumber | None
    line: int
    passages: list[Passage] = field(default_factory=list)
    sections: list[_Open] = field(default_factory=list)


def _close(section: _Open) -> Section:
    return Section(
        anchor=section.anchor,
        level=section.level,
        heading=section.heading,
        number=section.number,
        passages=tuple(section.passages),
        sections=tuple(map(_close, section.sections)),
        line=section.line,
    )


class _Namer:
    """Gives out section anchors, none twice and none that a lock has given to something else."""

    def __init__(self, reserved: Iterable[str]) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}
        self._reserved = frozenset(reserved)
        self._unnumbered = 0

    def claim(self, wanted: str) -> str:
        """Return the wanted anchor, or with `_2`, `_3` … where it is taken in this report."""
        name, count = wanted, self._counts.get(wanted, 1)
        while name in self._taken:
            count += 1
            name = f"{wanted}_{count}"
        self._taken.add(name)
        self._counts[wanted] = count
        return name

    def natural(self, parent: str, number: SectionNumber | None) -> str:
        """Return the anchor that follows from a number, or the next `u…`; never a tombstone's."""
        if number is not None:
            wanted = anchor(parent, number)
        else:
            self._unnumbered += 1
            wanted = f"u{self._unnumbered}"
        name = self.claim(wanted)
        while name in self._reserved:
            name = self.claim(wanted)
        return name


def _named(section: Section, parent: str, namer: _Namer) -> Section:
    name = namer.natural(parent, section.number)
    return replace(
        section, anchor=name, sections=tuple(_named(child, name, namer) for child in section.sections)
    )


class _Reader:
    """Builds the tree of a content file block by block."""

    def __init__(self, where: str, lock: anchors.Lock) -> None:
        self.root = _Open("", 0, "", None, 0)
        self.problems: list[Problem] = []
        self._where = where
        self._stack = [self.root]
        self._namer = _Namer(stone.anchor for stone in lock.gone)

    def add(self, block: MarkdownBlock) -> None:
        """Put a block where it belongs."""
        if block.kind == "heading":
            self._open(block)
        else:
            self._stack[-1].passages.append(_passage(block))

    def _open(self, block: MarkdownBlock) -> None:
        wanted = max(1, block.level - _TOP + 1)
        while self._stack[-1].level >= wanted:
            self._stack.pop()
        if wanted > self._stack[-1].level + 1:
            self.problems.append(problem("heading-level", self._where, block.line, heading=block.text[:20]))
        numbered = parse_number(block.text)
        number = numbered.number if numbered else None
        parent = self._stack[-1]
        section = _Open(self._anchor(block, parent, number), parent.level + 1, block.text, number, block.line)
        parent.sections.append(section)
        self._stack.append(section)

    def _anchor(self, block: MarkdownBlock, parent: _Open, number: SectionNumber | None) -> str:
        if not block.anchor:
            return self._namer.natural(parent.anchor, number)
        if not is_anchor(block.anchor):
            self.problems.append(problem("anchor-invalid", self._where, block.line, anchor=block.anchor))
            return self._namer.natural(parent.anchor, number)
        given = self._namer.claim(block.anchor)
        if given != block.anchor:
            self.problems.append(
                problem("anchor-repeated", self._where, block.line, anchor=block.anchor, other=given)
            )
        return given


def _passage(block: MarkdownBlock) -> Passage:
    if block.kind == "heading":
        raise AssertionError(block)
    return Passage(
        anchor="",
        kind=block.kind,
        text=block.text,
        markdown=block.markdown,
        html=block.html,
        lead=block.lead,
        line=block.line,
    )
