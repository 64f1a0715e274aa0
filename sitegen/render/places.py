"""What stands at the places of an archive that other pages quote, and which cross-links a page quotes.

Words are looked up for what is quoted and for the members of initiatives, and only for them, so that ten thousand reports
need no index of a million clauses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.model import Ref
from sitegen.render.views import Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.model import Passage, Related, Report, Section

_LONGEST_QUOTE: Final = 400

# Of what is quoted, what a reader can take in beside a sentence and beside a paragraph, and a phone on one page.
MOST_PER_CLAUSE: Final = 3
MOST_OWN: Final = 1
MOST_PER_PASSAGE: Final = 12
MOST_PER_REPORT: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What stands at an anchor: its passage, its words and where in the passage they start."""

    passage: str
    quote: Quote
    start: int
    is_whole: bool


Places = dict[Ref, Place]


def best_of(related: Iterable[Related]) -> list[Related]:
    """Return the cross-links of one report that its page quotes: of each clause those to other offices and own other years.

    A clause has one link to each office before a second to any.  Where a passage or the page has no room for all, every
    clause keeps its first before any keeps its second.  What the keeper confirmed is quoted whatever else there is.
    """
    return best_of_ranked(sorted(related, key=rank))


def best_of_ranked(ranked: Sequence[Related]) -> list[Related]:
    """Return what `best_of` returns of cross-links that are sorted by `rank`."""
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
    """Return the links that their clauses have room for: the first of every clause, then the second of every one.

    Other years of the own office come after the first of the others.
    """
    clauses: dict[tuple[str, bool], list[tuple[int, int, Related]]] = defaultdict(list)
    known: Counter[tuple[str, str]] = Counter()
    for place, each in enumerate(ranked):
        clause, office = each.origin.anchor, urls.office_of(each.target.report)
        clauses[clause, is_own(each)].append((known[clause, office], place, each))
        known[clause, office] += 1
    turns = [
        (turn, own, place, each)
        for (_, own), some in clauses.items()
        for turn, (_, place, each) in enumerate(sorted(some)[: MOST_OWN if own else MOST_PER_CLAUSE])
    ]
    return [each for *_, each in sorted(turns)]


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


def is_own(related: Related) -> bool:
    """Tell whether a link leads to another year of the same office."""
    return urls.office_of(related.origin.report) == urls.office_of(related.target.report)


def rank(related: Related) -> tuple[bool, bool, float, Ref, Ref]:
    """Return what cross-links are sorted by: what the keeper confirmed, the same initiative, the likest."""
    return (not related.is_confirmed, related.grade != "same", -related.score, related.origin, related.target)


def places_of(report: Report, anchors: set[str] | None = None) -> Iterator[tuple[Ref, Place]]:
    """Yield what stands at some anchors of a report; None means every passage and clause."""
    for path, passage in report.walk_passages():
        for anchor, start, text in _texts(passage, anchors):
            place = Place(
                passage=passage.anchor,
                quote=quote_of(report, path, anchor, text),
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


def quote_of(report: Report, path: tuple[Section, ...], anchor: str, text: str) -> Quote:
    """Return words at an anchor of a report as another page quotes them, with the section `path` that they stand in."""
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
