"""Which of the first lines of a report are its title.

A title is told by its size where the source has sizes, else by its last word (报告, 总结, 通知 …), not by its place:
web pages put 下载 打印 收藏 before it, offices break it over several lines or space it out (政 府 工 作 报 告).
"""

from __future__ import annotations

import re
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.reports.dates import split_date
from sitegen.reports.titles import NOTE_MARK
from sitegen.words import PAGE_LABELS, simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import Hints, Paragraph

_LONGEST_TITLE: Final = 80
_LONGEST_PART: Final = 30
_SHORTEST_PART: Final = 5
_MOST_PARTS: Final = 4
_KIND: Final = re.compile(
    r"(?:报告|总結|报吿|報告|总结|小结|要点|计划|意见|通知|通报|办法|规定|规范|规则|条例|决定|决议|规划|方案|批复|年报|公报|汇报|指南|纲要|措施|细则|标准|安排|公告|通告|函"
    r"|思路|说明|解读|预案|清单|指引|纪要|答复|请示|简报|讲话|公示|问答|白皮书|部门[决预]算|[决预]算草案|(?<=关于).+(?:情况|建议|结果))"
    r"(?:[（(][^（()）]{1,12}[）)])?》?$"
)
_SENTENCE: Final = re.compile(r"[。；;！!？?]|[：:，,、]$")
_BEFORE: Final = re.compile(
    rf"^(?:(?:{PAGE_LABELS})|"
    r"[（(]?\d{4}年\d{1,2}月|[（(]?[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月|[-—–]{1,4}|字号|发布|时间|信息|首页"
    r"|[\u4e00-\u9fff]{1,12}\s*[〔\[［(（](?:19|20)\d\d[〕\]］)）])"
)
_LABEL: Final = re.compile(r"标题\s*[|：:]\s*([^|]+?)[\s|]*$")
_PASSES_ON: Final = re.compile(r"(?:印发|转发|批转|发布|公布|颁发)[《〈“]?$")
"""What stands before the name of another document within a title."""
_PASSED_ON: Final = re.compile(r"(?:印发|转发|批转|下发|贯彻|落实)[^《》]{0,40}《[^《》]*》$")
"""How a line ends that names a document and not yet what is said of it: 关于印发2022年《政府工作报告》|重点任务分工的通知."""
_CRUMBS: Final = re.compile(r"[>＞»|｜]|->")
_NO_PART: Final = re.compile(
    r"^[（(].*[）)]$|[。；;！!？?：:，,【】>|｜»]|文件$|\d{4}年\d{1,2}月\d{1,2}日|首页|平台$|门户|网站|网$|登录|注册|导航|搜索|无障碍"
)
_GOES_ON: Final = re.compile(r"(?:和|及|与|暨|以及)(?!谐)|的(?:报告|说明|决议|决定|通知|意见|批复)")
"""How a line begins that the one before it is no whole title without, whatever that ends with."""
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[省市区县旗州镇乡]|街道)")
_SURELY_TITLE: Final = 10
"""Characters; a shorter line may be a category of the page it stands on (计划总结)."""
_SPEAKER: Final = re.compile(r".{2,20}(?:[局厅部院区县市省镇乡州会]长|主任|书记)[\u4e00-\u9fff]{2,3}")
_LARGE: Final = 1.15
"""Sizes of body text from which on a line is set as a title."""
_MOST_LINES: Final = 6
_HAN: Final = re.compile(r"[\u4e00-\u9fff]{2}")


class Title(NamedTuple):
    """A title and where it is printed: its first block, the block after its last; equal if it is not."""

    start: int
    end: int
    text: str


def find_title(head: Sequence[Paragraph], blocks: Sequence[Paragraph], hints: Hints) -> Title:
    """Find the title among the first blocks (`head`) of a report."""
    texts = [squeeze(block.text).rstrip("| ") for block in head]
    if hints.title:
        return _printed_as(texts, squeeze(hints.title))
    if labelled := _labelled(texts):
        return labelled
    large = _set_large(head, texts, blocks)
    named = [one for one in large if _is_title(one.text)] or [
        Title(start := _first_part(texts, at), at + 1, "".join(texts[start : at + 1]))
        for at, text in enumerate(texts)
        if _is_title(split_date(text)[0])
    ]
    if named:
        return _best(named)
    first = next((at for at, text in enumerate(texts) if not _BEFORE.match(text)), len(texts))
    lines = [*large, *(Title(at, at + 1, texts[at]) for at in range(first, len(texts))[:1])]
    return next((one for one in lines if _could_be_title(one.text)), Title(0, 0, ""))


def squeeze(text: str) -> str:
    """Return a spaced-out title as it is meant: 政 府 工 作 报 告 → 政府工作报告."""
    return re.sub(r"(?<=[^\x00-\x7f])[ \t\u00a0\u3000]+(?=[^\x00-\x7f])", "", text).strip()


def _labelled(texts: list[str]) -> Title | None:
    """Return the title that a line of labels names (标题：关于……的通知); that line stays in the text."""
    for at, text in enumerate(texts):
        match = _LABEL.match(text)
        if match and _is_title(match[1]):
            return _printed_as(texts, match[1]) if match[1] in texts else Title(at, at, match[1])
    return None


def _printed_as(texts: list[str], title: str) -> Title:
    """Find the lines that print a title which the source names."""
    for start in range(len(texts)):
        for end in range(start + 1, min(len(texts), start + _MOST_LINES) + 1):
            if "".join(texts[start:end]) == title:
                return Title(start, end, title)
    return Title(0, 0, title)


def _set_large(head: Sequence[Paragraph], texts: list[str], blocks: Sequence[Paragraph]) -> list[Title]:
    """Return the runs of first lines that are set in one size larger than the body's."""
    sizes = [block.size for block in blocks if block.size]
    usual = median(sizes) if sizes else 0.0
    found: list[Title] = []
    for is_large, run in groupby(
        range(len(head)), key=lambda at: bool(usual) and head[at].size >= _LARGE * usual
    ):
        places = list(run)
        starts = [at for at in places if at == places[0] or not _is_same_size(head[at - 1], head[at])]
        ends = [*starts[1:], places[-1] + 1]
        found += [
            Title(start, end, "".join(texts[start:end]))
            for start, end in zip(starts, ends, strict=True)
            if is_large and end - start <= _MOST_LINES
        ]
    return found


def _is_same_size(one: Paragraph, two: Paragraph) -> bool:
    return max(one.size, two.size) < _LARGE * min(one.size, two.size)


def ends_title(text: str) -> bool:
    """Tell whether a line ends as a title does, with a kind of report, and holds no sentence."""
    return (
        len(text) <= _LONGEST_TITLE
        and bool(_KIND.search(NOTE_MARK.sub("", simplified(text))))
        and not _SENTENCE.search(text)
    )


def _is_title(text: str) -> bool:
    return ends_title(text) and not _CRUMBS.search(text) and not _BEFORE.match(text)


def _best(named: list[Title]) -> Title:
    """Return which of several lines is the title: the first that is long enough, to its last line, without what stands before it if it is printed so too."""
    first = next((one for one in named if len(one.text) >= _SURELY_TITLE), named[0])
    first = next((one for one in reversed(named) if one.start <= first.start and one.end > first.end), first)
    return next((one for one in named if _is_rest(first.text, one.text)), first)


def _is_rest(whole: str, text: str) -> bool:
    """Tell whether a title is printed again without what stands before it, and not only what it passes on."""
    return whole != text and whole.endswith(text) and not _PASSES_ON.search(whole.removesuffix(text))


def _first_part(texts: list[str], at: int) -> int:
    """Return where a title that ends at `at` begins: lines right before it that are no sentence belong to it.

    So does a long one that opens a 《 which is closed further on.
    """
    start = at
    while start > 0 and at - start < _MOST_PARTS - 1:
        before = texts[start - 1]
        is_open = before.count("《") > before.count("》")
        is_closed_on = _closes(texts[start : at + 1])
        if not (is_closed_on or (not is_open and _is_part(before, texts[start]))):
            break
        start -= 1
    return start


def _closes(texts: list[str]) -> bool:
    """Tell whether lines close a 《 that is opened before them."""
    return "".join(texts).count("》") > "".join(texts).count("《")


def _is_part(text: str, last: str) -> bool:
    """Tell whether a line belongs to the title that goes on with the line `last`; an office that this names again does not."""
    is_long_enough = len(text) >= _SHORTEST_PART or _PLACE.fullmatch(text)
    is_short = is_long_enough and len(text) <= _LONGEST_PART and not last.startswith(text[:_SHORTEST_PART])
    if not is_short:
        return False
    is_whole = _KIND.search(text) and not (_GOES_ON.match(last) or _PASSED_ON.search(text))
    return bool(_HAN.search(text)) and not (_NO_PART.search(text) or _BEFORE.match(text) or is_whole)


def _could_be_title(text: str) -> bool:
    """Tell whether a line may be a title that does not end with a kind of report."""
    return (
        _SHORTEST_PART <= len(text) <= _LONGEST_TITLE
        and bool(_HAN.search(text))
        and not re.search(r"[,\t]", text)
        and not _SPEAKER.fullmatch(text)
        and not _SENTENCE.search(text)
        and not _BEFORE.match(text)
    )
