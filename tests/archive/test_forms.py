from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.archive import analyse, shipped
from sitegen.archive.forms import is_general, is_label, is_roll, is_statistic, proclaims, slogans
from sitegen.archive.topics import unquoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Report


@pytest.mark.parametrize(
    "text",
    [
        "各区人民政府，市政府各委、办、局：",
        "今年是建市四十周年，也是机场扩建完工的关键一年。",
        "“十六五”时期具有打基础、利长远的重要地位。",
        "对此，今后要加大力度认真解决。",
        "《停车场管理办法》已经市政府同意，现印发给你们，请遵照执行。",
        "本办法自印发之日起施行。",
        "（市水务局、市财政局负责）",
        "向所有关心河港建设的朋友，表示诚挚感谢！",
        "我们一定埋头苦干，决不辜负全市人民的期待。",
        "请各位委员提出意见。",
        "，也可能在其他地方。",
        "指管好、护好乡间道路。",
        "“渡改桥”是指把渡口改为桥梁。",
        "发布者：市水务局",
        "自觉接受社会各界监督。",
        "河道治理任务仍然较多，等等。",
        "龙头企业只有两家，培育还需进一步加力。",
        "口岸服务还有提升空间，平稳运行面临较大压力。",
        "从国际看，世界经济复苏乏力，外部环境更趋复杂。",
        "□河道 □道路 □绿地",
        "本报告为示例，单位和数字均为虚构。",
        "报告中所列数据截至2030年底。",
        "注：部分数据因四舍五入，与合计不等。",
        "以上数据均为初步统计数。",
        "未签约的人员不得作为申请人。",
        "本作品是中华人民共和国的法律、法规。",
        "本作品不适用于该法，在公有领域。",
    ],
)
def test_greetings_openings_closings_and_asides_are_told_by_their_form(text: str) -> None:
    assert proclaims(unquoted(text))


@pytest.mark.parametrize(
    "text",
    [
        "今年，新建口袋公园3座。",
        "对口支援地区新建学校2所。",
        "“十六五”时期新建口袋公园30座。",
        "完成加装电梯14台（含东路街道2台）。",
        "请进来走出去，举办招商活动12场。",
        "指导17个业委会换届。",
        "著作权登记量增长12%，处理侵权案件3起。",
        "本作品展览接待观众2万人次。",
        "本报告期内新建道路12公里。",
        "以上数据平台接入部门34个。",
    ],
)
def test_what_was_done_is_no_proclamation(text: str) -> None:
    assert not proclaims(unquoted(text))


def test_a_couplet_and_a_fault_are_general() -> None:
    assert is_general(unquoted("千淘万漉虽辛苦，吹尽狂沙始到金。"))
    assert is_general(unquoted("排水管网标准偏低，应急能力不强；"))
    assert not is_general(unquoted("优化投资结构，提高投资效益。"))
    assert not is_general(unquoted("石桥路拓宽12米，柳桥路拓宽14米。"))


def test_a_short_passage_without_a_stop_is_a_label() -> None:
    assert is_label("市水务局河道管理所（盖章）")
    assert not is_label("疏浚河道12公里。")


def test_quantities_alone_are_a_statistic() -> None:
    assert is_statistic(unquoted("固定资产投资增长5.6%，进出口总额完成120亿元。"))
    assert not is_statistic(unquoted("新建道路12公里，投资增长5.6%。"))
    assert not is_statistic(unquoted("疏浚河道12公里。"))


def test_the_roll_of_other_work_is_neither_linked_nor_part_of_an_initiative(
    make_report: Callable[..., Report],
) -> None:
    roll = "双拥、档案、地方志、气象、侨务、妇女儿童等工作取得新成绩。"
    assert is_roll(unquoted(roll))
    assert not is_roll(unquoted("完成加装电梯、适老化改造、口袋公园、绿道、托育点和妇女儿童中心建设。"))
    (clause,) = analyse(make_report("a", roll), shipped()).clauses
    assert not clause.is_linkable
    assert clause.mentions == ()


def test_slogans_in_threes_weigh_nothing(make_report: Callable[..., Report]) -> None:
    text = unquoted("在稳增长、调结构、惠民生中疏浚河道。")
    assert [text[start:end] for start, end in slogans(text)] == ["稳增长、调结构、惠民生"]
    assert slogans("供水站、排水站、净水站") == []
    report = make_report("a", "在稳增长、调结构、惠民生中疏浚河道12公里。")
    assert "结构" not in analyse(report, shipped()).clauses[0].substance


def test_a_label_is_not_linked_unless_it_names_a_topic(make_report: Callable[..., Report]) -> None:
    report = make_report("a", "河道管理所值班用房", "完成加装电梯14台")
    assert [clause.is_linkable for clause in analyse(report, shipped()).clauses] == [False, True]
