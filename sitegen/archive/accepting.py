"""Whether a reason is good enough for a link: by its kind, by how alike the clauses are, and by how much of each it is about."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from sitegen.archive.titles import OTHERWISE, are_answering, are_forms
from sitegen.archive.vectors import SCALE
from sitegen.archive.weight import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.archive.clauses import ClauseAnalysis
    from sitegen.archive.reasons import Kind, Reason
    from sitegen.archive.topics import Lexicon

_LEAST_SCORE: Final[dict[Kind, float]] = {
    "initiative": 0.2,
    "renamed": 0.2,
    "field": 0.2,
    "apart": 0.2,
    "titled": 0.2,
    "unlike": 0.2,
    "theme": 0.42,
    "hint": 0.45,
    "words": 0.5,
    "word": 0.6,
}
"""What a pair must score by the kind of its reason; without a reason no score is enough."""
_LEAST_LIKENESS: Final[dict[Kind, float]] = {
    "field": 0.1,
    "apart": 0.15,
    "titled": 0.2,
    "unlike": 0.36,
}
"""How alike texts must be, beside what they name, to be linked for that."""
_LEAST_WIDE: Final = 0.05
"""How alike texts must be that name nothing but wide initiatives in the same words."""
_FAR_APART: Final = 15
"""Years after which an undertaking is not the same any more."""
_LEAST_FAR: Final = 0.2
"""How alike texts must be, beside what they name, if they are so far apart."""
_LEAST_SLIGHT: Final = 0.25
"""How alike texts must be, beside what they name, if both name it by the way."""
_LEAST_OTHERWISE: Final[dict[Kind, float]] = {"field": 0.25, "apart": 0.25}
"""The same if all that is told are two names, a title of neither: 产业园区／工业园区."""
_LEAST_MIXED: Final = 0.25
"""The same if these are no forms of one name: 公共数据／可信数据."""
_UNANSWERED: Final = 1.6
"""So many times as alike if neither name is a form of the other: 化工材料／新材料."""
_NAME_LENGTH: Final = 4
_SLIGHT: Final = 0.22
_NARROW_SLIGHT: Final = 0.12
"""A name is said by the way if it has no more of its part of the sentence, one of a wide field or another one."""


def least_score(kinds: Sequence[str]) -> float:
    """Return the score below which no reason is enough that two clauses may have: to tell it from the kinds of the topics that both name costs little."""
    kind: Kind = "initiative" if "initiative" in kinds else "theme" if kinds else "words"
    return SCALE * _LEAST_SCORE[kind]


def is_accepted(
    why: Reason,
    clauses: tuple[ClauseAnalysis, ClauseAnalysis],
    score: int,
    likeness: float,
    lexicon: Lexicon,
) -> bool:
    """Tell whether two clauses with a score in millionths, so alike beside what they name, are linked for a reason."""
    is_far = are_far_apart(*clauses)
    if score < SCALE * _LEAST_SCORE.get(why.kind, math.inf) or (is_far and why.kind in {"thin", "word"}):
        return False
    if not why.initiatives and any(clause.is_statistic for clause in clauses):
        return False  # that a total is named beside a task is no task
    if likeness < max(_least_likeness(why, lexicon), _LEAST_FAR if is_far else 0):
        return False
    return likeness >= _LEAST_SLIGHT or not _is_slight(why, clauses, lexicon)


def are_far_apart(first: ClauseAnalysis, second: ClauseAnalysis) -> bool:
    """Tell whether the reports of two clauses are decades apart; a year that is not known tells nothing."""
    return bool(first.year and second.year) and abs(first.year - second.year) >= _FAR_APART


def _is_slight(why: Reason, clauses: tuple[ClauseAnalysis, ClauseAnalysis], lexicon: Lexicon) -> bool:
    """Tell whether two clauses share but one short name, and both say it by the way."""
    if len(why.terms) > 1 or len(why.terms[0]) > _NAME_LENGTH:
        return False
    is_wide = not why.initiatives or lexicon.by_id[why.initiatives[0]].is_wide
    lesser, greater = weights(why.terms[0], clauses)
    return 0 < greater <= (_SLIGHT if is_wide else _NARROW_SLIGHT) or (
        is_wide and 0 < lesser <= _NARROW_SLIGHT
    )


def _least_likeness(why: Reason, lexicon: Lexicon) -> float:
    """Return how alike texts must be, beside what they name, to be linked: more if they name a wide field alone."""
    is_wide = why.kind == "initiative" and all(lexicon.by_id[each].is_wide for each in why.initiatives)
    least = _LEAST_WIDE if is_wide else _LEAST_LIKENESS.get(why.kind, 0)
    if len(why.terms) > 1 or OTHERWISE not in why.terms[0] or "（" in why.terms[0]:
        return least
    if not are_forms(why.terms[0]):
        least = max(least, _LEAST_MIXED)
    return max(least, _LEAST_OTHERWISE.get(why.kind, 0) * (1 if are_answering(why.terms[0]) else _UNANSWERED))
