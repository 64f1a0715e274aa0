"""What was published, what has become of it since, and what was corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A place of a published report whose words changed.

    `anchor` is a passage or section, or the name of a field of the front matter (`title`).  `before` is ""
    for words that were added, `after` is "" for words that were removed.
    """

    anchor: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a publication changed of a report that was published before: the day (ISO 8601), why, and where."""

    date: str
    reason: str
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was ever published of a report.

    `first` is the day of its first publication, `anchors` all that were ever published, sorted; `version` is a hash of
    the words that were published last (hex).  Title, issuer and year are those of the last publication, for the
    notice that stands in its place once it is withdrawn.
    """

    report: str
    first: str
    title: str
    issuer: str
    year: int
    version: str
    anchors: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The keeper's word on where a published address leads: `page` is a file from the site's root, `anchor` a place on it ("" for all of it).

    `target` is the page that it leads to now, `target_anchor` the place there; both are "" where what stood there is gone.
    """

    page: str
    anchor: str = ""
    target: str = ""
    target_anchor: str = ""
    date: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """A page that stands at a published address whose own page is no more; `target` is "" where it was withdrawn.

    `title`, `issuer` and `year` say what stood there, where that is known ("" and 0 if not).
    """

    page: str
    target: str = ""
    target_anchor: str = ""
    date: str = ""
    reason: str = ""
    title: str = ""
    issuer: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of the public list of corrections: a report was corrected, withdrawn or got another address.

    `page` is where the reader is led; `title`, `issuer` and `year` name the report.
    """

    kind: Literal["corrected", "withdrawn", "moved"]
    date: str
    report: str
    page: str
    title: str
    issuer: str
    year: int
    reason: str = ""
    revisions: tuple[Revision, ...] = ()
