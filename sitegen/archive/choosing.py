"""Which of the names that two clauses share are told: those that a reader takes in as one name that both print.

A name that each clause prints in other words (体育赛事／群众体育), one under a title of its own (跨省通办（事项跨境通办）), or one of two
characters (引资), says less than a name that both print whole, and beside it only raises the question what it has to do with the
link.  So such a name is told where there is no better one; one that both clauses go on with (零就业家庭动态 援助, 清零), only first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, Final

from sitegen.archive.finishing import is_open
from sitegen.archive.telling import is_of_whom
from sitegen.archive.titles import OTHERWISE, are_answering, are_forms, is_spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.archive.worded import Words

_KEPT: Final = 1 << 14
_NAME_LENGTH: Final = 4
_SHORT: Final = 2
_AND: Final = "与"
"""Stands between the halves of a double title."""
_JOINED_TO: Final = re.compile("^(?:的|以[上下])")
_JOINED_ON: Final = re.compile(
    "(?:(?<![目有])的|(?<![中饱温缓共总调平谐祥])和|(?<![参赠给])与|(?<![普涉触以])及)$"
)
_SOME: Final = 3
"""So many names are compared, each with each."""


def clear(names: Sequence[str], ours: Words, theirs: Words) -> Sequence[str]:
    """Return those of the names that two clauses share which are clear beside the others; all if none says enough by itself."""
    if len(names) <= 1:
        return names
    clear_ones = [name for name in names if _is_clear(name, ours, theirs)]
    if not any(map(_says_enough, clear_ones)):
        return names
    first, *others = _merged(clear_ones, ours, theirs)
    return [first, *(name for name in others if not is_open(name, ours, theirs))]


@lru_cache(maxsize=_KEPT)
def trimmed(name: str) -> str:
    """Return a name without what joined it to other words and was left at an edge of it, or of one of its two forms; the one that begins the other says it then."""
    if "（" in name:
        return name
    forms = [_JOINED_ON.sub("", _JOINED_TO.sub("", form)) or form for form in name.split(OTHERWISE)]
    if all(form.startswith(forms[0]) for form in forms):
        return forms[0]
    return forms[-1] if all(form.startswith(forms[-1]) for form in forms) else OTHERWISE.join(forms)


def _merged(names: list[str], ours: Words, theirs: Words) -> list[str]:
    """Return names, two as one where both clauses print them so that one begins with the end of the other: 巩固拓展脱贫攻坚, 脱贫攻坚成果."""
    for one, other in permutations(names[:_SOME], 2):
        if other[:_SHORT] not in one:
            continue
        length = next((n for n in range(min(len(one), len(other)) - 1, 1, -1) if one.endswith(other[:n])), 0)
        both = one + other[length:]
        if length and both in ours.text and both in theirs.text:
            return [both, *(name for name in names if name not in {one, other})]
    return names


def _is_clear(name: str, ours: Words, theirs: Words) -> bool:
    """Tell whether a name is longer than a word, and the same in both clauses or a form of what the other prints."""
    texts = ours.text, theirs.text
    if _AND in name and not any(name.lower() in text for text in texts) and not is_spoken(name, texts):
        return False
    is_titled = "（" in name and OTHERWISE not in name  # one of them prints the title
    return len(name) > _SHORT and (are_forms(name) or (is_titled and are_answering(name)))


def _says_enough(name: str) -> bool:
    """Tell whether a name that both clauses print says what is done."""
    return len(name) >= _NAME_LENGTH and OTHERWISE not in name and "（" not in name and not is_of_whom(name)
