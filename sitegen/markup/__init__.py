"""Markdown of content files and safe HTML from it: what reading, showing and searching must agree on."""

from __future__ import annotations

from sitegen.markup.blocks import (
    MarkdownBlock,
    escape_inline,
    escape_text,
    inline_html,
    plain_text,
    split_blocks,
    table_markdown,
)
from sitegen.markup.spans import with_clauses

__all__ = [
    "MarkdownBlock",
    "escape_inline",
    "escape_text",
    "inline_html",
    "plain_text",
    "split_blocks",
    "table_markdown",
    "with_clauses",
]
