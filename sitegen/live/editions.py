"""An archive that is being edited as it is at one moment, or as a draft shows it."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, replace
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING, TypeVar

from sitegen.errors import SitegenError, problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen import render
    from sitegen.assembly import Assembled, Inputs
    from sitegen.config import Config
    from sitegen.model import Figure, Problem, Report
    from sitegen.permanence import Settled
    from sitegen.sources import ContentFile

Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An archive as it is at one moment; `number` counts them.

    A draft has the number of the edition that it is a draft of: it shows edited reports beside what was known before.
    `assembled` is None, and `known` is what was doubtful, where all that is known is what was kept of the last time.
    """

    number: int
    config: Config
    inputs: Inputs
    assembled: Assembled | None
    held: render.Holdings
    past: Settled
    known: tuple[Problem, ...] = ()
    is_draft: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is doubtful about the archive and about what was published of it."""
        return (*self.assembled.problems, *self.past.problems) if self.assembled else self.known

    @property
    def whole(self) -> Assembled:
        """Return the archive as it was assembled.  Raises `SitegenError` (`edition-following`) while it is being worked out."""
        if self.assembled is None:
            raise SitegenError(problem("edition-following"))
        return self.assembled

    def edited(self, config: Config, inputs: Inputs) -> list[ContentFile]:
        """Return the content files that are others now, if nothing else is; none if anything is."""
        old, new = self.inputs.content, inputs.content
        others = list(compress(range(len(new)), map(is_not, old, new)))
        if (
            len(old) != len(new)
            or config != self.config
            or any(old[at].id != new[at].id for at in others)
            or replace(self.inputs, content=()) != replace(inputs, content=())
        ):
            return []
        return [new[at] for at in others if old[at] != new[at]]

    def drafted(self, inputs: Inputs, edited: Mapping[str, tuple[Report, Sequence[Figure]]]) -> Edition:
        """Return the edition with some reports in new words; links and all that is counted are those from before."""
        reports = {report_id: report for report_id, (report, _) in edited.items()}
        stated = {report_id: figures for report_id, (_, figures) in edited.items()}
        held = replace(
            self.held,
            reports=_laid_over(reports, self.held.reports),
            figures=_laid_over(stated, self.held.figures),
        )
        return replace(self, inputs=inputs, held=held, is_draft=True)


def _laid_over(new: Mapping[str, Item], known: Mapping[str, Item]) -> Mapping[str, Item]:
    """Return a mapping with some values in the place of others; nothing of it is copied, it may lie on disk."""
    before, base = known.maps if isinstance(known, ChainMap) else ({}, known)
    return ChainMap({**before, **new}, base)  # type: ignore[arg-type]  # the second is only read
