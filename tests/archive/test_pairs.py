from __future__ import annotations

import numpy as np
from scipy import sparse

from sitegen.archive.grams import grams
from sitegen.archive.pairs import Clauses, Pairs, related_pairs


def clauses(texts: list[str], reports: list[int], topics: list[list[float]] | None = None) -> Clauses:
    named = np.array(topics or [[0.0]] * len(texts), dtype=np.float32)
    return Clauses(
        texts=grams(texts),
        topics=sparse.csr_matrix(named),
        reports=np.array(reports, dtype=np.int64),
        issuers=np.array(reports, dtype=np.int64),
    )


def pairs_of(pairs: Pairs) -> set[tuple[int, int]]:
    return set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


def partners(pairs: Pairs) -> list[int]:
    return np.bincount(np.concatenate([pairs.left, pairs.right])).tolist()


def test_like_clauses_of_different_reports_are_paired_once() -> None:
    found = related_pairs(clauses(["加装电梯", "河道整治", "加装电梯", "招聘会"], [0, 0, 1, 1]), 0.3)
    assert pairs_of(found) == {(0, 2)}


def test_clauses_of_one_report_are_never_paired() -> None:
    assert pairs_of(related_pairs(clauses(["加装电梯", "加装电梯"], [0, 0]), 0.3)) == set()


def test_a_shared_topic_pairs_what_words_do_not() -> None:
    texts, reports = ["敬老助餐点", "社区食堂", "河道整治"], [0, 1, 1]
    assert pairs_of(related_pairs(clauses(texts, reports), 0.2)) == set()
    found = related_pairs(clauses(texts, reports, [[0.25], [0.25], [0.0]]), 0.2)
    assert pairs_of(found) == {(0, 1)}


def test_topics_that_only_one_names_weaken_a_pair() -> None:
    texts, reports = ["敬老助餐点", "社区食堂"], [0, 1]
    alone = related_pairs(clauses(texts, reports, [[0.25, 0, 0], [0.25, 0, 0]]), 0.1)
    among_others = related_pairs(clauses(texts, reports, [[0.25, 0, 0], [0.25, 0.25, 0.25]]), 0.1)
    assert among_others.scores[0] < alone.scores[0]


def test_a_clause_keeps_three_partners_in_another_report_at_most() -> None:
    texts = ["加装电梯", *["加装电梯"] * 6]
    found = related_pairs(clauses(texts, [0] + [1] * 6), 0.3)
    assert 0 < partners(found)[0] <= 3


def test_a_clause_keeps_twelve_partners_in_all() -> None:
    texts = ["加装电梯"] * 30
    found = related_pairs(clauses(texts, list(range(30))), 0.3)
    assert max(partners(found)) <= 12


def test_other_years_of_the_same_office_crowd_nobody_out() -> None:
    texts = ["加装电梯35台"] * 20 + ["加装电梯签约"]
    together = clauses(texts, list(range(21)))
    apart = together._replace(issuers=np.array([0] * 20 + [1], dtype=np.int64))
    assert (0, 20) in pairs_of(related_pairs(apart, 0.3))


def test_a_bundled_clause_is_linked_in_each_of_its_topics() -> None:
    texts = ["助餐点与适老化", "适老化改造适老化", "老年助餐点", "适老化与助餐点两件"]
    topics = [[0.25, 0.25], [0, 0.25], [0.25, 0], [0.25, 0.25]]
    found = pairs_of(related_pairs(clauses(texts, [0, 1, 1, 1], topics), 0.2))
    assert {(0, 1), (0, 2)} & found


def test_the_best_pair_comes_first_and_equals_in_the_order_of_the_archive() -> None:
    found = related_pairs(clauses(["加装电梯", "加装电梯", "加装电梯", "电梯加装工程"], [0, 1, 2, 3]), 0.3)
    assert found.scores.tolist() == sorted(found.scores.tolist(), reverse=True)
    assert (found.left[0], found.right[0]) == (0, 1)
