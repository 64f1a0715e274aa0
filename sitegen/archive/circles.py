"""Who is compared with whom first: offices of one level, and of these those of one province.

Among thousands of reports every clause has more equals than a list has room for.  A reader looks for the neighbour: the next
sub-district, the other cities of the province.  So a pair of clauses counts as likelier while the likest are chosen if their
offices are of one circle; whether it is a link, and what its score is, hangs on the clauses alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zlib import crc32

from sitegen.words import government

if TYPE_CHECKING:
    from sitegen.model import ReportMeta

_LOWEST: Final = frozenset(["街道", "镇", "乡"])
_PROVINCE: Final = 1

Circles = tuple[int, ...]
"""The numbers of the circles that an office belongs to, the wide one first."""


def circles_of(meta: ReportMeta, most: int) -> Circles:
    """Return the circles of the office that issued a report, as numbers below `most`; none if it is no government."""
    place = government(meta.issuer)
    if place is None:
        return ()
    level = "street" if place in _LOWEST else str(len(meta.region))
    if len(meta.region) <= _PROVINCE and level != "street":
        return (_number(level, most),)
    return _number(level, most), _number(f"{level} {meta.region[0] if meta.region else meta.issuer}", most)


def _number(name: str, most: int) -> int:
    return crc32(name.encode()) % most
