"""The edges of a name that two clauses print: a name is told where each of them is free in one of the clauses at least.

An edge is free at a mark, a number, a verb or a word that only joins.  It is torn where a single character, or the rest of a
word, stands beside it in both: 价值发明专利 of 高价值发明专利, 市重点项目 of 全市重点项目 and 省市重点项目, 体育强 of 体育强省 and 体育强市.  A word
beside it tears nothing, for what a name belongs to stands before it (临床 重点专科).  So a torn edge is moved outwards as far as both
go on alike, or else inwards to the next word; where each goes on with another kind of place, both are told.  An item at the end
of a list that shares its ending with the others is no name either: 人才和 创新团队 of 高技能人才和创新团队.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.archive.telling import JOINING, opens_nothing, tells
from sitegen.archive.titles import OTHERWISE
from sitegen.archive.worded import FREE, TORN
from sitegen.words import whole_words

if TYPE_CHECKING:
    from sitegen.archive.worded import Around, Words

_KEPT: Final = 1 << 12
_FURTHEST: Final = 4
"""So many characters a name is made longer at a torn edge."""
_SHORT: Final = 2
_ITEM: Final = 2
"""An item of a list has no more characters if it may be the half of one."""
_LEAST: Final = 3
"""A name is not cut to fewer characters, but to a word that tells something."""
_JOINERS: Final = frozenset("和及、")
"""With 与 fixed names are joined: 研究与试验发展."""
_LISTING: Final = frozenset("和与及、")
_ITS: Final = "其"
_AND_SO_ON: Final = "等"
_GRADED: Final = "等保"
"""What begins so is no end of a list: 等保测评."""
_GREAT: Final = frozenset("高低新全大小中多总副第")
"""What alone may stand before a name: 高 价值."""
_MAKING: Final = frozenset({"建设", "培育", "创建", "筹建"})
"""Verbs, where another verb stands before them, though they are nouns elsewhere: 加快 建设 水库, 城乡 建设 用地."""
_PLACES: Final = frozenset("省市县区镇村园城港带谷")
"""What a place or a site is, behind the name that says which: 体育强 省, 航空产业 园."""


class _Sides(NamedTuple):
    """Two texts that print a name, and where it starts in each."""

    ours: Words
    theirs: Words
    at: int
    other: int

    def moved(self, by: int) -> tuple[tuple[Words, int], tuple[Words, int]]:
        """Return both texts and the places so much behind the starts of the name."""
        return (self.ours, self.at + by), (self.theirs, self.other + by)


def edged(name: str, ours: Words, theirs: Words) -> str:
    """Return a name that both texts print with edges of which none is torn in both; as it is where that cannot be."""
    if are_whole(name, ours, theirs):
        return name
    sides = _sides(name, ours, theirs)
    if sides is None:
        return name
    begun = _begun(name, sides)
    sides = _sides(begun, ours, theirs)
    return _ended(begun, sides) if sides else begun


def are_whole(name: str, ours: Words, theirs: Words) -> bool:
    """Tell whether neither edge of a name is torn in both of two texts, or may be that of a list, and no verb stands at its beginning."""
    if name[:_SHORT] in _MAKING or _ends_list(name):
        return False
    one, other = ours.around(name), theirs.around(name)
    begins, ends = max(one.begins, other.begins), max(one.ends, other.ends)
    if begins == ends == FREE:
        return True
    return (
        bool(begins and ends)
        and _JOINERS.isdisjoint(name)
        and not (_is_listed(one, ours) or _is_listed(other, theirs))
    )


def _ends_list(name: str) -> bool:
    """Tell whether a name begins with what ends a list before it: 等 重点工作."""
    return name.startswith(_AND_SO_ON) and not name.startswith(_GRADED)


def _sides(name: str, ours: Words, theirs: Words) -> _Sides | None:
    at, other = ours.around(name).at, theirs.around(name).at
    return None if at < 0 or other < 0 else _Sides(ours, theirs, at, other)


def _are_torn(sides: _Sides, by: int, is_end: int) -> bool:
    return all(words.edge(at, is_end) == TORN for words, at in sides.moved(by))


def _is_free(sides: _Sides, by: int, is_end: int) -> bool:
    return any(words.edge(at, is_end) == FREE for words, at in sides.moved(by))


def _begun(name: str, sides: _Sides) -> str:
    """Return a name with its beginning made whole."""
    if verb := _making(name, sides):
        return name[verb:]
    if sides.ours.around(name).first == _AND_SO_ON and _ends_list(name):
        return name[1:]
    if _is_free(sides, 0, 0):
        return name
    item = _first_item(name, sides) or _shared_ending(name, sides)
    if item and len(name) - item > _LEAST:
        return name[item:] if _tells_something(name[item:]) else ""
    if not _are_torn(sides, 0, 0):
        return _rest(name, sides) if name[0] not in _GREAT else name
    before = _longer(sides, 0, -1)
    return before + name if before else _rest(name, sides)


def _ended(name: str, sides: _Sides) -> str:
    """Return a name with its end made whole."""
    end = len(name)
    if _is_free(sides, end, 1):
        return name
    item = _last_item(name, sides)
    if item and end - item >= _LEAST:
        return name[:-item]
    if not _are_torn(sides, end, 1):
        return name
    behind = _longer(sides, end, 1)
    return name + behind if behind else _of_places(name, sides)


def _making(name: str, sides: _Sides) -> int:
    """Return the length of a verb that the name begins with where another one stands before it in both texts."""
    verb = name[:_SHORT]
    if verb not in _MAKING or len(name) - _SHORT < _LEAST:
        return 0
    befores = [words.tokens[(words.places.get(at) or 0) - 1] for words, at in sides.moved(0) if at > 0]
    is_word = all(at + _SHORT in words.places for words, at in sides.moved(0))
    return _SHORT if is_word and all(len(word) > 1 and opens_nothing(word) for word in befores) else 0


def _first_item(name: str, sides: _Sides) -> int:
    """Return the length of a short first item of a list with what joins it to the next, 0 if there is none."""
    for at in range(min(_ITEM + 1, len(name) - 1)):
        if _joins(name, at, sides):
            return 0 if name[at + 1] == _ITS else at + 1
    return 0


def _shared_ending(name: str, sides: _Sides) -> int:
    """Return the length of a first word that an item of a list before it ends in, too: 经济 深度融合 of 数字经济和实体经济深度融合; 0 if there is none."""
    found = (words.around(name) for words in (sides.ours, sides.theirs))
    listed = [
        each for each, words in zip(found, (sides.ours, sides.theirs), strict=True) if _is_listed(each, words)
    ]
    return len(listed[0].first) if listed and 1 < len(listed[0].first) < len(name) else 0


def _is_listed(around: Around, words: Words) -> bool:
    """Tell whether the first word of a name, behind another one, ends the item before that, too."""
    place = around.spans[0][0] if around.first else 0
    tokens = words.tokens
    return place > _SHORT and tokens[place - 3] == around.first and tokens[place - 2] in _LISTING


@lru_cache(maxsize=_KEPT)
def _tells_something(name: str) -> bool:
    """Tell whether a name has a word that explains something."""
    return any(map(tells, whole_words(name)))


def _last_item(name: str, sides: _Sides) -> int:
    """Return the length of a short last item of a list with what joins it to the one before, 0 if there is none."""
    starts = range(len(name) - 1, max(len(name) - _ITEM - 2, 0), -1)
    return next((len(name) - at for at in starts if _joins(name, at, sides)), 0)


def _joins(name: str, at: int, sides: _Sides) -> bool:
    """Tell whether a character of a name is a word that joins items, and in no name of the lexicon."""
    words, start = sides.ours, sides.at + at
    place = words.places.get(start)
    is_word = place is not None and words.tokens[place] == name[at]
    return name[at] in _JOINERS and is_word and start + 1 not in words.inside


def _longer(sides: _Sides, by: int, step: int) -> str:
    """Return what both texts have beside an edge, up to the next one that is not torn in both; "" if there is none."""
    added = whole = ""
    is_end = int(step > 0)
    while len(added) < _FURTHEST:
        beside = {
            words.text[at + is_end - 1 : at + is_end] for words, at in sides.moved(by) if at + is_end > 0
        }
        if len(beside) != 1 or not (character := beside.pop()).isalnum() or character in JOINING:
            break
        added, by = (added + character if is_end else character + added), by + step
        if _is_edge(added, sides, by, is_end):
            whole = added
        if _is_free(sides, by, is_end):
            break
    return "" if opens_nothing(whole or added) else whole


def _is_edge(added: str, sides: _Sides, by: int, is_end: int) -> bool:
    """Tell whether a name that was made longer may begin or end at a place: what is but one character only where it is free, or may stand so."""
    if _is_free(sides, by, is_end):
        return len(added) > 1 or bool(is_end) or added in _GREAT
    if len(added) == 1:
        return added.isascii() or added in (_PLACES if is_end else _GREAT)
    is_cut = all(at not in words.places for words, at in sides.moved(by))
    return not is_cut and not _are_torn(sides, by, is_end) and not bool(is_end)


def _rest(name: str, sides: _Sides) -> str:
    """Return a name from its second character on where the first is no word of it: 市 重点项目."""
    is_known = any(at + 1 in words.inside for words, at in sides.moved(0))
    rest = name[1:]
    is_told = len(rest) >= _LEAST or (len(rest) == _SHORT and tells(rest))
    return rest if is_told and not is_known and len(whole_words(name)[0]) == 1 else name


def _of_places(name: str, sides: _Sides) -> str:
    """Return a name with the kind of place that each text goes on with: 体育强省／体育强市."""
    behind = [words.text[at : at + 1] for words, at in sides.moved(len(name))]
    are_ends = all(words.edge(at, 1) == FREE for words, at in sides.moved(len(name) + 1))
    if are_ends and _PLACES.issuperset(behind):
        return OTHERWISE.join(sorted(name + character for character in behind))
    place = sides.ours.places.get(sides.at + len(name) - 1)
    is_single = place is not None and sides.ours.tokens[place] == name[-1]
    is_cut = len(name) - 1 > _LEAST and is_single and name[-1] not in _PLACES
    return name[:-1] if is_cut else name
