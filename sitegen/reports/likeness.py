"""Whether two reports are one document with small differences: another file format, a corrected comma, a page's buttons.

Texts are compared by the runs of letters that they have in common.  Two years of one office, or two offices that fill
in one form, share most of those too, but not their figures.  A sketch of a text (minwise hashing: Broder 1997) tells
what it may be alike without reading the others.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

_GRAM: Final = 5
"""Letters in a row.  Of a text in which one letter of twenty was changed, three of four such runs are left."""
_SIZE: Final = 64
_LIKELY: Final = 0.3
"""Share of a sketch that two texts must have in common to be compared; two years of an office have less as a rule."""
_MOST_LIKELY: Final = 20
"""Texts that one is compared with; a document that is there twice is among the likest."""
_ALIKE: Final = 0.7
_FIGURES_ALIKE: Final = 0.6
_FEWEST_FIGURES: Final = 8
_NEARLY_EQUAL: Final = 0.95
"""Share of its runs that the shorter text has in common with the other where there are too few figures to ask as well."""
_HEAD: Final = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_NAMED: Final = re.compile(r"^(?:title|issuer|year): .*$", re.MULTILINE)
_MARKUP: Final = re.compile(r"\A---\n.*?\n---\n|[ \t]*\{[#.:][^{}\n]*\}$", re.DOTALL | re.MULTILINE)
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?[^\d\s]")
_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9))
_SHIFT: Final = np.uint64(29)
_WIDTH: Final = 8
"""Digits in which a hash of a sketch is written."""


def _factor(number: int) -> int:
    """Return an odd number of 64 bits that looks drawn at random: splitmix64 (Steele, Lea and Flood 2014)."""
    limit = (1 << 64) - 1
    mixed = number * 0x9E3779B97F4A7C15 & limit
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & limit
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & limit
    return (mixed ^ mixed >> 31) | 1


_FACTORS: Final = np.array([_factor(number) for number in range(1, _SIZE + 1)], np.uint64)
"""Sketches lie on disk, so these must never change: a library's random numbers may."""


def sketch(content: str) -> str:
    """Return the sketch of a content file: a line of hexadecimal digits, "" if it holds hardly any text."""
    hashes = _hashes(content)
    if not hashes.size:
        return ""
    least = [int((hashes * factor >> np.uint64(32)).min()) for factor in _FACTORS]
    return "".join(f"{each:0{_WIDTH}x}" for each in least)


def likely(own: str, others: Sequence[str]) -> list[int]:
    """Return which of other sketches are like enough to one that their texts are worth comparing, the likest first, 20 at most."""
    length = _SIZE * _WIDTH
    if len(own) != length:
        return []
    sound = [number for number, other in enumerate(others) if len(other) == length]
    digits = np.frombuffer("".join(others[number] for number in sound).encode("ascii"), np.uint8)
    wanted = np.frombuffer(own.encode("ascii"), np.uint8).reshape(_SIZE, _WIDTH)
    equal = (digits.reshape(len(sound), _SIZE, _WIDTH) == wanted).all(axis=2).mean(axis=1)
    order = np.argsort(-equal, kind="stable")
    return [sound[at] for at in order[:_MOST_LIKELY] if equal[at] >= _LIKELY]


def is_same_document(one: str, other: str) -> bool:
    """Tell whether two content files hold one document.

    Where there are too few figures to ask, their titles, issuers and years must agree, or nearly every word.
    """
    hashes = np.unique(_hashes(one)), np.unique(_hashes(other))
    fewest = min(each.size for each in hashes)
    if not fewest:
        return False
    shared = np.intersect1d(*hashes, assume_unique=True).size / fewest
    figures = _figures(one), _figures(other)
    few = min(map(len, figures))
    alike = len(figures[0] & figures[1]) / few if few else 1.0
    is_told = few >= _FEWEST_FIGURES or _is_named_alike(one, other)
    return shared >= (_ALIKE if is_told else _NEARLY_EQUAL) and alike >= _FIGURES_ALIKE


def is_same_text(one: str, other: str) -> bool:
    """Tell whether two content files hold the same letters in the same order."""
    return _letters(one) == _letters(other)


def _is_named_alike(one: str, other: str) -> bool:
    named = [sorted(_NAMED.findall(head[0])) for head in map(_HEAD.match, (one, other)) if head]
    return len(named) == len((one, other)) and named[0] == named[1] != []


def _letters(content: str) -> str:
    return _NO_LETTERS.sub("", fold(_MARKUP.sub("", content)))


def _figures(content: str) -> frozenset[str]:
    return frozenset(_FIGURE.findall(fold(_MARKUP.sub("", content))))


@lru_cache(maxsize=2)  # one text is compared with several others
def _hashes(content: str) -> Hashes:
    """Return a hash for every run of letters of a text."""
    codes = np.frombuffer(_letters(content).encode("utf-32-le"), np.uint32).astype(np.uint64)
    count = codes.size - _GRAM + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    hashes = np.zeros(count, np.uint64)
    for offset in range(_GRAM):
        hashes = hashes * _MIX[0] + codes[offset : offset + count]
    hashes ^= hashes >> _SHIFT
    hashes *= _MIX[1]
    hashes.setflags(write=False)
    return hashes
