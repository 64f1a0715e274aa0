from __future__ import annotations

import numpy as np
import pytest

from sitegen.archive.grams import COLUMNS, UNIT, background, code_of, grams, in_runs, rarity


def likeness(first: str, second: str) -> float:
    texts = grams([first, second], 4)
    rows = np.zeros((2, COLUMNS))
    rows[texts.rows, texts.columns] = texts.weights
    return float(rows[0] @ rows[1]) / UNIT**2


def shared_keys(first: str, second: str, most: int = 4) -> int:
    texts = grams([first, second], most)
    return len(set(texts.keys[texts.key_rows == 0]) & set(texts.keys[texts.key_rows == 1]))


def test_a_text_is_as_like_itself_as_can_be() -> None:
    assert likeness("加装电梯", "加装电梯") == pytest.approx(1, abs=0.002)


def test_texts_without_a_common_character_are_not_alike() -> None:
    assert likeness("加装电梯", "业委会换届") == 0


def test_an_abbreviation_meets_its_full_form_half_way() -> None:
    assert 0 < likeness("五经普", "第五次经济普查") < 1


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert likeness("老人电梯", "儿童电梯") > likeness("电梯改造", "校舍改造")


def test_nothing_is_compared_across_a_break() -> None:
    assert likeness("电\n梯", "电梯") < likeness("电梯", "电梯")


def test_an_empty_text_is_like_nothing() -> None:
    assert likeness("", "加装电梯") == 0
    assert len(grams(["", ""], 4).weights) == 0


def test_latin_letters_count_in_pairs() -> None:
    assert likeness("hr联盟", "hr大会") > 0


def test_a_text_weighs_the_same_among_whatever_others() -> None:
    alone = grams(["加装电梯"], 4)
    among = grams(["河道整治", "加装电梯", "加装电梯十台"], 4)
    assert alone.columns.tolist() == among.columns[among.rows == 1].tolist()
    assert alone.weights.tolist() == among.weights[among.rows == 1].tolist()


def test_like_texts_share_a_key_and_single_characters_are_none() -> None:
    assert shared_keys("推动既有住宅加装电梯", "小区电梯加装") > 0
    assert shared_keys("老人", "老年") == 0
    assert len(grams(["既有多层住宅加装电梯签约"], 2).keys) <= 4


def test_the_background_is_a_table_of_statistics() -> None:
    known = background()
    assert known.total > known.counts.max() > 0
    assert np.all(np.diff(known.codes) > 0)
    assert known.codes[np.searchsorted(known.codes, code_of("老旧"))] == code_of("老旧")


def test_an_unknown_word_is_the_rarest() -> None:
    assert rarity("龘靐") > rarity("老旧")


def test_equal_numbers_stand_together_in_the_order_of_their_places() -> None:
    order, starts = in_runs(np.array([7, 3, 7, 1 << 40, 3], dtype=np.int64))
    assert order.tolist() == [1, 4, 0, 2, 3]
    assert starts.tolist() == [0, 2, 4, 5]
    order, starts = in_runs(np.zeros(0, dtype=np.int64))
    assert (order.tolist(), starts.tolist()) == ([], [0])
