"""What undertakings a passage names: the lexicons of initiatives and of themes.

An initiative is an undertaking with a name that offices share (加装电梯, 河长制): its aliases are so
precise that whoever names one reports it.  A theme (稳就业, 应急管理) is a field in which offices do
different things: to share it is a hint, never enough for a link.  Both are tables beside this module
that a person who reads Chinese but not Python can extend: `initiatives.tsv`, `themes.tsv`.

A `*` among the aliases of an initiative says that it is a wide one.  An alias is a literal string with two signs: `A~B` is A and then B within ten characters of one
part of a sentence (老旧小区~改造), and `!X` says that what stands inside X is no mention (`!集市场`, so that
聚集市场 is not taken for a 集市; `!自行车~充电` for all that stands from one to the other).  Digits and Latin letters at an alias's end do not match inside a longer
number or word.

Patterns are tried only where two characters of their longest part occur that few other names have (`spotting`), so the time for a passage
hardly grows with the size of the lexicons.

A `Lexicon` is a value that an archive is analysed and joined with: `shipped` is the tables as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from sitegen.archive.spotting import Pairs, codes_of, starts_of
from sitegen.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_GAP: Final = "[^，。；、：！？,.;:!?]{0,10}?"
_MARKS: Final = re.compile("[\"'<>\\[\\]_]")
_HIDDEN: Final = "□"
GAPPED: Final = "~"
_WIDE: Final = "*"
_COUNTING: Final = frozenset("台家名天")
"""What may begin a name and may count things."""
_HOW_MANY: Final = "一二三四五六七八九十百千万两几"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An initiative or theme of the lexicons; `aliases` as written there, `hidden` the strings that hold no mention.

    One that `is_wide` is a field of work whose names are those of different undertakings (磷化工, 炼化): who names another one
    does something else.
    """

    id: str
    name: str
    field: str
    kind: Literal["initiative", "theme"]
    aliases: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A topic that a text names, and the words that name it, in order."""

    topic: str
    words: tuple[str, ...]


class _Found(NamedTuple):
    """Where words that name a topic start, how long they are (negative: the longer one sorts first), the words."""

    start: int
    length: int
    words: str


@dataclass(frozen=True, slots=True)
class _Alias:
    topic: Topic
    words: str
    """As written in the lexicon, folded."""
    part: str
    """The longest part of it: where that is not, it need not be looked for."""

    def find(self, text: str) -> _Found | None:
        """Return where a text names the topic so; most hold no name at all: what is none is taken out only where one does."""
        found = _found(self.words, text)
        return _found(self.words, _without(text, self.topic.hidden)) if found and self.topic.hidden else found


_KEPT: Final = 1 << 18
"""Names whose topics are remembered."""


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """All topics, initiatives first.  Compares by them; what is derived of them is worked out once and not passed on."""

    topics: tuple[Topic, ...]

    def __reduce__(self) -> tuple[Callable[..., Lexicon], tuple[tuple[Topic, ...]]]:
        """Pack the topics alone, so that a lexicon that was used is written as one that was not."""
        return _lexicon, (self.topics,)

    @cached_property
    def by_id(self) -> dict[str, Topic]:
        """The topics by id, in their order."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each topic in their order, by its id."""
        return {topic.id: place for place, topic in enumerate(self.topics)}

    @cached_property
    def named(self) -> Callable[[str], frozenset[str]]:
        """What returns the ids of the topics that a name holds; reports give the same names again and again."""
        return lru_cache(maxsize=_KEPT)(
            lambda name: frozenset(mention.topic for mention in self.mentions(unquoted(name)))
        )

    @cached_property
    def analysed(self) -> dict[object, tuple[str, ...]]:
        """What was made of passages with these topics (`analysis`): who edits a report changes one of them at a time."""
        return {}

    def is_initiative(self, topic: str) -> bool:
        """Tell whether the topic of this id is an initiative."""
        return self.by_id[topic].kind == "initiative"

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the topics that an `unquoted` text names, each once, sorted by topic id."""
        index = self._by_pair
        pairs = {text[at : at + 2] for at in range(len(text) - 1)} & index.keys()
        return _mentions(text, chain.from_iterable(map(index.__getitem__, pairs)))

    def mentions_of(self, texts: Sequence[str]) -> list[tuple[Mention, ...]]:
        """Return what `mentions` returns of each text: of many it is found in less time."""
        places, pairs = self._pairs.places(codes_of("\n".join(texts)))
        owners = np.searchsorted(starts_of(texts), places, side="right") - 1
        cells = np.unique(owners * len(self._aliases) + pairs)
        likely: dict[int, list[_Alias]] = {}
        for owner, pair in zip(*(each.tolist() for each in divmod(cells, len(self._aliases))), strict=True):
            likely.setdefault(owner, []).extend(self._aliases[pair])
        return [_mentions(text, likely[owner]) if owner in likely else () for owner, text in enumerate(texts)]

    @cached_property
    def _by_pair(self) -> dict[str, tuple[_Alias, ...]]:
        """The aliases by two characters of their longest part, folded: those that the fewest of all aliases have."""
        folded = [(topic, unquoted(alias)) for topic in self.topics for alias in topic.aliases]
        parts = [max(alias.split(GAPPED), key=len) for _, alias in folded]
        counts = Counter(chain.from_iterable(map(_pairs, parts)))
        index: dict[str, list[_Alias]] = {}
        for (topic, alias), part in zip(folded, parts, strict=True):
            for pair in sorted(_pairs(part), key=counts.__getitem__)[:1]:
                index.setdefault(pair, []).append(_Alias(topic, alias, part))
        return {pair: tuple(aliases) for pair, aliases in index.items()}

    @cached_property
    def _pairs(self) -> Pairs:
        return Pairs(tuple(self._by_pair))

    @cached_property
    def _aliases(self) -> tuple[tuple[_Alias, ...], ...]:
        return tuple(self._by_pair.values())


def _lexicon(topics: tuple[Topic, ...]) -> Lexicon:
    return Lexicon(topics=topics)


def unquoted(text: str) -> str:
    """Return `text` folded and without quotation marks and signs of a low letter: “12345”热线 and 12345热线 are one name, PM_2.5 and PM2.5."""
    return _MARKS.sub("", fold(text))


@cache
def shipped() -> Lexicon:
    """Return the lexicon of the tables beside this module, initiatives first."""
    return Lexicon(topics=(*_load("initiatives.tsv", "initiative"), *_load("themes.tsv", "theme")))


def _pairs(word: str) -> list[str]:
    return list(map(str.__add__, word, word[1:]))


def _mentions(text: str, aliases: Iterable[_Alias]) -> tuple[Mention, ...]:
    """Return the topics that some aliases name in a text, and the words in order, the longer one first where two start together."""
    found: dict[str, list[_Found]] = {}
    for alias in aliases:
        one = alias.find(text) if alias.part in text else None
        if one:
            found.setdefault(alias.topic.id, []).append(one)
    return tuple(
        Mention(topic=topic, words=tuple(dict.fromkeys(each.words for each in sorted(found[topic]))))
        for topic in sorted(found)
    )


def _without(text: str, hidden: tuple[str, ...]) -> str:
    for phrase in hidden:
        text = _hiding(phrase).sub(_blank, text) if GAPPED in phrase else _replaced(text, phrase)
    return text


def _replaced(text: str, phrase: str) -> str:
    return text.replace(phrase, _HIDDEN * len(phrase))


def _blank(match: re.Match[str]) -> str:
    return _HIDDEN * len(match[0])


@cache
def _hiding(phrase: str) -> re.Pattern[str]:
    return re.compile(_GAP.join(map(re.escape, phrase.split(GAPPED))))


def _load(name: str, kind: Literal["initiative", "theme"]) -> list[Topic]:
    lines = resources.files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return [_topic(line, kind) for line in lines if line and not line.startswith("#")]


def _topic(line: str, kind: Literal["initiative", "theme"]) -> Topic:
    topic_id, name, work_field, listed = line.split("\t")
    words = [word for word in listed.split("|") if word != _WIDE]
    return Topic(
        id=topic_id,
        name=name,
        field=work_field,
        kind=kind,
        aliases=tuple(word for word in words if not word.startswith("!")),
        hidden=tuple(unquoted(word[1:]) for word in words if word.startswith("!")),
        is_wide=_WIDE in listed,
    )


def _found(words: str, text: str) -> _Found | None:
    """Return where an alias stands first; most are plain words, which need no pattern."""
    if _is_plain(words):
        start = text.find(words)
        return _Found(start, -len(words), words) if start >= 0 else None
    match = _pattern(words).search(text)
    return _Found(match.start(), match.start() - match.end(), match[0]) if match else None


@cache
def _is_plain(words: str) -> bool:
    return GAPPED not in words and _borders(words[0]) == _borders(words[-1]) == ("", "")


@cache
def _pattern(folded: str) -> re.Pattern[str]:
    before, after = _borders(folded[0])[0], _borders(folded[-1])[1]
    return re.compile(before + _GAP.join(re.escape(part) for part in folded.split(GAPPED)) + after)


def _borders(character: str) -> tuple[str, str]:
    """Return what may not stand before and after a name that starts or ends so: a number or Latin word is taken whole.

    What counts things belongs to the number before it: 20家风险投资机构 tells nothing of 家风, 44台企业级设备 nothing of 台企.
    """
    if character.isdigit():
        return "(?<![0-9.])", "(?![0-9.])"
    if character in _COUNTING:
        return f"(?<![0-9{_HOW_MANY}])(?<![0-9十百千万][余多])", ""
    return ("(?<![a-z])", "(?![a-z])") if character.isascii() and character.isalpha() else ("", "")
