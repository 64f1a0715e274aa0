"""The files of a site, each made when somebody asks for it: what `build` would make of the same archive, byte for byte.

A page is made in some milliseconds.  What is made of the whole archive at once (data files, feeds, the search
index) takes seconds to minutes in a large one: once made, it is handed out as it was until it is made anew.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from sitegen import render
from sitegen.errors import SitegenError, problem
from sitegen.live.pieces import Pieces
from sitegen.live.wholes import WHOLES, whole_of
from sitegen.store import BrokenStoreError
from sitegen.urls import LARGE, report_page

if TYPE_CHECKING:
    from sitegen.live.editions import Edition
    from sitegen.live.wholes import Wholes
    from sitegen.model import OutputFile


class Site(Mapping[str, bytes]):
    """The files of an edition by path from the site's root.

    `wholes` are what was made of whole archives, shared by all editions.
    """

    def __init__(self, edition: Edition, wholes: Wholes, before: Site | None = None) -> None:
        self.edition = edition
        self._wholes = wholes
        self._made: dict[str, bytes] = {}
        self._making = threading.RLock()
        self.pieces: Pieces = before.pieces if before is not None else Pieces()
        is_same = before is not None and before.edition.inputs.theme == edition.inputs.theme
        self.assets: Mapping[str, bytes] = (
            before.assets
            if before is not None and is_same
            else {file.path: file.data for file in render.assets(edition.inputs.theme)}
        )

    def drafted(self, edition: Edition, reports: Iterable[str]) -> Site:
        """Return the site of a draft: pages that were made are kept, but those of the edited reports."""
        site = Site(edition, self._wholes, self)
        own = {path for each in reports for path in (report_page(each), *render.report_paths(each))}
        own |= {LARGE + path for path in own}
        site._made = {path: data for path, data in self._made.copy().items() if path not in own}
        return site

    def __getitem__(self, path: str) -> bytes:
        """Return a file, made now if it was not asked for before.  Raises `KeyError` if the site has none there.

        Raises `SitegenError` (`edition-following`) where what it is made from cannot be read until all is worked out.
        """
        if path in self.assets:
            return self.assets[path]
        data = self._page_or_file(path)
        return self._of_whole(path) if data is None else data

    def _page_or_file(self, path: str) -> bytes | None:
        """Return a page or a file beside one, made once if several ask for it at a time; None for what is none."""
        with self._making:
            if path in self._made:
                return self._made[path]
            try:
                data = self._own(path)
            except BrokenStoreError:
                raise SitegenError(problem("edition-following")) from None
            if data is not None and self._is_lasting(path):
                self._made[path] = data
            return data

    def __iter__(self) -> Iterator[str]:
        """Yield the path of every file of the site; what is made of the whole archive is made for it."""
        every, site = self.page_paths, self.edition.config.site
        yield from self.assets
        yield from every
        if site.large_pages:
            yield from (LARGE + path for path in every if render.has_large_page(path))
        yield from (file.path for file in render.indicator_files(self.edition.held.indicators))
        yield from (file.path for file in render.office_files(self.edition.held))
        for report_id in self.edition.held.reports:
            yield from render.report_paths(report_id)
        for whole in WHOLES:
            yield from (path for path in self._wholes.files(whole, self) if not render.report_with(path))

    def __len__(self) -> int:
        """Return the number of files of the site; everything is made for it."""
        return sum(1 for _ in self)

    @cached_property
    def page_paths(self) -> tuple[str, ...]:
        """Return the paths of all pages but for those in larger type and notices, sorted."""
        return render.page_paths(self.edition.held)

    @cached_property
    def _published(self) -> frozenset[str]:
        """Return every path that the past of the archive may have a file at."""
        past = self.edition.past.forwards
        return frozenset((*self.edition.whole.past.paths(), *(each.page for each in past)))

    def _own(self, path: str) -> bytes | None:
        """Make a page or a file beside one; None for what is made of the whole archive."""
        edition, is_large = self.edition, path.startswith(LARGE)
        site, theme = edition.config.site, edition.inputs.theme
        page, piece = (
            self._page(path.removeprefix(LARGE) if is_large else path),
            self.pieces.of(path, (site, theme)),
        )
        if page and is_large and site.large_pages and render.has_large_page(page.path):
            return render.render_large_page(page, site, theme, piece).data
        if page and not is_large:
            return render.render_page(page, site, theme, piece).data
        file = (
            self._report_file(path)
            or render.indicator_file_at(path, edition.held.indicators)
            or render.office_file_at(path, edition.held)
        )
        return file.data if file else None

    def _of_whole(self, path: str) -> bytes:
        whole = whole_of(path)
        if whole == "past" and path not in self._published:
            raise KeyError(path)
        return self._wholes.file(whole, path, self)

    def _is_lasting(self, path: str) -> bool:
        """Tell whether a page stays as it is: one that tells of the data files may still tell of earlier ones."""
        return self._wholes.is_new("data", self) or not render.tells_of_data(path.removeprefix(LARGE))

    def _page(self, path: str) -> render.Page | None:
        return render.page_at(path, self.edition.held, lambda: self._wholes.data(self))

    def _report_file(self, path: str) -> OutputFile | None:
        report = self.edition.held.reports.get(render.report_with(path))
        if report is None:
            return None
        text = next(file.text for file in self.edition.inputs.content if file.id == report.id)
        return next(file for file in render.report_files(report, text) if file.path == path)
