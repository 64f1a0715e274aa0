"""The edition of the last time, kept on disk: what a preview that is started anew shows, and goes on from.

To read, link and compare thousands of reports takes minutes, also where every result is remembered; the pages that
somebody opens first need a few of them.  So what pages are made from is kept report by report, and a page loads its
own part.  Settings, theme and texts are those of now.  It is no more than a draft, and followed by a whole edition.

That costs no more than an edit does: what is known besides (`known`) lies behind it in the same file.  It holds for
the code that wrote it and for content files by their words; what is stale or damaged is worked out anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import chain, compress, repeat
from operator import is_not
from typing import TYPE_CHECKING, Final, TypeVar

from sitegen import archive, render, store, urls
from sitegen.archive import Lexicon
from sitegen.cache import code_version
from sitegen.live.editions import Edition
from sitegen.live.lookups import Places
from sitegen.sources import ContentFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from sitegen.assembly import Inputs
    from sitegen.config import Config
    from sitegen.live.known import Known
    from sitegen.model import (
        Event,
        Figure,
        Indicator,
        Initiative,
        Problem,
        Related,
        Report,
        Reuse,
        YearOnYear,
    )
    from sitegen.permanence import Settled

Item = TypeVar("Item")
Value = TypeVar("Value", "Initiative", "Indicator", "YearOnYear")

_FILE: Final = "edition.sqlite"


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """What is kept of an edition: the fields of `render.Holdings` and `Edition`, sequences in parts.

    `content` are digests of the content files by id, `words` one of the keeper's lists and of what was published.  `slugs`
    are the parts of addresses that names were given: to work one out takes tables of 55 MB, which an edit mostly does without.  `kin`
    has for each figure of a report the number of its indicator, and that of the series there; -1 for none.
    """

    content: dict[str, bytes]
    words: bytes
    slugs: dict[str, str]
    reports: dict[str, Report]
    related: dict[str, Sequence[Related]]
    figures: dict[str, Sequence[Figure]]
    reuses: dict[str, Sequence[Reuse]]
    kin: dict[str, Sequence[tuple[int, int]]]
    initiatives: tuple[Initiative, ...]
    indicators: tuple[Indicator, ...]
    years: tuple[YearOnYear, ...]
    events: tuple[Event, ...]
    past: Settled
    problems: tuple[Problem, ...]


class _UnwantedError(Exception):
    """There is something else to do."""


class Keeper:
    """Keeps an edition in the folder of the cache, and what is known besides; `folder` None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / _FILE if folder else None
        self._content: dict[str, bytes] = {}
        self._words = b""
        self._digests: dict[str, tuple[ContentFile, bytes]] = {}
        self._looked: tuple[object, tuple[ContentFile, ...], frozenset[int]] = ((), (), frozenset())

    def load(
        self, config: Config, inputs: Inputs
    ) -> tuple[Edition, tuple[ContentFile, ...], Iterator[Any]] | None:
        """Return what is kept, as a draft with the settings and files of now, and the files that are others than then.

        The third is what is known besides, value by value (`Known.values`).  None if nothing is kept.
        """
        values = store.read(self._path, _version(config), self._outside(inputs)) if self._path else None
        try:
            kept: _Kept | None = next(values, None) if values else None
        except store.BrokenStoreError:
            return None
        if kept is None or values is None:
            return None
        self._content, self._words = kept.content, kept.words
        urls.learn_slugs(kept.slugs)
        edition = Edition(
            number=1,
            config=config,
            inputs=inputs,
            assembled=None,
            held=_holdings(kept, inputs),
            past=kept.past,
            known=kept.problems,
            is_draft=True,
        )
        return edition, tuple(self._others(inputs)), values

    def is_far(self, edition: Edition, most: int) -> bool:
        """Tell whether more than `most` reports, or anything else of an edition, are others than what is kept."""
        inputs = edition.inputs
        others = self._others(inputs)
        is_same = len(inputs.content) == len(self._content) and all(
            file.id in self._content for file in others
        )
        return self._path is not None and (
            len(others) > most or not is_same or _digest_of_words(inputs) != self._words
        )

    def keep(self, edition: Edition, known: Known, is_wanted: Callable[[], bool]) -> None:
        """Keep a whole edition and what is known, unless `is_wanted` comes to say no; without harm where it cannot be written."""
        if self._path is None or edition.is_draft:
            return
        with suppress(OSError, sqlite3.Error, store.BrokenStoreError, _UnwantedError):
            with store.Writer(self._path, _version(edition.config), self._names(edition.inputs)) as file:
                kept = self._kept(edition, _Apart(file, is_wanted))
                for value in chain((kept,), known.values()):
                    if not is_wanted():
                        raise _UnwantedError
                    file.add(value)
            self._content, self._words = kept.content, kept.words

    def forget(self) -> None:
        """Take what is kept for nothing: it cannot be read any more."""
        self._content = {}

    def _kept(self, edition: Edition, apart: _Apart) -> _Kept:
        held, inputs = edition.held, edition.inputs
        return _Kept(
            content={file.id: self._digest(file) for file in inputs.content},
            words=_digest_of_words(inputs),
            slugs=urls.known_slugs(),
            reports=dict(held.reports),
            related=apart.by_report(held.related),
            figures=apart.by_report(held.figures),
            reuses=apart.by_report(held.reuses),
            kin=apart.by_report(_kin(held)),
            initiatives=tuple(apart.fields(each, "members", "figures") for each in held.initiatives),
            indicators=tuple(apart.fields(each, "series", "apart") for each in held.indicators),
            years=tuple(apart.fields(each, "aligned", "added", "dropped", "figures") for each in held.years),
            events=held.events,
            past=edition.past,
            problems=edition.problems,
        )

    def _names(self, inputs: Inputs) -> dict[type, Callable[[Any], object]]:
        """Return what names the objects that are not kept."""
        words = _digest(inputs.kept.initiatives)
        return {ContentFile: lambda file: (file.id, self._digest(file)), Lexicon: lambda _: words}

    def _outside(self, inputs: Inputs) -> dict[type, Callable[[Any], object]]:
        """Return what finds by their names the objects that are not kept; what is another now is as good as any."""
        files = {(file.id, self._digest(file)): file for file in inputs.content}
        words = _digest(inputs.kept.initiatives)
        return {
            ContentFile: lambda name: files.get(name, object()),
            Lexicon: lambda name: _lexicon(inputs) if name == words else Lexicon(topics=()),
        }

    def _others(self, inputs: Inputs) -> list[ContentFile]:
        """Return the files that are others than what is kept; those that are the same objects are not looked at again."""
        content, (kept, before, known) = inputs.content, self._looked
        if kept is not self._content or len(before) != len(content):
            before, known = (), frozenset()
        fresh = set(compress(range(len(content)), map(is_not, before or repeat(None), content)))
        stale = {at for at in fresh if self._content.get(content[at].id) != self._digest(content[at])}
        others = frozenset(known - fresh | stale)
        self._looked = (self._content, content, others)
        return [content[at] for at in sorted(others)]

    def _digest(self, file: ContentFile) -> bytes:
        known = self._digests.get(file.id)
        if known is None or known[0] is not file:
            known = self._digests[file.id] = (file, _digest(file.text, file.lock, file.corrections))
        return known[1]


class _Apart:
    """Puts what is loaded only when somebody looks at it into a file, while that is wanted."""

    def __init__(self, file: store.Writer, is_wanted: Callable[[], bool]) -> None:
        self._file, self._is_wanted = file, is_wanted

    def by_report(self, items: Mapping[str, Sequence[Item]]) -> dict[str, Sequence[Item]]:
        """Return what is known of each report, apart."""
        return {report: self._put(some) for report, some in items.items()}

    def fields(self, value: Value, *names: str) -> Value:
        """Return a value of which some fields are apart."""
        parts: dict[str, Any] = {name: self._put(getattr(value, name)) for name in names}
        return replace(value, **parts)

    def _put(self, items: Sequence[Item]) -> Sequence[Item]:
        if not self._is_wanted():
            raise _UnwantedError
        return self._file.put(items)


class _Kin(Mapping["Figure", "render.Kin"]):
    """The indicators of the figures of a kept edition, looked up report by report."""

    def __init__(self, kept: _Kept) -> None:
        self._kept = kept
        self._known: dict[str, dict[Figure, render.Kin]] = {}

    def __getitem__(self, figure: Figure) -> render.Kin:
        if figure.report not in self._known:
            self._known[figure.report] = dict(self._of(figure.report))
        return self._known[figure.report][figure]

    def __iter__(self) -> Iterator[Figure]:
        return (figure for report in self._kept.kin for figure, _ in self._of(report))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _of(self, report: str) -> Iterator[tuple[Figure, render.Kin]]:
        numbers = self._kept.kin.get(report, ())
        for figure, (number, series) in zip(self._kept.figures.get(report, ()), numbers, strict=True):
            if number >= 0:
                yield figure, render.Kin(self._kept.indicators[number], series)


def _holdings(kept: _Kept, inputs: Inputs) -> render.Holdings:
    return render.Holdings(
        shelves=render.shelves(tuple(kept.reports.values())),
        heads=kept.reports,
        reports=kept.reports,
        related=kept.related,
        figures=kept.figures,
        places=Places(kept.reports),
        kin=_Kin(kept),
        initiatives=kept.initiatives,
        indicators=kept.indicators,
        events=kept.events,
        years=kept.years,
        successions=render.successions_of(kept.years),
        reuses=kept.reuses,
        published=frozenset(inputs.published.pages),
    )


def _kin(held: render.Holdings) -> dict[str, Sequence[tuple[int, int]]]:
    numbers = {
        figure: (number, kin.series)
        for number, indicator in enumerate(held.indicators)
        for figure, kin in render.kin_of(indicator)
    }
    return {
        report: tuple(numbers.get(figure, (-1, 0)) for figure in figures)
        for report, figures in held.figures.items()
    }


def _lexicon(inputs: Inputs) -> Lexicon:
    return archive.lexicon_of(archive.parse_namings(archive.NAMINGS, inputs.kept.initiatives))


def _version(config: Config) -> bytes:
    """Return what a kept edition hangs on besides what it was made from: the code, and where the reports lie."""
    return _digest(code_version().hex(), str(config.content))


def _digest_of_words(inputs: Inputs) -> bytes:
    published, kept = inputs.published, inputs.kept
    records = chain.from_iterable(published.records)
    return _digest(kept.initiatives, kept.links, published.moves, "\n".join(published.pages), *records)


def _digest(*texts: str) -> bytes:
    digest = blake2b(digest_size=16)
    for text in texts:
        data = text.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()
