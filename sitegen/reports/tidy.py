"""Undo what a PDF or a web form did to the lines of a text, and nothing else.

Only blanks, list dashes and line breaks are touched; no printed character is added or removed.
Text copied out of a PDF gives itself away (dashes before section numbers, blanks at a steady
distance: the lines of the page); only there are paragraphs joined, because elsewhere a paragraph
without a full stop is simply one that lost its full stop.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.errors import problem
from sitegen.numbering import parse_number
from sitegen.words import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Paragraph, Problem

_DASH: Final = re.compile(r"[-*•][ \t\u3000]+")
_BLANKS: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")
_NARROW: Final = re.compile(r"[0-9A-Za-z%.\"'+/-]")
_LATIN: Final = re.compile(r"[0-9A-Za-z]")
_NUMBERED: Final = re.compile(r"(?:附件|(?:典型)?案例)?\d+(?:[.．]\d+)*")
_PUNCTUATION: Final = re.compile(r"[,，、。;；:：!！?？()（）《》“”]")
_LABEL: Final = re.compile(r"[\u4e00-\u9fff]{2,6}[：:]")
_BULLET: Final = re.compile(r"[★☆●○◆◇■□▲△►▶※·•—-]{1,2}")
_SPACED_OUT: Final = re.compile(r"[\u4e00-\u9fff](?:\s{1,4}[\u4e00-\u9fff]){1,3}")
_SPEAKER: Final = re.compile(
    r"[^，。；\s]{0,30}(?:长|主任|书记|主席)\s{1,4}[\u4e00-\u9fff](?:\s{0,2}[\u4e00-\u9fff]){1,3}"
)

OBJECT: Final = "\ufffc"
"""Stands at the start of a paragraph for what is no text (a table), so that nothing is joined over it."""

_MIN_DASHES = 2
_MIN_WRAPS = 6
_LONG = 40
"""A paragraph cut by a page break is longer than any heading (characters)."""
_PITCH: Final = range(20, 46)
"""Characters on a line: 28 on the page of GB/T 9704-2012, and what offices make of it."""
_SLACK = 2
_MOST_LINES = 4


def tidy(where: str, blocks: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], tuple[Problem, ...]]:
    """Return the paragraphs with dashes, wrap blanks and page breaks undone, and what was done or doubtful."""
    dashes = sum(1 for block in blocks if _is_dashed(block.text))
    undashed = tuple(
        _with_text(block, _DASH.sub("", block.text, count=1)) if _is_dashed(block.text) else block
        for block in blocks
    )
    pitch, wraps = _line_pitch(undashed)
    spaced, problems = _without_blanks(where, undashed, pitch)
    if dashes >= _MIN_DASHES or wraps >= _MIN_WRAPS:
        spaced, joins = _joined(where, spaced)
        problems = (*problems, *joins)
    return spaced, problems


def _with_text(block: Paragraph, text: str) -> Paragraph:
    return block.holding(text.strip())


def _is_dashed(text: str) -> bool:
    match = _DASH.match(text)
    return match is not None and parse_number(text[match.end() :]) is not None


# ---------------------------------------------------------------- blanks


def _gaps(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, class) of each run of blanks inside a text: `latin` keep, `mixed` drop, `han` depends."""
    for match in _BLANKS.finditer(text):
        before, after = text[match.start() - 1], text[match.end()]
        if _NUMBERED.fullmatch(text, 0, match.start()) and parse_number(text):
            continue  # 1 总则, 1.1 目的, 附件1 任务表
        if _PUNCTUATION.match(before) and not _LATIN.match(after):
            kind = "wrap"
        else:
            latin = bool(_LATIN.match(before)), bool(_LATIN.match(after))
            kind = "latin" if all(latin) else "mixed" if any(latin) else "han"
        yield match.start(), match.end(), kind


def _width(text: str) -> float:
    """Return the width of printed text in Han characters; blanks have none."""
    printed = _BLANKS.sub("", text)
    return len(printed) - 0.5 * len(_NARROW.findall(printed))


def _line_pitch(blocks: tuple[Paragraph, ...]) -> tuple[int, int]:
    """Return the commonest distance between blanks inside Han text, and how often it occurs (0, 0 if never)."""
    distances: Counter[int] = Counter()
    for block in blocks:
        starts = [start for start, _, kind in _gaps(block.text) if kind in {"han", "wrap"}]
        for one, two in pairwise(starts):
            distances[round(_width(block.text[one:two]))] += 1
    likely = [(count, -pitch) for pitch, count in distances.items() if pitch in _PITCH]
    if not likely:
        return 0, 0
    count, pitch = max(likely)
    return -pitch, count + 1


def _without_blanks(
    where: str, blocks: tuple[Paragraph, ...], pitch: int
) -> tuple[tuple[Paragraph, ...], tuple[Problem, ...]]:
    cleaned: list[Paragraph] = []
    removed = 0
    for block in blocks:
        wraps = _wraps(block.text, pitch)
        drop = [gap for gap in _gaps(block.text) if gap[2] in {"mixed", "wrap"} or gap[0] in wraps]
        removed += len(drop)
        text = block.text
        for start, end, _ in reversed(drop):
            text = text[:start] + text[end:]
        cleaned.append(_with_text(block, text))
    notes = (problem("spaces-removed", where, count=removed),) if removed else ()
    return tuple(cleaned), notes


def kept_blanks(text: str) -> tuple[tuple[int, int], ...]:
    """Return where blanks stand between Chinese characters of a tidied text that printers may not have set: start, end."""
    return tuple(
        (start, end) for start, end, kind in _gaps(text) if kind == "han" and not _is_wanted(text, start, end)
    )


def _is_wanted(text: str, start: int, end: int) -> bool:
    """Tell whether a blank is one that printers set: after a section number or a bullet, before a label or the name of who speaks, in a spaced-out word."""
    numbered = parse_number(text)
    words = numbered.rest if numbered else text
    is_set = end <= len(text) - len(words) or _BULLET.fullmatch(text, 0, start) or _LABEL.match(text, end)
    return bool(is_set or _SPACED_OUT.fullmatch(words) or _SPEAKER.fullmatch(text))


def _wraps(text: str, pitch: int) -> set[int]:
    """Return the blanks inside Han text that stand where lines of the page ended: at line distance from another.

    Only near neighbours are compared: lines follow one another.
    """
    if not pitch:
        return set()
    starts = [start for start, _, kind in _gaps(text) if kind in {"han", "wrap"}]
    found: set[int] = set()
    for reach in range(1, _MOST_LINES + 1):
        for one, two in zip(starts, starts[reach:], strict=False):
            distance = _width(text[one:two])
            if any(abs(distance - lines * pitch) <= _SLACK * lines for lines in range(1, _MOST_LINES + 1)):
                found |= {one, two}
    return found


# ---------------------------------------------------------------- page breaks


def _joined(where: str, blocks: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], tuple[Problem, ...]]:
    joined: list[Paragraph] = []
    problems: list[Problem] = []
    for block in blocks:
        if joined and _is_cut(joined[-1].text, block.text):
            left = joined.pop()
            place = f"{left.text[-8:]}|{block.text[:8]}"
            problems.append(problem("line-joined", where, block.line, place=place))
            joined.append(_with_text(left, left.text + _seam(left.text, block.text) + block.text))
        else:
            joined.append(block)
    return tuple(joined), tuple(problems)


def _is_cut(left: str, right: str) -> bool:
    """Tell whether a page break cut a paragraph in two: it is long, does not end, and no new section begins."""
    is_open = not left.endswith(ENDS) or left.count('"') % 2 == 1
    return len(left) >= _LONG and is_open and not right.startswith(OBJECT) and parse_number(right) is None


def _seam(left: str, right: str) -> str:
    return (
        " "
        if _LATIN.match(left[-1]) and _LATIN.match(right[0]) and not (left[-1] + right[0]).isdecimal()
        else ""
    )
