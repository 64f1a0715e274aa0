"""The pipeline: from content files to the files of the site.

    content/*.md → assembly → Archive → render, search → OutputFile
    content/.published/ → permanence: what was published and is no more keeps an address and a notice

Every stage is a pure function; the cache is put around the expensive ones here and in `assembly`, nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from sitegen import archive, permanence, render, search
from sitegen.assembly import Joining, assemble, load_inputs
from sitegen.spool import batches
from sitegen.urls import LARGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sitegen.assembly import Assembled, Inputs, Past, Progress
    from sitegen.cache import Cache, Memory
    from sitegen.config import Config
    from sitegen.model import Archive, Forward, OutputFile, Problem, Report, Site, Theme
    from sitegen.render import Page
    from sitegen.spool import Spool

    PutAside = Callable[[Iterable[OutputFile]], Iterable[OutputFile]]


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


def build(
    config: Config,
    cache: Cache,
    progress: Progress | None = None,
    past: Past | None = None,
    inputs: Inputs | None = None,
) -> Build:
    """Build the site of an archive without writing anything.

    `progress` is told each step (`read`, `link`, `render`, `search`) and the number of things in it; `past` is what was
    published before, where that is not what lies in the content folder; `inputs` is what was read already.
    Raises `SitegenError`, with all content files that cannot be read, since a site without them would lose links.
    """
    tell = progress or (lambda _step, _count: None)
    inputs = inputs or load_inputs(config)
    joining = Joining(join=partial(cache.call, archive.join, spread=cache.in_copies))
    assembled = assemble(config, inputs, cache, joining, past=past, tell=tell)
    spool = cache.spool()
    rendered, found = _render(assembled, config.site, inputs.theme, cache, spool, tell)
    tell("search", len(assembled.archive.reports))
    files = (*rendered, *spool.put(search_files(assembled.archive, inputs.aliases, cache)))
    return Build(
        files=tuple(sorted(files, key=lambda file: file.path)),
        locks=assembled.locks,
        problems=(*assembled.problems, *found.problems),
        reports=assembled.archive.reports,
        past=assembled.past,
        forwards=found.forwards,
    )


def data_files(assembled: Assembled, cache: Memory, put_aside: PutAside = iter) -> tuple[OutputFile, ...]:
    """Return what the pages about the archive document: its data files, the reports as files, all of it packed.

    What is made is given to `put_aside` piece by piece.
    """
    joined = assembled.archive
    calls = [(report, file.text) for file, report in zip(assembled.content, joined.reports, strict=True)]
    reports = (files for some in batches(calls) for files in cache.map(render.report_files, some))
    data = (*put_aside(render.data_files(joined)), *put_aside(chain.from_iterable(reports)))
    packed = put_aside(cache.call(render.archive_files, data))
    return (*data, *packed, *put_aside(render.database_files(joined)))


def feed_files(
    assembled: Assembled, site: Site, theme: Theme, paths: Iterable[str]
) -> tuple[OutputFile, ...]:
    """Return the feeds of an archive, and what search engines and crawlers fetch; `paths` are those of its pages."""
    feeds = render.feeds(assembled.archive, site, paths)
    return (*feeds, render.corrections_feed(assembled.archive, site, theme))


def search_files(joined: Archive, aliases: str, cache: Memory) -> tuple[OutputFile, ...]:
    """Return the search index; `aliases` is the text of the keeper's own list of other names."""
    analysed = cache.map(search.analyse, [(report,) for report in joined.reports])
    return search.index(tuple(analysed), search.parse_aliases(aliases), joined.initiatives)


def settled(assembled: Assembled, paths: Sequence[str], site: Site) -> permanence.Settled:
    """Return what becomes of published pages that the site, which has pages at `paths`, does not have."""
    larger = (LARGE + path for path in paths if site.large_pages and render.has_large_page(path))
    return permanence.settle(
        (*paths, *larger),
        (path for path in assembled.past.pages if path.endswith(".html")),
        assembled.past.records,
        {report.id: report for report in assembled.archive.reports},
        assembled.moves,
    )


def _render(
    assembled: Assembled, site: Site, theme: Theme, cache: Cache, spool: Spool, tell: Progress
) -> tuple[tuple[OutputFile, ...], permanence.Settled]:
    """Return the files of the site but for the search, and what became of published pages that it does not have."""
    data = data_files(assembled, cache, spool.put)
    held = render.holdings(assembled.archive, assembled.past.pages)
    paths = render.page_paths(held)
    found = settled(assembled, paths, site)
    tell("render", len(paths))
    forwards = cache.map(render.render_page, _calls(map(render.forward_page, found.forwards)), (site, theme))
    pages = spool.put(_rendered(render.pages(held, data), site, theme, cache))
    rendered = (*forwards, *pages)
    feeds = feed_files(assembled, site, theme, paths)
    beside = (*render.indicator_files(held.indicators), *render.office_files(held))
    files = (*rendered, *data, render.data_index(data), *spool.put(beside), *render.assets(theme), *feeds)
    copies = permanence.copies(found.forwards, assembled.past.paths(), {file.path: file for file in files})
    return (*files, *copies), found


def _rendered(pages: Iterator[Page], site: Site, theme: Theme, cache: Cache) -> Iterator[OutputFile]:
    """Yield the files of pages, and of those in larger type; some hundred pages are there at a time."""
    for some in batches(pages):
        yield from cache.map(render.render_page, _calls(some), (site, theme), is_once=True)
        if site.large_pages:
            larger = [page for page in some if render.has_large_page(page.path)]
            yield from cache.map(render.render_large_page, _calls(larger), (site, theme), is_once=True)


def _calls(pages: Iterable[Page]) -> list[tuple[Page]]:
    return [(page,) for page in pages]
