"""Characters that stand for others, or for nothing, in any source: replaced where that is certain, and counted.

PDF programs put radicals in the place of characters (⼀ U+2F00 for 一 U+4E00: no number is found any more) and
forms for vertical text in the place of punctuation.  Unicode says which character each stands for; compatibility
normalisation of the whole text does not do, it would also turn ㎡ into m2 and ① into 1.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Block, Problem

MOST_CHARACTERS: Final = 300_000
"""Of a whole report, which has some 30 000; more would keep the steps after reading busy for minutes."""
INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
"""Controls and format characters: soft hyphens, zero-width spaces and joiners, marks of direction."""
_REPLACED: Final = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe48]")
_VERTICAL: Final = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…‥—–_（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)


def check_length(where: str, count: int) -> None:
    """Raise `SitegenError` if a source holds far more characters than a report can have."""
    if count > MOST_CHARACTERS:
        raise SitegenError(problem("text-too-long", where, count=count, limit=MOST_CHARACTERS))


def cleaned(where: str, blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return blocks without invisible characters and with radicals replaced, empty ones dropped, and the counts."""
    kept: list[Block] = []
    counts = [0, 0]

    def clean(text: str) -> str:
        text, invisible = INVISIBLE.subn("", text)
        text, replaced = _REPLACED.subn(_replacement, text)
        counts[0] += invisible
        counts[1] += replaced
        return text.strip()

    for block in blocks:
        if isinstance(block, Paragraph):
            text = clean(block.text)
            kept += [block.holding(text)] if text else []
        else:
            kept.append(replace(block, rows=tuple(tuple(clean(cell) for cell in row) for row in block.rows)))
    kinds = ("controls-removed", "radicals-replaced")
    return tuple(kept), tuple(
        problem(kind, where, count=count) for kind, count in zip(kinds, counts, strict=True) if count
    )


def _replacement(match: re.Match[str]) -> str:
    char = match[0]
    return _radicals().get(char) or _VERTICAL.get(char) or unicodedata.normalize("NFC", char)


@cache
def _radicals() -> dict[str, str]:
    lines = resources.files("sitegen.readers").joinpath("radicals.txt").read_text("utf-8").splitlines()
    return {line[0]: line[1] for line in lines if not line.startswith("#")}
