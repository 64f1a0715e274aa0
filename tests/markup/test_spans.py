from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sitegen.markup import with_clauses
from sitegen.markup.blocks import split_blocks
from sitegen.model import Clause, Passage
from sitegen.reports.clauses import clause_spans


def _passage(markdown: str) -> Passage:
    (block,) = split_blocks(markdown)
    clauses = tuple(
        Clause(anchor=f"p1-c{n}", start=start, end=end)
        for n, (start, end) in enumerate(clause_spans(block.text), 1)
    )
    return Passage(
        anchor="p1",
        kind="paragraph",
        text=block.text,
        markdown=block.markdown,
        html=block.html,
        lead=block.lead,
        clauses=clauses,
    )


def test_each_clause_has_a_span_and_the_lead_is_strong() -> None:
    html = with_clauses(_passage("**成效明显**。引进企业474家；完成<100>户。"))
    assert html == (
        '<span class="clause" id="p1-c1"><strong class="lead">成效明显</strong>。</span>'
        '<span class="clause" id="p1-c2">引进企业474家；</span>'
        '<span class="clause" id="p1-c3">完成&lt;100&gt;户。</span>'
    )


def test_a_clause_that_ends_inside_an_element_ends_after_it() -> None:
    html = with_clauses(_passage("甲*乙。丙*丁。戊。"))
    assert html == (
        '<span class="clause" id="p1-c1">甲<em>乙。丙</em></span>'
        '<span class="clause" id="p1-c2">丁。</span><span class="clause" id="p1-c3">戊。</span>'
    )


def test_a_lead_of_several_clauses_is_strong_in_each() -> None:
    html = with_clauses(_passage("**一要抓紧；二要抓好**。三要抓实。"))
    assert html.startswith(
        '<span class="clause" id="p1-c1"><strong class="lead">一要抓紧；</strong></span>'
        '<span class="clause" id="p1-c2"><strong class="lead">二要抓好</strong>。</span>'
    )


@given(st.text(alphabet=st.sampled_from(list("甲乙丙。；*“”1")), min_size=1, max_size=30))
def test_spans_nest_and_no_text_is_lost(text: str) -> None:
    for block in split_blocks(text):
        if block.kind != "paragraph":
            continue
        passage = _passage(text)
        html = with_clauses(passage)
        assert re.sub(r"<[^>]+>", "", html) == passage.text
        open_tags: list[str] = []
        for end, tag in re.findall(r"<(/?)(span|em|strong)", html):
            if end:
                assert open_tags.pop() == tag
            else:
                open_tags.append(tag)
        assert open_tags == []
