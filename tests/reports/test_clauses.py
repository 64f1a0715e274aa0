from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.reports.clauses import clause_spans, first_sentence


def _clauses(text: str) -> list[str]:
    return [text[start:end] for start, end in clause_spans(text)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("签约55台。开工19台。", ["签约55台。", "开工19台。"]),
        ("解决问题233条；整改率100%。", ["解决问题233条；", "整改率100%。"]),
        ("组织“听民意。解民忧”活动。完成。", ["组织“听民意。解民忧”活动。", "完成。"]),
        ("发布《办法。》(试行；修订)后实施。完成。", ["发布《办法。》(试行；修订)后实施。", "完成。"]),
        ('以"甲。乙"为主。丙。', ['以"甲。乙"为主。', "丙。"]),
        ("没有句号", ["没有句号"]),
        ("以科创+文创”为主题。完成。", ["以科创+文创”为主题。", "完成。"]),
        ("依托“8+2+X服务平台。" + "甲" * 130 + "。", ["依托“8+2+X服务平台。", "甲" * 130 + "。"]),
    ],
)
def test_clauses_end_at_stops_outside_quotes(text: str, clauses: list[str]) -> None:
    assert _clauses(text) == clauses


def test_a_quotation_mark_without_partner_does_not_swallow_the_paragraph() -> None:
    assert len(_clauses("年度“12345热线工单下降51.5%。满意度提升7.5%。“甲”乙。")) == 3


@given(st.text(alphabet=st.sampled_from(list('甲乙。；“”"（）《》1')), max_size=60))
def test_clauses_cover_a_text_without_gap_or_overlap(text: str) -> None:
    spans = clause_spans(text)
    assert "".join(text[start:end] for start, end in spans).strip() == text.strip()
    assert all(one[1] == two[0] for one, two in pairwise(spans))


@given(st.text(alphabet=st.sampled_from(list('甲。；！“”"（）《》】〔〕')), max_size=14))
@example("【什么是低保？】指补助。")
@example("甲？】乙。")
def test_the_first_sentence_is_made_of_whole_clauses(text: str) -> None:
    ends = [end for _, end in clause_spans(text) if text[end - 1] in '。！？”’）)》"']
    assert len(first_sentence(text)) in {*ends, len(text)}
    assert first_sentence(text)[-1:] not in {"】", "〕"} or first_sentence(text) == text


def test_the_first_sentence_ends_at_a_full_stop_not_at_a_semicolon() -> None:
    assert first_sentence("甲；乙。丙。") == "甲；乙。"
