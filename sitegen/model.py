"""The vocabulary: every value that passes from one module to another.

All types are frozen, compare by value and hold tuples only, so that a stage can be cached
by what goes in and a test can state what comes out.  They carry no behaviour beyond walking
their own parts.  What concerns only the person at the keyboard (a line number, a doubt) is
left out of comparison: moving a paragraph down a line does not make it another paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator


# ---------------------------------------------------------------- what went wrong or looks odd


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One doubtful place or expected failure.

    `code` names its kind in `errors.KINDS`, which holds the message and the hint; `values`
    fill their fields.  `where` is a file, report id or address; `line` counts from 1 (0: none).
    """

    code: str
    where: str = ""
    line: int = 0
    values: tuple[tuple[str, str], ...] = ()


# ---------------------------------------------------------------- what a reader returns


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a report came from: file name, SHA-256 of its bytes (hex), address if known."""

    name: str
    sha256: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of running text as it stands in the source; `level` > 0 if the source marks a heading.

    `line` counts lines of a text and paragraphs of a Word file from 1; `page` counts the pages of a PDF from 1.
    What the source's typography says: `is_centred`; `is_bold` if all of it is bold or in a heading
    face such as 黑体; `size` of its characters in points (0: unknown).
    """

    text: str
    line: int = 0
    level: int = 0
    page: int = 0
    is_centred: bool = False
    is_bold: bool = False
    size: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the source: rows of cell texts, all rows of one length."""

    rows: tuple[tuple[str, ...], ...]
    line: int = 0
    page: int = 0


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a source says about itself outside its running text: a web page in its <meta> tags. "" if nothing.

    `published` is an ISO 8601 date.
    """

    title: str = ""
    published: str = ""
    issuer: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a source file holds, before anything is made of it."""

    source: Source
    blocks: tuple[Block, ...]
    hints: Hints = field(default_factory=Hints)
    problems: tuple[Problem, ...] = field(default=(), compare=False)


# ---------------------------------------------------------------- a report


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionNumber:
    """A printed section number: 一、 is kind `han`, value 1, printed `一、`."""

    kind: str
    value: int
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence, or an item of a `；` list: `start` and `end` (exclusive) are offsets in `Passage.text`."""

    anchor: str
    start: int
    end: int


PassageKind = Literal["paragraph", "list", "table", "quote", "code", "rule", "image"]


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

    def walk(self) -> Iterator[tuple[Section, ...]]:
        """Yield the path to this section and to every section below it, in reading order."""
        yield (self,)
        for child in self.sections:
            for path in child.walk():
                yield (self, *path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """An anchor whose passage is gone: links to it land at `parent` ("" for the report) and say so."""

    anchor: str
    parent: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report: front matter, the passages before the first section, the sections."""

    id: str
    meta: ReportMeta
    passages: tuple[Passage, ...] = ()
    sections: tuple[Section, ...] = ()
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


# ---------------------------------------------------------------- the archive


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Ref:
    """A place in the archive: `wujiaochang/2023#s4-2-p3-c2`."""

    report: str
    anchor: str

    def __str__(self) -> str:
        return f"{self.report}#{self.anchor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A cross-link from one clause to one of another report, with its reason.

    `grade` is `same` (the same initiative) or `related`; `initiative` is the id of the initiative
    that both report ("" if none); `terms` are the words and names that both share.
    """

    origin: Ref
    target: Ref
    score: float
    grade: Literal["same", "related"]
    terms: tuple[str, ...]
    initiative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """An undertaking that reports tell of: 加装电梯.  `members` are the clauses that report it."""

    id: str
    name: str
    field: str
    aliases: tuple[str, ...]
    members: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """By how much a figure went up or down, and against what (`同比`, `较2021年`; "" if not said)."""

    direction: Literal["up", "down"]
    value: str
    unit: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a report states: `printed` is how (3.1万余人次), at `start`:`end` of the passage's text.

    `value` is the printed number in digits, `unit` its unit with the scale (3.1, 万人次); `number` and `base`
    are both normalised (31000, 人次).  `period` is a year or `2021-2025`, "" where it is the report's own.
    """

    report: str
    anchor: str
    indicator: str
    printed: str
    value: str
    unit: str
    number: str
    base: str
    kind: Literal["level", "change", "rank", "target", "duration"]
    quote: str
    start: int
    end: int
    qualifier: str = ""
    period: str = ""
    stage: str = ""
    change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All reports, sorted by id, and what was found between them."""

    reports: tuple[Report, ...]
    related: tuple[Related, ...] = ()
    initiatives: tuple[Initiative, ...] = ()


# ---------------------------------------------------------------- the site


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the configuration says of the site as a whole.

    `base_url` is where it will be published ("" if unknown); the identifiers are those that the
    rules for government sites ask for in the footer, each "" where it does not apply.
    """

    title: str
    description: str = ""
    base_url: str = ""
    theme: str = "default"
    organizer: str = ""
    site_code: str = ""
    icp: str = ""
    police: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A file of the built site: `path` from its root, with `/`."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme with what it inherits merged in: `templates/…`, `assets/…`, `strings*.toml`, sorted by path."""

    name: str
    files: tuple[OutputFile, ...]
