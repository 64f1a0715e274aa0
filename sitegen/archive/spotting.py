"""Where words may stand in many texts at once: the places of the pairs of characters that they are known by.

A lexicon and a list of stock phrases have thousands of words, a report more than a hundred clauses.  To look at each pair of
characters of each clause took most of the time of an analysis; as arrays of a whole report it takes hardly any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_LIMIT: Final = 0xFFFF
"""Rare characters from there on are one in a table of characters."""
_BITS: Final = np.uint64(32)


class Pairs:
    """Pairs of characters, numbered from 0 in the order given."""

    def __init__(self, pairs: Sequence[str]) -> None:
        codes = np.array([ord(pair[0]) << int(_BITS) | ord(pair[1]) for pair in pairs], dtype=np.uint64)
        self._numbers = np.argsort(codes)
        self._codes = codes[self._numbers]
        self._firsts = characters(pair[0] for pair in pairs)
        self._seconds = characters(pair[1] for pair in pairs)

    def places(self, codes: Codes) -> tuple[Ints, Ints]:
        """Return where pairs stand in a text, and the number of each."""
        low = np.minimum(codes, _LIMIT)
        likely = np.flatnonzero(self._firsts[low[:-1]] & self._seconds[low[1:]])
        wide = codes.astype(np.uint64)
        found = wide[likely] << _BITS | wide[likely + 1]
        places = np.minimum(np.searchsorted(self._codes, found), len(self._codes) - 1)
        is_one = self._codes[places] == found
        return likely[is_one], self._numbers[places[is_one]]


def characters(some: Iterable[str]) -> Mask:
    """Return a table that tells of each code whether it is that of one of some characters, `_LIMIT` being all from there on."""
    table = np.zeros(_LIMIT + 1, dtype=bool)
    table[[min(ord(character), _LIMIT) for character in some]] = True
    return table


def are_in(table: Mask, codes: Codes) -> Mask:
    """Tell of each character of a text, given by its code, whether it is in a table of `characters`."""
    found: Mask = table[np.minimum(codes, _LIMIT)]
    return found


def codes_of(text: str) -> Codes:
    """Return the code of each character of a text."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def starts_of(texts: Sequence[str]) -> Ints:
    """Return where each text starts where they are joined by a character, and where one after them would."""
    return np.cumsum([0, *(len(text) + 1 for text in texts)])
