"""Words of one report that stand on the page of another: cross-links and initiatives.

Links lead to clauses.  A page quotes the best of each clause and lists the others by their places, so that what is linked
is found from both ends.  Words are looked up for what is quoted and for the members of initiatives, and only for them, so
that ten thousand reports need no index of a million clauses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.model import Move, Ref
from sitegen.render.figures import with_qualifier
from sitegen.render.views import Beside, Crossing, Link, Note, OtherFigure, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sitegen.model import Archive, Figure, Initiative, Passage, Related, Report, Section
    from sitegen.render.holdings import Holdings, Kin

INITIATIVES: Final = "initiatives"
_OPENING: Final = 16
_LONGEST_QUOTE: Final = 400

# Of what is quoted, what a reader can take in beside a sentence and beside a paragraph, and a phone on one page.
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


def best_of(related: Iterable[Related]) -> list[Related]:
    """Return the cross-links of one report that its page quotes: of each clause those to other offices and own other years.

    A clause has one link to each office before a second to any.  Where a passage or the page has no room for all, every
    clause keeps its first before any keeps its second.  What the keeper confirmed is quoted whatever else there is.
    """
    ranked = sorted(related, key=_rank)
    confirmed = [each for each in ranked if each.is_confirmed]
    passages = Counter(urls.passage_of(each.origin.anchor) for each in confirmed)
    others: list[Related] = []
    for each in _in_turn(each for each in ranked if not each.is_confirmed):
        passage = urls.passage_of(each.origin.anchor)
        if passages[passage] < MOST_PER_PASSAGE and len(others) + len(confirmed) < MOST_PER_REPORT:
            passages[passage] += 1
            others.append(each)
    return [*confirmed, *others]


def _in_turn(ranked: Iterable[Related]) -> list[Related]:
    """Return the links that their clauses have room for: the first of every clause, then the second of every one."""
    clauses: dict[tuple[str, bool], list[tuple[int, int, Related]]] = defaultdict(list)
    known: Counter[tuple[str, str]] = Counter()
    for place, each in enumerate(ranked):
        clause, office = each.origin.anchor, urls.office_of(each.target.report)
        clauses[clause, _is_own(each)].append((known[clause, office], place, each))
        known[clause, office] += 1
    turns = [
        (turn, place, each)
        for (_, is_own), some in clauses.items()
        for turn, (_, place, each) in enumerate(sorted(some)[: MOST_OWN if is_own else MOST_PER_CLAUSE])
    ]
    return [each for _, _, each in sorted(turns)]


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
    linked = sorted(held.related.get(report_id, ()), key=lambda each: (_is_own(each), _rank(each)))
    own = dict(places_of(held.reports[report_id], {each.origin.anchor for each in linked}))
    quoted = {(each.origin, each.target) for each in best_of(linked)}
    rows: dict[Ref, list[Crossing]] = defaultdict(list)
    for each in linked:
        crossing = _crossing(each, held, is_quoted=(each.origin, each.target) in quoted)
        if crossing and each.origin in own:
            rows[each.origin].append(crossing)
    passages: dict[str, list[Ref]] = defaultdict(list)
    for origin in sorted(rows, key=lambda ref: (own[ref].start, ref.anchor)):
        passages[own[origin].passage].append(origin)
    return tuple(
        Beside(passage=passage, notes=tuple(_notes(origins, rows, own)))
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


def _crossing(related: Related, held: Holdings, *, is_quoted: bool) -> Crossing | None:
    """Return a cross-link with the words there and their figures, or, unless it is quoted, with the place alone."""
    target, there = held.places.get(related.target), held.heads.get(related.target.report)
    if there is None or (is_quoted and target is None):
        return None
    initiative = held.initiative_of.get(related.initiative)
    return Crossing(
        grade=related.grade,
        terms=related.terms,
        initiative=initiative_link(initiative) if initiative else None,
        quote=target.quote if is_quoted and target else _quote(there, (), related.target.anchor, ""),
        figures=_others(related, held) if is_quoted else (),
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
