"""How much of what a clause says is a name: its share of the part of the sentence that prints it.

What is done with 天然气 in 推动水、天然气等资源价格改革 and in 页岩气、煤层气增储上产，天然气产量达7亿立方米 has nothing to do with each other: the
word is but a seventh of the one and a fifth of the other.  So a wide name that is said by the way in both clauses, and is all
that they share, is no reason; one that is said by the way in one of them makes no same undertaking.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.archive.dividing import BREAK

if TYPE_CHECKING:
    from sitegen.archive.clauses import ClauseAnalysis

PARTS: Final = re.compile("[,;:。!?]")
"""What parts of a sentence end with."""
_FORMS: Final = re.compile("[／（）…]")


def weights(term: str, clauses: tuple[ClauseAnalysis, ClauseAnalysis]) -> tuple[float, float]:
    """Return the share that a term, or one of the forms in it, has in each of two clauses, the lesser first; 0 if it is not printed."""
    forms = [form for form in _FORMS.split(term.lower()) if form]
    lesser, greater = sorted(_weight(forms, clause.text.replace(BREAK, "")) for clause in clauses)
    return lesser, greater


def _weight(forms: list[str], text: str) -> float:
    printed = max((form for form in forms if form in text), key=len, default="")
    parts = [part for part in PARTS.split(text) if printed in part]
    return len(printed) / min(map(len, parts), default=len(text)) if printed else 0
