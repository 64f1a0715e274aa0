"""The first half of the pipeline: from what lies in the content folder to the archive.

    content/*.md → reports.loads → Report → archive.analyse, archive.join, figures → Archive

A build goes on from here to all files of the site (`build`), a preview to those that somebody looks at (`live`).
Every step is a pure function; what was computed before is asked of the cache.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from sitegen import archive, permanence, render, reports
from sitegen.archive import figures
from sitegen.comparison import compared, stated
from sitegen.errors import CombinedError, SitegenError, problem
from sitegen.model import ByReport
from sitegen.sources import (
    PUBLISHED,
    ContentFile,
    load_aliases,
    load_content,
    load_kept,
    load_published,
    load_theme,
)
from sitegen.urls import passage_of, report_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sitegen.archive import Analysis, Lexicon
    from sitegen.cache import Memory
    from sitegen.comparison import Stated, Successions
    from sitegen.config import Config
    from sitegen.model import Archive, Figure, Indicator, Move, Problem, Record, Report, Theme
    from sitegen.sources import Kept, Published, Reader

    Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A report as its content file has it; `is_locked` if its anchor lock on disk is still right."""

    report: Report
    is_locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was published before: records by report id, other pages and files, the keeper's list of moved addresses."""

    records: dict[str, Record]
    pages: tuple[str, ...]
    moves: tuple[Move, ...]

    def of(self, report_id: str) -> tuple[Move, ...]:
        """Return the moves of passages of a report."""
        page = report_page(report_id)
        return tuple(move for move in self.moves if move.anchor and move.page == page)

    def paths(self) -> tuple[str, ...]:
        """Return every file that was published at an address for ever."""
        return (*self.pages, *(path for report_id in self.records for path in render.report_paths(report_id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """How reports are joined: to links and initiatives, their figures to indicators, by words that they share, one after another.

    From scratch, or, where an archive is being edited, from what the last time left (the results are the same).
    """

    join: Callable[[Sequence[Report], Sequence[Analysis], Lexicon], Archive]
    indicators: Callable[[Sequence[Report], Sequence[Sequence[Figure]]], tuple[Indicator, ...]] = (
        figures.indicators
    )
    reusing: archive.Reusing = field(default_factory=archive.Reusing)
    successions: Successions = render.successions


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything that a build reads from disk but for the configuration; `aliases` are for the search."""

    content: tuple[ContentFile, ...]
    published: Published
    kept: Kept
    aliases: str
    theme: Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """The archive and what it was made from, file by file in the order of its reports.

    `past` is what was published before, `moves` where its addresses lead by the keeper's word, `unlocked` are the reports
    whose anchor locks are not right any more on disk, `problems` are what is doubtful.
    """

    archive: Archive
    content: tuple[ContentFile, ...]
    past: Past
    moves: tuple[Move, ...]
    unlocked: tuple[Report, ...]
    problems: tuple[Problem, ...]

    @property
    def locks(self) -> tuple[tuple[str, str], ...]:
        """Return the anchor locks as they should be on disk and are not, by report id."""
        return tuple((report.id, reports.dump_lock(reports.lock_of(report))) for report in self.unlocked)


def load_inputs(config: Config, reader: Reader | None = None) -> Inputs:
    """Read everything that a build reads; `reader` is one that was asked before.

    Raises `SitegenError` for what cannot be read, and for a folder without a report.
    """
    content = load_content(config.content, reader)
    if not content:
        raise SitegenError(problem("content-missing", path=config.content.name))
    return Inputs(
        content=content,
        published=load_published(config.content, reader),
        kept=load_kept(config.content),
        aliases=load_aliases(config.content),
        theme=load_theme(config.site.theme, config.theme_folders()),
    )


def parse_past(published: Published) -> Past:
    """Read what was published of an archive.  Raises `SitegenError` with everything of it that cannot be read."""
    records, failed = {}, []
    for report_id, text in published.records:
        try:
            records[report_id] = permanence.load_record(f"{PUBLISHED}/{report_id}.json", report_id, text)
        except SitegenError as error:
            failed.append(error.problem)
    if failed:
        raise CombinedError(tuple(failed))
    return Past(
        records=records,
        pages=published.pages,
        moves=permanence.parse_moves(permanence.MOVES, published.moves),
    )


def assemble(
    config: Config,
    inputs: Inputs,
    cache: Memory,
    joining: Joining,
    *,
    past: Past | None = None,
    tell: Progress | None = None,
) -> Assembled:
    """Return the archive that the content folder holds.

    `joining` is how reports are joined; `past` is what was published before, where that is not what lies in the content
    folder; `tell` is told each step (`read`, `link`) and the number of reports in it.
    Raises `SitegenError`, with all content files that cannot be read, since a site without them would lose links.
    """
    tell = tell or (lambda _step, _count: None)
    tell("read", len(inputs.content))
    past = past or parse_past(inputs.published)
    read = load(inputs.content, cache)
    loaded, losses = _with_past(tuple(each.report for each in read), past, cache)
    tell("link", len(loaded))
    namings = archive.parse_namings(archive.NAMINGS, inputs.kept.initiatives)
    lexicon = archive.lexicon_of(namings)
    analyses = tuple(cache.map(archive.analyse, list(zip(loaded, strict=True)), shared=(lexicon,)))
    joined = joining.join(loaded, analyses, lexicon)
    verdicts = archive.parse_verdicts(archive.VERDICTS, inputs.kept.links)
    joined, unused = _as_kept(joined, analyses, namings, verdicts)
    calls = [(report, file.corrections) for report, file in zip(loaded, inputs.content, strict=True)]
    found = cache.map(stated, calls)
    joined = archive.with_stated(_with_figures(joined, found, joining), lexicon)
    joined = compared(joined, analyses, found, lexicon, cache, joining.reusing, joining.successions)
    joined = replace(joined, events=permanence.events(past.records, past.moves, {each.id for each in loaded}))
    return Assembled(
        archive=joined,
        content=inputs.content,
        past=past,
        moves=(*render.merged_moves(joined, archive.merged(namings), past.pages), *past.moves),
        unlocked=tuple(each.report for each in read if not each.is_locked),
        problems=(
            *chain.from_iterable(report.problems for report in loaded),
            *unused,
            *chain.from_iterable(cache.map(placed, _doubtful(loaded, found))),
            *losses,
            *render.check_site(config.site, loaded),
        ),
    )


def _doubtful(loaded: Sequence[Report], found: Sequence[Stated]) -> list[tuple[Report, Stated]]:
    """Return the reports about whose figures there are doubts, each with what it states."""
    return [(report, each) for report, each in zip(loaded, found, strict=True) if each.doubts]


def placed(report: Report, found: Stated) -> tuple[Problem, ...]:
    """Return the doubts about the figures of a report, each with the line of the first passage that it names.

    Only here: an edit above moves a line and no figure, so what is known of figures stays as it was.
    """
    lines = {passage.anchor: passage.line for _, passage in report.walk_passages()}
    return tuple(replace(doubt, line=_line_of(doubt, lines)) for doubt in found.doubts)


def _line_of(doubt: Problem, lines: Mapping[str, int]) -> int:
    anchors = dict(doubt.values).get("anchors", "").split()
    return next((lines[anchor] for anchor in map(passage_of, anchors) if anchor in lines), doubt.line)


def load_report(file: ContentFile) -> Loaded | tuple[Problem, ...]:
    """Read one content file; return the report, or why it cannot be read."""
    try:
        lock = reports.load_lock(f"{file.id}.anchors.json", file.lock) if file.lock else reports.EMPTY
        report = reports.loads(file.id, file.text, lock)
        text = reports.dump_lock(reports.lock_of(report))
        return Loaded(report=report, is_locked=text == file.lock)
    except SitegenError as error:
        return error.problems


def load(content: tuple[ContentFile, ...], cache: Memory) -> tuple[Loaded, ...]:
    """Read content files.  Raises `SitegenError` with everything for which one of them cannot be read."""
    results = cache.map(load_report, list(zip(content, strict=True)))
    failed = tuple(chain.from_iterable(result for result in results if isinstance(result, tuple)))
    if failed:
        raise CombinedError(failed)
    return tuple(result for result in results if isinstance(result, Loaded))


def _with_past(
    loaded: tuple[Report, ...], past: Past, cache: Memory
) -> tuple[tuple[Report, ...], tuple[Problem, ...]]:
    """Return the reports with what is known of their vanished passages, and the published anchors that are lost."""
    known = [report for report in loaded if report.id in past.records]
    missing = cache.map(
        permanence.missing_anchors, [(report, past.records[report.id].anchors) for report in known]
    )
    losses = [
        permanence.check_anchors(report.id, anchors, past.of(report.id))
        for report, anchors in zip(known, missing, strict=True)
        if anchors
    ]
    concerned = [report for report in loaded if report.gone or past.moves]
    calls = [(report, past.records.get(report.id), past.of(report.id)) for report in concerned]
    told = {report.id: report for report in cache.map(permanence.with_moves, calls)}
    return tuple(told.get(report.id, report) for report in loaded), tuple(chain.from_iterable(losses))


def _as_kept(
    joined: Archive,
    analyses: tuple[Analysis, ...],
    namings: tuple[archive.Naming, ...],
    verdicts: tuple[archive.Verdict, ...],
) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive with its links and initiatives as the keeper wants them, and what of their word finds nothing."""
    judged = archive.judged(joined, analyses, verdicts, archive.lexicon_of(namings))
    known = frozenset(initiative.id for initiative in judged.initiatives)
    return archive.as_named(judged, namings), (
        *archive.unknown_initiatives(archive.NAMINGS, namings, known),
        *archive.unused_verdicts(archive.VERDICTS, verdicts, judged.reports),
    )


def _with_figures(joined: Archive, found: Sequence[Stated], joining: Joining) -> Archive:
    """Return the archive with what its reports state, in their order."""
    listed = tuple(each.figures for each in found)
    indicators = joining.indicators(joined.reports, listed)
    figures = {report.id: some for report, some in zip(joined.reports, listed, strict=True) if some}
    return replace(joined, figures=ByReport(figures), indicators=indicators)
