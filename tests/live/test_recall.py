from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from sitegen.cache import Cache
from sitegen.live.recall import Recall
from sitegen.model import Ref

if TYPE_CHECKING:
    from pathlib import Path


def test_a_preview_keeps_what_a_build_left_in_the_cache_however_often_it_asks(tmp_path: Path) -> None:
    many = [(number,) for number in range(100)]
    with Cache(tmp_path) as cache:
        cache.map(str, many)
    recall = Recall(lambda run: Cache(tmp_path, run=run))
    for round_ in range(20):
        recall.forget()
        recall.map(hex, [(1000 * round_ + number,) for number in range(100)])
    with Cache(tmp_path) as cache:
        cache.map(str, many)
        assert cache.computed == []


def test_what_an_edit_asks_for_is_computed_without_opening_the_cache() -> None:
    def opened(_run: int) -> Cache:
        raise AssertionError

    recall = Recall(opened)
    assert recall.map(str, [(1,), (2,)]) == ["1", "2"]
    recall.forget()
    assert recall.call(str, 1) == "1"


def test_of_calls_that_cost_little_more_are_made_before_the_cache_is_opened() -> None:
    recall = Recall(_refuses, many={str: 300})
    assert recall.map(str, [(number,) for number in range(299)])[-1] == "298"
    with pytest.raises(AssertionError):
        recall.map(str, [(number,) for number in range(300, 600)])


def _refuses(_run: int) -> Cache:
    raise AssertionError


def test_whatever_is_asked_for_after_whatever_the_result_is_that_of_the_call() -> None:
    draw, recall, computed = random.Random(3), Recall(_refuses), list[Ref]()

    def named(ref: Ref, more: tuple[int, ...], sign: str) -> str:
        computed.append(ref)
        return f"{sign}{ref}{more}"

    refs = [Ref(report="east", anchor=f"s{number}") for number in range(30)]
    for _ in range(40):
        asked = [(ref, (draw.randint(0, 1), 2)) for ref in draw.sample(refs, k=draw.randint(0, 30))]
        assert recall.map(named, asked, shared=("#",)) == [f"#{ref}{more}" for ref, more in asked]
        computed.clear()
        again = [(ref, (*more[:1], 2)) for ref, more in asked]
        assert recall.map(named, again, shared=("#",)) == [f"#{ref}{more}" for ref, more in asked]
        assert computed == []
        if draw.random() < 0.5:
            recall.forget()


def test_another_object_that_is_equal_is_another_argument() -> None:
    recall, computed = Recall(_refuses), list[Ref]()
    for _ in range(2):
        recall.call(computed.append, Ref(report="east", anchor="s1"))
    assert len(computed) == 2


def test_what_a_run_did_not_ask_for_is_dropped_by_the_one_after_it() -> None:
    recall, computed = Recall(_refuses), list[str]()
    for text in ("a", "b", "a"):
        recall.call(computed.append, text)
        recall.forget()
    assert computed == ["a", "b", "a"]
