"""The first lines of a report: which of them are its title, when and where it was delivered.

A title is told by its last word (报告, 总结, 通知 …), not by its place: web pages put 下载 打印 收藏 before it,
offices break it over two lines or space it out (政 府 工 作 报 告), and many speeches have none at all and
begin with 各位代表：.  Lines that are not the title stay in the report, whatever they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen.numbering import parse_number

if TYPE_CHECKING:
    from sitegen.model import Hints, Paragraph

_SEARCHED: Final = 16
"""Blocks in which a title is looked for."""
_LONGEST_TITLE: Final = 60
_LONGEST_PART: Final = 30
_SHORTEST_PART: Final = 5
_MOST_PARTS: Final = 3

_KIND: Final = re.compile(
    r"(?:报告|總結|报吿|報告|总结|小结|要点|计划|意见|通知|通报|办法|规定|规范|规则|条例|决定|决议|规划|方案|批复|年报|公报|汇报|指南|纲要|措施|细则|标准|安排|公告|通告|函)"
    r"(?:[（(][^（()）]{1,12}[）)])?$"
)
_SALUTATION: Final = re.compile(r"(?:各位|同志们|尊敬的|主任、)[^。]{0,30}[：:]")
_SENTENCE: Final = re.compile(r"[。；;！!？?]|[：:，,、]$")
_BEFORE: Final = re.compile(
    r"^(?:[（(]?\d{4}年\d{1,2}月|[（(]?[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月|[-—–]{1,4}|来源|作者|字号|发布|时间|信息|索引|当前位置|首页)"
)
_DELIVERED: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日.{0,12}?在(.{2,40}?(?:会议|大会|全会))")
_LABELLED_DATE: Final = re.compile(
    r"^(?:(?:发布|公开|公布|发文)?(?:时间|日期))[：:]\s*(\d{4})(?:-|年|/|\.)(\d{1,2})(?:-|月|/|\.)(\d{1,2})",
    re.MULTILINE,
)
_DATE: Final = re.compile(r"[（(]?(\d{4})(?:-|年|/|\.)(\d{1,2})(?:-|月|/|\.)(\d{1,2})日?[）)]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What the first lines say: the title ("" if none is printed), ISO dates ("" if unknown), all other blocks.

    `published` is a date on the title's own line, or on one that says so (时间：2026-02-09), `delivered` the day of the speech, `lines` the words around the title.
    """

    title: str
    line: int
    published: str
    delivered: str
    lines: str
    body: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """All that is printed, a paragraph a line, the title first."""
        return "\n".join((self.title, *(block.text for block in self.body)))


def find_opening(blocks: tuple[Paragraph, ...], hints: Hints) -> Opening:
    """Find the title among the first blocks; `hints` are what the source says of itself."""
    head = _head(blocks)
    start, end, title = _title(head, hints)
    title, published = split_date(title)
    lines = "\n".join(block.text for block in head)
    return Opening(
        title=title,
        line=blocks[start].line if end > start else 1,
        published=published or _published(lines),
        delivered=_delivered(lines),
        lines=lines,
        body=blocks[:start] + blocks[end:],
    )


def split_date(line: str) -> tuple[str, str]:
    """Cut a date of publication off the end of a title line; return title and ISO date ("" if none)."""
    match = _DATE.search(line)
    if not match or not line[: match.start()].strip():
        return line, ""
    return line[: match.start()].strip(), _iso(match)


def squeeze(text: str) -> str:
    """Return a spaced-out title as it is meant: 政 府 工 作 报 告 → 政府工作报告."""
    return re.sub(r"(?<=[^\x00-\x7f])[ \t\u00a0\u3000]+(?=[^\x00-\x7f])", "", text).strip()


def _iso(match: re.Match[str]) -> str:
    year, month, day = (int(group) for group in match.groups()[:3])
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""  # noqa: PLR2004 - a calendar


def _delivered(lines: str) -> str:
    match = _DELIVERED.search(re.sub(r"\s+", "", lines))
    return _iso(match) if match else ""


def _published(lines: str) -> str:
    match = _LABELLED_DATE.search(lines)
    return _iso(match) if match else ""


def _head(blocks: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return the blocks before the speech or the first section begins."""
    for at, block in enumerate(blocks[:_SEARCHED]):
        if parse_number(block.text) or _SALUTATION.match(block.text):
            return blocks[:at]
    return blocks[:_SEARCHED]


def _title(head: tuple[Paragraph, ...], hints: Hints) -> tuple[int, int, str]:
    """Return (first block, block after the last, title); equal numbers if no title is printed."""
    texts = [squeeze(block.text) for block in head]
    if hints.title:
        return _printed_as(texts, squeeze(hints.title))
    for at, text in enumerate(texts):
        if _is_title(split_date(text)[0]):
            start = _first_part(texts, at)
            return start, at + 1, "".join(texts[start : at + 1])
    if (
        texts
        and re.search(r"[\u4e00-\u9fff]{2}", texts[0])
        and not re.search(r"[,\t]", texts[0])
        and _SHORTEST_PART <= len(texts[0]) <= _LONGEST_TITLE
        and not _SENTENCE.search(texts[0])
        and not _BEFORE.match(texts[0])
    ):
        return 0, 1, texts[0]
    return 0, 0, ""


def _printed_as(texts: list[str], title: str) -> tuple[int, int, str]:
    """Find the lines that print a title which the source names."""
    for start in range(len(texts)):
        for end in range(start + 1, min(len(texts), start + _MOST_PARTS) + 1):
            if "".join(texts[start:end]) == title:
                return start, end, title
    return 0, 0, title


def _is_title(text: str) -> bool:
    return (
        len(text) <= _LONGEST_TITLE
        and bool(_KIND.search(text))
        and not _SENTENCE.search(text)
        and not _BEFORE.match(text)
    )


def _first_part(texts: list[str], at: int) -> int:
    """Return where a title that ends at `at` begins: lines right before it that are no sentence belong to it."""
    start = at
    while start > 0 and at - start < _MOST_PARTS - 1 and _is_part(texts[start - 1]):
        start -= 1
    return start


def _is_part(text: str) -> bool:
    is_short = _SHORTEST_PART <= len(text) <= _LONGEST_PART
    return is_short and not re.search(r"[。；;！!？?：:，,【】>]", text) and not _BEFORE.match(text)
