from __future__ import annotations

import time

import pytest

from sitegen.model import Paragraph
from sitegen.reports.unfold import unfold

_SENTENCE = "全市上下坚持稳中求进工作总基调，统筹推进各项工作，经济社会发展取得新的成效，人民生活持续改善，"


def _unfolded(*lines: str) -> tuple[list[str], list[str]]:
    blocks, problems = unfold(
        "x", tuple(Paragraph(text=line, line=number) for number, line in enumerate(lines, 1))
    )
    return [block.text for block in blocks], [problem.code for problem in problems]


def _printed(paragraphs: list[str], width: int = 28) -> list[str]:
    """Set paragraphs as a page does: first line two characters shorter, a page number after every ten lines."""
    lines = []
    for paragraph in paragraphs:
        lines.append(paragraph[: width - 2])
        lines += [paragraph[at : at + width] for at in range(width - 2, len(paragraph), width)]
    return [
        line
        for at, line in enumerate(lines)
        for line in ([line, f"— {at // 10} —"] if at % 10 == 9 else [line])
    ]


def test_lines_of_pages_become_paragraphs_again_and_page_numbers_go() -> None:
    paragraphs = [f"（{number}）" + f"{_SENTENCE}持续向好。" * 3 for number in "一二三四五六七八"]
    texts, codes = _unfolded(*_printed(paragraphs))
    assert texts == paragraphs
    assert codes == ["page-lines-removed", "lines-rejoined"]


def _headed(*names: str) -> tuple[list[str], list[str]]:
    """Return what stays of a text of pages whose page numbers are followed by these names, and the codes."""
    pages = [_printed([f"（{number}）" + f"{_SENTENCE}持续向好。" * 3], 28) for number in "一二三四五六"]
    lines = ["清河区2024年工作总结"]
    for at, page in enumerate(pages):
        lines += [*[line for line in page if not line.startswith("—")], f"— {at + 1} —", *names[at : at + 1]]
    texts, codes = _unfolded(*lines)
    return [text for text in texts if not text.startswith("（")], codes


@pytest.mark.parametrize("title", ["江州区文件汇编", "清河街道2024年工作总结"])
def test_a_title_that_stands_on_every_page_stays_at_the_head_alone(title: str) -> None:
    paragraphs = [f"（{number}）" + f"{_SENTENCE}持续向好。" * 3 for number in "一二三四五六七八"]
    titled = [title]
    for line in _printed(paragraphs):
        titled += [line, *([title] if line.startswith("—") else [])]
    texts, codes = _unfolded(*titled)
    assert texts == [title, *paragraphs]
    assert codes == ["page-lines-removed", "lines-rejoined"]


def test_a_running_title_may_be_missing_from_some_pages() -> None:
    title = "清河区2024年工作总结"
    assert _headed(title, title, "经济建设", title, title)[0] == [title, "经济建设"]


@pytest.mark.parametrize(
    "names",
    [
        ["主要做法", "主要做法"],
        ["经济建设", "社会建设", "经济建设"],
        ["责任单位"] * 5,
        # the title itself, but after few pages
        ["清河区2024年工作总结"] * 2,
        ["清河区2024年工作总结", "甲", "清河区2024年工作总结", "乙", "清河区2024年工作总结"],
    ],
)
def test_a_heading_that_comes_again_after_a_page_number_stays(names: list[str]) -> None:
    assert _headed(*names)[0] == ["清河区2024年工作总结", *names]


@pytest.mark.parametrize("head", ["清河街道工作总结 — 1 —", "清河街道工作总结\n清河街道办事处 - 1 -"])
def test_a_page_number_at_the_end_of_a_folded_paragraph_leaves_no_blank(head: str) -> None:
    body = f"一、做法{_SENTENCE * 12}完成。二、打算{_SENTENCE * 12}完成。"
    texts, codes = _unfolded(*head.split("\n"), body, "2024年12月 — 2 —")
    assert texts[: head.count("\n") + 1] == [line.partition(" ")[0] for line in head.split("\n")]
    assert texts[-1] == "2024年12月"
    assert codes == ["page-lines-removed", "text-divided"]


def test_many_blanks_in_a_folded_text_take_linear_time() -> None:
    text = f"一、做法{_SENTENCE * 20}。二、打算{'　' * 40_000}甲{_SENTENCE * 20}。"
    start = time.process_time()
    texts, _ = _unfolded(text)
    assert "".join("".join(texts).split()) == "".join(text.split())
    assert time.process_time() - start < 3


def test_sound_paragraphs_pass_untouched() -> None:
    paragraphs = [f"{_SENTENCE * 4}持续向好。"] * 40
    assert _unfolded(*paragraphs) == (paragraphs, [])


def test_a_report_on_one_line_is_divided_where_its_numbers_count_up() -> None:
    body = _SENTENCE * 12
    text = f"各位代表：现在报告工作。一、工作回顾 {body}完成。（一）甲事。{body}好转。（二）乙事。{body}见（一）项规定。二、工作安排 {body}完成。"
    texts, codes = _unfolded(text)
    assert [text[:6] for text in texts] == [
        "各位代表：",
        "现在报告工作",
        "一、工作回顾",
        body[:6],
        "（一）甲事。",
        "（二）乙事。",
        "二、工作安排",
        body[:6],
    ]
    assert codes == ["text-divided"]


def test_a_report_in_one_paragraph_is_divided_also_among_lines_of_a_web_page() -> None:
    labels = [f"字段{number}：内容 | 其他{number}：内容" for number in range(9)]
    texts, codes = _unfolded(
        *labels, f"前言。 一、工作回顾 {_SENTENCE * 20}完成。 二、工作安排 {_SENTENCE * 20}完成。"
    )
    assert texts[: len(labels)] == labels
    assert [text[:6] for text in texts[len(labels) :]] == [
        "前言。",
        "一、工作回顾",
        _SENTENCE[:6],
        "二、工作安排",
        _SENTENCE[:6],
    ]
    assert codes == ["text-divided"]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("一、财税收入", "前三季度全区收入七十亿元。"),
        ("一、工作原则", "——生态优先、绿色发展。"),
        ("一、咨询情况", "我镇对外公布了一台电话。"),
        ("一、收费情况", "未收取任何费用。"),
        ("一、主要任务", "主要围绕十项指标开展。"),
        ("一、综合", "初步核算，增长百分之九。"),
        ("一、示范县建设", "3、4月份，我会两次学习创建工作。"),
        ("一、提高重要性的认识", "各村委会、各单位要认真贯彻。"),
        ("一、组织建设", "县残联组织建设，已经完成。"),
        ("一、设施不断加强，奠定了我市事业的基础", " 由于历史原因，办公无场所。"),
        ("（一）主动公开政府信息情况", "严格规范操作，公开信息。"),
    ],
)
def test_a_heading_without_a_blank_ends_where_a_text_begins(heading: str, text: str) -> None:
    second = heading.replace("一", "二", 1)
    texts, _ = _unfolded(f"清河报告。{heading}{text}{_SENTENCE * 20}完成。{second}{text}{_SENTENCE * 20}")
    assert texts[1] == heading
    assert texts[2].startswith(text.strip())
    assert texts[3] == second


def test_a_heading_ends_where_its_words_are_taken_up() -> None:
    texts, _ = _unfolded(
        f"清河统计公报。一、综合综合实力增强。{_SENTENCE * 20}完成。二、农业农业经济稳定。{_SENTENCE * 20}"
    )
    assert [text[:7] for text in texts] == [
        "清河统计公报。",
        "一、综合",
        "综合实力增强。",
        "二、农业",
        "农业经济稳定。",
    ]


def test_a_line_goes_on_with_what_only_looks_like_a_number_there() -> None:
    paragraphs = [f"{_SENTENCE}持续向好。" * 3 for _ in range(4)]
    last = "2、" + _SENTENCE[:43] + "第二季度全市排名第三、上半年第二。"
    lines = _printed([*paragraphs, last])
    assert lines[-1].startswith("三、")
    texts, _ = _unfolded(*lines)
    assert texts[-1] == last


def test_no_character_is_lost_by_dividing() -> None:
    text = f"一、甲。{_SENTENCE * 30}。　　二、乙。{_SENTENCE * 20}。"
    texts, _ = _unfolded(text)
    assert len(texts) == 2
    assert "".join("".join(texts).split()) == "".join(text.split())


def test_a_short_report_on_one_line_is_divided_at_its_sections_and_at_the_blanks_between_its_paragraphs() -> (
    None
):
    text = (
        "清河区督查室关于专项督查的通知 各镇人民政府： 现将有关事宜通知如下： 一、重点事项 "
        "1.完善垃圾收运体系。（责任单位：各镇） 2.整治乱搭乱建。（责任单位：各镇） 二、几点要求 各镇要主动认领。"
    )
    texts, codes = _unfolded(text)
    assert texts == [
        "清河区督查室关于专项督查的通知",
        "各镇人民政府：",
        "现将有关事宜通知如下：",
        "一、重点事项",
        "1.完善垃圾收运体系。（责任单位：各镇）",
        "2.整治乱搭乱建。（责任单位：各镇）",
        "二、几点要求",
        "各镇要主动认领。",
    ]
    assert codes == ["text-divided"]


def test_chapters_and_articles_on_one_line_without_any_blank_are_divided() -> None:
    text = "清河办法第一章总则第一条为了规范管理，根据第三条规定制定。第二条本办法适用于全区。第二章职责第三条各镇负责。"
    texts, _ = _unfolded(text)
    assert texts == [
        "清河办法",
        "第一章总则",
        "第一条为了规范管理，根据第三条规定制定。",
        "第二条本办法适用于全区。",
        "第二章职责",
        "第三条各镇负责。",
    ]


def test_a_paragraph_that_counts_its_points_stays_one() -> None:
    paragraphs = ["会议要求：（一）加强领导；（二）压实责任；（三）严格考核。", "请各镇认真落实。"]
    assert _unfolded(*paragraphs) == (paragraphs, [])


def test_where_only_first_lines_are_indented_the_others_go_on() -> None:
    paragraphs = [
        "一、重点工作",
        f"{_SENTENCE}持续向好。",
        "（一）" + "甲" * 25 + "乙丙",
        f"{_SENTENCE}完成12345项。",
    ]
    lines, blocks = [], []
    for paragraph in paragraphs:
        text = f"　　{paragraph}"
        lines += [text[at : at + 30] for at in range(0, len(text), 30)]
    for number, line in enumerate(lines, 1):
        blocks.append(Paragraph(text=line.strip(), line=number, is_indented=line.startswith("　")))
    unfolded, problems = unfold("x", tuple(blocks))
    assert [block.text for block in unfolded] == paragraphs
    assert [problem.code for problem in problems] == ["lines-rejoined"]


def test_the_end_of_a_figure_that_a_line_was_cut_in_is_no_page_number() -> None:
    paragraphs = [f"{number}月{_SENTENCE}{'甲' * 50}"[:58] + "5" for number in "一二三四"]
    lines = [line for text in paragraphs for line in ("　　" + text[:28], text[28:58], text[58:])]
    assert {len(line.strip()) for line in lines} == {28, 30, 1}
    blocks = tuple(
        Paragraph(text=line.strip(), line=number, is_indented=line.startswith("　"))
        for number, line in enumerate(lines, 1)
    )
    assert [block.text for block in unfold("x", blocks)[0]] == paragraphs


def test_a_short_text_whose_lines_end_where_a_page_does_is_put_together() -> None:
    paragraphs = [
        "清河镇工作总结",
        "各位代表：",
        f"{_SENTENCE}持续向好。" * 3,
        "2023年工作回顾",
        "一、" + "甲" * 24,  # a heading as long as a line, before a paragraph
        f"{_SENTENCE}持续向好。" * 3,
        "二、重点工作",
        "加强调研。",
        "三、存在问题",
        "人手不足。",
    ]
    lines = [line for line in _printed(paragraphs) if not line.startswith("—")]
    assert len(lines) <= 20
    assert _unfolded(*lines) == (paragraphs, ["lines-rejoined"])


def test_lines_of_long_sentences_are_put_together() -> None:
    sentence = "县政府工作人员要旗帜鲜明讲政治、守规矩、重实干，自觉在各项工作中同上级保持高度一致，认真履行职责、密切联系群众，努力建设人民满意的政府。"
    paragraphs = [f"{number}、{sentence}" for number in "一二三四五六"]
    lines = [line for line in _printed(paragraphs) if not line.startswith("—")]
    assert _unfolded(*lines) == (paragraphs, ["lines-rejoined"])


def test_lines_that_a_program_broke_after_so_many_characters_are_put_together() -> None:
    sentence = (
        "2023年共收到申请431件、办结429件，办结率99.5%，比上年提高12.4个百分点，其中网上申请387件、占89.8%；"
    )
    paragraphs = [f"{sentence}{_SENTENCE}持续向好。" * 2 for _ in range(6)]
    lines = [paragraph[at : at + 34] for paragraph in paragraphs for at in range(0, len(paragraph), 34)]
    assert _unfolded(*lines) == (paragraphs, ["lines-rejoined"])


def test_a_heading_as_long_as_a_line_is_told_by_the_others_of_its_kind() -> None:
    body = f"{_SENTENCE}持续向好。" * 3
    last = "四、" + "年度党政主要负责人履行推进法治建设第一责任人职责的工作情况"
    lines = [
        line
        for heading in ("一、主要举措", "二、工作成效", "三、存在的不足", last)
        for line in (heading, *_printed([body]))
    ]
    lines = [line for line in lines if not line.startswith("—")]
    texts, _ = _unfolded(*lines)
    assert texts[-2:] == [last, body]


@pytest.mark.parametrize(
    "line",
    [
        "关于印发清河区第{}项工作实施方案和任务分工的通知",
        "推进第{}个社区的重点工作，居民的获得感、幸福感不断增强",
    ],
)
def test_lines_of_one_length_in_which_no_sentence_ends_stay_apart(line: str) -> None:
    lines = [line.format(number) for number in range(10, 50)]
    assert _unfolded(*lines) == (lines, [])


def test_a_page_number_between_dashes_is_dropped_from_sound_paragraphs_a_bare_number_is_not() -> None:
    texts, codes = _unfolded(f"{_SENTENCE * 4}持续向好。", "— 12 —", "1", "2", "3", "一、要求")
    assert texts[1:] == ["1", "2", "3", "一、要求"]
    assert codes == ["page-lines-removed"]


def test_a_title_at_the_end_of_a_full_line_is_not_put_together_with_the_text() -> None:
    title = "江州区城市管理局关于市容环境整治工作进展情况的通报"
    paragraphs = [f"{_SENTENCE}持续向好。" * 3 for _ in range(4)]
    lines = [line for text in paragraphs for line in _cut(text, len(title))]
    assert _unfolded(title, *lines)[0] == [title, *paragraphs]


def test_a_long_item_with_a_comma_is_no_heading_though_others_of_its_kind_stand_in_lines_of_their_own() -> (
    None
):
    items = [
        f"（{number}）承担城市管理日常巡查和执法检查，督促有关单位整改并组织复查落实。" for number in "一二"
    ]
    headings = ["（一）收入说明", "（二）支出说明", "（一）机构设置", "（二）人员情况"]
    texts = [*items, *(text for heading in headings for text in (heading, f"{_SENTENCE}持续向好。" * 2))]
    assert _unfolded(*(line for text in texts for line in _cut(text, 28)))[0] == texts


def _cut(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def _broken(paragraphs: list[str], full: int, *, is_set: bool = False) -> list[str]:
    """Break paragraphs after so many characters, as a program does; one that sets type begins no line with a mark."""
    lines = []
    for text in paragraphs:
        rest = text
        while rest:
            end = full - 1 if is_set and rest[full : full + 1] in set("，。、") else full
            lines.append(rest[:end])
            rest = rest[end:]
    return lines


@pytest.mark.parametrize("is_set", [False, True])
def test_a_program_fills_each_line_so_one_that_lacks_a_character_ends_a_paragraph(is_set: bool) -> None:  # noqa: FBT001
    prose = "区属各部门对照年初任务逐项推进，并且按月向社会通报进展情况。" * 9
    lengths = [76, 90, 111, 97, 130, 62, 150, 121, 160, 103, 70, 145]
    paragraphs = [f"{prose[: length - 2]}了。" for length in lengths]
    heading = "（一）坚定不移深化改革开放，各项重大任务正在加快落地中"
    assert len(heading) == 27
    report = [*paragraphs[:6], heading, *paragraphs[6:]]
    texts, codes = _unfolded(*_broken(report, 28, is_set=is_set))
    assert texts == report
    assert codes == ["lines-rejoined"]


def test_paragraphs_of_one_long_sentence_that_end_in_a_bracket_are_put_together() -> None:
    paragraphs = [
        f"{number}、对{'深化改革成效显著并且社会反映良好的各镇街道' * (2 + at % 3)}{'予' * at}给予奖励（区财政局负责）"
        for at, number in enumerate("一二三四五六七八九")
    ]
    texts, _ = _unfolded(*_broken(paragraphs, 28))
    assert texts == paragraphs


def test_names_that_end_with_a_bracket_in_a_list_of_long_ones_stay_apart() -> None:
    long = [
        f"{place}片区老旧小区综合改造提升和配套基础设施建设工程{'项目' if at % 2 else '项'}"
        for at, place in enumerate("东西南北中上下前后左")
    ]
    short = ["东环路改造工程（一期）", "西湖公园工程（续建）", "区图书馆新馆（二期）"]
    names = [*long[:3], short[0], *long[3:6], short[1], *long[6:], short[2]]
    lines = ["2024年重点项目清单", "一、建设类", *names, "二、其他类", *long[:2]]
    numbered = [f"{at}.{name[:24] if name in long else name}" for at, name in enumerate(names[:9], 1)]
    assert _unfolded(*names) == (names, [])
    assert _unfolded("2024年重点项目清单", *numbered) == (["2024年重点项目清单", *numbered], [])
    assert _unfolded(*lines) == (lines, [])
