from __future__ import annotations

from sitegen.archive.spotting import Pairs, are_in, characters, codes_of, starts_of


def test_pairs_are_found_where_they_stand() -> None:
    places, numbers = Pairs(["电梯", "加装", "梯加"]).places(codes_of("加装电梯、电梯加装"))
    found = list(zip(places.tolist(), numbers.tolist(), strict=True))
    assert found == [(0, 1), (2, 0), (5, 0), (6, 2), (7, 1)]


def test_a_character_beyond_all_words_is_none_of_them() -> None:
    assert not len(Pairs(["\U0000f000电"]).places(codes_of("\U0001f000电\U0010ffff"))[0])
    assert are_in(characters("电a"), codes_of("电\U00010061a")).tolist() == [True, False, True]


def test_rare_characters_are_told_apart() -> None:
    places, numbers = Pairs(["𠮷村", "𡈽村"]).places(codes_of("𡈽村、𠮷村、𪚥村"))
    assert (places.tolist(), numbers.tolist()) == ([0, 3], [1, 0])


def test_texts_that_are_joined_start_one_after_another() -> None:
    assert starts_of(["加装", "", "电"]).tolist() == [0, 3, 4, 6]
    assert starts_of([]).tolist() == [0]
