"""From the bytes of a web page to its tree.

What the bytes themselves say goes before what the page says of them: pages that are UTF-8 call themselves GB2312,
and pages that call themselves GB2312 hold characters of GB18030.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from sitegen.errors import SitegenError, problem
from sitegen.readers.text import decode as decode_text

if TYPE_CHECKING:
    from sitegen.model import Problem

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_HEAD: Final = 4096
_CHINESE: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_MOST_TAGS: Final = 500_000
_MOST_ATTRIBUTES: Final = 10_000
"""In one tag; the parser compares each with all before it."""
_LONG_TAG: Final = re.compile(r"<[^<]{20000,}")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")


def decode(where: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a page, and what was doubtful about its encoding."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    match = _CHARSET.search(data[:_HEAD])
    encoding = _CHINESE.get(match[1].decode("ascii").lower(), "") if match else ""
    if encoding:
        text = data.decode(encoding, "replace")
        lost = text.count("\ufffd")
        if lost * 100 <= len(text):
            return text, (problem("characters-lost", where, count=lost),) if lost else ()
    return decode_text(where, data)


def parse(where: str, text: str) -> etree._Element:
    """Return the root element of a page.

    Raises `SitegenError` for pages with far too many tags or tags nested 2000 deep.
    """
    if text.count("<") > _MOST_TAGS:
        raise SitegenError(problem("source-unpacks", where, reason=f"> {_MOST_TAGS} tags"))
    if any(len(match[0].split()) > _MOST_ATTRIBUTES for match in _LONG_TAG.finditer(text)):
        raise SitegenError(problem("source-unpacks", where, reason=f"> {_MOST_ATTRIBUTES} attributes"))
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    data = _DECLARATION.sub("", text, count=1).replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise SitegenError(problem("source-empty", where)) from error
    if root is None:
        raise SitegenError(problem("source-empty", where))
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise SitegenError(
            problem("source-damaged", where, format="HTML", reason="tags are nested too deeply")
        )
    return root
