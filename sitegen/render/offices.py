"""The pages of two offices side by side, by initiative; `nearest` says which pairs have one."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.model import Ref
from sitegen.render.figures import with_qualifier
from sitegen.render.initiatives import initiative_link
from sitegen.render.nearest import COMPARISONS, Offices
from sitegen.render.views import Group, OfficesRow, OfficesView, Page, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Figure, Initiative
    from sitegen.render.holdings import Holdings

_MOST_FIGURES: Final = 4


class _Said(NamedTuple):
    """What an office says of an initiative, and by what the best place is chosen: the least `rank` is."""

    rank: tuple[int, bool, int]
    ref: Ref
    places: int


def offices_pages(held: Holdings, pairs: Sequence[Offices]) -> Iterator[Page]:
    """Yield the pages of pairs of offices."""
    shown = {shelf.folder for pair in pairs for shelf in (pair.left, pair.right)}
    said = said_by(held, shown)
    for pair in pairs:
        both: list[tuple[str, OfficesRow]] = []
        alone: dict[bool, list[OfficesRow]] = {True: [], False: []}
        for initiative in held.initiatives:
            left, right = (said[shelf.folder].get(initiative.id) for shelf in (pair.left, pair.right))
            row = OfficesRow(initiative=initiative_link(initiative), left=left, right=right)
            if left and right:
                both.append((initiative.field, row))
            elif left or right:
                alone[left is not None].append(row)
        both.sort(key=lambda each: (each[0], each[1].initiative.page))
        content = OfficesView(
            left=pair.left.link(),
            right=pair.right.link(),
            both=tuple(
                Group(title=field, items=tuple(row for _, row in same))
                for field, same in groupby(both, key=lambda each: each[0])
            ),
            only_left=tuple(alone[True]),
            only_right=tuple(alone[False]),
            count=len(both),
        )
        yield Page(
            path=pair.page,
            template="comparison_offices.html",
            part=COMPARISONS,
            title=f"{pair.left.name} · {pair.right.name}",
            content=content,
        )


def said_by(held: Holdings, folders: set[str]) -> dict[str, dict[str, Side]]:
    """Return what some offices (by their folders) say of each initiative (by its id): their newest words, those with figures first."""
    stated = _stated(held.initiatives)
    found: dict[str, dict[str, Side]] = {folder: {} for folder in folders}
    for (folder, initiative), said in _best(held, folders, stated).items():
        figures = stated.get((initiative, said.ref), ())[:_MOST_FIGURES]
        found[folder][initiative] = Side(
            quote=held.places[said.ref].quote,
            figures=tuple(map(with_qualifier, figures)),
            count=said.places,
        )
    return found


def _stated(initiatives: Iterable[Initiative]) -> dict[tuple[str, Ref], list[Figure]]:
    """Return the figures that are stated of each initiative (by its id) at each place."""
    stated: dict[tuple[str, Ref], list[Figure]] = defaultdict(list)
    for initiative in initiatives:
        for figure in initiative.figures:
            stated[initiative.id, Ref(report=figure.report, anchor=figure.anchor)].append(figure)
    return stated


def _best(
    held: Holdings, folders: set[str], stated: Mapping[tuple[str, Ref], list[Figure]]
) -> dict[tuple[str, str], _Said]:
    """Return the best place of each office and initiative."""
    issuer_of, found = held.shelves.issuer_of, held.places
    best: dict[tuple[str, str], _Said] = {}
    for initiative in held.initiatives:
        for place, ref in enumerate(initiative.members):
            folder = issuer_of[ref.report].folder
            if folder in folders and ref in found:
                key = (folder, initiative.id)
                said = _Said((-found[ref].quote.year, (initiative.id, ref) not in stated, place), ref, 1)
                known = best.get(key)
                best[key] = min(said, known)._replace(places=known.places + 1) if known else said
    return best
