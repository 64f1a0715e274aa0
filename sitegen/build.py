"""The pipeline: from content files to the files of the site.  The only place that knows the order.

    content/*.md → reports.loads → Report → archive.assemble → Archive → render, search → OutputFile
    content/.published/ → permanence: what was published and is no more keeps an address and a notice

Every stage is a pure function; the cache is put around the expensive ones here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from sitegen import archive, permanence, render, reports, search
from sitegen.archive import figures
from sitegen.errors import CombinedError, SitegenError, problem
from sitegen.sources import (
    CORRECTIONS_SUFFIX,
    PUBLISHED,
    ContentFile,
    load_aliases,
    load_content,
    load_kept,
    load_published,
    load_theme,
)
from sitegen.urls import LARGE, report_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.cache import Cache
    from sitegen.config import Config
    from sitegen.model import Archive, Figure, Forward, Move, OutputFile, Problem, Record, Report
    from sitegen.sources import Kept

    Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build made: the site's files, the anchor locks as they should now be, what was doubtful.

    `reports` are those of the archive, `past` is what was published of it before, `forwards` are the published addresses
    whose own pages are no more.
    """

    files: tuple[OutputFile, ...]
    locks: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    reports: tuple[Report, ...]
    past: Past
    forwards: tuple[Forward, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A report as its content file has it, and the text of its anchor lock where that on disk is not right any more, else ""."""

    report: Report
    lock: str


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


def build(config: Config, cache: Cache, progress: Progress | None = None, past: Past | None = None) -> Build:
    """Build the site of an archive without writing anything.

    `progress` is told each step (`read`, `link`, `render`, `search`) and the number of things in it; `past` is what was
    published before, where that is not what lies in the content folder.
    Raises `SitegenError`, with all content files that cannot be read, since a site without them would lose links.
    """
    tell = progress or (lambda _step, _count: None)
    content = load_content(config.content)
    if not content:
        raise SitegenError(problem("content-missing", path=config.content.name))
    tell("read", len(content))
    past = past or load_past(config)
    read = _load(content, cache)
    loaded, losses = _with_past(tuple(each.report for each in read), past, cache)
    tell("link", len(loaded))
    kept = load_kept(config.content)
    namings = archive.parse_namings(archive.NAMINGS, kept.initiatives)
    lexicon = archive.lexicon_of(namings)
    analyses = tuple(cache.map(archive.analyse, [(report,) for report in loaded], shared=(lexicon,)))
    joined, unused = _linked(loaded, analyses, lexicon, kept, cache)
    joined, doubts = _with_figures(joined, content, loaded, cache)
    joined = _compared(archive.with_stated(joined, lexicon), analyses, lexicon, cache)
    joined = replace(joined, events=permanence.events(past.records, past.moves, {each.id for each in loaded}))
    moves = (*render.merged_moves(joined, archive.merged(namings), past.pages), *past.moves)
    rendered, settled = _render(joined, content, replace(past, moves=moves), config, cache, tell)
    files = (*rendered, *_search(loaded, load_aliases(config.content), cache, tell))
    return Build(
        files=tuple(sorted(files, key=lambda file: file.path)),
        locks=tuple((each.report.id, each.lock) for each in read if each.lock),
        problems=(
            *chain.from_iterable(report.problems for report in loaded),
            *unused,
            *doubts,
            *losses,
            *settled.problems,
            *render.check_site(config.site, loaded),
        ),
        reports=loaded,
        past=past,
        forwards=settled.forwards,
    )


def load_past(config: Config) -> Past:
    """Read what was published of an archive.  Raises `SitegenError` with everything of it that cannot be read."""
    published = load_published(config.content)
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


def check(config: Config, cache: Cache) -> tuple[Problem, ...]:
    """Return everything that is doubtful about the reports of an archive, as an import would report it."""
    return tuple(
        found
        for report in (each.report for each in _load(load_content(config.content), cache))
        for found in (*report.problems, *reports.find_doubts(f"{report.id}.md", report))
    )


def load_report(file: ContentFile) -> Loaded | tuple[Problem, ...]:
    """Read one content file; return the report, or why it cannot be read."""
    try:
        lock = reports.load_lock(f"{file.id}.anchors.json", file.lock) if file.lock else reports.EMPTY
        report = reports.loads(file.id, file.text, lock)
        text = reports.dump_lock(reports.lock_of(report))
        return Loaded(report=report, lock=text if text != file.lock else "")
    except CombinedError as error:
        return error.problems
    except SitegenError as error:
        return (error.problem,)


def _load(content: tuple[ContentFile, ...], cache: Cache) -> tuple[Loaded, ...]:
    results = cache.map(load_report, [(file,) for file in content])
    failed = tuple(chain.from_iterable(result for result in results if isinstance(result, tuple)))
    if failed:
        raise CombinedError(failed)
    return tuple(result for result in results if isinstance(result, Loaded))


def _with_past(
    loaded: tuple[Report, ...], past: Past, cache: Cache
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
    told = tuple(
        permanence.with_moves(report, past.records.get(report.id), past.of(report.id))
        if report.gone or past.moves
        else report
        for report in loaded
    )
    return told, tuple(chain.from_iterable(losses))


def _linked(
    loaded: tuple[Report, ...],
    analyses: tuple[archive.Analysis, ...],
    lexicon: archive.Lexicon,
    kept: Kept,
    cache: Cache,
) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive as the keeper wants it linked, and what of their word finds nothing."""
    namings = archive.parse_namings(archive.NAMINGS, kept.initiatives)
    verdicts = archive.parse_verdicts(archive.VERDICTS, kept.links)
    found = cache.call(archive.join, loaded, analyses, lexicon)
    joined = archive.judged(found, analyses, verdicts, lexicon)
    known = frozenset(initiative.id for initiative in joined.initiatives)
    return joined, (
        *archive.unknown_initiatives(archive.NAMINGS, namings, known),
        *archive.unused_verdicts(archive.VERDICTS, verdicts, loaded),
    )


def _compared(
    joined: Archive, analyses: tuple[archive.Analysis, ...], lexicon: archive.Lexicon, cache: Cache
) -> Archive:
    """Return the archive with each office year on year, and what reports have in the same words."""
    reports = {report.id: report for report in joined.reports}
    analysis = {each.report: each for each in analyses}
    stated = figures.by_report(joined.figures)
    calls = [
        (reports[older], reports[newer], analysis[older], analysis[newer], (*stated[older], *stated[newer]))
        for older, newer in render.successions(joined)
    ]
    prints = tuple(cache.map(archive.fingerprints, [(report,) for report in joined.reports]))
    shared = cache.map(archive.shared_words, archive.reports_in_common(joined.reports, prints))
    return replace(
        joined,
        years=tuple(cache.map(archive.year_on_year, calls, shared=(lexicon,))),
        reuses=archive.longest(chain.from_iterable(shared)),
    )


def _with_figures(
    joined: Archive, content: tuple[ContentFile, ...], loaded: tuple[Report, ...], cache: Cache
) -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive with its figures as the keeper corrected them, and what is doubtful about them."""
    kept: list[Figure] = []
    doubts: list[Problem] = []
    extracted = cache.map(figures.extract, [(report,) for report in loaded])
    for file, found in zip(content, extracted, strict=True):
        where = f"{file.id}{CORRECTIONS_SUFFIX}"
        corrections = figures.parse_corrections(where, file.corrections) if file.corrections else ()
        corrected = figures.apply(found, corrections)
        kept += corrected
        doubts += (*figures.unused(where, found, corrections), *figures.contradictions(corrected))
    listed = tuple(kept)
    return replace(joined, figures=listed, indicators=figures.indicators(loaded, listed)), tuple(doubts)


def _render(
    joined: Archive,
    content: tuple[ContentFile, ...],
    past: Past,
    config: Config,
    cache: Cache,
    tell: Progress,
) -> tuple[tuple[OutputFile, ...], permanence.Settled]:
    """Return the files of the site but for the search, and what became of published pages that it does not have."""
    site, theme = config.site, load_theme(config.site.theme, config.theme_folders())
    calls = [(report, file.text) for file, report in zip(content, joined.reports, strict=True)]
    data = (*render.data_files(joined), *chain.from_iterable(cache.map(render.report_files, calls)))
    data = (*data, *cache.call(render.archive_files, data), *render.database_files(joined))
    pages = render.pages(joined, data, past.pages)
    larger = [page for page in pages if site.large_pages and render.has_large_page(page)]
    settled = permanence.settle(
        (*(page.path for page in pages), *(LARGE + page.path for page in larger)),
        (path for path in past.pages if path.endswith(".html")),
        past.records,
        {report.id: report for report in joined.reports},
        past.moves,
    )
    tell("render", len(pages))
    every = (*pages, *map(render.forward_page, settled.forwards))
    rendered = cache.map(render.render_page, [(page,) for page in every], shared=(site, theme))
    rendered += cache.map(render.render_large_page, [(page,) for page in larger], shared=(site, theme))
    feeds = (
        *render.feeds(joined, site, [page.path for page in pages]),
        render.corrections_feed(joined, site, theme),
    )
    tables = render.indicator_files(joined)
    files = (*rendered, *data, render.data_index(data), *tables, *render.assets(theme), *feeds)
    copies = permanence.copies(settled.forwards, past.paths(), {file.path: file for file in files})
    return (*files, *copies), settled


def _search(loaded: tuple[Report, ...], aliases: str, cache: Cache, tell: Progress) -> tuple[OutputFile, ...]:
    tell("search", len(loaded))
    analysed = cache.map(search.analyse, [(report,) for report in loaded])
    return search.index(tuple(analysed), aliases=search.parse_aliases(aliases))
