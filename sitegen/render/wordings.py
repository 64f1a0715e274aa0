"""In which words texts print an initiative: of all its aliases, those that really stand there."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_GAP: Final = "…"
_BETWEEN: Final = r"[^，。；、：！？,.;:!?\n]{0,10}?"
_MOST: Final = 8
_IN_LISTS: Final = re.compile("[…、]")


def wordings(aliases: Iterable[str], texts: Iterable[str]) -> Counter[str]:
    """Return how often the texts print each alias; one with a gap (`改造…老旧小区`) counts as each of the forms it takes.

    Case is ignored: a form is given as the alias has it, one with a gap in lower case.
    """
    joined = "\n".join(texts).lower()
    printed: Counter[str] = Counter()
    for alias in aliases:
        if _GAP in alias:
            parts = map(re.escape, alias.lower().split(_GAP))
            printed |= Counter(re.findall(_BETWEEN.join(parts), joined))
        elif count := joined.count(alias.lower()):
            printed |= Counter({alias: count})
    return printed


def other_names(name: str, aliases: Sequence[str], printed: Counter[str]) -> tuple[str, ...]:
    """Return the aliases that are names by themselves and printed, the most frequent first: as what it goes besides `name`."""
    told = [each for each in aliases if each in printed and each != name and not _IN_LISTS.search(each)]
    return tuple(sorted(told, key=lambda each: -printed[each])[:_MOST])
