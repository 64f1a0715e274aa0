"""Which part of a page is the report: the element that the site's editor system marks, else the densest one.

Government sites run on a dozen editor systems; each puts the text into an element of a known id or class.
Where none is found, text counts for the element that holds it directly and, by half, for the one around that,
as in readability (Arc90, 2009), and text in links counts against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.readers.html.tags import IGNORED, is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_MARKS: Final = (
    "#UCAP-CONTENT",
    ".TRS_Editor",
    ".trs_editor_view",
    ".TRS_UEDITOR",
    ".trs_paper_default",
    "#zoom",
    "#Zoom",
    "#zoomcon",
    "#vsb_content",
    "#vsb_content_2",
    ".v_news_content",
    ".pages_content",
    "#ContentRegion",
    ".Custom_UnionStyle",
    ".article-content",
    ".article_content",
    ".article-con",
    ".article_con",
    ".articleContent",
    ".news_content",
    ".view-content",
    ".xxgk_content",
    ".wzy1",
    ".bt_content",
    ".conTxt",
    ".con_txt",
    "#artibody",
    "#mainText",
    "#NewsContent",
    "#fontzoom",
    "#content",
    ".content",
)
_FEWEST: Final = 100
"""Characters in a marked element for it to be taken; a list of links or an empty editor has fewer."""
_STOPS: Final = frozenset("。；，、！？：")
_PROMPT: Final = 3


def main_region(root: etree._Element) -> tuple[etree._Element, bool]:
    """Return the element that holds the report, and whether it had to be guessed."""
    marked = _marked(root)
    for mark in _MARKS:
        sized = [(_text_length(element), -index, element) for index, element in enumerate(marked.get(mark, ()))]
        if sized:
            length, _, element = max(sized, key=lambda each: each[:2])
            if length >= _FEWEST:
                return element, False
    article = max(root.iter("article"), key=_text_length, default=None)
    if article is not None and _text_length(article) >= _FEWEST:
        return article, False
    return _densest(root), True


def _marked(root: etree._Element) -> dict[str, list[etree._Element]]:
    found: dict[str, list[etree._Element]] = {}
    wanted = frozenset(_MARKS)
    for element in root.iter(etree_element_only):
        marks = [f"#{element.get('id', '')}", *(f".{name}" for name in element.get("class", "").split())]
        for mark in marks:
            if mark in wanted:
                found.setdefault(mark, []).append(element)
    return found


def _texts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield (element, text directly in it), without what is not shown."""
    skipped: etree._Element | None = None
    from lxml import etree as tree

    for event, element in tree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
            else:
                continue
        elif event == "start":
            if element.tag in IGNORED or is_hidden(element):
                skipped = element
            elif element.text:
                yield element, element.text
            continue
        parent = element.getparent()
        if element is not root and parent is not None and element.tail:
            yield parent, element.tail
