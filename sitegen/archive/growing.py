"""A name that two clauses print, made as long as both print it.

What is shared is often a part of the name that both give: 区域医疗中心 of 国家区域医疗中心, 长三角 of 长三角一体化发展 and 长三角区域一体化发展.
So words are added on both sides as long as both texts have the same ones, over a small word that only one of them has, and over
signs that join alike (重点领域和新兴领域, 重点领域、新兴领域).  What only says that something is done ends a name.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.archive.telling import LISTING, SUFFIXES, ends_nothing, everyday, is_number, opens_nothing

if TYPE_CHECKING:
    from sitegen.archive.worded import Around, Beside, Words

_LONGEST: Final = 20
_GAP: Final = 4
"""So many characters may stand between two words of a name in one of the texts."""
_JOINERS: Final = frozenset("和与及、")
_INNER: Final = frozenset("+")
"""Signs that stand within a name: 澳门+横琴."""
_BETWEEN: Final = _JOINERS | _INNER
_SHORT: Final = 2
_CLOSE: Final = 5
"""So many words behind a name 的 may stand that joins it to what it is told of."""
_OF: Final = "的"
_TAKING: Final = "以"
_AS: Final = "为"
_COUNTING: Final = frozenset("双两全各多新再")
_ACTING: Final = frozenset("打促创抓推做建达增获走和的及与")
"""What behind a name says what is done with it: 网格治理 打造, cut as 打 造."""
_LEFT_OUT: Final = "…"
_KEPT: Final = 1 << 15


class _Step(NamedTuple):
    """What is added to a name, and how many words further each of the texts goes on."""

    text: str
    ours: int
    theirs: int


class _Way(NamedTuple):
    """The words of a text from a place on, forwards (1) or backwards (-1)."""

    words: Words
    at: int
    step: int

    def word(self, further: int) -> str:
        """Return the word that stands so much further, "" beyond the ends of the text."""
        at = self.at + self.step * further
        return self.words.tokens[at] if 0 <= at < len(self.words.tokens) else ""

    def two(self) -> tuple[str, str]:
        """Return the next two words."""
        tokens, at = self.words.tokens, self.at
        found = tokens[at : at + 2] if self.step > 0 else tokens[max(at - 1, 0) : max(at + 1, 0)][::-1]
        return (found[0] if found else "", found[1] if len(found) > 1 else "")

    def on(self, further: int) -> _Way:
        """Return the way from so many words further."""
        return self._replace(at=self.at + self.step * further)

    def belongs(self, further: int) -> bool:
        """Tell whether the word there may be a part of a name: a noun, or a suffix behind one (发展 型)."""
        word = self.word(further)
        if self.step < 0:
            return _is_name(word) and word not in everyday().light
        return _is_name(word) or (word in SUFFIXES and bool(self.word(further + 1)))

    def is_end(self) -> bool:
        """Tell whether a name that ends here is whole."""
        word = self.word(0)
        return not word[:1].isalnum() or opens_nothing(word) or word[0].isdigit() or word in everyday().light

    def is_item(self) -> bool:
        """Tell whether a joining word here is followed by an item of one word."""
        word = self.word(2)
        return not word[:1].isalnum() or opens_nothing(word) or (self.step > 0 and word in everyday().light)


def grown(name: str, ours: Words, theirs: Words) -> str:
    """Return a name that both texts print, with the words beside it that both print too."""
    found, one, other = name, ours.around(name), theirs.around(name)
    if may_grow(one, other):
        for places in product(one.spans, other.spans):
            longer = _around(name, ours, theirs, *places)
            found = max(found, longer, key=lambda text: (len(text), text))
    if _AS not in name:
        return found
    whole = _TAKING + name  # 以县城为重要载体
    is_taken = whole in ours.text and whole in theirs.text and found.startswith(name)
    return _TAKING + found if is_taken else found


def may_grow(one: Around, other: Around) -> bool:
    """Tell whether of what stands around a name in two texts something may be added to it."""
    if one.leads_on and other.leads_on:
        return True
    return _may_add(one.behinds, other.behinds) or _may_add(one.befores, other.befores)


def _may_add(some: tuple[Beside, ...], others: tuple[Beside, ...]) -> bool:
    """Tell whether two words beside a name in each of two texts, at some of its places, are such that one may be added to it."""
    for near, far in some:
        for close, further in others:
            if near == close:
                is_added = _may_belong(near)
            elif near == further:
                is_added = _may_belong(near) and close.isalpha()
            else:
                is_added = far == close and _may_belong(far) and near.isalpha()
            if is_added or (far == further and near in _BETWEEN and close in _BETWEEN):
                return True
    return False


def whole_at_end(name: str, words: Words, other: str) -> str:
    """Return a name that a text prints with the words that it goes on with there, if they stand in the other text, too.

    A single character belongs to it anyway: 山水林田湖草 沙; not one that counts: 碳排放 双下降.
    """
    spans = words.around(name).spans
    way, added = _Way(words, spans[0][1] if spans else len(words.tokens), 1), ""
    while not way.is_end() and (_is_part(way.word(0)) or (way.belongs(0) and way.word(0) in other)):
        added, way = added + way.word(0), way.on(1)
    return name + added if way.is_end() or len(added) == 1 else name


def _is_part(word: str) -> bool:
    return len(word) == 1 and word not in _COUNTING and word not in _ACTING


def _around(name: str, ours: Words, theirs: Words, one: tuple[int, int], other: tuple[int, int]) -> str:
    """Return a name at its places, with what is before and behind it."""
    room, before, behind = _LONGEST - len(name), "", ""
    words = ours.tokens[one[1] : one[1] + _CLOSE], theirs.tokens[other[1] : other[1] + _CLOSE]
    meets = not frozenset(words[0][:2]).isdisjoint(words[1][:2])  # else nothing can be added at all
    if meets or (_OF in words[0] and _OF in words[1]):
        after = _Way(ours, one[1], 1), _Way(theirs, other[1], 1)
        behind = (meets and _added(*after, room)) or _head(*after) or _next(name, *after)
    words = ours.tokens[max(one[0] - 2, 0) : one[0]], theirs.tokens[max(other[0] - 2, 0) : other[0]]
    if not frozenset(words[0]).isdisjoint(words[1]):
        before = _added(_Way(ours, one[0] - 1, -1), _Way(theirs, other[0] - 1, -1), room - len(behind))
    return before + name + behind


def _next(name: str, ours: _Way, theirs: _Way) -> str:
    """Return the word behind a name of two characters, which alone says little, if both texts have it: 外籍 人才."""
    word = ours.word(0)
    return word if len(name) <= _SHORT and word == theirs.word(0) and ours.belongs(0) else ""


def _head(ours: _Way, theirs: _Way) -> str:
    """Return what both texts say of a name behind different words and 的: 产学研 相结合的, 深度融合的 技术创新体系; "" if nothing."""
    one, other = _behind_of(ours), _behind_of(theirs)
    run = _added(ours.on(one), theirs.on(other), _LONGEST) if one and other else ""
    return f"{_LEFT_OUT}{run}" if len(run) > _SHORT else ""


def _behind_of(way: _Way) -> int:
    """Return how many words further 的 has been passed, 0 if it is not near or a mark stands before it."""
    for further, word in enumerate(way.words.tokens[way.at : way.at + _CLOSE - 1], 1):
        if not word.isalpha():
            break
        if word == _OF:
            return further
    return 0


def _added(ours: _Way, theirs: _Way, room: int) -> str:
    """Return what is added on one side of a name: at its end, as far as it is whole there."""
    added = whole = ""
    while step := _step(ours, theirs):
        added = added + step.text if ours.step > 0 else step.text + added
        ours, theirs = ours.on(step.ours), theirs.on(step.theirs)
        if len(added) > room:
            break
        if ours.step < 0 or _is_done(step.text, ours) or ours.is_end() or theirs.is_end():
            whole = added
    return whole


def _is_done(added: str, way: _Way) -> bool:
    """Tell whether a word just added says what is done with the name: 民营经济高质量 发展."""
    return added in everyday().light and len(way.word(0)) > 1


def _step(ours: _Way, theirs: _Way) -> _Step | None:
    """Return the next word that both have, over what may stand before it; None if the name ends here."""
    one, other = ours.two(), theirs.two()
    if one[0] == other[0] and ours.belongs(0):
        return _Step(one[0], 1, 1)
    if one[1] == other[1]:
        return _joined(ours, theirs)
    steps = (
        _over(ours, theirs) if one[0] == other[1] else None,
        _swapped(_over(theirs, ours)) if one[1] == other[0] else None,
    )
    return min((step for step in steps if step), default=None)


def _joined(ours: _Way, theirs: _Way) -> _Step | None:
    """Return the next item of a list, or what stands behind a sign within a name, with what joins it."""
    joiners, word = (ours.word(0), theirs.word(0)), ours.word(1)
    is_inner = joiners[0] == joiners[1] and joiners[0] in _INNER and word.isalnum()
    if not is_inner:
        is_list = _JOINERS.issuperset(joiners) and ours.is_item() and theirs.is_item()
        if not (is_list and ours.belongs(1)):
            return None
    return _Step(min(joiners) + word if ours.step > 0 else word + min(joiners), 2, 2)


def _over(ours: _Way, theirs: _Way) -> _Step | None:
    """Return the word that follows at once in the first and behind a small word in the second."""
    small, word = theirs.word(0), ours.word(0)
    is_small = small.isalpha() and len(small) <= _GAP and not opens_nothing(small)
    return _Step(word, 1, 2) if is_small and ours.belongs(0) else None


def _swapped(step: _Step | None) -> _Step | None:
    return step and _Step(step.text, step.theirs, step.ours)


@lru_cache(maxsize=_KEPT)
def _may_belong(word: str) -> bool:
    """Tell whether a word may be a part of a name, wherever it stands."""
    return _is_name(word) or word in SUFFIXES


@lru_cache(maxsize=_KEPT)
def _is_name(word: str) -> bool:
    """Tell whether a word is one that names consist of."""
    is_word = len(word) >= _SHORT and word.isalpha() and not word.isascii() and word[0] != LISTING
    return is_word and not (opens_nothing(word) or ends_nothing(word) or is_number(word))
