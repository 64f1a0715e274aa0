"""Web pages: the text of the report on a page of a government site, without the page around it.

A page is read, never shown: scripts, styles, frames, forms and whatever markup wants to run are passed over,
addresses are not followed, and what comes out is text.  The title is the first block, also where the page shows it
outside its main text, because that is where a printed report has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.errors import SitegenError, problem
from sitegen.model import Document, Paragraph
from sitegen.readers.characters import cleaned
from sitegen.readers.html.blocks import read_blocks
from sitegen.readers.html.hints import read_head, read_hints
from sitegen.readers.html.page import decode, parse
from sitegen.readers.html.region import main_region

if TYPE_CHECKING:
    from lxml import etree

    from sitegen.model import Block, Problem, Source

_TITLE_WITHIN = 6
"""The title stands among the first blocks of the main text, if it stands there at all."""


def read(source: Source, data: bytes) -> Document:
    """Read a web page; a paragraph's `line` is that of its tag in the page's source, from 1.

    Raises `SitegenError` if the page is only a set of frames, holds no text or is too large.
    """
    where = source.name
    text, decoded = decode(where, data)
    root, is_flattened = parse(where, text)
    head = read_head(root)
    region, is_guessed = main_region(root)
    blocks, pictures = read_blocks(where, region)
    hints = read_hints(head, root, region)
    blocks, problems = cleaned(where, blocks)
    if not blocks:
        raise SitegenError(_nothing(where, parse(where, text)[0]))
    return Document(
        source=source,
        blocks=_with_title(blocks, hints.title),
        hints=hints,
        problems=(
            *decoded,
            *problems,
            *((problem("page-flattened", where),) if is_flattened else ()),
            *((problem("content-guessed", where),) if is_guessed else ()),
            *(problem("picture-removed", where, description=picture) for picture in pictures),
        ),
    )


def _with_title(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """Put the title before the blocks unless they begin with it, in one line or several."""
    first = "".join(block.text for block in blocks[:_TITLE_WITHIN] if isinstance(block, Paragraph))
    if not title or _bare(title) in _bare(first):
        return blocks
    return (Paragraph(text=title, level=1, is_centred=True), *blocks)


def _bare(text: str) -> str:
    return "".join(text.split())


def _nothing(where: str, root: etree._Element) -> Problem:
    frames = [frame.get("src", "")[:80] for frame in root.iter("frame", "iframe")]
    if frames:
        return problem("source-frames", where, addresses="、".join(frames[:3]))
    return problem("source-shell", where)
