"""Paragraphs out of texts that have lost or multiplied their lines.

Two ways of spoiling a report are common: every line of the printed page became a paragraph, page numbers
between them; or the whole report became a single one.  Both are recognised by their measure over the whole
document, so that a report with sound paragraphs passes through untouched.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.errors import problem
from sitegen.numbering import RANKS, parse_number
from sitegen.reports.divide import divide, is_folded, opened_up
from sitegen.reports.part_names import with_names
from sitegen.reports.parts import PART
from sitegen.reports.printed import (
    FEW_LINES,
    INDENT,
    INNER_STOP,
    LOOSE,
    NEARLY_ALL,
    TIGHT,
    gives_away,
    indented_measure,
    measure_of,
    printed_length,
    printed_width,
)
from sitegen.reports.seams import mend
from sitegen.reports.tidy import OBJECT
from sitegen.reports.title_lines import ends_title
from sitegen.words import ENDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from sitegen.model import Paragraph, Problem
    from sitegen.numbering import Numbered
    from sitegen.reports.printed import Measure

_PAGE_NUMBER: Final = re.compile(r"[—–\-－·第\s]*\d{1,3}[—–\-－·页\s]*")
_SET_OFF: Final = re.compile(r"[—–\-－]{1,2}\s*\d{1,3}\s*[—–\-－]{1,2}")
_INNER_PAGE_NUMBER: Final = re.compile(r"(?<!\s)\s+[—–-]\s?\d{1,3}\s?[—–-](?:\s+|$)")

_GOES_ON: Final = re.compile(r"[第，、（(“《]$")
"""How a line ends that the next one goes on with, also where this looks like a number: 第|三、上半年排名第三."""

_REST: Final = re.compile(r"[^，。；]{0,6}[。；]")
"""The last word of a sentence, with which no paragraph begins."""

_OPENS: Final = re.compile(r"附件?[：:]|——(?:19|20)\d\d年")
"""How a list of annexes and the line under a title begin."""
_MOST_PAGES: Final = 2 / 3
_NAME: Final = re.compile(r"[^，。；：、]+")
_ALL: Final = range(-1, len(RANKS))
_INDENTED: Final = range(-1, RANKS["han-paren"] + 1)
"""Ranks of numbers that begin a paragraph also where all others are indented: offices set headings at the edge."""
_MOSTLY = 0.5
_LISTS: Final = re.compile("[，、]")
_LONGER = 1.3
"""How many times as long as the longest heading in a line of its own another may be."""
_TITLE_WITHIN = 4
"""Lines in which a title ends."""
_FEW_BLOCKS = 6
_SHORT = 80
"""Characters of a line that stands beside a report in one paragraph, like its title."""


def unfold(where: str, blocks: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], tuple[Problem, ...]]:
    """Return the paragraphs as they were written, and what was left out (page numbers) to make them."""
    opened = opened_up(blocks)
    notes = (problem("text-divided", where, count=len(opened)),) if len(opened) > len(blocks) else ()
    unfolded, problems = _unfolded(where, opened)
    named, count = with_names(unfolded)
    joined = (problem("lines-mended", where, count=count),) if count else ()
    return named, (*(problems or notes), *joined)


def _unfolded(where: str, blocks: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], tuple[Problem, ...]]:
    counts = {width: indented_measure(blocks, width) for width in (printed_width, printed_length)}
    width = max(counts, key=lambda width: counts[width])
    share, measure = counts[width]
    if share >= NEARLY_ALL:
        return _rejoined(where, blocks, partial(_flows, width, measure))
    if lines := measure_of(blocks):
        return _rejoined(where, blocks, partial(_continues, lines, _lined(blocks, lines)))
    if _is_folded(blocks):
        return _divided(where, blocks)
    whole, notes = _without(
        where, blocks, {at for at, each in enumerate(blocks) if _SET_OFF.fullmatch(each.text)}
    )
    mended, count = mend(whole)
    return mended, (*notes, *((problem("lines-mended", where, count=count),) if count else ()))


# ---------------------------------------------------------------- every line a paragraph


def _flows(width: Callable[[Paragraph], float], measure: int, before: Paragraph, line: Paragraph) -> bool:
    """Tell whether a line goes on with the one before: that is full, and this one not indented."""
    is_new = line.is_indented or line.text.startswith(OBJECT) or _begins(before.text, line.text, _INDENTED)
    return width(before) >= measure - LOOSE and not is_new


def _begins(before: str, line: str, ranks: range) -> bool:
    """Tell whether a line begins a numbered paragraph or heads a part, and not only with a number in the middle of a sentence."""
    if _OPENS.match(line):
        return True
    numbered = parse_number(line)
    if _GOES_ON.search(before) or (not before.endswith(ENDS) and parse_number(before) is None):
        return False
    return RANKS[numbered.number.kind] in ranks if numbered else PART.fullmatch(line) is not None


def _page_numbers(blocks: tuple[Paragraph, ...]) -> frozenset[int]:
    """Return which lines are page numbers: set off by dashes (— 3 —), or bare ones that count pages.

    A bare number by itself is the end of a line that was cut inside of a figure.
    """
    found = [at for at, block in enumerate(blocks) if _PAGE_NUMBER.fullmatch(block.text)]
    bare = [at for at in found if blocks[at].text.isdecimal()]
    counted = [at for one, at in pairwise(bare) if int(blocks[at].text) == int(blocks[one].text) + 1]
    is_counting = len(bare) > 1 and len(counted) == len(bare) - 1
    return frozenset(found if is_counting else set(found) - set(bare))


def _running_titles(blocks: tuple[Paragraph, ...], numbers: AbstractSet[int]) -> frozenset[int]:
    """Return which lines repeat the title that each page bears: a name at the head of the text, which stays, after most page numbers."""
    head = [at for at, block in enumerate(blocks[:_TITLE_WITHIN]) if at not in numbers]
    first = {blocks[at].text: at for at in reversed(head) if _NAME.fullmatch(blocks[at].text)}
    after = [at + 1 for at in numbers if at + 1 < len(blocks)]
    counts = Counter(blocks[at].text for at in after)
    running = {text for text in first if counts[text] >= max(FEW_LINES, _MOST_PAGES * len(after))}
    return frozenset(at for at in after if blocks[at].text in running and at != first[blocks[at].text])


def _rejoined(
    where: str, blocks: tuple[Paragraph, ...], continues: Callable[[Paragraph, Paragraph], bool]
) -> tuple[tuple[Paragraph, ...], tuple[Problem, ...]]:
    numbers = _page_numbers(blocks)
    lines, notes = _without(where, blocks, numbers | _running_titles(blocks, numbers))
    joined = list(lines[:1])
    for at, (before, block) in enumerate(pairwise(lines)):
        is_titled = at < _TITLE_WITHIN and ends_title(joined[-1].text) and not ends_title(block.text)
        if not is_titled and continues(before, block):
            joined[-1] = joined[-1].holding(joined[-1].text + block.text)
        else:
            joined.append(block)
    return tuple(joined), (*notes, problem("lines-rejoined", where, count=len(lines) - len(joined)))


def _without(
    where: str, blocks: tuple[Paragraph, ...], numbers: AbstractSet[int]
) -> tuple[tuple[Paragraph, ...], tuple[Problem, ...]]:
    """Return the lines of a text without those that are numbers of pages, and a word on it."""
    notes = (problem("page-lines-removed", where, count=len(numbers)),) if numbers else ()
    return tuple(block for at, block in enumerate(blocks) if at not in numbers), notes


def _lined(blocks: tuple[Paragraph, ...], lines: Measure) -> Mapping[str, float]:
    """Return the kinds of numbers whose headings stand in lines of their own (most end early, without a stop), with how long a heading may be."""
    widths: dict[str, list[float]] = {}
    for block in blocks:
        numbered = parse_number(block.text)
        if numbered and RANKS[numbered.number.kind] in _INDENTED:
            is_whole = not INNER_STOP.search(block.text)
            widths.setdefault(numbered.number.kind, []).append(
                lines.long(block.text) if is_whole else lines.full
            )
    short = {
        kind: [each for each in all_ if each < lines.full - (TIGHT if lines.is_exact else LOOSE)]
        for kind, all_ in widths.items()
    }
    return {
        kind: _LONGER * max(each)
        for kind, each in short.items()
        if len(each) >= max(FEW_LINES, _MOSTLY * len(widths[kind]))
    }


def _continues(lines: Measure, lined: Mapping[str, float], one: Paragraph, two: Paragraph) -> bool:
    """Tell whether a line goes on with the paragraph of the line before: that one is full, and no new one begins.

    What follows a heading of a kind that stands in a line of its own (`lined`) belongs to it only if it ends early too.
    """
    before, line = one.text, two.text
    numbered = parse_number(before)
    is_lined = numbered is not None and _is_lined(numbered, lines.long(before), lined)
    if is_lined and "。" in line and not _REST.match(line):
        return False
    if _ends_early(lines, before, line, numbered) or _begins(before, line, _ALL):
        return False
    looks_indented = lines.full - INDENT - 1.5 <= lines.long(line) <= lines.full - INDENT + 0.5
    if lines.is_exact or not looks_indented or _REST.match(line):
        return not line.startswith(OBJECT)
    is_small = numbered is not None and RANKS[numbered.number.kind] not in _INDENTED
    is_heading = numbered is not None and not re.search("[。，]" if is_small else "。", before)
    return not (is_heading or re.search(r"[。！？]$", before))


def _ends_early(lines: Measure, before: str, line: str, numbered: Numbered | None) -> bool:
    """Tell whether a line is too short for the next one to go on with it.

    It may lack a little of a printed line; where all are exact, only if it breaks off and no number follows.
    """
    if not lines.is_exact:
        return lines.long(before) < lines.full - LOOSE - (INDENT if numbered else 0)
    following = parse_number(line)
    may_end = numbered is not None or before.endswith(ENDS)
    is_headed = following is not None and RANKS[following.number.kind] in _INDENTED
    if may_end or (is_headed and not _GOES_ON.search(before)):
        return lines.long(before) + gives_away(line) < lines.full - TIGHT
    return len(before) < lines.full - LOOSE


def _is_lined(numbered: Numbered, width: float, lined: Mapping[str, float]) -> bool:
    """Tell whether a line of some width may be a heading in a line of its own: of the kinds that are, not much longer or a list of nothing."""
    longest = lined.get(numbered.number.kind, 0)
    return width <= longest or (longest > 0 and not _LISTS.search(numbered.rest))


# ---------------------------------------------------------------- the whole report one paragraph


def _is_folded(blocks: tuple[Paragraph, ...]) -> bool:
    """Tell whether one of a few paragraphs holds a whole report, or one of many most of the text."""
    length = sum(len(block.text) for block in blocks)
    return any(
        is_folded(block.text, is_alone=len(blocks) == 1)
        for block in blocks
        if len(blocks) <= _FEW_BLOCKS or len(block.text) > _MOSTLY * length
    )


def _divided(where: str, blocks: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], tuple[Problem, ...]]:
    divided: list[Paragraph] = []
    removed = 0
    for block in blocks:
        text, numbers = _INNER_PAGE_NUMBER.subn(" ", block.text)
        removed += numbers
        parts = divide(text) if len(text) > _SHORT or len(blocks) == 1 else (text.strip(),)
        divided += [block.holding(part) for part in parts if part]
    notes = (problem("page-lines-removed", where, count=removed),) if removed else ()
    return tuple(divided), (*notes, problem("text-divided", where, count=len(divided)))
