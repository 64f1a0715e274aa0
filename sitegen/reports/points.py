"""Points that were paragraphs (一是……。二是……。 or 第一，……。第二，……。, ——……。——……。) in a text that has lost its line breaks.

Points within a paragraph are short; those that a report numbers so instead of using （一） are as long as paragraphs, and
begin with a short sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.numbering import parse_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

_POINT: Final = re.compile(
    r"(?:(?<=[。！；：:”）])|^)(?:(十?[一二三四五六七八九]|十)([是要])(?=[^不否][^。；\n]{2,46}。)"
    r"|第(十?[一二三四五六七八九]|十)(，)(?=[^。；\n]{2,46}。))"
)
_MARKED: Final = re.compile(r"(?<=[。；：！？”）\s])(?=([★●◆■▲])(?![★●◆■▲\d]))")
_DASHED: Final = re.compile(r"(?<=。)(?=——(?!—|摘自|引自|选自|出自|[^，。\n]{2,8}。))")
"""A dash right after a sentence, and not one before who said it."""
_HEADED: Final = re.compile(
    r"(?m)^((?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。；：—\n]{2,40})(?=——[^—])"
)
"""A heading right before the first of several points with a dash."""
_OVER_MARKS: Final = re.compile(
    r"(?m)^([一二三四五六七八九十]{1,3}、[^。；：★●◆■▲\n]{2,40})(?=([★●◆■▲])(?![★●◆■▲\d]))"
)
"""A heading right before the first of several points with another mark."""
_FEWEST_MARKS: Final = 2
_FEWEST_DASHES: Final = 3
_FEWEST: Final = 3
_SHORTEST: Final = 150
"""Characters of a point that is a paragraph."""


def before_points(text: str) -> str:
    """Put line breaks before the points of a text that are paragraphs; nothing is done to points on several lines."""
    return "\n".join(map(_divided, _before_marks(text).split("\n")))


def _before_marks(text: str) -> str:
    """Put line breaks before the marks of a list (★, ●, ——), where several stand in a text, of dashes more of them right after sentences."""
    counts = Counter(_MARKED.findall(text))
    marks = {mark for mark, count in counts.items() if count >= _FEWEST_MARKS}
    text = _MARKED.sub(lambda at: "\n" if at[1] in marks else "", text)
    text = _OVER_MARKS.sub(lambda at: f"{at[1]}\n" if at[2] in marks else at[1], text)
    after = len(_DASHED.findall(text))
    if after and after + len(_HEADED.findall(text)) >= _FEWEST_DASHES:
        text = _HEADED.sub(r"\1\n", _DASHED.sub("\n", text))
    return text


def _divided(line: str) -> str:
    starts = [0, *(at for run in _runs(line) if _are_paragraphs(run) for at in run), len(line)]
    return "\n".join(part for one, two in pairwise(starts) if (part := line[one:two]))


def _are_paragraphs(run: list[int]) -> bool:
    return len(run) >= _FEWEST and all(two - one >= _SHORTEST for one, two in pairwise(run))


def _runs(line: str) -> Iterator[list[int]]:
    """Yield where the points stand that count on from one with one word: 一是, 二是; 一要, 二要; 第一，, 第二，."""
    run: list[int] = []
    word = ""
    for match in _POINT.finditer(line):
        value = parse_numeral(match[1] or match[3])
        kind = match[2] or match[4]
        if value == len(run) + 1 and (kind == word or not run):
            run.append(match.start())
        else:
            yield run
            run = [match.start()] if value == 1 else []
        word = kind
    yield run
