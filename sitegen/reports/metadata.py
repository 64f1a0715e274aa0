"""Title, issuer, year, kind, region and date of a report, proposed from its first lines.

The clerk's own word (`Given`) always wins.  What cannot be told is asked for by name, never invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pypinyin import lazy_pinyin

from sitegen.errors import SitegenError, problem
from sitegen.model import Document, Paragraph, ReportMeta
from sitegen.reports.regions import locate

if TYPE_CHECKING:
    from sitegen.model import Problem

_DATE: Final = re.compile(r"[（(]?(\d{4})(?:-|年|/|\.)(\d{1,2})(?:-|月|/|\.)(\d{1,2})日?[）)]?$")
_YEAR: Final = re.compile(
    r"(?P<issuer>.*?)(?:关于)?(?P<year>(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})年(?P<rest>.*)"
)
_KIND: Final = re.compile(
    r"(?:政府信息公开)?(?:工作)?(?:年度)?(?:政府工作|工作)?(?:报告|总结|要点|计划|年报|安排|小结|汇报)"
)
_HAN_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_OFFICE_SUFFIX: Final = re.compile(
    r"(?:(?:街道|地区)(?:办事处|办)|街道|(?:镇|乡|苏木)(?:人民政府|政府)?|(?:人民)?政府(?:办公室|办公厅)?|办事处|委员会)$"
)
_REGION_SUFFIX: Final = re.compile(r"(?<=..)[省市区县]$")
_KIND_SLUGS: Final = {"工作总结": "", "政府工作报告": "", "工作报告": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the clerk said of a report; empty fields are proposed from the text."""

    id: str = ""
    issuer: str = ""
    region: tuple[str, ...] = ()
    year: int = 0
    kind: str = ""
    published: str = ""


def propose(
    document: Document, blocks: tuple[Paragraph, ...], given: Given
) -> tuple[ReportMeta, tuple[Problem, ...]]:
    """Return the front matter of a report whose title is the first of `blocks`, and what was doubtful.

    Raises `SitegenError` where the issuer or the year is neither printed nor given.
    """
    where = document.source.name
    title, printed = split_date(blocks[0].text)
    match = _YEAR.match(title)
    issuer = given.issuer or (match["issuer"].strip() if match else "")
    year = given.year or (int(match["year"].translate(_HAN_DIGITS)) if match else 0)
    if not issuer:
        raise SitegenError(problem("issuer-unknown", where, blocks[0].line, title=title))
    if not year:
        raise SitegenError(problem("year-unknown", where, blocks[0].line, title=title))
    region, problems = _region(where, issuer, given, blocks)
    published = given.published or printed
    if not published:
        problems = (*problems, problem("published-unknown", where))
    kind = given.kind or _kind(match["rest"] if match else title)
    meta = ReportMeta(
        title=title,
        issuer=issuer,
        region=region,
        year=year,
        kind=kind,
        published=published,
        source=document.source,
    )
    return meta, problems


def split_date(line: str) -> tuple[str, str]:
    """Cut a date of publication off the end of a title line; return title and ISO date ("" if none)."""
    match = _DATE.search(line)
    if not match or not line[: match.start()].strip():
        return line, ""
    year, month, day = (int(group) for group in match.groups())
    return line[: match.start()].strip(), f"{year:04}-{month:02}-{day:02}"


def propose_id(meta: ReportMeta) -> str:
    """Return `<office in pinyin>/<year>`, with the kind in pinyin where it is not the office's main report."""
    office = _OFFICE_SUFFIX.sub("", meta.issuer) or meta.issuer
    office = _REGION_SUFFIX.sub("", office)
    slug = _pinyin(office) or "report"
    suffix = _KIND_SLUGS.get(meta.kind, _pinyin(meta.kind))
    return f"{slug}/{meta.year}" + (f"-{suffix}" if suffix else "")


def _kind(rest: str) -> str:
    match = _KIND.search(rest)
    return match[0].removeprefix("年度") if match else rest.removeprefix("度").strip("》 ")


def _region(
    where: str, issuer: str, given: Given, blocks: tuple[Paragraph, ...]
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    if given.region:
        return given.region, ()
    found = locate(issuer, "\n".join(block.text for block in blocks))
    if not found:
        return (), (problem("region-unknown", where, issuer=issuer),)
    if len(found) > 1:
        regions = "、".join("".join(path) for path in found[:3])
        return found[0], (
            problem("region-ambiguous", where, issuer=issuer, regions=regions, chosen="".join(found[0])),
        )
    return found[0], ()


def _pinyin(text: str) -> str:
    """Return the letters and digits of a text in pinyin, without tones: 五角场 → wujiaochang."""
    return re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(text)).lower())
