"""Reports built in code: what a clerk would write, cut into clauses at each full stop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sitegen.model import Clause, Passage, Report, ReportMeta

if TYPE_CHECKING:
    from collections.abc import Callable


def passage(anchor: str, text: str, lead: int = 0) -> Passage:
    spans = [match.span() for match in re.finditer("[^。；]+[。；]?", text)]
    clauses = tuple(
        Clause(anchor=f"{anchor}-c{number}", start=start, end=end)
        for number, (start, end) in enumerate(spans, 1)
    )
    return Passage(anchor=anchor, kind="paragraph", text=text, markdown=text, lead=lead, clauses=clauses)


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """Return a maker of reports: id, paragraphs, and where wanted issuer, region, year and the first one's lead."""

    def make(
        report_id: str,
        *paragraphs: str,
        issuer: str = "",
        region: tuple[str, ...] = (),
        lead: int = 0,
        year: int = 2023,
    ) -> Report:
        meta = ReportMeta(
            title=report_id, issuer=issuer or report_id, region=region, year=year, kind="", published=""
        )
        passages = tuple(
            passage(f"p{number}", text, lead if number == 1 else 0)
            for number, text in enumerate(paragraphs, 1)
        )
        return Report(id=report_id, meta=meta, passages=passages)

    return make
