"""Which paragraphs are headings, and how much of each.

The number at the start of a paragraph says which rung it could be (`numbering`).  Whether it heads something is told
by its form (a line of its own, a first sentence that text follows) and by its siblings, the paragraphs that count on
with the same kind of number: an office writes all of them alike, so the clear ones decide for the odd one that is
too long or that ends as a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.numbering import RANKS, open_ranks, rank_below
from sitegen.reports.cells import without_cells
from sitegen.reports.clauses import first_sentence
from sitegen.reports.heading_forms import NO_HEADING, label_length, read_line
from sitegen.reports.items import Items
from sitegen.reports.numbers import read_numbers, without_contents
from sitegen.reports.parts import PART
from sitegen.reports.tidy import OBJECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import SectionNumber
    from sitegen.numbering import Numbered
    from sitegen.reports.heading_forms import Line

_LONGEST_SIBLING = 80
"""Characters of a first sentence that is a heading because its siblings have one."""
_LONGEST_ALONE = 20
_LONGEST_UNNUMBERED = 20
_DATE_LINE: Final = re.compile(r"[（(]?\d{4}年\d{1,2}月")
_BRACKETED: Final = re.compile(r"[（(【\[].*[）)】\]]")
_NEXT_IN_LINE: Final = {
    "han-paren": re.compile(r"[；。]\s*[（(]二[）)]"),
    "arabic": re.compile(r"[；。）]\s*2[.．、](?!\d)"),
    "arabic-paren": re.compile(r"[；。]\s*[（(]2[）)]"),
    "circled": re.compile(r"②"),
}
"""The second point in the paragraph of the first: points of a paragraph head nothing."""
_SPEAKER: Final = re.compile(r".*(?:长|主任|书记|主席)[\s\u3000]*[\u4e00-\u9fff]{2,4}")


@dataclass(slots=True)
class _Sequence:
    """Paragraphs that count on with one kind of number; `within` are the kinds of the sections that they stand in."""

    kind: str
    lines: list[Line]
    within: frozenset[str]


def find_headings(texts: Sequence[str], title: str = "") -> tuple[int, ...]:
    """Return for each paragraph of a report how many of its characters are a heading, 0 for none.

    Only a numbered paragraph can be a heading in part; of an article it is the number alone.  What a notice passes on
    (`title`: 关于印发……工作要点的通知) bears its own name below, which heads no part.
    """
    texts = without_cells(without_contents(texts))
    numbered = read_numbers(texts)
    ends = [0] * len(texts)
    for at, text in enumerate(texts):
        above = numbered[at - 1] if at else None
        is_name = title.endswith(f"{text}的通知")
        if numbered[at] is None and PART.fullmatch(text) and not (is_name or _is_attachment(above)):
            ends[at] = len(text)
    sequences, restarts = _sequences(texts, numbered, ends)
    for sequence in sequences:
        _settle(sequence, texts, numbered)
    _settle_articles([sequence for sequence in sequences if sequence.kind == "han"])
    _settle_points(sequences)
    for sequence in sequences:
        for line in sequence.lines:
            ends[line.at] = line.end
    for at in restarts:
        if any(ends[:at]):
            ends[at] = len(texts[at])
    hollow = _hollow_attachments(numbered, ends)
    return tuple(0 if at in hollow else end for at, end in enumerate(ends))


def _is_attachment(numbered: Numbered | None) -> bool:
    """Tell whether a line begins an attachment and says no more; the next one is its title."""
    return numbered is not None and numbered.number.kind == "attachment" and not numbered.rest


def _hollow_attachments(numbered: Sequence[Numbered | None], ends: Sequence[int]) -> Sequence[int]:
    """Return the lines that begin attachments where none has a title in its line nor a section in it.

    A number over a table or a form is no more than what is printed there.
    """
    begun = [at for at, read in enumerate(numbered) if read and read.number.kind == "attachment" and ends[at]]
    is_titled = any(read.rest for at in begun if (read := numbered[at]))
    has_sections = any(end for at, end in enumerate(ends) if begun and at > begun[0] and at not in begun)
    return [] if is_titled or has_sections else begun


# ---------------------------------------------------------------- siblings


def _sequences(
    texts: Sequence[str], numbered: Sequence[Numbered | None], ends: Sequence[int]
) -> tuple[list[_Sequence], list[int]]:
    """Return the sequences of a report, and the unnumbered lines that head a new beginning of the numbers.

    `ends` knows the unnumbered lines that certainly head a part.
    """
    found: list[_Sequence] = []
    restarts: list[int] = []
    opened: dict[str, _Sequence] = {}
    items = Items()
    for at, (text, read) in enumerate(zip(texts, numbered, strict=True)):
        is_item = items.includes(text, read)
        if read is None:
            if ends[at]:
                opened.clear()
            continue
        line = read_line(at, text, read, is_item=is_item)
        before = _close(opened, line.number)
        if before is not None and line.number.value == before.lines[-1].number.value + 1:
            before.lines.append(line)
            continue
        if line.number.kind == "han" and line.number.value == 1:
            restarts += _heads_restart(texts, numbered, at, was_open=before is not None)
        opened[line.number.kind] = _Sequence(line.number.kind, [line], frozenset(opened))
        found.append(opened[line.number.kind])
    return found, restarts


def _close(opened: dict[str, _Sequence], number: SectionNumber) -> _Sequence | None:
    """End the sequences below a number; return the one that it may count on with."""
    kinds = list(opened)
    here = rank_below(number, kinds)
    for kind, rank in zip(kinds, open_ranks(kinds), strict=True):
        if rank > here or (rank == here and kind != number.kind):
            del opened[kind]
    return opened.get(number.kind)


def _heads_restart(
    texts: Sequence[str], numbered: Sequence[Numbered | None], at: int, *, was_open: bool
) -> list[int]:
    """Return the line that heads a part in which numbers begin again `at` 一.

    It is the one right before or, where they had counted already (`was_open`), the last short one since the last number.
    """
    for before in range(at - 1, -1, -1):
        if numbered[before] is not None:
            return []
        if _could_head(texts[before]):
            return [] if before and _is_attachment(numbered[before - 1]) else [before]
        if not was_open:
            return []
    return []


def _could_head(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST_UNNUMBERED
        and not text.startswith(OBJECT)  # a table
        and not NO_HEADING.search(text)
        and not _DATE_LINE.match(text)
        and not _BRACKETED.fullmatch(text)
        and not _SPEAKER.fullmatch(text)
    )


def _settle(sequence: _Sequence, texts: Sequence[str], numbered: Sequence[Numbered | None]) -> None:
    """Let the members of a sequence decide for each other; changes where the headings of its lines end."""
    lines = sequence.lines
    rank = RANKS[sequence.kind]
    if ("article" in sequence.within and rank > RANKS["article"]) or _is_list(sequence, texts):
        return _none(lines)
    if len(lines) == 1:
        return _settle_alone(lines[0], texts, numbered)
    if all(line.end for line in lines) or any(line.form in {"item", "none"} for line in lines):
        return None
    if all(line.end or _has_body(line, texts, numbered) for line in lines):
        return _promote(lines, texts)
    heads = sum(1 for line in lines if line.end)
    if rank <= RANKS["han-paren"]:
        is_counted = sequence.kind == "han" and lines[0].number.value == 1
        return _promote(lines, texts) if heads else _number_alone(lines) if is_counted else None
    return _promote(lines, texts) if 2 * heads > len(lines) else _none(lines)


def _settle_alone(line: Line, texts: Sequence[str], numbered: Sequence[Numbered | None]) -> None:
    """Decide for a numbered paragraph that none counts on from: 1.……。 is a heading if it is short and text follows.

    一是 is none without 二是, nor any of them without the others.
    """
    text = texts[line.at]
    next_in_line = _NEXT_IN_LINE.get(line.number.kind)
    is_inline = line.number.value == 1 and next_in_line and next_in_line.search(text)
    if is_inline or line.number.printed.endswith("是"):
        line.end = 0
    elif len(text) - line.start <= _LONGEST_ALONE and _has_body(line, texts, numbered):
        line.end = len(text)


def _is_list(sequence: _Sequence, texts: Sequence[str]) -> bool:
    """Tell whether paragraphs are points of a list: each is one whole sentence, and the next follows at once."""
    lines = sequence.lines
    if len(lines) == 1 or sequence.kind == "article" or lines[-1].at - lines[0].at >= len(lines):
        return False
    rests = [texts[line.at][line.start :] for line in lines]
    return all(
        rest.endswith("。") and first_sentence(rest) == rest and not label_length(rest) for rest in rests
    )


def _has_body(line: Line, texts: Sequence[str], numbered: Sequence[Numbered | None]) -> bool:
    """Tell whether a paragraph that is one sentence is followed by one without a number, or by a first one of a list of its own, as a heading by its text."""
    if line.form != "sentence" or line.at + 1 == len(texts):
        return False
    following = numbered[line.at + 1]
    return following is None or (
        following.number.value == 1
        and rank_below(following.number, [line.number.kind]) > RANKS[line.number.kind]
    )


def _promote(lines: list[Line], texts: Sequence[str]) -> None:
    """Give every line a heading; where most have no words of their own for it, none has more than its number."""
    ends = [line.end or _sibling_end(texts[line.at], line) for line in lines]
    bare = sum(1 for line, end in zip(lines, ends, strict=True) if end == line.start)
    for line, end in zip(lines, ends, strict=True):
        line.end = line.start if 2 * bare > len(lines) else end


def _sibling_end(text: str, line: Line) -> int:
    """Return where the heading of a paragraph ends whose siblings have one: a sentence, a label with colon, a number."""
    rest = text[line.start :]
    sentence = first_sentence(rest)
    if label := label_length(rest):
        return line.start + label
    is_short = len(sentence) <= _LONGEST_SIBLING and (sentence.endswith("。") or len(sentence) == len(rest))
    return line.start + len(sentence) if is_short else line.start


def _number_alone(lines: list[Line]) -> None:
    for line in lines:
        line.end = line.start


def _settle_articles(sequences: list[_Sequence]) -> None:
    """Leave 一、 that counts on from chapter to chapter its number alone: it stands for 第一条."""
    lines = [line for sequence in sequences if "chapter" in sequence.within for line in sequence.lines]
    values = [line.number.value for line in lines]
    chapters = sum(1 for sequence in sequences if "chapter" in sequence.within)
    if (
        chapters > 1
        and values == list(range(1, len(values) + 1))
        and all(line.form != "line" for line in lines)
    ):
        _number_alone(lines)


def _settle_points(sequences: list[_Sequence]) -> None:
    """Leave what is numbered between an article and the next, and no chapter, as the text of the article."""
    lines = sorted((line for sequence in sequences for line in sequence.lines), key=lambda line: line.at)
    places = [place for place, line in enumerate(lines) if line.number.kind == "article"]
    for one, two in pairwise(places):
        if lines[two].number.value == lines[one].number.value + 1:
            _none([line for line in lines[one + 1 : two] if RANKS[line.number.kind] >= RANKS["article"]])


def _none(lines: list[Line]) -> None:
    for line in lines:
        line.end = 0
