"""Everything that can be found wrong with an archive, as the command line, a CI job and the preview report it.

    reports     a content file: its front matter, text, numbering, anchors against the lock, each with its place on the page
    links       the pages of the built site: every link and fragment inside it, every id once
    folder      the content folder: files that belong to no report, or that nothing reads
    external    addresses outside the site, on request

What a build reports comes first and is not reported again.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sitegen.checking.external import visit
from sitegen.checking.folder import check_folder, list_files
from sitegen.checking.links import check_links, dead_written, ids_of, outside_links, read_page
from sitegen.checking.reports import Examined, Finding, examine
from sitegen.sources import load_content

if TYPE_CHECKING:
    from sitegen.build import Build
    from sitegen.cache import Cache
    from sitegen.config import Config
    from sitegen.model import Problem

__all__ = ["Examined", "Finding", "check", "check_folder", "dead_written", "examine", "ids_of", "list_files"]


def check(config: Config, built: Build, cache: Cache, *, external: bool = False) -> tuple[Problem, ...]:
    """Return all problems of an archive that was built as `built`, those of the build first, none twice.

    `external` asks other hosts for what the site links to.
    """
    base = config.site.base_url
    examined = cache.map(examine, [(file, base) for file in load_content(config.content)])
    pages = cache.map(read_page, [(file, base) for file in built.files if file.path.endswith(".html")])
    paths = frozenset(file.path for file in built.files)
    written = tuple(chain.from_iterable(each.links for each in examined))
    problems = (
        *built.problems,
        *(finding.problem for each in examined for finding in each.findings),
        *check_links(pages, written, paths),
        *check_folder(list_files(config.content), frozenset(report.id for report in built.reports)),
        *(visit(outside_links(pages, written)) if external else ()),
    )
    return tuple(dict.fromkeys(problems))
