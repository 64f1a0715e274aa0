"""How the archive sounds: for readers who type pinyin without an input method, or took another character of the same sound.

The one writes `jiazhuang dianti`, the other 采煤沉限区.  Two tables of their own, which a browser fetches only for a query that finds nothing.  The one holds the readings of the characters;
the other, for a query in Latin letters (and in a large archive for one in characters, `search-likely.js`), the most frequent words, the most frequent pairs of characters that are none (the dictionary
of words does not know every thing: 托育), and the names of initiatives and sections.  The browser puts the words' readings together,
and the first letters of the names' (jzdt: 加装电梯).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sitegen.search.manifest import json_block
from sitegen.urls import syllables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sitegen.model import Initiative
    from sitegen.search.shards import Terms

MOST_WORDS: Final = 10_000
MOST_PAIRS: Final = 3000
MOST_NAMES: Final = 2000
_WORD: Final = re.compile(r"[一-鿿]{2,4}")
_NAME: Final = re.compile(r"[一-鿿]{3,10}")
_SYLLABLE: Final = re.compile(r"[a-z]+")
# Minus the number of entries, and what stands in them.
Counts = list[tuple[int, str]]


def frequent(terms: Terms) -> tuple[Counts, Counts]:
    """Return the most frequent Chinese words among `terms`, and pairs that are none, each with minus the number of entries that have it, sorted."""
    is_word = terms.sizes[:, 3] >= 0
    of_words, of_pairs = (
        np.bincount(terms.sizes[rows, 0], weights=terms.sizes[rows, 1], minlength=len(terms.texts))
        for rows in (is_word, ~is_word)
    )
    of_pairs[of_words > 0] = 0
    return _most(terms, of_words, MOST_WORDS), _most(terms, of_pairs, MOST_PAIRS)


def _most(terms: Terms, entries: NDArray[Any], most: int) -> Counts:
    order = np.argsort(-entries, kind="stable")[: most // 4]  # of each of 32 parts
    found = ((-int(entries[at]), terms.texts[at]) for at in order.tolist() if entries[at] > 0)
    return sorted(each for each in found if _WORD.fullmatch(each[1]))[:most]


def frequent_names(initiatives: tuple[Initiative, ...], headings: Iterable[str]) -> list[str]:
    """Return the names that first letters may stand for: of initiatives, then headings, those of the most sections first."""
    own = [name for each in initiatives for name in (each.name, *each.aliases) if _NAME.fullmatch(name)]
    counts = Counter(name for line in headings for name in line.split())
    others = sorted(counts, key=lambda name: (-counts[name], name))
    return list(dict.fromkeys((*own, *others)))[:MOST_NAMES]


def spelling_tables(words: Counts, pairs: Counts, names: list[str]) -> dict[str, bytes]:
    """Return the tables as blocks by name.

    `pinyin` has {"words", "pairs", "names": the most frequent first, with spaces between}; `readings` has {syllable: characters},
    of all that these are written with, and of the common characters besides: who slips may take one that no report prints.
    """
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415 - as `syllables`

    chosen = [word for _, word in sorted(words)[:MOST_WORDS]]
    others = [pair for _, pair in sorted(pairs)[:MOST_PAIRS]]
    readings: dict[str, set[str]] = defaultdict(set)
    every = (*chosen, *others, *names)
    for character in {*"".join(every), *_common()}:
        _add(readings, syllables(character)[0], character)
    for word in every:
        # Two characters that are no phrase of its own are read as each alone, which is known (and most words are such).
        if len(word) > 2 or word in PHRASES_DICT:  # noqa: PLR2004 - a pair
            for character, syllable in zip(word, syllables(word), strict=False):
                _add(readings, syllable, character)
    return {
        "pinyin": json_block(
            {"words": " ".join(chosen), "pairs": " ".join(others), "names": " ".join(names)}
        ),
        "readings": json_block(
            {syllable: "".join(sorted(readings[syllable])) for syllable in sorted(readings)}
        ),
    }


def _common() -> str:
    """Return the common characters: the first level of GB 2312, which stand in its rows 16 to 55."""
    codes = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


def _add(readings: dict[str, set[str]], syllable: str, character: str) -> None:
    if _SYLLABLE.fullmatch(syllable):
        readings[syllable].add(character)
