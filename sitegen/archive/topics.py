"""What undertakings a passage names: the lexicons of initiatives and of themes.

An initiative is an undertaking with a name that offices share (加装电梯, 河长制): its aliases are so
precise that whoever names one reports it.  A theme (稳就业, 应急管理) is a field in which offices do
different things: to share it is a hint, never enough for a link.  Both are tables beside this module
that a person who reads Chinese but not Python can extend: `initiatives.tsv`, `themes.tsv`.

An alias is a literal string with two signs: `A~B` is A and then B within ten characters of one
part of a sentence (老旧小区~改造), and `!X` says that what stands inside X is no mention (`!集市场`, so that
聚集市场 is not taken for a 集市; `!自行车~充电` for all that stands from one to the other).  Digits and Latin letters at an alias's end do not match inside a longer
number or word.

Patterns are tried only where their first two characters occur, so the time for a passage does not
grow with the size of the lexicons.

A `Lexicon` is a value that an archive is analysed and joined with: `shipped` is the tables as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final, Literal

from sitegen.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable

_GAP: Final = "[^，。；、：！？,.;:!?]{0,10}?"
_MARKS: Final = re.compile("[\"'<>\\[\\]]")
_HIDDEN: Final = "□"
_GAPPED: Final = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An initiative or theme of the lexicons; `aliases` as written there, `hidden` the strings that hold no mention."""

    id: str
    name: str
    field: str
    kind: Literal["initiative", "theme"]
    aliases: tuple[str, ...]
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A topic that a text names, and the words that name it, in order."""

    topic: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Alias:
    topic: Topic
    pattern: re.Pattern[str]
    part: str
    """The longest part of it: where that is not, it need not be looked for."""


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
    def theme_names(self) -> frozenset[str]:
        """What the themes are called."""
        return frozenset(topic.name for topic in self.topics if topic.kind == "theme")

    @cached_property
    def named(self) -> Callable[[str], frozenset[str]]:
        """What returns the ids of the topics that a name holds; reports give the same names again and again."""
        return lru_cache(maxsize=_KEPT)(
            lambda name: frozenset(mention.topic for mention in self.mentions(unquoted(name)))
        )

    def is_initiative(self, topic: str) -> bool:
        """Tell whether the topic of this id is an initiative."""
        return self.by_id[topic].kind == "initiative"

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the topics that an `unquoted` text names, each once, sorted by topic id."""
        index = self._index
        pairs = {text[at : at + 2] for at in range(len(text) - 1)}
        found: dict[str, list[re.Match[str]]] = {}
        for alias in (alias for pair in pairs & index.keys() for alias in index[pair]):
            match = alias.pattern.search(text) if alias.part in text else None
            if (
                match and alias.topic.hidden
            ):  # most texts hold no name at all: what is none is taken out only then
                match = alias.pattern.search(_without(text, alias.topic.hidden))
            if match:
                found.setdefault(alias.topic.id, []).append(match)
        return tuple(Mention(topic=topic, words=_words(found[topic])) for topic in sorted(found))

    @cached_property
    def _index(self) -> dict[str, tuple[_Alias, ...]]:
        """The aliases by their first two characters, folded."""
        index: dict[str, list[_Alias]] = {}
        for topic in self.topics:
            for alias in topic.aliases:
                folded = unquoted(alias)
                index.setdefault(folded[:2], []).append(
                    _Alias(topic, _pattern(folded), max(folded.split(_GAPPED), key=len))
                )
        return {pair: tuple(aliases) for pair, aliases in index.items()}


def _lexicon(topics: tuple[Topic, ...]) -> Lexicon:
    return Lexicon(topics=topics)


def unquoted(text: str) -> str:
    """Return `text` folded and without quotation marks: “12345”热线 and 12345热线 are one name."""
    return _MARKS.sub("", fold(text))


@cache
def shipped() -> Lexicon:
    """Return the lexicon of the tables beside this module, initiatives first."""
    return Lexicon(topics=(*_load("initiatives.tsv", "initiative"), *_load("themes.tsv", "theme")))


def _words(matches: list[re.Match[str]]) -> tuple[str, ...]:
    """Return what was matched, in order, the longer one first where two start together."""
    ordered = sorted(matches, key=lambda match: (match.start(), -match.end()))
    return tuple(dict.fromkeys(match[0] for match in ordered))


def _without(text: str, hidden: tuple[str, ...]) -> str:
    for phrase in hidden:
        text = _hiding(phrase).sub(_blank, text) if _GAPPED in phrase else _replaced(text, phrase)
    return text


def _replaced(text: str, phrase: str) -> str:
    return text.replace(phrase, _HIDDEN * len(phrase))


def _blank(match: re.Match[str]) -> str:
    return _HIDDEN * len(match[0])


@cache
def _hiding(phrase: str) -> re.Pattern[str]:
    return re.compile(_GAP.join(map(re.escape, phrase.split(_GAPPED))))


def _load(name: str, kind: Literal["initiative", "theme"]) -> list[Topic]:
    lines = resources.files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return [_topic(line, kind) for line in lines if line and not line.startswith("#")]


def _topic(line: str, kind: Literal["initiative", "theme"]) -> Topic:
    topic_id, name, work_field, words = line.split("\t")
    aliases = [word for word in words.split("|") if not word.startswith("!")]
    hidden = [unquoted(word[1:]) for word in words.split("|") if word.startswith("!")]
    return Topic(
        id=topic_id, name=name, field=work_field, kind=kind, aliases=tuple(aliases), hidden=tuple(hidden)
    )


def _pattern(folded: str) -> re.Pattern[str]:
    before, after = _borders(folded[0])[0], _borders(folded[-1])[1]
    return re.compile(before + _GAP.join(re.escape(part) for part in folded.split(_GAPPED)) + after)


def _borders(character: str) -> tuple[str, str]:
    """Return what may not stand before and after a name that starts or ends so: a number or Latin word is taken whole."""
    if character.isdigit():
        return "(?<![0-9.])", "(?![0-9.])"
    return ("(?<![a-z])", "(?![a-z])") if character.isascii() and character.isalpha() else ("", "")
