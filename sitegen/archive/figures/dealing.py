"""The subjects that 分别 deals out: 城镇、农村居民人均可支配收入分别增长4.3%和6.1% has two of them."""

from __future__ import annotations

import re
from typing import Final

from sitegen.archive.figures.wording import trim

_ROW: Final = 2
_SHARED: Final = 2
_HEAD: Final = 4
"""Characters: 城镇、农村居民人均可支配收入 are modifiers of one head; longer parts are names of their own."""
_MEASURES: Final = re.compile(r"(?:率|[量数值额]|比重|占比|收入|税收|投资|价格|人[数次]|面积)$")
_DEALT_OUT: Final = re.compile(
    r"(?:产量|销量|吞吐量|产值|增加值|零售额|销售额|出口额|进口额|成交额|余额|占比|比重)$"
)
"""What is measured of all parts of a row though the last alone says it: 光纤、电缆和轴承产量."""


def subjects(subject: str, left: str) -> tuple[str, ...]:
    """Return the subjects of a row that 分别 deals out; () where there is none."""
    if "分别" not in left:
        return ()
    words = subject.split("分别", maxsplit=1)[0]
    split = re.split(r"[、]|以及|和|与", re.sub('[“”"]', "", words))
    parts = [part for part in map(trim, split) if part]
    if len(parts) < _ROW:
        return ()
    if heads := _shared_heads(parts):
        return heads
    shortest = min(map(len, parts[:-1]))
    head = (
        parts[-1][shortest:]
        if len(parts[-1]) >= shortest + _HEAD and shortest <= _HEAD
        else _shared_measure(parts)
    )
    return (*(part if part.endswith(head) else f"{part}{head}" for part in parts[:-1]), parts[-1])


def _shared_measure(parts: list[str]) -> str:
    """Return what is measured of each part of a row where only the last part says it; "" otherwise."""
    measure = _DEALT_OUT.search(parts[-1])
    if not measure or measure.start() == 0 or any(map(_MEASURES.search, parts[:-1])):
        return ""
    return measure[0] if max(map(len, parts[:-1])) <= measure.start() + _SHARED else ""


def _shared_heads(parts: list[str]) -> tuple[str, ...]:
    """Return the parts of a row whose last one goes on after a word that all end with; () where it does not.

    先进制造业、高技术制造业增加值占比: both are of 增加值占比.
    """
    last = parts[-1]
    ends = [last.rfind(part[-_SHARED:]) for part in parts[:-1]]
    if min(ends) <= 0 or len(set(ends)) > 1:
        return ()
    head = last[ends[0] + _SHARED :]
    return (*(f"{part}{head}" for part in parts[:-1]), last) if head else ()
