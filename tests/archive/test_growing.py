from __future__ import annotations

import pytest

from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.dividing import divided
from sitegen.archive.growing import grown, may_grow, whole_at_end
from sitegen.archive.topics import shipped, unquoted
from sitegen.archive.worded import Words, worded


def side(text: str) -> Words:
    folded = unquoted(text)
    left, mentions = divided([folded], [folded], [()])[0], shipped().mentions(folded)
    return worded(ClauseAnalysis(anchor="p1-c1", text=left, mentions=mentions, is_linkable=True))


@pytest.mark.parametrize(
    ("name", "first", "second", "whole"),
    [
        ("煤层气平台", "深化煤层气平台体系改革。", "重塑煤层气平台体系。", "煤层气平台体系"),
        ("医疗中心", "全县首个国家医疗中心落户。", "医院获批国家医疗中心项目。", "国家医疗中心"),
        ("煤层气", "煤层气地下管网建成。", "煤层气管网提升。", "煤层气管网"),
        ("立法", "推动河湖领域立法。", "加强河湖领域政府立法。", "河湖领域立法"),
        ("立法", "推动河湖和湿地立法。", "加强河湖、湿地立法。", "河湖、湿地立法"),
        ("横琴新定位", "扭住“澳门+横琴”新定位。", "把握“澳门+横琴”新定位。", "澳门+横琴新定位"),
        ("产学研", "产学研相结合的技术创新体系。", "产学研深度融合的技术创新体系。", "产学研…技术创新体系"),
        ("外籍", "眼中有外籍人才城市。", "为外籍人才住房。", "外籍人才"),
    ],
)
def test_a_name_is_as_long_as_both_print_it(name: str, first: str, second: str, whole: str) -> None:
    assert grown(name, side(first), side(second)) == whole
    assert grown(name, side(second), side(first)) == whole


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("煤层气", "推进煤层气管道。", "推进煤层气园区。"),
        ("煤层气", "推进煤层气，建设管网。", "推进煤层气，建设管网。"),
        ("夜间经济", "发展首店经济、夜间经济。", "发展会展经济、夜间经济。"),
        ("养老", "发展养老。", "改善养老。"),
    ],
)
def test_what_both_do_not_print_belongs_to_no_name(name: str, first: str, second: str) -> None:
    assert grown(name, side(first), side(second)) == name


def test_a_name_that_stands_in_one_text_alone_stays() -> None:
    assert grown("煤层气", side("推进煤层气。"), side("推进页岩气。")) == "煤层气"


def test_a_form_goes_on_with_what_the_other_text_prints_too() -> None:
    assert whole_at_end("并网", side("风电并网装机超过火电。"), "新增装机3万千瓦。") == "并网装机"
    assert whole_at_end("并网", side("风电并网能级。"), "新增装机3万千瓦。") == "并网"


def test_a_character_that_counts_what_follows_is_no_part_of_a_name() -> None:
    text = "能耗、碳排放双下降。"
    assert whole_at_end("碳排放", side(text), "降碳") == "碳排放"


@pytest.mark.parametrize(
    ("first", "second", "is_more"),
    [
        ("煤层气管网建成。", "煤层气管网提升。", True),
        ("煤层气地下管网建成。", "煤层气管网提升。", True),
        ("煤层气4座、管网2条。", "煤层气6座、管网3条。", False),
        ("煤层气达到4座。", "煤层气达到4座。", False),
    ],
)
def test_only_words_that_may_belong_to_a_name_make_it_longer(
    first: str, second: str, *, is_more: bool
) -> None:
    one, other = side(first), side(second)
    assert may_grow(one.around("煤层气"), other.around("煤层气")) == is_more
    assert (grown("煤层气", one, other) != "煤层气") == is_more
