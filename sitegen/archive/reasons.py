"""Why two clauses are linked, in words that a reader accepts.

The reason is what both name: their shared initiatives and themes, in the words that both use where
they use the same, and the words that both texts have beside stock phrasing, the most telling first.
A pair without such a word is not linked, whatever its score.
"""

from __future__ import annotations

from functools import cache, lru_cache
from sys import intern
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sitegen.archive.analysis import BREAK, stock_phrases
from sitegen.archive.grams import rarity
from sitegen.words import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.archive.analysis import ClauseAnalysis
    from sitegen.archive.topics import Lexicon, Topic

_MOST: Final = 5
_MOST_TRIED: Final = 8
_WORDS_KEPT: Final = 100_000
"""Clauses whose words are kept at hand: a clause is compared with many."""
_TELLING: Final = 4.2
"""The least rarity (natural logarithm of sentences per sentence that has the word) of a word that explains."""
_NAME_LENGTH: Final = 4
_SHORT: Final = 2


Kind = Literal["initiative", "theme", "hint", "words", "none"]


class Reason(NamedTuple):
    """The `terms` that explain a link, the ids of the initiatives that both clauses name, and the kind of reason.

    From strong to weak: both name an `initiative`; both name a `theme` in the same words; a theme in
    different words is but a `hint`; they share `words` alone; `none` that a reader would accept.
    """

    terms: tuple[str, ...]
    initiatives: tuple[str, ...]
    kind: Kind


def reason(first: ClauseAnalysis, second: ClauseAnalysis, lexicon: Lexicon) -> Reason:
    """Return what two clauses, analysed with a lexicon, have in common."""
    shared = _shared_topics(first, second, lexicon)
    words = _shared_words(first.substance, second.substance)
    names = [name for topic in shared for name in _topic_names(lexicon.by_id[topic], first, second)]
    initiatives = tuple(topic for topic in shared if lexicon.is_initiative(topic))
    kind = _kind(initiatives, names, words, lexicon.theme_names)
    if initiatives:  # the name says it; short words and theme names beside it only blur the reason
        names = [name for name in names if name not in lexicon.theme_names]
        words = [word for word in words if len(word) > _SHORT]
    return Reason(tuple(_longest((*names, *words)))[:_MOST], initiatives, kind)


def _kind(
    initiatives: tuple[str, ...], names: list[str], words: list[str], theme_names: frozenset[str]
) -> Kind:
    """Return how good a reason is; `names` are what the shared topics are called, `words` what else is shared."""
    if initiatives:
        return "initiative"
    if names:
        return _kind_of_theme(names, words, theme_names)
    return "words" if _carries(words) else "none"


def _kind_of_theme(names: list[str], words: list[str], theme_names: frozenset[str]) -> Kind:
    """Return how good a reason themes are: they must be named precisely, or some word beside them be shared."""
    said_alike = [name for name in names if name not in theme_names]
    further = [word for word in words if all(_says_more(word, name) for name in names)]
    if said_alike and (further or any(len(name) >= _NAME_LENGTH for name in said_alike)):
        return "theme"
    return "hint" if further else "none"


def _says_more(word: str, name: str) -> bool:
    """Tell whether a word says something beside a name: 文物普查 does beside 文物, 文物 does not beside 文物保护."""
    return word not in name and len(word.replace(name, "")) > 1


def _carries(words: list[str]) -> bool:
    """Tell whether words can explain a link without a topic: two of them, or one long name."""
    return len(words) > 1 or any(len(word) >= _NAME_LENGTH for word in words)


def _shared_topics(first: ClauseAnalysis, second: ClauseAnalysis, lexicon: Lexicon) -> list[str]:
    """Return the ids of the topics that both name, initiatives first."""
    others = {mention.topic for mention in second.mentions}
    shared = [mention.topic for mention in first.mentions if mention.topic in others]
    return sorted(shared, key=lambda topic: (lexicon.by_id[topic].kind, topic))


def _topic_names(topic: Topic, first: ClauseAnalysis, second: ClauseAnalysis) -> list[str]:
    """Return what to call a shared topic: an initiative's name, or the words of a theme that both use."""
    if topic.kind == "initiative":
        return [topic.name]
    words = [word for mention in first.mentions if mention.topic == topic.id for word in mention.words]
    others = {word for mention in second.mentions if mention.topic == topic.id for word in mention.words}
    return [word for word in words if word in others] or [topic.name]


def _shared_words(first: str, second: str) -> list[str]:
    """Return the words that both substances have, neighbours joined, the rarest first."""
    common = _telling_words(first) & _telling_words(second)
    telling = tuple(sorted(common, key=_from_telling_to_common)[:_MOST_TRIED])
    joined = {a + b for a in telling for b in _following(a, telling, first) if a + b in second}
    words = {*telling, *joined} if joined else telling
    return _longest(sorted(words, key=_from_telling_to_common) if joined else words)


def _following(word: str, words: tuple[str, ...], text: str) -> Iterator[str]:
    """Yield which of some words come right after a word in a text."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if text.startswith(words, end):
            yield from (each for each in words if text.startswith(each, end))
        at = text.find(word, at + 1)


@lru_cache(maxsize=_WORDS_KEPT)
def _from_telling_to_common(word: str) -> tuple[float, str]:
    return -rarity(word) * len(word), word


def _longest(terms: Iterable[str]) -> list[str]:
    """Return the terms that are no part of another one, each once."""
    unique = list(dict.fromkeys(terms))
    lines = BREAK.join(unique)
    return [term for term in unique if lines.count(term) == 1]


@cache
def _stock() -> frozenset[str]:
    return frozenset(stock_phrases())


@lru_cache(maxsize=_WORDS_KEPT)
def _telling_words(substance: str) -> frozenset[str]:
    """Return the words of a substance that can explain something."""
    return frozenset(intern(word) for word in cut(substance) if _tells(word))


@lru_cache(maxsize=_WORDS_KEPT)
def _tells(word: str) -> bool:
    return word not in _stock() and rarity(word) >= _TELLING
