"""What the finished index must find of a report: the half of the proof that is taken from the text.

Claims are drawn from the printed text on their own way, without the postings: every heading, and
strings from the passages.  The draw is seeded from the report, so that two builds claim the same.  A
claim says that an entry has a pair of characters (or a single one) in its text or in its headings.
"""

from __future__ import annotations

import random
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from sitegen import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.search.outline import Outline

SAMPLES: Final = 24
LONGEST: Final = 12
_CHARACTER_BITS: Final = 21
_IN_TEXT: Final = 1 << 20

# A claim as text: the pair, the entry, whether in its text (or in its headings).
Claim = tuple[str, int, bool]


def pairs_of(text: str) -> list[str]:
    """Return what an entry must have to come into question for `text`: the pairs of its runs."""
    pairs = []
    for run in words.runs(words.fold(text)):
        pairs += [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return pairs


def claims_of(report_id: str, outline: Outline) -> bytes:
    """Return the claims of a report, as int64: two characters (21 bits each), a bit for text, the entry (20 bits)."""
    marks = {_mark(claim) for claim in (*_headings(outline), *_samples(report_id, outline))}
    return np.array(sorted(marks), dtype="<i8").tobytes()


def _headings(outline: Outline) -> Iterator[Claim]:
    """Claim each heading for the first and the last entry that it stands over."""
    for section, heading in zip(outline.sections, outline.headings, strict=True):
        for pair in pairs_of(section.heading):
            yield pair, heading.first, False
            yield pair, heading.first + heading.count - 1, False


def _samples(report_id: str, outline: Outline) -> Iterator[Claim]:
    draw = random.Random(zlib.crc32(report_id.encode()))  # noqa: S311 - a sample, not a secret
    texts = [(number, entry.text) for number, entry in enumerate(outline.entries) if entry.text]
    for number, text in draw.choices(texts, k=SAMPLES if texts else 0):
        start = draw.randrange(len(text))
        for pair in pairs_of(text[start : start + draw.randint(1, LONGEST)]):
            yield pair, number, True


def _mark(claim: Claim) -> int:
    pair, entry, in_text = claim
    second = ord(pair[1]) if len(pair) > 1 else 0
    key = ord(pair[0]) << _CHARACTER_BITS | second
    return key << _CHARACTER_BITS | (_IN_TEXT if in_text else 0) | entry


def read_claims(data: bytes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """Return the keys, whether in the text, and the entries of packed claims."""
    marks = np.frombuffer(data, dtype="<i8")
    return marks >> _CHARACTER_BITS, (marks & _IN_TEXT) > 0, marks & (_IN_TEXT - 1)
