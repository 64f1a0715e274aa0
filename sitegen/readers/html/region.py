"""Which part of a page is the report: the element that the site's editor system marks, else the densest one.

Government sites run on a dozen editor systems; each puts the text into an element of a known id or class.
Where none is found, text counts for the element that holds it directly and, by half, for the one around that,
as in readability (Arc90, 2009), and text in links counts against it.  If that holds less than half of the page's running
text, what stands around it is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.readers.html.tags import prune, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    "article",
    "#content",
    ".content",
)
_WANTED: Final = frozenset(_MARKS)
_HOLDERS: Final = frozenset(
    {"div", "td", "article", "section", "main", "body", "form", "center", "blockquote"}
)
_FEWEST: Final = 100
"""Characters in a marked element for it to be taken; a list of links or an empty editor has fewer."""
_STOPS: Final = frozenset("。；，、！？：")
_MOST: Final = 0.5
"""Of the running text of a page, what a report has at least."""
_EACH: Final = 25
"""So many characters count as much as a punctuation mark, of which menus have none."""


def main_region(root: etree._Element) -> tuple[etree._Element, bool]:
    """Return the element that holds the report, and whether it had to be guessed; what is not shown is taken out of the page."""
    marked = _marked_region(root)
    prune(root)
    if marked is not None:  # it may have stood in what is not shown
        prune(marked)
    return (_densest(root), True) if marked is None else (marked, False)


def _marked_region(root: etree._Element) -> etree._Element | None:
    """Return the element with the surest mark that holds text enough, of several the one with most."""
    marked = _marked(root)
    for mark in _MARKS:
        sized = [(_length(element), -index) for index, element in enumerate(marked.get(mark, ()))]
        length, index = max(sized, default=(0, 0))
        if length >= _FEWEST:
            return marked[mark][-index]
    return None


def _marked(root: etree._Element) -> dict[str, list[etree._Element]]:
    """Return the elements that carry one of the marks, in the order of the page."""
    found: dict[str, list[etree._Element]] = {}
    for element in root.iter("*"):
        if element.tag != "article" and not element.keys():
            continue
        names = (f".{name}" for name in element.get("class", "").split())
        for mark in (str(element.tag), f"#{element.get('id', '')}", *names):
            if mark in _WANTED:
                found.setdefault(mark, []).append(element)
    return found


def _length(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext("*"))


def _densest(root: etree._Element) -> etree._Element:
    """Return the block element with the most running text, the body if the page has none."""
    body = root.find("body")
    scores: dict[etree._Element, float] = {}
    for event, element, text in walk(root):
        stops = sum(char in _STOPS for char in text)
        if event != "text" or not stops:
            continue
        holder = _block(element)
        is_link = any(each.tag == "a" for each in (element, *element.iterancestors("a")))
        score = stops + len(text) / _EACH
        for share in (1.0, 0.5):
            if holder is None or holder is root:
                break
            scores[holder] = scores.get(holder, 0) + (-score if is_link else score * share)
            holder = _block(holder.getparent())
    best = max(scores, key=lambda element: scores[element], default=None)
    if best is None or scores[best] <= 0:
        return root if body is None else body
    return _widened(root, best, scores)


def _widened(
    root: etree._Element, best: etree._Element, scores: Mapping[etree._Element, float]
) -> etree._Element:
    """Return the nearest element around the densest one, or this, that holds most of the running text of the page.

    Editors that wrap each paragraph in elements of its own leave no single one with much text right in it.
    """
    within = {element: max(score, 0) for element, score in scores.items()}
    for element in reversed(list(root.iter("*"))):
        parent = element.getparent()
        if parent is not None and element in within:
            within[parent] = within.get(parent, 0) + within[element]
    around = (best, *best.iterancestors())
    return next(each for each in around if within[each] >= _MOST * within[root])


def _block(element: etree._Element | None) -> etree._Element | None:
    """Return the nearest element around that can hold a whole report; a paragraph counts for its holder."""
    while element is not None and element.tag not in _HOLDERS:
        element = element.getparent()
    return element
