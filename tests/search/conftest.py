"""A browser with the search's own scripts, and an index of the two reports to ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen import search
from sitegen.render.assets import asset_path, assets
from sitegen.sources import load_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from sitegen.model import OutputFile, Report
    from sitegen.search import ReportTerms

ROOT = Path(__file__).parents[2]
# Opens an index whose files are given as they are written, and names what tests ask of it.
OPEN = """
async (files) => {
  const unpack = async (line) => {
    const packed = JSON.parse("[" + line.slice(line.indexOf("(") + 1, line.lastIndexOf(")")) + "]")[1];
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };
  self.loaded = [];
  self.index = new sitegenIndex.Index((name, mark) => { self.loaded.push(name); return unpack(files[mark ? name + "." + mark : name]); });
  await self.index.open();
}
"""


@pytest.fixture(scope="session")
def core() -> str:
    """The search's scripts as they are served."""
    theme = load_theme("default", (ROOT / "themes" / "default",))
    served = {file.path: file.data for file in assets(theme)}
    names = ("search-core.js", "search-further.js")
    return "\n".join(served[asset_path(theme, name)].decode() for name in names)


@pytest.fixture(scope="session")
def analysed(archive_reports: tuple[Report, ...]) -> tuple[ReportTerms, ...]:
    return tuple(search.analyse(report) for report in archive_reports)


@pytest.fixture(scope="session")
def files(analysed: tuple[ReportTerms, ...]) -> tuple[OutputFile, ...]:
    return search.index(analysed)


@pytest.fixture(scope="module")
def open_index(browser: Browser, core: str) -> Iterator[Callable[[tuple[OutputFile, ...]], Page]]:
    """Open a page with the engine and the given index as `self.index`."""
    page = browser.new_page()
    page.add_script_tag(content=core)

    def opened(files: tuple[OutputFile, ...]) -> Page:
        page.evaluate(OPEN, {name_of(file): file.data.decode() for file in files})
        return page

    yield opened
    page.close()


@pytest.fixture(scope="module")
def asked(open_index: Callable[[tuple[OutputFile, ...]], Page], files: tuple[OutputFile, ...]) -> Page:
    """Open the index of the two reports."""
    return open_index(files)


def name_of(file: OutputFile) -> str:
    """Return the name by which the browser loads a file of the index, its mark included."""
    return file.path.removeprefix("search/").removesuffix(".js")
