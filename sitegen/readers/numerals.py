"""Counters as Word prints them: the number formats of ECMA-376 part 1, §17.18.59 (ST_NumberFormat).

Chinese formats come in three families: by units (一百二十三), by digits (一二三) and by lists of signs
(甲乙丙).  A format that is not known is printed in digits, as Word does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_SIMPLE: Final = ("〇零一二三四五六七八九", "十百千万")
_LEGAL: Final = ("零零壹贰叁肆伍陆柒捌玖", "拾佰仟万")
_LEGAL_TRADITIONAL: Final = ("零零壹貳參肆伍陸柒捌玖", "拾佰仟萬")
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN: Final = 3999
_LETTERS: Final = 26
_MOST_LETTERS: Final = 780
_TEN: Final = 10
_HUNDRED: Final = 100
_TEN_THOUSAND: Final = 10_000


def format_number(value: int, number_format: str) -> str:
    """Return a counter in one of Word's formats: (3, `chineseCounting`) → 三."""
    return _FORMATS.get(number_format, str)(value) if value >= 0 else str(value)


def _by_units(signs: tuple[str, str]) -> Callable[[int], str]:
    digits, units = signs

    def below_ten_thousand(value: int) -> str:
        text, zero = "", False
        for power in (3, 2, 1, 0):
            digit = value // 10**power % 10
            if digit == 0:
                zero = zero or bool(text)
                continue
            text += ("零" if zero else "") + digits[digit + 1] + (units[power - 1] if power else "")
            zero = False
        return text

    def whole(value: int) -> str:
        if value == 0:
            return digits[0]
        high, low = divmod(value, _TEN_THOUSAND)
        text = below_ten_thousand(high) + units[3] if high else ""
        text += ("零" if high and low < _TEN_THOUSAND // 10 and low else "") + below_ten_thousand(low)
        return text.removeprefix("一") if text.startswith("一十") else text

    return whole


def _by_digits(zero: str) -> Callable[[int], str]:
    return lambda value: "".join(
        zero if digit == "0" else "一二三四五六七八九"[int(digit) - 1] for digit in str(value)
    )


def _counting(value: int) -> str:
    """Return the plain Chinese count: by units below one hundred, by digits above."""
    return _by_units(_SIMPLE)(value) if value < _HUNDRED else _by_digits("〇")(value)


def _from_list(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value else str(value)


def _from_range(first: str, last: int, start: int = 1) -> Callable[[int], str]:
    return lambda value: chr(ord(first) + value - start) if start <= value <= last else str(value)


def _circled(value: int) -> str:
    for first, start, last in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= value <= last:
            return chr(ord(first) + value - start)
    return str(value)


def _letters(value: int) -> str:
    """Return a, b … z, aa, bb …: Word repeats the letter."""
    if not 1 <= value <= _MOST_LETTERS:
        return str(value)
    return chr(ord("a") + (value - 1) % _LETTERS) * ((value - 1) // _LETTERS + 1)


def _roman(value: int) -> str:
    if not 1 <= value <= _LARGEST_ROMAN:
        return str(value)
    text = ""
    for amount, sign in _ROMAN:
        text += sign * (value // amount)
        value %= amount
    return text


def _sexagenary(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value else str(value)


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    "decimalFullWidth2": lambda value: str(value).translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from_range("⑴", 20),
    "decimalEnclosedFullstop": _from_range("⒈", 20),
    "ideographEnclosedCircle": _from_range("㊀", _TEN),
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _by_units(_SIMPLE),
    "taiwaneseCountingThousand": _by_units(_SIMPLE),
    "japaneseCounting": _by_units(_SIMPLE),
    "chineseLegalSimplified": _by_units(_LEGAL),
    "ideographLegalTraditional": _by_units(_LEGAL_TRADITIONAL),
    "ideographDigital": _by_digits("〇"),
    "japaneseDigitalTenThousand": _by_digits("〇"),
    "taiwaneseDigital": _by_digits("○"),
    "ideographTraditional": _from_list(_STEMS),
    "ideographZodiac": _from_list(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "none": lambda _: "",
}
