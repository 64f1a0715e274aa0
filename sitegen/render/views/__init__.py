"""What the templates are given: one frozen type per kind of page.

A page is a value, so that a cache can key on it and a test can state it.  It holds what the archive
says and nothing that a theme says: no sentence, no link text, no markup.  These types cross no border
but the one to the templates, which is why they live here and not in `model`; `themes/README.md`
documents each field for those who write themes.
"""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.render.views.about import About, Chapter, DataSet, Field, Part
from sitegen.render.views.comparisons import (
    STEPS,
    Choice,
    Choices,
    OfficesRow,
    OfficesView,
    Side,
    Step,
    Words,
    YearsSection,
    YearsView,
)
from sitegen.render.views.indicators import Band, Bar, IndicatorView, SeriesView, Statement
from sitegen.render.views.links import Counts, Entry, Group, Item, Link, Pager, Quote
from sitegen.render.views.lists import (
    Cell,
    Coverage,
    Directory,
    Home,
    InitiativeView,
    Listing,
    Row,
    Spread,
    StagedFigure,
    StageRow,
)
from sitegen.render.views.past import Change, Corrections, Happening, Notice, Stretch
from sitegen.render.views.reports import (
    Beside,
    Citation,
    Crossing,
    KeyFigure,
    Listed,
    Note,
    OtherFigure,
    Piece,
    ReportView,
    Reused,
)

__all__ = [
    "STEPS", "About", "Band", "Bar", "Beside", "Cell", "Change", "Chapter", "Choice", "Choices", "Citation", "Content", "Corrections", "Counts",
    "Coverage", "Crossing", "DataSet", "Directory", "Entry", "Field", "Group", "Happening", "Home", "IndicatorView",
    "InitiativeView", "Item", "KeyFigure", "Link", "Listed", "Listing", "Note", "Notice", "OfficesRow", "OfficesView",
    "OtherFigure", "Page", "Pager", "Part", "Piece", "Quote", "ReportView", "Reused", "Row", "SeriesView", "Side",
    "Spread", "StageRow", "StagedFigure", "Statement", "Step", "Stretch", "Words", "YearsSection", "YearsView",
]  # fmt: skip

Content = (
    Home
    | Directory
    | Listing
    | Coverage
    | InitiativeView
    | YearsView
    | OfficesView
    | Choices
    | IndicatorView
    | Link
    | ReportView
    | Corrections
    | Notice
    | About
    | Counts
    | Chapter
    | None
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site before a theme gives it its looks.

    `path` is its file from the root, `template` the template that renders it, `part` the part of the
    site it belongs to (`issuers`), `title` its name as far as the archive knows it ("" where the theme
    names it), `description` a sentence for search engines, `trail` the pages above it within its part.
    """

    path: str
    template: str
    part: str
    title: str = ""
    description: str = ""
    trail: tuple[Link, ...] = ()
    content: Content = None
