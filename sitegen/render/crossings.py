"""Words of one report that stand on the page of another: cross-links and initiatives.

Links lead to clauses; what is shown is the clause's own words.  Places are looked up for the links of
the whole archive at once, and only for them, so that ten thousand reports need no index of a million
clauses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.model import Move, Ref
from sitegen.render.figures import with_qualifier
from sitegen.render.views import Beside, Crossing, Link, Note, OtherFigure, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Archive, Figure, Initiative, Passage, Related, Report, Section

INITIATIVES: Final = "initiatives"
_OPENING: Final = 16
_LONGEST_QUOTE: Final = 400

# What a reader can take in beside a sentence and beside a paragraph, and a phone on one page.
MOST_PER_CLAUSE: Final = 3
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
    """Return the archive with the cross-links that its pages show: of each clause, passage and report the best.

    Where a report has too many, every clause keeps its first before any keeps its second.
    Pages and data files are both made from it, so that neither lists what the other does not.
    """
    clauses: Counter[Ref] = Counter()
    passages: Counter[Ref] = Counter()
    turns: tuple[list[Related], ...] = tuple([] for _ in range(MOST_PER_CLAUSE))
    for related in sorted(archive.related, key=_rank):
        origin = related.origin
        passage = Ref(report=origin.report, anchor=urls.passage_of(origin.anchor))
        if clauses[origin] < MOST_PER_CLAUSE and passages[passage] < MOST_PER_PASSAGE:
            turns[clauses[origin]].append(related)
            clauses[origin] += 1
            passages[passage] += 1
    return replace(archive, related=tuple(_within_reports(chain.from_iterable(turns))))


def _within_reports(some: Iterable[Related]) -> Iterator[Related]:
    """Yield as many of each report as its page can carry."""
    reports: Counter[str] = Counter()
    for related in some:
        reports[related.origin.report] += 1
        if reports[related.origin.report] <= MOST_PER_REPORT:
            yield related


def places(archive: Archive) -> Places:
    """Return what stands at every end of a cross-link and at every member of an initiative."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for ref in _refs(archive):
        wanted[ref.report].add(ref.anchor)
    found: Places = {}
    for report in archive.reports:
        if report.id in wanted:
            found.update(_places(report, wanted[report.id]))
    return found


def beside(archive: Archive, found: Places) -> dict[str, tuple[Beside, ...]]:
    """Return, by report id, what stands beside its passages; links with an end that is not there are left out."""
    initiatives = {
        initiative.id: Link(
            text=initiative.name, page=initiative_page(initiative), count=len(initiative.members)
        )
        for initiative in archive.initiatives
    }
    stated, kin = _stated(archive), _kin(archive)
    rows: dict[Ref, list[Crossing]] = defaultdict(list)
    for related in sorted(archive.related, key=_rank):
        target = found.get(related.target)
        if target and related.origin in found:
            crossing = _crossing(related, target, initiatives.get(related.initiative))
            figures = tuple(
                _other(figure, stated.get(related.origin, ()), kin)
                for figure in stated.get(related.target, ())[:MOST_FIGURES]
            )
            rows[related.origin].append(replace(crossing, figures=figures))
    passages: dict[str, dict[str, list[Ref]]] = defaultdict(lambda: defaultdict(list))
    for origin in sorted(rows, key=lambda ref: (ref.report, found[ref].start, ref.anchor)):
        passages[origin.report][found[origin].passage].append(origin)
    return {
        report: tuple(
            Beside(passage=passage, notes=tuple(_notes(origins, rows, found)))
            for passage, origins in some.items()
        )
        for report, some in passages.items()
    }


def _stated(archive: Archive) -> dict[Ref, list[Figure]]:
    """Return the figures stated at both ends of cross-links, in reading order."""
    wanted = {end for related in archive.related for end in (related.origin, related.target)}
    stated: dict[Ref, list[Figure]] = defaultdict(list)
    for figure in archive.figures:
        place = Ref(report=figure.report, anchor=figure.anchor)
        if place in wanted:
            stated[place].append(figure)
    return stated


def _kin(archive: Archive) -> dict[Figure, tuple[str, int]]:
    """Return the indicator of each figure and the number of its series; 0 for what may be compared with nothing."""
    return {
        figure: (indicator.id, number)
        for indicator in archive.indicators
        for number, figures in enumerate(
            (tuple(each.figure for each in indicator.apart), *(each.figures for each in indicator.series))
        )
        for figure in figures
    }


def _other(figure: Figure, own: Iterable[Figure], kin: dict[Figure, tuple[str, int]]) -> OtherFigure:
    """Return a figure beside what the clause here states of the same indicator, what may be compared first."""
    indicator, number = kin.get(figure, ("", 0))
    same = [each for each in own if indicator and kin.get(each, ("", 0))[0] == indicator]
    alike = next((each for each in same if number and kin[each][1] == number), None)
    ours = alike or next(iter(same), None)
    return OtherFigure(
        figure=with_qualifier(figure),
        own=with_qualifier(ours).printed if ours else "",
        is_comparable=alike is not None,
    )


def _notes(origins: list[Ref], rows: dict[Ref, list[Crossing]], found: Places) -> Iterator[Note]:
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


def _rank(related: Related) -> tuple[bool, bool, float, Ref, Ref]:
    return (not related.is_confirmed, related.grade != "same", -related.score, related.origin, related.target)


def _crossing(related: Related, target: Place, initiative: Link | None) -> Crossing:
    return Crossing(
        grade=related.grade,
        terms=related.terms,
        initiative=initiative,
        quote=target.quote,
        is_confirmed=related.is_confirmed,
        note=related.note,
    )


def _refs(archive: Archive) -> Iterator[Ref]:
    for related in archive.related:
        yield related.origin
        yield related.target
    for initiative in archive.initiatives:
        yield from initiative.members


def _places(report: Report, anchors: set[str]) -> Iterator[tuple[Ref, Place]]:
    for path, passage in report.walk_passages():
        for anchor, start, text in _texts(passage, anchors):
            place = Place(
                passage=passage.anchor,
                quote=_quote(report, path, anchor, text),
                start=start,
                is_whole=anchor == passage.anchor or text == passage.text,
            )
            yield Ref(report=report.id, anchor=anchor), place


def _texts(passage: Passage, anchors: set[str]) -> Iterator[tuple[str, int, str]]:
    if passage.anchor in anchors:
        yield passage.anchor, 0, passage.text
    for clause in passage.clauses:
        if clause.anchor in anchors:
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
