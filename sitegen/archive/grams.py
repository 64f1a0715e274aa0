"""Texts as vectors of single characters and pairs of characters, weighted by how telling they are.

Pairs of characters need no word segmentation, meet abbreviations half-way (五经普, 经济普查), and did
better on gold pairs than words, triples, topic models and word vectors.

A term's weight is its inverse document frequency.  An archive may hold only two reports, too few to
tell a rare term from a common one, so the archive's frequencies are blended with a background:
`gram_frequencies.txt` gives in how many of some fifteen thousand sentences of public reports
(national, provincial, city and district, 1954-2026; statistics only) each term occurs, counted after
the same removal of stock phrasing.  The background weighs as much as `_BACKGROUND_WEIGHT` sentences
of the archive, so a large archive speaks for itself.  (The frequencies of a news dictionary were
tried and did harm: to them 居民区 and 网格 look rare.)
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BACKGROUND_WEIGHT: Final = 1000.0
_BITS: Final = 21
"""A Unicode code point takes 21 bits: a pair of characters is one number."""
_END: Final = "\0"
_FIRST_WORD: Final = ord("a")
_LAST_LATIN: Final = ord("z")


class Grams(NamedTuple):
    """A row of weights of length 1 per text; `spread` is the number of texts that hold each column's term."""

    rows: sparse.csr_matrix
    spread: NDArray[np.int64]


class Background(NamedTuple):
    """How many of `total` sentences hold each of the terms `codes` (sorted)."""

    codes: NDArray[np.int64]
    counts: NDArray[np.float64]
    total: float


def grams(substances: Sequence[str]) -> Grams:
    """Return the weighted terms of texts in which line breaks part what is not to be joined."""
    codes, owners = _terms(substances)
    vocabulary, columns = np.unique(codes, return_inverse=True)
    ones = np.ones(len(codes), dtype=np.float32)
    counted = sparse.csr_matrix((ones, (owners, columns)), shape=(len(substances), len(vocabulary)))
    spread = np.bincount(counted.indices, minlength=len(vocabulary))
    weights = _weights(vocabulary, spread, len(substances))
    counted.data = (1 + np.log(counted.data)) * weights[counted.indices]
    return Grams(_of_length_one(counted), spread)


def code_of(term: str) -> int:
    """Return the number that stands for a term of one or two characters."""
    return ord(term) if len(term) == 1 else ord(term[0]) << _BITS | ord(term[1])


@cache
def rarity(word: str) -> float:
    """Return how rare a word of at least two characters is in the background, by its rarest pair of characters.

    The natural logarithm of the number of sentences in which one occurrence is found.
    """
    pairs = np.array([code_of(word[at : at + 2]) for at in range(len(word) - 1)], dtype=np.int64)
    return float(np.log(background().total / _background_counts(pairs).min()))


@cache
def background() -> Background:
    """Return the shipped frequencies: first line the number of sentences, then `count terms…` per line."""
    lines = resources.files(__package__).joinpath("gram_frequencies.txt").read_text("utf-8").splitlines()
    pairs = [(code_of(term), int(line.split(" ")[0])) for line in lines[1:] for term in line.split(" ")[1:]]
    pairs.sort()
    codes = np.array([code for code, _ in pairs], dtype=np.int64)
    counts = np.array([count for _, count in pairs], dtype=np.float64)
    return Background(codes, counts, float(lines[0]))


def _terms(substances: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the codes of all terms of all texts, and for each the row of its text."""
    characters = np.frombuffer(_END.join(substances).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    owners = np.cumsum(characters == ord(_END))
    is_word = characters >= _FIRST_WORD
    is_single = characters > _LAST_LATIN  # a Latin letter alone says nothing
    is_pair = is_word[:-1] & is_word[1:]
    pairs = (characters[:-1] << _BITS | characters[1:])[is_pair]
    return (
        np.concatenate([characters[is_single], pairs]),
        np.concatenate([owners[is_single], owners[:-1][is_pair]]),
    )


def _weights(vocabulary: NDArray[np.int64], spread: NDArray[np.int64], texts: int) -> NDArray[np.float32]:
    """Return each term's inverse document frequency, natural logarithm, archive and background blended."""
    common = _background_counts(vocabulary) / background().total
    share = (spread + _BACKGROUND_WEIGHT * common) / (texts + _BACKGROUND_WEIGHT)
    return -np.log(share).astype(np.float32)


def _background_counts(codes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return in how many background sentences each term occurs; 1 for a term that the table leaves out."""
    known = background()
    places = np.minimum(np.searchsorted(known.codes, codes), len(known.codes) - 1)
    return np.where(known.codes[places] == codes, known.counts[places], 1.0)


def _of_length_one(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1).A1)
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return (sparse.diags(scale) @ rows).tocsr().astype(np.float32)
