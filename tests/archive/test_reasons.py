from __future__ import annotations

from sitegen.archive.analysis import ClauseAnalysis, substance
from sitegen.archive.reasons import Reason
from sitegen.archive.reasons import reason as reason_with
from sitegen.archive.topics import shipped, unquoted


def clause(text: str) -> ClauseAnalysis:
    folded = unquoted(text)
    named = shipped().mentions(folded)
    kept = tuple(words for mention in named for words in mention.words)
    return ClauseAnalysis(anchor="p1-c1", substance=substance(folded, kept), mentions=named, is_linkable=True)


def reason(first: ClauseAnalysis, second: ClauseAnalysis) -> Reason:
    return reason_with(first, second, shipped())


def test_a_shared_initiative_is_the_first_reason() -> None:
    why = reason(clause("完成35台老旧小区电梯加装。"), clause("既有多层住宅加装电梯签约55台。"))
    assert why.terms[0] == "加装电梯"
    assert why.kind == "initiative"
    assert why.initiatives == ("jiazhuang-dianti",)


def test_beside_an_initiative_only_longer_words_are_told() -> None:
    why = reason(clause("开展认知障碍筛查。"), clause("建设认知障碍友好社区，设无障碍坡道。"))
    assert why.terms[0] == "认知障碍友好社区"
    assert "障碍" not in why.terms


def test_a_theme_is_called_by_the_words_that_both_use() -> None:
    why = reason(clause("完成全国文物普查。"), clause("做好第四次文物普查。"))
    assert "文物普查" in why.terms
    assert why.kind == "theme"


def test_a_theme_in_other_words_alone_is_no_reason() -> None:
    why = reason(clause("开通国际航线。"), clause("疏浚内河航道。"))
    assert why.kind == "none"


def test_stock_phrasing_is_never_a_reason() -> None:
    why = reason(
        clause("持续推进高质量发展，全面提升工作水平。"), clause("全面推进高质量发展，不断提升工作水平。")
    )
    assert why.terms == ()
    assert why.kind == "none"


def test_a_term_is_not_told_twice() -> None:
    why = reason(clause("加强生物多样性保护。"), clause("实施生物多样性保护工程。"))
    for term in why.terms:
        assert not any(term != other and term in other for other in why.terms)


def test_both_directions_give_one_reason_kind() -> None:
    first, second = clause("增设社区食堂1处。"), clause("新建敬老助餐点2个。")
    assert reason(first, second).kind == reason(second, first).kind == "initiative"
