"""The written form of an anchor lock: JSON with a line for each anchor, so that version control shows what moved."""

from __future__ import annotations

import json

from sitegen.errors import SitegenError, problem
from sitegen.model import Tombstone
from sitegen.reports.anchors import Lock
from sitegen.urls import is_anchor

_VERSION = 1


def dumps(lock: Lock) -> str:
    """Write a lock as JSON."""
    anchors = ",\n".join(f"    {json.dumps(anchor)}: {json.dumps(sketch)}" for anchor, sketch in lock.anchors)
    gone = ",\n".join(f"    {json.dumps(stone.anchor)}: {json.dumps(stone.parent)}" for stone in lock.gone)
    return f'{{\n  "version": {_VERSION},\n  "anchors": {{{_lines(anchors)}}},\n  "gone": {{{_lines(gone)}}}\n}}\n'


def loads(where: str, text: str) -> Lock:
    """Read a lock from JSON.  Raises `SitegenError` if it is damaged: published links depend on it."""
    try:
        data = json.loads(text)
        anchors = tuple((str(anchor), str(sketch)) for anchor, sketch in data["anchors"].items())
        gone = tuple(
            Tombstone(anchor=str(anchor), parent=str(parent)) for anchor, parent in data["gone"].items()
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SitegenError(problem("anchors-broken", where, reason=error)) from error
    strange = [anchor for anchor, _ in anchors if not is_anchor(anchor)] + [
        stone.anchor for stone in gone if not is_anchor(stone.anchor)
    ]
    if data.get("version") != _VERSION or strange:
        reason = f"not an anchor: {strange[0]}" if strange else f"version {data.get('version')}"
        raise SitegenError(problem("anchors-broken", where, reason=reason))
    return Lock(anchors=anchors, gone=gone)


def _lines(body: str) -> str:
    return f"\n{body}\n  " if body else ""
