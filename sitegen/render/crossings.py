"""Words of one report that stand on the page of another: cross-links and initiatives.

Links lead to clauses; what is shown is the clause's own words.  Places are looked up for the ends of links
and the members of initiatives, and only for them, so that ten thousand reports need no index of a million
clauses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.model import ByReport, Move, Ref, by_origin, distinct, taken, ways_back
from sitegen.render.figures import with_qualifier
from sitegen.render.views import Beside, Crossing, Link, Note, OtherFigure, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Archive, Figure, Initiative, Passage, Related, Report, Section
    from sitegen.render.holdings import Holdings, Kin

INITIATIVES: Final = "initiatives"
_OPENING: Final = 16
_LONGEST_QUOTE: Final = 400

# What a reader can take in beside a sentence and beside a paragraph, and a phone on one page.
MOST_PER_CLAUSE: Final = 3
MOST_OWN: Final = 1
MOST_PER_PASSAGE: Final = 12
MOST_PER_REPORT: Final = 120
MOST_FIGURES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What stands at an anchor: its passage, its words and where in the passage they start."""

    passage: str
    quote: Quote
    start: int
    is_whole: bool


Places = dict[Ref, Place]


def initiative_page(initiative: Initiative) -> str:
    """Return the page of an initiative, its first where it has several."""
    folder = initiative.id if urls.is_id(initiative.id) else urls.slug(initiative.id)
    return f"{INITIATIVES}/{folder}/index.html"


def merged_moves(
    archive: Archive, merged: Iterable[tuple[str, str]], published: Iterable[str]
) -> Iterator[Move]:
    """Yield where the published pages of merged initiatives (id, id of the other) lead now."""
    pages = {initiative.id: initiative_page(initiative) for initiative in archive.initiatives}
    folders = {f"{INITIATIVES}/{origin}/": pages[target] for origin, target in merged if target in pages}
    for page in published:
        parts = page.split("/")
        target = folders.get("/".join(parts[:2]) + "/")
        if target and parts[-1] == "index.html":
            yield Move(page=page, target=target)


def shown(archive: Archive) -> Archive:
    """Return the archive with the cross-links that its pages show: those that are among the best of either page.

    Each is shown on both, so that a reader always finds the way back.  Pages and data files are made from it, so that
    neither lists what the other does not.
    """
    best = {report: best_of(some) for report, some in sorted(by_origin(archive.related).items())}
    back: dict[str, list[Sequence[Related]]] = defaultdict(list)
    for some in best.values():
        for report, ways in ways_back(some).items():
            back[report].append(ways)
    kept = {report: distinct(best.get(report, ()), *back[report]) for report in best.keys() | back.keys()}
    return replace(archive, related=ByReport(dict(sorted(kept.items()))))


def best_of(related: Sequence[Related]) -> Sequence[Related]:
    """Return the best cross-links of one report: of each clause those to other offices and to its own other years.

    A clause has one link to each office before a second to any.  Where a passage or the page has no room for all, every
    clause keeps its first before any keeps its second.  What the keeper confirmed is among them whatever else there is.
    """
    every = tuple(related)
    ranked = sorted(range(len(every)), key=lambda at: _rank(every[at]))
    confirmed = [at for at in ranked if every[at].is_confirmed]
    turns = sorted(
        (turn, place, at) for place, at, turn in _turns(every, ranked) if not every[at].is_confirmed
    )
    passages = Counter(urls.passage_of(every[at].origin.anchor) for at in confirmed)
    others: list[int] = []
    for _, _, at in turns:
        passage = urls.passage_of(every[at].origin.anchor)
        if passages[passage] < MOST_PER_PASSAGE and len(others) + len(confirmed) < MOST_PER_REPORT:
            passages[passage] += 1
            others.append(at)
    return taken(related, (*confirmed, *others))


def _turns(every: Sequence[Related], ranked: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """Yield place in the order and number of each link that a clause has room for, and its turn there, the first 0."""
    clauses: dict[str, list[tuple[bool, int, int, int]]] = defaultdict(list)
    known: Counter[tuple[str, str]] = Counter()
    for place, at in enumerate(ranked):
        each = every[at]
        clause, office = each.origin.anchor, urls.office_of(each.target.report)
        clauses[clause].append((_is_own(each), known[clause, office], place, at))
        known[clause, office] += 1
    for some in clauses.values():
        for is_own, most in ((False, MOST_PER_CLAUSE), (True, MOST_OWN)):
            ordered = sorted(each for each in some if each[0] is is_own)
            for turn, (_, _, place, at) in enumerate(ordered[:most]):
                yield place, at, turn


def places(reports: Mapping[str, Report], refs: Iterable[Ref]) -> Places:
    """Return what stands at some places of an archive; those that are not there are left out."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for ref in refs:
        wanted[ref.report].add(ref.anchor)
    found: Places = {}
    for report_id in sorted(wanted):
        if report_id in reports:
            found.update(places_of(reports[report_id], wanted[report_id]))
    return found


def beside(report_id: str, held: Holdings) -> tuple[Beside, ...]:
    """Return what stands beside the passages of a report; links with an end that is not there are left out."""
    rows: dict[Ref, list[Crossing]] = defaultdict(list)
    for related in sorted(held.related.get(report_id, ()), key=lambda each: (_is_own(each), _rank(each))):
        target = held.places.get(related.target)
        if target and related.origin in held.places:
            crossing = _crossing(related, target, held.initiative_of.get(related.initiative))
            rows[related.origin].append(replace(crossing, figures=_others(related, held)))
    passages: dict[str, list[Ref]] = defaultdict(list)
    for origin in sorted(rows, key=lambda ref: (held.places[ref].start, ref.anchor)):
        passages[held.places[origin].passage].append(origin)
    return tuple(
        Beside(passage=passage, notes=tuple(_notes(origins, rows, held.places)))
        for passage, origins in passages.items()
    )


def _others(related: Related, held: Holdings) -> tuple[OtherFigure, ...]:
    """Return the figures of the clause that a link leads to."""
    own, there = _stated(related.origin, held), _stated(related.target, held)
    return tuple(_other(figure, own, held.kin) for figure in there[:MOST_FIGURES])


def _stated(ref: Ref, held: Holdings) -> list[Figure]:
    """Return the figures that are stated at a place, in reading order."""
    return [figure for figure in held.figures.get(ref.report, ()) if figure.anchor == ref.anchor]


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


def _is_own(related: Related) -> bool:
    """Tell whether a link leads to another year of the same office."""
    return urls.office_of(related.origin.report) == urls.office_of(related.target.report)


def _rank(related: Related) -> tuple[bool, bool, float, Ref, Ref]:
    return (not related.is_confirmed, related.grade != "same", -related.score, related.origin, related.target)


def initiative_link(initiative: Initiative) -> Link:
    """Return the link to the page of an initiative, with the number of its members."""
    return Link(text=initiative.name, page=initiative_page(initiative), count=len(initiative.members))


def _crossing(related: Related, target: Place, initiative: Initiative | None) -> Crossing:
    return Crossing(
        grade=related.grade,
        terms=related.terms,
        initiative=initiative_link(initiative) if initiative else None,
        quote=target.quote,
        is_own=_is_own(related),
        is_confirmed=related.is_confirmed,
        note=related.note,
    )


def places_of(report: Report, anchors: set[str] | None = None) -> Iterator[tuple[Ref, Place]]:
    """Yield what stands at some anchors of a report; None means every passage and clause."""
    for path, passage in report.walk_passages():
        for anchor, start, text in _texts(passage, anchors):
            place = Place(
                passage=passage.anchor,
                quote=_quote(report, path, anchor, text),
                start=start,
                is_whole=anchor == passage.anchor or text == passage.text,
            )
            yield Ref(report=report.id, anchor=anchor), place


def _texts(passage: Passage, anchors: set[str] | None) -> Iterator[tuple[str, int, str]]:
    if anchors is None or passage.anchor in anchors:
        yield passage.anchor, 0, passage.text
    for clause in passage.clauses:
        if anchors is None or clause.anchor in anchors:
            yield clause.anchor, clause.start, passage.clause_text(clause)


def _quote(report: Report, path: tuple[Section, ...], anchor: str, text: str) -> Quote:
    meta = report.meta
    return Quote(
        page=urls.report_page(report.id),
        anchor=anchor,
        issuer=meta.issuer,
        region=meta.region,
        year=meta.year,
        title=meta.title,
        heading=path[-1].heading if path else "",
        text=text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…",
    )
