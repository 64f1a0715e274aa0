"""What the page of a report says of words that stand in another report as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen import urls
from sitegen.render.views import Reused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.model import Passage, Report, Reuse

_OPENING: Final = 20
_MARK: Final = re.compile(r"[，。；：、！？,.;:!?]")


def reused_words(report: Report, reuses: Iterable[Reuse], heads: Mapping[str, Report]) -> tuple[Reused, ...]:
    """Return what the passages of a report have in common with others, in reading order; `heads` are all reports by id."""
    passages = {passage.anchor: passage for _, passage in report.walk_passages()}
    return tuple(
        _reused(reuse, passages[reuse.passage], report, heads[reuse.source.report])
        for reuse in reuses
        if reuse.passage in passages
    )


def _reused(reuse: Reuse, passage: Passage, report: Report, source: Report) -> Reused:
    words = _opening(passage.text, reuse.start, reuse.end)
    meta = source.meta
    return Reused(
        passage=reuse.passage,
        opening=words,
        count=reuse.characters,
        page=urls.report_page(source.id),
        anchor=reuse.source.anchor,
        issuer=meta.issuer,
        year=meta.year,
        is_own=(meta.region, meta.issuer) == (report.meta.region, report.meta.issuer),
    )


def _opening(text: str, start: int, end: int) -> str:
    """Return the first words of a stretch; where it starts within words, those after the next mark."""
    mark = _MARK.search(text, start, min(end, start + _OPENING))
    if start and text[start - 1].isalnum() and mark:
        start = mark.end()
    words = text[start:end].lstrip()
    return words[:_OPENING] + ("…" if len(words) > _OPENING else "")
