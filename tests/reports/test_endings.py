from __future__ import annotations

from time import process_time

from sitegen.reports.endings import heading_ends

_TEXT = "全区上下认真落实各项部署，工作取得新的成效，居民生活持续改善。"


def test_a_heading_ends_before_the_lead_sentence_of_its_text() -> None:
    headings = [
        "聚焦产业升级，推动经济稳中向好",
        "聚焦城乡融合，推动乡村全面振兴",
        "聚焦民生改善，推动事业全面进步",
    ]
    texts = [f"{heading}大力实施重点项目建设行动。{_TEXT}" for heading in headings]
    assert heading_ends(texts) == [len(heading) for heading in headings]


def test_a_first_sentence_that_is_a_heading_stays_whole() -> None:
    texts = [
        f"{heading}。{_TEXT}"
        for heading in (
            "推进社区治理，提升服务水平",
            "优化营商环境，激发企业活力",
            "守牢安全底线，维护社会稳定",
        )
    ]
    assert heading_ends(texts) == [0, 0, 0]


def test_what_all_begin_with_is_no_heading() -> None:
    texts = [f"更大力度推动{task}。{_TEXT}" for task in ("扩大内需", "乡村振兴", "绿色转型")]
    assert all(end == 0 or end > len("更大力度推动") for end in heading_ends(texts))


def test_a_heading_alone_only_tells_how_its_siblings_are() -> None:
    assert heading_ends(["工作目标", f"总体要求。{_TEXT}"])[0] == 0


def test_a_place_inside_of_brackets_or_quotation_marks_is_no_end() -> None:
    text = f"建设“智慧社区服务平台项目（一期工程）”。{_TEXT}"
    assert heading_ends([text]) == [0]


def test_many_long_texts_are_read_in_linear_time() -> None:
    begun = process_time()
    heading_ends(["工作" * 20_000] * 20 + ["一" * 40_000 + "。"] * 20 + ["甲，" * 300 + "。"] * 900)
    assert process_time() - begun < 8
