from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.archive import shipped
from sitegen.archive.analysis import analyse, own_names
from sitegen.archive.dividing import BREAK, substance

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Report


def test_stock_phrasing_numbers_and_marks_are_left_out(make_report: Callable[..., Report]) -> None:
    report = make_report("a", "持续推进适老化改造，全年完成117户。")
    (clause,) = analyse(report, shipped()).clauses
    assert clause.substance == "适老化改造"


def test_what_stood_apart_is_not_joined() -> None:
    assert substance("养老持续推进服务站") == f"养老{BREAK}站"


def test_a_known_name_keeps_its_stock_words() -> None:
    assert substance("发放服务包", ("服务包",)) == "发放服务包"


def test_the_own_place_says_nothing(make_report: Callable[..., Report]) -> None:
    report = make_report("a", "五角场图书馆开放。", issuer="五角场街道办事处", region=("上海市", "杨浦区"))
    assert own_names(report) == (
        "五角场街道办事处",
        "五角场街道",
        "上海市",
        "五角场",
        "杨浦区",
        "上海",
        "杨浦",
    )
    assert analyse(report, shipped()).clauses[0].substance.startswith("图书馆")


def test_leads_slogans_and_allegiance_are_not_linked(make_report: Callable[..., Report]) -> None:
    report = make_report(
        "a",
        "老旧小区改造提速。完成老旧小区改造24个。",
        "坚持以习近平新时代中国特色社会主义思想为指导，推进城市更新。",
        "不断提升水平。",
        lead=8,
    )
    assert [clause.is_linkable for clause in analyse(report, shipped()).clauses] == [
        False,
        True,
        False,
        False,
    ]


def test_a_clause_too_long_to_point_at_is_not_linked(make_report: Callable[..., Report]) -> None:
    report = make_report("a", "加装电梯" + "甲乙丙丁" * 100 + "。")
    assert not analyse(report, shipped()).clauses[0].is_linkable


def test_an_analysis_depends_on_its_report_alone(make_report: Callable[..., Report]) -> None:
    report = make_report("a", "完成加装电梯14台。")
    assert analyse(report, shipped()) == analyse(report, shipped())
    assert analyse(make_report("b"), shipped()).clauses == ()
