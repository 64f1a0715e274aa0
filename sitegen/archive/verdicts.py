"""The keeper's word on links between passages: `content/links.toml`.

    [[link]]
    between = ["wujiaochang/2023#s2-3-p1-c2", "gumeilu/2023#s3-1-p2-c1"]
    verdict = "same"                    # same: one initiative; related: akin; none: no link
    note = "两处都是既有住宅加装电梯"   # may be left out; readers see it as the reason

An end is a clause or a passage; `none` between passages holds for all their clauses.  What the keeper confirms is
linked whatever the program found, and stands first; what the keeper rejects is never linked again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Final, Literal, get_args

import tomlkit
from tomlkit.items import AoT

from sitegen.archive.keeping import BYTE_ORDER_MARK, Row, read_rows, refuse, unknown_keys, wrong_value
from sitegen.archive.naming import side
from sitegen.archive.reasons import Reason, reason
from sitegen.errors import problem
from sitegen.model import ByReport, Ref, Related, by_origin
from sitegen.urls import is_anchor, is_id, passage_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from sitegen.archive.analysis import Analysis
    from sitegen.archive.clauses import ClauseAnalysis
    from sitegen.archive.topics import Lexicon
    from sitegen.model import Archive, Problem, Report

VERDICTS: Final = "links.toml"
"""The name of the file, in the content folder."""
Grade = Literal["same", "related", "none"]
_KEYS: Final = ("between", "verdict", "note")
_ENDS: Final = 2
_LONGEST: Final = 400
"""Characters of a passage that a link can point at (the data of the site promise it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the keeper says of the link between two places, `first` before `second`."""

    first: Ref
    second: Ref
    grade: Grade
    note: str = ""
    line: int = field(default=0, compare=False)

    @property
    def ends(self) -> tuple[Ref, Ref]:
        """Return both places."""
        return self.first, self.second


def parse_verdicts(where: str, text: str) -> tuple[Verdict, ...]:
    """Read the keeper's list of links.  Raises `SitegenError` with everything that is wrong in it."""
    rows = read_rows(where, "link", text)
    refuse(found for row in rows for found in _wrong(where, row))
    verdicts = tuple(map(_verdict, rows))
    refuse(_twice(where, verdicts))
    return verdicts


def add_verdict(text: str, between: tuple[str, str], grade: Grade, note: str = "") -> str:
    """Return the text of a list of links with one verdict more, comments and order kept.

    `between` are two places as `report-id#anchor`; what was said of the same two before is replaced.  A list that is
    written as one value (`link = [{…}]`) becomes one of tables.  The text must be one that `parse_verdicts` reads.
    Raises `SitegenError` if it is not, or if the verdict cannot be one; what is returned can be read again.
    """
    row = {"between": list(between), "verdict": grade, **({"note": note} if note else {})}
    refuse(_wrong(VERDICTS, Row(0, row)))
    parse_verdicts(VERDICTS, text)
    document = tomlkit.parse(_ended(text.removeprefix(BYTE_ORDER_MARK)))
    tables = _tables(document)
    ends = set(map(_place, between))
    known = next((table for table in tables if set(map(_place, table["between"])) == ends), None)
    if known is None:
        known = tomlkit.table()
        tables.append(known)
    known.update(row)
    if not note:
        known.pop("note", None)
    added = _with_line_ends(tomlkit.dumps(document), text)
    parse_verdicts(VERDICTS, added)
    return added


def judged(
    archive: Archive, analyses: Iterable[Analysis], verdicts: Sequence[Verdict], lexicon: Lexicon
) -> Archive:
    """Return the archive with its links as the keeper wants them; verdicts on places that are not there do nothing."""
    if not verdicts:
        return archive
    rejected = {verdict.ends for verdict in verdicts if verdict.grade == "none"}
    confirmed = dict(_confirmed(archive, analyses, verdicts, lexicon))
    wanted: dict[str, list[Related]] = defaultdict(list)
    for ends in sorted(confirmed):
        wanted[ends[0].report].append(confirmed[ends])
    concerned = {end.report for verdict in verdicts for end in verdict.ends}
    found = by_origin(archive.related)
    return replace(
        archive,
        related=ByReport(
            {
                report: (*_kept(found.get(report, ()), confirmed, rejected), *wanted.get(report, ()))
                if report in concerned
                else found[report]
                for report in dict.fromkeys((*found, *wanted))
            }
        ),
    )


def _kept(
    related: Iterable[Related], confirmed: Container[tuple[Ref, Ref]], rejected: set[tuple[Ref, Ref]]
) -> Iterator[Related]:
    """Yield the links of a report of which the keeper said nothing."""
    for link in related:
        if (link.origin, link.target) not in confirmed and not _is_rejected(link, rejected):
            yield link


def unused_verdicts(
    where: str, verdicts: Iterable[Verdict], reports: Iterable[Report]
) -> tuple[Problem, ...]:
    """Return a problem for each verdict on a place that is not in the archive, or is too long to point at."""
    listed = tuple(verdicts)
    lengths = _lengths(reports, {end.report for verdict in listed for end in verdict.ends})
    found = []
    for verdict in listed:
        for end in verdict.ends:
            if end not in lengths:
                found.append(problem("verdict-place", where, verdict.line, place=end))
            elif verdict.grade != "none" and lengths[end] > _LONGEST:
                found.append(problem("verdict-long", where, verdict.line, place=end, limit=_LONGEST))
    return tuple(found)


def _wrong(where: str, row: Row) -> Iterator[Problem]:
    yield from unknown_keys(where, row, _KEYS)
    between = row.values.get("between")
    is_list = isinstance(between, list) and len(between) == _ENDS
    ends = tuple(map(_place, between)) if isinstance(between, list) and is_list else (None,)
    if None in ends or len({end.report for end in ends if end}) < _ENDS:
        yield wrong_value(where, row, "between")
    if row.values.get("verdict") not in get_args(Grade):
        yield wrong_value(where, row, "verdict")
    if not isinstance(row.values.get("note", ""), str):
        yield wrong_value(where, row, "note")


def _place(value: object) -> Ref | None:
    report, _, anchor = value.strip().partition("#") if isinstance(value, str) else ("", "", "")
    return Ref(report=report, anchor=anchor) if is_id(report) and is_anchor(anchor) else None


def _verdict(row: Row) -> Verdict:
    first, second = sorted(filter(None, map(_place, row.values["between"])))
    return Verdict(
        first=first,
        second=second,
        grade=row.values["verdict"],
        note=row.values.get("note", "").strip(),
        line=row.line,
    )


def _twice(where: str, verdicts: Iterable[Verdict]) -> Iterator[Problem]:
    lines: dict[tuple[Ref, Ref], int] = {}
    for verdict in verdicts:
        if verdict.ends in lines:
            entry = " – ".join(map(str, verdict.ends))
            yield problem("keeper-twice", where, verdict.line, entry=entry, other=lines[verdict.ends])
        lines.setdefault(verdict.ends, verdict.line)


def _tables(document: tomlkit.TOMLDocument) -> AoT:
    """Return the tables of a document, which has them from now on if it had none."""
    listed = document.get("link", ())
    if isinstance(listed, AoT):
        return listed
    tables = tomlkit.aot()
    for row in listed:
        table = tomlkit.table()
        table.update(row)
        tables.append(table)
    document["link"] = tables
    return tables


def _ended(text: str) -> str:
    """Return a text that ends with its last line, so that another can follow."""
    return text if text.endswith("\n") or not text else f"{text}\n"


def _with_line_ends(text: str, like: str) -> str:
    """Return a text with the line ends, and the byte order mark, of another."""
    ends = "\r\n" if "\r\n" in like else "\n"
    mark = BYTE_ORDER_MARK if like.startswith(BYTE_ORDER_MARK) else ""
    return mark + re.sub(r"\r?\n", ends, text)


def _is_rejected(link: Related, rejected: set[tuple[Ref, Ref]]) -> bool:
    ends = [(end, replace(end, anchor=passage_of(end.anchor))) for end in (link.origin, link.target)]
    return any((min(pair), max(pair)) in rejected for pair in product(*ends))


def _confirmed(
    archive: Archive, analyses: Iterable[Analysis], verdicts: Iterable[Verdict], lexicon: Lexicon
) -> Iterator[tuple[tuple[Ref, Ref], Related]]:
    """Yield the links that the keeper wants, in both directions, by their ends."""
    wanted = [verdict for verdict in verdicts if verdict.grade != "none"]
    lengths = _lengths(archive.reports, {end.report for verdict in wanted for end in verdict.ends})
    clauses = _clauses(analyses, {end for verdict in wanted for end in verdict.ends})
    linked = by_origin(archive.related)
    ends = {verdict.first.report for verdict in wanted}
    found = {(link.origin, link.target): link for each in sorted(ends) for link in linked.get(each, ())}
    for verdict in wanted:
        if all(0 < lengths.get(end, 0) <= _LONGEST for end in verdict.ends):
            link = _link(verdict, clauses, lexicon)
            known = found.get(verdict.ends)
            link = replace(link, score=known.score) if known else link
            yield verdict.ends, link
            yield verdict.ends[::-1], replace(link, origin=link.target, target=link.origin)


def _link(verdict: Verdict, clauses: dict[Ref, ClauseAnalysis], lexicon: Lexicon) -> Related:
    """Return the link that a verdict asks for, explained by what both clauses share, if anything."""
    both = [clauses[end] for end in verdict.ends if end in clauses]
    why = reason(side(both[0]), side(both[1]), lexicon) if len(both) == _ENDS else Reason((), (), "none")
    return Related(
        origin=verdict.first,
        target=verdict.second,
        score=1.0,
        grade="same" if verdict.grade == "same" else "related",
        terms=why.terms,
        initiative=why.initiatives[0] if why.initiatives else "",
        is_confirmed=True,
        note=verdict.note,
    )


def _lengths(reports: Iterable[Report], wanted: Container[str]) -> dict[Ref, int]:
    """Return the number of characters at every anchor of the wanted reports."""
    lengths: dict[Ref, int] = {}
    for report in (report for report in reports if report.id in wanted):
        for _, passage in report.walk_passages():
            lengths[Ref(report=report.id, anchor=passage.anchor)] = len(passage.text)
            for clause in passage.clauses:
                lengths[Ref(report=report.id, anchor=clause.anchor)] = clause.end - clause.start
    return lengths


def _clauses(analyses: Iterable[Analysis], wanted: set[Ref]) -> dict[Ref, ClauseAnalysis]:
    reports = {ref.report for ref in wanted}
    return {
        ref: clause
        for analysis in analyses
        if analysis.report in reports
        for clause in analysis.clauses
        if (ref := Ref(report=analysis.report, anchor=clause.anchor)) in wanted
    }
