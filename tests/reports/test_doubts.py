from __future__ import annotations

import pytest
from examples import document, imported

from sitegen import reports
from sitegen.errors import KINDS, describe

_LONG = "围绕年初确定的目标任务，街道各部门通力协作、攻坚克难，"


def _codes(text: str) -> set[str]:
    return {
        problem.code for problem in imported(text).problems if KINDS[problem.code].severity == "doubt"
    } - {"region-unknown"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("以科创+文创”为主题开展活动。", "quotes-unmatched"),
        ("依托“8+2+X创业服务平台，写好“后半篇文章”。", "quotes-unmatched"),
        ('建成"平安屋、平安岗。', "quotes-unmatched"),
        ("完成万源路（顾戴路至平南路道路大修。", "brackets-unmatched"),
        (f"{_LONG}取得明显成效", "stop-missing"),
        ("解决问题280余件高质量推进普查。", "sentences-run-together"),
        ("整改率100%完成食品安全督导5562家次。", "sentences-run-together"),
        ("开展讲座28创业人才受益。", "text-lost"),
        ("使用方正字库\ue123的文字。", "private-use"),
        ("联系人电话13812345678。", "personal-data"),
        ("身份证号31010119900307123X。", "personal-data"),
    ],
)
def test_doubtful_places_are_reported(text: str, code: str) -> None:
    assert code in _codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "全年加装电梯9台，另有15台完成签约。其中3台推进较快，有8户新增设施。",
        "发布机构：五角场街道办事处 生成日期：2023-11-08 15:29",
        "“温暖云”系统正式上线，组织12场“主任工作坊”，新增3个“平安客厅”多元解纷工作室。",
        "完成35台老旧小区电梯加装，14个车棚建设，25个小区信号覆盖。",
        "发布《三年行动计划（2023—2025年）》。",
        "受理工单138123456789件。",
        "企业投入2.5亿元推进改造，实施40个建设项目，2家高质量园区挂牌运行。",
    ],
)
def test_sound_text_is_left_in_peace(text: str) -> None:
    assert _codes(text) == set()


def test_personal_data_is_not_repeated_in_the_report_of_it() -> None:
    (problem,) = [
        problem for problem in imported("电话13812345678。").problems if problem.code == "personal-data"
    ]
    assert "13812345678" not in " ".join(describe(problem))


def test_buttons_and_labels_of_a_web_page_are_told_once() -> None:
    lines = ("下载", "打印", "【字号：", "来源：清河报", _LONG + "取得明显成效。", "相关报道：")
    (told,) = [each for each in imported(*lines).problems if each.code == "web-lines"]
    assert describe(told)[1].startswith("Lines of a web page, not of the report: 5")
    assert "web-lines" not in {each.code for each in imported("打印机维修三台。", "内容。").problems}
    licence = (_LONG + "取得明显成效。", "本作品属于公有领域。", "Public domain", "false")
    assert "web-lines" in {each.code for each in imported(*licence).problems}


def test_a_second_report_in_one_file_is_noticed_where_its_title_stands() -> None:
    first = ("一、甲", "内容。", "二、乙", "五角场街道2023年工作总结写得很好。")
    second = ("五角场街道2023年工作总结", "一、丙", "内容。")
    found = [each for each in imported(*first, *second).problems if each.code == "report-second"]
    assert [(each.line, dict(each.values)["title"]) for each in found] == [(6, "五角场街道2023年工作总结")]
    assert "report-second" not in {
        each.code for each in imported(*first, "关于印发方案的通知", "一、丙").problems
    }
    assert "report-second" not in {each.code for each in imported(*second).problems}


def test_numbers_that_go_on_counting_below_the_next_heading_are_no_doubt() -> None:
    lines = ("一、甲", "1.做乙。内容。", "2.做丙。内容。", "二、丁", "3.做戊。内容。", "4.做己。内容。")
    assert "number-first" not in {each.code for each in imported(*lines).problems}
    found = imported(*lines[:4], "5.做戊。内容。", "6.做己。内容。").problems
    assert [each.line for each in found if each.code == "number-first"] == [6]


def _blanks(*lines: str) -> list[tuple[int, str]]:
    report = reports.outline(document(*lines))
    return [
        (found.line, dict(found.values)["place"]) for found in report.problems if found.code == "space-kept"
    ]


def test_blanks_are_doubted_only_where_the_report_has_them_as_it_is_written() -> None:
    assert _blanks("清河街道2024年", "工 作 总 结", "一、甲", "内容没有空格。") == []


def test_the_blanks_of_a_line_are_one_doubt_and_one_place_is_quoted_once() -> None:
    names = "李　强、龚　正到场。"
    assert _blanks("清河街道2024年工作总结", "一、甲", names, f"“美好社区 先锋行动”启动。{names}") == [
        (3, names),
        (4, "“美好社区 先锋行动”启动。李　强、龚　正到场。"),
    ]


@pytest.mark.parametrize(
    "line",
    ["区水务局局长　王　某", "镇长 李建军", "目　录", "一、综  合", "★ 新增绿地三公顷", "● 新建公园两座"],
)
def test_a_blank_that_printers_set_is_no_doubt(line: str) -> None:
    report = reports.outline(
        document("清河街道2024年工作总结", line, "一、水务", "内容。", "二、绿化", "内容。")
    )
    assert "space-kept" not in {found.code for found in report.problems}
