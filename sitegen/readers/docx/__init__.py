"""Word files (.docx, also from WPS and LibreOffice), read from their parts.

Own code over the XML, because no library keeps everything that is printed: they drop automatic numbers,
insertions, text boxes or notes, and some hang on hostile files.  The parts that matter are the body, the
styles, the numbering and the notes; headers, footers and comments are not part of a report's text.
ECMA-376 (ISO/IEC 29500), transitional and strict.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.model import Document, Hints, Paragraph
from sitegen.readers.characters import cleaned
from sitegen.readers.container import Container
from sitegen.readers.docx.body import BodyReader
from sitegen.readers.docx.lists import Lists
from sitegen.readers.docx.names import RELATIONSHIP, W
from sitegen.readers.docx.runs import Findings, RunReader
from sitegen.readers.docx.styles import Styles
from sitegen.readers.xmlpart import read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from sitegen.model import Block, Problem, Source

LABEL: Final = "Word"
_DOCUMENT: Final = "word/document.xml"
_MAIN: Final = "/officeDocument"
_TITLE_LINES: Final = 2
_MOST_TITLE_LINES: Final = 5
_MOST_ADDRESSES: Final = 5
_MOST_RELATED: Final = 100
"""Parts that may refer to others: a text, its settings and notes, the headers and footers of its sections."""
_MOST_NAMED: Final = 40
_PLACE: Final = 20


def read(source: Source, data: bytes) -> Document:
    """Read a Word file; a paragraph's `line` is its number among the paragraphs of the file, from 1.

    Raises `SitegenError` if a part is missing, damaged, encrypted or too large.
    """
    where = source.name
    container = Container(where, data, LABEL)
    main = _main_part(container, where)
    root = read_part(container, where, main, LABEL)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise SitegenError(problem("source-incomplete", where, format=LABEL, part=main))
    folder = posixpath.dirname(main)
    parts = {
        name: read_part(container, where, f"{folder}/{name}.xml", LABEL)
        for name in ("styles", "numbering", "footnotes", "endnotes")
    }
    blocks, title, findings = _blocks(where, body, parts)
    blocks, problems = cleaned(where, blocks)
    if not blocks:
        raise SitegenError(problem("source-empty", where))
    return Document(
        source=source,
        blocks=blocks,
        hints=Hints(title=title),
        problems=(*problems, *_problems(where, findings), *_ignored(where, container, main)),
    )


def _blocks(
    where: str, body: etree._Element, parts: dict[str, etree._Element | None], *, knows_fields: bool = True
) -> tuple[tuple[Block, ...], str, Findings]:
    """Return the blocks of a file, the text set as its title, and what was left out."""
    findings = Findings(where=where)
    styles = Styles(parts["styles"])
    runs = RunReader(styles, findings, knows_fields=knows_fields)
    reader = BodyReader(styles, Lists(parts["numbering"], styles), runs, findings)
    blocks = (*reader.blocks(body), *_notes(reader, findings, parts))
    if runs.is_open:
        return _blocks(where, body, parts, knows_fields=False)
    return blocks, _title(reader.title), findings


def _title(lines: list[str]) -> str:
    """Return the title that lines set as such make: two of them, more only while a 《 is open."""
    title = "".join(lines[:_TITLE_LINES])
    for line in lines[_TITLE_LINES:_MOST_TITLE_LINES]:
        if title.count("《") <= title.count("》"):
            break
        title += line
    return title


def _main_part(container: Container, where: str) -> str:
    """Return the name of the part that holds the text."""
    for relationship in _relationships(container, where, "_rels/.rels"):
        if relationship.get("Type", "").endswith(_MAIN):
            return posixpath.normpath(relationship.get("Target", "")).lstrip("/")
    return _DOCUMENT


def _relationships(container: Container, where: str, name: str) -> Iterator[etree._Element]:
    root = read_part(container, where, name, LABEL)
    return iter(()) if root is None else root.iterfind(RELATIONSHIP)


def _notes(
    reader: BodyReader, findings: Findings, parts: dict[str, etree._Element | None]
) -> Iterator[Block]:
    """Yield the footnotes and endnotes in the order of their marks, each once behind its first mark."""
    written: dict[tuple[str, str], etree._Element] = {}
    for kind in ("footnote", "endnote"):
        root = parts[f"{kind}s"]
        for note in () if root is None else root.iterfind(W + kind):
            written.setdefault((kind, note.get(W + "id", "")), note)
    for kind, note_id, mark in tuple(findings.notes):
        found = written.pop((kind, note_id), None)
        if found is not None:
            texts = (block.text for block in reader.blocks(found) if isinstance(block, Paragraph))
            yield Paragraph(text=f"[{mark}] {' '.join(texts)}")


def _problems(where: str, findings: Findings) -> Iterator[Problem]:
    if findings.insertions or findings.deletions:
        yield problem("changes-accepted", where, inserted=findings.insertions, deleted=findings.deletions)
    if findings.hidden:
        yield problem("hidden-removed", where, place="".join(findings.hidden)[:_PLACE])
    if findings.comments:
        yield problem("comments-removed", where, count=findings.comments)
    if findings.listed:
        yield problem("contents-removed", where, count=findings.listed)
    if findings.documents:
        yield problem("part-ignored", where, count=findings.documents)
    for description in findings.pictures:
        yield problem("picture-removed", where, description=description[:_MOST_NAMED] or "?")


def _ignored(where: str, container: Container, main: str) -> Iterator[Problem]:
    """Report macros and references to other files: they are neither run nor fetched."""
    if any(name.lower().endswith("vbaproject.bin") for name in container.names):
        yield problem("macros-ignored", where)
    home = f"{posixpath.dirname(main)}/_rels/"
    parts = [name for name in container.names if name.startswith(home) and name.endswith(".rels")]
    outside = sorted(
        {
            relationship.get("Target", "")
            for part in parts[:_MOST_RELATED]
            for relationship in _relationships(container, where, part)
            if relationship.get("TargetMode") == "External"
            and not relationship.get("Type", "").endswith("/hyperlink")
        }
    )
    if outside:
        shown = "、".join(address[:80] for address in outside[:_MOST_ADDRESSES])
        yield problem("outside-ignored", where, count=len(outside), addresses=shown)
