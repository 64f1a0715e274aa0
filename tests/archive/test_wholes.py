from __future__ import annotations

import pytest

from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.dividing import divided
from sitegen.archive.phrases import shared_phrases
from sitegen.archive.topics import shipped, unquoted
from sitegen.archive.wholes import ends, stretched, whole_name, whole_phrases
from sitegen.archive.worded import Words, worded


def side(text: str) -> Words:
    folded = unquoted(text)
    left, mentions = divided([folded], [folded], [()])[0], shipped().mentions(folded)
    return worded(ClauseAnalysis(anchor="p1-c1", text=left, mentions=mentions, is_linkable=True))


def phrases(first: str, second: str) -> list[str]:
    ours, theirs = side(first), side(second)
    return whole_phrases(shared_phrases(ours, theirs), ours, theirs)


def name(words: str, first: str, second: str) -> str:
    return whole_name(words, side(first), side(second))


def test_a_name_is_told_to_the_end_that_both_print() -> None:
    assert name("托育", "发展普惠托育服务。", "扩大普惠托育服务，新增床位。") == "普惠托育"
    assert name("湖长", "完善河湖长制。", "推行河长制、湖长制。") == "湖长制"
    assert name("稳就业", "全力稳就业促增收。", "抓好稳就业促增收。") == "稳就业促增收"


def test_a_verb_that_closes_both_sentences_belongs_to_the_name() -> None:
    assert phrases("推动煤层气省级统筹。", "启动煤层气省级统筹。") == ["煤层气省级统筹"]


def test_what_only_begins_other_names_in_both_is_no_name() -> None:
    assert name("普惠托", "发展普惠托育。", "增加普惠托管。") == ""
    assert name("学习型", "建设学习型社会。", "评为学习型社区。") == ""
    assert name("体育强", "建设体育强省。", "推进体育强市。") == ""


def test_a_name_may_have_words_before_it() -> None:
    assert name("自贸试验区", "推动河港自贸试验区建设。", "总结山城自贸试验区经验。") == "自贸试验区"


def test_a_name_that_the_lexicon_knows_is_not_cut_within() -> None:
    one, other = "稳妥推进碳达峰碳中和。", "积极稳妥推进碳达峰碳中和。"
    assert name("碳达峰", one, other) in {"碳达峰", "碳达峰碳中和"}


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("煤层气管网里程达到20公里。", "煤层气管网总里程达到30公里。", "煤层气管网里程"),
        ("推动页岩气和煤层气深度融合。", "推动页岩气与煤层气深度融合。", "页岩气与煤层气深度融合"),
    ],
)
def test_what_stands_side_by_side_in_one_text_and_close_together_in_the_other_is_told_as_one(
    first: str, second: str, told: str
) -> None:
    assert phrases(first, second)[0] == told
    assert phrases(second, first)[0] == told


def test_a_phrase_ends_in_a_word_that_tells_something_or_before_a_mark() -> None:
    assert phrases("打造煤层气省级标兵。", "建设煤层气省级园区。") == ["煤层气"]


def test_a_short_name_goes_on_to_the_end_of_a_word_in_one_of_both() -> None:
    first, second = side("加强殡葬服务规范化管理。"), side("推动殡葬服务设施投用。")
    assert stretched("殡葬", first, second) == stretched("殡葬", second, first) == "殡葬服务"
    assert stretched("殡葬", first, side("推动殡葬改革。")) == "殡葬"


def test_a_name_ends_before_a_mark_or_a_word_that_is_no_part_of_it() -> None:
    first, second = side("建设数据要素市场。"), side("建设数据要素园区。")
    assert not ends("数据要素", first, second)
    assert ends("数据要素", first, side("汇集数据要素。"))
