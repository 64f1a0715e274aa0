"""A report: front matter, sections, passages, clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from sitegen.model.pickling import pickled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model.documents import Source
    from sitegen.model.problems import Problem


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class SectionNumber:
    """A printed section number: 一、 is kind `han`, value 1, printed `一、`."""

    kind: str
    value: int
    printed: str


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence, or an item of a `；` list: `start` and `end` (exclusive) are offsets in `Passage.text`."""

    anchor: str
    start: int
    end: int


PassageKind = Literal["paragraph", "list", "table", "quote", "code", "rule", "image"]


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, list or table of a report: the smallest thing with a place of its own.

    `text` is plain text, `markdown` what the content file holds (without the lead's asterisks).
    `html` is sanitised and empty where the text has no markup, which is the rule.
    `lead` is the length of the lead sentence at the start of `text` (0: none), its stop not counted.
    """

    anchor: str
    kind: PassageKind
    text: str
    markdown: str
    html: str = ""
    lead: int = 0
    clauses: tuple[Clause, ...] = ()
    line: int = field(default=0, compare=False)

    def clause_text(self, clause: Clause) -> str:
        """Return the words of a clause."""
        return self.text[clause.start : clause.end]


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered (or unnumbered) section: heading as printed, own passages, then subsections.

    `level` counts from 1.  A run-in heading ends with its printed stop: `（一）主题教育求实效。`
    """

    anchor: str
    level: int
    heading: str
    number: SectionNumber | None = None
    passages: tuple[Passage, ...] = ()
    sections: tuple[Section, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def is_bare(self) -> bool:
        """Whether the heading is a number without words: 第三条, 附件1, a 一、 that no title follows."""
        return self.number is not None and self.heading == self.number.printed

    def walk(self) -> Iterator[tuple[Section, ...]]:
        """Yield the path to this section and to every section below it, in reading order."""
        yield (self,)
        for child in self.sections:
            for path in child.walk():
                yield (self, *path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """An anchor whose passage is gone: links to it land at `parent` ("" for the report) and say so.

    Where it is known, `date` and `reason` say when and why, and `target` where its words stand now: a file from
    the site's root, with `target_anchor` the place in it.
    """

    anchor: str
    parent: str
    date: str = ""
    reason: str = ""
    target: str = ""
    target_anchor: str = ""


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMeta:
    """The front matter.  `region` goes from large to small (上海市, 杨浦区); dates are ISO 8601 or ""."""

    title: str
    issuer: str
    region: tuple[str, ...]
    year: int
    kind: str
    published: str
    delivered: str = ""
    source: Source | None = None


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report: front matter, the passages before the first section, the sections."""

    id: str
    meta: ReportMeta
    passages: Sequence[Passage] = ()
    sections: Sequence[Section] = ()
    gone: tuple[Tombstone, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def walk(self) -> Iterator[tuple[Section, ...]]:
        """Yield the path (outermost first) to every section, in reading order."""
        for section in self.sections:
            yield from section.walk()

    def walk_passages(self) -> Iterator[tuple[tuple[Section, ...], Passage]]:
        """Yield every passage with the path of sections that it stands in, in reading order."""
        for passage in self.passages:
            yield (), passage
        for path in self.walk():
            for passage in path[-1].passages:
                yield path, passage
