"""The front matter of a report: proposed from its text, so that the clerk only corrects.

The clerk's own word (`Given`) always wins.  Who issued a document that nobody signed is not invented: it is kept as
unsigned, and the clerk is asked until the name is written in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import Document, ReportMeta
from sitegen.reports.attribution import (
    GOVERNMENT_REPORT,
    document_number,
    kind_of,
    likely_year,
    year_of,
)
from sitegen.reports.issuers import issuer_of
from sitegen.reports.regions import is_same_place, locate, office_of_place
from sitegen.urls import is_id, syllables

if TYPE_CHECKING:
    from sitegen.model import Problem
    from sitegen.reports.opening import Opening

_OFFICE_SUFFIX: Final = re.compile(
    r"(?:(?:街道|地区)(?:办事处|办)|街道|(?:镇|乡|苏木)(?:人民政府|政府)?|(?:人民)?政府(?:办公室|办公厅)?|办事处|委员会)$"
)
_REGION_SUFFIX: Final = re.compile(r"(?<=..)[省市区县]$")
_MAIN_KINDS: Final = frozenset({"工作总结", GOVERNMENT_REPORT, "工作报告"})
_LONGEST_PART: Final = 50
"""Letters of a part of an id: the office, the kind."""
UNSIGNED: Final = "未署名"
"""The issuer of a report in which no office is named as such."""
_STATE: Final = re.compile(r"国务院|中央|中华人民共和国[^省市区县州旗盟海局]+(?:部|委员会|署)$")
_NATIONAL: Final = re.compile(r"(?:国家|全国)(?:市场|(?!级|委员会)[^省市区县州旗盟局部])+(?:局|委员会|部)")
"""An office of the nation, and not a branch of it in some place: 国家税务总局清河县税务局."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the clerk said of a report; empty fields are proposed from the text."""

    id: str = ""
    issuer: str = ""
    region: tuple[str, ...] = ()
    year: int = 0
    kind: str = ""
    published: str = ""


def propose(document: Document, opening: Opening, given: Given) -> tuple[ReportMeta, tuple[Problem, ...]]:
    """Return the front matter of a report, and what was doubtful about it.

    Raises `SitegenError` where no year is printed at all, nor given.
    """
    where = document.source.name
    text = opening.text
    kind = given.kind or kind_of(opening.title, text)
    issuer = given.issuer or issuer_of(opening, document.hints, text, where) or UNSIGNED
    printed = year_of(opening, document.hints, kind, text, where)
    year = given.year or printed or likely_year(text)
    if not year:
        raise SitegenError(problem("year-unknown", where, opening.line, title=opening.title or where))
    region, problems = _region(where, issuer, given, text)
    meta = ReportMeta(
        title=opening.title or _composed_title(issuer, year, kind, where),
        issuer=issuer,
        region=region,
        year=year,
        kind=kind,
        published=given.published or opening.published or document.hints.published,
        delivered=opening.delivered,
        source=document.source,
    )
    guessed = () if given.year or printed else (problem("year-guessed", where, opening.line, year=year),)
    return meta, (*problems, *guessed, *_doubts(where, opening, meta))


def propose_id(meta: ReportMeta, text: str = "") -> str:
    """Return `<office in pinyin>/<year>` for an office's main report.

    For others the document number that the `text` bears follows in pinyin (国办发〔2018〕126号: `2018-guobanfa126`), or
    the kind if there is none.
    """
    office = _OFFICE_SUFFIX.sub("", meta.issuer) or meta.issuer
    office = _REGION_SUFFIX.sub("", office)
    name = _pinyin(office)[:_LONGEST_PART] or "report"
    folder = name if is_id(name) else f"{name}-office"  # con, aux: some file systems keep them for themselves
    code, value = document_number(text)
    other = f"{_pinyin(code)[:_LONGEST_PART]}{value}" if code else _pinyin(meta.kind)[:_LONGEST_PART]
    suffix = "" if meta.kind in _MAIN_KINDS else other
    return f"{folder}/{meta.year}" + (f"-{suffix}" if suffix else "")


def is_one_of_many(proposed: str, meta: ReportMeta) -> bool:
    """Tell whether other reports of its office may get the same id: it is not the main one, and has no number of its own."""
    return meta.kind not in _MAIN_KINDS and proposed == propose_id(meta)


def _composed_title(issuer: str, year: int, kind: str, where: str) -> str:
    """Make up a title: of what is known of the report, else of the name of its source."""
    if issuer == UNSIGNED:
        return where.rpartition(".")[0] or where
    if kind == GOVERNMENT_REPORT:
        return f"{year}年{_place(issuer)}{kind}"
    return f"{issuer}{year}年{kind or '报告'}"


def _doubts(where: str, opening: Opening, meta: ReportMeta) -> list[Problem]:
    found = []
    if not opening.title:
        found.append(problem("title-composed", where, title=meta.title))
    if not meta.published:
        found.append(problem("published-unknown", where))
    named = office_of_place(where)
    own, other = _place(meta.issuer), _place(named)
    if named and other not in own and own not in other and not is_same_place(own, other):
        found.append(problem("issuer-differs", where, issuer=meta.issuer, named=named))
    return found


def _place(office: str) -> str:
    return re.sub(r"(?:人民)?政府$", "", office)


def _region(where: str, issuer: str, given: Given, text: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    if given.region or issuer == UNSIGNED or _STATE.match(issuer):
        return given.region, ()
    found = locate(issuer, text)
    if not found:
        is_national = _NATIONAL.fullmatch(issuer) is not None
        return (), () if is_national else (problem("region-unknown", where, issuer=issuer),)
    if len(found) > 1:
        regions = "、".join("".join(path) for path in found[:3])
        return found[0], (
            problem("region-ambiguous", where, issuer=issuer, regions=regions, chosen="".join(found[0])),
        )
    return found[0], ()


def _pinyin(text: str) -> str:
    """Return the letters and digits of a text in pinyin, without tones: 五角场 → wujiaochang."""
    return re.sub(r"[^a-z0-9]", "", "".join(syllables(text)).lower())
