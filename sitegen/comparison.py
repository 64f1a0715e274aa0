"""A part of the pipeline: what reports state, each office laid beside itself year on year, and the words they share.

Everything here is asked of the cache report by report or pair by pair, so an edit costs what it changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from sitegen import archive
from sitegen.archive import figures
from sitegen.model import Deferred, YearOnYear
from sitegen.sources import CORRECTIONS_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sitegen.archive import Analysis, Lexicon, Reusing
    from sitegen.cache import Memory
    from sitegen.model import Archive, Figure, Problem, Report

    Successions = Callable[[tuple[Report, ...]], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The figures of a report as the keeper corrected them, and what is doubtful about them."""

    figures: Sequence[Figure]
    doubts: tuple[Problem, ...]


def stated(report: Report, corrections: str) -> Stated:
    """Return what a report states; `corrections` is the text of that file of the keeper, "" if there is none."""
    found, where = figures.extract(report), f"{report.id}{CORRECTIONS_SUFFIX}"
    parsed = figures.parse_corrections(where, corrections) if corrections else ()
    corrected = figures.apply(found, parsed)
    doubts = (*figures.unused(where, found, parsed), *figures.contradictions(corrected))
    return Stated(figures=corrected, doubts=doubts)


def compared(  # noqa: PLR0913, PLR0917 - reports by what is known of them
    joined: Archive,
    analyses: Sequence[Analysis],
    found: Sequence[Stated],
    lexicon: Lexicon,
    memory: Memory,
    reusing: Reusing,
    successions: Successions,
) -> Archive:
    """Return the archive with each office year on year, and what reports have in the same words.

    `analyses` and `found` are those of its reports, in their order; `reusing` tells what they share,
    `successions` which follow one another.
    """
    prints = tuple(memory.map(archive.fingerprints, list(zip(joined.reports, strict=True))))
    return replace(
        joined,
        years=_years(joined.reports, analyses, found, successions(joined.reports), lexicon, memory),
        reuses=reusing.reuses(joined.reports, prints, partial(memory.map, archive.shared_words)),
    )


def _years(
    reports: tuple[Report, ...],
    analyses: Sequence[Analysis],
    found: Sequence[Stated],
    successions: Iterable[tuple[str, str]],
    lexicon: Lexicon,
    memory: Memory,
) -> tuple[YearOnYear, ...]:
    number = {report.id: at for at, report in enumerate(reports)}
    older_and_newer = [[number[report] for report in some] for some in zip(*successions, strict=True)]
    columns = (reports, analyses, found)
    calls = list(
        zip(
            *(map(column.__getitem__, places) for column in columns for places in older_and_newer),
            strict=True,
        )
    )
    return tuple(memory.map(year_on_year, calls, shared=(lexicon,)))


def year_on_year(  # noqa: PLR0913, PLR0917 - both reports by what is known of them
    older: Report,
    newer: Report,
    older_analysis: Analysis,
    newer_analysis: Analysis,
    before: Stated,
    after: Stated,
    lexicon: Lexicon,
) -> YearOnYear:
    """Compare two reports of one office: their words, and what both state of one indicator."""
    years = archive.year_on_year(older, newer, older_analysis, newer_analysis, lexicon)
    return replace(years, figures=archive.figure_pairs((older, newer), (before.figures, after.figures)))


def year_on_year_later(older: Report, newer: Report, *others: Any) -> YearOnYear:  # noqa: ANN401 - those of `year_on_year`
    """Return what `year_on_year` returns; it is worked out when somebody looks at it."""
    found = cache(partial(year_on_year, older, newer, *others))
    parts: dict[str, Any] = {
        name: Deferred(partial(_part_of, found, name)) for name in ("aligned", "added", "dropped", "figures")
    }
    return YearOnYear(older=older.id, newer=newer.id, **parts)


def _part_of(found: Callable[[], YearOnYear], name: str) -> tuple[Any, ...]:
    return tuple(getattr(found(), name))
