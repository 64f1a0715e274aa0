from __future__ import annotations

import numpy as np

from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.lists import Lists, empty
from sitegen.archive.neighbours import compare
from sitegen.archive.pairs import Lengths, Pairs, pairs
from sitegen.archive.topics import shipped
from sitegen.archive.vectors import index_of, rows_of

LENGTHS = Lengths(12, 4)


def chosen(texts: list[str], reports: list[int], issuers: list[int] | None = None) -> Pairs:
    lexicon = shipped()
    clauses = [
        ClauseAnalysis(anchor="", text=text, mentions=lexicon.mentions(text), is_linkable=True)
        for text in texts
    ]
    rows = rows_of(clauses, lexicon, 4)._replace(
        reports=np.array(reports, dtype=np.int32), issuers=np.array(issuers or reports, dtype=np.int32)
    )
    lists = Lists(empty(len(texts), 12), empty(len(texts), 4))
    compare(rows, index_of(rows, len(lexicon.topics)), lists, np.ones(len(texts), dtype=bool))
    return pairs(lists, LENGTHS, rows.reports, np.arange(len(texts)))


def ends(found: Pairs) -> set[tuple[int, int]]:
    return set(zip(found.left.tolist(), found.right.tolist(), strict=True))


def partners(found: Pairs, row: int) -> int:
    return int(np.count_nonzero(found.left == row))


def test_like_clauses_of_different_reports_are_paired_from_both_sides() -> None:
    assert ends(chosen(["加装电梯", "河道整治", "加装电梯", "招聘会"], [0, 0, 1, 1])) == {(0, 2), (2, 0)}


def test_clauses_of_one_report_are_never_paired() -> None:
    assert not ends(chosen(["加装电梯", "加装电梯"], [0, 0]))


def test_a_shared_initiative_pairs_what_words_do_not() -> None:
    assert (0, 1) in ends(chosen(["敬老助餐点", "社区食堂", "河道整治"], [0, 1, 1]))
    assert not ends(chosen(["楼道粉刷", "围墙修缮", "河道整治"], [0, 1, 1]))


def test_initiatives_that_only_one_names_weaken_a_pair() -> None:
    alone = chosen(["敬老助餐点", "社区食堂"], [0, 1])
    among_others = chosen(["敬老助餐点", "社区食堂、口袋公园、河长制"], [0, 1])
    assert alone.scores.max() > among_others.scores.max(initial=0)


def test_a_clause_keeps_four_partners_in_another_report_at_most() -> None:
    assert 0 < partners(chosen(["加装电梯"] * 7, [0] + [1] * 6), 0) <= 4


def test_a_clause_keeps_no_more_partners_than_its_list_is_long() -> None:
    found = chosen(["加装电梯"] * 30, list(range(30)))
    assert max(partners(found, row) for row in range(30)) == 12


def test_other_years_of_the_same_office_crowd_nobody_out() -> None:
    texts = ["加装电梯35台"] * 20 + ["加装电梯签约"]
    assert (0, 20) in ends(chosen(texts, list(range(21)), [0] * 20 + [1]))


def test_a_bundled_clause_is_linked_in_each_of_its_initiatives() -> None:
    texts = ["助餐点与适老化改造", "适老化改造", "老年助餐点", "招聘会"]
    assert {(0, 1), (0, 2)} <= ends(chosen(texts, [0, 1, 1, 1]))


def test_the_best_pair_of_a_clause_comes_first_and_equals_in_the_order_of_the_archive() -> None:
    found = chosen(["加装电梯", "电梯加装工程", "加装电梯", "加装电梯"], [0, 1, 2, 3])
    mine = found.left == 0
    assert found.scores[mine].tolist() == sorted(found.scores[mine].tolist(), reverse=True)
    assert found.right[mine].tolist()[:2] == [2, 3]
