from __future__ import annotations

import pytest

from sitegen.archive.programmes import given_names, names_in, runs


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("深化零基预算改革。", "零基预算改革"),
        ("扎实推进医疗卫生强基工程，新建病床。", "医疗卫生强基工程"),
        ("做好第四次全国文物普查。", "第四次全国文物普查"),
        ("加快推进国有企业改革深化提升行动，组建集团。", "国有企业改革深化提升行动"),
    ],
)
def test_what_is_done_and_ends_in_a_word_for_an_undertaking_is_a_name(text: str, name: str) -> None:
    assert given_names(text) == (name,)


@pytest.mark.parametrize(
    "text", ["牢记国之大者。", "零基预算改革成效明显。", "深化改革。", "推动经济平稳增长。", "各项制度。"]
)
def test_slogans_mere_phrasing_and_fragments_are_no_names(text: str) -> None:
    assert given_names(text) == ()


def test_a_name_is_found_again_wherever_it_stands() -> None:
    names = frozenset({"零基预算改革"})
    (run,) = runs("零基预算改革成效明显。")
    assert names_in(run, names) == ("零基预算改革",)
    assert names_in("预算改革", names) == ()
    assert runs("新增绿地。") == ()
