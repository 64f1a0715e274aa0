"""The last look at a name that two clauses print: that it neither begins nor ends in the middle of what they say.

A name may be whole as a name and still be told by halves: 发展新时代枫桥经验 where both say 坚持和发展, 降碳、减污、扩绿 where both go on
with 增长, 安全能力 where both say 安全能力建设.  So the second of two verbs is taken off, and what closes a part of the sentence in one of the
texts, and is said in both, is added.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.archive.edges import are_whole, edged
from sitegen.archive.growing import grown
from sitegen.archive.telling import LINKING, LISTING, everyday, opens_nothing

if TYPE_CHECKING:
    from sitegen.archive.worded import Words

_KEPT: Final = 1 << 13
_SHORTEST: Final = 3
_LEAST: Final = 4
"""A name is not cut to fewer characters."""
_LONGEST: Final = 24
_VERB: Final = 2
_AND: Final = frozenset("和与及并")
_JOINERS: Final = frozenset("和与及、")
_UPWARDS: Final = "以上"
_TAKING: Final = "以"
_OF: Final = "的"
_PARTICLES: Final = frozenset("以为的")
"""What within a name says that it is told with what is around it."""
_NONE: Final = "."


class _Span(NamedTuple):
    """Where a name stands in a text: its first word and the one behind it."""

    words: Words
    first: int
    behind: int

    def word(self, at: int) -> str:
        """Return the word at a place, "" beyond the ends of the text."""
        return self.words.tokens[at] if 0 <= at < len(self.words.tokens) else ""

    def is_second(self) -> bool:
        """Tell whether the name begins with the second of two verbs."""
        return self.word(self.first - 1) in _AND and _may_be_verb(self.word(self.first - 2) or _NONE)

    def is_closed(self, further: int = 0) -> bool:
        """Tell whether the part of the sentence ends so many words behind the name."""
        word = self.word(self.behind + further)
        return not word[:1].isalnum() and word != LISTING


def told(name: str, ours: Words, theirs: Words) -> str:
    """Return a name as long as both texts print it, whole; most stand between other words in each, and are what they are."""
    return name if _is_settled(name, ours, theirs) else finished(grown(name, ours, theirs), ours, theirs)


def _is_settled(name: str, ours: Words, theirs: Words) -> bool:
    """Tell whether nothing that stands around a name in two texts, and nothing in it, can make it another one."""
    one, other = ours.around(name), theirs.around(name)
    if one.at < 0 or other.at < 0:
        return True
    if not (one.first and other.first and are_whole(name, ours, theirs)) or (one.leads_on and other.leads_on):
        return False
    goes_on = one.behind[:1] == other.behind[:1] and (one.behind.isalnum() or one.behind in _JOINERS)
    if goes_on or not one.behinds.isdisjoint(other.behinds):
        return False
    is_plain = _PARTICLES.isdisjoint(name) and one.first != _UPWARDS and not _may_be_verb(one.first)
    return is_plain and one.befores.isdisjoint(other.befores)


def finished(name: str, ours: Words, theirs: Words) -> str:
    """Return a name that both texts print as one that is told whole; as it is where one of them does not print it."""
    return edged(_whole(name, ours, theirs), ours, theirs)


def _whole(name: str, ours: Words, theirs: Words) -> str:
    spans = _span(name, ours), _span(name, theirs)
    if spans[0] is None or spans[1] is None:
        name = _uncut(name, ours, theirs)
        spans = _span(name, ours), _span(name, theirs)
        if spans[0] is None or spans[1] is None:
            return name
    both = spans[0], spans[1]
    if _OF in name and all(side.word(side.behind) in _JOINERS for side in both):
        head = name[: name.rindex(_OF)]
        return head if len(head) >= _LEAST else name
    added = _closing(len(name), *both) or _of(name, *both)
    return name + added if added else name[_cut(name, *both) :]


def _uncut(name: str, ours: Words, theirs: Words) -> str:
    """Return a name with the rest of the word that it ends in, if it is the same in both texts: 安全 能力建设."""
    rests = {_rest(name, ours), _rest(name, theirs)}
    return name + rests.pop() if len(rests) == 1 else name


def _rest(name: str, words: Words) -> str:
    start = words.text.find(name)
    end = stop = start + len(name)
    while start >= 0 and stop < len(words.text) and stop not in words.places:
        stop += 1
    return words.text[end:stop]


def _span(name: str, words: Words) -> _Span | None:
    """Return where a name stands in a text if it cuts no word there."""
    start = words.text.find(name)
    first, behind = words.places.get(start), words.places.get(start + len(name))
    if start + len(name) == len(words.text):
        behind = len(words.tokens)
    return None if start < 0 or first is None or behind is None else _Span(words, first, behind)


def _cut(name: str, ours: _Span, theirs: _Span) -> int:
    """Return how many characters at the beginning of a name are a word that is no part of it.

    A verb that both texts join to another one (坚持和 发展), or one of a longer name that both go on with, each otherwise; what
    ends a quantity (三级 以上).
    """
    word = ours.word(ours.first)
    rest = len(name) - len(word)
    is_verb = len(word) >= _VERB and _may_be_verb(word) and rest >= _SHORTEST
    is_second = rest >= _LEAST and ours.is_second() and theirs.is_second()
    is_torn = word in everyday().acting and not (ours.is_closed() or theirs.is_closed())
    is_counting = word == _UPWARDS and rest >= _LEAST
    return len(word) if is_counting or (is_verb and (is_second or is_torn)) else 0


@lru_cache(maxsize=_KEPT)
def _may_be_verb(word: str) -> bool:
    known = everyday()
    return opens_nothing(word) or word in known.light or word in known.acting


def _closing(length: int, ours: _Span, theirs: _Span) -> str:
    """Return what both texts go on with behind a name, up to where a part of the sentence ends in one of them."""
    added = whole = ""
    further, is_how = 0, False
    while word := _same(ours.word(ours.behind + further), theirs.word(theirs.behind + further)):
        if not _goes_on(word, added) or length + len(added + word) > _LONGEST:
            break
        is_how = is_how or (word in everyday().joining and not added.endswith(tuple(_JOINERS)))
        added, further = added + word, further + 1
        closed = [
            side
            for side in (ours, theirs)
            if side.is_closed(further) and side.word(side.behind + further - 1) == word
        ]
        if closed and word not in _JOINERS and (not is_how or word in everyday().light):
            whole = added
    return whole


def _of(name: str, ours: _Span, theirs: _Span) -> str:
    """Return what both texts say a name is of, over one word that only one of them says: 以县城为重要载体 的(新型)城镇化."""
    if not name.startswith(_TAKING) or {ours.word(ours.behind), theirs.word(theirs.behind)} != {_OF}:
        return ""
    for one, other in ((1, 1), (1, 2), (2, 1)):
        word = ours.word(ours.behind + one)
        if len(word) >= _VERB and word == theirs.word(theirs.behind + other):
            return _OF + word
    return ""


def _same(one: str, other: str) -> str:
    """Return the word that two texts go on with, also where the other has it as a part of a longer one: 建设, 建设项目."""
    return one if other.startswith(one) else other if one.startswith(other) else ""


def _goes_on(word: str, added: str) -> bool:
    """Tell whether a word may belong to the name before it: a verb only if it is what is done with that, or an item of a list.

    So may a word that says how it is done, before the verb: 澳门经济 适度多元 发展.
    """
    if word in _JOINERS or (len(word) == _VERB and word in everyday().joining):
        return True
    is_item = added.endswith(tuple(_JOINERS))
    return (
        word.isalpha()
        and word not in LINKING
        and (is_item or not opens_nothing(word) or word in everyday().verbs)
    )
