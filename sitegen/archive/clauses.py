"""The clauses of a report as they are compared, packed: an archive of thousands has more than a million of them.

As objects they took more memory than the columns that they are compared by.  So the clauses of a report lie in one text, and
each is made when it is looked at.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress
from sys import intern
from typing import TYPE_CHECKING, Final, overload

from sitegen.archive.dividing import compared
from sitegen.archive.topics import Mention
from sitegen.model import TupleLike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_END, _FIELD, _ITEM, _PART = "\x1c", "\x1d", "\x1e", "\x1f"
"""Controls, which no folded text has, stand at the end of a clause and between its fields, their items, and the parts of these."""
_LINKABLE: Final = 1
_STATISTIC: Final = 2
_TELLING: Final = 4
_KEPT: Final = 1 << 14
"""Ways to name topics that are kept at hand: many clauses name the same in the same words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseAnalysis:
    """A clause's anchor, its `divided` text, the topics that it names; `is_linkable` unless it only proclaims.

    `is_telling` if it reports something, however little of it can be compared; `is_statistic` if it only states
    quantities.  `year` is that of its report.  `names` are those that it gives to undertakings, `runs` what may hold such
    names (`programmes`).
    """

    anchor: str
    text: str
    mentions: tuple[Mention, ...]
    is_linkable: bool
    is_telling: bool = False
    is_statistic: bool = False
    year: int = 0
    names: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()

    @property
    def substance(self) -> str:
        """What of the text is compared."""
        return compared(self.text)


class Clauses(TupleLike[ClauseAnalysis]):
    """Clauses in a text, each from one of `starts` to an end."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str, starts: array[int]) -> None:
        self._text, self._starts = text, starts

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> ClauseAnalysis: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[ClauseAnalysis, ...]: ...
    def __getitem__(self, at: int | slice) -> ClauseAnalysis | tuple[ClauseAnalysis, ...]:
        return tuple(map(self._at, self._starts[at])) if isinstance(at, slice) else self._at(self._starts[at])

    def __iter__(self) -> Iterator[ClauseAnalysis]:
        return map(self._at, self._starts)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Clauses) and (self._text, self._starts) == (other._text, other._starts):
            return True
        return super().__eq__(other)

    def __hash__(self) -> int:
        return super().__hash__()

    def __reduce__(self) -> tuple[object, ...]:
        return Clauses, (self._text, self._starts)

    def linkable(self) -> Clauses:
        """Return those that are, in the same text; none is made for it."""
        text = self._text
        signs = (int(text[text.index(_FIELD, start) + 1]) for start in self._starts)
        return Clauses(text, array("I", compress(self._starts, (sign & _LINKABLE for sign in signs))))

    def anchors(self) -> list[str]:
        """Return the anchor of each; no clause is made for it."""
        text = self._text
        return [intern(text[start : text.index(_FIELD, start)]) for start in self._starts]

    def texts(self) -> list[str]:
        """Return each as it is `written`; no clause is made for it."""
        text = self._text
        return [text[start : text.index(_END, start) + 1] for start in self._starts]

    def _items(self) -> tuple[ClauseAnalysis, ...]:
        return tuple(self)

    def _at(self, start: int) -> ClauseAnalysis:
        fields = self._text[start : self._text.index(_END, start)].split(_FIELD)
        anchor, signs, year, text, mentions, names, runs = fields
        return ClauseAnalysis(
            anchor=intern(anchor),
            text=text,
            mentions=_mentions(mentions),
            is_linkable=bool(int(signs) & _LINKABLE),
            is_telling=bool(int(signs) & _TELLING),
            is_statistic=bool(int(signs) & _STATISTIC),
            year=int(year),
            names=_unpacked(names),
            runs=_unpacked(runs),
        )


def packed(clauses: Iterable[ClauseAnalysis]) -> Clauses:
    """Return clauses packed; they equal what they were."""
    return put_together(list(map(written, clauses)))


def put_together(texts: Sequence[str]) -> Clauses:
    """Return clauses that were `written` one by one, packed."""
    return Clauses(
        "".join(texts), array("I", accumulate(map(len, texts[:-1]), initial=0)) if texts else array("I")
    )


def linkable(clauses: Sequence[ClauseAnalysis]) -> Sequence[ClauseAnalysis]:
    """Return those of some clauses that are."""
    known = as_packed(clauses)
    if known is not None:
        return known.linkable()
    return tuple(clause for clause in clauses if clause.is_linkable)


def anchors(clauses: Sequence[ClauseAnalysis]) -> list[str]:
    """Return the anchors of some clauses."""
    known = as_packed(clauses)
    return known.anchors() if known is not None else [clause.anchor for clause in clauses]


def texts(clauses: Sequence[ClauseAnalysis]) -> list[str]:
    """Return some clauses as they are `written`: equal ones give equal texts."""
    known = as_packed(clauses)
    return known.texts() if known is not None else list(map(written, clauses))


def as_packed(clauses: Sequence[ClauseAnalysis]) -> Clauses | None:
    """Return clauses packed if they are, here or on disk."""
    own = clauses.whole() if isinstance(clauses, TupleLike) else clauses
    return own if isinstance(own, Clauses) else None


def written(clause: ClauseAnalysis) -> str:
    """Return a clause as one text."""
    mentions = _ITEM.join(_PART.join((each.topic, *each.words)) for each in clause.mentions)
    signs = _LINKABLE * clause.is_linkable + _STATISTIC * clause.is_statistic + _TELLING * clause.is_telling
    fields = (clause.anchor, str(signs), str(clause.year), clause.text, mentions)
    return _FIELD.join((*fields, _ITEM.join(clause.names), _ITEM.join(clause.runs))) + _END


@lru_cache(maxsize=_KEPT)
def _mentions(text: str) -> tuple[Mention, ...]:
    named = [each.split(_PART) for each in _unpacked(text)]
    return tuple(Mention(topic=topic, words=tuple(words)) for topic, *words in named)


def _unpacked(text: str) -> tuple[str, ...]:
    return tuple(text.split(_ITEM)) if text else ()
