"""The last look at a name that two clauses print: that it neither begins nor ends in the middle of what they say.

A name may be whole as a name and still be told by halves: 发展新时代枫桥经验 where both say 坚持和发展, 降碳、减污、扩绿 where both go on
with 增长, 安全能力 where both say 安全能力建设.  So the second of two verbs is taken off, and what closes a part of the sentence in one of the
texts, and is said in both, is added.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.archive.edges import edged
from sitegen.archive.growing import grown, may_grow
from sitegen.archive.telling import LINKING, LISTING, ends_nothing, everyday, is_number, opens_nothing, tells
from sitegen.archive.worded import FREE

if TYPE_CHECKING:
    from sitegen.archive.worded import Around, Words

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
_WORD: Final = 2
_CLOSING: Final = ")"
_DONE: Final = frozenset("好建")
"""Characters that end a verb."""
_RESTS: Final = _DONE | {_UPWARDS}
"""What a name may begin with that belongs to what is before it."""
_HOW: Final = frozenset("化型性级式")
"""What a word ends in that only says of what kind is what follows."""
_TURNING: Final = frozenset(
    ["遏制", "防止", "防范", "杜绝", "严禁", "禁止", "取消", "避免", "降低", "减轻", "减少", "淘汰", "压减", "反对", "制止", "破除", "打击"]
)  # fmt: skip
"""Verbs that say that something shall not be, or be less."""


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
        return _closes(self.word(self.behind + further))


def told(name: str, ours: Words, theirs: Words) -> str:
    """Return a name as long as both texts print it, whole; most stand between other words in each, and are what they are."""
    one, other = ours.around(name), theirs.around(name)
    if one.at < 0 or other.at < 0:
        return name
    if not _is_settled(name, one, other):
        found = _onwards(finished(grown(name, ours, theirs), ours, theirs), ours, theirs)
    elif (found := edged(name, ours, theirs)) != name:
        found = _onwards(found, ours, theirs)
    return _turned(found, ours, theirs)


def is_open(name: str, ours: Words, theirs: Words) -> bool:
    """Tell whether both texts go on behind a name, which does not end in what tells something, with what it may but begin: 零就业家庭动态 援助, 清零."""
    ends = _open_ends(name, ours, theirs)
    return ends is not None and not tells(ends[0].words.tokens[ends[0].behind - 1])


def _onwards(name: str, ours: Words, theirs: Words) -> str:
    """Return a name with the words that both texts go on with, where neither ends it: 全社会研发 经费 of 经费投入 and 经费支出."""
    while ends := _open_ends(name, ours, theirs):
        word = _same(*(end.words.tokens[end.behind] for end in ends))
        is_whole = _says_how(ends[0].words.tokens[ends[0].behind - 1]) or (
            tells(word) and any(map(_is_last, ends))
        )
        if len(word) < _WORD or not (is_whole and _is_noun(word)) or len(name + word) > _LONGEST:
            break
        name += word
    return name


def _open_ends(name: str, ours: Words, theirs: Words) -> tuple[_Span, _Span] | None:
    """Return where a name stands in two texts if both go on with another word behind it; None for one that is known."""
    one, other = ours.around(name), theirs.around(name)
    if not (one.spans and other.spans) or FREE in (one.ends, other.ends) or _is_known(name, ours):
        return None
    return _Span(ours, *one.spans[0]), _Span(theirs, *other.spans[0])


def _is_known(name: str, words: Words) -> bool:
    """Tell whether a name that a text prints is a word, or one of the lexicon's."""
    at, spans = words.around(name).at, words.around(name).spans
    if spans and spans[0][1] - spans[0][0] == 1:
        return True
    return words.inside.isdisjoint((at, at + len(name))) and words.inside.issuperset(
        range(at + 1, at + len(name))
    )


def _is_last(end: _Span) -> bool:
    """Tell whether a name ends with the word behind it."""
    start = sum(map(len, end.words.tokens[: end.behind + 1]))
    return end.words.edge(start, 1) == FREE


def _says_how(word: str) -> bool:
    """Tell whether a word at the end of a name only begins what the name is of: 中小企业数字化 转型."""
    return word[-1] in _HOW or (word not in everyday().light and _may_be_verb(word))


@lru_cache(maxsize=_KEPT)
def _is_noun(word: str) -> bool:
    return word.isalpha() and not (opens_nothing(word) or ends_nothing(word) or is_number(word))


def _turned(name: str, ours: Words, theirs: Words) -> str:
    """Return a name with the verb before it in both texts without which it says the contrary: 遏制 两高项目."""
    one, other = ours.around(name).spans, theirs.around(name).spans
    if not (one and other and one[0][0] and other[0][0]):
        return name
    before = ours.tokens[one[0][0] - 1]
    is_turned = before in _TURNING and before == theirs.tokens[other[0][0] - 1]
    return before + name if is_turned else name


def _is_settled(name: str, one: Around, other: Around) -> bool:
    """Tell whether nothing that stands around a name in two texts, and nothing in it, can make it another one, but for its edges."""
    if not (one.first and other.first) or one.first in _RESTS or _may_be_verb(one.first):
        return False
    if not _PARTICLES.isdisjoint(name) or may_grow(one, other):
        return False
    (near, far), (close, further) = one.behinds[0], other.behinds[0]
    word = _same(near, close)
    if not (word and _goes_on(word, "")):
        return True
    is_closed = word not in _JOINERS and (_closes(far) or _closes(further))
    return FREE in (one.ends, other.ends) and not is_closed and not _same(far, further)


def _closes(word: str) -> bool:
    """Tell whether a part of the sentence ends before a word, "" at the end of the text."""
    return not word[:1].isalnum() and word != LISTING


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
    ends a quantity (三级 以上), or a verb (实施好 育儿补贴).
    """
    word = ours.word(ours.first)
    rest = len(name) - len(word)
    is_verb = len(word) >= _VERB and _may_be_verb(word) and rest >= _SHORTEST
    is_second = rest >= _LEAST and ours.is_second() and theirs.is_second()
    is_torn = word in everyday().acting and not (ours.is_closed() or theirs.is_closed())
    is_counting = word == _UPWARDS and rest >= _SHORTEST
    is_done = word in _DONE and rest >= _SHORTEST and _are_done(ours, theirs)
    return len(word) if is_counting or is_done or (is_verb and (is_second or is_torn)) else 0


def _are_done(ours: _Span, theirs: _Span) -> bool:
    """Tell whether a verb stands before a name in both texts, or a bracket within one, of which its first character is the rest: 实施 好, 新(改) 建."""
    befores = [span.word(span.first - 1) for span in (ours, theirs)]
    if any(
        sum(map(len, span.words.tokens[: span.first])) + 1 in span.words.inside for span in (ours, theirs)
    ):
        return False  # 好房子
    return _CLOSING in befores or all(len(word) >= _VERB and opens_nothing(word) for word in befores)


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
