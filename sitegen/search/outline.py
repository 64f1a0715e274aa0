"""A report as a row of entries below headings: what is searched and what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Passage, Report, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEntry:
    """A heading as printed; `parent` is the index of the section around it, -1 for none."""

    anchor: str
    parent: int
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A passage (or a bare heading: `text` is "") and the index of its section, -1 before the first.

    `clauses` are anchor, start and end (offsets in `text`); `folded` is the folded text.
    """

    anchor: str
    section: int
    text: str
    folded: str
    lead: int = 0
    clauses: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingText:
    """The folded headings of a section and of those around it, joined by |, and the entries they stand over."""

    text: str
    first: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The sections of a report, its entries, and the headings over them."""

    sections: tuple[SectionEntry, ...]
    entries: tuple[Entry, ...]
    headings: tuple[HeadingText, ...]


def outline_of(report: Report) -> Outline:
    """Return the outline of `report`; the entries of a section stand side by side."""
    sections: list[SectionEntry] = []
    headings: list[HeadingText] = []
    entries = [_entry(passage, -1) for passage in report.passages if passage.text]
    numbers: dict[str, int] = {}
    for path in report.walk():
        section, first = path[-1], len(entries)
        parent = numbers[path[-2].anchor] if len(path) > 1 else -1
        number = numbers[section.anchor] = len(sections)
        sections.append(SectionEntry(anchor=section.anchor, parent=parent, heading=section.heading))
        entries += _section_entries(section, number)
        above = headings[parent].text + "|" if parent >= 0 else ""
        text = above + words.fold(section.heading)
        headings.append(HeadingText(text=text, first=first, count=len(entries) - first))
    return Outline(sections=tuple(sections), entries=tuple(entries), headings=tuple(headings))


def _section_entries(section: Section, number: int) -> Iterator[Entry]:
    passages = [passage for passage in section.passages if passage.text]
    if not passages:
        yield Entry(anchor=section.anchor, section=number, text="", folded="")
    for passage in passages:
        yield _entry(passage, number)


def _entry(passage: Passage, section: int) -> Entry:
    clauses = tuple((clause.anchor, clause.start, clause.end) for clause in passage.clauses)
    return Entry(
        anchor=passage.anchor,
        section=section,
        text=passage.text,
        folded=words.fold(passage.text),
        lead=passage.lead,
        clauses=clauses,
    )
