"""What of a text is compared: all but marks, numbers and the stock phrasing that all reports share (`stock_phrases.txt`)."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from sitegen.archive.spotting import Pairs, are_in, characters, codes_of, starts_of
from sitegen.archive.topics import unquoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

BREAK: Final = "\n"
"""Stands in a substance where something was cut out: nothing is compared across it; in a divided text before and after it."""

_PRIVATE_USE: Final = 0xF0000
_IDEOGRAPHS: Final = range(0x3400, 0xA000)


class _Stock(NamedTuple):
    """The stock phrases, the pairs of characters that they begin with, how long those of each pair are; those of one character.

    The last of `lengths` is that of one character.
    """

    phrases: frozenset[str]
    pairs: Pairs
    lengths: tuple[tuple[int, ...], ...]
    single: NDArray[np.bool_]


def substance(text: str, kept: tuple[str, ...] = ()) -> str:
    """Return what is left of an `unquoted` text without stock phrasing and marks; words in `kept` stay whole."""
    return compared(divided([text], [text], [kept])[0])


def compared(text: str) -> str:
    """Return what is compared of a divided text."""
    return BREAK.join(filter(None, text.split(BREAK)[::2]))


def divided(texts: Sequence[str], bares: Sequence[str], kept: Sequence[tuple[str, ...]]) -> list[str]:
    """Return `unquoted` texts in which BREAK parts what is compared from what is not: the first piece is, the second is not.

    The bare texts have BREAK in the place of each character that is not to be compared; stock phrasing and marks
    follow.  Words in `kept`, of each text, stay whole.
    """
    printed = codes_of(BREAK.join(texts))
    signed = BREAK.join(map(_signed, bares, kept))
    bare, starts = codes_of(signed), starts_of(texts)
    is_out = ~are_in(_letters(), np.where(bare >= _PRIVATE_USE, printed, bare))
    for start, stop in _stock_in(signed, bare):
        is_out[start:stop] = True
    is_out[starts[1:-1] - 1] = False  # between two texts
    changes = np.flatnonzero(np.diff(is_out, prepend=False, append=False))
    parted = np.insert(printed, changes, ord(BREAK)).tobytes().decode("utf-32-le")
    first = starts[:-1] + np.searchsorted(changes, starts[:-1])
    last = starts[1:] - 1 + np.searchsorted(changes, starts[1:] - 1, side="right")
    return [parted[start:stop] for start, stop in zip(first.tolist(), last.tolist(), strict=True)]


def _signed(bare: str, kept: tuple[str, ...]) -> str:
    """Return a text with signs that no phrase holds in the place of words to be kept."""
    for place, words in enumerate(sorted(set(kept), key=lambda words: (-len(words), words))):
        bare = bare.replace(words, chr(_PRIVATE_USE + place) * len(words))
    return bare


def _stock_in(text: str, codes: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Yield where stock phrases stand in a text, in order: of those that begin at a place the longest, none within another."""
    stock = _stock()
    places, numbers = stock.pairs.places(codes)
    lengths = np.where(are_in(stock.single, codes), len(stock.lengths) - 1, -1)
    lengths[places] = numbers
    likely = np.flatnonzero(lengths >= 0)
    done = 0
    for at, number in zip(likely.tolist(), lengths[likely].tolist(), strict=True):
        if at >= done:
            for length in stock.lengths[number]:
                if text[at : at + length] in stock.phrases:
                    done = at + length
                    yield at, done
                    break


@cache
def stock_phrases() -> tuple[str, ...]:
    """Return the stock phrases, longest first."""
    lines = resources.files(__package__).joinpath("stock_phrases.txt").read_text("utf-8").splitlines()
    words = {unquoted(word) for line in lines if not line.startswith("#") for word in line.split()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _stock() -> _Stock:
    phrases = stock_phrases()
    single = {phrase for phrase in phrases if len(phrase) == 1}
    pairs: dict[str, list[int]] = {}
    for phrase in phrases:
        if len(phrase) > 1:
            pairs.setdefault(phrase[:2], []).append(len(phrase))
    lengths = [(*dict.fromkeys(some), *([1] if pair[0] in single else [])) for pair, some in pairs.items()]
    return _Stock(frozenset(phrases), Pairs(list(pairs)), (*lengths, (1,)), characters(single))


@cache
def _letters() -> NDArray[np.bool_]:
    """Return which characters are compared."""
    return characters(map(chr, (*_IDEOGRAPHS, *range(ord("a"), ord("z") + 1))))
