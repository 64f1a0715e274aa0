"""Items of a list, which begin with numbers like headings do and are text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.numbering import RANKS, parse_number
from sitegen.reports.clauses import first_sentence
from sitegen.reports.heading_forms import GOES_ON

if TYPE_CHECKING:
    from sitegen.model import SectionNumber
    from sitegen.numbering import Numbered

_ANNOUNCES: Final = re.compile(r"(?:下列|之一|情形|条件|包括)[^。；]{0,12}[：:]$")
_LISTS_ANNEXES: Final = re.compile(r"^[\s（(]*(?:(?:附件|附表|附|注)[：:]|(?:注释|备注|参考文献)[：:]?)$")
_DUTIES: Final = re.compile(
    r"(?:部门|主要|工作|单位|机构|法定|基本)(?:职责|职能)(?:简介|任务)?$|(?:名词|术语|用语)(?:解释|说明)$"
)
"""The heading over a list of what an office has to do, or of what words mean, a sentence or two each."""
_ANNEXES: Final = re.compile(r"附件?[：:]\s*(?=\S)")
_LONGEST_HEAD: Final = 30
"""Characters of a first sentence that heads what follows in its paragraph: （一）明确职责。各级政府应当……。"""
_SMALL: Final = RANKS["arabic-paren"]
_ITEM_END: Final = re.compile(r"[；;]$")
_CONDITION: Final = re.compile(r"的[。；;]?$")
"""How a case ends on which something depends: （一）涉及公众利益调整的。 No heading does."""


class Items:
    """Tells the items of a list from headings, paragraph by paragraph.

    An item ends with a semicolon, or follows an item as its successor, or a line that announces items, duties or terms or lists annexes;
    before sentences with （1） or ① any line with a colon does.  What is headed itself is none, whatever announces it; a case (……的。) heads
    nothing, whatever stands between it and the next.
    """

    def __init__(self) -> None:
        self._previous = ""
        self._last: SectionNumber | None = None
        self._case: SectionNumber | None = None

    def includes(self, text: str, numbered: Numbered | None, following: Numbered | None) -> bool:
        """Tell whether the next paragraph is an item; `following` is the number that the one after it begins with."""
        number = numbered.number if numbered else None
        is_item = numbered is not None and (
            _ITEM_END.search(text) is not None
            or self._is_next(numbered.number)
            or self._is_case(numbered)
            or self._is_announced(numbered, following)
            or (_DUTIES.search(self._previous) is not None and text.endswith("。"))
            or (
                RANKS[numbered.number.kind] >= _SMALL
                and "。" in text
                and self._previous.endswith(("：", ":"))
            )
        )
        if is_item or numbered or not self._previous.endswith(GOES_ON):  # else the rest of an item
            self._last = number if is_item else _first_annex(text)
        if numbered:
            self._case = number if is_item and _CONDITION.search(text) else None
        self._previous = text
        return is_item

    def _is_announced(self, numbered: Numbered, following: Numbered | None) -> bool:
        """Tell whether the line before announces an item.

        What has a short sentence before its text heads that; what is followed by text of its own is headed too, unless it ends in the
        middle of a sentence.
        """
        if _LISTS_ANNEXES.search(self._previous):
            return True
        if not _ANNOUNCES.search(self._previous):
            return False
        number, rest = numbered
        if rest.endswith(GOES_ON):
            return True
        sentence = first_sentence(rest)
        is_headed = sentence.endswith("。") and len(sentence) < min(len(rest), _LONGEST_HEAD)
        return not is_headed and following is not None and _is_successor(following.number, number)

    def _is_case(self, numbered: Numbered) -> bool:
        """Tell whether a numbered line is a case that a line announces, or that follows one, with or without text between."""
        is_begun = _ANNOUNCES.search(self._previous) is not None
        is_next = self._case is not None and _is_successor(numbered.number, self._case)
        return (is_begun or is_next) and _CONDITION.search(numbered.rest) is not None

    def _is_next(self, number: SectionNumber) -> bool:
        return self._last is not None and _is_successor(number, self._last)


def _is_successor(number: SectionNumber, last: SectionNumber) -> bool:
    return number.kind == last.kind and number.value == last.value + 1


def _first_annex(text: str) -> SectionNumber | None:
    """Return the number of the first of the annexes that a line lists: 附件：1.任务分解表."""
    listed = _ANNEXES.match(text)
    numbered = parse_number(text[listed.end() :]) if listed else None
    return numbered.number if numbered else None
