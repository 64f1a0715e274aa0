"""What stands beside the passages of a report: cross-links to other reports, and the initiatives they tell of.

A page quotes the best of each clause and lists the others by their places, so that what is linked is found from both ends.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.model import refs_within
from sitegen.render.figures import with_qualifier
from sitegen.render.initiatives import initiative_link, initiative_page
from sitegen.render.places import Place, best_of_ranked, is_own, places_of, quote_of, rank
from sitegen.render.views import Beside, Crossing, Link, Note, OtherFigure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Figure, Initiative, Ref, Related
    from sitegen.render.holdings import Holdings, Kin

_OPENING: Final = 16

MOST_FIGURES: Final = 4


class _Asked(NamedTuple):
    """What is asked again and again for one page: the figures at the ends of links, the link to an initiative by its id."""

    figures: Mapping[tuple[str, str], Sequence[Figure]]
    initiative: Callable[[str], Link | None]


def beside(report_id: str, held: Holdings) -> tuple[Beside, ...]:
    """Return what stands beside the passages of a report; links with an end that is not there are left out."""
    ranked = sorted(held.related.get(report_id, ()), key=rank)
    linked = sorted(ranked, key=is_own)
    told = tuple(_told(report_id, held.initiatives))
    anchors = {each.origin.anchor for each in linked} | {ref.anchor for ref, _ in told}
    own = dict(places_of(held.reports[report_id], anchors))
    best = best_of_ranked(ranked)
    quoted = set(map(id, best))
    rows: dict[Ref, list[Crossing]] = defaultdict(list)
    asked = _Asked(_figures_at(held, best), cache(partial(_link_to, held)))
    for each in linked:
        crossing = _crossing(each, held, asked, is_quoted=id(each) in quoted)
        if crossing and each.origin in own:
            rows[each.origin].append(crossing)
    origins, topics = defaultdict(list), defaultdict(list)
    for ref in sorted(rows, key=lambda ref: (own[ref].start, ref.anchor)):
        origins[own[ref].passage].append(ref)
    for ref, topic in sorted(told, key=lambda each: own[each[0]].start if each[0] in own else 0):
        if ref in own:
            topics[own[ref].passage].append(topic)
    return tuple(
        Beside(
            passage=passage,
            notes=tuple(_notes(origins[passage], rows, own)),
            initiatives=tuple(dict.fromkeys(topics[passage])),
        )
        for passage in dict.fromkeys((*origins, *topics))
    )


def _told(report_id: str, initiatives: Iterable[Initiative]) -> Iterator[tuple[Ref, Link]]:
    """Yield where a report tells of the initiatives that another one tells of as well, with the links to their pages."""
    for each in initiatives:
        own = refs_within(each.members, report_id)
        if own and len(own) < len(each.members):
            topic = Link(text=each.name, page=initiative_page(each))
            yield from ((ref, topic) for ref in own)


def _others(related: Related, held: Holdings, asked: _Asked) -> tuple[OtherFigure, ...]:
    """Return the figures of the clause that a link leads to."""
    own, there = (asked.figures.get((ref.report, ref.anchor), ()) for ref in (related.origin, related.target))
    return tuple(_other(figure, own, held.kin) for figure in there[:MOST_FIGURES])


def _figures_at(held: Holdings, links: Iterable[Related]) -> Mapping[tuple[str, str], Sequence[Figure]]:
    """Return the figures that are stated at the ends of links, by report and anchor, in reading order."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for ref in chain.from_iterable((each.origin, each.target) for each in links):
        wanted[ref.report].add(ref.anchor)
    found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for report, anchors in wanted.items():
        for figure in held.figures.get(report, ()):
            if figure.anchor in anchors:
                found[report, figure.anchor].append(figure)
    return found


def _link_to(held: Holdings, initiative_id: str) -> Link | None:
    initiative = held.initiative_of.get(initiative_id)
    return initiative_link(initiative) if initiative else None


def _other(figure: Figure, own: Iterable[Figure], kin: Mapping[Figure, Kin]) -> OtherFigure:
    """Return a figure beside what the clause here states of the same indicator, what may be compared first."""
    known = kin.get(figure)
    same = [(each, found) for each in own if known and (found := kin.get(each)) and _is_kin(found, known)]
    alike = next((each for each, found in same if known and found.series == known.series > 0), None)
    ours = alike or next((each for each, _ in same), None)
    return OtherFigure(
        figure=with_qualifier(figure),
        own=with_qualifier(ours).printed if ours else "",
        is_comparable=alike is not None,
    )


def _is_kin(one: Kin, other: Kin) -> bool:
    return one.indicator.id == other.indicator.id


def _notes(origins: list[Ref], rows: dict[Ref, list[Crossing]], found: Mapping[Ref, Place]) -> Iterator[Note]:
    """Yield the notes of one passage; those of its clauses are numbered."""
    number = 0
    for origin in origins:
        place = found[origin]
        number += not place.is_whole
        words = place.quote.text
        yield Note(
            anchor=origin.anchor,
            number=0 if place.is_whole else number,
            opening="" if place.is_whole else words[:_OPENING] + ("…" if len(words) > _OPENING else ""),
            crossings=tuple(rows[origin]),
        )


def _crossing(related: Related, held: Holdings, asked: _Asked, *, is_quoted: bool) -> Crossing | None:
    """Return a cross-link with the words there and their figures, or, unless it is quoted, with the place alone."""
    target = held.places.get(related.target) if is_quoted else None  # what is only listed shows no words
    there = held.heads.get(related.target.report)
    if there is None or (is_quoted and target is None):
        return None
    return Crossing(
        grade=related.grade,
        terms=related.terms,
        initiative=asked.initiative(related.initiative),
        quote=target.quote if target else quote_of(there, (), related.target.anchor, ""),
        figures=_others(related, held, asked) if is_quoted else (),
        is_own=is_own(related),
        is_confirmed=related.is_confirmed,
        note=related.note,
    )
