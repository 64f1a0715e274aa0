"""Which paragraphs are headings, and how much of each.

The number at the start of a paragraph says which rung it could be (`numbering`).  Whether it heads something is told
by its form (a line of its own, a first sentence that text follows) and by its siblings, the paragraphs that count on
with the same kind of number: an office writes all of them alike, so the clear ones decide for the odd one that is
too long or that ends as a sentence.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.numbering import RANKS, open_ranks, rank_below
from sitegen.reports.cells import without_cells
from sitegen.reports.heading_forms import NO_HEADING, read_line
from sitegen.reports.items import Items
from sitegen.reports.numbers import read_numbers, without_contents
from sitegen.reports.parts import BETWEEN, PART
from sitegen.reports.settling import Siblings, settle, settle_articles, settle_points
from sitegen.reports.tidy import OBJECT
from sitegen.reports.titles import OFFICE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.model import SectionNumber
    from sitegen.numbering import Numbered

_LONGEST_UNNUMBERED = 20
_LONGEST_OVER = 30
_POINT: Final = "han-paren"
_ENDED: Final = re.compile("[。；：！？;:!?][”’）)]?$")
"""How a paragraph ends that is a sentence, or an item of a list written as one."""
_NO_PART: Final = re.compile(
    rf"[。；：]|{OFFICE}$|如下$|^[表图]\d|^(?:责任|牵头|配合|联系|实施|建设|完成|办理|服务)?(?:单位|部门|人员?|地[址点]|电话|时间|时限|窗口)"
)
"""A line that is no name of a part: an office, a caption, a label and what it tells, the end of an introduction."""
_DATE_LINE: Final = re.compile(r"[（(]?\d{4}年\d{1,2}月")
_BRACKETED: Final = re.compile(r"[（(【\[].*[）)】\]]")
_SPEAKER: Final = re.compile(r".*(?:长|主任|书记|主席)[\s\u3000]*[\u4e00-\u9fff]{2,4}")


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
    _between_parts(texts, numbered, ends)
    _over_counted(texts, numbered, ends)
    sequences, restarts = _sequences(texts, numbered, ends)
    for sequence in sequences:
        settle(sequence, texts, numbered)
    settle_articles([sequence for sequence in sequences if sequence.kind == "han"])
    settle_points(sequences)
    for sequence in sequences:
        for line in sequence.lines:
            ends[line.at] = line.end
    for at in restarts:
        if any(ends[:at]):
            ends[at] = len(texts[at])
    hollow = _hollow_attachments(numbered, ends)
    return tuple(0 if at in hollow else end for at, end in enumerate(ends))


def _between_parts(texts: Sequence[str], numbered: Sequence[Numbered | None], ends: list[int]) -> None:
    """Let the one line head a part that tells of problems between two others, where no number counts on past it nor 一、 through the report."""
    if any(read and RANKS[read.number.kind] <= RANKS["han"] for read in numbered):
        return
    for one, two in pairwise([at for at, end in enumerate(ends) if end]):
        found = [at for at in range(one, two) if numbered[at] is None and BETWEEN.fullmatch(texts[at])]
        if len(found) == 1 and not _counts_on(numbered[one : found[0]], numbered[found[0] : two]):
            ends[found[0]] = len(texts[found[0]])


def _over_counted(texts: Sequence[str], numbered: Sequence[Numbered | None], ends: list[int]) -> None:
    """Let lines head what counts on past them, where several stand right over a （一） and nothing ranks above it.

    So are reports written whose 一、 was lost, and guidelines that number their points throughout.
    """
    points = [at for at, read in enumerate(numbered) if read and read.number.kind == _POINT]
    is_top = not any(read and RANKS[read.number.kind] < RANKS[_POINT] for read in numbered)
    counted = [read.number.value for read in numbered if read and read.number.kind == _POINT]
    if not (is_top and points and points[0] and counted == list(range(1, len(points) + 1))):
        return
    heads = [at - 1 for at in points if numbered[at - 1] is None and not _ENDED.search(texts[at - 1])]
    if _head_points(heads, points) and _are_apart(heads, points, texts, numbered):
        for at in heads:
            ends[at] = len(texts[at])


def _head_points(heads: Sequence[int], points: Sequence[int]) -> bool:
    """Tell whether there are several lines over points, the first over the first of these, each over two at least."""
    parts = pairwise([*heads, points[-1] + 1])
    return (
        len(heads) > 1
        and heads[0] == points[0] - 1
        and all(sum(start < at < end for at in points) > 1 for start, end in parts)
    )


def _are_apart(
    heads: Sequence[int], points: Sequence[int], texts: Sequence[str], numbered: Sequence[Numbered | None]
) -> bool:
    """Tell whether lines over points have the form of headings and are the only ones without a stop, all else being sentences.

    Others may be the last item of a list, who is responsible for the point above, the caption of a table.
    """
    last, among = points[-1], {*heads, *points}
    lines = [
        texts[at]
        for at in range(heads[0] + 1, last)
        if at not in heads and (numbered[at] is None or at + 1 in among)
    ]
    return (
        all(_could_head(texts[at], _LONGEST_OVER) and not _NO_PART.search(texts[at]) for at in heads)
        and all(map(_ENDED.search, lines))
        and any(map(_ENDED.search, texts[last : last + 2]))
    )


def _counts_on(before: Sequence[Numbered | None], after: Sequence[Numbered | None]) -> bool:
    """Tell whether the first number of a kind that stands after some lines counts on from one before them."""
    counted = {(read.number.kind, read.number.value) for read in before if read}
    first = {read.number.kind: read.number.value for read in reversed(after) if read}
    return any((kind, value - 1) in counted for kind, value in first.items())


def _is_attachment(numbered: Numbered | None) -> bool:
    """Tell whether a line begins an attachment and says no more; the next one is its title."""
    return numbered is not None and numbered.number.kind == "attachment" and not numbered.rest


def _hollow_attachments(numbered: Sequence[Numbered | None], ends: Sequence[int]) -> Mapping[int, Numbered]:
    """Return the lines that begin attachments where none has a title in its line nor a section in it.

    A number over a table or a form is no more than what is printed there.
    """
    begun = {
        at: read for at, read in enumerate(numbered) if read and read.number.kind == "attachment" and ends[at]
    }
    is_titled = any(read.rest for read in begun.values())
    first = next(iter(begun), len(ends))
    has_sections = any(end for at, end in enumerate(ends) if at > first and at not in begun)
    return {} if is_titled or has_sections else begun


# ---------------------------------------------------------------- siblings


def _sequences(
    texts: Sequence[str], numbered: Sequence[Numbered | None], ends: Sequence[int]
) -> tuple[list[Siblings], list[int]]:
    """Return the sequences of a report, and the unnumbered lines that head a new beginning of the numbers.

    `ends` knows the unnumbered lines that certainly head a part.
    """
    found: list[Siblings] = []
    restarts: list[int] = []
    opened: dict[str, Siblings] = {}
    items = Items()
    for at, (text, read) in enumerate(zip(texts, numbered, strict=True)):
        is_item = items.includes(text, read, numbered[at + 1] if at + 1 < len(numbered) else None)
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
        opened[line.number.kind] = Siblings(line.number.kind, [line], frozenset(opened))
        found.append(opened[line.number.kind])
    return found, restarts


def _close(opened: dict[str, Siblings], number: SectionNumber) -> Siblings | None:
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


def _could_head(text: str, longest: int = _LONGEST_UNNUMBERED) -> bool:
    return (
        0 < len(text) <= longest
        and not text.startswith(OBJECT)  # a table
        and not NO_HEADING.search(text)
        and not _DATE_LINE.match(text)
        and not _BRACKETED.fullmatch(text)
        and not _SPEAKER.fullmatch(text)
    )
