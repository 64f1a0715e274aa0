"""Why two clauses are linked, in words that a reader accepts.

The reason is what both print: the initiatives and themes that both name, in the words of both, and the longest runs of
words that stand in both (`phrases`), the most telling first.  A pair without one is not linked, whatever its score.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, chain, product
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sitegen.archive.growing import grown, whole_at_end
from sitegen.archive.phrases import longest, shared_phrases
from sitegen.archive.titles import LEFT_OUT, OTHERWISE, called, fuller, parted
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
_LONG: Final = 6
"""What both print beside a name of three characters says more than that: 上海帆船公开赛 and 锦标赛."""
_COUNTED: Final = "[年月日个项件台户家人名次处场座条元岁吨亩只头辆套栋间张米斤所件]"
_COUNT: Final = re.compile(
    f"(?<=[\u4e00-\u9fff])[0-9][0-9.,]*%?[万亿千百余多]*(?:{_COUNTED}|公里)?(?:以上)?(?![a-z0-9])"
    f"|^[0-9][0-9.,]*[万亿千百余多]*{_COUNTED}"
)
"""A number within what names an initiative: 新增1.2万个学位."""
_COUNTED_AT_END: Final = re.compile(
    f"(?:达到|突破|超过|增长|新增|达|超)?[0-9][0-9.,]*%?[万亿千百余多]*(?:{_COUNTED}|公里)?(?:以上)?$"
)
_PLAN: Final = re.compile("十[一二三四五六七八九]?五")
_MODIFIER: Final = re.compile("..(?<!转)[型性]$")
"""What only begins a name: 青年发展型."""
_ACRONYM: Final = re.compile("(?<![a-z])[a-z]{1,5}(?![a-z])")
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


class _Shared(NamedTuple):
    """A topic that two clauses name, and how they do."""

    topic: Topic
    naming: _Naming


class Side(NamedTuple):
    """A clause as words, and the words by which it names each topic: what a reason is told from, whatever the other clause."""

    words: Words
    named: dict[str, tuple[str, ...]]


def side(clause: ClauseAnalysis) -> Side:
    """Return what of a clause reasons are told from; it is the same in every pair."""
    return Side(worded(clause), {mention.topic: mention.words for mention in clause.mentions})


def reason(first: Side, second: Side, lexicon: Lexicon) -> Reason:
    """Return what two clauses, analysed with a lexicon, have in common; what both tell of first comes first; their order changes nothing."""
    ours, theirs = (first, second) if first.words.text <= second.words.text else (second, first)
    shared = _shared_topics(ours, theirs, lexicon)
    telling = whole_phrases(shared_phrases(ours.words, theirs.words), ours.words, theirs.words)
    initiatives = [each for each in shared if each.topic.kind == "initiative"]
    if initiatives:  # the name says it; names in other words beside one that both print only blur the reason
        kind = initiatives[0].naming.kind
        named = _named([each for each in initiatives if each.naming.kind == kind], ours, theirs, telling)
        found = _told(named, telling, is_alike=kind == "initiative")
        ids = tuple(each.topic.id for each in initiatives)
        return Reason(_terms(_grown(found, ours, theirs)), ids, kind)
    themes = [word for each in shared for word in _said_alike(each.topic, ours, theirs)]
    words = longest(filter(None, (*telling, *(_in_full(word, ours, theirs, telling) for word in themes))))
    clear = [word for word in words if len(word) > _SHORT] or words
    return Reason(_terms(_grown(clear or themes, ours, theirs)), (), _kind(bool(shared), themes, telling))


def _told(named: Sequence[str], telling: Sequence[str], *, is_alike: bool) -> list[str]:
    """Return the names of initiatives and what both clauses print beside them; short words beside longer ones only blur them."""
    further = [text for text in telling if len(text) >= _NAME_LENGTH]
    least = _NAME_LENGTH if max(map(len, further), default=0) >= _LONG else _SHORT + 1
    long = [name for name in named if len(name) >= least]
    names = long if long or further else named
    return [*names, *further] if is_alike else _rather(further, names)


def _rather(printed: Sequence[str], named: Sequence[str]) -> list[str]:
    """Return what both clauses print before the names that each prints otherwise; what a title says already only as that."""
    titles = [title for title in (name.partition("（")[0] for name in named) if OTHERWISE not in title]
    first = [text for text in printed if not any(text in title for title in titles)]
    return [*first, *(name for name in named if not any(text in name for text in first))]


def _grown(names: Iterable[str], ours: Side, theirs: Side) -> Iterator[str]:
    """Yield names as long as both clauses print them, without how many there are: 金融机构达到36家."""
    for name in names:
        told = name if name.isalpha() else _COUNTED_AT_END.sub("", name) or name
        yield grown(told, ours.words, theirs.words)


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


def _shared_topics(ours: Side, theirs: Side, lexicon: Lexicon) -> list[_Shared]:
    """Return the topics that both name, initiatives first, those that they name alike and early before others."""
    both = (lexicon.by_id[topic] for topic in ours.named if topic in theirs.named)
    every = [_Shared(topic, _naming(topic, ours, theirs)) for topic in both]
    shared = [each for each in every if not _are_others(each.naming.words)]
    if len(shared) < 2:  # noqa: PLR2004 - one has no order
        return shared
    return sorted(shared, key=lambda each: (each.topic.kind, *_place(each, ours, theirs), each.topic.id))


def _are_others(words: tuple[str, str]) -> bool:
    """Tell whether two names are those of different plans: 十一五规划, 十五五规划."""
    if words[0] == words[1]:
        return False
    one, other = (set(_PLAN.findall(word)) for word in words)
    return bool(one and other) and not one & other


def _place(shared: _Shared, ours: Side, theirs: Side) -> tuple[int, bool, bool, int]:
    """Tell how unlike two clauses name a topic, whether it is wide, named in different words, and how far from their beginning."""
    topic, naming = shared
    starts = (side.words.text.find(side.named[topic.id][0]) for side in (ours, theirs))
    return _WAYS.index(naming.kind), topic.is_wide, naming.words[0] != naming.words[1], sum(starts)


def _naming(topic: Topic, ours: Side, theirs: Side) -> _Naming:
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


def _said_alike(topic: Topic, ours: Side, theirs: Side) -> list[str]:
    """Return the words that name a topic in both clauses, the longest first."""
    others = theirs.named[topic.id]
    return sorted(
        (word for word in ours.named[topic.id] if word in others), key=lambda word: (-len(word), word)
    )


def _named(shared: Sequence[_Shared], ours: Side, theirs: Side, telling: Sequence[str]) -> list[str]:
    """Return what to call topics: as both clauses print them; otherwise only beside nothing else, or where one name shortens the other."""
    names = [_names(each, ours, theirs, telling) for each in shared]
    alike = [
        name
        for each, found in zip(shared, names, strict=True)
        for name in found
        if OTHERWISE not in name or not _distance(each.naming.words)[0]
    ]
    plain = [name for name in alike if OTHERWISE not in name]
    kept = [name for name in alike if name in plain or not any(each in name for each in plain)]
    return kept or list(chain.from_iterable(names))


def _names(shared: _Shared, ours: Side, theirs: Side, telling: Sequence[str]) -> Sequence[str]:
    """Return what to call an initiative that both clauses name: as both print it, or its name with the words of each."""
    topic = shared.topic
    alike = _said_alike(topic, ours, theirs)
    texts = ours.words.text, theirs.words.text
    long = [word for word in alike if len(word) > _SHORT]
    for words in (long[:_MOST_NAMES], alike[:_MOST_NAMES]):
        found = (_called(topic, word, ours, theirs, telling) for word in words)
        if names := [fuller(topic, name, texts) for name in found if name]:
            return sorted(names, key=len, reverse=True)
    return [called(topic, tuple(_forms(shared, ours, theirs)), texts)]


def _forms(shared: _Shared, ours: Side, theirs: Side) -> Iterator[str]:
    """Yield how each of two clauses prints an initiative: in the words that are most alike, as a whole name."""
    topic, words = shared.topic, shared.naming.words
    if words[0] == words[1]:
        yield words[0]
        return
    for side, other, word in zip((ours, theirs), (theirs, ours), words, strict=True):
        longer = (name for name in side.named[topic.id] if word in name and len(name) <= _NAME_MOST)
        named = max(longer, key=len, default=word)
        form = parted(topic, named)
        if form == named:
            form = whole_at_end(side.words.naming(named), side.words, other.words.text)
        yield _COUNT.sub(LEFT_OUT, form).strip(LEFT_OUT)


def _called(topic: Topic, word: str, ours: Side, theirs: Side, telling: Sequence[str]) -> str:
    """Return what to call an initiative by a word that both clauses print; "" if it cuts a word in one of them."""
    is_cut = len(word) <= _SHORT or not (ours.words.holds(word) and theirs.words.holds(word))
    name = _in_full(word, ours, theirs, telling) or (
        "" if is_cut else ours.words.with_next(word, theirs.words)
    )
    if len(name) <= _SHORT and len(longer := grown(name or word, ours.words, theirs.words)) > _SHORT:
        return longer if name or len(longer) > len(word) else ""
    if _MODIFIER.search(name):
        return OTHERWISE.join(sorted({name + side.words.behind(name) for side in (ours, theirs)}))
    halves = [half for half in topic.name.split("与") if len(name) == _SHORT and name in half]
    return halves[0] if len(halves) == 1 and len(halves[0]) >= _NAME_LENGTH else name


def _in_full(word: str, ours: Side, theirs: Side, telling: Sequence[str]) -> str:
    """Return a word that both print with what belongs to it: the phrase that holds it, or the words around it; "" if neither is whole."""
    return next((text for text in telling if word in text), "") or whole_name(word, ours.words, theirs.words)
