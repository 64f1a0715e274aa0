"""What several reports state: which names are one indicator, what may be compared and what may not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sitegen.archive import figures
from sitegen.archive.figures.indicators import is_named
from sitegen.archive.figures.tally import MOST

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Figure, Indicator, Report

    Find = Callable[..., tuple[Indicator, ...]]


@pytest.fixture
def find(make_report: Callable[..., Report]) -> Find:
    """Return what finds the indicators of reports, each a text or (text, issuer, year)."""

    def found(*texts: str | tuple[str, str, int]) -> tuple[Indicator, ...]:
        reports: list[Report] = []
        stated: list[tuple[Figure, ...]] = []
        for number, text in enumerate(texts):
            words, issuer, year = text if isinstance(text, tuple) else (text, f"第{number}街道", 2023)
            one = make_report(words, year=year)
            one = replace(one, id=f"office{number}/{year}", meta=replace(one.meta, issuer=issuer))
            reports.append(one)
            stated.append(figures.extract(one))
        return figures.indicators(reports, stated)

    return found


def test_what_two_reports_state_is_an_indicator_and_what_one_states_is_none(find: Find) -> None:
    (found,) = find("城镇新增就业1200人，拆除违法建筑5400平方米。", "城镇新增就业900人。")
    assert (found.name, found.reports, found.id) == ("城镇新增就业", 2, "chengzhenxinzengjiuye")
    (series,) = found.series
    assert [figure.number for figure in series.figures] == ["1200", "900"]
    assert found.apart == ()


def test_one_report_that_repeats_itself_makes_no_indicator(find: Find) -> None:
    assert find("城镇新增就业1200人。全年城镇新增就业1200人。") == ()


def test_two_wordings_are_one_indicator_under_the_more_usual(find: Find) -> None:
    (found,) = find("加装电梯35台。", "电梯加装14台。", "加装电梯9台。")
    assert (found.name, found.names, found.reports) == ("加装电梯", ("电梯加装",), 3)


def test_new_ones_are_not_taken_for_all(find: Find) -> None:
    found = find(
        "新增高新技术企业20家。", "新增高新技术企业30家。", "高新技术企业200家。", "高新技术企业300家。"
    )
    assert {each.name for each in found} == {"新增高新技术企业", "高新技术企业"}


def test_stages_stay_apart(find: Find) -> None:
    found = find("加装电梯签约55台、开工19台。", "加装电梯签约30台、开工11台。")
    by_stage = {
        series.stage: [figure.number for figure in series.figures] for each in found for series in each.series
    }
    assert by_stage == {"签约": ["55", "30"], "开工": ["19", "11"]}


def test_what_is_planned_stands_apart_from_what_was_done(find: Find) -> None:
    (found,) = find("城镇新增就业1200人。", "城镇新增就业900人。", "力争城镇新增就业1000人。")
    assert [series.kind for series in found.series] == ["level"]
    assert [(each.why, each.figure.number) for each in found.apart] == [("kind", "1000")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("改造老旧小区30万平方米。", "unit"),
        ("累计改造老旧小区90个。", "total"),
        ("全国改造老旧小区50000个。", "scope"),
        ("五年来改造老旧小区90个。", "period"),
        ("改造老旧小区30个。改造老旧小区45个。", "several"),
    ],
)
def test_other_units_scopes_and_periods_are_not_compared(find: Find, text: str, why: str) -> None:
    (found,) = find("改造老旧小区12个。", "改造老旧小区8个。", text)
    assert [len(series.figures) for series in found.series] == [2]
    assert {each.why for each in found.apart} == {why}


def test_a_rate_that_was_reached_is_of_another_kind_than_one_that_is_aimed_at(find: Find) -> None:
    (found,) = find("力争国内生产总值增长7.5%。", "力争国内生产总值增长8%。", "国内生产总值年均增长9.3%。")
    assert [(each.figure.printed, each.why) for each in found.apart] == [("9.3%", "kind")]


def test_the_whole_city_is_a_citys_own_area(find: Find) -> None:
    (found,) = find(
        ("全市财政总收入48亿元。", "东山市人民政府", 2023), ("财政总收入39亿元。", "西山市人民政府", 2023)
    )
    assert [len(series.figures) for series in found.series] == [2]
    assert found.name == "财政总收入"


def test_growth_against_the_year_before_is_one_basis_however_it_is_said(find: Find) -> None:
    (found,) = find("财政总收入同比增长5%。", "财政总收入增长3%。", "财政总收入较2019年增长20%。")
    assert [(series.basis, len(series.figures)) for series in found.series] == [("", 2)]
    assert [each.why for each in found.apart] == ["basis"]


@pytest.mark.parametrize(
    ("name", "is_good"),
    [
        ("城镇新增就业", True),
        ("赤字率", True),
        ("行政许可 · 本年发生件数", True),
        ("总数", False),
        ("增幅全省排名", False),
        ("区域创新能力全国排名", True),
        ("项目", False),
        ("满意率", False),
        ("实施项目", False),
        ("先发行", False),
        ("这是一句没有停顿的很长很长的话的一部分", False),
        ("惠及群众的", False),
    ],
)
def test_a_page_needs_a_name_that_says_something(name: str, *, is_good: bool) -> None:
    assert is_named(name) is is_good


def test_homophones_have_addresses_of_their_own(find: Find) -> None:
    found = find("培训师资500人，培训诗资700人。", "培训师资300人，培训诗资200人。")
    assert len({each.id for each in found}) == len(found) == 2


def test_an_archive_without_bounds_has_a_bounded_number_of_indicators(find: Find) -> None:
    found = find(
        *["，".join(f"{chr(0x4E00 + number)}区粮食产量{number + 1}吨" for number in range(2 * MOST)) + "。"]
        * 2
    )
    assert len(found) == MOST
