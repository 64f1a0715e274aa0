"""Who is compared with whom first: offices of one level, and of these those of one province.

Among thousands of reports every clause has more equals than a list has room for.  A reader looks for the neighbour: the next
sub-district, the other cities of the province.  So a pair of clauses counts as likelier while the likest are chosen if their
offices are of one circle; whether it is a link, and what its score is, hangs on the clauses alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from sitegen.model import ReportMeta

_GOVERNMENT: Final = re.compile(
    "(街道|自治区|[镇乡区县旗市州盟省])(?:人民政府|政府|办事处|行政公署)?$|^(?:国务院|中央人民政府)$"
)
_LOWEST: Final = frozenset(["街道", "镇", "乡"])
_PROVINCE: Final = 1

Circles = tuple[int, ...]
"""The numbers of the circles that an office belongs to, the wide one first."""


def circles_of(meta: ReportMeta, most: int) -> Circles:
    """Return the circles of the office that issued a report, as numbers below `most`; none if it is no government."""
    government = _GOVERNMENT.search(meta.issuer)
    if not government:
        return ()
    level = "street" if government[1] in _LOWEST else str(len(meta.region))
    if len(meta.region) <= _PROVINCE and level != "street":
        return (_number(level, most),)
    return _number(level, most), _number(f"{level} {meta.region[0] if meta.region else meta.issuer}", most)


def _number(name: str, most: int) -> int:
    return crc32(name.encode()) % most
