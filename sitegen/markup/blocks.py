"""The Markdown of content files, and safe HTML from it.

The one home of Python-Markdown and of the sanitiser.  Content is not trusted: raw HTML in a content
file is text, and whatever Python-Markdown makes passes an allow-list before it reaches a page.

Content files use a small, line-based dialect: blocks are divided by blank lines, a paragraph is one
line, a heading carries its anchor (`## 一、… {#s1}`), a lead sentence is bold at the start of its
paragraph.  That lets us split blocks ourselves and know the line of each, and spares the parser for
the few paragraphs that have markup at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, Literal

import nh3
from markdown import Markdown

from sitegen.markup.braces import without_anchor, without_attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import PassageKind


_HEADING: Final = re.compile(r"(#{1,6})[ \t]+")
_LEAD: Final = re.compile(r"\*\*((?:[^*\\]|\\.)+)\*\*(?=.)")
_FENCE: Final = re.compile(r"(`{3,}|~{3,})")
_INLINE: Final = re.compile(r"[\\`*_\[\]!{}]")
_MARKED: Final = re.compile(r"[\\`*_\[\]!{}<>&\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]|[^\S ]")
"""What the parser or the sanitiser may write otherwise."""
_BREAK: Final = "\n"
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])")
_BLOCK_START: Final = re.compile(
    r"(?:#{1,6}(?=[ \t])|>|[-+](?=[ \t])|-{3,}\s*$|\d{1,9}(?=\.[ \t])|`{3}|~{3})"
)

_TAGS: Final = {
    "p", "br", "strong", "em", "del", "sub", "sup", "code", "pre", "a", "img", "ul", "ol", "li", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td", "hr", "h5", "h6",
}  # fmt: skip
_HTML_ATTRIBUTES: Final = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownBlock:
    """A block of a content file: `level` and `anchor` for headings, `text`, `html` and `lead` as in `Passage`."""

    kind: PassageKind | Literal["heading"]
    line: int
    text: str
    markdown: str
    html: str = ""
    lead: int = 0
    level: int = 0
    anchor: str = ""


def split_blocks(body: str, first_line: int = 1) -> tuple[MarkdownBlock, ...]:
    """Cut the body of a content file into its blocks; `first_line` is the line that the body starts on."""
    blocks = []
    chunk: list[str] = []
    fence = ""
    for number, line in enumerate([*body.split("\n"), ""], first_line):
        fence = _fence_after(fence, line)
        is_heading = not fence and not chunk and _is_heading(line)
        if is_heading or fence or line.strip():
            chunk.append(line)
        if chunk and (is_heading or (not fence and not line.strip())):
            blocks.append(_block(chunk, number - len(chunk) + (1 if is_heading else 0)))
            chunk = []
    if chunk:
        blocks.append(_block(chunk, number - len(chunk) + 1))
    return tuple(blocks)


def escape_inline(text: str) -> str:
    """Write plain text as Markdown that reads as the same text inside a line, as a heading is."""
    return re.sub(r"[\\`*_\[\]]|!(?=\[)|\{(?=[#.:])", r"\\\g<0>", text)


def escape_text(text: str) -> str:
    """Write plain text as Markdown that reads as the same text, also at the start of a paragraph."""
    escaped = escape_inline(text)
    if match := _BLOCK_START.match(escaped):
        at = match.end() if match[0].isdigit() else 0
        escaped = f"{escaped[:at]}\\{escaped[at:]}"
    return escaped


def table_markdown(rows: Sequence[Sequence[str]]) -> str:
    """Write a table as Markdown; the first of its rows becomes the head."""
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join([*lines[:1], _table_rule(len(rows[0])), *lines[1:]])


def _table_rule(columns: int) -> str:
    return "|" + " --- |" * columns


def plain_text(markdown: str) -> str:
    """Return the text of a line of Markdown without its marks."""
    return _text_of(_inline_html(markdown)) if _INLINE.search(markdown) else markdown


def inline_html(text: str) -> str:
    """Return plain text as HTML."""
    return escape(text, quote=False)


def _cell(text: str) -> str:
    return escape_text(re.sub(r"\s*\n\s*", " ", text).strip()).replace("|", "&#124;")


# ---------------------------------------------------------------- blocks


def _fence_after(fence: str, line: str) -> str:
    match = _FENCE.match(line)
    if not match:
        return fence
    if not fence:
        return match[1]
    return "" if line.startswith(fence) else fence


def _is_heading(line: str) -> bool:
    return _HEADING.match(line) is not None


def _block(lines: list[str], line: int) -> MarkdownBlock:
    first = lines[0]
    if match := _HEADING.match(first):
        level = len(match[1])
        markdown, anchor = without_anchor(first[match.end() :])
        return MarkdownBlock(
            kind="heading",
            line=line,
            text=plain_text(markdown),
            markdown=markdown,
            level=level,
            anchor=anchor,
        )
    kind = _kind(lines)
    if kind != "paragraph":
        markdown = "\n".join(lines)
        if kind == "table" and (rows := _plain_rows(lines)):
            text, html = _tidied("\t\n".join(map("\t".join, rows))), _table_html(rows)
            return MarkdownBlock(kind=kind, line=line, text=text, markdown=markdown, html=html)
        html = _render(markdown)
        return MarkdownBlock(kind=kind, line=line, text=_text_of(html), markdown=markdown, html=html)
    return _paragraph(without_attributes(_join_lines(lines)), line)


def _plain_rows(lines: list[str]) -> list[list[str]]:
    """Return the rows of a table that is written as `table_markdown` does, without any mark in its cells; [] of any other.

    A table of a hundred thousand cells takes the parser half of the time that a source has.
    """
    if any(map(_MARKED.search, lines)) or not all(
        line.startswith("| ") and line.endswith(" |") for line in (lines[0], *lines[2:])
    ):
        return []
    rows = [[cell.strip() for cell in line[2:-2].split(" | ")] for line in (lines[0], *lines[2:])]
    is_even = {len(row) for row in rows} == {lines[1].count(" --- |")} and lines[1] == _table_rule(
        len(rows[0])
    )
    return rows if is_even and len(rows) > 1 and not any("|" in cell for row in rows for cell in row) else []


def _table_html(rows: list[list[str]]) -> str:
    """Return what the parser makes of plain rows."""
    head, *body = rows
    top = "".join(f"<th>{cell}</th>\n" for cell in head)
    rest = "".join(f"<tr>\n{''.join(f'<td>{cell}</td>{_BREAK}' for cell in row)}</tr>\n" for row in body)
    return f"<table>\n<thead>\n<tr>\n{top}</tr>\n</thead>\n<tbody>\n{rest}</tbody>\n</table>"


def _kind(lines: list[str]) -> PassageKind:
    first = lines[0]
    if _FENCE.match(first):
        return "code"
    if len(lines) > 1 and "|" in first and re.fullmatch(r"[\s|:-]+", lines[1]) and "-" in lines[1]:
        return "table"
    if re.match(r"[ \t]{0,3}(?:[-+*]|\d{1,9}\.)[ \t]", first):
        return "list"
    if first.startswith(">"):
        return "quote"
    if re.fullmatch(r"-{3,}\s*", first) and len(lines) == 1:
        return "rule"
    return "image" if re.fullmatch(r"!\[[^\]]*\]\([^)]*\)\s*", first) and len(lines) == 1 else "paragraph"


def _join_lines(lines: list[str]) -> str:
    """Join the lines of a hard-wrapped paragraph: no space between Han characters."""
    text = " ".join(line.strip() for line in lines)
    return re.sub(r"(?<=[⺀-鿿　-〿＀-￯]) (?=[⺀-鿿　-〿＀-￯])", "", text) if len(lines) > 1 else text


def _paragraph(markdown: str, line: int) -> MarkdownBlock:
    lead = ""
    if match := _LEAD.match(markdown):
        lead, markdown = plain_text(match[1]), match[1] + markdown[match.end() :]
    if not _INLINE.search(markdown):
        return MarkdownBlock(kind="paragraph", line=line, text=markdown, markdown=markdown, lead=len(lead))
    html = _inline_html(markdown)
    text = _text_of(html)
    html = "" if html == escape(text, quote=False) else html
    return MarkdownBlock(kind="paragraph", line=line, text=text, markdown=markdown, html=html, lead=len(lead))


# ---------------------------------------------------------------- Python-Markdown


@cache
def _parser() -> Markdown:
    """Return a parser of our dialect: no raw HTML, no entities, no reference links, no block syntax of its own for headings."""
    parser = Markdown(extensions=["tables", "fenced_code", "sane_lists"], output_format="html")
    parser.preprocessors.deregister("html_block")
    for name in (
        "html",
        "entity",
        "autolink",
        "automail",
        "reference",
        "short_reference",
        "image_reference",
        "short_image_ref",
    ):
        parser.inlinePatterns.deregister(name)
    for name in ("hashheader", "setextheader", "code", "reference"):
        parser.parser.blockprocessors.deregister(name)
    return parser


def _render(markdown: str) -> str:
    html = _parser().reset().convert(markdown)
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_HTML_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )


def _inline_html(markdown: str) -> str:
    """Render a paragraph's Markdown, without the `<p>` around it."""
    if not re.search(r"[`*_\[\]]", _ESCAPED.sub("", markdown)):
        return escape(_ESCAPED.sub(r"\1", markdown), quote=False)
    html = _render(markdown).strip()
    return (
        html.removeprefix("<p>").removesuffix("</p>")
        if html.startswith("<p>") and html.count("<p>") == 1
        else html
    )


class _Text(HTMLParser):
    """Collects the text of HTML; block ends and `<br>` become line breaks, cell ends tabs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        if not ("\n" in data and data.isspace()):  # line breaks between tags are no text
            self.parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "li", "tr", "blockquote", "pre"}:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append("\t")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")


def _text_of(html: str) -> str:
    if "<" not in html:
        return unescape(html)
    collector = _Text()
    collector.feed(html)
    collector.close()
    return _tidied("".join(collector.parts))


def _tidied(text: str) -> str:
    """Return the text of a block without blanks at the ends of its lines and without empty ones."""
    return re.sub(r"[ \t]*\n[ \t\n]*", "\n", text).strip("\n\t ")
