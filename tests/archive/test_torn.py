from __future__ import annotations

import pytest

from sitegen.archive.topics import Mention, shipped
from sitegen.archive.torn import spoken


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("促进出口,增加收汇。", ()),
        ("促进出口,扩大进出口。", ("进出口",)),
        ("进出口增长。", ("进出口",)),
        ("外贸进出口增长。", ("进出口",)),
    ],
)
def test_a_name_whose_first_character_ends_a_verb_is_none(text: str, named: tuple[str, ...]) -> None:
    mention = Mention(topic="trade", words=("进出口",))
    assert tuple(words for each in spoken(text, (mention,)) for words in each.words) == named


def test_of_the_words_for_a_topic_only_those_that_stand_are_kept() -> None:
    both = Mention(topic="army", words=("强军", "国防"))
    assert spoken("加强军事,支持国防建设。", (both,)) == (Mention(topic="army", words=("国防",)),)


def test_a_name_behind_a_word_that_the_cutter_took_apart_stays() -> None:
    mention = Mention(topic="chengyu", words=("成渝地区",))
    assert spoken("加快打造成渝地区新能源中心。", (mention,)) == (mention,)


def test_shipped_names_stand_where_they_are_printed() -> None:
    text = "实施加装电梯,推进河长制。"
    assert spoken(text, shipped().mentions(text)) == shipped().mentions(text)
