"""What reports state of an initiative: the figures in the clauses that tell of it, as far as they are about it.

A clause may report three undertakings with a number each.  A figure belongs to an initiative that its indicator
names; where no indicator of a clause names any and the clause tells of a single initiative, its figures are about that
one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from sitegen.model import Deferred

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.archive.topics import Lexicon
    from sitegen.model import Archive, Figure


def with_stated(archive: Archive, lexicon: Lexicon) -> Archive:
    """Return an archive whose initiatives have the figures that are stated of them, in the order of the archive.

    They are looked for, of all initiatives at once, when somebody looks at those of one.
    """
    stated = cache(partial(_stated, archive, lexicon))
    initiatives = (
        replace(initiative, figures=Deferred(partial(_of, stated, initiative.id)))
        for initiative in archive.initiatives
    )
    return replace(archive, initiatives=tuple(initiatives))


def _of(stated: Callable[[], dict[str, tuple[Figure, ...]]], initiative: str) -> tuple[Figure, ...]:
    return stated().get(initiative, ())


def _stated(archive: Archive, lexicon: Lexicon) -> dict[str, tuple[Figure, ...]]:
    """Return the figures that are stated of each initiative, by its id."""
    told: dict[tuple[str, str], list[str]] = defaultdict(
        list
    )  # plain texts are found several times as fast as places
    for initiative in archive.initiatives:
        for ref in initiative.members:
            told[ref.report, ref.anchor].append(initiative.id)

    stated: dict[str, list[Figure]] = defaultdict(list)
    for place, some in groupby(archive.figures, key=attrgetter("report", "anchor")):
        if told_here := told.get(place):
            figures = tuple(some)
            for each in told_here:
                own = [figure for figure in figures if each in lexicon.named(figure.indicator)]
                stated[each] += own or (figures if len(told_here) == 1 else ())
    return {each: tuple(some) for each, some in stated.items()}
