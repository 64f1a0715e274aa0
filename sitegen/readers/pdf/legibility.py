"""Whether the text layer of a page is the text that the page shows.

Fonts without a table of characters, or with a wrong one, give signs at random.  What is common in Chinese text is
the first level of GB 2312 (3755 characters, over 99 % of all that is printed); of signs at random, few are.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

_FEWEST: Final = 30
_LEAST_COMMON: Final = 0.6
_MOST_PRIVATE: Final = 0.02
_FIRST_LEVEL: Final = range(0xB0, 0xD8)
_TRADITIONAL: Final = range(0xA4, 0xC7)
_SAMPLE: Final = 20


def is_garbled(text: str) -> bool:
    """Tell whether text cannot be what is printed: too few common characters or too many private ones."""
    counts = Counter(text)
    letters = {char: count for char, count in counts.items() if _is_letter(char)}
    total = sum(letters.values())
    if total < _FEWEST:
        return False
    private = sum(
        count for char, count in letters.items() if "\ue000" <= char <= "\uf8ff" or char == "\ufffd"
    )
    common = sum(count for char, count in letters.items() if _is_common(char))
    return common < _LEAST_COMMON * total or private > _MOST_PRIVATE * total


def sample(text: str) -> str:
    """Return the first characters of a text, to show what is wrong with it."""
    return "".join(text.split())[:_SAMPLE]


def _is_letter(char: str) -> bool:
    """Tell whether a character is no punctuation, figure or blank; private and broken ones count."""
    return not char.isascii() and unicodedata.category(char)[0] in "LMCS"


@lru_cache(maxsize=8192)
def _is_common(char: str) -> bool:
    return _first_byte(char, "gb2312") in _FIRST_LEVEL or _first_byte(char, "big5") in _TRADITIONAL


def _first_byte(char: str, encoding: str) -> int:
    encoded = unicodedata.normalize("NFKC", char)[:1].encode(encoding, "ignore")
    return encoded[0] if len(encoded) > 1 else 0
