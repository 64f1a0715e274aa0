"""What became of published reports: corrections, withdrawals, addresses that lead elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sitegen.render.views.links import Group, Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of words that stayed, went or came."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A place that was corrected: `anchor` of a passage or section, "" where it is gone; or the `field` of the front matter.

    `heading` is that of the section it stands in.  `stretches` are the words around each difference.
    """

    anchor: str
    field: str
    heading: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What happened to a published report on a day: it was `corrected`, `withdrawn` or `moved`.

    `page` is where the reader is led.  `changes` are the first of `count` places that were corrected.
    """

    kind: Literal["corrected", "withdrawn", "moved"]
    date: str
    page: str
    title: str
    issuer: str
    year: int
    reason: str
    changes: tuple[Change, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """The public list of corrections: what happened, by day, the newest first; `feed` is where its feed lies."""

    groups: tuple[Group[Happening], ...]
    count: int
    pager: Pager
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What stands at an address whose page is no more: where it leads (`target`, "" if it was withdrawn), when and why.

    `issuer` and `year` say what stood there, where that is known.
    """

    target: str
    anchor: str
    date: str
    reason: str
    issuer: str
    year: int
