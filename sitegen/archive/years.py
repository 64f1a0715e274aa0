"""One office year on year: which clauses go on, what is new, what is not mentioned any more, which figures both state.

Two reports are compared by themselves, with the weights of the shipped frequencies and no word of the rest of the
archive, so that the result stays as it is when other reports come, and can be cached by what went in.

A clause goes on with the one of the older report that is most like it, by the cosine of their terms and the
topics that both name; both may be split or joined from year to year, so several may go on with one.  All
clauses that report something take part, however short: only thanks and slogans are not new or dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

from sitegen.archive.dividing import BREAK
from sitegen.archive.figures import indicators
from sitegen.archive.fingerprints import letters
from sitegen.archive.grams import COLUMNS, UNIT, grams
from sitegen.model import Aligned, FigurePair, YearOnYear

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sitegen.archive.analysis import Analysis
    from sitegen.archive.clauses import ClauseAnalysis
    from sitegen.archive.topics import Lexicon
    from sitegen.model import Figure, Report

_SHORTEST: Final = 8
_NUMBER: Final = re.compile("[0-9]+(?:[.,][0-9]+)*")
_LEAST: Final = 0.3
"""From which score on a clause goes on with another."""
_BONUS: Final = {"initiative": 0.2, "theme": 0.06}
"""What a pair of clauses gets for topics of each kind that both name, however many."""


def year_on_year(
    older: Report, newer: Report, older_analysis: Analysis, newer_analysis: Analysis, lexicon: Lexicon
) -> YearOnYear:
    """Compare the words of two reports of one office, given their analyses: pure, to be cached by all of them.

    The figures of both, which are compared by themselves (`figure_pairs`), are left out.
    """
    before, after = (
        [clause for clause in each.clauses if clause.is_telling] for each in (older_analysis, newer_analysis)
    )
    scores = _scores(after, before, lexicon)
    aligned = tuple(_aligned((older, newer), before, after, scores))
    goes_on = {each.newer for each in aligned}
    is_left = scores.max(axis=0, initial=0) < _LEAST
    return YearOnYear(
        older=older.id,
        newer=newer.id,
        aligned=aligned,
        added=tuple(clause.anchor for clause in after if clause.anchor not in goes_on),
        dropped=tuple(clause.anchor for clause, left in zip(before, is_left, strict=True) if left),
    )


def _scores(
    after: Sequence[ClauseAnalysis], before: Sequence[ClauseAnalysis], lexicon: Lexicon
) -> NDArray[np.float32]:
    """Return how like each clause of the newer report (rows) is to each of the older (columns)."""
    clauses = (*after, *before)
    texts = grams([_compared(clause) for clause in clauses], keys=0)
    cells = (texts.weights / UNIT, (texts.rows, texts.columns))
    rows = sparse.csr_matrix(cells, shape=(len(clauses), COLUMNS), dtype=np.float32)
    scores = (rows[: len(after)] @ rows[len(after) :].T).toarray()
    for kind, bonus in _BONUS.items():
        ours, theirs = (
            [
                {each.topic for each in clause.mentions if lexicon.by_id[each.topic].kind == kind}
                for clause in some
            ]
            for some in (after, before)
        )
        shared = [[bool(one & other) for other in theirs] for one in ours]
        scores += bonus * np.array(shared, dtype=np.float32).reshape(scores.shape)
    result: NDArray[np.float32] = scores
    return result


def _compared(clause: ClauseAnalysis) -> str:
    """Return what of a clause is compared: its substance, or all its words where that is next to nothing."""
    substance = clause.substance
    return substance if len(substance) >= _SHORTEST else _NUMBER.sub("", clause.text.replace(BREAK, ""))


def _aligned(
    reports: tuple[Report, Report],
    before: Sequence[ClauseAnalysis],
    after: Sequence[ClauseAnalysis],
    scores: NDArray[np.float32],
) -> Iterator[Aligned]:
    if not scores.size:
        return
    older, newer = map(_words, reports)
    for clause, best, score in zip(after, scores.argmax(axis=1), scores.max(axis=1), strict=True):
        if score >= _LEAST:
            other = before[best].anchor
            is_verbatim = newer[clause.anchor] == older[other]
            yield Aligned(newer=clause.anchor, older=other, is_verbatim=is_verbatim)


def _words(report: Report) -> dict[str, str]:
    """Return the letters of each clause by its anchor."""
    return {
        clause.anchor: letters(passage.clause_text(clause))
        for _, passage in report.walk_passages()
        for clause in passage.clauses
    }


def figure_pairs(
    reports: tuple[Report, Report], figures: tuple[Sequence[Figure], Sequence[Figure]]
) -> tuple[FigurePair, ...]:
    """Return what both state of one indicator for their own years, in the order of the newer report."""
    order = {figure: at for at, figure in enumerate(figures[1])}
    found = []
    for indicator in indicators(reports, figures):
        for series in indicator.series:
            own = {
                figure.report: figure
                for figure in series.figures
                for report in reports
                if figure.report == report.id and figure.period in {"", str(report.meta.year)}
            }
            if len(own) == len(reports):
                older, newer = (own[report.id] for report in reports)
                found.append(FigurePair(indicator=indicator.name, older=older, newer=newer))
    return tuple(sorted(found, key=lambda pair: order[pair.newer]))
