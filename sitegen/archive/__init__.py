"""Reports → Archive: which passages report the same undertaking, and what undertakings there are.

`analyse` looks at one report by itself, `join` at all of them together, `assemble` does both.  The two
steps are apart so that a build can keep the first for reports that did not change.  Where one archive is
joined again and again, `link` takes what it returned before and does only what a change asks for, and
`archive_of` makes the archive of its `Links`; the result is that of `join`.  All are given the lexicon of
initiatives and themes: `shipped()`, or that of a keeper.

How links are made, and why: `forms` (what a clause does), `analysis` and `dividing` (what of it is compared), `clauses` (how that is kept), `topics` (the lexicons of
initiatives and themes; `torn`: what is no mention of one), `grams` and `vectors` (clauses as weighted terms), `circles` (whose neighbours come first),
`neighbours` (the likest of each), `pairs` (which of them are kept), `memory` (what a change leaves as it was), `held`,
`revising` and `likest` (an edit among thousands), `reasons` (what explains a link: what both name, told by `naming`, and
`phrases` that both print, `telling` words in them, told as `wholes` with free `edges`), `labels` (whether it is the same undertaking), `programmes` and `discovery` (initiatives that the lexicon lacks), `gathering` (the initiatives of an
archive).  Better no link than a wrong one.  The
keeper's word goes before all of it: `namings` (initiatives), `verdicts` (links).

What reports state of an initiative: `stated`.  What is laid side by side: `years` (one office year on year),
`reuse` (words that stand in another report as well).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.archive.analysis import Analysis, analyse
from sitegen.archive.clauses import Clauses
from sitegen.archive.fingerprints import Fingerprints, fingerprints
from sitegen.archive.gathering import Gathering
from sitegen.archive.linking import archive_of, awaiting, join, link, spread
from sitegen.archive.memory import Links
from sitegen.archive.namings import (
    NAMINGS,
    Naming,
    as_named,
    lexicon_of,
    merged,
    parse_namings,
    unknown_initiatives,
)
from sitegen.archive.reuse import Reusing, reuses, shared_words
from sitegen.archive.stated import with_stated
from sitegen.archive.topics import Lexicon, shipped
from sitegen.archive.verdicts import VERDICTS, Verdict, add_verdict, judged, parse_verdicts, unused_verdicts
from sitegen.archive.years import figure_pairs, year_on_year

if TYPE_CHECKING:
    from sitegen.model import Archive, Report

__all__ = [
    "NAMINGS",
    "VERDICTS",
    "Analysis",
    "Clauses",
    "Fingerprints",
    "Gathering",
    "Lexicon",
    "Links",
    "Naming",
    "Reusing",
    "Verdict",
    "add_verdict",
    "analyse",
    "archive_of",
    "as_named",
    "assemble",
    "awaiting",
    "figure_pairs",
    "fingerprints",
    "join",
    "judged",
    "lexicon_of",
    "link",
    "merged",
    "parse_namings",
    "parse_verdicts",
    "reuses",
    "shared_words",
    "shipped",
    "spread",
    "unknown_initiatives",
    "unused_verdicts",
    "with_stated",
    "year_on_year",
]


def assemble(reports: tuple[Report, ...], lexicon: Lexicon | None = None) -> Archive:
    """Return the archive of `reports`, sorted by id, with cross-links (in both directions) and initiatives.

    Without a lexicon it is made with the shipped one.
    """
    lexicon = lexicon or shipped()
    return join(reports, tuple(analyse(report, lexicon) for report in reports), lexicon)
