"""Plain text and Markdown, in whatever encoding an office saved it.

UTF-8 and UTF-16 are recognised by themselves; what is left is told apart by charset-normalizer and
read as GB18030 (which holds GBK and GB 2312) or Big5.  A stray byte in a file that is UTF-8 elsewhere becomes
U+FFFD and is reported: guessing another encoding for the whole file would garble all of it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from charset_normalizer import from_bytes

from sitegen.errors import SitegenError, problem
from sitegen.markup import plain_text
from sitegen.model import Document, Hints, Paragraph
from sitegen.numbering import parse_number
from sitegen.readers.characters import INVISIBLE, check_length, cleaned

if TYPE_CHECKING:
    from sitegen.model import Problem, Source

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE: Final = ("gb18030", "big5")
_LINE_END: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_HEADING: Final = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_BOLD: Final = re.compile(r"\*\*([^*\s][^*]{0,80})\*\*")
_STRONG: Final = re.compile(r"\*\*([^*\s](?:[^*]{0,400}[^*\s])?)\*\*")
_FEW_BOLD: Final = 2
_ANCHOR: Final = re.compile(r"[ \t]*\{[#.:][^{}]*\}$")
_FENCE: Final = re.compile(r"(?:`{3,}|~{3,})[\w-]*$")
_INDENT: Final = re.compile(r"\u3000|[ \u00a0]{2}|\t")
_MARK: Final = re.compile(r"[*_`\[\]()\\]")
_MOST_MARKS: Final = 200
"""On a line of Markdown; the parser takes seconds for thousands of brackets, and nobody writes them."""
_RULE: Final = "---"
_FIELD: Final = re.compile(r"([a-z_]+):[ \t]*(.*)")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_FIELDS: Final = 100
_MOST_LOST: Final = 0.01
_WIDE: Final = ("utf_16_le", "utf_16_be")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_COMMONEST: Final = frozenset(
    "的是在和一大中工作为有区街道社会发展建设民服务全年政府人新以加强推进实施經濟會發務設為區實強進動"
)
_MOST_BYTES: Final = 4
"""Of a character, in any encoding."""
_LEAST_COMMON: Final = 0.05
"""Of text read in a wrong encoding hardly any character is common."""


def read(source: Source, data: bytes) -> Document:
    """Read plain text or Markdown: a paragraph for each line that holds something, with its line number from 1.

    Of Markdown the marks are taken away and markup stays text; front matter gives hints and is no part of the text.
    Raises `SitegenError` if it is no text, holds none, or far more than a report.
    """
    check_length(source.name, len(data) // _MOST_BYTES)
    text, problems = decode(source.name, data)
    check_length(source.name, len(text))
    raw = [INVISIBLE.sub("", line) for line in _LINE_END.split(text)]
    lines = [line.strip() for line in raw]
    indented = frozenset(number for number, line in enumerate(raw, 1) if _INDENT.match(line))
    hints, first = _front_matter(lines)
    is_markdown = first > 0 or any(map(_HEADING.match, lines))
    strong = _STRONG if not is_markdown and _is_bold(lines) else None
    numbered = [
        (number, line)
        for number, line in enumerate(lines[first:], first + 1)
        if not (is_markdown and _FENCE.match(line))
    ]
    blocks, replaced = cleaned(
        source.name,
        (
            replace(
                _paragraph(strong.sub(r"\1", line) if strong else line, number, is_markdown=is_markdown),
                is_indented=number in indented,
            )
            for number, line in numbered
        ),
    )
    if not blocks:
        raise SitegenError(problem("source-empty", source.name))
    return Document(
        source=source,
        blocks=blocks,
        hints=hints,
        problems=(*problems, *_controls(source.name, text), *replaced),
    )


def _is_bold(lines: list[str]) -> bool:
    """Tell whether numbered headings are set between ** as in Markdown; two of these alone stand for a name left out.

    Of a text that has no other Markdown these marks alone are taken away: 2*3*4 is a size.
    """
    bold = (match[1] for line in lines if (match := _BOLD.match(line)))
    return sum(parse_number(text) is not None for text in bold) >= _FEW_BOLD


def _controls(where: str, text: str) -> tuple[Problem, ...]:
    count = len(INVISIBLE.findall(text))
    return (problem("controls-removed", where, count=count),) if count else ()


def _paragraph(line: str, number: int, *, is_markdown: bool) -> Paragraph:
    match = _HEADING.match(line)
    text = line[match.end() :] if match else line
    if is_markdown:
        text = _ANCHOR.sub("", text) if match else text
        text = plain_text(text) if len(_MARK.findall(text)) <= _MOST_MARKS else text
    return Paragraph(text=text, line=number, level=len(match[1]) if match else 0)


def _front_matter(lines: list[str]) -> tuple[Hints, int]:
    """Return what the front matter of a Markdown file says, and how many lines it takes (0: there is none)."""
    if lines[:1] != [_RULE] or _RULE not in lines[1:_MOST_FIELDS]:
        return Hints(), 0
    end = lines.index(_RULE, 1)
    fields = {match[1]: match[2].strip("\"'") for line in lines[1:end] if (match := _FIELD.fullmatch(line))}
    if not fields:
        return Hints(), 0
    return Hints(
        title=fields.get("title", ""),
        published=fields.get("published", "") if _DATE.fullmatch(fields.get("published", "")) else "",
        issuer=fields.get("issuer", ""),
        url=fields.get("url", "") if fields.get("url", "").startswith(("http://", "https://")) else "",
    ), end + 1


def decode(name: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return text in whatever encoding it was saved, and what was doubtful about that.

    Raises `SitegenError` if it is no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decode_other(name, data)


def _decode_other(name: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if lost <= _MOST_LOST * len(text):
        return text, (_lost(name, text, lost),)
    best = from_bytes(data, cp_isolation=[*_CHINESE, *_WIDE]).best()
    if best is not None and (data.count(0) <= len(data) // 4 or best.encoding.startswith("utf")):
        return str(best), (problem("encoding-guessed", name, encoding=best.encoding.upper()),)
    return _decode_damaged(name, data)


def _decode_damaged(name: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Read text with a few bytes that its encoding does not have, in the encoding that makes it the most usual Chinese."""
    texts = {encoding: data.decode(encoding, "replace") for encoding in _CHINESE}
    encoding = max(texts, key=lambda each: _common(texts[each]))
    text = texts[encoding]
    lost = text.count("\ufffd")
    if lost > _MOST_LOST * len(text) or _common(text) < _LEAST_COMMON:
        raise SitegenError(problem("source-binary", name))
    return text, (
        problem("encoding-guessed", name, encoding=encoding.upper()),
        *((_lost(name, text, lost),) if lost else ()),
    )


def _lost(name: str, text: str, count: int) -> Problem:
    line = text[: text.index("\ufffd")].count("\n") + 1
    return problem("characters-lost", name, line, count=count)


def _common(text: str) -> float:
    """Return the share of the Chinese characters of a text that are of the 40 or so which running text is full of."""
    han = _HAN.findall(text)
    return sum(char in _COMMONEST for char in han) / max(1, len(han))
