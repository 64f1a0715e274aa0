"""Any two offices side by side: the page where a reader chooses them, and what each office says, for the script of the page.

Of a thousand offices there are half a million pairs.  So the nearest have pages of their own (`offices`), and for the
others each office has one file beside its list, `issuers/<office>/initiatives.js`: the initiatives that it tells of, with
its newest words and figures.  It is a script because a page that was opened from disk may load nothing else.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from sitegen.model import OutputFile
from sitegen.render.initiatives import initiative_page
from sitegen.render.nearest import COMPARISONS
from sitegen.render.offices import said_by
from sitegen.render.shelves import ISSUERS, Shelf, in_regions
from sitegen.render.views import Choice, Choices, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Figure, Initiative
    from sitegen.render.holdings import Holdings
    from sitegen.render.views import Side

CHOOSING: Final = f"{COMPARISONS}/choose/index.html"
_FILE: Final = "initiatives.js"


def choosing_page(held: Holdings) -> Page:
    """Return the page where two offices are chosen; those that tell of no initiative are left out."""
    shelves = _telling(held)
    names = Counter(shelf.name for shelf in shelves)
    choices = tuple(
        Choice(
            text=shelf.name if names[shelf.name] == 1 else f"{' '.join(shelf.region)} {shelf.name}",
            office=shelf.id,
        )
        for shelf in shelves
    )
    return Page(
        path=CHOOSING, template="comparison_choose.html", part=COMPARISONS, content=Choices(offices=choices)
    )


def office_files(held: Holdings) -> tuple[OutputFile, ...]:
    """Return for each office that can be chosen what it says of each initiative, as a script."""
    return tuple(_files(held, _telling(held)))


def office_file_at(path: str, held: Holdings) -> OutputFile | None:
    """Return the one of `office_files` that has an address, None if there is none."""
    if not (path.startswith(f"{ISSUERS}/") and path.endswith(f"/{_FILE}")):
        return None
    return next(iter(_files(held, [shelf for shelf in _telling(held) if _path(shelf) == path])), None)


def _telling(held: Holdings) -> list[Shelf]:
    return [shelf for shelf in in_regions(held.shelves) if shelf.folder in held.compared.telling]


def _files(held: Holdings, shelves: Iterable[Shelf]) -> Iterator[OutputFile]:
    said = said_by(held, {shelf.folder for shelf in shelves})
    for shelf in shelves:
        own = said[shelf.folder]
        told = [
            _told(initiative, own[initiative.id]) for initiative in held.initiatives if initiative.id in own
        ]
        office = {"office": shelf.id, "name": shelf.name, "page": shelf.page, "told": told}
        text = json.dumps(office, ensure_ascii=False, separators=(",", ":"))
        yield OutputFile(path=_path(shelf), data=f"sitegenOffice({text});\n".encode())


def _told(initiative: Initiative, side: Side) -> dict[str, Any]:
    quote = side.quote
    return {
        "name": initiative.name,
        "field": initiative.field,
        "page": initiative_page(initiative),
        "year": quote.year,
        "at": f"{quote.page}#{quote.anchor}",
        "text": quote.text,
        "count": side.count,
        "figures": [_stated(figure) for figure in side.figures],
    }


def _stated(figure: Figure) -> list[str]:
    return [figure.indicator, figure.printed, "target" if figure.kind == "target" else ""]


def _path(shelf: Shelf) -> str:
    return f"{shelf.folder}/{_FILE}"
