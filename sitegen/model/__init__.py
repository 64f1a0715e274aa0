"""The vocabulary: every value that passes from one module to another.

All types are frozen, compare by value and hold tuples only, so that a stage can be cached
by what goes in and a test can state what comes out.  They carry no behaviour beyond walking
their own parts.  What concerns only the person at the keyboard (a line number, a doubt) is
left out of comparison: moving a paragraph down a line does not make it another paragraph.
"""

from __future__ import annotations

from sitegen.model.archives import Archive, Initiative, Related
from sitegen.model.comparisons import Aligned, FigurePair, Reuse, YearOnYear
from sitegen.model.crosslinks import Linked, LinkTable, apart, by_origin, together
from sitegen.model.documents import Block, Document, Hints, Paragraph, Source, Table, Unit
from sitegen.model.figures import Apart, Change, Difference, Figure, Indicator, Series
from sitegen.model.permanence import Correction, Event, Forward, Move, Record, Revision
from sitegen.model.places import Ref, Refs, refs_within
from sitegen.model.problems import Problem
from sitegen.model.reports import (
    Clause,
    Passage,
    PassageKind,
    Report,
    ReportMeta,
    Section,
    SectionNumber,
    Tombstone,
)
from sitegen.model.sequences import ByReport, Deferred, TupleLike, by_report
from sitegen.model.sites import OutputFile, Site, Theme

__all__ = [
    "Aligned",
    "Apart",
    "Archive",
    "Block",
    "ByReport",
    "Change",
    "Clause",
    "Correction",
    "Deferred",
    "Difference",
    "Document",
    "Event",
    "Figure",
    "FigurePair",
    "Forward",
    "Hints",
    "Indicator",
    "Initiative",
    "LinkTable",
    "Linked",
    "Move",
    "OutputFile",
    "Paragraph",
    "Passage",
    "PassageKind",
    "Problem",
    "Record",
    "Ref",
    "Refs",
    "Related",
    "Report",
    "ReportMeta",
    "Reuse",
    "Revision",
    "Section",
    "SectionNumber",
    "Series",
    "Site",
    "Source",
    "Table",
    "Theme",
    "Tombstone",
    "TupleLike",
    "Unit",
    "YearOnYear",
    "apart",
    "by_origin",
    "by_report",
    "refs_within",
    "together",
]
