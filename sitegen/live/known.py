"""What is known of an archive from one edit to the next, and how it is written so that the next preview goes on from it.

Each part finds by itself what changed since it was asked the last time, by the very objects.  So all of it is written
together, and read together: what one part has of another stays the same object.  Content files are not written but
named; a report whose file is another now is as if it had been edited while the preview ran.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from sitegen import archive, permanence
from sitegen.archive import figures
from sitegen.assembly import load_report, placed
from sitegen.comparison import stated, year_on_year, year_on_year_later
from sitegen.live.lookups import Kinship

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.live.recall import Recall

_FUNCTIONS: Final = (
    load_report,
    permanence.missing_anchors,
    permanence.with_moves,
    archive.analyse,
    stated,
    placed,
    archive.fingerprints,
    year_on_year,
)
"""What an update asks for, report by report or pair by pair."""
LATER: Final = {year_on_year: year_on_year_later}
"""What is worked out when somebody looks at it, and by what."""
MANY: Final = {archive.shared_words: 400}
"""Pairs of reports that are compared at once: to compare two costs less than to write them out for the cache."""


@dataclass(kw_only=True)
class Known:
    """What functions returned, and what is counted, linked and gathered by difference; `links` None before the first time."""

    recall: Recall
    tally: figures.Tally = field(default_factory=figures.Tally)
    gathering: archive.Gathering = field(default_factory=archive.Gathering)
    reusing: archive.Reusing = field(default_factory=archive.Reusing)
    links: archive.Links | None = None

    @cached_property
    def kin(self) -> Kinship:
        """Return the indicators of figures."""
        return Kinship(self.tally)

    def values(self) -> Iterator[object]:
        """Yield what is known as values to be written one after the other."""
        yield from self.recall.tables(_FUNCTIONS)
        yield self.links and archive.awaiting(self.links), self.gathering
        yield self.tally
        yield self.reusing


def restored(values: Iterator[Any], recall: Recall) -> Known:
    """Return what `Known.values` gave, found by `recall` from now on.  Raises what `values` raises."""
    *tables, (links, gathering), tally, reusing = values
    recall.restore(tables)
    return Known(recall=recall, links=links, gathering=gathering, tally=tally, reusing=reusing)
