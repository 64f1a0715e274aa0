from __future__ import annotations

import pytest

from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.weight import weights


def clause(text: str) -> ClauseAnalysis:
    return ClauseAnalysis(anchor="p1-c1", text=text, mentions=(), is_linkable=True)


def test_a_name_weighs_as_much_as_it_has_of_its_part_of_the_sentence() -> None:
    both = clause("全年开工,加装电梯十台。"), clause("加装电梯。")
    assert weights("加装电梯", both) == pytest.approx((4 / 6, 1))
    assert weights("加装电梯", both[::-1]) == pytest.approx((4 / 6, 1))


def test_of_two_forms_each_clause_has_its_own() -> None:
    both = clause("加装电梯十台套。"), clause("增设电梯项目,全年开工。")
    assert weights("加装电梯／增设电梯", both) == pytest.approx((4 / 7, 4 / 6))


def test_what_is_not_printed_weighs_nothing_and_what_holds_a_mark_has_its_share_of_the_whole() -> None:
    both = clause("加装电梯。"), clause("第一,第二,加装电梯。")
    assert weights("充电桩", both) == (0, 0)
    assert weights("第一,第二", (both[1], both[1]))[0] == pytest.approx(5 / 11)
