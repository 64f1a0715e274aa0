"""From a document to a report: which lines are headings, and what stands under which.

The number at the start of a line says which rung it could be (`numbering`); whether it is a heading
is told by its form and its neighbours.  Levels are depths on a stack of open sections, so a report
may start its ladder anywhere and skip rungs.  Printed numbers are kept as they are, also wrong ones;
a gap or a repetition is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.markup import escape_text, split_blocks, table_markdown
from sitegen.model import Document, Paragraph, Passage, Report, Section, SectionNumber, Table
from sitegen.numbering import RANKS, Numbered, parse_number, rank
from sitegen.reports.clauses import first_sentence
from sitegen.reports.content import number_sections
from sitegen.reports.doubts import find_doubts
from sitegen.reports.leads import is_lossy, lead_lengths
from sitegen.reports.metadata import Given, propose, propose_id
from sitegen.reports.opening import find_opening
from sitegen.reports.tidy import OBJECT, tidy
from sitegen.reports.unfold import unfold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import Problem

_LONGEST_HEADING = 45
_LONGEST_RUN_IN = 48
_LONGEST_UNNUMBERED = 20
_ANNOUNCES: Final = re.compile(r"(?:下列|之一|情形|条件|包括)[^。；]{0,12}[：:]$")
_ITEM_END: Final = re.compile(r"[；;]$")
_NO_HEADING: Final = re.compile(r"[。，,；;：:！!、]$")
_CONTENTS_LINE: Final = re.compile(r"(?:[.．·…‥_]{3,}|\t)[\s.．·…]*\d{1,3}$")
_DATE_LINE: Final = re.compile(r"[（(]?\d{4}年\d{1,2}月")
_PART: Final = re.compile(
    r"(?:\d{4}年|过去[一五]年|去年|今年|今后五年|下一步)?[\u4e00-\u9fff、和及与]{0,8}(?:工作回顾|工作总结|工作安排|重点工作|工作任务|目标任务|工作打算|工作部署|工作思路)(?:建议)?"
)


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

    Raises `SitegenError` if it holds no text, or if issuer or year are unknown.
    """
    where = document.source.name
    given = given or Given()
    paragraphs, unfolded = unfold(where, tuple(_flat(document)))
    if not paragraphs:
        raise SitegenError(problem("source-empty", where))
    tidied, done = tidy(where, paragraphs)
    opening = find_opening(tidied, document.hints)
    meta, proposed = propose(document, opening, given)
    root = _collect(opening.body)
    tables = tuple(block for block in document.blocks if isinstance(block, Table))
    lossy = is_lossy(tuple(block.text for block in tidied))
    made = _Passages(tables, lossy=lossy)
    sections = tuple(_section(child, 1, made) for child in root.sections)
    passages = made.of(root)
    report = number_sections(
        Report(id=given.id or propose_id(meta), meta=meta, passages=passages, sections=sections)
    )
    doubts = find_doubts(where, report)
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
            yield replace(block, text=text, line=block.line or block.page)


# ---------------------------------------------------------------- headings


def _collect(blocks: Sequence[Paragraph]) -> _Open:
    """Sort paragraphs under headings; the root stands for the report."""
    root = _Open("", None, 0)
    stack = [root]
    items = _Items()
    for index, block in enumerate(blocks):
        following = blocks[index + 1].text if index + 1 < len(blocks) else ""
        numbered = parse_number(block.text)
        is_item = items.includes(block.text, numbered)
        if numbered and not is_item and (cut := _heading_end(block.text, numbered)):
            _open(stack, _Open(block.text[:cut].strip(), numbered.number, block.line))
            if block.text[cut:].strip():
                stack[-1].texts.append((block.text[cut:].strip(), block.line))
        elif not numbered and _is_unnumbered_heading(block.text, following, root):
            _open(stack, _Open(block.text, None, block.line))
        else:
            stack[-1].texts.append((block.text, block.line))
    return root


class _Items:
    """Tells the items of a list from headings, paragraph by paragraph.

    An item ends with a semicolon, or follows an item as its successor, or a line that announces items.
    """

    def __init__(self) -> None:
        self._previous = ""
        self._last: SectionNumber | None = None

    def includes(self, text: str, numbered: Numbered | None) -> bool:
        number = numbered.number if numbered else None
        is_item = number is not None and (
            _ITEM_END.search(text) is not None
            or self._is_next(number)
            or _ANNOUNCES.search(self._previous) is not None
        )
        self._last = number if is_item else None
        self._previous = text
        return is_item

    def _is_next(self, number: SectionNumber) -> bool:
        last = self._last
        return last is not None and number.kind == last.kind and number.value == last.value + 1


def _open(stack: list[_Open], section: _Open) -> None:
    while len(stack) > 1 and rank(stack[-1].number) >= rank(section.number):
        stack.pop()
    stack[-1].sections.append(section)
    stack.append(section)


def _heading_end(text: str, numbered: Numbered) -> int:
    """Return where the heading at the start of a numbered paragraph ends; 0 if there is none.

    A whole paragraph 1.……。 is an item of a list; （一）……。 may be a heading with its stop.
    """
    number, rest = numbered
    start = len(text) - len(rest)
    if _CONTENTS_LINE.search(rest):
        return 0
    if number.kind == "article" or not rest:
        return start if number.kind == "article" else 0
    sentence = first_sentence(rest)
    if len(sentence) == len(rest):
        is_sentence = rest.endswith("。") and RANKS[number.kind] <= RANKS["han-paren"]
        return (
            len(text)
            if len(rest) <= _LONGEST_HEADING and (is_sentence or not _NO_HEADING.search(rest))
            else 0
        )
    is_run_in = len(sentence) <= _LONGEST_RUN_IN and sentence.endswith("。")
    return start + len(sentence) if is_run_in else 0


def _is_unnumbered_heading(text: str, following: str, root: _Open) -> bool:
    """Tell whether a short line heads a part: by what such lines say, or as numbering begins again at 一 after it."""
    if len(text) > _LONGEST_UNNUMBERED or _NO_HEADING.search(text) or _DATE_LINE.match(text):
        return False
    if _PART.fullmatch(text):
        return True
    numbered = parse_number(following)
    starts_again = numbered is not None and numbered.number.kind == "han" and numbered.number.value == 1
    return starts_again and bool(root.sections)


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
        has_leads = source.number is not None and not source.heading.endswith("。")
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


def _restored(where: str, report: Report) -> tuple[Problem, ...]:
    return tuple(
        problem("lead-restored", where, passage.line, lead=passage.text[: passage.lead])
        for _, passage in report.walk_passages()
        if passage.lead and passage.text[passage.lead] != "。"
    )
