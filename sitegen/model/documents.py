"""What a reader returns: a source file as it is printed, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sitegen.model.problems import Problem


Unit = Literal["line", "paragraph", "page"]
"""What the numbers of places in a source count."""


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
    What the source's typography says: `is_centred`; `is_indented` if a text has blanks before it; `is_bold` if all of it
    is bold or in a heading face such as 黑体; `size` of its characters in points (0: unknown).
    """

    text: str
    line: int = 0
    level: int = 0
    page: int = 0
    is_centred: bool = False
    is_indented: bool = False
    is_bold: bool = False
    size: float = 0

    def holding(self, text: str) -> Paragraph:
        """Return the paragraph with another text; itself if it is no other, as in most steps of an import."""
        return self if text == self.text else replace(self, text=text)


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
