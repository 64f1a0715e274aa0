"""What stands side by side: one office year on year, and words that stand in an older report as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.model.pickling import pickled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model.figures import Figure
    from sitegen.model.places import Ref


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A clause of the newer report and the one of the older report that it goes on with, by their anchors.

    `is_verbatim` if both have the same words, marks and blanks aside.
    """

    newer: str
    older: str
    is_verbatim: bool


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePair:
    """What both reports state of an indicator, each for its own year: one unit, kind, stage and basis."""

    indicator: str
    older: Figure
    newer: Figure


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class YearOnYear:
    """Two reports of one office and kind, by their ids, one after the other: the clauses that go on, and the figures.

    `aligned` has a line for each clause of the newer report that goes on with one of the older, in reading order;
    `added` are its other clauses that report something, `dropped` those of the older that nothing goes on with.
    """

    older: str
    newer: str
    aligned: Sequence[Aligned]
    added: Sequence[str]
    dropped: Sequence[str]
    figures: Sequence[FigurePair] = ()


@pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """Words of a passage, `start`:`end` of its text, that stand in another report as well, at the clause `source`.

    The other report is older, or of the same year, for then nobody can tell which was first.  `characters` is how many
    letters, digits and Chinese characters both have in common.
    """

    report: str
    passage: str
    start: int
    end: int
    source: Ref
    characters: int
