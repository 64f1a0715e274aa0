"""Names of parts and chapters that stand in a line below their number: 第一部分, 部门概况.

Offices set the two apart on pages of their own and on pages of contents; web pages keep the line break.  Together they are one heading.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sitegen.numbering import parse_number
from sitegen.reports.heading_forms import NO_HEADING
from sitegen.reports.tidy import OBJECT
from sitegen.reports.titles import OFFICE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import Paragraph

_NAMED: Final = frozenset({"part", "chapter", "division"})
_LONGEST_NAME: Final = 40
_BLANK: Final = "\u3000"
_NO_NAME: Final = re.compile(
    rf"[，,；;：:。]|^[（(【].*[）)】]$|(?<![格布])(?:{OFFICE})$|^[（(]?\d{{4}}年\d{{1,2}}月|(?:[于为是在将和与及以由对把被使让的]|得益|包括)$"
)
"""What is no name: a sentence or a part of one, a label, a remark in brackets, an office, a day."""


def with_names(blocks: Sequence[Paragraph]) -> tuple[tuple[Paragraph, ...], int]:
    """Return the paragraphs with the names of parts and chapters behind their numbers, and how many lines went so."""
    named = {at + 1 for at, pair in enumerate(pairwise(blocks)) if _is_named(*pair)}
    return tuple(
        block.holding(f"{block.text}{_BLANK}{blocks[at + 1].text}") if at + 1 in named else block
        for at, block in enumerate(blocks)
        if at not in named
    ), len(named)


def _is_named(number: Paragraph, name: Paragraph) -> bool:
    numbered = parse_number(number.text)
    is_bare = numbered is not None and numbered.number.kind in _NAMED and not numbered.rest
    return (
        is_bare
        and len(name.text) <= _LONGEST_NAME
        and not (
            name.text.startswith(OBJECT)
            or NO_HEADING.search(name.text)
            or _NO_NAME.search(name.text)
            or parse_number(name.text)
        )
    )
