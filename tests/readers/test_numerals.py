"""Counters in the number formats of Word."""

from __future__ import annotations

import pytest

from sitegen.readers.numerals import format_number


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (12, "chineseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (99, "chineseCounting", "九十九"),
        (101, "chineseCounting", "一〇一"),
        (10, "chineseCountingThousand", "十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (10010, "chineseCountingThousand", "一万零一十"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (10, "ideographDigital", "一〇"),
        (3, "ideographTraditional", "丙"),
        (1, "ideographZodiac", "子"),
        (20, "decimalEnclosedCircleChinese", "⑳"),
        (21, "decimalEnclosedCircle", "㉑"),
        (3, "decimalEnclosedParen", "⑶"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimalZero", "07"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (0, "chineseCounting", "〇"),
        (5, "none", ""),
        (5, "unheard-of", "5"),
    ],
)
def test_a_counter_is_printed_as_word_prints_it(value: int, number_format: str, printed: str) -> None:
    assert format_number(value, number_format) == printed
