"""Long lists cut into pages that stay light however large the archive is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from sitegen.render.views import Pager

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Item = TypeVar("Item")

# An entry is about 400 bytes of HTML, a link 150, a quote up to 1,600: each page stays below 200 kB.
ENTRIES: Final = 200
LINKS: Final = 500
QUOTES: Final = 80


def paged(folder: str, items: Sequence[Item], size: int) -> Iterator[tuple[str, Pager, Sequence[Item]]]:
    """Cut items into pages: `issuers/index.html`, `issuers/page_2/index.html` (no id has an underscore)."""
    count = max(1, -(-len(items) // size))
    pages = (
        f"{folder}/index.html",
        *(f"{folder}/page_{number}/index.html" for number in range(2, count + 1)),
    )
    for at, path in enumerate(pages):
        yield path, Pager(number=at + 1, pages=pages), items[at * size : (at + 1) * size]
