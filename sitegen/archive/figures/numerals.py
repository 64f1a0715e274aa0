"""Numerals as Chinese reports print them, and their exact values.

Digits of full or half width with or without thousands commas (1，094), Han numerals (三百五十, 一亿三千万, 二点五),
shares (五分之一) and scales after digits (4.85亿, 3.1万余).  Values are `Decimal`: 8.45 × 10⁸ in binary floating
point is 844999999.9999999.

`even` brings a text into one form without moving any character, so that offsets stay true.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final

from sitegen.words import traditional

HAN_DIGITS: Final = "〇零一二两三四五六七八九"
_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_BLOCKS: Final = {"万": 10**4, "亿": 10**8}
SCALES: Final = {
    "万亿": Decimal(10**12), "亿": Decimal(10**8), "千万": Decimal(10**7), "百万": Decimal(10**6),
    "万": Decimal(10**4), "千亿": Decimal(10**11), "百亿": Decimal(10**10), "千": Decimal(1000),
    "百": Decimal(100), "": Decimal(1),
}  # fmt: skip
_LARGEST: Final = 10**18
_SHARE_PLACES: Final = Decimal("0.0001")
_RAISED_POINT: Final = re.compile(r"(?<=\d)·(?=\d+ ?(?:%|万|亿|个百分点|倍))")
_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_TO_ASCII: Final = 0xFEE0


@cache
def _even_table() -> dict[int, str]:
    table = {ord(old): new for old, new in traditional().items()}
    table |= {code: chr(code - _TO_ASCII) for code in _FULL_WIDTH}
    table |= dict.fromkeys(map(ord, "～〜—–－‐‑−~"), "~")
    return table | {ord("○"): "〇", ord("﹪"): "%", ord("　"): " ", ord("㎡"): "㎡", ord("．"): "."}


def even(text: str) -> str:
    """Return `text` with ASCII digits and marks, simplified characters and `~` for dashes; of the same length."""
    evened = text.translate(_even_table())
    return _RAISED_POINT.sub(".", evened) if "·" in evened else evened


def parse(numeral: str) -> Decimal | None:
    """Return the value of an `even` numeral without its scale after digits; None where it is none."""
    if numeral[0].isdigit():
        return Decimal(numeral.replace(",", ""))
    if "分之" in numeral:
        return _share(numeral)
    whole, _, decimals = numeral.partition("点")
    value = _whole(whole)
    if value is None or value >= _LARGEST or not all(char in _DIGITS for char in decimals):
        return None
    return Decimal("".join([str(value), *((".",) if decimals else ()), *(str(_DIGITS[c]) for c in decimals)]))


def _share(numeral: str) -> Decimal | None:
    below, _, above = numeral.partition("分之")
    bottom, top = _whole(below), _whole(above)
    if not bottom or top is None:
        return None
    return (Decimal(top) / bottom).quantize(_SHARE_PLACES).normalize()


def _whole(han: str) -> int | None:
    """Return the value of a Han numeral such as 一亿三千五百万; None for a row of digits (二〇二三)."""
    total = block = 0
    digit: int | None = None
    for char in han:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            block += (1 if digit is None else digit) * _TENS[char]
            digit = None
        elif char == "亿":
            total = ((total + block + (digit or 0)) or 1) * _BLOCKS[char]
            block, digit = 0, None
        elif char == "万":
            total += ((block + (digit or 0)) or 1) * _BLOCKS[char]
            block, digit = 0, None
        else:
            return None
    return total + block + (digit or 0)


def plain(value: Decimal) -> str:
    """Return a value in digits, without exponent and without idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
