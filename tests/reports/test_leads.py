from __future__ import annotations

from sitegen.reports.leads import is_lossy, lead_lengths

_BODY = "全年完成各项任务，服务居民三万余人次，取得明显成效。"


def _leads(*paragraphs: str, lossy: bool = False) -> list[str]:
    return [
        text[:length] for text, length in zip(paragraphs, lead_lengths(paragraphs, lossy=lossy), strict=True)
    ]


def test_short_first_sentences_of_siblings_are_leads() -> None:
    assert _leads(f"招商引资卓有成效。{_BODY}", f"助企平台更趋完备。{_BODY}") == [
        "招商引资卓有成效",
        "助企平台更趋完备",
    ]


def test_quotation_marks_belong_to_a_lead() -> None:
    assert _leads(f"关爱“一老一小”。{_BODY}", f"优化就业服务。{_BODY}")[0] == "关爱“一老一小”"


def test_one_short_sentence_alone_is_no_lead() -> None:
    assert _leads(f"成效明显。{_BODY}", _BODY) == ["", ""]


def test_a_sentence_with_comma_or_figure_is_no_lead() -> None:
    assert _leads(f"招商有力，成效好。{_BODY}", f"引进企业474家。{_BODY}") == ["", ""]


def test_a_lost_stop_is_recovered_from_the_length_of_siblings_in_a_lossy_report() -> None:
    lossy = (
        f"创新赛事更具活力。{_BODY}",
        f"街校合作持续深化复旦大学竣工，{_BODY}",
        f"创新成果加速孵化。{_BODY}",
    )
    assert _leads(*lossy, lossy=True)[1] == "街校合作持续深化"
    assert _leads(*lossy)[1] == ""


def test_nothing_is_recovered_where_siblings_differ_in_length() -> None:
    assert (
        _leads(f"创新活力强。{_BODY}", f"街校合作持续深化{_BODY}", f"创新成果加速孵化。{_BODY}", lossy=True)[
            1
        ]
        == ""
    )


def test_a_report_is_lossy_when_three_long_paragraphs_end_without_stop() -> None:
    cut = _BODY * 2
    assert is_lossy((cut[:-1],) * 3)
    assert not is_lossy((cut[:-1],) * 2 + (cut,) * 5)
