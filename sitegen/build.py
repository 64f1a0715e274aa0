"""The pipeline: from content files to the files of the site.

    content/*.md → assembly → Archive → render, search → OutputFile
    content/.published/ → permanence: what was published and is no more keeps an address and a notice

Every stage is a pure function; the cache is put around the expensive ones here and in `assembly`, nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from sitegen import permanence, render, search
from sitegen.assembly import assemble, load_inputs
from sitegen.urls import LARGE

if TYPE_CHECKING:
    from sitegen.assembly import Assembled, Past, Progress
    from sitegen.cache import Cache
    from sitegen.config import Config
    from sitegen.model import Forward, OutputFile, Problem, Report, Site, Theme


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


def build(config: Config, cache: Cache, progress: Progress | None = None, past: Past | None = None) -> Build:
    """Build the site of an archive without writing anything.

    `progress` is told each step (`read`, `link`, `render`, `search`) and the number of things in it; `past` is what was
    published before, where that is not what lies in the content folder.
    Raises `SitegenError`, with all content files that cannot be read, since a site without them would lose links.
    """
    tell = progress or (lambda _step, _count: None)
    inputs = load_inputs(config)
    assembled = assemble(config, inputs, cache, past=past, tell=tell)
    rendered, settled = _render(assembled, config.site, inputs.theme, cache, tell)
    files = (*rendered, *_search(assembled.archive.reports, inputs.aliases, cache, tell))
    return Build(
        files=tuple(sorted(files, key=lambda file: file.path)),
        locks=assembled.locks,
        problems=(*assembled.problems, *settled.problems),
        reports=assembled.archive.reports,
        past=assembled.past,
        forwards=settled.forwards,
    )


def _render(
    assembled: Assembled, site: Site, theme: Theme, cache: Cache, tell: Progress
) -> tuple[tuple[OutputFile, ...], permanence.Settled]:
    """Return the files of the site but for the search, and what became of published pages that it does not have."""
    joined, past = assembled.archive, assembled.past
    calls = [(report, file.text) for file, report in zip(assembled.content, joined.reports, strict=True)]
    data = (*render.data_files(joined), *chain.from_iterable(cache.map(render.report_files, calls)))
    data = (*data, *cache.call(render.archive_files, data), *render.database_files(joined))
    pages = render.pages(render.holdings(joined), data)
    larger = [page for page in pages if site.large_pages and render.has_large_page(page)]
    settled = permanence.settle(
        (*(page.path for page in pages), *(LARGE + page.path for page in larger)),
        (path for path in past.pages if path.endswith(".html")),
        past.records,
        {report.id: report for report in joined.reports},
        assembled.moves,
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
