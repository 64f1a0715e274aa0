from __future__ import annotations

from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.dividing import divided
from sitegen.archive.topics import shipped, unquoted
from sitegen.archive.worded import Words, worded


def words(text: str) -> Words:
    folded = unquoted(text)
    mentions = shipped().mentions(folded)
    return worded(
        ClauseAnalysis(
            anchor="p1-c1", text=divided([folded], [folded], [()])[0], mentions=mentions, is_linkable=True
        )
    )


def test_the_words_of_a_text_are_the_text() -> None:
    assert "".join(words("新增床位20张，推进煤层气开采。").tokens) == "新增床位20张,推进煤层气开采。"


def test_a_name_ends_at_a_mark_or_before_what_is_done_with_it() -> None:
    text = "推进煤层气建设，页岩气管道完工。"
    assert words(text).ends(text.index("建设"))
    assert words(text).ends(text.index("，"))
    assert not words(text).ends(text.index("管道"))


def test_a_name_begins_after_a_mark_or_a_verb() -> None:
    text = "推进煤层气建设，页岩气管道完工。"
    assert words(text).begins(text.index("煤层气"))
    assert words(text).begins(text.index("页岩气"))
    assert not words(text).begins(text.index("管道"))


def test_nothing_begins_or_ends_within_a_name_of_the_lexicon() -> None:
    text = "推进加装电梯。"
    assert not words(text).begins(text.index("电梯"))
    assert not words(text).ends(text.index("电梯"))


def test_words_that_are_cut_are_told_in_full() -> None:
    assert words("推进加装工程。").naming("装工") == "加装工程"
    assert words("推进加装工程。").naming("没有") == "没有"
    assert words("推进网格党建。").naming("进网格") == "网格"
    assert words("建成19号线。").naming("号线") == ""


def test_what_stands_around_a_name_is_two_words_on_each_side() -> None:
    around = words("推进水库建设，煤层气管网完工。").around("煤层气")
    assert around.befores == ((",", "建设"),)
    assert around.behinds == (("管网", "完工"),)
    assert words("煤层气").around("煤层气").befores == words("煤层气").around("煤层气").behinds == (("", ""),)


def test_a_name_leads_on_to_what_it_is_told_of_unless_a_mark_stands_before_that() -> None:
    assert words("产学研深度融合的体系。").around("产学研").leads_on
    assert not words("推进产学研，建成的体系。").around("产学研").leads_on
