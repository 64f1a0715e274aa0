from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.archive import analyse, figure_pairs, figures, shipped, year_on_year

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Report, YearOnYear

OLDER = (
    "完成老旧小区加装电梯12台。新建口袋公园2座。",
    "举办三场邻里集市活动，吸引居民八百人次参加。",
    "居家养老服务中心接待老人3000人次。",
)
NEWER = (
    "老旧小区加装电梯完成19台，居民满意度稳步提高。",
    "居家养老服务中心接待老人3000人次。",
    "组建河道巡查志愿队伍，清理河面漂浮垃圾十二吨。",
)


def compared(
    make_report: Callable[..., Report], older: tuple[str, ...], newer: tuple[str, ...]
) -> YearOnYear:
    reports = (
        make_report("a/2022", *older, issuer="甲街道", year=2022),
        make_report("a/2023", *newer, issuer="甲街道"),
    )
    analyses = (analyse(reports[0], shipped()), analyse(reports[1], shipped()))
    return year_on_year(*reports, *analyses, shipped())


def test_clauses_go_on_are_new_or_dropped(make_report: Callable[..., Report]) -> None:
    found = compared(make_report, OLDER, NEWER)
    assert [(each.newer, each.older, each.is_verbatim) for each in found.aligned] == [
        ("p1-c1", "p1-c1", False),
        ("p2-c1", "p3-c1", True),
    ]
    assert found.added == ("p3-c1",)
    assert found.dropped == ("p1-c2", "p2-c1")


def test_figures_stand_side_by_side_only_where_indicator_unit_and_kind_agree(
    make_report: Callable[..., Report],
) -> None:
    older = ("加装电梯12台。口袋公园面积2公顷。", "城镇新增就业同比增长5%。")
    newer = ("加装电梯19台。口袋公园3座。", "城镇新增就业900人。")
    reports = (make_report("a/2022", *older, year=2022), make_report("a/2023", *newer))
    pairs = figure_pairs(reports, (figures.extract(reports[0]), figures.extract(reports[1])))
    assert [(pair.indicator, pair.older.printed, pair.newer.printed) for pair in pairs] == [
        ("加装电梯", "12台", "19台")
    ]


def test_thanks_and_slogans_are_neither_new_nor_dropped(make_report: Callable[..., Report]) -> None:
    found = compared(make_report, ("衷心感谢各位代表的支持。",), ("各位代表，我们要齐心协力再创佳绩。",))
    assert (found.aligned, found.added, found.dropped) == ((), (), ())


def test_short_sentences_of_figures_take_part(make_report: Callable[..., Report]) -> None:
    older = ("全年签约20台，开工15台，完工8台。", "调解纠纷120起。")
    found = compared(make_report, older, ("全年签约26台，开工16台，完工12台。", "办理议案5件。"))
    assert [(each.newer, each.older) for each in found.aligned] == [("p1-c1", "p1-c1")]
    assert (found.added, found.dropped) == (("p2-c1",), ("p2-c1",))


def test_a_report_may_say_nothing(make_report: Callable[..., Report]) -> None:
    assert compared(make_report, (), NEWER).added == ("p1-c1", "p2-c1", "p3-c1")
    assert compared(make_report, OLDER, ()).dropped == ("p1-c1", "p1-c2", "p2-c1", "p3-c1")
