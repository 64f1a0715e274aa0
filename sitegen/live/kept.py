"""The edition of the last time, kept on disk: what a preview that is started anew shows before anything is worked out.

To read, link and compare thousands of reports takes minutes, also where every result is remembered; the pages that
somebody opens first need a few of them.  So what pages are made from is kept report by report, and a page loads its
own part.  Settings, theme and texts are those of now.  It is no more than a draft, and followed by a whole edition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Final

from sitegen import render, store
from sitegen.cache import code_version
from sitegen.live.editions import Edition
from sitegen.live.lookups import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Any

    from sitegen.assembly import Inputs
    from sitegen.config import Config
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
    from sitegen.sources import ContentFile

_FILE: Final = "edition.sqlite"


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """What is kept of an edition: the fields of `render.Holdings` and `Edition`, sequences in parts.

    `content` are digests of the content files by id, `words` one of the keeper's lists and of what was published.  `kin`
    has for each figure of a report the number of its indicator, and that of the series there; -1 for none.
    """

    content: dict[str, bytes]
    words: bytes
    heads: tuple[Report, ...]
    reports: dict[str, Sequence[Report]]
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


class Keeper:
    """Keeps an edition in the folder of the cache; `folder` None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / _FILE if folder else None
        self._content: dict[str, bytes] = {}
        self._words = b""
        self._digests: dict[str, tuple[ContentFile, bytes]] = {}

    def load(self, config: Config, inputs: Inputs) -> tuple[Edition, tuple[ContentFile, ...]] | None:
        """Return what is kept, as a draft with the settings and files of now, and the files that are others than then.

        None if nothing is kept.
        """
        kept: _Kept | None = store.read(self._path, _version(config)) if self._path else None
        if kept is None:
            return None
        self._content, self._words = kept.content, kept.words
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
        return edition, tuple(self._others(inputs))

    def is_far(self, edition: Edition, most: int) -> bool:
        """Tell whether more than `most` reports, or anything else of an edition, are others than what is kept."""
        inputs = edition.inputs
        others = sum(1 for _ in self._others(inputs))
        is_same = self._content.keys() == {file.id for file in inputs.content}
        return self._path is not None and (
            others > most or not is_same or _digest_of_words(inputs) != self._words
        )

    def keep(self, edition: Edition, is_wanted: Callable[[], bool]) -> None:
        """Keep a whole edition, unless `is_wanted` comes to say no; without harm where it cannot be written."""
        if self._path is None:
            return
        kept = self._kept(edition)
        if store.write(self._path, _version(edition.config), kept, _parts(kept), is_wanted):
            self._content, self._words = kept.content, kept.words

    def _kept(self, edition: Edition) -> _Kept:
        held, inputs = edition.held, edition.inputs
        return _Kept(
            content={file.id: self._digest(file) for file in inputs.content},
            words=_digest_of_words(inputs),
            heads=tuple(map(_head, held.heads.values())),
            reports={report.id: (report,) for report in held.reports.values()},
            related=dict(held.related),
            figures=dict(held.figures),
            reuses=dict(held.reuses),
            kin=_kin(held),
            initiatives=held.initiatives,
            indicators=held.indicators,
            years=held.years,
            events=held.events,
            past=edition.past,
            problems=edition.problems,
        )

    def _others(self, inputs: Inputs) -> Iterator[ContentFile]:
        return (file for file in inputs.content if self._content.get(file.id) != self._digest(file))

    def _digest(self, file: ContentFile) -> bytes:
        known = self._digests.get(file.id)
        if known is None or known[0] is not file:
            known = self._digests[file.id] = (file, _digest(file.text, file.lock, file.corrections))
        return known[1]


class _Reports(Mapping[str, "Report"]):
    """The reports of a kept edition, by id; each is loaded when it is asked for."""

    def __init__(self, parts: Mapping[str, Sequence[Report]]) -> None:
        self._parts = parts

    def __getitem__(self, report_id: str) -> Report:
        return self._parts[report_id][0]

    def __contains__(self, report_id: object) -> bool:
        return report_id in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


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
    reports = _Reports(kept.reports)
    return render.Holdings(
        shelves=render.shelves(kept.heads),
        heads={report.id: report for report in kept.heads},
        reports=reports,
        related=kept.related,
        figures=kept.figures,
        places=Places(reports),
        kin=_Kin(kept),
        initiatives=kept.initiatives,
        indicators=kept.indicators,
        events=kept.events,
        years=kept.years,
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


def _parts(kept: _Kept) -> Iterator[Sequence[Any]]:
    """Yield what is loaded only when somebody looks at it."""
    by_report = (kept.reports, kept.related, kept.figures, kept.reuses, kept.kin)
    every: Iterable[Any] = chain(
        *(each.values() for each in by_report),
        *((each.members, each.figures) for each in kept.initiatives),
        *((each.series, each.apart) for each in kept.indicators),
        *((each.aligned, each.added, each.dropped, each.figures) for each in kept.years),
    )
    return (part for part in every if part)  # there is only one empty tuple


def _head(report: Report) -> Report:
    """Return a report without its words."""
    return replace(report, passages=(), sections=(), gone=(), problems=())


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
