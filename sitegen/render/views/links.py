"""What lists are made of: links, reports and quotations as they stand in a list, groups and pages of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside the site: its words, the file it leads to from the root, how many things are there."""

    text: str
    page: str
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A report in a list."""

    page: str
    title: str
    issuer: str
    region: tuple[str, ...]
    year: int
    kind: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a report, quoted on another page: `anchor` is their place in the file `page`."""

    page: str
    anchor: str
    issuer: str
    region: tuple[str, ...]
    year: int
    title: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Generic[Item]):
    """Items under a title ("" for none); `page` is the title's own page ("" if it has none)."""

    title: str
    items: tuple[Item, ...]
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """The pages that a long list is divided into; `number` counts from 1."""

    number: int
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the archive holds, and from which year to which."""

    reports: int
    issuers: int
    regions: int
    initiatives: int
    related: int
    first_year: int
    last_year: int
