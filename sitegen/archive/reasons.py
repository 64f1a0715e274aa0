"""Why two clauses are linked, in words that a reader accepts.

The reason is what both print: the initiatives and themes that both name, in the words of both, and the longest runs of
words that stand in both (`phrases`), the most telling first.  A pair without one is not linked, whatever its score.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sitegen.archive.phrases import longest, shared_phrases
from sitegen.archive.topics import unquoted
from sitegen.archive.wholes import whole_name, whole_phrases
from sitegen.archive.worded import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.archive.clauses import ClauseAnalysis
    from sitegen.archive.topics import Lexicon, Topic

_MOST: Final = 3
_MOST_CHARACTERS: Final = 40
_NAME_LENGTH: Final = 4
_MOST_NAMES: Final = 2
_SHORT: Final = 2
_UNCOUNTED: Final = re.compile("[0-9].*")
_ACRONYM: Final = re.compile("(?<![a-z])[a-z]{1,5}(?![a-z])")
_ASIDE: Final = re.compile("（.*）")
_AKIN: Final = 2
"""Characters that two names for one thing have in common."""


Kind = Literal["initiative", "renamed", "theme", "hint", "words", "word", "thin", "none"]


class Reason(NamedTuple):
    """The `terms` that explain a link, the ids of the initiatives that both clauses name, and the kind of reason.

    From strong to weak: both name an `initiative`; they do so in words that have nothing in common (`renamed`); both
    name a `theme` in the same words; they have a theme in different words (`hint`) or none (`words`) and share telling
    words; the `word` for a theme is all, or a short one (`thin`); `none` that a reader would accept.
    """

    terms: tuple[str, ...]
    initiatives: tuple[str, ...]
    kind: Kind


def reason(first: ClauseAnalysis, second: ClauseAnalysis, lexicon: Lexicon) -> Reason:
    """Return what two clauses, analysed with a lexicon, have in common; what both tell of first comes first."""
    shared = _shared_topics(first, second, lexicon)
    telling = whole_phrases(shared_phrases(first, second), first, second)
    initiatives = [topic for topic in shared if topic.kind == "initiative"]
    themes = [word for topic in shared if topic.kind == "theme" for word in _said_alike(topic, first, second)]
    if initiatives:  # the name says it; short words beside it only blur the reason
        named = [name for topic in initiatives for name in _names(topic, first, second, telling)]
        further = [text for text in telling if len(text) > _SHORT]
        is_alike = any(_are_akin(topic, first, second) for topic in initiatives)
        return Reason(
            _terms((*named, *further)),
            tuple(topic.id for topic in initiatives),
            "initiative" if is_alike else "renamed",
        )
    words = longest(filter(None, (*telling, *(_in_full(word, first, second, telling) for word in themes))))
    clear = [word for word in words if len(word) > _SHORT] or words
    return Reason(_terms(clear or themes), (), _kind(bool(shared), themes, telling))


def _kind(is_theme: bool, themes: Sequence[str], telling: Sequence[str]) -> Kind:  # noqa: FBT001 - one of three signs
    """Return how good a reason without an initiative is."""
    words = [*themes, *telling]
    if not words:
        return "none"
    alone = longest(words)
    if len(alone) == 1 and (len(alone[0]) < _NAME_LENGTH or alone[0] in themes):
        return "thin" if len(alone[0]) < _NAME_LENGTH else "word"
    if themes:
        return "theme"
    return "hint" if is_theme else "words"


def _terms(found: Iterable[str]) -> tuple[str, ...]:
    """Return the first of what was found, each once, as much as a reader takes in; acronyms as reports print them."""
    whole = longest(filter(None, found))
    terms = [_ACRONYM.sub(lambda letters: letters[0].upper(), term) for term in whole]
    lengths = accumulate(map(len, terms))
    return tuple(
        term
        for place, (term, length) in enumerate(zip(terms, lengths, strict=True))
        if place == 0 or (place < _MOST and length <= _MOST_CHARACTERS)
    )


def _shared_topics(first: ClauseAnalysis, second: ClauseAnalysis, lexicon: Lexicon) -> list[Topic]:
    """Return the topics that both name, initiatives first, those that they name alike and early before others."""
    others = {mention.topic for mention in second.mentions}
    shared = [lexicon.by_id[mention.topic] for mention in first.mentions if mention.topic in others]
    return sorted(shared, key=lambda topic: (topic.kind, *_place(topic, first, second), topic.id))


def _place(topic: Topic, first: ClauseAnalysis, second: ClauseAnalysis) -> tuple[bool, int]:
    """Tell whether two clauses name a topic in different words, and how far from their beginning."""
    named = [(worded(clause).text, _words(topic, clause)) for clause in (first, second)]
    return not _said_alike(topic, first, second), sum(text.find(words[0]) for text, words in named)


def _words(topic: Topic, clause: ClauseAnalysis) -> tuple[str, ...]:
    """Return the words that name a topic in a clause."""
    return next((mention.words for mention in clause.mentions if mention.topic == topic.id), ())


def _said_alike(topic: Topic, first: ClauseAnalysis, second: ClauseAnalysis) -> list[str]:
    """Return the words that name a topic in both clauses, the longest first."""
    others = _words(topic, second)
    return sorted(
        (word for word in _words(topic, first) if word in others), key=lambda word: (-len(word), word)
    )


def _names(
    topic: Topic, first: ClauseAnalysis, second: ClauseAnalysis, telling: Sequence[str]
) -> Sequence[str]:
    """Return what to call an initiative that both clauses name: as both print it, or its name with the words of each."""
    alike = _said_alike(topic, first, second)
    found = (_called(topic, word, first, second, telling) for word in alike[:_MOST_NAMES])
    if names := [name for name in found if name]:
        return names
    ours, theirs = _words(topic, first), _words(topic, second)
    covering = {worded(clause).covering(words[0]) for clause, words in ((first, ours), (second, theirs))}
    forms = sorted({_UNCOUNTED.sub("", form) or form for form in covering} - {unquoted(topic.name)})
    return [_with_forms(_half(topic.name, forms), forms)]


def _called(
    topic: Topic, word: str, first: ClauseAnalysis, second: ClauseAnalysis, telling: Sequence[str]
) -> str:
    """Return what to call an initiative by a word that both clauses print; "" if it is no whole name in either."""
    name = next((text for text in telling if word in text), "") or whole_name(word, first, second)
    return _half(topic.name, [name]) if len(name) == _SHORT and name in topic.name else name


def _half(name: str, forms: Sequence[str]) -> str:
    """Return the half of a double name that is meant, if forms that texts print show which it is."""
    bare = _ASIDE.sub("", name)
    printed = frozenset("".join(forms))
    halves = sorted((len(printed & frozenset(half)), half) for half in bare.split("与"))
    (second, _), (most, half) = halves[0], halves[-1]
    return half if most - second >= _AKIN and len(half) >= _NAME_LENGTH else bare


def _with_forms(name: str, forms: Sequence[str]) -> str:
    others = "／".join(form for form in forms if form not in name)
    return f"{name}（{others}）" if others else name


def _in_full(word: str, first: ClauseAnalysis, second: ClauseAnalysis, telling: Sequence[str]) -> str:
    """Return a word that both print with what belongs to it: the phrase that holds it, or the words around it."""
    return next((text for text in telling if word in text), "") or whole_name(word, first, second)


def _are_akin(topic: Topic, first: ClauseAnalysis, second: ClauseAnalysis) -> bool:
    """Tell whether the words for a topic in two clauses have characters in common: 五经普, 经济普查."""
    ours, theirs = (frozenset("".join(_words(topic, clause))) for clause in (first, second))
    return len(ours & theirs) >= _AKIN
