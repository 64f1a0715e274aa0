"""Pieces of the pages that somebody edits, as they were made the last time: after a save nearly all are what they were.

Passages with what stands beside them make up most of a report's page, and a save changes few of them.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    Made = dict["_Key", str]

_KEPT_PAGES: Final = 8


class Pieces:
    """What macros made of values, by page; of each page what it was made of the last time."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, tuple[object, Made]] = OrderedDict()

    def of(self, path: str, looks: object) -> Callable[..., str]:
        """Return what makes the pieces of a page that is to be rendered (`render.render_page`).

        `looks` is what they hang on besides: with others nothing of before holds.
        """
        known = self._pages.pop(path, None)
        before = known[1] if known is not None and known[0] == looks else {}
        now: Made = {}
        self._pages[path] = (looks, now)
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        return partial(_piece, before, now)


class _Key:
    """What a piece is made of.  Large values take long to hash, so that is done once."""

    __slots__ = ("_hash", "values")

    def __init__(self, *values: object) -> None:
        self.values = values
        self._hash = hash(values)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.values == other.values


def _piece(before: Made, now: Made, macro: Any, *values: object) -> str:  # noqa: ANN401 - Jinja2's
    """Return what a macro makes of values; macros are told by their code, for each rendering makes them anew."""
    try:
        key = _Key(macro._func.__code__, *values)  # noqa: SLF001 - the only thing that tells two of one name
    except TypeError:  # values that may change
        return macro(*values)  # type: ignore[no-any-return]
    known = before.get(key)
    now[key] = known if known is not None else macro(*values)
    return now[key]
