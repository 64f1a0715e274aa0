"""What two clauses both print: the longest runs of words that stand in both, from word to word.

A run starts at a word that tells something and goes on, to both sides, as long as both texts have the same words: so it
holds no half word (设加装), and a number is in it whole or not at all.  What only joins (的, 推进) is cut off at its ends.
Words tell by how rare they are in reports (`grams`), and not if they belong to everyday language: verbs and adverbs
explain nothing, nouns only if two stand together (`general_words.toml`).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.archive.dividing import BREAK
from sitegen.archive.grams import rarity
from sitegen.archive.telling import (
    JOINING,
    LINKING,
    LISTING,
    NEGATIONS,
    SUFFIXES,
    ends_nothing,
    everyday,
    is_number,
    opens_nothing,
    stock,
    tells,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.archive.worded import Words

_KEPT: Final = 10_000
"""Clauses whose words are kept at hand: a clause is compared with many."""
_LONGEST: Final = 28
_MANY: Final = 5
"""So many words are hardly longer than that."""
_ITEM: Final = 2
"""The most digits that an item is numbered with."""
_TOGETHER: Final = 4
"""The least characters of general nouns that explain something together."""


class _Phrase(NamedTuple):
    """A run of words, the more telling the less its `rank`; "" as `text` of one that explains nothing."""

    rank: float
    text: str


def shared_phrases(ours: Words, theirs: Words) -> list[str]:
    """Return what two clauses both print and what explains something, the most telling first; none is a part of another one."""
    common = ours.seeds.keys() & theirs.seeds.keys()
    if not common:
        return []
    places = sorted(
        [(at, other) for word in common for at in ours.seeds[word] for other in theirs.seeds[word]]
    )
    found = {_phrase(run) for run in _runs(ours.tokens, theirs.tokens, places) if run}
    return longest(phrase.text for phrase in sorted(found) if phrase.text)


def longest(terms: Iterable[str]) -> list[str]:
    """Return the terms that are no part of another one, each once."""
    unique = list(dict.fromkeys(terms))
    if len(unique) <= 1:
        return unique
    lines = BREAK.join(unique)
    return [term for term in unique if lines.count(term) == 1]


def _runs(
    ours: Sequence[str], theirs: Sequence[str], places: Iterable[tuple[int, int]]
) -> Iterator[tuple[str, ...]]:
    """Yield the runs of equal words around the places of equal ones, in order; their ends are trimmed."""
    done: dict[int, int] = {}
    for at, other in places:
        offset = other - at
        if at >= done.get(offset, 0):
            start, end = _grown(ours, theirs, at, other)
            done[offset] = end
            if end - start > 1:
                yield _trimmed(ours, theirs, start, end, offset)
            elif not (_is_unit(ours, theirs, at, offset) or _is_modifier(ours, theirs, end, offset)):
                yield (ours[at],)


def _grown(ours: Sequence[str], theirs: Sequence[str], at: int, other: int) -> tuple[int, int]:
    """Return start and end of the run of equal words, or characters, around a place in both texts.

    Marks end it, but for those of a list.
    """
    offset, start, end = other - at, at, at + 1
    first, last = max(0, -offset), min(len(ours), len(theirs) - offset)
    while start > first and (word := ours[start - 1]) == theirs[start + offset - 1] and _is_inner(word):
        start -= 1
    while end < last and (word := ours[end]) == theirs[end + offset] and _is_inner(word):
        end += 1
    return start, end


def _trimmed(
    ours: Sequence[str], theirs: Sequence[str], start: int, end: int, offset: int
) -> tuple[str, ...]:
    """Return a run without what only joins at its ends, and without the half of a name that the cutter took apart."""
    if end - start > _MANY:
        end = start + _most_words(ours[start:end])
    while start < end and (
        (opens_nothing(word := ours[start]) and not _has_suffix(ours, start, end))
        or _is_item(word)
        or (start > 0 and ours[start - 1] in NEGATIONS)
        or (word in stock() and _is_linked(ours, start + 1))
        or _is_unit(ours, theirs, start, offset)
        or (len(word) == 1 and _is_torn(ours, theirs, start, offset, -1))
        or (start + 1 < end and ours[start + 1] == LISTING and _is_half_listed(ours, theirs, start, offset))
    ):
        start += 1
    while end > start and (
        ends_nothing(word := ours[end - 1])
        or _is_modifier(ours, theirs, end, offset)
        or (word in stock() and _is_linked(ours, max(start, end - 2)))
        or (ours[end - 2] == LISTING and word in everyday().verbs)
        or (len(word) == 1 and _is_torn(ours, theirs, end - 1, offset, 1))
    ):
        end -= 1
    return tuple(ours[start:end])


def _is_item(word: str) -> bool:
    """Tell whether a word is the number of an item: 9 国家级开放平台, where ⑨ was printed."""
    return word.isdigit() and len(word) <= _ITEM


def _has_suffix(words: Sequence[str], at: int, end: int) -> bool:
    """Tell whether a word of a run makes one with the single character behind it: 紧密型, 规范化."""
    return len(words[at]) > 1 and at + 1 < end and len(words[at + 1]) == 1 and words[at + 1] in SUFFIXES


def _is_linked(words: Sequence[str], at: int) -> bool:
    """Tell whether 和 or 的 stands at a place, by which alone a stock word is joined to the run: 质量和就业."""
    return at < len(words) and words[at] in LINKING


def _is_modifier(ours: Sequence[str], theirs: Sequence[str], end: int, offset: int) -> bool:
    """Tell whether the word before `end` only begins a longer name in both texts: 保障性住房, 供水管网 and 供水管道, 生态环境 and 生态环保."""
    if end >= len(ours) or end + offset >= len(theirs):
        return False
    word, behind, other = ours[end - 1], ours[end], theirs[end + offset]
    if not (_belongs(behind) and _belongs(other)):
        return False
    if word[-1] == "性" or len(behind) == len(other) == 1:
        return True
    if behind == other:  # it was cut off before
        return word in everyday().nouns and not ends_nothing(behind)
    return behind[0] == other[0] and not (opens_nothing(behind) or opens_nothing(other))


def _most_words(run: Sequence[str]) -> int:
    """Return how many words of a run a reader takes in, from its first on."""
    return sum(length <= _LONGEST for length in accumulate(map(len, run)))


def _is_unit(ours: Sequence[str], theirs: Sequence[str], at: int, offset: int) -> bool:
    """Tell whether what stands before a word in one of the texts is a number that it may belong to: 5万 户, 2023年 度."""
    is_single, other = len(ours[at]) == 1, at + offset
    return (at > 0 and _counts(ours[at - 1], is_single)) or (
        other > 0 and _counts(theirs[other - 1], is_single)
    )


@lru_cache(maxsize=_KEPT)
def _counts(word: str, is_single: bool) -> bool:  # noqa: FBT001 - of what stands behind it
    return is_number(word) or (is_single and word[0].isdigit())


def _is_torn(ours: Sequence[str], theirs: Sequence[str], at: int, offset: int, step: int) -> bool:
    """Tell whether a single character at an end of a run stands beside another one: part of a longer name.

    At the start in both texts, for what begins a part of one of them is whole there; at the end in one.
    """
    torn = [len(word) == 1 and _belongs(word) for word in _beside(ours, theirs, at, offset, step)]
    return any(torn) if step > 0 else len(torn) > 1 and all(torn)


def _is_half_listed(ours: Sequence[str], theirs: Sequence[str], start: int, offset: int) -> bool:
    """Tell whether an item at the start of a run is the end of a longer one: 贸易 of 服务贸易、跨境电商 and 数字贸易、跨境电商."""
    before = tuple(_beside(ours, theirs, start, offset, -1))
    return len(before) > 1 and all(_belongs(word) and not opens_nothing(word) for word in before)


def _is_inner(token: str) -> bool:
    return token[0].isalnum() or token == LISTING


def _belongs(word: str) -> bool:
    return word.isalpha() and word not in JOINING


def _beside(ours: Sequence[str], theirs: Sequence[str], at: int, offset: int, step: int) -> Iterator[str]:
    """Yield what stands beside a place in both texts."""
    for words, place in ((ours, at + step), (theirs, at + offset + step)):
        if 0 <= place < len(words):
            yield words[place]


@lru_cache(maxsize=_KEPT)
def _phrase(run: tuple[str, ...]) -> _Phrase:
    known, text = everyday(), "".join(run)
    telling = [word for word in run if tells(word)]
    together = [
        noun + word
        for noun, word in pairwise(run)
        if noun in known.nouns
        and (word in known.nouns or word in known.verbs)
        and not (noun in known.light and word in known.light)
    ]
    if text in known.joining or not (telling or any(len(each) >= _TOGETHER for each in together)):
        return _Phrase(0, "")
    return _Phrase(-sum(rarity(word) * len(word) for word in telling) - len(together), text)
