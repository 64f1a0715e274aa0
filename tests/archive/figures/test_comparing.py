"""What may stand side by side, and what contradicts itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.archive import figures
from sitegen.errors import describe

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Figure

    Read = Callable[..., tuple[Figure, ...]]


def test_word_order_and_scope_do_not_part_an_indicator(read: Read) -> None:
    one, other = read("财政总收入4.85亿元。", "全区财政总收入3900万元。")
    assert figures.comparable(one, other)
    lifts, more = read("加装电梯35台。", "电梯加装14台。")
    assert figures.comparable(lifts, more)


@pytest.mark.parametrize(
    "texts",
    [
        ("拆除违法建筑5400平方米。", "拆除违法建筑109处。"),
        ("加装电梯签约55台。", "加装电梯完工55台。"),
        ("财政总收入4.85亿元。", "区级财政收入1.56亿元。"),
        ("工单受理总量下降51.5%。", "工单受理总量占51.5%。"),
        ("财政收入同比增长5%。", "财政收入较2019年增长5%。"),
    ],
)
def test_other_units_stages_kinds_or_names_are_not_comparable(texts: tuple[str, str], read: Read) -> None:
    one, other = read(*texts)
    assert not figures.comparable(one, other)


def test_up_in_one_place_and_down_in_another_is_reported(read: Read) -> None:
    (found,) = figures.contradictions(read("工单受理总量同比下降5%。", "全年工单受理总量同比增长3%。"))
    assert found.code == "figures-opposed"
    assert found.where == "qinghe/2023.md"
    assert "工单受理总量同比下降5%" in describe(found)[1]
    assert "p1-c1 p2-c1" in describe(found)[1]


def test_a_cell_larger_than_its_total_is_reported_and_others_are_not(read: Read) -> None:
    table = """\
| 结果 | 维持 | 纠正 | 总计 |
|---|---|---|---|
| 复议 | 10 | 1 | 0 |
| 诉讼 | 3 | 2 | 5 |
| 合计 | 13 | 3 | 5 |"""
    found = figures.contradictions(read(table))
    assert {each.code for each in found} == {"figure-part"}
    told = " ".join(describe(each)[1] for each in found)
    assert "复议 · 总计0" in told
    assert "复议 · 维持10" in told
    assert "诉讼" not in told


@pytest.mark.parametrize(
    "texts",
    [
        ("财政收入同比增长5%。", "财政收入较2019年下降3%。"),
        ("2022年财政收入下降5%。", "2023年财政收入增长3%。"),
        ("财政收入增长5%。", "力争财政收入下降3%。"),
        ("整改率提升5%。", "整改率下降3%。"),
    ],
)
def test_another_basis_period_or_aim_is_no_contradiction(texts: tuple[str, str], read: Read) -> None:
    assert figures.contradictions(read(*texts)) == ()


def test_a_part_larger_than_the_whole_is_reported(read: Read) -> None:
    (found,) = figures.contradictions(read("引进企业47家，其中外资企业100家。"))
    assert found.code == "figure-part"


@pytest.mark.parametrize(
    "text",
    [
        "引进企业474家，其中外资企业100家。",
        "引进企业47家，其中注册资金1000万元。",
        "每千人床位5张，其中护理床位300张。",
        "引进企业47家。其中外资企业100家。",
    ],
)
def test_parts_of_something_else_are_left_alone(text: str, read: Read) -> None:
    assert figures.contradictions(read(text)) == ()
