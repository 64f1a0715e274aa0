"""Archive → the files of the site, but for the search index.

    data   = data_files(archive)                     what is on the pages, for programs
    pages  = pages(archive, data)                    what goes into each page, as values
    file   = render_page(page, site, theme)          one page with a theme's looks
    files  = report_files(report, text), archive_files(files)    what can be taken away
    files  = database_files(archive)                 all tables as one SQLite file
    indicator_files(archive)                         the figures of each indicator as CSV
    page   = forward_page(forward)                   what stands at an address whose page is no more
    data_index(data), assets(theme), feeds(archive, site, paths), check_site(site)    the rest

Pages are computed first and rendered one by one, so that a cache can skip those whose value, site
and theme are the same, and so that memory never holds the HTML of the whole archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.model import OutputFile
from sitegen.render.assets import assets
from sitegen.render.context import variables
from sitegen.render.corrections import corrections_feed, forward_page
from sitegen.render.data import data_files, data_index, indicator_files
from sitegen.render.database import database_files
from sitegen.render.downloads import archive_files, report_files, report_paths
from sitegen.render.feeds import feeds
from sitegen.render.owners import check_site
from sitegen.render.pages import pages
from sitegen.render.theme import render_template
from sitegen.render.views import Page

if TYPE_CHECKING:
    from sitegen.model import Site, Theme

__all__ = [
    "Page",
    "archive_files",
    "assets",
    "check_site",
    "corrections_feed",
    "data_files",
    "data_index",
    "database_files",
    "feeds",
    "forward_page",
    "indicator_files",
    "pages",
    "render_page",
    "report_files",
    "report_paths",
]


def render_page(page: Page, site: Site, theme: Theme) -> OutputFile:
    """Return the HTML file of a page.

    Raises `SitegenError` (`template-broken`) with template and line where the theme cannot render it.
    """
    html = render_template(theme, page.template, variables(page, site, theme))
    return OutputFile(path=page.path, data=html.encode())
