from __future__ import annotations

import re
from itertools import combinations, islice
from typing import TYPE_CHECKING

import pytest

from sitegen.archive import finishing
from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.dividing import divided
from sitegen.archive.finishing import finished, told
from sitegen.archive.phrases import shared_phrases
from sitegen.archive.topics import unquoted
from sitegen.archive.worded import Words, worded

if TYPE_CHECKING:
    from sitegen.model import Report


def words(text: str) -> Words:
    folded = unquoted(text)
    left = divided([folded], [folded], [()])[0]
    return worded(ClauseAnalysis(anchor="p1-c1", text=left, mentions=(), is_linkable=True))


@pytest.mark.parametrize(
    ("name", "first", "second", "whole"),
    [
        ("煤层气治理", "实施煤层气治理工程建设。", "加强煤层气治理工程。", "煤层气治理工程"),
        ("煤层气能力", "补助煤层气能力建设项目。", "专项用于煤层气能力建设。", "煤层气能力建设"),
        ("降碳、扩绿", "推进降碳、扩绿、增长，建设家园。", "降碳、扩绿、增长齐进。", "降碳、扩绿、增长"),
        ("支持国防", "支持国防和军队建设。", "支持国防和军队建设，做好双拥。", "支持国防和军队建设"),
        ("煤层气管网的结构", "优化煤层气管网的结构和布局。", "煤层气管网的结构和走向改善。", "煤层气管网"),
        ("发展枫桥经验", "坚持和发展枫桥经验。", "要坚持和发展枫桥经验。", "枫桥经验"),
        ("以上煤层气事故", "未发生重大及以上煤层气事故。", "杜绝较大以上煤层气事故。", "煤层气事故"),
        ("深化煤层气开采", "深化煤层气开采管理改革。", "深化煤层气开采监管治理。", "煤层气开采"),
        (
            "以县城为重要载体",
            "推进以县城为重要载体的新型城镇化。",
            "建设以县城为重要载体的城镇化。",
            "以县城为重要载体的城镇化",
        ),
    ],
)
def test_a_name_is_told_up_to_where_both_end_it(name: str, first: str, second: str, whole: str) -> None:
    assert finished(name, words(first), words(second)) == whole
    assert finished(name, words(second), words(first)) == whole


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("煤层气", "煤层气管道贯通。", "煤层气园区落成。"),
        ("煤层气", "煤层气推进顺利，见效。", "煤层气推进有力，见效。"),
        ("煤层气", "煤层气达标。", "页岩油达标。"),
        ("发展枫桥经验", "大力发展枫桥经验。", "发展枫桥经验。"),
        ("深化煤层气开采", "深化煤层气开采，见效。", "深化煤层气开采监管。"),
        ("灵活就业", "加强灵活就业保障。", "加强灵活就业登记。"),
    ],
)
def test_a_name_that_is_whole_stays(name: str, first: str, second: str) -> None:
    assert finished(name, words(first), words(second)) == name


@pytest.mark.parametrize(
    ("name", "first", "second", "whole"),
    [
        ("两高项目", "坚决遏制两高项目盲目上马。", "遏制两高项目，节约用能。", "遏制两高项目"),
        ("两高项目", "坚决遏制两高项目盲目上马。", "清理两高项目，节约用能。", "两高项目"),
        ("好育儿补贴", "实施好育儿补贴制度。", "落实好育儿补贴政策。", "育儿补贴"),
    ],
)
def test_a_verb_that_turns_the_sense_belongs_to_a_name_and_the_rest_of_one_does_not(
    name: str, first: str, second: str, whole: str
) -> None:
    assert told(name, words(first), words(second)) == whole
    assert told(name, words(second), words(first)) == whole


def test_a_name_that_nothing_beside_it_can_change_is_what_looking_closely_finds(
    archive_reports: tuple[Report, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [passage.text for report in archive_reports for _path, passage in report.walk_passages()]
    clauses = [words(text) for text in re.split("[。；\n]", "。".join(texts)) if len(text) > 12][:300]
    pairs = ((one, other) for one, other in combinations(clauses, 2) if one.seeds.keys() & other.seeds.keys())
    named = [(name, one, other) for one, other in islice(pairs, 3000) for name in shared_phrases(one, other)]
    assert len(named) > 500
    quickly = [told(*each) for each in named]
    monkeypatch.setattr(finishing, "_is_settled", lambda *_: False)
    monkeypatch.setattr("sitegen.archive.growing.may_grow", lambda *_: True)
    assert [told(*each) for each in named] == quickly
