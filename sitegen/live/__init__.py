"""The pipeline for an archive that is being edited: the steps of a build, as far as an edit and a reader ask for them.

    begin     the edition of the last time, where one is kept                              (`kept`)
    look      has anything changed that a build reads?
    draft     the edited reports in their new words, everything else as it was            at once
    update    the archive as a build has it: what did not change is remembered             soon after
    Site      its files, each made when somebody asks for it                              (`site`, `lookups`)
    refresh   what is made of the whole archive, where somebody asked for it: search, data    (`wholes`)

Every result comes from the functions that a build calls, so the site that is looked at is the one that is published.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sitegen import archive, render
from sitegen.assembly import Joining, Loaded, assemble, load_inputs, load_report, parse_past
from sitegen.build import settled
from sitegen.comparison import stated
from sitegen.errors import SitegenError
from sitegen.live.editions import Edition
from sitegen.live.kept import Keeper
from sitegen.live.known import LATER, MANY, Known, restored
from sitegen.live.lookups import Order, Places, Successive, have_same_heads
from sitegen.live.recall import Recall
from sitegen.live.shelving import give_back, put_away, put_texts_away, shelve
from sitegen.live.site import Site
from sitegen.live.wholes import Wholes
from sitegen.model import Report, by_origin, by_report
from sitegen.permanence import Settled
from sitegen.sources import Reader, load_again
from sitegen.store import BrokenStoreError, Part, Shelf, let_go, mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sitegen.archive import Analysis, Lexicon
    from sitegen.assembly import Assembled, Inputs, Progress
    from sitegen.cache import Cache
    from sitegen.config import Config
    from sitegen.model import Archive, Figure, Problem
    from sitegen.sources import ContentFile, Published

    Draft = tuple[Report, Sequence[Figure]]
    Seen = tuple[Config, Inputs]

__all__ = ["Live", "Site"]

_MOST_DRAFTED: Final = 5
"""Reports edited at once of which drafts are shown; a script that rewrites hundreds is waited for."""
_MOST_EDITED: Final = 20
"""Reports edited since an edition was kept; it is kept anew once there are more, and so many are shown as drafts of it."""
_GIVEN_BACK: Final = 8
"""Editions after which free memory is given back: what each of them took once adds up, and to give it back costs some milliseconds."""


class Live:
    """An archive that is being edited, and its site.

    `configure` reads the configuration, `opened` opens the cache, given the run to go on with (`Cache`); `tell`, where
    it is set, is told each step of an update; `front` is the page that somebody looks at.  `folder` is where the edition
    is kept for the next time, None keeps nothing.
    """

    def __init__(
        self,
        configure: Callable[[], Config],
        opened: Callable[[int], AbstractContextManager[Cache]],
        folder: Path | None = None,
    ) -> None:
        self.configure = configure
        self.keeps = folder is not None
        self._folder, self._keeper = folder, Keeper(folder)
        self._shelf = Shelf()
        self._reader, self._recall = Reader(), Recall(opened, self._came, LATER, MANY)
        self._known = Known(recall=self._recall)
        self._mapped = partial(mapped, folder=folder)
        self._kept: Iterator[Any] | None = None
        self.wholes = Wholes(self._recall)
        self._seen: Seen | None = None
        self._published: Published | None = None
        self._paths: tuple[object, tuple[str, ...]] | None = None
        self._order: tuple[tuple[Report, ...], Order] | None = None
        self.tell: Progress | None = None
        self.front = "index.html"
        self.site: Site | None = None

    def begin(self, config: Config, inputs: Inputs) -> Site | None:
        """Return the site as it was kept the last time, what was edited since in its new words; None if none was kept.

        What else changed since, and what follows from it, is there with the next `update`.
        """
        kept = self._keeper.load(config, inputs)
        if kept is None:
            return None
        edition, others, self._kept = kept
        drafted = [draft for file in others[:_MOST_EDITED] for draft in self._drafts(edition, file)]
        self.site = Site(edition.drafted(inputs, dict(drafted)), self.wholes)
        return self.site

    def look(self, paths: Iterable[str] | None = None) -> Seen | None:
        """Read what a build reads; return it if it is not what was there the last time.

        `paths` are where something changed, if that is known: where these are content files, no other is looked at.  Raises
        `SitegenError` if it cannot be read; the next call then looks at everything as new.
        """
        before, self._seen = self._seen, None
        self._seen = now = self._again(before, paths) or self._all()
        if before == now and paths is None:  # nobody saves any more
            give_back()
        return None if before == now else now

    def _all(self) -> Seen:
        """Read everything; what was published is the very object of the time before if it is equal, as content files are."""
        config = self.configure()
        inputs = load_inputs(config, self._reader)
        if self._published != inputs.published:
            self._published = inputs.published
        return config, replace(inputs, published=self._published)

    def _again(self, before: Seen | None, paths: Iterable[str] | None) -> Seen | None:
        if before is None or paths is None:
            return None
        config, inputs = before
        content = load_again(inputs.content, config.content, paths, self._reader)
        return None if content is None else (config, replace(inputs, content=content))

    def draft(self, config: Config, inputs: Inputs) -> tuple[Site, tuple[str, ...]] | None:
        """Return the site with edited reports in their new words, and their ids.

        None where that is not enough: where something else changed too, or a report cannot be read.
        """
        try:
            edited = self._edited(config, inputs)
        except SitegenError:  # `update` says so
            return None
        if self.site is None or not edited:
            return None
        self.site = self.site.drafted(self.site.edition.drafted(inputs, edited), edited)
        return self.site, tuple(edited)

    def update(self, config: Config, inputs: Inputs) -> Site:
        """Return the site as a build has it, for `adopt`.

        Raises `SitegenError` with everything for which there can be none, also if the page in `front` cannot be rendered.
        """
        try:
            if self._kept is not None:
                put_texts_away(self._shelf, self._reader.fresh)
                self._known, self._kept = restored(self._kept, self._recall), None
            return self._updated(config, inputs)
        except BrokenStoreError:
            self._keeper.forget()
            self._recall.restore(())
            self._known, self._kept = Known(recall=self._recall), None
            return self._updated(config, inputs)
        except Exception as fault:
            if not isinstance(fault, SitegenError):  # what is known by now may be of half an edit
                self._known, self._kept = Known(recall=self._recall), None
            raise

    def _updated(self, config: Config, inputs: Inputs) -> Site:
        known = self._known
        known.reusing.sharing.put, known.tally.put = self._mapped, self._shelf.put
        joining = Joining(
            join=self._join,
            indicators=known.tally.indicators,
            reusing=known.reusing,
            successions=lambda reports: self._ordered(reports).successions,
        )
        past = self._recall.call(parse_past, inputs.published)
        assembled = assemble(config, inputs, self._recall, joining, past=past, tell=self.tell)
        before = self.site
        held = self._held(assembled, before)
        edition = Edition(
            number=before.edition.number + 1 if before is not None else 1,
            config=config,
            inputs=inputs,
            assembled=assembled,
            held=held,
            past=self._settled(assembled, held, config),
        )
        site = Site(edition, self.wholes, before)
        site.get(self.front)
        self._shelf.clear()
        put_texts_away(self._shelf, self._reader.fresh)
        self._recall.forget()  # not before: a mistake must not cost what was remembered
        let_go()
        if not self.is_whole or edition.number % _GIVEN_BACK == 0:
            give_back()
        return site

    def adopt(self, site: Site) -> None:
        """Go on from a site that `update` returned."""
        self.site = site

    @property
    def is_whole(self) -> bool:
        """Tell whether an edition was worked out, so that not all that is shown is from the time before."""
        return self.site is not None and self.site.edition.assembled is not None

    @property
    def is_far(self) -> bool:
        """Tell whether what is kept for the next time is far from what is shown."""
        edition = self.site.edition if self.site is not None else None
        return edition is not None and not edition.is_draft and self._keeper.is_far(edition, _MOST_EDITED)

    def keep(self, is_wanted: Callable[[], bool]) -> None:
        """Keep what is shown for the next time, unless `is_wanted` comes to say no."""
        if self.site is not None:
            self._keeper.keep(self.site.edition, self._known, is_wanted)

    def _edited(self, config: Config, inputs: Inputs) -> dict[str, Draft]:
        """Return the reports whose words changed, and their figures; none where anything else did."""
        if self.site is None:
            return {}
        changed = self.site.edition.edited(config, inputs)
        if len(changed) > _MOST_DRAFTED:
            return {}
        drafted = [draft for file in changed for draft in self._drafts(self.site.edition, file)]
        return dict(drafted) if len(drafted) == len(changed) else {}

    def _join(self, reports: Sequence[Report], analyses: Sequence[Analysis], lexicon: Lexicon) -> Archive:
        known, before = self._known, self._known.links
        links = archive.link(reports, analyses, lexicon, before, self._recall.in_copies)
        known.links = archive.spread(links, before, self._mapped)
        if known.links is not links:  # all was laid out anew, which takes much once
            give_back()
        joined = archive.archive_of(reports, known.links, known.gathering)
        for part in (each for each in known.links.parts if not isinstance(each.clauses, Part)):
            shelve(self._shelf, part, part.analysis, part.named)
        return joined

    def _came(self, value: object) -> None:
        """Put what nobody looks at on disk."""
        put_away(self._shelf, value, is_at_hand=self.is_whole)

    def _settled(self, assembled: Assembled, held: render.Holdings, config: Config) -> Settled:
        """Return what becomes of published pages.  The paths of all pages are worked out anew only if they may be others."""
        past = assembled.past
        if not (past.pages or past.records or assembled.moves):
            return Settled(forwards=(), problems=())
        asked = (
            tuple((report.id, report.meta) for report in held.heads.values()),
            tuple((each.id, len(each.members)) for each in held.initiatives),
            tuple((each.id, each.names, each.series, each.apart) for each in held.indicators),
            tuple((each.newer, len(each.aligned) + len(each.added)) for each in held.years),
            tuple(pair.page for pair in held.compared.offices),
            len(held.events),
        )
        if self._paths is None or self._paths[0] != asked:
            self._paths = (asked, render.page_paths(held))
        return settled(assembled, self._paths[1], config.site)

    def _ordered(self, reports: tuple[Report, ...]) -> Order:
        """Return how reports stand to one another, which hangs on their ids and metadata alone."""
        before, order = self._order or ((), None)
        is_same = order is not None and have_same_heads(before, reports)
        self._order = (reports, order if order is not None and is_same else Order.of(reports))
        return self._order[1]

    def _held(self, assembled: Assembled, before: Site | None) -> render.Holdings:
        joined = assembled.archive
        order = self._ordered(joined.reports)
        reports: Mapping[str, Report] = {report.id: report for report in joined.reports}
        known = before.edition.held.places if before is not None else None
        return render.Holdings(
            shelves=order.shelves,
            heads=reports,
            reports=reports,
            related=by_origin(joined.related),
            figures=by_report(joined.figures, lambda figure: figure.report),
            places=Places(reports, known if isinstance(known, Places) else None),
            kin=self._known.kin,
            initiatives=joined.initiatives,
            indicators=joined.indicators,
            events=joined.events,
            years=joined.years,
            successions=Successive(order.places, joined.years),
            reuses=by_report(joined.reuses, lambda each: each.report),
            published=frozenset(assembled.past.pages),
        )

    def loaded(self, file: ContentFile) -> Loaded | tuple[Problem, ...]:
        """Return what `load_report` returns; of a file that was just edited it is at hand."""
        return self._recall.lend(load_report, file)

    def _drafts(self, edition: Edition, file: ContentFile) -> tuple[tuple[str, Draft], ...]:
        """Return an edited report by its id, for a draft of an edition; nothing if that has it not, or with another head."""
        loaded = self.loaded(file)
        head = edition.held.heads.get(file.id)
        if not isinstance(loaded, Loaded) or head is None or head.meta != loaded.report.meta:
            return ()
        found = self._recall.lend(stated, loaded.report, file.corrections)
        return ((file.id, (loaded.report, found.figures)),)
