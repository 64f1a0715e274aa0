"""Reports → Archive: which passages report the same undertaking, and what undertakings there are.

`analyse` looks at one report by itself, `join` at all of them together, `assemble` does both.  The
two steps are apart so that a build can keep the first, which is most of the work, for reports that
did not change.

How links are made, and why: `analysis` (what of a clause is compared), `topics` (the lexicons of
initiatives and themes), `grams` (texts as weighted terms), `pairs` (scores, and which pairs are kept),
`reasons` (the words that explain a link).  Better no link than a wrong one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.archive.analysis import Analysis, analyse
from sitegen.archive.linking import join

if TYPE_CHECKING:
    from sitegen.model import Archive, Report

__all__ = ["Analysis", "analyse", "assemble", "join"]


def assemble(reports: tuple[Report, ...]) -> Archive:
    """Return the archive of `reports`, sorted by id, with cross-links (in both directions) and initiatives."""
    return join(reports, tuple(analyse(report) for report in reports))
