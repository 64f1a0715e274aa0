"""The manual for those who keep an archive, as pages of the site: one per chapter.

It lies in `sitegen/manual/` as Markdown and goes through the same allow-list as a report, so that it is
maintained like one and published with every archive.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from sitegen import markup
from sitegen.render.views import Chapter, Link, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANUAL: Final = "manual"
_TITLE: Final = 1


def manual_pages() -> Iterator[Page]:
    """Yield the chapters of the manual in order; the first is `manual/index.html`."""
    texts = _texts()
    chapters = tuple(Link(text=_title(text), page=_path(name)) for name, text in texts)
    for (_, text), link in zip(texts, chapters, strict=True):
        blocks = [block for block in markup.split_blocks(text) if not _is_title(block)]
        content = Chapter(
            html=Markup("\n".join(_rows(blocks))),  # noqa: S704 - sanitised in markup, and written by us
            headings=tuple(
                (block.anchor, block.text) for block in blocks if block.kind == "heading" and block.anchor
            ),
            chapters=chapters,
        )
        yield Page(path=link.page, template="manual.html", part="about", title=link.text, content=content)


@cache
def _texts() -> tuple[tuple[str, str], ...]:
    """Return the chapters by name: `2-import.md`."""
    folder = files("sitegen").joinpath(MANUAL)
    found = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".md")), key=lambda file: file.name
    )
    return tuple((file.name, file.read_text("utf-8")) for file in found)


def _path(name: str) -> str:
    number, _, word = name.removesuffix(".md").partition("-")
    return f"{MANUAL}/index.html" if number == "1" else f"{MANUAL}/{word}/index.html"


def _title(text: str) -> str:
    return next(block.text for block in markup.split_blocks(text) if _is_title(block))


def _is_title(block: markup.MarkdownBlock) -> bool:
    return block.kind == "heading" and block.level == _TITLE


def _rows(blocks: Iterable[markup.MarkdownBlock]) -> Iterator[str]:
    """Yield the HTML of blocks; a table is named after the last heading with an anchor."""
    heading = ""
    for block in blocks:
        inner = block.html or markup.inline_html(block.text)
        if block.kind == "heading" and not block.anchor:
            yield f"<h3>{inner}</h3>"
        elif block.kind == "heading":
            heading = block.anchor
            yield f'<h2 id="{heading}">{inner}</h2>'
        elif block.kind == "table":
            yield f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{heading}">{inner}</div>'
        else:
            yield f"<p>{inner}</p>" if block.kind == "paragraph" else inner
