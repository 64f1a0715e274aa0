"""Reports: from a document to a report, from a report to its content file and back.

prepare()                         what many outlines need is loaded, for processes that share it
outline(document) → Report        numbers, headings, leads, front matter, doubts
dumps(report) → text              the content file
loads(id, text, lock) → Report    and back, with the anchors it always had
loads_meta(id, text) → ReportMeta its front matter alone
lock_of(report) → Lock            what keeps them
sketch(text) → str                what tells texts that are alike without reading them
"""

from __future__ import annotations

from sitegen.reports.anchors import EMPTY, Lock, assign, lock_of
from sitegen.reports.content import dumps, loads, loads_meta
from sitegen.reports.doubts import find_doubts
from sitegen.reports.endings import prepare
from sitegen.reports.frontmatter import check as check_front_matter
from sitegen.reports.likeness import is_same_document, is_same_text, likely, sketch
from sitegen.reports.lock import dumps as dump_lock
from sitegen.reports.lock import loads as load_lock
from sitegen.reports.merging import Conflict, merge
from sitegen.reports.metadata import Given, is_one_of_many
from sitegen.reports.outline import outline

__all__ = [
    "EMPTY",
    "Conflict",
    "Given",
    "Lock",
    "assign",
    "check_front_matter",
    "dump_lock",
    "dumps",
    "find_doubts",
    "is_one_of_many",
    "is_same_document",
    "is_same_text",
    "likely",
    "load_lock",
    "loads",
    "loads_meta",
    "lock_of",
    "merge",
    "outline",
    "prepare",
    "sketch",
]
