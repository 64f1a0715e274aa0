"""A clause's text as words: where each stands, which can explain something, and where a name may begin or end.

A name is whole where a mark, a number or a word that only joins stands beside it; where a noun follows, it is a part of a
longer name (体育强 of 体育强省).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, compress
from sys import intern
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.archive.dividing import BREAK
from sitegen.archive.telling import ends_nothing, everyday, is_number, may_tell, opens_nothing
from sitegen.words import whole_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.archive.clauses import ClauseAnalysis

_KEPT: Final = 30_000
"""Words of which is kept whether a name may stand beside them."""
_SHORT: Final = 2
_MOST_PLACES: Final = 3
"""Places of a name in a text that are looked at."""
FREE: Final = 2
WORD: Final = 1
TORN: Final = 0
_OF: Final = "的"
_CLOSE: Final = 4
"""So many words behind a name 的 may stand that joins it to what it is told of."""
_DATE: Final = frozenset("年月日")
_LONGEST: Final = 8
"""Longer names have a gap."""
_HOW_MANY: Final = re.compile("[\u4e00-\u9fff][0-9]")
"""So does a name with a number in it: 汽车140万辆."""
_NUMBER: Final = re.compile(
    "([0-9]+(?:[.,:~-][0-9]+)*[%‰]?(?:余|多)?[万亿千百]*(?:个百分点|平方米|立方米|平方公里|公里|公顷|公斤|千瓦时?|小时|分钟|批次"
    "|人次|户次|家次|场次|美元|[年月日个项件台户家人名次处场座条元岁吨亩只头辆套栋间张部级届期轮米斤])?"
    "|百分之[一二三四五六七八九十百点零〇]+|[〇一二三四五六七八九十]{3,}年?)"
)


Beside = tuple[str, str]


class Around(NamedTuple):
    """What stands around a name in a text.

    `spans` are the first and the next word of it at the places where it cuts no word, `at` the character where it starts, at
    the best place (-1 if nowhere), and how its edges are there: FREE, beside a WORD, or TORN.  `befores` and `behinds` are the two words
    on each side at each of the `spans`, the nearer first, "" beyond the ends of the text; `first` is the first word at the first place, "" where it cuts a word
    there; `leads_on` if 的 follows soon.
    """

    spans: tuple[tuple[int, int], ...]
    at: int
    begins: int
    ends: int
    befores: tuple[Beside, ...]
    behinds: tuple[Beside, ...]
    first: str
    leads_on: bool


_FREE: Final = (FREE, FREE)
_NOWHERE: Final = Around((), -1, TORN, TORN, (), (), "", leads_on=False)


class Words(NamedTuple):
    """All words and marks of a text, in order, where each starts, and where those stand that can explain something.

    `inside` are the places within a name that the lexicon knows.  `known` is what was found around names: a clause is
    compared with many that give the same ones.
    """

    text: str
    tokens: tuple[str, ...]
    places: dict[int, int]
    seeds: dict[str, list[int]]
    inside: frozenset[int]
    known: dict[str, Around]

    def around(self, name: str) -> Around:
        """Return what stands around a name."""
        found = self.known.get(name)
        if found is None:
            found = self.known[name] = _around(name, self)
        return found

    def edge(self, at: int, is_end: int) -> int:
        """Return how an edge of a name is, at its start (0) or its end (1).

        FREE beside a mark, a number, a verb or what joins; TORN within a word or beside a single character; else beside a WORD.
        """
        text = self.text
        if (at == 0 and not is_end) or not text[at - 1 + is_end : at + is_end].isalnum():
            return FREE
        place = self.places.get(at)
        if place is None:
            return TORN
        word = self.tokens[place - 1 + is_end]
        pair = text[at : at + _SHORT] if is_end else text[max(at - _SHORT, 0) : at]
        if (_may_end if is_end else _may_begin)(word, pair):
            return FREE
        return TORN if len(word) == 1 else WORD

    def begins(self, at: int) -> bool:
        """Tell whether a name may begin at a place of the text."""
        if at == 0 or not self.text[at - 1].isalnum():
            return True
        place = self.places.get(at, 0)
        return place > 0 and at not in self.inside and _may_precede(self.tokens[place - 1])

    def ends(self, at: int) -> bool:
        """Tell whether a name may end at a place of the text."""
        if at == len(self.text) or not self.text[at].isalnum():
            return True
        place = self.places.get(at)
        return place is not None and at not in self.inside and _may_follow(self.tokens[place])

    def holds(self, words: str) -> bool:
        """Tell whether words stand in the text and cut no word of it."""
        start = self.text.find(words)
        end = start + len(words)
        return start in self.places and (end in self.places or end == len(self.text))

    def with_next(self, words: str, other: Words) -> str:
        """Return words that stand in two texts, with the word behind them if that is the same in both: 中小微 企业."""
        token = self.behind(words)
        is_alike = token == other.behind(words) and token.isalpha() and not opens_nothing(token)
        return words + token if is_alike else words

    def behind(self, words: str) -> str:
        """Return the word behind words that stand in the text, "" at its end."""
        place = self.places.get(self.text.find(words) + len(words))
        return "" if place is None else self.tokens[place]

    def naming(self, words: str) -> str:
        """Return words that stand in the text as the name that they are part of.

        With the rest of what they cut, without a word before them that was cut and only says that something is done
        (推 进网格), or one at their end that only joins.  "" if a number before them is a part of it (19 号线).
        """
        start = self.text.find(words)
        if start < 0:
            return words
        if self.text[start - 1 : start].isdigit():
            return ""
        end = start + len(words)
        is_cut = start not in self.places
        while start not in self.places:
            start -= 1
        while end < len(self.text) and end not in self.places:
            end += 1
        first = self.places[start]
        last = self.places.get(end, len(self.tokens))
        if is_cut and last - first > 1 and opens_nothing(self.tokens[first]):
            first += 1
        is_longer = end > start + len(words) or any(map(str.isdigit, words))
        if is_longer and last - first > 1 and ends_nothing(self.tokens[last - 1]):
            last -= 1
        return "".join(self.tokens[first:last])


@lru_cache(maxsize=_KEPT)
def _may_precede(word: str) -> bool:
    """Tell whether a name may begin behind a word."""
    return opens_nothing(word) or is_number(word) or (word[0].isdigit() and word[-1] not in _DATE)


@lru_cache(maxsize=_KEPT)
def _may_follow(word: str) -> bool:
    """Tell whether a name may end before a word."""
    return word in everyday().light or opens_nothing(word) or word[0].isdigit()


@lru_cache(maxsize=_KEPT)
def _may_begin(word: str, pair: str) -> bool:
    """Tell whether the edge of a name is free behind a word, or two characters that are one (赋能)."""
    return opens_nothing(word) or word[0].isdigit() or opens_nothing(pair)


@lru_cache(maxsize=_KEPT)
def _may_end(word: str, pair: str) -> bool:
    """Tell whether the edge of a name is free before a word, or two characters that are one (提质)."""
    return word in everyday().light or _may_begin(word, pair)


def _around(name: str, words: Words) -> Around:
    text, tokens = words.text, words.tokens
    at = text.find(name)
    if at < 0:
        return _NOWHERE
    spans: list[tuple[int, int]] = []
    best, edges, first = at, _edges(at, name, words), ""
    for _ in range(_MOST_PLACES):
        span = _span(at, name, words)
        if span:
            if at == best and not spans:
                first = tokens[span[0]]
            spans.append(span)
        at = text.find(name, at + 1)
        if at < 0:
            break
        if edges != _FREE and (others := _edges(at, name, words)) == _FREE:
            best, edges = at, others
    befores = tuple([_before(tokens, start) for start, _ in spans])
    behinds = tuple([_behind(tokens, end) for _, end in spans])
    leads_on = any(_leads_on(tokens[end : end + _CLOSE]) for _, end in spans)
    return Around(tuple(spans), best, *edges, befores, behinds, first, leads_on)


def _before(tokens: tuple[str, ...], at: int) -> Beside:
    """Return the two words before a place, the nearer first."""
    return tokens[at - 1] if at > 0 else "", tokens[at - 2] if at > 1 else ""


def _behind(tokens: tuple[str, ...], at: int) -> Beside:
    """Return the two words from a place on."""
    return tokens[at] if at < len(tokens) else "", tokens[at + 1] if at + 1 < len(tokens) else ""


def _leads_on(tokens: tuple[str, ...]) -> bool:
    """Tell whether 的 is among words, and no mark before it."""
    return _OF in tokens and all(map(str.isalpha, tokens[: tokens.index(_OF)]))


def _edges(at: int, name: str, words: Words) -> tuple[int, int]:
    return words.edge(at, 0), words.edge(at + len(name), 1)


def _span(at: int, name: str, words: Words) -> tuple[int, int] | None:
    """Return the first word of a name at a place of a text and the one behind it, None if it cuts one."""
    start, behind = words.places.get(at), words.places.get(at + len(name))
    if at + len(name) == len(words.text):
        behind = len(words.tokens)
    return None if start is None or behind is None else (start, behind)


def worded(clause: ClauseAnalysis) -> Words:
    """Return the words of a clause; those that are not compared are no seeds."""
    pieces = clause.text.split(BREAK)
    whole, bounds = "".join(pieces), list(accumulate(map(len, pieces)))
    tokens = tuple(map(intern, _tokens(whole)))
    starts = list(accumulate(map(len, tokens), initial=0))
    seeds: dict[str, list[int]] = {}
    piece = 0
    for place in compress(range(len(tokens)), map(may_tell, tokens)):  # a third of all words
        while bounds[piece] <= starts[place]:
            piece += 1
        if piece % 2 == 0 and starts[place + 1] <= bounds[piece]:
            seeds.setdefault(tokens[place], []).append(place)
    names = (words for mention in clause.mentions for words in mention.words)
    places = dict(zip(starts, range(len(starts)), strict=True))
    return Words(whole, tokens, places, seeds, frozenset(_inside(whole, names)), {})


def _inside(text: str, names: Iterable[str]) -> Iterator[int]:
    """Yield the places within the names in a text; one with a gap is none: 新增3家规上."""
    for name in names:
        is_gapped = len(name) > _LONGEST or _HOW_MANY.search(name)
        start = -1 if is_gapped else text.find(name)
        while start >= 0:
            yield from range(start + 1, start + len(name))
            start = text.find(name, start + 1)


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for place, part in enumerate(_NUMBER.split(text)):
        if place % 2:
            found.append(part)
        elif part:
            found += whole_words(part)
    return found
