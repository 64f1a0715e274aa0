from __future__ import annotations

from time import process_time

import pytest

from sitegen.model import Paragraph
from sitegen.reports.seams import mend

_TEXT = "全市经济运行总体平稳，各项事业取得新的进展。"


def _mended(*lines: str, every: int = 1, first: int = 1) -> list[str]:
    blocks = [Paragraph(text=line, line=first + at * every) for at, line in enumerate(lines)]
    return [block.text for block in mend(blocks)[0]]


def _among_blank_lines(*lines: str) -> list[str]:
    """Return what a text with blank lines between its paragraphs makes of some lines without."""
    parted = [Paragraph(text=_TEXT, line=2 * at + 1) for at in range(12)]
    together = [Paragraph(text=line, line=31 + at) for at, line in enumerate(lines)]
    return [block.text for block in mend([*parted, *together])[0]][len(parted) :]


@pytest.mark.parametrize(
    "lines",
    [
        ("污染防治得到加强。细颗粒物（PM", "2.5", "）浓度下降，蓝天更多。"),
        ("扎实治污，PM", "2.5", "年均浓度下降到30微克。"),
        ("修订《", "城市绿化条例（草案）", "》和《", "养犬管理条例", "》，并公开征求意见。"),
        ("今年工作较多。全年发展的", "主要预期目标", "是：增长5%。"),
        ("颁布城市更新条例", "，并开始施行。"),
        ("建成“", "口袋公园", "”十座。"),
        ("重申第四条（", "一、二、三款）的规定，并抓好落实。"),
    ],
)
def test_a_sentence_broken_at_a_link_or_an_index_is_one(lines: tuple[str, ...]) -> None:
    assert _mended(_TEXT, *lines, _TEXT) == [_TEXT, "".join(lines), _TEXT]


def test_blank_lines_between_paragraphs_tell_that_lines_without_go_on() -> None:
    lines = ("会议开始时，在听取了主任同志", "关于规划草案的报告", "并讨论以后，通过了决议。")
    assert _among_blank_lines(*lines) == ["".join(lines)]


@pytest.mark.parametrize(
    "lines",
    [
        ("我们要做好以下工作，取得明显成效", "优化服务。窗口增加到十个。"),
        ("文化惠民“全覆盖“", "建成书房五家。"),
        ("”智慧社区“建成", "”一网统管“上线"),
        ("做到件件有着落。", "，事事有回音。"),
        ("人均GDP", "5.5", "居民消费价格CPI", "2.0"),
        ("取得成效。今年要抓好下列的", "（一）加强领导"),
        ("编号（", "一、总体要求"),
    ],
)
def test_lines_that_may_be_paragraphs_stay(lines: tuple[str, ...]) -> None:
    assert _mended(*lines) == list(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("一、过去一年，工作取得新成效", "全年新增就业两千人。"),
        ("古美路街道办事处", "2024年1月5日"),
        ("强化保障，落实责任", "（二）加强督查"),
    ],
)
def test_headings_and_signatures_among_blank_lines_stay(lines: tuple[str, ...]) -> None:
    assert _among_blank_lines(*lines) == list(lines)


def test_nothing_is_joined_over_a_table_or_to_a_heading_that_is_marked() -> None:
    blocks = (
        Paragraph(text="见下表（", line=1),
        Paragraph(text="\ufffc0", line=2),
        Paragraph(text="）续表说明", line=3, level=2),
    )
    assert mend(blocks) == (blocks, 0)


def test_a_text_of_stops_alone_is_read_at_once() -> None:
    blocks = [Paragraph(text="。" * 250_000 + "事", line=1), Paragraph(text="项", line=2)]
    begun = process_time()
    assert mend(blocks) == (tuple(blocks), 0)
    assert process_time() - begun < 1


def _worked(lines: int) -> float:
    """Return the seconds that the processor takes for a sentence of so many lines, the less of two times."""
    blocks = [Paragraph(text="好。的", line=1), *(Paragraph(text="的", line=at) for at in range(2, lines))]
    taken = []
    for _ in range(2):
        begun = process_time()
        (whole,), count = mend(blocks)
        taken.append(process_time() - begun)
        assert whole.text == "好。" + "的" * (lines - 1)
        assert count == lines - 2
    return min(taken)


def test_a_hundred_thousand_lines_of_one_sentence_take_as_long_as_their_characters() -> None:
    assert _worked(100_000) < 8 * _worked(
        25_000
    )  # four times as many; sixteen times as long if in quadratic time
