from __future__ import annotations

from dataclasses import replace

from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.labels import is_same
from sitegen.archive.reasons import Reason
from sitegen.archive.topics import Lexicon, Mention, Topic

_WIDE = Topic(id="wide", name="高速公路", field="", kind="initiative", aliases=("高速公路",), is_wide=True)
_NARROW = Topic(id="narrow", name="减负", field="", kind="initiative", aliases=("减轻负担",))
_LEXICON = Lexicon(topics=(_WIDE, _NARROW))


def clause(text: str, topic: Topic) -> ClauseAnalysis:
    mentions = (Mention(topic=topic.id, words=topic.aliases),)
    return ClauseAnalysis(anchor="p1-c1", text=text, mentions=mentions, is_linkable=True)


def same(first: str, second: str, topic: Topic, likeness: float) -> bool:
    why = Reason(topic.aliases, (topic.id,), "initiative")
    return is_same(why, (clause(first, topic), clause(second, topic)), likeness, _LEXICON)


def test_a_wide_name_alone_does_not_make_two_clauses_the_same() -> None:
    texts = "改造农村道路,连接高速公路和重点园区。", "推进十个在建高速公路项目,全省通车里程增加。"
    assert not same(*texts, _WIDE, 0.25)
    assert same(*texts, _WIDE, 0.35)


def test_a_purpose_at_the_end_is_named_in_passing() -> None:
    policy = "实施减轻负担二十条政策,全年新增减负若干。"
    assert not same("实行清单管理,避免重复检查,减轻负担,强化信用。", policy, _NARROW, 0.4)
    assert same("落实减轻负担政策,避免重复检查,强化信用。", policy, _NARROW, 0.4)


def test_a_task_of_one_office_and_that_of_the_next_year_may_be_told_in_other_words() -> None:
    both = tuple(
        replace(clause(text, _NARROW), year=2023)
        for text in (
            "减轻负担,清理涉企收费目录清单和中介收费。",
            "减轻负担,发放稳岗补贴和用地用能优惠券若干。",
        )
    )
    why = Reason(("减轻企业负担",), (_NARROW.id,), "initiative")
    assert not is_same(why, (both[0], both[1]), 0.1, _LEXICON)
    assert is_same(why, (both[0], both[1]), 0.1, _LEXICON, is_own=True)
    assert not is_same(why, (both[0], replace(both[1], year=2013)), 0.1, _LEXICON, is_own=True)


def test_a_name_that_one_of_them_says_by_the_way_does_not_make_them_the_same() -> None:
    listed = "办理三家企业的养老、失业、工伤和医疗登记并解决减轻负担等二十余项诉求。"
    told = "减轻负担见效。"
    assert not same(listed, told, _NARROW, 0.25)
    assert same("减轻负担十条落地。", told, _NARROW, 0.25)
    assert same(listed, told, _NARROW, 0.35)


def test_several_names_make_two_clauses_of_a_wide_field_the_same() -> None:
    both = clause("高速公路通车,农村道路贯通。", _WIDE), clause("农村道路连接高速公路。", _WIDE)
    one = Reason(("高速公路",), ("wide",), "initiative")
    assert not is_same(one, both, 0.26, _LEXICON)
    assert is_same(one._replace(terms=("高速公路", "农村道路")), both, 0.26, _LEXICON)


def test_a_name_of_people_alone_does_not_make_two_clauses_the_same() -> None:
    people = Topic(id="people", name="退役军人", field="", kind="initiative", aliases=("退役军人",))
    both = clause("退役军人优待。", people), clause("退役军人走访。", people)
    why, lexicon = Reason(("退役军人",), ("people",), "initiative"), Lexicon(topics=(people,))
    assert not is_same(why, both, 0.25, lexicon)
    assert is_same(why._replace(terms=("退役军人保障",)), both, 0.25, lexicon)


def test_an_idea_that_guides_work_is_no_undertaking() -> None:
    both = clause("坚持总体安全观。", _NARROW), clause("践行总体安全观。", _NARROW)
    why = Reason(("总体安全观",), (_NARROW.id,), "initiative")
    assert not is_same(why, both, 0.4, _LEXICON)
    assert is_same(why, both, 0.6, _LEXICON)


def test_a_project_of_a_wide_field_is_the_same_in_the_next_year_of_its_office() -> None:
    both = tuple(
        replace(clause(text, _WIDE), year=2023)
        for text in ("推进机场高速公路等市级重点工程,确保进度。", "机场高速公路建成通车,客运总站投入使用。")
    )
    why = Reason(("机场高速公路",), (_WIDE.id,), "initiative")
    assert not is_same(why, (both[0], both[1]), 0.2, _LEXICON)
    assert is_same(why, (both[0], both[1]), 0.2, _LEXICON, is_own=True)
    plain = Reason(("高速公路",), (_WIDE.id,), "initiative")
    assert not is_same(plain, (both[0], both[1]), 0.2, _LEXICON, is_own=True)


def test_two_names_that_are_no_forms_of_one_make_no_same_undertaking() -> None:
    texts = "增加体育活动场次。", "办好体育赛事若干。"
    both = clause(texts[0], _NARROW), clause(texts[1], _NARROW)
    assert not is_same(
        Reason(("健身（体育活动／体育赛事）",), ("narrow",), "initiative"), both, 0.4, _LEXICON
    )
    assert is_same(Reason(("停车位／停车泊位",), ("narrow",), "initiative"), both, 0.4, _LEXICON)
