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
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_NAME: Final = re.compile(r"[^\s/=<>]+")
_NESTING: Final = re.compile(
    r"</?(div|span|font|b|i|u|em|strong|center|section|article|blockquote|form|table|tbody|thead|tr|td|th|ul|ol|li|dl|dd|dt|a|small|big|main)\b[^<>]*>",
    re.IGNORECASE,
)
_INLINE: Final = frozenset({"span", "font", "b", "i", "u", "em", "strong", "a", "small", "big"})
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


def parse(where: str, text: str) -> tuple[etree._Element, bool]:
    """Return the root element of a page, and whether only what divides paragraphs was left of its tags.

    That is so where tags are nested more than 2000 deep, as by editors that never close any.
    Raises `SitegenError` for pages with far too many tags.
    """
    if text.count("<") > _MOST_TAGS:
        raise SitegenError(problem("source-unpacks", where, reason=f"> {_MOST_TAGS} tags"))
    if any(_attributes(match[0]) > _MOST_ATTRIBUTES for match in _LONG_TAG.finditer(text)):
        raise SitegenError(problem("source-unpacks", where, reason=f"> {_MOST_ATTRIBUTES} attributes"))
    text = _DECLARATION.sub("", text, count=1).replace("\x00", "")
    root = _tree(where, text)
    if root is not None:
        return root, False
    root = _tree(where, _NESTING.sub(_flat, text))
    if root is None:
        raise SitegenError(
            problem("source-damaged", where, format="HTML", reason="tags are nested too deeply")
        )
    return root, True


def _tree(where: str, text: str) -> etree._Element | None:
    """Return the root element of a page, None if it nests too deeply for the parser."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise SitegenError(problem("source-shell", where)) from error
    if root is None:
        raise SitegenError(problem("source-shell", where))
    return None if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log) else root


def _attributes(tag: str) -> int:
    """Return how many attributes a tag has: the parser takes blanks, slashes and quotes between them."""
    return len(_NAME.findall(_QUOTED.sub(" ", tag)))


def _flat(match: re.Match[str]) -> str:
    return "" if match[1].lower() in _INLINE else "<br>"
