"""What a page says about its report: the <meta> tags that government sites must have, else its visible labels.

The tags are those of the State Council's rules for government websites (国办发〔2017〕47号 and its
specification): ArticleTitle, PubDate, ContentSource.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from sitegen.model import Hints
from sitegen.readers.html.tags import text_of

if TYPE_CHECKING:
    from lxml import etree

_TITLES: Final = ("articletitle", "og:title", "dc.title")
_DATES: Final = ("pubdate", "publishdate", "article:published_time", "dc.date", "og:release_date")
_SOURCES: Final = ("contentsource", "source", "author")
_ADDRESSES: Final = ("url", "og:url")
_DATE: Final = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_DATE_LABEL: Final = re.compile(r"(?:发布日期|发布时间|公开日期|公布日期|发文时间)[：:\s]*" + _DATE.pattern)
_SOURCE_LABEL: Final = re.compile(
    r"(?:发文机关|发布机构|来\s*源|信息来源|公开主体)[：:]\s*([^\s：:|【\[]{2,30})"
)
_SITE: Final = re.compile(r"\s*(?:[_|]|\s[-–—]\s|--|——).*$")
_KINDS: Final = r"(?:报告|总结|计划|要点|规划|纲要|方案|办法|条例|规定|意见|通知|公报|年报|决算|预算)"
_SITE_BEHIND: Final = re.compile(
    rf"({_KINDS}(?:[（(][^（()）]{{1,12}}[）)])?)-[\u4e00-\u9fff]{{2,24}}(?:网站|门户|网|平台|人民政府|局|委员会|办公室|办事处)$"
)
"""The name of a site right behind a title and a hyphen: 清河街道2023年工作总结-清河区人民政府门户网站."""
_LOWER_TITLE: Final = re.compile(rf"[\u4e00-\u9fff]*(?:19|20)\d\d.*{_KINDS}(?:[（(].{{1,12}}[）)])?")
"""A heading of a lower level that is the title of a report, and not that of a list of links."""
_SITE_NAME: Final = re.compile(r".{0,24}(?:网站|门户|网|平台|专栏|首页|人民政府|信息公开|政务公开)")
"""The name of a site or of a part of it, which stands in the place of a title on every page of some sites."""
_SEARCHED: Final = 60_000


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself and does not show: its <meta> tags, its title, its address."""

    metas: dict[str, str]
    title: str
    address: str


def read_head(root: etree._Element) -> Head:
    """Return what a whole page says of itself, wherever that stands; some have it in their body."""
    metas = _metas(root)
    titles = (title for title in root.iter("title") if next(title.iterancestors("svg"), None) is None)
    title = next(titles, None)
    text = " ".join(text_of(title).split()) if title is not None else ""
    return Head(metas, text, _address(root, metas))


def read_hints(head: Head, root: etree._Element, region: etree._Element) -> Hints:
    """Return what a page, of which only the shown is left, says of the report in its `region`; the date as ISO 8601."""
    metas = head.metas
    published, issuer = _date(_DATE.search(_first(metas, _DATES))), _first(metas, _SOURCES)
    text = "" if published and issuer else text_of(root)[:_SEARCHED]
    return Hints(
        title=_first(metas, _TITLES) or _title(head.title, root, region),
        published=published or _date(_DATE_LABEL.search(text)),
        issuer=issuer or _source(text),
        url=head.address,
    )


def _metas(root: etree._Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        content = " ".join(meta.get("content", "").split())
        if name and content:
            metas.setdefault(name, content)
    return metas


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _title(named: str, root: etree._Element, region: etree._Element) -> str:
    """Return the page's only large heading, else its title (`named`) without the name of the site, else its only heading of a lower level."""
    name = _SITE.sub("", _SITE_BEHIND.sub(r"\1", named))
    return (
        _only_heading(root, region, "h1")
        or ("" if _SITE_NAME.fullmatch(name) else name)
        or _lower_title(root, region, "h2")
        or _lower_title(root, region, "h3")
    )


def _only_heading(root: etree._Element, region: etree._Element, level: str) -> str:
    """Return the heading of a level outside of the report if there is but one and it is no name of a site; "" else."""
    headings = [
        " ".join(text_of(heading).split()) for heading in root.iter(level) if not _is_in(heading, region)
    ]
    is_title = len(headings) == 1 and not _SITE_NAME.fullmatch(headings[0])
    return headings[0] if is_title else ""


def _lower_title(root: etree._Element, region: etree._Element, level: str) -> str:
    """Return the only heading of a lower level if it stands above the report and has the form of a title; "" else."""
    heading = _only_heading(root, region, level)
    above = takewhile(lambda element: element is not region, root.iter("*"))
    is_above = bool(_LOWER_TITLE.fullmatch(heading)) and any(element.tag == level for element in above)
    return heading if is_above else ""


def _is_in(element: etree._Element, region: etree._Element) -> bool:
    return any(each is region for each in element.iterancestors())


def _date(match: re.Match[str] | None) -> str:
    if not match:
        return ""
    year, month, day = (int(group) for group in match.groups())
    is_date = 1 <= month <= 12 and 1 <= day <= 31  # noqa: PLR2004 -- months and days
    return f"{year:04}-{month:02}-{day:02}" if is_date else ""


def _source(text: str) -> str:
    match = _SOURCE_LABEL.search(text)
    return match[1].strip("，,。；;") if match else ""


def _address(root: etree._Element, metas: dict[str, str]) -> str:
    canonical = next(
        (link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical"), ""
    )
    address = canonical or _first(metas, _ADDRESSES)
    return address if address.startswith(("http://", "https://")) else ""
