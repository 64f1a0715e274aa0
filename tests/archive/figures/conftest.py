"""Reports of a few sentences, cut into clauses at each full stop and semicolon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sitegen.archive import figures
from sitegen.markup import split_blocks
from sitegen.model import Clause, Figure, Passage, Report, ReportMeta, Section

if TYPE_CHECKING:
    from collections.abc import Callable


def _passage(anchor: str, text: str) -> Passage:
    spans = [match.span() for match in re.finditer("[^。；]+[。；]?", text)]
    clauses = tuple(
        Clause(anchor=f"{anchor}-c{number}", start=start, end=end)
        for number, (start, end) in enumerate(spans, 1)
    )
    return Passage(anchor=anchor, kind="paragraph", text=text, markdown=text, clauses=clauses)


def _table(anchor: str, markdown: str) -> Passage:
    (block,) = split_blocks(markdown)
    return Passage(anchor=anchor, kind="table", text=block.text, markdown=block.markdown, html=block.html)


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """Return a maker of reports: paragraphs (a text that starts with `|` is a table), under a heading if one is given."""

    def make(*texts: str, heading: str = "", year: int = 2023) -> Report:
        meta = ReportMeta(title="", issuer="", region=(), year=year, kind="", published="")
        passages = tuple(
            (_table if text.startswith("|") else _passage)(f"p{number}", text)
            for number, text in enumerate(texts, 1)
        )
        if not heading:
            return Report(id="qinghe/2023", meta=meta, passages=passages)
        section = Section(anchor="s1", level=1, heading=heading, passages=passages)
        return Report(id="qinghe/2023", meta=meta, sections=(section,))

    return make


@pytest.fixture
def read(make_report: Callable[..., Report]) -> Callable[..., tuple[Figure, ...]]:
    """Return what reads the figures of a few paragraphs."""
    return lambda *texts, heading="": figures.extract(make_report(*texts, heading=heading))
