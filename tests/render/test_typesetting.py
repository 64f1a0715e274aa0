"""How printed text is set: the characters stay, the room around them is right, markers stand after their clause."""

from __future__ import annotations

import re

import pytest

from sitegen.render.typesetting import spaced, with_markers
from sitegen.render.views import Note


def words(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("“四高城区”,建设", '“四高城区”<i class="hc snug">,</i>建设'),
        ("强劲,新增", '强劲<i class="hc">,</i>新增'),
        ("增长11.5%,商品", '增长11.5%<i class="hc">,</i>商品'),
        ("车位,7个", '车位<i class="hc">,</i>7个'),
        ("办结;开工:三处", '办结<i class="hc">;</i>开工<i class="hc">:</i>三处'),
        ("道路(一期)完工", '道路<i class="ho">(</i>一期<i class="he">)</i>完工'),
        ("道路(一期)、公园", '道路<i class="ho">(</i>一期)、公园'),
        ('落实"一企一策"方案', '落实<wbr><i class="ho">"</i>一企一策<i class="he">"</i><wbr>方案'),
        ('发放"服务包",确保', '发放<wbr><i class="ho">"</i>服务包"<i class="hc">,</i>确保'),
        (
            '双"40"和"一号"区',
            '双<wbr><i class="ho">"</i>40<i class="he">"</i><wbr>和<wbr><i class="ho">"</i>一号<i class="he">"</i><wbr>区',
        ),
    ],
)
def test_half_width_marks_of_chinese_text_get_their_room(printed: str, expected: str) -> None:
    assert spaced(printed) == expected
    assert words(spaced(printed)) == printed


@pytest.mark.parametrize(
    "printed",
    ["10,000户", "12:30", "A, B; C", "全角，标点；（如此）“这般”。", "f(x)", "&quot;甲&quot;&amp;乙"],
)
def test_what_is_no_half_width_mark_of_chinese_text_is_left_alone(printed: str) -> None:
    assert spaced(printed) == printed


def test_tags_and_their_attributes_are_not_looked_into() -> None:
    html = '<span class="clause" id="p1-c1"><a href="/甲,乙" title="甲,乙">甲</a>,乙</span>'
    assert spaced(html) == html.replace(">,乙", '><i class="hc">,</i>乙') or spaced(html) == html
    assert 'href="/甲,乙" title="甲,乙"' in spaced(html)


def test_a_quotation_stays_open_across_a_tag() -> None:
    assert spaced('提"<strong>质</strong>"增效').endswith('<i class="he">"</i><wbr>增效')


def test_a_marker_stands_after_its_clause_and_holds_no_text() -> None:
    html = '<span class="clause" id="p1-c1">甲。</span><span class="clause" id="p1-c2">乙。</span>'
    marked = with_markers(
        html, (Note(anchor="p1-c1", number=1, opening="甲。", crossings=()),), '注{n}"{count}'
    )
    assert marked == html.replace(
        "甲。</span>",
        '甲。</span><a class="marker snug" href="#note-p1-c1" aria-label="注1&quot;0" data-n="1"></a>',
    )


def test_a_note_on_a_whole_passage_has_no_marker() -> None:
    html = '<span class="clause" id="p1-c1">甲。</span>'
    assert with_markers(html, (Note(anchor="p1-c1", number=0, opening="", crossings=()),), "{n}") == html
