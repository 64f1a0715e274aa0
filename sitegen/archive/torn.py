"""Names that stand in a text only as parts of two of its words: 促进出口 names no 进出口, 加强军地 no 强军.

The first character of such a name ends a verb.  A text is cut into words only where that may be.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from sitegen.archive.telling import everyday
from sitegen.words import whole_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.archive.topics import Mention


_PAIR: Final = 2


def spoken(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions of topics in an `unquoted` text, each by those words alone that begin no verb's second half."""
    verbs = _verbs()
    for mention in mentions:
        for words in mention.words:
            at = text.find(words)
            if at > 0 and text[at - 1 : at + 1] in verbs:  # where it does not, the words stand by themselves
                return _standing(text, mentions)
    return mentions


def _standing(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    tokens = whole_words(text)
    starts = accumulate(map(len, tokens), initial=0)
    verbs = frozenset(
        at for at, word, behind in zip(starts, tokens, tokens[1:], strict=False) if _halves(word, behind)
    )
    kept = (
        replace(mention, words=tuple(words for words in mention.words if _stands(text, words, verbs)))
        for mention in mentions
    )
    return tuple(mention for mention in kept if mention.words)


@cache
def _verbs() -> frozenset[str]:
    known = everyday()
    return frozenset(word for word in known.joining | known.verbs if len(word) == _PAIR)


def _halves(word: str, behind: str) -> bool:
    """Tell whether a word is a verb before a whole word: 促进 出口, not 造成 渝, where the cutter erred."""
    return len(behind) >= _PAIR and word in _verbs()


def _stands(text: str, words: str, verbs: frozenset[int]) -> bool:
    """Tell whether a text names something by words at one of their places, not behind the first half of a verb at all of them."""
    return any(at - 1 not in verbs for at in _places(text, words))


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
