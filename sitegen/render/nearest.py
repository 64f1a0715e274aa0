"""Which offices are compared with which.

Of a thousand offices there are half a million pairs, so only the nearest have a page, `comparisons/offices/<one>__<other>/`:
those of one level that have most of their initiatives in common, the same city before another, `_NEAREST` for each
office.  So there are at most a few times as many such pages as offices.  A pair that was ever published keeps its
page while both offices are there and share an initiative; after that its address leads to the page above.

No id has an underscore, so `_` stands for `/` in these addresses and `__` between two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen.render.views import Link
from sitegen.words import government

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.model import Initiative
    from sitegen.render.shelves import Shelf, Shelves

COMPARISONS: Final = "comparisons"
_NEAREST: Final = 3
_FEWEST: Final = 5
"""Initiatives that two offices must share to be compared."""
_APART: Final = 3
"""Years that may lie between the newest reports of two offices."""
_MOST_COMPARED: Final = 1500
"""Offices of a level that are all compared with one another; of more, those of one region are."""
_NEIGHBOURHOOD: Final = 0.25
"""What lying in one region counts, where 1 is having all initiatives in common."""
_LEVELS: Final = {"街道": 4, "镇": 4, "乡": 4, "区": 3, "县": 3, "旗": 3, "州": 2, "盟": 2, "省": 1}
"""How far below the nation a government is, by what its name ends with; a city is as deep as its region is long."""
_DEPARTMENT: Final = re.compile(r".*(?:街道|[镇乡区县旗市州盟省国])(?P<name>.+)$")

Bits = dict[str, int]
"""The initiatives of each office, by its folder: a bit for each, so that counting what two share takes no time."""


@dataclass(frozen=True, slots=True)
class Offices:
    """Two offices that are compared, in the order of their folders, and how many initiatives they share."""

    left: Shelf
    right: Shelf
    shared: int

    @property
    def page(self) -> str:
        """Return the page that compares them."""
        return _page(self.left, self.right)


def nearest_offices(
    initiatives: Iterable[Initiative], shelved: Shelves, published: frozenset[str]
) -> tuple[Offices, ...]:
    """Return the pairs of offices that have a page, by its address; `published` are the pages that were ever published."""
    bits = _bits(initiatives, shelved)
    found = {
        _page(*pair): pair
        for level in _levels(shelved.issuers)
        for shelf in level
        for pair in _nearest(shelf, level, bits)
    }
    flat = {_flat(shelf): shelf for shelf in shelved.issuers}
    for page in published - found.keys():
        names = page.removeprefix(f"{COMPARISONS}/offices/").removesuffix("/index.html").split("__")
        if len(names) == len({*names} & flat.keys()) == 2:  # noqa: PLR2004 - two offices
            found[page] = (flat[names[0]], flat[names[1]])
    return tuple(
        Offices(left, right, (bits[left.folder] & bits[right.folder]).bit_count())
        for _, (left, right) in sorted(found.items(), key=lambda each: each[0])
        if bits[left.folder] & bits[right.folder]
    )


def links_of(pairs: Iterable[Offices]) -> dict[str, tuple[Link, ...]]:
    """Return for each office's folder links to what it is compared with, those that share most first."""
    found: dict[str, list[Link]] = defaultdict(list)
    for pair in pairs:
        for here, there in ((pair.left, pair.right), (pair.right, pair.left)):
            found[here.folder].append(Link(text=there.name, page=pair.page, count=pair.shared))
    return {
        folder: tuple(sorted(links, key=lambda link: (-link.count, link.page)))
        for folder, links in found.items()
    }


def _flat(shelf: Shelf) -> str:
    return shelf.id.replace("/", "_")


def _page(left: Shelf, right: Shelf) -> str:
    return f"{COMPARISONS}/offices/{_flat(left)}__{_flat(right)}/index.html"


def _bits(initiatives: Iterable[Initiative], shelved: Shelves) -> Bits:
    issuer_of = shelved.issuer_of
    bits = dict.fromkeys((shelf.folder for shelf in shelved.issuers), 0)
    for place, initiative in enumerate(initiatives):
        for report in {ref.report for ref in initiative.members}:
            bits[issuer_of[report].folder] |= 1 << place
    return bits


def _levels(shelves: Iterable[Shelf]) -> Iterator[list[Shelf]]:
    """Yield the offices that can be compared: governments of one level, or departments of one name and level."""
    groups: dict[tuple[int, str], list[Shelf]] = defaultdict(list)
    for shelf in shelves:
        groups[_level(shelf)].append(shelf)
    for key in sorted(groups):
        yield from _in_regions(groups[key], 0)


def _in_regions(some: list[Shelf], depth: int) -> Iterator[list[Shelf]]:
    """Yield offices in groups that are not too large, by region where they are."""
    if len(some) <= _MOST_COMPARED or depth > max(len(shelf.region) for shelf in some):
        yield some
        return
    groups: dict[tuple[str, ...], list[Shelf]] = defaultdict(list)
    for shelf in some:
        groups[shelf.region[: depth + 1]].append(shelf)
    for region in sorted(groups):
        yield from _in_regions(groups[region], depth + 1)


def _level(shelf: Shelf) -> tuple[int, str]:
    """Return how far below the nation an office is, and what it is called beside its place (教育局; "" for a government)."""
    place = government(shelf.name)
    if place is None:
        department = _DEPARTMENT.match(shelf.name)
        return len(shelf.region), department["name"] if department else shelf.name
    if place in {"自治区", "特别行政区"}:
        return 1, ""
    return _LEVELS.get(place, len(shelf.region)), ""


def _nearest(shelf: Shelf, others: Iterable[Shelf], bits: Bits) -> list[tuple[Shelf, Shelf]]:
    """Return an office with each of those that are nearest to it, the first of each pair before the second."""
    own, year = bits[shelf.folder], shelf.reports[0].meta.year
    ranked = []
    for other in others:
        theirs = bits[other.folder]
        shared = (own & theirs).bit_count()
        if other is not shelf and shared >= _FEWEST and abs(other.reports[0].meta.year - year) <= _APART:
            near = sum(a == b for a, b in zip(shelf.region[:-1], other.region[:-1], strict=False))
            likeness = shared / (own | theirs).bit_count() + _NEIGHBOURHOOD * near
            ranked.append((-likeness, other.folder, other))
    nearest = [other for _, _, other in sorted(ranked, key=lambda each: each[:2])[:_NEAREST]]
    return [(shelf, other) if shelf.folder < other.folder else (other, shelf) for other in nearest]


def telling(initiatives: Iterable[Initiative], shelved: Shelves) -> frozenset[str]:
    """Return the folders of the offices that tell of an initiative."""
    reports = {ref.report for initiative in initiatives for ref in initiative.members}
    return frozenset(shelved.issuer_of[report].folder for report in reports)
