from __future__ import annotations

import pytest

from sitegen.archive.telling import ends_nothing, everyday, is_number, may_tell, opens_nothing, stock, tells


@pytest.mark.parametrize("word", ["煤层气", "宝宝屋", "抽水蓄能"])
def test_rare_words_of_reports_tell_something(word: str) -> None:
    assert tells(word)


@pytest.mark.parametrize("word", ["推进", "作为", "结果", "当前", "高质量发展", "的", "5.6"])
def test_everyday_words_stock_phrasing_and_numbers_tell_nothing(word: str) -> None:
    assert not tells(word)


def test_a_noun_of_everyday_language_tells_something_beside_another_one() -> None:
    assert may_tell("土地")
    assert not tells("土地")


def test_what_only_joins_neither_opens_nor_ends_a_phrase() -> None:
    assert opens_nothing("推进")
    assert opens_nothing("的")
    assert not opens_nothing("煤层气")
    assert ends_nothing("达到")
    assert ends_nothing("9000")
    assert not ends_nothing("工程")


def test_what_stands_behind_a_number_may_belong_to_it() -> None:
    assert is_number("12")
    assert is_number("三千")
    assert not is_number("电梯")


def test_no_word_of_everyday_language_is_of_two_kinds() -> None:
    words = everyday()
    assert not words.joining & words.verbs
    assert not words.joining & words.nouns
    assert not words.verbs & words.nouns
    assert stock()
