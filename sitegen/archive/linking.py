"""Joins what the reports bring: cross-links between clauses, and the initiatives of the archive.

Links stand in both directions, so that each passage can show its own without a search; both
directions carry the same score, grade and terms.

`link` takes what was linked before, if there is something, and does again only what a changed report
asks for: its own clauses, and the clauses that have them among their likest or now get them.  The
result is the same, to the last bit, as without a memory; a test says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.archive.gathering import Gathering
from sitegen.archive.held import awaiting as held_awaiting
from sitegen.archive.held import held
from sitegen.archive.held import spread as held_spread
from sitegen.archive.memory import (
    Links,
    clauses_among,
    lists_after,
    nothing,
    places_of,
    rows_after,
)
from sitegen.archive.neighbours import compare
from sitegen.archive.parting import parts_of
from sitegen.archive.relating import related_after
from sitegen.archive.revising import is_little, revised
from sitegen.archive.vectors import index_of
from sitegen.model import Archive, ByReport

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sitegen.archive.analysis import Analysis
    from sitegen.archive.held import Held, Put
    from sitegen.archive.memory import Part
    from sitegen.archive.relating import Spread
    from sitegen.archive.topics import Lexicon
    from sitegen.model import Report

    Ints = NDArray[np.int64]


def join(
    reports: Sequence[Report], analyses: Sequence[Analysis], lexicon: Lexicon, spread: Spread = map
) -> Archive:
    """Return the archive of reports and their analyses (of the same reports with the same lexicon, in any order).

    `spread` is as in `link`.
    """
    return archive_of(reports, link(reports, analyses, lexicon, spread=spread))


def archive_of(reports: Sequence[Report], links: Links, gathering: Gathering | None = None) -> Archive:
    """Return the archive of reports that were linked; `gathering` is one that was asked before, if there is one."""
    gathered = (gathering or Gathering()).initiatives(links.parts, links.lexicon, reports)
    return Archive(
        reports=tuple(sorted(reports, key=lambda report: report.id)),
        related=ByReport({report: some for report, some in links.related.items() if some}),
        initiatives=gathered,
    )


def link(
    reports: Sequence[Report],
    analyses: Sequence[Analysis],
    lexicon: Lexicon,
    before: Links | None = None,
    spread: Spread = map,
) -> Links:
    """Return the links of reports and their analyses (of the same reports with the same lexicon, in any order).

    `before` is what an earlier call returned, of whatever reports: what did not change since is taken from it.
    Between two calls an edited report costs what its changed clauses are compared with, not the archive.  `spread` has a
    function applied to many pieces of work, and gives the results in order, as `map` does.
    """
    clean = nothing(lexicon, len(reports))
    if before is None or before.lexicon != lexicon or before.size != clean.size:
        before = clean
    parts = parts_of(before, reports, analyses)
    places = places_of(before.parts, parts)
    held, is_changed = (revised if is_little(before, parts) else _laid_out)(before, parts, places)
    links = replace(before, parts=parts, held=held, related={})
    links.related.update(related_after(before, links, places, is_changed, spread))
    return links


def awaiting(links: Links) -> Links:
    """Return links with what the first edit after them is looked up by, so that it need not be made then."""
    return replace(links, held=held_awaiting(links.held))


def spread(links: Links, before: Links | None, put: Put) -> Links:
    """Return links with their large columns where `put` has them, unless they are still those of `before`.

    `put` returns arrays that equal those it is given.
    """
    is_same = before is not None and before.held.rows is links.held.rows
    return links if is_same else links.spread(held_spread(links.held, put), put)


def _laid_out(before: Links, parts: Sequence[Part], places: Ints) -> tuple[Held, NDArray[np.bool_]]:
    """Return rows and lists laid out anew, and the rows whose lists are others now."""
    rows, lists = before.held.flat()
    rows = rows_after(before, rows, parts, places)
    lists, is_fresh, has_lost = lists_after(lists, before.size.used, places, clauses_among(parts))
    index = index_of(rows, len(before.lexicon.topics))
    compare(rows, index, lists, is_fresh)
    is_changed = is_fresh | has_lost | lists.others.is_touched | lists.own.is_touched
    return held(rows, lists, index), is_changed
