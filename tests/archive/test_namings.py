from __future__ import annotations

import pytest

from sitegen.archive import lexicon_of, merged, parse_namings, shipped, unknown_initiatives
from sitegen.archive.topics import Lexicon, unquoted
from sitegen.errors import CombinedError


def lexicon(text: str) -> Lexicon:
    return lexicon_of(parse_namings("initiatives.toml", text))


def named(own: Lexicon, text: str) -> set[str]:
    return {mention.topic for mention in own.mentions(unquoted(text)) if own.is_initiative(mention.topic)}


def problems(text: str) -> list[tuple[str, int]]:
    with pytest.raises(CombinedError) as refused:
        parse_namings("initiatives.toml", text)
    return [(found.code, found.line) for found in refused.value.problems]


def test_without_a_word_of_the_keeper_the_lexicon_is_the_shipped_one() -> None:
    assert lexicon("") == shipped()


def test_an_initiative_gets_another_name_field_and_further_aliases() -> None:
    own = lexicon(
        '[[initiative]]\nid = "jiazhuang-dianti"\nname = "既有住宅加装电梯"\nfield = "住房"\naliases = "加梯"\n'
    )
    assert "jiazhuang-dianti" in named(own, "完成加梯12台")
    assert "jiazhuang-dianti" in named(own, "加装电梯12台")
    assert (own.by_id["jiazhuang-dianti"].name, own.by_id["jiazhuang-dianti"].field) == (
        "既有住宅加装电梯",
        "住房",
    )


def test_a_new_initiative_is_found_by_its_name_and_not_in_its_exceptions() -> None:
    own = lexicon('[[initiative]]\nid = "suiyi-huan"\nname = "随意换"\nexcept = ["随意换乘"]\n')
    assert named(own, "开展随意换活动") == {"suiyi-huan"}
    assert named(own, "公交随意换乘") == set()
    assert own.by_id["suiyi-huan"].field


def test_a_merged_initiative_is_found_under_the_other_one() -> None:
    text = (
        '[[initiative]]\nid = "jiazhuang-dianti"\ninto = "laojiu-xiaoqu-gaizao"\n'
        '[[initiative]]\nid = "gaizao"\nname = "住宅改造提升"\ninto = "jiazhuang-dianti"\n'
    )
    own = lexicon(text)
    assert "jiazhuang-dianti" not in own.by_id
    assert named(own, "加装电梯12台") == {"laojiu-xiaoqu-gaizao"}
    assert merged(parse_namings("x", text)) == (
        ("jiazhuang-dianti", "laojiu-xiaoqu-gaizao"),
        ("gaizao", "laojiu-xiaoqu-gaizao"),
    )


def test_a_hidden_initiative_is_none() -> None:
    assert named(lexicon('[[initiative]]\nid = "jiazhuang-dianti"\nhide = true\n'), "加装电梯12台") == set()


def test_everything_wrong_is_told_at_once_with_its_line() -> None:
    text = (
        '[[initiative]]\nname = "没有标识"\n\n[[initiative]]\nid = "a"\nalias = "x"\nhide = "yes"\n'
        '\n[[initiative]]\nid = "b"\nname = " "\naliases = ["短", "好的"]\nexcept = [3]\ninto = "B"\n'
    )
    assert problems(text) == [
        ("keeper-value", 1),
        ("keeper-key", 4),
        ("keeper-value", 4),
        *[("keeper-value", 9)] * 4,
    ]


def test_an_initiative_listed_twice_or_merged_in_a_circle_is_refused() -> None:
    assert problems('[[initiative]]\nid = "a"\nhide = true\n[[initiative]]\nid = "a"\nname = "好事"\n') == [
        ("keeper-twice", 4)
    ]
    assert problems('[[initiative]]\nid = "a"\ninto = "b"\n[[initiative]]\nid = "b"\ninto = "a"\n') == [
        ("initiative-circle", 1),
        ("initiative-circle", 4),
    ]


def test_an_entry_about_an_initiative_that_nobody_knows_is_told() -> None:
    namings = parse_namings(
        "initiatives.toml",
        '[[initiative]]\nid = "nobody"\nhide = true\n[[initiative]]\nid = "found"\ninto = "nowhere"\n'
        '[[initiative]]\nid = "jiazhuang-dianti"\naliases = ["加梯"]\n',
    )
    found = unknown_initiatives("initiatives.toml", namings, {"found"})
    assert [(each.line, dict(each.values)["id"]) for each in found] == [(1, "nobody"), (4, "nowhere")]
