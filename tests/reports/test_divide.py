from __future__ import annotations

import pytest

from sitegen.reports.divide import divide, is_folded

_BODY = "全区上下坚持稳中求进，各项工作取得新的成效，人民生活持续改善。" * 3


@pytest.mark.parametrize(
    "parts",
    [
        # a heading ends where the first number below it stands, also where numbers count on through sections
        ["清河镇工作总结", f"2023年，{_BODY}", "一、强化责任", f"1.健全机制。{_BODY}", f"2.压实责任。{_BODY}", "二、优化服务", f"3.便民利民。{_BODY}"],
        ["各位代表：", "一、主要工作", f"（一）稳增长。{_BODY}", f"（二）惠民生。{_BODY}", "二、下步打算", f"（一）抓项目。{_BODY}"],
        # what begins with a time is no part of the heading before it
        ["各位代表：", "现在报告工作。", "一、主要工作", f"过去一年，{_BODY}", "二、2024年工作安排", f"今年是关键之年。{_BODY}"],
        ["现在报告工作。", "2023年工作回顾", _BODY, "一、甲项工作有序推进", f"2023年，{_BODY}", "二、乙项工作全面加强", f"今年以来，{_BODY}"],
        # what is only spoken of begins nothing
        ["第一章总则", "第一条为了规范管理，根据有关规定制定，统一、高效。", "第二条本办法适用于第一、二、三产业，见本条（一）项。", "第二章附则", "第三条自发布之日起施行。"],
    ],
)  # fmt: skip
def test_a_report_that_lost_every_line_break_is_divided(parts: list[str]) -> None:
    assert list(divide("".join(parts))) == parts


def test_blanks_that_are_left_tell_more_than_words() -> None:
    text = "一、工作回顾 过去一年，成效明显。 （一）甲事。 已完成。 （二）乙事，见第（一）项。 二、工作安排 2024年，再接再厉。"
    assert list(divide(text)) == [
        "一、工作回顾",
        "过去一年，成效明显。",
        "（一）甲事。",
        "已完成。",
        "（二）乙事，见第（一）项。",
        "二、工作安排",
        "2024年，再接再厉。",
    ]


def test_points_in_a_paragraph_fold_a_report_only_where_nothing_else_is_in_the_file() -> None:
    text = "会议要求：（一）加强领导。压实责任。（二）严格考核。按月通报。"
    assert is_folded(text, is_alone=True)
    assert not is_folded(text, is_alone=False)
