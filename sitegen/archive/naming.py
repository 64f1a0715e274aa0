"""What to call the topics that two clauses name: as both print them, as whole names, otherwise by a title with the words of each."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain, product
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sitegen.archive.counts import with_gap
from sitegen.archive.growing import grown, whole_at_end
from sitegen.archive.telling import tells
from sitegen.archive.titles import (
    LEFT_OUT,
    OTHERWISE,
    are_akin,
    are_answering,
    are_forms,
    are_nested,
    called,
    folded_halves,
    forms_in,
    fuller,
    is_spoken,
    parted,
)
from sitegen.archive.wholes import ends, stretched, whole_name
from sitegen.archive.worded import worded
from sitegen.words import whole_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.archive.clauses import ClauseAnalysis
    from sitegen.archive.topics import Lexicon, Topic
    from sitegen.archive.worded import Words

_NAME_LENGTH: Final = 4
_NAME_MOST: Final = 8
_MOST_NAMES: Final = 2
_SHORT: Final = 2
_REACHING: Final = re.compile("(?:达到|超过|[达超至])$")
"""What says behind a name that a quantity follows: 经营主体 达."""
_LEADING_ON: Final = frozenset(["获", "批", "加快", "稳定", "在", "上", "中", "后", "原", "不", "和", "加速"])
_PLAN: Final = re.compile("十[一二三四五六七八九]?五")
_FAIR: Final = re.compile("^.[博交]会$")
_MODIFIER: Final = re.compile("..(?<!转)[型性]$")
"""What only begins a name: 青年发展型."""
_AKIN: Final = 2
"""Characters that two names for one thing have in common."""
_KEPT: Final = 1 << 14
"""Pairs of ways to name a topic of which is kept how close they are."""
_WAYS: Final[tuple[Way, ...]] = ("initiative", "renamed", "field", "apart")


Way = Literal["initiative", "renamed", "field", "apart"]


class Naming(NamedTuple):
    """The words by which two clauses name a topic that are closest to each other, and how close they are."""

    kind: Way
    words: tuple[str, str]


class Shared(NamedTuple):
    """A topic that two clauses name, and how they do."""

    topic: Topic
    naming: Naming


class Side(NamedTuple):
    """A clause as words, and the words by which it names each topic: what a reason is told from, whatever the other clause."""

    words: Words
    named: dict[str, tuple[str, ...]]


def side(clause: ClauseAnalysis) -> Side:
    """Return what of a clause reasons are told from; it is the same in every pair."""
    return Side(worded(clause), {mention.topic: mention.words for mention in clause.mentions})


def shared_topics(ours: Side, theirs: Side, lexicon: Lexicon) -> list[Shared]:
    """Return the topics that both name, initiatives first, those that they name alike and early before others."""
    both = [lexicon.by_id[topic] for topic in ours.named if topic in theirs.named]
    every = [(each, _naming(ours.named[each.id], theirs.named[each.id], each.is_wide)) for each in both]
    shared = [Shared(topic, naming) for topic, naming in every if naming]
    if len(shared) < 2:  # noqa: PLR2004 - one has no order
        return shared
    return sorted(shared, key=lambda each: (each.topic.kind, *_place(each, ours, theirs), each.topic.id))


def _are_others(words: tuple[str, str]) -> bool:
    """Tell whether two names are those of different plans or fairs: 十一五规划, 十五五规划; 广交会, 高交会."""
    if words[0] == words[1]:
        return False
    if all(map(_FAIR.match, words)):
        return True
    one, other = (set(_PLAN.findall(word)) for word in words)
    return bool(one and other) and not one & other


def _place(shared: Shared, ours: Side, theirs: Side) -> tuple[int, bool, bool, int]:
    """Tell how unlike two clauses name a topic, whether it is wide, named in different words, and how far from their beginning."""
    topic, naming = shared
    starts = (side.words.text.find(side.named[topic.id][0]) for side in (ours, theirs))
    return _WAYS.index(naming.kind), topic.is_wide, naming.words[0] != naming.words[1], sum(starts)


@lru_cache(maxsize=_KEPT)
def _naming(ours: tuple[str, ...], theirs: tuple[str, ...], is_wide: bool) -> Naming | None:  # noqa: FBT001 - a topic is or is not
    """Return how two clauses name a topic, None if what they name is not the same."""
    naming = _closest_words(ours, theirs, is_wide=is_wide)
    return None if _are_others(naming.words) else naming


def _closest_words(ours: tuple[str, ...], theirs: tuple[str, ...], *, is_wide: bool) -> Naming:
    """Return which of the words by which each of two clauses names a topic are closest to each other: 五经普, 经济普查.

    The fewer characters one lacks, then the more both have, the closer; the order of the clauses changes nothing.
    """
    alike = [word for word in ours if word in theirs]
    if alike:
        word = min(alike, key=lambda word: (-len(word), word))
        return Naming("initiative", (word, word))
    words = min(product(ours, theirs), key=_distance)
    lacking, common, *_ = _distance(words)
    is_akin = -common >= max(_AKIN, lacking)
    if is_akin and not (lacking and is_wide):
        return Naming("initiative", words)
    return Naming(("field" if is_akin else "apart") if is_wide else "renamed", words)


def _distance(words: tuple[str, ...]) -> tuple[int, int, int, list[str]]:
    """Return how many characters the one of two words that lacks less lacks of the other, how many both have (negative)."""
    one, other = map(frozenset, words)
    lacking = min(len(one - other), len(other - one))
    return lacking, -len(one & other), sum(map(len, words)), sorted(words)


def said_alike(topic: Topic, ours: Side, theirs: Side) -> list[str]:
    """Return the words that name a topic in both clauses, the longest first."""
    others = theirs.named[topic.id]
    alike = [word for word in ours.named[topic.id] if word in others]
    return alike if len(alike) <= 1 else sorted(alike, key=lambda word: (-len(word), word))


def named_of(shared: Sequence[Shared], ours: Side, theirs: Side, telling: Sequence[str]) -> list[str]:
    """Return what to call topics: as both clauses print them; otherwise only beside nothing else, or where one name shortens the other."""
    names = [_names(each, ours, theirs, telling) for each in shared]
    alike = [
        name
        for each, found in zip(shared, names, strict=True)
        for name in found
        if (OTHERWISE not in name or not _distance(each.naming.words)[0])
        and (are_forms(name) or are_forms(OTHERWISE.join(each.naming.words)))
    ]
    plain = [name for name in alike if OTHERWISE not in name]
    beside = (name for name in alike if OTHERWISE in name and not any(each in name for each in plain))
    kept = [*plain, *(name for name in beside if not plain or are_nested(name))]
    if len(kept) > 1:  # a title for what the other calls otherwise only blurs what both call alike
        kept = [name for name in kept if are_akin(*forms_in(name)) or are_answering(name)] or kept
    return kept or list(chain.from_iterable(names))


def _names(shared: Shared, ours: Side, theirs: Side, telling: Sequence[str]) -> Sequence[str]:
    """Return what to call an initiative that both clauses name: as both print it, or its name with the words of each."""
    topic = shared.topic
    alike = said_alike(topic, ours, theirs)
    texts = ours.words.text, theirs.words.text
    long = [word for word in alike if len(word) > _SHORT]
    for words in (long[:_MOST_NAMES], alike[:_MOST_NAMES]):
        found = (_called(topic, word, ours, theirs, telling) for word in words)
        if names := [fuller(topic, name, texts) for name in found if name]:
            title = _printed_title(topic, ours, theirs, names) if len(names[0]) > _SHORT else ()
            return [*title, *sorted(names, key=len, reverse=True)]
    forms = tuple(_forms(shared, ours, theirs))
    if len(forms) == 1:  # by one word, which is cut in one of them
        return [_title_or(called(topic, forms, texts), forms[0], ours, theirs)]
    if forms[0] == forms[1]:  # over what only one of them says within the name
        return [forms[0]]
    if whole := _nested(forms, texts):
        return [whole]
    return [_one_name(forms, ours, theirs) or called(topic, forms, texts)]


def _nested(forms: Sequence[str], texts: Sequence[str]) -> str:
    """Return the shorter of two forms if the other begins with it, and both texts print it: 中欧班列 of 中欧班列开行; "" if not."""
    short, long = sorted(forms, key=len)
    is_part = len(short) > _SHORT and long.startswith(short)
    return short if is_part and LEFT_OUT not in long and all(short in text for text in texts) else ""


def _one_name(forms: Sequence[str], ours: Side, theirs: Side) -> str:
    """Return the one name of what two clauses name in forms that do not answer each other: 政务服务 of 政务服务中心, 政务服务效能; "" if none."""
    if not all(forms):
        return ""
    one, other = forms
    for gapped, plain in ((one, other), (other, one)):
        if LEFT_OUT in gapped and LEFT_OUT not in plain and _are_in(gapped.split(LEFT_OUT), plain):
            return plain
    both, common = OTHERWISE.join((one, other)), _common(one, other)
    if len(common) >= _NAME_LENGTH and not are_forms(both):
        return common
    if are_answering(both):
        return ""
    is_whole = ours.words.holds(common) and theirs.words.holds(common) and not _MODIFIER.search(common)
    are_edges = all(name.startswith(common) or name.endswith(common) for name in (one, other))
    return common if is_whole and are_edges and (len(common) > _SHORT or tells(common)) else ""


def _are_in(parts: Sequence[str], name: str) -> bool:
    """Tell whether the parts of a name stand in another one, in their order."""
    at = 0
    for part in parts:
        at = name.find(part, at)
        if at < 0:
            return False
    return True


def _common(one: str, other: str) -> str:
    """Return the longest part that two names have in common."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[match.a : match.a + match.size]


def _printed_title(topic: Topic, ours: Side, theirs: Side, names: Sequence[str]) -> Iterator[str]:
    """Yield the title of an initiative if one of two clauses prints it where the other has its characters: 国企改革, 国资国企全面深化改革."""
    sides = ours.named[topic.id], theirs.named[topic.id]
    for title in folded_halves(topic.name):
        if len(title) < _NAME_LENGTH:
            continue
        printed = [other for one, other in (sides, sides[::-1]) if title in one]
        if not any(frozenset("".join(other)).issuperset(title) for other in printed):
            continue
        if not any(are_akin(title, name) for name in names):
            yield title


def _forms(shared: Shared, ours: Side, theirs: Side) -> Iterator[str]:
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
        yield _without_rest(with_gap(form))


@lru_cache(maxsize=_KEPT)
def _without_rest(form: str) -> str:
    """Return a form without what at its end only joins, or leads on to how many there are or what is done: 经营主体 达, 大模型 加快."""
    form = _REACHING.sub("", form) if len(form) > _SHORT else form
    words = whole_words(form) if len(form) >= _NAME_LENGTH else [form]
    while len(words) > 1 and (words[-1] in _LEADING_ON or words[-1] == words[0]):  # 稳外贸 稳
        words.pop()
    return "".join(words)


def _called(topic: Topic, word: str, ours: Side, theirs: Side, telling: Sequence[str]) -> str:
    """Return what to call an initiative by a word that both clauses print; "" if it cuts a word in one of them."""
    name = in_full(word, ours, theirs, telling)
    if not name and len(word) > _SHORT and ours.words.holds(word) and theirs.words.holds(word):
        name = ours.words.with_next(word, theirs.words)
    if len(name) <= _SHORT and len(longer := grown(name or word, ours.words, theirs.words)) > _SHORT:
        return longer if name or len(longer) > len(word) else ""
    if len(name) <= _SHORT < len(longer := stretched(word, ours.words, theirs.words)):
        return longer
    if not name and len(word) >= _NAME_LENGTH:
        return word
    behind = sorted({side.words.behind(name) for side in (ours, theirs)}) if _MODIFIER.search(name) else []
    if behind and all(map(str.isalpha, behind)):
        return OTHERWISE.join(name + word for word in behind)
    halves = [half for half in topic.name.split("与") if len(name) == _SHORT and name in half]
    is_told = len(halves) == 1 and len(halves[0]) >= _NAME_LENGTH
    return _title_or(halves[0], name, ours, theirs) if is_told else name


def _title_or(title: str, word: str, ours: Side, theirs: Side) -> str:
    """Return a title if both clauses speak of it, or what both print of it is cut in both; else the word that they do print: 电商."""
    is_held = ours.words.holds(word) or theirs.words.holds(word)
    is_named = tells(word) and (len(word) == _SHORT or ends(word, ours.words, theirs.words))
    is_whole = len(word) >= _NAME_LENGTH or (is_held and is_named)
    return word if is_whole and not is_spoken(title, (ours.words.text, theirs.words.text)) else title


def in_full(word: str, ours: Side, theirs: Side, telling: Sequence[str]) -> str:
    """Return a word that both print with what belongs to it: the phrase that holds it, or the words around it; "" if neither is whole."""
    holding = [text for text in telling if word in text]
    return holding[0] if holding else whole_name(word, ours.words, theirs.words)
