"""Whether two linked clauses report the same undertaking, or are akin: by their reason and how alike they are beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.archive.dividing import BREAK
from sitegen.archive.telling import is_of_people
from sitegen.archive.titles import OTHERWISE, are_answering, are_forms, are_nested
from sitegen.archive.weight import weights

if TYPE_CHECKING:
    from sitegen.archive.clauses import ClauseAnalysis
    from sitegen.archive.reasons import Kind, Reason
    from sitegen.archive.topics import Lexicon

_SAME_LIKENESS: Final[dict[Kind, float]] = {
    "initiative": 0.3,
    "renamed": 0.3,
    "field": 0.4,
    "apart": 0.4,
    "titled": 0.5,
    "unlike": 0.5,
    "theme": 0.5,
    "hint": 0.55,
    "words": 0.55,
    "word": 0.75,
    "thin": 0.75,
}
"""How alike texts must be, beside what they name, to report the same, by the kind of the reason."""
_LONG: Final = 8
_SHORT: Final = 2
_SLIGHT: Final = 0.14
_WEIGHTY: Final = 0.25
"""How much of its part of a sentence a name has that is said by the way at most, and one that the sentence is about at least."""
_SAME_SLIGHT: Final = 0.45
_LEAST_NARROW: Final = 0.3
_SAME_WEIGHTY: Final = 0.24
"""How alike texts must be, beside what they name, to report the same, if their only name is said by the way or they are about it."""
_ABOUT: Final = 0.2
_WHOLLY: Final = 0.34
"""How much of what a clause says its initiative's name must be, for the clause to be about that, or about nothing else."""
_SAME_NARROW: Final = 0.15
"""How alike texts must be beside an initiative that is not wide and that both name in the same words."""
_SAME_UNANSWERED: Final = 0.22
"""The same where they name it in words of which neither answers the other: 脱贫攻坚（扶贫）."""
_OWN: Final = 0.6
"""How much of all that is asked of clauses of one office that are hardly more than a year apart."""
_PROJECT: Final = 5
"""So long is a name of something in a wide field by which it is known the next year: 机场快速路, not 重点项目."""
_LEAST_NEXT: Final = 0.24
"""How alike these must be if what they share is said by the way."""
_NEARLY: Final = 0.25
_NEARLY_TITLED: Final = 0.5
"""How much of one of two names the other may lack to be a form of it, and of a title that one of the clauses prints: 经济普查（五经普）."""
_SAME_SHORT: Final = 0.2
"""How alike texts must be, beside what they name, to report the same if they share but a short name."""
_IDEAS: Final = ("观", "理念", "思想")
"""What a name ends in that tells what work is guided by, and so no undertaking: 总体国家安全观."""
_NEAR: Final = 2
_ASIDE: Final = frozenset(f"{OTHERWISE}（")
_NAME_LENGTH: Final = 4
_LEAST_ABOUT: Final = 0.15
"""How alike texts must be, beside what they name, to report the same because they are about it."""
_SAME_PASSING: Final = 0.5
"""How alike texts must be to report the same if one names the initiative in passing."""


def is_same(
    why: Reason,
    clauses: tuple[ClauseAnalysis, ClauseAnalysis],
    likeness: float,
    lexicon: Lexicon,
    *,
    is_own: bool = False,
) -> bool:
    """Tell whether two clauses report the same: they are alike beside what they name, or that is what both are about.

    `is_own` if one office reports both: a task of one year and that of the next may be told in other words.
    """
    if likeness < _SAME_PASSING and any(_is_passing(why, clause) for clause in clauses):
        return False
    is_mere = likeness < _SAME_SHORT and _is_brief(why, clauses)
    if is_mere or (likeness < _SAME_PASSING and (why.terms[0].endswith(_IDEAS) or _is_mixed(why))):
        return False
    is_plain = OTHERWISE not in why.terms[0] or are_nested(why.terms[0])
    is_narrow = why.kind == "initiative" and is_plain and not lexicon.by_id[why.initiatives[0]].is_wide
    is_next = is_own and _are_near(clauses) and _is_plain(why, _NAME_LENGTH if is_narrow else _PROJECT)
    least = _least_same(why, is_narrow=is_narrow) * (_OWN if is_next else 1)
    enough = _LEAST_NEXT if is_next else _LEAST_NARROW if is_narrow else _SAME_SLIGHT
    if likeness < enough and _is_slight(why, clauses, is_narrow=is_narrow):
        return False
    if likeness >= least or (likeness >= _SAME_WEIGHTY and _is_weighty(why, clauses)):
        return True
    if likeness < _LEAST_ABOUT:
        return is_narrow and _is_about(why, clauses, _WHOLLY)
    return _says_it(why, clauses) or _is_about(why, clauses, _ABOUT if is_narrow else _WHOLLY)


def _is_brief(why: Reason, clauses: tuple[ClauseAnalysis, ClauseAnalysis]) -> bool:
    """Tell whether two clauses share but a short name, and not both are about that alone: 全民健身."""
    if len(why.terms) > 1 or len(why.terms[0]) > _NAME_LENGTH:
        return False
    return weights(why.terms[0], clauses)[0] < _WHOLLY


def _is_mixed(why: Reason) -> bool:
    """Tell whether two names that are no forms of one are all that is told: 污水处理／污水治理."""
    most = _NEARLY if OTHERWISE in why.terms[0] else _NEARLY_TITLED
    return len(why.terms) == 1 and not are_forms(why.terms[0], most)


def _least_same(why: Reason, *, is_narrow: bool) -> float:
    """Return how alike texts must be beside what they name: little beside a narrow name, more where each gives another."""
    if not is_narrow:
        return _SAME_LIKENESS[why.kind]
    return _SAME_NARROW if are_answering(why.terms[0]) else _SAME_UNANSWERED


def _are_near(clauses: tuple[ClauseAnalysis, ClauseAnalysis]) -> bool:
    """Tell whether the reports of two clauses are hardly more than a year apart."""
    return abs(clauses[0].year - clauses[1].year) <= _NEAR


def _is_slight(why: Reason, clauses: tuple[ClauseAnalysis, ClauseAnalysis], *, is_narrow: bool) -> bool:
    """Tell whether two clauses share but one name, and that is said by the way in one, says only whom it is about, or is a short one of a wide field."""
    if len(why.terms) > 1 or not _ASIDE.isdisjoint(why.terms[0]):
        return False
    if (not is_narrow and len(why.terms[0]) <= _SHORT) or is_of_people(why.terms[0]):
        return True
    return 0 < weights(why.terms[0], clauses)[0] <= _SLIGHT


def _is_weighty(why: Reason, clauses: tuple[ClauseAnalysis, ClauseAnalysis]) -> bool:
    """Tell whether two clauses print several names that they share, or a long one that both have much to say of."""
    if why.kind != "initiative":
        return False
    if len(why.terms) > 1 and len("".join(why.terms)) >= _LONG:
        return True
    return len(why.terms[0]) > _NAME_LENGTH and weights(why.terms[0], clauses)[0] >= _WEIGHTY


def _is_plain(why: Reason, least: int) -> bool:
    """Tell whether both print what they report, by one name of at least so many characters."""
    return why.kind == "initiative" and len(why.terms[0]) >= least and _ASIDE.isdisjoint(why.terms[0])


def _is_passing(why: Reason, clause: ClauseAnalysis) -> bool:
    """Tell whether an initiative is but one of the purposes at the end of a clause: a part of the sentence that says nothing else."""
    names = next((each.words for each in clause.mentions if each.topic in why.initiatives[:1]), ())
    text = clause.text.replace(BREAK, "")
    first = min((at for at in map(text.find, names) if at >= 0), default=0)
    if text.count(",", 0, first) <= 1:
        return False
    parts = [part.strip("。;") for part in text.split(",")]
    inside = [at for at, part in enumerate(parts) if any(name in part for name in names)]
    return bool(inside) and inside[0] > 1 and all(parts[at] in names for at in inside)


def _says_it(why: Reason, clauses: tuple[ClauseAnalysis, ClauseAnalysis]) -> bool:
    """Tell whether what both print is so long that it names one thing: 地质灾害避险搬迁."""
    long = [term.lower() for term in why.terms if len(term) >= _LONG]
    return bool(long) and any(term in clause.text.replace(BREAK, "") for clause in clauses for term in long)


def _is_about(why: Reason, clauses: tuple[ClauseAnalysis, ClauseAnalysis], least: float) -> bool:
    """Tell whether an initiative is what both clauses are about: its name is at least so much of what they say."""
    return why.kind == "initiative" and all(
        any(
            mention.topic == why.initiatives[0]
            and max(map(len, mention.words)) >= least * len(clause.substance)
            for mention in clause.mentions
        )
        for clause in clauses
    )
