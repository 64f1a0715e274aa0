"""What is made of the whole archive at once, kept until somebody asks for it anew.

In a large archive data files, feeds and the search index take seconds to minutes.  The first to ask waits; whoever
asks after an edit gets what there is, and it is made anew in the background.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal, Protocol

from sitegen import permanence, render
from sitegen.build import data_files, feed_files, search_files
from sitegen.model import OutputFile
from sitegen.urls import is_fingerprinted

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.live.editions import Edition
    from sitegen.live.recall import Recall

Whole = Literal["data", "search", "feeds", "past"]
"""What is made of the whole archive; `past` is what stands at published addresses whose pages are no more."""
WHOLES: Final[tuple[Whole, ...]] = ("data", "search", "feeds", "past")
_FEEDS: Final = ("feed.xml", "robots.txt", "opensearch.xml")


class Site(Protocol):
    """What is asked of a site."""

    @property
    def edition(self) -> Edition:
        """Return the edition that it shows."""

    @property
    def page_paths(self) -> tuple[str, ...]:
        """Return the paths of its pages."""

    def __getitem__(self, path: str) -> bytes:
        """Return one of its files.  Raises `KeyError` if there is none."""


def whole_of(path: str) -> Whole:
    """Return what a file that is no page is made with."""
    part, name = path.partition("/")[0], path.rpartition("/")[2]
    if part in {"data", "search"}:
        return "data" if part == "data" else "search"
    return "feeds" if name in _FEEDS or path.startswith("sitemap") else "past"


class Wholes:
    """What was made of whole archives: files by path, and the edition that each is of.

    `told` is called when somebody asks for something that `refresh` would make anew.
    """

    def __init__(self, recall: Recall) -> None:
        self._recall = recall
        self.told: Callable[[], None] = lambda: None
        self._locks = {whole: threading.Lock() for whole in WHOLES}
        self._made: dict[Whole, tuple[int, dict[str, bytes]]] = {}
        self._earlier: dict[Whole, Mapping[str, bytes]] = {}
        self._data: tuple[OutputFile, ...] = ()
        self._wanted: set[Whole] = set()

    def files(self, whole: Whole, site: Site) -> Mapping[str, bytes]:
        """Return files, made now if they never were; those of an earlier edition are made anew by `refresh`.

        Raises `SitegenError` if there are none and the edition that they are made of is still being worked out.
        """
        self._want(whole, site)
        with self._locks[whole]:
            if whole not in self._made:
                self._make(whole, site)
                self._wanted.discard(whole)
            return self._made[whole][1]

    def file(self, whole: Whole, path: str, site: Site) -> bytes:
        """Return one of the files.  Raises `KeyError` if there is none.

        A page that is open asks for the files that it knows: what is named by its content is kept once it was replaced.
        """
        files = self.files(whole, site)
        return self._earlier[whole][path] if path not in files and is_fingerprinted(path) else files[path]

    def data(self, site: Site) -> tuple[OutputFile, ...]:
        """Return the data files that pages tell of: those that were made last, none before that."""
        self._want("data", site)
        return self._data

    def is_new(self, whole: Whole, site: Site) -> bool:
        """Tell whether what was made last is of the edition of a site."""
        return self._made.get(whole, (None, {}))[0] == site.edition.number

    def _want(self, whole: Whole, site: Site) -> None:
        if not self.is_new(whole, site) and whole not in self._wanted:
            self._wanted.add(whole)
            self.told()

    @property
    def is_wanted(self) -> bool:
        """Tell whether somebody asked for something that is not made yet of the edition they look at."""
        return bool(self._wanted)

    def refresh(self, site: Site) -> frozenset[str]:
        """Make anew what was asked for; return the paths that are others now.  Raises `SitegenError` if it cannot be made."""
        changed: set[str] = set()
        while self._wanted:
            whole = self._wanted.pop()
            with self._locks[whole]:
                if self.is_new(whole, site):
                    continue
                before = self._made.get(whole, (0, {}))[1]
                self._make(whole, site)
                after = self._made[whole][1]
            changed |= {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        return frozenset(changed)

    def _make(self, whole: Whole, site: Site) -> None:
        made = {"data": self._all_data, "search": self._search, "feeds": self._feeds, "past": self._past}
        files = made[whole](site)
        self._earlier[whole] = self._made.get(whole, (0, {}))[1]
        self._made[whole] = (site.edition.number, {file.path: file.data for file in files})

    def _all_data(self, site: Site) -> tuple[OutputFile, ...]:
        self._data = data_files(site.edition.whole, self._recall)
        return (*self._data, render.data_index(self._data))

    def _search(self, site: Site) -> tuple[OutputFile, ...]:
        edition = site.edition
        return search_files(edition.whole.archive, edition.inputs.aliases, self._recall)

    def _feeds(self, site: Site) -> tuple[OutputFile, ...]:
        edition, own = site.edition, site.edition.config.site
        paths = site.page_paths if own.base_url else ()
        return feed_files(edition.whole, own, edition.inputs.theme, paths)

    def _past(self, site: Site) -> tuple[OutputFile, ...]:
        assembled, own, theme = site.edition.whole, site.edition.config.site, site.edition.inputs.theme
        forwards = site.edition.past.forwards
        pages = [render.render_page(render.forward_page(each), own, theme) for each in forwards]
        return (*pages, *permanence.copies(forwards, assembled.past.paths(), _Others(site)))


class _Others(Mapping[str, OutputFile]):
    """The files of a site, without those that are made of its past; they are looked up and never listed."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def __getitem__(self, path: str) -> OutputFile:
        if whole_of(path) == "past" and not render.report_with(path):
            raise KeyError(path)
        return OutputFile(path=path, data=self._site[path])

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
