from __future__ import annotations

from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.dividing import divided
from sitegen.archive.naming import Side, in_full, named_of, said_alike, shared_topics, side
from sitegen.archive.topics import shipped, unquoted


def of(text: str) -> Side:
    folded = unquoted(text)
    named = shipped().mentions(folded)
    kept = tuple(words for mention in named for words in mention.words)
    left = divided([folded], [folded], [kept])[0]
    return side(ClauseAnalysis(anchor="p1-c1", text=left, mentions=named, is_linkable=True))


def names(first: str, second: str) -> list[str]:
    ours, theirs = of(first), of(second)
    shared = [each for each in shared_topics(ours, theirs, shipped()) if each.topic.kind == "initiative"]
    return named_of(shared, ours, theirs, ())


def test_what_both_name_alike_comes_before_what_they_name_otherwise() -> None:
    shared = shared_topics(of("推进加梯，落实河长制。"), of("加装电梯3台，深化河长制。"), shipped())
    kinds = [(each.topic.id, each.naming.words[0] == each.naming.words[1]) for each in shared]
    assert kinds.index(("hezhang-zhi", True)) < kinds.index(("jiazhuang-dianti", False))


def test_plans_of_different_years_are_not_shared() -> None:
    old, new = of("完成十一五规划。"), of("编制十五五规划。")
    assert shared_topics(old, old, shipped())
    assert not shared_topics(old, new, shipped())


def test_words_that_both_print_are_told_the_longest_first() -> None:
    ours, theirs = of("推进养老机构和养老服务建设。"), of("扩大养老服务供给，新建养老机构。")
    every = [said_alike(each.topic, ours, theirs) for each in shared_topics(ours, theirs, shipped())]
    assert ["养老机构"] in [found[:1] for found in every]
    assert all(found == sorted(found, key=lambda word: (-len(word), word)) for found in every)


def test_a_name_that_each_gives_otherwise_stands_beside_others_only_where_one_shortens_the_other() -> None:
    found = names("持续助企纾困，推进加装电梯。", "帮助企业渡过难关，推进加装电梯。")
    assert found[0] == "加装电梯"
    assert not any("／" in each for each in found)
    found = names("设立自贸区，落实河长制。", "建设自贸试验区，落实河长制。")
    assert found == ["河长制", "自贸区／自贸试验区"]


def test_a_word_is_told_with_the_phrase_that_holds_it() -> None:
    ours, theirs = of("推进加装电梯样板。"), of("推进加装电梯样板。")
    assert in_full("电梯", ours, theirs, ["加装电梯样板"]) == "加装电梯样板"


def test_fairs_that_differ_are_not_shared() -> None:
    assert not shared_topics(of("办好广交会。"), of("办好高交会。"), shipped())
    assert shared_topics(of("办好广交会。"), of("广交会开幕。"), shipped())
