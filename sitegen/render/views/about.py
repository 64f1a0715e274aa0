"""The page about the archive and its data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from sitegen.render.views.links import Counts, Link, Quote


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter of the manual: its HTML, which comes from this package, and its sections for the contents.

    `chapters` are all chapters in order; the page of this one is among them.
    """

    html: Markup
    headings: tuple[tuple[str, str], ...]
    chapters: tuple[Link, ...]
