"""The pipeline: from content files to the files of the site.  The only place that knows the order.

    content/*.md → reports.loads → Report → archive.assemble → Archive → render, search → OutputFile

Every stage is a pure function; the cache is put around the expensive ones here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from sitegen import archive, render, reports, search
from sitegen.archive import figures
from sitegen.errors import CombinedError, SitegenError, problem
from sitegen.sources import CORRECTIONS_SUFFIX, ContentFile, load_aliases, load_content, load_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.cache import Cache
    from sitegen.config import Config
    from sitegen.model import Archive, Figure, OutputFile, Problem, Report, Site, Theme

    Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build made: the site's files, the anchor locks as they should now be, what was doubtful."""

    files: tuple[OutputFile, ...]
    locks: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def build(config: Config, cache: Cache, progress: Progress | None = None) -> Build:
    """Build the site of an archive without writing anything.

    `progress` is told each step (`read`, `link`, `render`, `search`) and the number of things in it.
    Raises `SitegenError`, with all content files that cannot be read, since a site without them would lose links.
    """
    tell = progress or (lambda _step, _count: None)
    content = load_content(config.content)
    if not content:
        raise SitegenError(problem("content-missing", path=config.content.name))
    tell("read", len(content))
    loaded = _load(content, cache)
    tell("link", len(loaded))
    analyses = tuple(cache.map(archive.analyse, [(report,) for report in loaded]))
    joined = cache.call(archive.join, loaded, analyses)
    joined, doubts = _with_figures(joined, content, loaded, cache)
    theme = load_theme(config.site.theme, config.theme_folders())
    files = (
        *_render(joined, content, config.site, theme, cache, tell),
        *_search(loaded, load_aliases(config.content), cache, tell),
    )
    return Build(
        files=tuple(sorted(files, key=lambda file: file.path)),
        locks=tuple(_changed_locks(content, loaded)),
        problems=(
            *chain.from_iterable(report.problems for report in loaded),
            *doubts,
            *render.check_site(config.site, loaded),
        ),
    )


def check(config: Config, cache: Cache) -> tuple[Problem, ...]:
    """Return everything that is doubtful about the reports of an archive, as an import would report it."""
    loaded = _load(load_content(config.content), cache)
    return tuple(
        found
        for report in loaded
        for found in (*report.problems, *reports.find_doubts(f"{report.id}.md", report))
    )


def load_report(file: ContentFile) -> Report | tuple[Problem, ...]:
    """Read one content file; return the report, or why it cannot be read."""
    try:
        lock = reports.load_lock(f"{file.id}.anchors.json", file.lock) if file.lock else reports.EMPTY
        return reports.loads(file.id, file.text, lock)
    except CombinedError as error:
        return error.problems
    except SitegenError as error:
        return (error.problem,)


def _load(content: tuple[ContentFile, ...], cache: Cache) -> tuple[Report, ...]:
    results = cache.map(load_report, [(file,) for file in content])
    failed = tuple(chain.from_iterable(result for result in results if isinstance(result, tuple)))
    if failed:
        raise CombinedError(failed)
    return tuple(result for result in results if not isinstance(result, tuple))


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
    return replace(joined, figures=tuple(kept)), tuple(doubts)


def _render(
    joined: Archive, content: tuple[ContentFile, ...], site: Site, theme: Theme, cache: Cache, tell: Progress
) -> tuple[OutputFile, ...]:
    calls = [(report, file.text) for file, report in zip(content, joined.reports, strict=True)]
    data = (*render.data_files(joined), *chain.from_iterable(cache.map(render.report_files, calls)))
    data = (*data, *cache.call(render.archive_files, data))
    pages = render.pages(joined, data)
    tell("render", len(pages))
    rendered = cache.map(render.render_page, [(page,) for page in pages], shared=(site, theme))
    feeds = render.feeds(joined, site, [page.path for page in rendered])
    if site.large_pages:
        larger = [(page,) for page in pages if render.has_large_page(page)]
        rendered += cache.map(render.render_large_page, larger, shared=(site, theme))
    return (*rendered, *data, render.data_index(data), *render.assets(theme), *feeds)


def _search(loaded: tuple[Report, ...], aliases: str, cache: Cache, tell: Progress) -> tuple[OutputFile, ...]:
    tell("search", len(loaded))
    analysed = cache.map(search.analyse, [(report,) for report in loaded])
    return search.index(tuple(analysed), aliases=search.parse_aliases(aliases))


def _changed_locks(content: tuple[ContentFile, ...], loaded: tuple[Report, ...]) -> list[tuple[str, str]]:
    """Return (report id, lock text) where the anchors on disk are not those of the present text."""
    changed = []
    for file, report in zip(content, loaded, strict=True):
        text = reports.dump_lock(reports.lock_of(report))
        if text != file.lock:
            changed.append((report.id, text))
    return changed
