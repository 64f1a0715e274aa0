"""What of an archive nobody looks at lies on disk while it is edited: an edit asks for a few reports, not for thousands.

Texts, their analyses and what is compared year on year make up half of what a preview would hold in memory.  They are
found again by the objects that hold them (`recall`), so these stay, and stay equal: only where their parts lie changes.
It is done as they come, so that what comes after them takes their room.
"""

from __future__ import annotations

import ctypes
import sqlite3
from contextlib import suppress
from dataclasses import fields
from sys import intern
from typing import TYPE_CHECKING, Final

from sitegen.archive import Clauses, Fingerprints
from sitegen.assembly import Loaded
from sitegen.comparison import Stated
from sitegen.model import Figure, Report, YearOnYear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.sources import ContentFile
    from sitegen.store import Shelf

_PARTS: Final = (
    "passages",
    "sections",
    "clauses",
    "members",
    "aligned",
    "added",
    "dropped",
    "figures",
    "texts",
    "columns",
)
"""The fields of reports, analyses, parts of links, comparisons, statements, fingerprints and content files that are put on a shelf."""
_WORDS: Final = tuple(each.name for each in fields(Figure) if each.type == "str" and each.name != "quote")


def shelve(shelf: Shelf, *values: object, is_at_hand: bool = False) -> None:
    """Put the parts of values on a shelf; where there is no room they stay in memory.

    Those that are `at_hand` are soon looked at and stay there too, until `shelf.clear`.
    """
    with suppress(sqlite3.Error):
        for value in values:
            for name in _PARTS:
                part = getattr(value, name, ())
                if isinstance(part, tuple | Clauses) and part:
                    shelved = shelf.put(part, is_at_hand=is_at_hand)
                    object.__setattr__(value, name, shelved)  # frozen, and equal to what it was


def put_away(shelf: Shelf, value: object, *, is_at_hand: bool) -> None:
    """Put what a function of the pipeline returned on a shelf, as far as nobody looks at it.

    Reports are `at_hand` if few of them come; analyses wait until they were linked; figures and fingerprints stay at hand to be
    counted.
    """
    if isinstance(value, Loaded):
        shelve(shelf, value.report, is_at_hand=is_at_hand)
    elif isinstance(value, Report | YearOnYear):
        shelve(shelf, value)
    elif isinstance(value, Stated | Fingerprints):
        share(value.figures if isinstance(value, Stated) else ())
        shelve(shelf, value, is_at_hand=True)


def put_texts_away(shelf: Shelf, fresh: list[ContentFile]) -> None:
    """Put the texts of content files that were just read on a shelf, and take them off the list."""
    shelve(shelf, *fresh)
    fresh.clear()


def share(figures: Iterable[Figure]) -> None:
    """Have figures share the words that many have alike: units, indicators, places."""
    for figure in figures:
        for name in _WORDS:
            object.__setattr__(
                figure, name, intern(getattr(figure, name))
            )  # frozen, and equal to what it was


def give_back() -> None:
    """Give the system back what memory is free, where the C library can be asked to: to read an archive takes much of it once."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
