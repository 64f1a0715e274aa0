"""What the finished index must find of a report: the half of the proof that is taken from the text.

Claims are drawn from the printed text on their own way, without the postings: every heading, and
strings from the passages.  The draw is seeded from the report, so that two builds claim the same.  A
claim says that an entry has a pair of characters (or a single one) in its text or in its headings.
"""

from __future__ import annotations

import random
import zlib
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from sitegen import words
from sitegen.search.numbers import distinct, first_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.search.outline import Outline

SAMPLES: Final = 24
LONGEST: Final = 12
_CHARACTER_BITS: Final = 21
_IN_TEXT: Final = 1 << 20


def pairs_of(text: str) -> list[str]:
    """Return what an entry must have to come into question for `text`: the pairs of its runs."""
    pairs = []
    for run in words.runs(words.fold(text)):
        pairs += [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return pairs


def claims_of(report_id: str, outline: Outline) -> bytes:
    """Return the claims of a report, as int64: two characters (21 bits each), a bit for text, the entry (20 bits)."""
    pairs: list[str] = []
    counts: list[int] = []
    places: list[int] = []
    for text, claimed in chain(_headings(outline), _samples(report_id, outline)):
        own = pairs_of(text)
        for place in claimed:
            pairs += own
            counts.append(len(own))
            places.append(place)
    first, second = first_codes(pairs)
    keys = first << _CHARACTER_BITS | second
    return distinct(keys << _CHARACTER_BITS | np.repeat(np.array(places, dtype="<i8"), counts)).tobytes()


# What is claimed: a text, and where it must be found: the entries, with the bit for text.
_Claim = tuple[str, tuple[int, ...]]


def _headings(outline: Outline) -> Iterator[_Claim]:
    """Claim each heading for the first and the last entry that it stands over."""
    for section, heading in zip(outline.sections, outline.headings, strict=True):
        yield section.heading, (heading.first, heading.first + heading.count - 1)


def _samples(report_id: str, outline: Outline) -> Iterator[_Claim]:
    draw = random.Random(zlib.crc32(report_id.encode()))  # noqa: S311 - a sample, not a secret
    texts = [(number, entry.text) for number, entry in enumerate(outline.entries) if entry.text]
    for number, text in draw.choices(texts, k=SAMPLES if texts else 0):
        start = draw.randrange(len(text))
        yield text[start : start + draw.randint(1, LONGEST)], (_IN_TEXT | number,)


def read_claims(data: bytes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """Return the keys, whether in the text, and the entries of packed claims."""
    marks = np.frombuffer(data, dtype="<i8")
    return marks >> _CHARACTER_BITS, (marks & _IN_TEXT) > 0, marks & (_IN_TEXT - 1)
