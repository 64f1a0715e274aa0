"""Characters of one form, runs and words."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import words
from sitegen.words import cut, fold, runs

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.model import Report

TEXTS = st.text(alphabet="加装电梯電梯ＡＢａb12３. %％ 　“”，。、\n①㎡\u200b", max_size=40)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("ＬＮＧ接收站", "lng接收站"),
        ("溫暖雲", "温暖云"),
        ("“双随机、一公开”", '"双随机、一公开"'),
        ("〔2024〕5号", "[2024]5号"),
        ("精细化示范 区建设", "精细化示范区建设"),
        ("Young  Star 书房", "young star书房"),
        ("１１．１％", "11.1%"),
        ("⼀刻钟", "一刻钟"),
        ("社\u200b区\ufeff", "社区"),
    ],
)
def test_forms_of_the_same_characters_fold_to_one(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS, st.data())
def test_a_part_of_a_text_has_no_pairs_that_the_text_lacks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : start + data.draw(st.integers(0, 12))]

    def pairs(of: str) -> set[str]:
        return {run[at : at + 2] for run in runs(fold(of)) for at in range(len(run) - 1)}

    assert pairs(part) <= pairs(text)


def test_a_run_keeps_a_number_whole_and_ends_at_a_mark() -> None:
    assert runs(fold("增长11.1%，其中5A级3家。")) == ["增长11.1%", "其中5a级3家"]


def test_a_sign_between_letters_belongs_to_their_run() -> None:
    assert runs(fold("R&D经费、B＆B，5&6，&")) == ["r&d经费", "b&b", "5", "6"]


def test_a_point_or_a_per_cent_sign_without_a_number_is_no_character_of_a_run() -> None:
    assert runs("a.b %c 1.") == ["a", "b", "c", "1"]


def test_long_words_are_cut_also_in_their_parts_and_single_characters_are_no_words() -> None:
    assert cut("做好电子商务") == ["做好", "电子", "商务", "电子商务"]


def test_cutting_leaves_no_file_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert list(words.jieba_cutters()[0]("加装电梯")) == ["加装", "电梯"]
    assert list(tmp_path.iterdir()) == []


def test_the_fast_cutter_cuts_as_jieba_does(archive_reports: tuple[Report, ...]) -> None:
    rjieba = pytest.importorskip("rjieba")
    with_parts, alone = words.jieba_cutters()
    for report in archive_reports:
        for _, passage in report.walk_passages():
            folded = fold(passage.text)
            assert list(rjieba.cut_for_search(folded, hmm=False)) == list(with_parts(folded))
            assert list(rjieba.cut(folded, hmm=False)) == list(alone(folded))


def test_a_line_of_print_is_parted_before_words_only() -> None:
    title = "关于2023年深化“放管服”改革的《工作报告》"
    assert words.phrases(title) == ["关于", "2023年", "深化“放管服”", "改革的《工作", "报告》"]


@given(TEXTS)
def test_the_phrases_of_a_line_are_the_whole_line(text: str) -> None:
    assert "".join(words.phrases(text)) == text


def test_whole_words_make_up_the_text(archive_reports: tuple[Report, ...]) -> None:
    texts = [fold(passage.text) for report in archive_reports for _, passage in report.walk_passages()]
    assert ["".join(words.whole_words(text)) for text in texts] == texts


@given(TEXTS)
def test_the_characters_of_runs_are_told_for_whole_arrays_alike(text: str) -> None:
    folded = fold(text)
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    inside = words.in_runs(codes)
    assert "".join(np.array(list(folded))[inside]) == "".join(runs(folded))


def test_lines_are_cut_together_as_each_by_itself(archive_reports: tuple[Report, ...]) -> None:
    for report in archive_reports:
        texts = [fold(passage.text) for _, passage in report.walk_passages()]
        together = "\0".join(words.tokens("\n".join(texts))).split("\0\n\0")
        assert together == ["\0".join(words.tokens(text)) for text in texts]


@pytest.mark.parametrize(
    ("office", "place"),
    [
        ("古美路街道", "街道"),
        ("五角场街道办事处", "街道"),
        ("安平镇人民政府", "镇"),
        ("宁夏回族自治区人民政府", "自治区"),
        ("上海市", "市"),
        ("国务院", ""),
        ("上海市教育局", None),
    ],
)
def test_a_government_is_told_by_its_place(office: str, place: str | None) -> None:
    assert words.government(office) == place


def test_words_of_everyday_language_have_two_characters_and_stand_in_order() -> None:
    known = words.everyday()
    assert {"放假", "大雨", "家里"} <= set(known)
    assert {len(word) for word in known} == {2}
    assert list(known) == sorted(set(known))


def test_words_have_the_classes_of_the_dictionary() -> None:
    classes = words.word_classes()
    assert [classes.get(word) for word in ("持续", "经济", "上海", "五角场街道")] == ["v", "n", "ns", None]
