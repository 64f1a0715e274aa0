"""The promise kept: before an index is handed out, it must find what is printed.

The files are read back and asked as the browser asks them, by pairs of characters: for every
heading, and for strings drawn from the passages.  The draw is seeded from the content, so that two
builds ask the same.  Each pair is read once, however many strings have it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sitegen import words
from sitegen.errors import SitegenError, problem
from sitegen.search.columns import bases
from sitegen.search.reading import Index
from sitegen.search.terms import BODY, HEADING, HEADING_PAIRS, LEAD, TEXT_PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.search.terms import ReportTerms

SAMPLES: Final = 2000
LONGEST: Final = 12
IN_TEXT: Final = (LEAD, BODY, TEXT_PAIRS)
IN_HEADING: Final = (HEADING, HEADING_PAIRS)


def prove(analysed: tuple[ReportTerms, ...], blocks: Mapping[str, bytes]) -> None:
    """Raise `SitegenError` if a heading or a drawn string is not found where it stands."""
    asked: dict[tuple[str, tuple[int, ...]], dict[int, str]] = defaultdict(dict)
    for text, entry, fields in _samples(analysed):
        for pair in pairs_of(text):
            asked[pair, fields][entry] = text
    index = Index(blocks)
    for (pair, fields), entries in asked.items():
        missed = entries.keys() - index.holding(pair, fields)
        if missed:
            raise SitegenError(problem("search-failed", text=entries[min(missed)]))


def pairs_of(text: str) -> list[str]:
    """Return what an entry must have to come into question for `text`: the pairs of its runs."""
    pairs = []
    for run in words.runs(words.fold(text)):
        pairs += [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return pairs


def _samples(analysed: tuple[ReportTerms, ...]) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    """Yield strings, the number of an entry that has it, and the fields it stands in."""
    numbered = [
        (number, entry, report)
        for report, base in zip(analysed, bases(analysed), strict=False)
        for number, entry in enumerate(report.entries, base)
    ]
    for number, entry, report in numbered:
        if entry.section >= 0:
            yield report.sections[entry.section].heading, number, IN_HEADING
    draw = random.Random(len(numbered))  # noqa: S311 - a sample, not a secret
    with_text = [(number, entry.text) for number, entry, _ in numbered if entry.text]
    for number, text in draw.choices(with_text, k=SAMPLES if with_text else 0):
        start = draw.randrange(len(text))
        yield text[start : start + draw.randint(1, LONGEST)], number, IN_TEXT
