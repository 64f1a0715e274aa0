"""Tables: every numeric cell with the names of its row and its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.archive import figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Figure, Report

    Read = Callable[..., tuple[Figure, ...]]

PLAIN = """| 项目 | 本年（件） | 同比增长（%） |
| --- | --- | --- |
| 行政许可 | 1,550 | 12.5 |
| 行政处罚 | 41 | -3 |"""

MERGED = """| 申请情况 |  | 申请人 |  |  |
| --- | --- | --- | --- | --- |
|  |  | 自然人 | 法人 |  |
|  |  |  | 企业 | 总计 |
| 一、新收 |  | 21 | 0 | 21 |
| 二、办理结果 | （一）公开 | 4 | 1 | 5 |
|  | （二）不予公开 | 2 | 0 | 2 |"""

BLOCKS = """| 第二十条第（一）项 |  |
| --- | --- |
| 信息内容 | 制发件数 |
| 规章 | 3 |
| 第二十条第（八）项 |  |
| 信息内容 | 收费金额（单位：万元） |
| 事业性收费 | 7730.28 |"""

YEARS = """| 序号 | 年份 | 新建公园（座） |
| --- | --- | --- |
| 1 | 2022年 | 3 |
| 2 | 2023年 | 5 |"""


def _named(found: tuple[Figure, ...]) -> list[tuple[str, str, str]]:
    return [(figure.indicator, figure.value, figure.unit) for figure in found]


def test_cells_are_named_by_row_and_column(read: Read) -> None:
    found = read(PLAIN)
    assert _named(found) == [
        ("行政许可 · 本年", "1550", "件"),
        ("行政许可 · 同比增长", "12.5", "%"),
        ("行政处罚 · 本年", "41", "件"),
        ("行政处罚 · 同比增长", "3", "%"),
    ]
    changes = [figure.change.direction for figure in found if figure.change]
    assert changes == ["up", "down"]


def test_merged_heads_and_row_names_speak_for_all_they_span(read: Read) -> None:
    assert [name for name, _, _ in _named(read(MERGED))] == [
        "新收 · 申请人 · 自然人",
        "新收 · 申请人 · 法人 · 企业",
        "新收 · 申请人 · 法人 · 总计",
        "办理结果 · 公开 · 申请人 · 自然人",
        "办理结果 · 公开 · 申请人 · 法人 · 企业",
        "办理结果 · 公开 · 申请人 · 法人 · 总计",
        "办理结果 · 不予公开 · 申请人 · 自然人",
        "办理结果 · 不予公开 · 申请人 · 法人 · 企业",
        "办理结果 · 不予公开 · 申请人 · 法人 · 总计",
    ]


def test_new_heads_inside_a_table_begin_a_new_block(read: Read) -> None:
    assert _named(read(BLOCKS)) == [
        ("规章 · 第二十条第(一)项 · 制发件数", "3", "件"),
        ("事业性收费 · 第二十条第(八)项 · 收费金额", "7730.28", "万元"),
    ]


def test_serial_numbers_count_nothing_and_years_are_periods(read: Read) -> None:
    found = read(YEARS)
    assert [(figure.indicator, figure.value, figure.period) for figure in found] == [
        ("新建公园", "3", "2022"),
        ("新建公园", "5", "2023"),
    ]


def test_a_cell_is_found_again_in_the_text(make_report: Callable[..., Report]) -> None:
    report = make_report(MERGED)
    text = report.passages[0].text
    found = figures.extract(report)
    assert [text[figure.start : figure.end] for figure in found] == [figure.printed for figure in found]
    assert len({figure.start for figure in found}) == len(found)
    assert found[3].quote == "二、办理结果 （一）公开 4 1 5"


def test_a_title_within_a_table_leaves_its_heads_and_serial_numbers_alone(read: Read) -> None:
    table = """\
| 序号 | 举措 | 指导部门 | 投入（万元） |
|---|---|---|---|
| 一、保护方面（共2项） |  |  |  |
| 1 | 快速审判 | 法院 | 12 |
| 2 | 专利保险 | 知识产权局 | 30 |
| 二、激励方面 |  |  |  |
| 3 | 权属改革 | 科技部 | 5.5 |"""
    assert [(each.indicator, each.printed, each.unit) for each in read(table)] == [
        ("保护方面 · 快速审判 · 法院 · 投入", "12", "万元"),
        ("保护方面 · 专利保险 · 知识产权局 · 投入", "30", "万元"),
        ("激励方面 · 权属改革 · 科技部 · 投入", "5.5", "万元"),
    ]
