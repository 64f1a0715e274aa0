"""A part of the pipeline: what reports state, each office laid beside itself year on year, and the words they share.

Everything here is asked of the cache report by report or pair by pair, so an edit costs what it changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from sitegen import archive, render
from sitegen.archive import figures
from sitegen.sources import CORRECTIONS_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.archive import Analysis, Lexicon, Sharing
    from sitegen.cache import Memory
    from sitegen.model import Archive, Figure, FigurePair, Problem, Report, YearOnYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The figures of a report as the keeper corrected them, and what is doubtful about them."""

    figures: tuple[Figure, ...]
    doubts: tuple[Problem, ...]


def stated(report: Report, corrections: str) -> Stated:
    """Return what a report states; `corrections` is the text of that file of the keeper, "" if there is none."""
    found, where = figures.extract(report), f"{report.id}{CORRECTIONS_SUFFIX}"
    parsed = figures.parse_corrections(where, corrections) if corrections else ()
    corrected = figures.apply(found, parsed)
    doubts = (*figures.unused(where, found, parsed), *figures.contradictions(corrected))
    return Stated(figures=corrected, doubts=doubts)


def compared(
    joined: Archive,
    analyses: Sequence[Analysis],
    found: Sequence[Stated],
    lexicon: Lexicon,
    cache: Memory,
    sharing: Sharing,
) -> Archive:
    """Return the archive with each office year on year, and what reports have in the same words.

    `analyses` and `found` are those of its reports, in their order; `sharing` tells which of them may share words.
    """
    prints = tuple(cache.map(archive.fingerprints, [(report,) for report in joined.reports]))
    shared = cache.map(archive.shared_words, sharing.reports_in_common(joined.reports, prints))
    return replace(
        joined,
        years=tuple(_years(joined.reports, analyses, found, lexicon, cache)),
        reuses=archive.longest(chain.from_iterable(shared)),
    )


def _years(
    reports: tuple[Report, ...],
    analyses: Sequence[Analysis],
    found: Sequence[Stated],
    lexicon: Lexicon,
    cache: Memory,
) -> Iterator[YearOnYear]:
    number = {report.id: at for at, report in enumerate(reports)}
    pairs = [(number[older], number[newer]) for older, newer in render.successions(reports)]
    texts = [(reports[older], reports[newer], analyses[older], analyses[newer]) for older, newer in pairs]
    figures_of = [(reports[older], reports[newer], found[older], found[newer]) for older, newer in pairs]
    compared_texts = cache.map(archive.year_on_year, texts, shared=(lexicon,))
    for years, both in zip(compared_texts, cache.map(figure_pairs, figures_of), strict=True):
        yield replace(years, figures=both)


def figure_pairs(older: Report, newer: Report, before: Stated, after: Stated) -> tuple[FigurePair, ...]:
    """Return what both reports state of one indicator."""
    return archive.figure_pairs((older, newer), (before.figures, after.figures))
