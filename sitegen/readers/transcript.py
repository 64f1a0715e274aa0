"""What a source says, as plain text: kept beside the report, so that an import can be checked against it at any time.

A line for each block as the reader found it, before anything was put right; cells of a table divided by tabs; a
form feed for the end of each page of a PDF, also of those without text, as other programs write it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.model import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Block, Document

PAGE: Final = "\f"


def transcript(document: Document) -> str:
    """Return the text of a document, a line for each paragraph and each row of a table."""
    lines: list[str] = []
    page = 0
    for block in document.blocks:
        rows = list(_rows(block))
        if rows:
            lines += [PAGE * max(0, block.page - max(page, 1)) + rows[0], *rows[1:]]
            page = max(page, block.page)
    return "".join(f"{line}\n" for line in lines)


def _rows(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from ("\t".join(map(_on_one_line, row)) for row in block.rows)
    else:
        yield _on_one_line(block.text)


def _on_one_line(text: str) -> str:
    return re.sub(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+", " ", text).strip()
