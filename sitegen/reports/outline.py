"""From a document to a report: which lines are headings, and what stands under which.

`headings` tells which paragraphs head something.  Levels are depths on a stack of open sections, so a report
may start its ladder anywhere and skip rungs.  Printed numbers are kept as they are, also wrong ones;
a gap or a repetition is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sitegen.errors import SitegenError, problem
from sitegen.markup import escape_text, split_blocks, table_markdown
from sitegen.model import Document, Paragraph, Passage, Report, Section, SectionNumber, Table
from sitegen.numbering import open_ranks, parse_number, rank_below
from sitegen.reports.content import number_sections
from sitegen.reports.doubts import find_blanks, find_doubts
from sitegen.reports.headings import find_headings
from sitegen.reports.leads import is_lossy, lead_lengths
from sitegen.reports.metadata import UNSIGNED, Given, propose, propose_id
from sitegen.reports.opening import find_opening
from sitegen.reports.tidy import OBJECT, tidy
from sitegen.reports.unfold import unfold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import Problem


@dataclass(slots=True)
class _Open:
    """A section while its content is being collected; `text` are (Markdown-free text, line) of its passages."""

    heading: str
    number: SectionNumber | None
    line: int
    texts: list[tuple[str, int]] = field(default_factory=list)
    sections: list[_Open] = field(default_factory=list)


def outline(document: Document, given: Given | None = None) -> Report:
    """Make a report of a document; its sections have anchors, its passages get theirs from `anchors.assign`.

    Raises `SitegenError` if it holds no text, if no year is printed nor given, or if nothing marks it as a report.
    """
    where = document.source.name
    given = given or Given()
    paragraphs, unfolded = unfold(where, tuple(_flat(document)))
    if not paragraphs:
        raise SitegenError(problem("source-empty", where))
    tidied, done = tidy(where, paragraphs)
    opening = find_opening(tidied, document.hints)
    meta, proposed = propose(document, opening, given)
    root = _collect(opening.body, opening.title)
    if meta.issuer == UNSIGNED and not (opening.title or root.sections):
        raise SitegenError(problem("report-unlikely", where))
    tables = tuple(block for block in document.blocks if isinstance(block, Table))
    lossy = is_lossy(tuple(block.text for block in tidied))
    made = _Passages(tables, lossy=lossy)
    sections = tuple(_section(child, 1, made) for child in root.sections)
    passages = made.of(root)
    report = number_sections(
        Report(id=given.id or propose_id(meta, opening.text), meta=meta, passages=passages, sections=sections)
    )
    doubts = (*find_blanks(where, report), *find_doubts(where, report))
    restored = _restored(where, report)
    return replace(report, problems=(*document.problems, *unfolded, *done, *proposed, *restored, *doubts))


def _flat(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document, for the nth table one that only says so; places in a PDF are its pages."""
    tables = 0
    for block in document.blocks:
        if isinstance(block, Table):
            yield Paragraph(text=f"{OBJECT}{tables}", line=block.line or block.page)
            tables += 1
        elif text := block.text.strip():
            yield block.holding(text) if block.line else replace(block, text=text, line=block.page)


# ---------------------------------------------------------------- sections


def _collect(blocks: Sequence[Paragraph], title: str) -> _Open:
    """Sort paragraphs under headings; the root stands for the report."""
    root = _Open("", None, 0)
    stack = [root]
    ends = find_headings(tuple(block.text for block in blocks), title)
    for block, end in zip(blocks, ends, strict=True):
        if end:
            numbered = parse_number(block.text)
            _open(stack, _Open(block.text[:end].strip(), numbered and numbered.number, block.line))
        if text := block.text[end:].strip():
            stack[-1].texts.append((text, block.line))
    return root


def _open(stack: list[_Open], section: _Open) -> None:
    kinds = [each.number.kind if each.number else "" for each in stack[1:]]
    here = rank_below(section.number, kinds)
    del stack[1 + next((at for at, rank in enumerate(open_ranks(kinds)) if rank >= here), len(kinds)) :]
    stack[-1].sections.append(section)
    stack.append(section)


# ---------------------------------------------------------------- passages


def _section(source: _Open, level: int, made: _Passages) -> Section:
    return Section(
        anchor="",
        level=level,
        heading=source.heading,
        number=source.number,
        passages=made.of(source),
        sections=tuple(_section(child, level + 1, made) for child in source.sections),
        line=source.line,
    )


class _Passages:
    """Makes passages of the texts of a section; `tables` are those of the document, in order."""

    def __init__(self, tables: tuple[Table, ...], *, lossy: bool) -> None:
        self._tables = tables
        self._lossy = lossy

    def of(self, source: _Open) -> tuple[Passage, ...]:
        texts = tuple(text for text, _ in source.texts)
        has_leads = _is_titled(source)
        leads = lead_lengths(texts, lossy=self._lossy) if has_leads else (0,) * len(texts)
        return tuple(
            self._passage(text, line, lead) for (text, line), lead in zip(source.texts, leads, strict=True)
        )

    def _passage(self, text: str, line: int, lead: int) -> Passage:
        if not text.startswith(OBJECT):
            return Passage(
                anchor="", kind="paragraph", text=text, markdown=escape_text(text), lead=lead, line=line
            )
        (block,) = split_blocks(table_markdown(self._tables[int(text[1:])].rows))
        return Passage(
            anchor="", kind="table", text=block.text, markdown=block.markdown, html=block.html, line=line
        )


def _is_titled(section: _Open) -> bool:
    """Tell whether a section has a heading of its own line with words in it: only under such do leads stand."""
    number = section.number
    return number is not None and section.heading != number.printed and not section.heading.endswith("。")


def _restored(where: str, report: Report) -> tuple[Problem, ...]:
    return tuple(
        problem("lead-restored", where, passage.line, lead=passage.text[: passage.lead])
        for _, passage in report.walk_passages()
        if passage.lead and passage.text[passage.lead] != "。"
    )
