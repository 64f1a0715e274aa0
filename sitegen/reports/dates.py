"""The days that the first lines of a report name: when it was published, when it was given as a speech."""

from __future__ import annotations

import re
from typing import Final

from sitegen.numbering import parse_numeral
from sitegen.reports.titles import HAN_DIGITS, HAN_YEAR

_DAY: Final = r"(\d{4})(?:-|年|/|\.)(\d{1,2})(?:-|月|/|\.)(\d{1,2})"
_DELIVERED: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日.{0,12}?在(.{2,40}?(?:会议|大会|全会))")
_HAN_DAY: Final = re.compile(
    rf"({HAN_YEAR})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日"
)
_PUBLISHED: Final = (
    re.compile(rf"(?:发布|公布|公开)(?:时间|日期)[：:\s|]*{_DAY}"),
    re.compile(rf"(?:发文|生成|更新)(?:时间|日期)[：:\s|]*{_DAY}"),
    re.compile(rf"(?<![\u4e00-\u9fff])(?:时间|日期)[：:]\s*{_DAY}"),
    re.compile(rf"来源[：:][^\n\d]{{0,20}}{_DAY}日?[ T\u3000]?\d{{1,2}}:\d{{2}}"),
    re.compile(rf"^{_DAY}日?[^\n\u4e00-\u9fff]{{0,12}}来源[：:]", re.MULTILINE),
    re.compile(rf"^{_DAY}日?[ T\u3000]?\d{{1,2}}:\d{{2}}(?::\d{{2}})?$", re.MULTILINE),
)
"""What a page says of the day on which it was published, the surest first."""
_DATE: Final = re.compile(rf"[（(]?{_DAY}日?[）)]?$")


def split_date(line: str) -> tuple[str, str]:
    """Cut a date of publication off the end of a title line; return title and ISO date ("" if none)."""
    match = _DATE.search(line)
    if not match or not line[: match.start()].strip():
        return line, ""
    return line[: match.start()].strip(), _iso(match)


def published_on(lines: str) -> str:
    """Return the day of publication that lines name as such, as an ISO date; "" if none does."""
    found = (match for pattern in _PUBLISHED if (match := pattern.search(lines)))
    return next((day for match in found if (day := _iso(match))), "")


def delivered_on(lines: str) -> str:
    """Return the day on which a speech was given, as an ISO date; "" if none is named."""
    match = _DELIVERED.search(_HAN_DAY.sub(_in_digits, re.sub(r"\s+", "", lines)))
    return _iso(match) if match else ""


def _in_digits(day: re.Match[str]) -> str:
    return f"{day[1].translate(HAN_DIGITS)}年{parse_numeral(day[2])}月{parse_numeral(day[3])}日"


def _iso(match: re.Match[str]) -> str:
    year, month, day = (int(group) for group in match.groups()[:3])
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""  # noqa: PLR2004 - a calendar
