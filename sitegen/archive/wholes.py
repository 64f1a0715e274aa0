"""What two clauses both print, as names that are whole in at least one of them.

A run of equal words may begin or end within a longer name: 世界级旅游 of 世界级旅游目的地 and 世界级旅游景区.  It is made longer as far
as both texts go on alike, and where that does not help, shorter, to a word that tells something by itself.  Two runs that one of
the texts prints as one (高速公路通车里程, 高速公路通车总里程) are told as one.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Final

from sitegen.archive.phrases import longest
from sitegen.archive.telling import (
    JOINING,
    LISTING,
    SUFFIXES,
    ends_nothing,
    everyday,
    opens_nothing,
    tells,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.archive.worded import Words

_LONGEST: Final = 20
_SHORT: Final = 2
_FURTHEST: Final = 8
"""How far a name is made longer."""
_SOME: Final = 6
"""So many phrases are tried to be joined, each with each."""
_GAP: Final = 4
"""So many characters may stand between two phrases that are told as one."""
_JOINERS: Final = frozenset("和与及、")


def whole_phrases(phrases: Sequence[str], ours: Words, theirs: Words) -> list[str]:
    """Return phrases that two clauses both print as whole names, in their order; those of which none is left are left out."""
    found = (_shortened(whole(text, ours, theirs), ours, theirs) for text in phrases)
    return longest(_joined([text for text in found if text], ours.text, theirs.text))


def whole_name(words: str, ours: Words, theirs: Words) -> str:
    """Return words that name something in two clauses as a whole name, "" where they but begin other names in both."""
    name = whole(words, ours, theirs)
    return name if ends(name, ours, theirs) else ""


def whole(words: str, ours: Words, theirs: Words) -> str:
    """Return words that both texts print, made longer until they begin and end as a name does in one of the texts.

    Where that cannot be, the side stays as it is.
    """
    at, other = ours.text.find(words), theirs.text.find(words)
    if at < 0 or other < 0:
        return words
    start, end = at, at + len(words)
    offset = other - at
    while not (ours.begins(start) or theirs.begins(start + offset)):
        start -= 1
        if not _is_alike(ours, theirs, start, offset) or at - start > _FURTHEST:
            start = at
            break
    while start > 0 and _is_half(ours, start) and _is_alike(ours, theirs, start - 1, offset):
        start -= 1
    return ours.text[start : _end(ours, theirs, end, offset)]


def stretched(words: str, ours: Words, theirs: Words) -> str:
    """Return words that both texts print with what is the same behind them in both, up to the end of a word in one: 殡葬 服务.

    For names that are too short to say what they are of.
    """
    at, other = ours.text.find(words), theirs.text.find(words)
    if at < 0 or other < 0:
        return words
    last = end = at + len(words)
    while end - last < _SHORT and _is_alike(ours, theirs, end, other - at):
        end += 1
        if end in ours.places or end + other - at in theirs.places:
            word = ours.text[last:end]
            if opens_nothing(word) or ends_nothing(word):
                break
            last = end if len(word) == _SHORT else last
    return ours.text[at:last]


def _is_half(words: Words, start: int) -> bool:
    """Tell whether a name would begin with a single character behind another one: 以 商招商."""
    place = words.places.get(start)
    return place is not None and len(words.tokens[place]) == len(words.tokens[place - 1]) == 1


def _end(ours: Words, theirs: Words, least: int, offset: int) -> int:
    end = _after_verb(ours, theirs, least, offset)
    while not (ours.ends(end) or theirs.ends(end + offset)) or _is_torn(ours, least, end):
        if not _is_alike(ours, theirs, end, offset) or end - least >= _FURTHEST:
            return least
        end += 1
    return end


def _is_torn(words: Words, least: int, end: int) -> bool:
    """Tell whether a longer name would end in a single character that belongs to the word behind it: 稳就业促 增收."""
    is_single = end > least and words.places.get(end - 1) is not None
    return is_single and not _is_mark(words.text, end) and words.text[end] not in JOINING


def _after_verb(ours: Words, theirs: Words, end: int, offset: int) -> int:
    """Return the end of a verb that closes a part of both sentences: 基本医疗保险省级统筹."""
    place, other = ours.places.get(end), theirs.places.get(end + offset)
    if place is None or other is None or place >= len(ours.tokens) or other >= len(theirs.tokens):
        return end
    word = ours.tokens[place]
    after = end + len(word)
    is_closing = word == theirs.tokens[other] and len(word) == _SHORT and opens_nothing(word)
    return (
        after if is_closing and _is_mark(ours.text, after) and _is_mark(theirs.text, after + offset) else end
    )


def _is_mark(text: str, at: int) -> bool:
    return at >= len(text) or not text[at].isalnum()


def _is_alike(ours: Words, theirs: Words, at: int, offset: int) -> bool:
    """Tell whether both texts have the same character at a place, and no mark."""
    is_inside = 0 <= at < len(ours.text) and 0 <= at + offset < len(theirs.text)
    return is_inside and ours.text[at] == theirs.text[at + offset] and ours.text[at].isalnum()


def _begins(words: str, ours: Words, theirs: Words) -> bool:
    at, other = ours.text.find(words), theirs.text.find(words)
    return (at >= 0 and ours.begins(at)) or (other >= 0 and theirs.begins(other))


def ends(words: str, ours: Words, theirs: Words) -> bool:
    """Tell whether words end as a name does where one of the texts prints them."""
    at, other = ours.text.find(words), theirs.text.find(words)
    return (at >= 0 and ours.ends(at + len(words))) or (other >= 0 and theirs.ends(other + len(words)))


def _shortened(phrase: str, ours: Words, theirs: Words) -> str:
    """Return a phrase without words at its ends that only begin, or end, a longer name."""
    text = phrase
    while text and not ends(text, ours, theirs):
        word = _last(text, ours)
        if tells(word) and word[-1] not in SUFFIXES:
            break
        text = text[: -len(word)].rstrip(LISTING)
    while text and len(_first(text, ours)) == 1 and not _begins(text, ours, theirs):
        text = text[1:].lstrip(LISTING)
    return text if text == phrase or _tells_something(text, ours) else ""


def _last(text: str, words: Words) -> str:
    """Return the last word of a part of a text."""
    start = words.text.find(text)
    place = max(
        (words.places[at] for at in range(start, start + len(text)) if at in words.places), default=None
    )
    return text if place is None else words.tokens[place][-len(text) :]


def _first(text: str, words: Words) -> str:
    """Return the first word of a part of a text."""
    place = words.places.get(words.text.find(text))
    return text[0] if place is None else words.tokens[place][: len(text)]


def _tells_something(text: str, words: Words) -> bool:
    if len(text) <= _SHORT:
        return tells(text)
    start = words.text.find(text)
    inside = [words.tokens[words.places[at]] for at in range(start, start + len(text)) if at in words.places]
    return any(map(tells, inside)) or sum(word in everyday().nouns for word in inside) > 1


def _joined(phrases: list[str], ours: str, theirs: str) -> list[str]:
    """Return phrases, those told as one that stand side by side in one text and close together in the other."""
    for one, other in permutations(phrases[:_SOME], 2):
        together = _together(one, other, ours, theirs)
        if together and len(together) <= _LONGEST and one in phrases and other in phrases:
            place = min(phrases.index(one), phrases.index(other))
            phrases = [text for text in phrases if text not in {one, other}]
            phrases.insert(place, together)
    return phrases


def _together(one: str, other: str, ours: str, theirs: str) -> str:
    """Return what two phrases are as one, as one of the texts prints them; "" if they are none."""
    gap = _gap(one, other, ours)
    if gap is None:
        return ""
    further = _gap(one, other, theirs)
    if further is None:
        return ""
    closer = min(gap, further, key=lambda text: (len(text), text))
    is_one = closer == "" or (gap in _JOINERS and further in _JOINERS)
    return f"{one}{closer}{other}" if is_one else ""


def _gap(one: str, other: str, text: str) -> str | None:
    """Return the few characters between two phrases in a text, None if there are too many or a mark."""
    start = text.find(one) + len(one)
    stop = text.find(other, start, start + _GAP + len(other))
    gap = text[start:stop]
    return gap if stop == start or (stop > start and (gap.isalpha() or gap in _JOINERS)) else None
