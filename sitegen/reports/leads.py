"""Lead sentences: the slogan that opens a paragraph and is set in bold.

Reports without a third level of numbers put a short sentence at the head of each paragraph instead.
Where a text has lost full stops, the lead can still be told from its siblings: leads of one section
are of one length.  Leads are for the eye only; no anchor depends on them.
"""

from __future__ import annotations

import re
from typing import Final

from sitegen.reports.clauses import first_sentence
from sitegen.words import ENDS

_LONGEST = 14
_SHORTEST = 3
_MIN_SIBLINGS = 2
_SURELY_TEXT = 42
_MANY_LOST = 3
_MARKS: Final = re.compile(r"[“”‘’\"《》（）()]")
_STOP: Final = "。"


def is_lossy(paragraphs: tuple[str, ...]) -> bool:
    """Tell whether a report has lost full stops: at least three of its paragraphs of text end without one."""
    return sum(1 for text in paragraphs if len(text) > _SURELY_TEXT and not text.endswith(ENDS)) >= _MANY_LOST


def lead_lengths(siblings: tuple[str, ...], *, lossy: bool) -> tuple[int, ...]:
    """Return the length of each paragraph's lead (0: none), without its stop.

    `siblings` are the paragraphs right under one heading; `lossy` says that the report lost stops.
    """
    whole = tuple(_printed_lead(text) for text in siblings)
    if sum(1 for lead in whole if lead) < _MIN_SIBLINGS and not (lossy and any(whole)):
        return (0,) * len(siblings)
    lengths = {_han(text[:lead]) for text, lead in zip(siblings, whole, strict=True) if lead}
    if not lossy or len(siblings) < _MIN_SIBLINGS or len(lengths) != 1:
        return whole
    return tuple(
        lead or _lost_lead(text, next(iter(lengths))) for text, lead in zip(siblings, whole, strict=True)
    )


def _printed_lead(text: str) -> int:
    """Return the length of a short first sentence without comma, if text follows."""
    sentence = first_sentence(text)
    lead = sentence.removesuffix(_STOP)
    if lead == sentence or len(sentence) == len(text) or re.search(r"[,，、；;：:\d]", lead):
        return 0
    return len(lead) if _SHORTEST <= _han(lead) <= _LONGEST else 0


def _lost_lead(text: str, length: int) -> int:
    """Return the length of a lead of `length` letters whose stop is lost; 0 if a mark says otherwise."""
    count = 0
    for offset, char in enumerate(text):
        if not _MARKS.match(char):
            count += 1
        if count == length:
            end = offset + 1
            while end < len(text) and text[end] in "”’》":
                end += 1
            return 0 if re.search(r"[,，、。；;：:\d]", text[:end]) else end
    return 0


def _han(text: str) -> int:
    return len(_MARKS.sub("", text))
