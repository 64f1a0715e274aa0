from __future__ import annotations

from sitegen.model import Paragraph
from sitegen.reports.tidy import tidy

_LONG = "推进城市精细化管理，完善网格治理体系，优化片区处置网格边界划分，统筹网格管理力量，落实各项"


def _tidied(*lines: str) -> tuple[list[str], list[str]]:
    blocks, problems = tidy(
        "x", tuple(Paragraph(text=line, line=number) for number, line in enumerate(lines, 1))
    )
    return [block.text for block in blocks], [problem.code for problem in problems]


def test_dashes_before_section_numbers_go_and_others_stay() -> None:
    texts, _ = _tidied("- （一）甲", "- 乙", "（顾戴路-平南路）")
    assert texts == ["（一）甲", "- 乙", "（顾戴路-平南路）"]


def test_blanks_beside_figures_go_and_between_latin_words_stay() -> None:
    texts, codes = _tidied("新增 12 个，组建 HR 联盟，New York 展览")
    assert texts == ["新增12个，组建HR联盟，New York展览"]
    assert codes == ["spaces-removed"]


def test_blanks_at_the_distance_of_page_lines_go() -> None:
    line = "甲" * 28
    texts, _ = _tidied(f"{line} {line} {line} {line[:9]}。")
    assert texts == [line * 3 + line[:9] + "。"]


def test_a_lone_blank_between_characters_stays() -> None:
    texts, codes = _tidied("以“美好社区 先锋行动”为引领。")
    assert (texts, codes) == (["以“美好社区 先锋行动”为引领。"], [])


def test_a_paragraph_cut_by_a_page_break_is_joined_in_text_from_a_pdf() -> None:
    texts, codes = _tidied("- （一）甲", f"{_LONG}重点", "任务。完成。", "- （二）乙")
    assert texts == ["（一）甲", f"{_LONG}重点任务。完成。", "（二）乙"]
    assert "line-joined" in codes


def test_nothing_is_joined_in_text_from_a_web_page() -> None:
    texts, _ = _tidied("（一）甲", f"{_LONG}重点", "任务明确。完成。", "（二）乙")
    assert len(texts) == 4


def test_a_section_number_is_never_swallowed_by_a_join() -> None:
    texts, _ = _tidied("- （一）甲", f"{_LONG}重点", "- （二）乙。丙。", "二、丁")
    assert texts[2:] == ["（二）乙。丙。", "二、丁"]


def test_a_cut_inside_quotation_marks_is_joined_although_a_stop_stands_before_it() -> None:
    texts, _ = _tidied("- （一）甲", f'{_LONG}。开展"风从古。', '美来"文艺汇演。', "- （二）乙")
    assert texts[1].endswith('开展"风从古。美来"文艺汇演。')
