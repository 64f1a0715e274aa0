from __future__ import annotations

import pytest

from sitegen.archive.accepting import is_accepted, least_score
from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.reasons import Kind, Reason
from sitegen.archive.topics import Lexicon, Mention, Topic
from sitegen.archive.vectors import SCALE

_TOPIC = Topic(
    id="field", name="化工新材料", field="", kind="initiative", aliases=("化工材料", "新材料"), is_wide=True
)
_LEXICON = Lexicon(topics=(_TOPIC,))


def clause(words: str) -> ClauseAnalysis:
    mentions = (Mention(topic=_TOPIC.id, words=(words,)),)
    return ClauseAnalysis(anchor="p1-c1", text=f"发展{words}。", mentions=mentions, is_linkable=True)


def accepted(term: str, kind: Kind, likeness: float) -> bool:
    why = Reason((term,), (_TOPIC.id,), kind)
    return is_accepted(why, (clause("化工材料"), clause("新材料")), SCALE, likeness, _LEXICON)


@pytest.mark.parametrize(
    ("term", "kind", "too_little", "enough"),
    [
        ("工业园区／绿色园区", "field", 0.2, 0.3),
        ("化工材料／新能源", "field", 0.35, 0.45),
        ("农村电商（电商）", "titled", 0.15, 0.3),
    ],
)
def test_two_names_for_one_field_are_enough_only_where_clauses_are_alike(
    term: str, kind: Kind, too_little: float, enough: float
) -> None:
    assert not accepted(term, kind, too_little)
    assert accepted(term, kind, enough)


def test_a_reason_without_a_word_is_never_enough() -> None:
    assert not is_accepted(
        Reason((), (_TOPIC.id,), "none"), (clause("新材料"), clause("新材料")), SCALE, 1, _LEXICON
    )


def test_a_pair_that_names_an_initiative_needs_less_than_one_with_a_theme_or_without() -> None:
    assert least_score(["theme", "initiative"]) < least_score(["theme"]) < least_score([])
