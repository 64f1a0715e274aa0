"""What the templates are given: one frozen type per kind of page.

A page is a value, so that a cache can key on it and a test can state it.  It holds what the archive
says and nothing that a theme says: no sentence, no link text, no markup.  These types cross no border
but the one to the templates, which is why they live here and not in `model`; `themes/README.md`
documents each field for those who write themes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from sitegen.model import Passage, Report

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside the site: its words, the file it leads to from the root, how many things are there."""

    text: str
    page: str
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A report in a list."""

    page: str
    title: str
    issuer: str
    region: tuple[str, ...]
    year: int
    kind: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a report, quoted on another page: `anchor` is their place in the file `page`."""

    page: str
    anchor: str
    issuer: str
    region: tuple[str, ...]
    year: int
    title: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A cross-link of a report page: why it is one, and what is found there."""

    grade: Literal["same", "related"]
    terms: tuple[str, ...]
    initiative: Link | None
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The cross-links of one clause, those to the same initiative first.

    `anchor` is the clause, `opening` its first words.  `number` counts the notes of a passage from 1; where
    the clause is the whole passage it is 0 and `opening` is empty, for there is nothing to tell apart.
    """

    anchor: str
    number: int
    opening: str
    crossings: tuple[Crossing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside one passage: its notes in reading order, and all their cross-links."""

    passage: str
    notes: tuple[Note, ...]

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """Return the cross-links of all notes."""
        return tuple(crossing for note in self.notes for crossing in note.crossings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Generic[Item]):
    """Items under a title ("" for none); `page` is the title's own page ("" if it has none)."""

    title: str
    items: tuple[Item, ...]
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """The pages that a long list is divided into; `number` counts from 1."""

    number: int
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the archive holds, and from which year to which."""

    reports: int
    issuers: int
    regions: int
    initiatives: int
    related: int
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The home page: the newest reports and the ways into the archive, the fullest first."""

    latest: tuple[Entry, ...]
    regions: tuple[Link, ...]
    issuers: tuple[Link, ...]
    years: tuple[Link, ...]
    initiatives: tuple[Link, ...]
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """All issuers, regions, years or initiatives: links in groups."""

    groups: tuple[Group[Link], ...]
    count: int
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The reports of one issuer, region or year, in groups; `parts` are the regions within a region.

    `feed` is where the feed of an issuer lies, "" for a region or year.
    """

    groups: tuple[Group[Entry], ...]
    count: int
    pager: Pager
    region: tuple[str, ...] = ()
    parts: tuple[Link, ...] = ()
    feed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeView:
    """An initiative and the words of every report that tells of it, grouped by issuer."""

    aliases: tuple[str, ...]
    field: str
    groups: tuple[Group[Quote], ...]
    count: int
    pager: Pager
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report page: the report, what stands beside its passages, its neighbours of the same issuer.

    `opening` are the passages before the first section.  `gone` are the anchors of tombstones by where
    they land: a section, a passage or "" for the report.  `files` are its text as files, from the root.
    """

    report: Report
    opening: tuple[Passage, ...]
    beside: tuple[Beside, ...]
    gone: tuple[Group[str], ...]
    issuer: Link
    regions: tuple[Link, ...]
    year: Link
    previous: Entry | None
    following: Entry | None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a citation: plain `text`, or a slot (`url`, `day`, `place`) that a script fills for a place.

    `before` and `after` belong to a slot and appear with what fills it.
    """

    text: str = ""
    slot: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation in one `style`: `gbt`, `bibtex`, `ris` or `csl`."""

    style: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a data file: `name` with the names it lies in (`source.name`), type and meaning."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file that can be downloaded: where it lies, bytes, SHA-256 (hex)."""

    page: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """A set of data as the page about the archive describes it."""

    name: str
    meaning: str
    schema: str
    parts: tuple[Part, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The page about the archive: what it holds, its data files field by field."""

    counts: Counts
    data: tuple[DataSet, ...]
    example: Quote | None


Content = Home | Directory | Listing | InitiativeView | ReportView | About | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site before a theme gives it its looks.

    `path` is its file from the root, `template` the template that renders it, `part` the part of the
    site it belongs to (`issuers`), `title` its name as far as the archive knows it ("" where the theme
    names it), `description` a sentence for search engines, `trail` the pages above it within its part.
    """

    path: str
    template: str
    part: str
    title: str = ""
    description: str = ""
    trail: tuple[Link, ...] = ()
    content: Content = None
