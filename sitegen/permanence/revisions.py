"""What a publication changes of a report: its record as it is afterwards, with the correction that readers are told."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.model import Correction, Record, Revision
from sitegen.permanence.places import anchors_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Report
    from sitegen.permanence.records import Words


def revise(
    report: Report, record: Record | None, published: Words, date: str, reason: str = ""
) -> tuple[Record, Words]:
    """Return the record of a report once it is published on `date` (ISO 8601), and the words that are then public.

    `record` and `published` are those of the last publication (None and none for the first).  Where words have
    changed since, the record tells it as a correction, with the keeper's `reason`; where nothing has, it stays as it is.
    """
    words = tuple(_words(report))
    fresh = Record(
        report=report.id,
        first=record.first if record else date,
        title=report.meta.title,
        issuer=report.meta.issuer,
        year=report.meta.year,
        version=_version(words),
        anchors=tuple(sorted(anchors_of(report).union(record.anchors if record else ()))),
        corrections=record.corrections if record else (),
    )
    if record is None or record.version == fresh.version:
        return fresh, words
    revisions = tuple(_revisions(dict(published), dict(words)))
    correction = Correction(date=date, reason=reason, revisions=revisions)
    return replace(fresh, corrections=_with(fresh.corrections, correction)), words


def is_new(report: Report, record: Record | None) -> bool:
    """Tell whether the words of a report differ from those that were published last."""
    return record is None or record.version != _version(tuple(_words(report)))


def _version(words: Words) -> str:
    """Return a hash of the words of a report (16 hex digits)."""
    return hashlib.sha256(repr(words).encode()).hexdigest()[:16]


def _with(corrections: tuple[Correction, ...], latest: Correction) -> tuple[Correction, ...]:
    """Return corrections with one more; those of one day are one, so that a slip mended at once is told once."""
    if not corrections or corrections[-1].date != latest.date:
        return (*corrections, latest)
    earlier = corrections[-1]
    places = {revision.anchor: revision for revision in earlier.revisions}
    for revision in latest.revisions:
        first = places.get(revision.anchor, revision)
        places[revision.anchor] = replace(revision, before=first.before)
    reasons = dict.fromkeys(reason for reason in (earlier.reason, latest.reason) if reason)
    left = tuple(revision for revision in places.values() if revision.before != revision.after)
    merged = replace(latest, reason="；".join(reasons), revisions=left)
    return (*corrections[:-1], merged) if left else corrections[:-1]


def _words(report: Report) -> Iterator[tuple[str, str]]:
    """Yield what a reader sees of a report by its place; an empty field of the front matter is no place."""
    meta = report.meta
    fields = {
        "title": meta.title,
        "issuer": meta.issuer,
        "region": " ".join(meta.region),
        "year": str(meta.year),
        "kind": meta.kind,
        "published": meta.published,
        "delivered": meta.delivered,
    }
    yield from ((name, text) for name, text in fields.items() if text)
    yield from ((passage.anchor, passage.text) for passage in report.passages)
    for path in report.walk():
        yield path[-1].anchor, path[-1].heading
        yield from ((passage.anchor, passage.text) for passage in path[-1].passages)


def _revisions(before: dict[str, str], after: dict[str, str]) -> Iterator[Revision]:
    """Yield the places that differ: in the order of the present text, then those that are gone."""
    for anchor, text in after.items():
        if before.get(anchor, "") != text:
            yield Revision(anchor=anchor, before=before.get(anchor, ""), after=text)
    for anchor, text in before.items():
        if anchor not in after:
            yield Revision(anchor=anchor, before=text, after="")
