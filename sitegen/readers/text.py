"""Plain text and Markdown, in whatever encoding an office saved it.

UTF-8 and UTF-16 are recognised by themselves; what is left is told apart by charset-normalizer and
read as GB18030 (which holds GBK and GB 2312) or Big5.  A stray byte in a file that is UTF-8 elsewhere becomes
U+FFFD and is reported: guessing another encoding for the whole file would garble all of it.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from charset_normalizer import from_bytes

from sitegen.errors import SitegenError, problem
from sitegen.model import Document, Paragraph
from sitegen.readers.characters import INVISIBLE, cleaned

if TYPE_CHECKING:
    from sitegen.model import Problem, Source

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE: Final = ("gb18030", "big5")
_LINE_END: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_HEADING: Final = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_MOST_LOST: Final = 0.01


def read(source: Source, data: bytes) -> Document:
    """Read plain text: a paragraph for each line that holds something, with its line number from 1."""
    text, problems = decode(source.name, data)
    lines = enumerate(_LINE_END.split(text), 1)
    blocks, replaced = cleaned(
        source.name, (_paragraph(INVISIBLE.sub("", line).strip(), number) for number, line in lines)
    )
    if not blocks:
        raise SitegenError(problem("source-empty", source.name))
    return Document(
        source=source, blocks=blocks, problems=(*problems, *_controls(source.name, text), *replaced)
    )


def _controls(where: str, text: str) -> tuple[Problem, ...]:
    count = len(INVISIBLE.findall(text))
    return (problem("controls-removed", where, count=count),) if count else ()


def _paragraph(line: str, number: int) -> Paragraph:
    match = _HEADING.match(line)
    return Paragraph(
        text=line[match.end() :] if match else line, line=number, level=len(match[1]) if match else 0
    )


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
    lost = text.count("�")
    if lost <= _MOST_LOST * len(text):
        line = text[: text.index("�")].count("\n") + 1
        return text, (problem("characters-lost", name, line, count=lost),)
    best = from_bytes(data, cp_isolation=[*_CHINESE, "utf_16_le", "utf_16_be"]).best()
    if best is None or (data.count(0) > len(data) // 4 and not best.encoding.startswith("utf")):
        raise SitegenError(problem("source-binary", name))
    return str(best), (problem("encoding-guessed", name, encoding=best.encoding.upper()),)
