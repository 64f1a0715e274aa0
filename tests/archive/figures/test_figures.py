"""What holds for all figures: places, quotes, periods, what is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.archive import figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Figure, Report

    Read = Callable[..., tuple[Figure, ...]]


def test_a_figure_knows_its_clause_and_its_place(make_report: Callable[..., Report]) -> None:
    report = make_report("扎实推进各项工作。全年发放救助金约２，８００万元，惠及３．１万余人次。")
    text = report.passages[0].text
    money, people = figures.extract(report)
    assert (money.report, money.anchor) == ("qinghe/2023", "p1-c2")
    assert text[money.start : money.end] == "２，８００万元"
    assert (money.printed, money.number, money.base) == ("２，８００万元", "28000000", "元")
    assert text[people.start : people.end] == people.printed == "３．１万余人次"
    assert (people.value, people.number, people.base) == ("3.1", "31000", "人次")


def test_the_quote_is_as_printed_and_reaches_to_the_change(read: Read) -> None:
    (figure,) = read("经济向好，全年财政总收入４．８５亿元，同比增长１１．１％，位居前列。")
    assert figure.quote == "全年财政总收入４．８５亿元，同比增长１１．１％"


def test_values_are_exact(read: Read) -> None:
    (figure,) = read("总产值8.45亿元。")
    assert figure.number == "845000000"


def test_areas_of_different_units_have_one_base(read: Read) -> None:
    hectares, metres = read("治理3公顷。", "治理2平方公里。")
    assert (hectares.number, metres.number, hectares.base) == ("30000", "2000000", "平方米")
    assert hectares.base == metres.base


def test_a_year_before_a_figure_is_its_period(read: Read) -> None:
    one, span, last = read("2021年完成改造35台。", "2021-2023年累计完成改造90台。", "去年完成改造12台。")
    assert [one.period, span.period, last.period] == ["2021", "2021-2023", "2022"]


def test_what_a_section_plans_is_a_target(read: Read) -> None:
    (done,) = read("新建口袋公园3座。", heading="一、2023年工作回顾")
    (planned,) = read("新建口袋公园3座。", heading="二、2024年工作安排")
    assert [done.kind, planned.kind] == ["level", "target"]


def test_after_the_turn_to_next_year_all_is_planned(read: Read) -> None:
    kinds = [
        figure.kind
        for figure in read("新建公园3座。", "今年政府工作的总体要求是：稳中求进。", "新建公园5座。")
    ]
    assert kinds == ["level", "target"]


def test_lists_and_quotations_are_read_line_by_line(make_report: Callable[..., Report]) -> None:
    report = make_report("改造老旧小区12个\n新增停车泊位300个")
    listed = report.passages[0].__class__(
        anchor="p1", kind="list", text=report.passages[0].text, markdown=report.passages[0].text
    )
    found = figures.extract(report.__class__(id=report.id, meta=report.meta, passages=(listed,)))
    assert [(figure.anchor, figure.indicator) for figure in found] == [
        ("p1", "改造老旧小区"),
        ("p1", "新增停车泊位"),
    ]


def test_a_report_without_numbers_has_no_figures(read: Read) -> None:
    assert read("坚持稳中求进工作总基调。", "") == ()


@pytest.mark.parametrize(
    "text",
    [
        "9" * 5000,
        "一亿" * 2000 + "元",
        "近" + "千" * 4000 + "户",
        "百分之" * 2000,
        "“" * 4000 + "5个",
        "1-" * 3000,
    ],
)
def test_what_only_looks_like_numbers_is_survived(text: str, read: Read) -> None:
    assert all(len(figure.value) < 40 for figure in read(f"{text}。"))
