"""How a numbered paragraph is written, and where its heading would end by that alone.

Whether it heads something is for `headings` to tell, which looks at its siblings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from sitegen.numbering import RANKS, Numbered
from sitegen.reports.clauses import first_sentence

if TYPE_CHECKING:
    from sitegen.model import SectionNumber

_LONGEST_HEADING = 45
_LONGEST_LINE = 60
"""Of a heading in a line of its own with 一、 or （一） and no stop at its end; a sentence has one."""
_LONGEST_RUN_IN = 48
_LONGEST_LABEL = 30
NO_HEADING: Final = re.compile(r"[。，,；;：:！!、]$")
"""How a line ends that is none by itself."""
GOES_ON: Final = ("，", ",", "、")
"""How a line ends that the next one goes on: it is no heading, whatever its siblings are."""
_NOTE: Final = re.compile(r"\s*[（(][^（()）]*[）)]。?")
_NOTE_MARK: Final = re.compile(r"[\[［]\d{1,3}[\]］]|〔\d{1,2}〕")
"""The mark of a note after a sentence: （一）产业转型加快。[2]高新技术企业突破300家。"""
_LABEL: Final = re.compile(rf"[^。；！？：:]{{2,{_LONGEST_LABEL}}}(?:：|:(?!\d))")
_PAIRS: Final = ("“”", "《》", "（）", "()")
_LISTED: Final = re.compile(rf"[^。：；]{{4,{_LONGEST_RUN_IN}}}?(?=一是)")
"""A heading without a stop before the first of several points: 完善工作机制一是领导重视。"""
Form: TypeAlias = Literal["none", "item", "line", "sentence", "run-in", "long"]
"""A line of its own; a whole paragraph that is one sentence; a short first sentence before text; a longer text."""


@dataclass(slots=True)
class Line:
    """A numbered paragraph: its place, how it is written, where its heading ends (0: it heads nothing)."""

    at: int
    number: SectionNumber
    start: int
    form: Form
    end: int


def read_line(at: int, text: str, numbered: Numbered, *, is_item: bool) -> Line:
    """Return how a numbered paragraph is written; `is_item` says that it was told to be an item of a list."""
    number, rest = numbered
    start = len(text) - len(rest)
    if is_item:
        return Line(at, number, start, "item", 0)
    stop = start + len(first_sentence(rest))
    marked = past_mark(text, stop)
    form, end = _form(text[:stop] + text[marked:], Numbered(number, text[start:stop] + text[marked:]))
    return Line(at, number, start, form, end + marked - stop if end >= stop else end)


def past_mark(text: str, end: int) -> int:
    """Return where the mark of a note ends that stands at the `end` of a sentence and goes with it; `end` if none does."""
    mark = _NOTE_MARK.match(text, end)
    return mark.end() if mark else end


def _form(text: str, numbered: Numbered) -> tuple[Form, int]:
    """Return how a numbered paragraph is written, and where its heading would end by that alone."""
    number, rest = numbered
    start = len(text) - len(rest)
    if number.kind == "article" or not rest:
        return ("line", start) if number.kind in {"article", "attachment", "case"} else ("none", 0)
    sentence = first_sentence(rest)
    if len(sentence) == len(rest):
        return _whole(text, numbered)
    if _NOTE.fullmatch(rest[len(sentence) :]):
        return _whole(text[: start + len(sentence)], Numbered(number, sentence))
    if listed := _LISTED.match(sentence):
        return "run-in", start + listed.end()
    if label := label_length(sentence):
        return ("run-in", start + label) if RANKS[number.kind] <= RANKS["han-paren"] else ("long", 0)
    is_run_in = len(sentence) <= _LONGEST_RUN_IN and sentence.endswith(("。", "？"))
    return ("run-in", start + len(sentence)) if is_run_in else ("long", 0)


def _whole(text: str, numbered: Numbered) -> tuple[Form, int]:
    """Do the same for a paragraph of one sentence: 1.……。 is an item of a list, （一）……。 may be a heading."""
    number, rest = numbered
    is_open = RANKS[number.kind] <= RANKS["han-paren"] and not NO_HEADING.search(rest)
    if len(rest) > (_LONGEST_LINE if is_open else _LONGEST_HEADING):
        return "long", 0
    if RANKS[number.kind] <= RANKS["han-paren"] and rest.endswith(("！", "!")):
        return "line", len(text)
    label = label_length(rest)
    if rest.endswith("。") or label == len(rest):
        if RANKS[number.kind] > RANKS["han-paren"]:
            return "sentence", 0
        return "sentence", len(text) - len(rest) + (label or len(rest))
    return ("long", 0) if NO_HEADING.search(rest) else ("line", len(text))


def label_length(text: str) -> int:
    """Return the length of a label with its colon at the start of a text; 0 if there is none, or one inside of quotes."""
    match = _LABEL.match(text)
    is_whole = match is not None and all(match[0].count(one) == match[0].count(two) for one, two in _PAIRS)
    return match.end() if match and is_whole else 0
