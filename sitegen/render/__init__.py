"""Archive → the files of the site, but for the search index.

    data   = data_files(archive)                     what is on the pages, for programs
    held   = holdings(archive, published)            an archive as its pages are made from it
    pages  = pages(held, data)                       what goes into each page, as values
    file   = render_page(page, site, theme)          one page with a theme's looks
    file   = render_large_page(page, site, theme)    the same in larger type, under `large/`
    files  = report_files(report, text), archive_files(files)    what can be taken away
    files  = database_files(archive)                 all tables as one SQLite file
    indicator_files(indicators)                      the figures of each indicator as CSV
    office_files(held)                               what each office says of each initiative, to compare any two
    successions(reports)                             which reports follow one another, to be compared
    merged_moves(archive, merged, published)         where the pages of merged initiatives lead
    page   = forward_page(forward)                   what stands at an address whose page is no more
    data_index(data), assets(theme), feeds(archive, site, paths), check_site(site)    the rest

Pages are computed first and rendered one by one, so that a cache can skip those whose value, site
and theme are the same, and so that memory never holds the HTML of the whole archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.model import OutputFile
from sitegen.render.assets import assets
from sitegen.render.choosing import office_file_at, office_files
from sitegen.render.compared import successions
from sitegen.render.context import NOT_FOUND, made, variables
from sitegen.render.corrections import corrections_feed, forward_page
from sitegen.render.data import data_files, data_index, indicator_file_at, indicator_files
from sitegen.render.database import database_files
from sitegen.render.downloads import archive_files, report_files, report_paths, report_with
from sitegen.render.feeds import feeds
from sitegen.render.holdings import Holdings, Kin, by, holdings, kin_of, successions_of
from sitegen.render.initiatives import merged_moves
from sitegen.render.owners import check_site
from sitegen.render.pages import page_at, page_paths, pages, tells_of_data
from sitegen.render.places import Place, places_of
from sitegen.render.shelves import Shelves, shelves
from sitegen.render.theme import render_template
from sitegen.render.views import Page
from sitegen.urls import LARGE

if TYPE_CHECKING:
    from sitegen.model import Site, Theme
    from sitegen.render.context import Piece

__all__ = [
    "Holdings",
    "Kin",
    "Page",
    "Place",
    "Shelves",
    "archive_files",
    "assets",
    "by",
    "check_site",
    "corrections_feed",
    "data_files",
    "data_index",
    "database_files",
    "feeds",
    "forward_page",
    "has_large_page",
    "holdings",
    "indicator_file_at",
    "indicator_files",
    "kin_of",
    "merged_moves",
    "office_file_at",
    "office_files",
    "page_at",
    "page_paths",
    "pages",
    "places_of",
    "render_large_page",
    "render_page",
    "report_files",
    "report_paths",
    "report_with",
    "shelves",
    "successions",
    "successions_of",
    "tells_of_data",
]


def render_page(page: Page, site: Site, theme: Theme, piece: Piece = made) -> OutputFile:
    """Return the HTML file of a page.

    `piece` makes what of it stands by itself, given a macro and what goes into it; it may know it from before, for the
    same page, site and theme.  Raises `SitegenError` (`template-broken`) with template and line where the theme cannot render it.
    """
    html = render_template(theme, page.template, variables(page, site, theme, piece=piece))
    return OutputFile(path=page.path, data=html.encode())


def has_large_page(path: str) -> bool:
    """Tell whether a page is also put out in larger type: all but the one that a server shows for missing addresses."""
    return path != NOT_FOUND


def render_large_page(page: Page, site: Site, theme: Theme, piece: Piece = made) -> OutputFile:
    """Return the HTML file of a page in larger type (长辈版); arguments and what is raised are those of `render_page`."""
    html = render_template(theme, page.template, variables(page, site, theme, is_large=True, piece=piece))
    return OutputFile(path=LARGE + page.path, data=html.encode())
