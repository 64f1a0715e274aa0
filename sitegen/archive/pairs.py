"""Which clauses belong together: candidate pairs, their scores, and the choice among them.

A pair's score is the cosine of both texts' terms, plus a bonus for each initiative and theme that both
name.  The bonus is damped by the topics that only one of them names: a sentence that lists ten
undertakings says little of each.  The score is absolute, so a pair's fate hangs on its two reports
alone (and, through the weights of terms, a little on the archive).

A pair is kept if its score reaches the threshold and each is among the best two for the other in
their two reports, or in a topic that both share: a sentence that reports three initiatives may be
linked in each.  Of these a clause keeps the best three in each other report and the best twelve in
all; other years of its own office are counted apart and crowd nobody out.

The work is a product of sparse matrices by blocks of rows.  Terms and topics that more than
`_COMMON` of all clauses hold find no candidates, they only add to the exact score of pairs found
otherwise; so the time grows nearly with the size of the archive, not with its square.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sitegen.archive.grams import Grams

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

_COMMON: Final = 0.01
_ALWAYS_TRIED: Final = 1000
"""Terms in at most so many clauses find candidates, whatever share of the archive that is."""
_BLOCK: Final = 1000
_CANDIDATES: Final = 40
"""Candidates per clause that are scored exactly."""
_DAMPING: Final = 0.15
_BEST: Final = 2
_MOST_PER_REPORT: Final = 3
_MOST: Final = 12
_CHUNK: Final = 200_000


class Pairs(NamedTuple):
    """Pairs of clause rows, each once (`left` < `right`), the best first, equals by `left`, then `right`."""

    left: Ints
    right: Ints
    scores: Floats
    likeness: Floats
    """The part of the score that comes from the words alone: a cosine."""


class Clauses(NamedTuple):
    """All linkable clauses of an archive, a row each.

    `texts` are their terms, `topics` the bonus of each topic that a clause names; `reports` and
    `issuers` are the numbers of each clause's report and issuer.
    """

    texts: Grams
    topics: sparse.csr_matrix
    reports: Ints
    issuers: Ints


def related_pairs(clauses: Clauses, threshold: float) -> Pairs:
    """Return the pairs of clauses of different reports that are worth a link, if a reason can be given."""
    found = _scored(clauses, _candidates(clauses, threshold))
    strong = _taken(found, found.scores >= threshold)
    mutual = _taken(strong, _is_mutual_best(strong, clauses) | _is_best_in_topic(strong, clauses))
    return limited(mutual, clauses)


def limited(pairs: Pairs, clauses: Clauses) -> Pairs:
    """Return no more pairs than a page can show."""
    few = _taken(pairs, _is_mutual(*_groups_by_report(pairs, clauses), _MOST_PER_REPORT))
    is_own = (clauses.issuers[few.left] == clauses.issuers[few.right]).astype(np.int64)
    return _taken(few, _is_mutual(few.left * 2 + is_own, few.right * 2 + is_own, _MOST))


def _candidates(clauses: Clauses, threshold: float) -> tuple[Ints, Ints]:
    """Return pairs (left < right) whose score may reach the threshold."""
    texts, topics, owners, _ = clauses
    count = len(owners)
    limit = max(_ALWAYS_TRIED, int(_COMMON * count))
    named = np.bincount(topics.indices, minlength=topics.shape[1])
    roots = topics.copy()
    roots.data = np.sqrt(roots.data)
    rows = sparse.hstack([texts.rows[:, texts.spread <= limit], roots[:, named <= limit]], format="csr")
    pruned = bool((texts.spread > limit).any() or (named > limit).any())
    least = threshold / 2 if pruned else threshold
    columns = rows.T.tocsr()
    blocks = ((start, rows[start : start + _BLOCK] @ columns) for start in range(0, count, _BLOCK))
    unique = np.unique(
        np.concatenate([_best_of_block(block, start, owners, least) for start, block in blocks])
    )
    return unique // count, unique % count


def _best_of_block(block: sparse.csr_matrix, start: int, owners: Ints, least: float) -> Ints:
    """Return the best candidates of the rows from `start`, given their products with all rows, each pair as one number."""
    count = len(owners)
    strong = np.flatnonzero(block.data >= least)
    left = np.searchsorted(block.indptr, strong, side="right") - 1 + start
    right, scores = block.indices[strong].astype(np.int64), block.data[strong]
    apart = owners[left] != owners[right]
    left, right, scores = left[apart], right[apart], scores[apart]
    order = np.lexsort((right, -scores, left))
    left, right = left[order], right[order]
    near = _ranks(left) < _CANDIDATES
    left, right = left[near], right[near]
    codes: Ints = np.minimum(left, right) * count + np.maximum(left, right)
    return codes


def _scored(clauses: Clauses, pairs: tuple[Ints, Ints]) -> Pairs:
    """Return the pairs with their exact scores, in order."""
    texts, topics, _, _ = clauses
    roots = topics.copy()
    roots.data = np.sqrt(roots.data)
    named = np.diff(topics.indptr)
    likeness, scores = [np.empty(0, np.float32)], [np.empty(0, np.float32)]
    for left, right in _chunks(*pairs):
        cosine = texts.rows[left].multiply(texts.rows[right]).sum(axis=1).A1
        shared = roots[left].multiply(roots[right])
        apart = named[left] + named[right] - 2 * shared.getnnz(axis=1)
        likeness.append(cosine.astype(np.float32))
        scores.append((cosine + shared.sum(axis=1).A1 / (1 + _DAMPING * apart)).astype(np.float32))
    scored = Pairs(*pairs, np.concatenate(scores), np.concatenate(likeness))
    return _taken(scored, np.argsort(-scored.scores, kind="stable"))


def _chunks(left: Ints, right: Ints) -> Iterator[tuple[Ints, Ints]]:
    for start in range(0, len(left), _CHUNK):
        yield left[start : start + _CHUNK], right[start : start + _CHUNK]


def _taken(pairs: Pairs, chosen: NDArray[np.bool_] | Ints) -> Pairs:
    return Pairs(pairs.left[chosen], pairs.right[chosen], pairs.scores[chosen], pairs.likeness[chosen])


def _is_mutual_best(pairs: Pairs, clauses: Clauses) -> NDArray[np.bool_]:
    """Tell of each pair whether both are among each other's best in their two reports."""
    return _is_mutual(*_groups_by_report(pairs, clauses), _BEST)


def _is_best_in_topic(pairs: Pairs, clauses: Clauses) -> NDArray[np.bool_]:
    """Tell of each pair whether both are among each other's best in some topic that they share."""
    place, topic = _shared_topics(pairs, clauses.topics)
    left, right = _groups_by_report(_taken(pairs, place), clauses)
    topics = clauses.topics.shape[1]
    is_best = np.zeros(len(pairs.left), dtype=bool)
    is_best[place[_is_mutual(left * topics + topic, right * topics + topic, _BEST)]] = True
    return is_best


def _groups_by_report(pairs: Pairs, clauses: Clauses) -> tuple[Ints, Ints]:
    """Return for each end of each pair a number for this end and the report of the other."""
    reports = int(clauses.reports.max(initial=0)) + 1
    left = pairs.left * reports + clauses.reports[pairs.right]
    return left, pairs.right * reports + clauses.reports[pairs.left]


def _shared_topics(pairs: Pairs, topics: sparse.csr_matrix) -> tuple[Ints, Ints]:
    """Return the place of a pair and a topic that it shares, for all of them, by place."""
    places, shared = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for number, (left, right) in enumerate(_chunks(pairs.left, pairs.right)):
        both = topics[left].multiply(topics[right]).tocsr()
        places.append(np.repeat(np.arange(both.shape[0]), np.diff(both.indptr)) + number * _CHUNK)
        shared.append(both.indices.astype(np.int64))
    return np.concatenate(places), np.concatenate(shared)


def _is_mutual(left: Ints, right: Ints, best: int) -> NDArray[np.bool_]:
    """Tell of each pair whether it is among the `best` pairs of the group of its left end and of its right end.

    Pairs come the best first, so a stable sort by group leaves each group in order.
    """
    groups = np.column_stack([left, right]).ravel()
    order = np.argsort(groups, kind="stable")
    is_near = np.empty(len(order), dtype=bool)
    is_near[order] = _ranks(groups[order]) < best
    chosen: NDArray[np.bool_] = is_near[0::2] & is_near[1::2]
    return chosen


def _ranks(groups: Ints) -> Ints:
    """Return each element's place within its run of equal values, from 0."""
    if groups.size == 0:
        return groups
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    return np.arange(len(groups)) - np.repeat(starts, np.diff(np.r_[starts, len(groups)]))
