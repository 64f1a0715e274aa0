"""Why two clauses are linked, in words that a reader accepts.

The reason is what both print: the initiatives and themes that both name, in the words of both, and the longest runs of
words that stand in both (`phrases`), the most telling first.  A pair without one is not linked, whatever its score.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, product
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sitegen.archive.phrases import longest, shared_phrases
from sitegen.archive.topics import unquoted
from sitegen.archive.wholes import whole_name, whole_phrases
from sitegen.archive.worded import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.archive.clauses import ClauseAnalysis
    from sitegen.archive.topics import Lexicon, Topic
    from sitegen.archive.worded import Words

_MOST: Final = 3
_MOST_CHARACTERS: Final = 40
_NAME_LENGTH: Final = 4
_NAME_MOST: Final = 8
_MOST_NAMES: Final = 2
_SHORT: Final = 2
_COUNTED: Final = "[年月日个项件台户家人名次处场座条元岁吨亩只头辆套栋间张米斤所件]"
_COUNT: Final = re.compile(
    f"(?<=[\u4e00-\u9fff])[0-9][0-9.,]*%?[万亿千百余多]*(?:{_COUNTED}|公里)?(?:以上)?(?![a-z0-9])"
    f"|^[0-9][0-9.,]*[万亿千百余多]*{_COUNTED}"
)
"""A number within what names an initiative: 新增1.2万个学位."""
_LEFT_OUT: Final = "…"
_OTHERWISE: Final = "／"
"""Stands between what one text prints and what the other one does."""
_ACRONYM: Final = re.compile("(?<![a-z])[a-z]{1,5}(?![a-z])")
_ASIDE: Final = re.compile("（.*）")
_AKIN: Final = 2
"""Characters that two names for one thing have in common."""
_KEPT: Final = 1 << 14
"""Pairs of ways to name a topic of which is kept how close they are."""
_WAYS: Final[tuple[_Way, ...]] = ("initiative", "renamed", "field", "apart")


Kind = Literal["initiative", "renamed", "field", "apart", "theme", "hint", "words", "word", "thin", "none"]


class Reason(NamedTuple):
    """The `terms` that explain a link, the ids of the initiatives that both clauses name, and the kind of reason.

    From strong to weak: both name an `initiative` in the same words, or words that mean the same; they do so in words that
    have nothing in common (`renamed`); they name a wide one in words that are akin (`field`) or `apart`; both name a `theme` in the same words;
    they have a theme in different words (`hint`) or none (`words`) and share telling words; the `word` for a theme is all,
    or a short one (`thin`); `none` that a reader would accept.
    """

    terms: tuple[str, ...]
    initiatives: tuple[str, ...]
    kind: Kind


_Way = Literal["initiative", "renamed", "field", "apart"]


class _Naming(NamedTuple):
    """The words by which two clauses name a topic that are closest to each other, and how close they are."""

    kind: _Way
    words: tuple[str, str]


class _Side(NamedTuple):
    """A clause as words, and the words by which it names each topic."""

    words: Words
    named: dict[str, tuple[str, ...]]


def reason(first: ClauseAnalysis, second: ClauseAnalysis, lexicon: Lexicon) -> Reason:
    """Return what two clauses, analysed with a lexicon, have in common; what both tell of first comes first."""
    ours, theirs = _side(first), _side(second)
    shared = _shared_topics(ours, theirs, lexicon)
    telling = whole_phrases(shared_phrases(ours.words, theirs.words), ours.words, theirs.words)
    initiatives = [topic for topic in shared if topic.kind == "initiative"]
    themes = [word for topic in shared if topic.kind == "theme" for word in _said_alike(topic, ours, theirs)]
    if initiatives:  # the name says it; short words, and names in other words beside one that both print, only blur the reason
        kinds = [_naming(topic, ours, theirs).kind for topic in initiatives]
        told = [topic for topic, kind in zip(initiatives, kinds, strict=True) if kind == kinds[0]]
        names = [name for topic in told for name in _names(topic, ours, theirs, telling)]
        named = [name for name in names if _OTHERWISE not in name] or names
        further = [text for text in telling if len(text) > _SHORT]
        return Reason(_terms((*named, *further)), tuple(topic.id for topic in initiatives), kinds[0])
    words = longest(filter(None, (*telling, *(_in_full(word, ours, theirs, telling) for word in themes))))
    clear = [word for word in words if len(word) > _SHORT] or words
    return Reason(_terms(clear or themes), (), _kind(bool(shared), themes, telling))


def _side(clause: ClauseAnalysis) -> _Side:
    return _Side(worded(clause), {mention.topic: mention.words for mention in clause.mentions})


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


def _shared_topics(ours: _Side, theirs: _Side, lexicon: Lexicon) -> list[Topic]:
    """Return the topics that both name, initiatives first, those that they name alike and early before others."""
    shared = [lexicon.by_id[topic] for topic in ours.named if topic in theirs.named]
    if len(shared) < 2:  # noqa: PLR2004 - one has no order
        return shared
    return sorted(shared, key=lambda topic: (topic.kind, *_place(topic, ours, theirs), topic.id))


def _place(topic: Topic, ours: _Side, theirs: _Side) -> tuple[int, bool, int]:
    """Tell how unlike two clauses name a topic, whether in different words, and how far from their beginning."""
    starts = (side.words.text.find(side.named[topic.id][0]) for side in (ours, theirs))
    naming = _naming(topic, ours, theirs)
    return _WAYS.index(naming.kind), naming.words[0] != naming.words[1], sum(starts)


def _naming(topic: Topic, ours: _Side, theirs: _Side) -> _Naming:
    return _closest_words(ours.named[topic.id], theirs.named[topic.id], is_wide=topic.is_wide)


@lru_cache(maxsize=_KEPT)
def _closest_words(ours: tuple[str, ...], theirs: tuple[str, ...], *, is_wide: bool) -> _Naming:
    """Return which of the words by which each of two clauses names a topic are closest to each other: 五经普, 经济普查.

    The fewer characters one lacks, then the more both have, the closer; the order of the clauses changes nothing.
    """
    alike = [word for word in ours if word in theirs]
    if alike:
        word = min(alike, key=lambda word: (-len(word), word))
        return _Naming("initiative", (word, word))
    words = min(product(ours, theirs), key=_distance)
    lacking, common, *_ = _distance(words)
    is_akin = -common >= max(_AKIN, lacking)
    if is_akin and not (lacking and is_wide):
        return _Naming("initiative", words)
    return _Naming(("field" if is_akin else "apart") if is_wide else "renamed", words)


def _distance(words: tuple[str, ...]) -> tuple[int, int, int, list[str]]:
    """Return how many characters the one of two words that lacks less lacks of the other, how many both have (negative)."""
    one, other = map(frozenset, words)
    lacking = min(len(one - other), len(other - one))
    return lacking, -len(one & other), sum(map(len, words)), sorted(words)


def _said_alike(topic: Topic, ours: _Side, theirs: _Side) -> list[str]:
    """Return the words that name a topic in both clauses, the longest first."""
    others = theirs.named[topic.id]
    return sorted(
        (word for word in ours.named[topic.id] if word in others), key=lambda word: (-len(word), word)
    )


def _names(topic: Topic, ours: _Side, theirs: _Side, telling: Sequence[str]) -> Sequence[str]:
    """Return what to call an initiative that both clauses name: as both print it, or its name with the words of each."""
    alike = _said_alike(topic, ours, theirs)
    found = (_called(topic, word, ours, theirs, telling) for word in alike[:_MOST_NAMES])
    if names := [name for name in found if name]:
        return names
    forms = sorted(set(_forms(topic, ours, theirs)) - {unquoted(topic.name), ""})
    name = _half(topic.name, forms) if len(forms) > 1 else _half_with(topic.name, *forms)
    return [_with_forms(name, forms)]


def _forms(topic: Topic, ours: _Side, theirs: _Side) -> Iterator[str]:
    """Yield how each of two clauses prints an initiative: in the words that are most alike, as a whole name."""
    words = _naming(topic, ours, theirs).words
    if words[0] == words[1]:
        yield words[0]
        return
    for side, word in zip((ours, theirs), words, strict=True):
        longer = (other for other in side.named[topic.id] if word in other and len(other) <= _NAME_MOST)
        form = side.words.naming(max(longer, key=len, default=word))
        yield _COUNT.sub(_LEFT_OUT, form).strip(_LEFT_OUT)


def _called(topic: Topic, word: str, ours: _Side, theirs: _Side, telling: Sequence[str]) -> str:
    """Return what to call an initiative by a word that both clauses print; "" if it cuts a word in one of them."""
    is_cut = len(word) <= _SHORT or not (ours.words.holds(word) and theirs.words.holds(word))
    name = _in_full(word, ours, theirs, telling) or (
        "" if is_cut else ours.words.with_next(word, theirs.words)
    )
    halves = [half for half in topic.name.split("与") if len(name) == _SHORT and name in half]
    return halves[0] if len(halves) == 1 and len(halves[0]) >= _NAME_LENGTH else name


def _half_with(name: str, form: str = "") -> str:
    """Return the only half of a double name that holds a form, else the half that is meant."""
    halves = [half for half in _ASIDE.sub("", name).split("与") if form and form in half]
    return halves[0] if len(halves) == 1 else _half(name, [form])


def _half(name: str, forms: Sequence[str]) -> str:
    """Return the half of a double name that is meant, if forms that texts print show which it is."""
    bare = _ASIDE.sub("", name)
    printed = frozenset("".join(forms))
    halves = sorted((len(printed & frozenset(half)), half) for half in bare.split("与"))
    (second, _), (most, half) = halves[0], halves[-1]
    return half if most - second >= _AKIN and len(half) >= _NAME_LENGTH else bare


def _with_forms(name: str, forms: Sequence[str]) -> str:
    others = _OTHERWISE.join(form for form in forms if form not in name)
    return f"{name}（{others}）" if others else name


def _in_full(word: str, ours: _Side, theirs: _Side, telling: Sequence[str]) -> str:
    """Return a word that both print with what belongs to it: the phrase that holds it, or the words around it; "" if neither is whole."""
    return next((text for text in telling if word in text), "") or whole_name(word, ours.words, theirs.words)
