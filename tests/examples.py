"""Reports written in a line or two, for tests that need one."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sitegen import reports
from sitegen.model import Document, Paragraph, Source

if TYPE_CHECKING:
    from sitegen.model import Report


def document(*lines: str, name: str = "测试.txt") -> Document:
    """Return a document of plain lines."""
    blocks = tuple(Paragraph(text=line, line=number) for number, line in enumerate(lines, 1))
    return Document(
        source=Source(name=name, sha256=sha256("".join(lines).encode()).hexdigest()), blocks=blocks
    )


def imported(*lines: str) -> Report:
    """Return the report that comes of plain lines under a title."""
    return reports.assign(reports.outline(document("清河街道2024年工作总结", *lines)))
