"""Page numbers and running titles: what stands at the edge of pages and belongs to no text.

A line is dropped only at the very top or bottom of a page: because it has the form of a page number
(GB/T 9704-2012 §7.5: — 3 —) or of what a browser prints there (the minute and the page's title, its address), or because the same line, digits aside, stands there on many pages; of two pages, on
both, with its digits and apart from the text; of a single one, if it is set small, outside of the margin that text keeps, and names
neither an office nor a document, as the first lines of a report do.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from sitegen.numbering import parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.readers.pdf.lines import Line

_EDGE: Final = 0.13
"""Share of the page's height; the margins of GB/T 9704 are 37 and 35 mm of 297."""
_OUTSIDE: Final = 0.075
"""Share of the page's height above which programs print running titles, and the smallest usual margin leaves no text."""
_SENTENCE: Final = re.compile(r"[。；：:]")
_DOCUMENT: Final = re.compile(
    r"(?:报告|总结|小结|要点|计划|意见|通知|通报|办法|规定|规范|规则|条例|决定|决议|规划|方案|批复|年报|公报|汇报|指南|纲要|措施|细则|标准|安排|公告|通告|函|思路|说明|解读"
    r"|预案|清单|名单|指引|纪要|答复|请示|简报|讲话|公示|问答|建议|情况|附[表图录]|目录)(?:[（(][^（()）]{1,12}[）)])?》?$"
)
"""How the title of a document ends; a collection of some (汇编) is what a running title names."""
_OFFICE: Final = re.compile(
    r"(?:[局厅部委院署处办会队所镇乡]|政府|街道|办公室|中心|人大|政协|党组|党委|支部|公司|学校|大学|医院)$"
)
_BESIDE_TITLE: Final = re.compile(
    r"附件|[（(【\[［〔].*[）)】\]］〕]$|.*[〔\[［(（](?:19|20)\d\d[〕\]］)）]第?\d+号$|.*\d日$"
)
"""What stands above or below a title: 附件, （征求意见稿）, the number of the file, a date."""
_NUMBER: Final = re.compile(
    r"[—–―\-－‐·~～|\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／]\s*\d{1,4}|[，,\s]*共\s*\d{1,4}\s*页)?[—–―\-－‐·~～|\s]*"
)
_BROWSER: Final = re.compile(
    r"\d{4}[/年.-]\d{1,2}[/月.-]\d{1,2}日?\s*(?:[上下]午|[AP]M)?\s*\d{1,2}:\d{2}(?::\d{2})?(?!\d).{0,80}"
    r"|(?:https?|file)://\S+(?:\s*\d{1,4}\s*[/／]\s*\d{1,4})?"
)
_BARE: Final = re.compile(r"\d{1,4}")
_APART: Final = 1.25
_SMALL: Final = 0.85
"""Of the size that most lines of a file have; a browser's marks are smaller."""
_SMALLER: Final = 0.87
"""Of a running title: 9 points over text of 10.5."""
_DIGITS: Final = re.compile(r"\d+")
_MANY: Final = 0.4
_FEWEST_PAGES: Final = 3
_AGAIN: Final = 2
_LINES: Final = 2


def without_furniture(pages: Sequence[tuple[Sequence[Line], float]]) -> tuple[list[list[Line]], int]:
    """Return the lines of pages (given with the pages' heights) without furniture, and how many were dropped."""
    edges = [_edges(lines, height) for lines, height in pages]
    few = len(pages) < _FEWEST_PAGES
    counts = Counter(said for lines in edges for said in {_said(line, few=few) for line in lines})
    often = max(min(_FEWEST_PAGES, len(pages)), _MANY * len(pages), _AGAIN)
    usual = (
        median(line.size for lines, _ in pages for line in lines) if any(lines for lines, _ in pages) else 0.0
    )
    kept: list[list[Line]] = []
    dropped = 0
    for (lines, height), edge in zip(pages, edges, strict=True):
        drop = [
            line
            for line in edge
            if (counts[_said(line, few=few)] >= often and (not few or _is_apart(line, lines)))
            or (_NUMBER.fullmatch(line.text) and (not _BARE.fullmatch(line.text) or _is_apart(line, lines)))
            or (few and _is_small_title(line, lines, height, usual))
            or (_BROWSER.fullmatch(line.text) and (line.size <= _SMALL * usual or _is_apart(line, lines)))
        ]
        dropped += len(drop)
        kept.append([line for line in lines if line not in drop])
    return kept, dropped


def _is_small_title(line: Line, lines: Sequence[Line], height: float, usual: float) -> bool:
    """Tell whether a line is a running title by its place and size alone, where there are not pages enough to see it again."""
    is_outside = line.middle > height * (1 - _OUTSIDE)
    is_name = not _SENTENCE.search(line.text) and not _is_head(line, lines)
    return is_outside and is_name and line.size <= _SMALLER * usual and _is_apart(line, lines)


def _is_head(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether a line is written like those that head a report: its title if no larger line says it, an office, a number."""
    if _DOCUMENT.search(line.text):
        larger = "".join(other.text for other in lines if other.size > line.size)
        return "".join(line.text.split()) not in "".join(larger.split())
    return bool(_OFFICE.search(line.text) or _BESIDE_TITLE.match(line.text) or parse_number(line.text))


def _edges(lines: Sequence[Line], height: float) -> list[Line]:
    """Return the outermost lines in the margins of a page."""
    lines = sorted(lines, key=lambda line: -line.middle)
    top = [line for line in lines[:_LINES] if line.middle > height * (1 - _EDGE)]
    bottom = [line for line in lines[-_LINES:] if line.middle < height * _EDGE]
    return [*top, *(line for line in bottom if line not in top)]


def _is_apart(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether a line stands farther from its neighbours than the lines of the page do from each other."""
    gaps = [one.middle - two.middle for one, two in pairwise(lines) if one.area == two.area] or [0.0]
    own = [abs(line.middle - other.middle) for other in lines if other is not line]
    return not own or min(own) >= _APART * median(gaps)


def _said(line: Line, *, few: bool) -> str:
    """Return what a line is known by on other pages: its words without digits; on a few pages digits count too."""
    return line.text if few else _DIGITS.sub("#", line.text)
