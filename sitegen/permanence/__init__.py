"""Every published address lands for ever: what was published, what has become of it, what was corrected.

    load_record, dump_record    the record of a report, `content/.published/<id>.json`, committed with the archive
    revise                      Report, Record → Record, Words           when it is published again
    missing_anchors             Report, Record → anchors that would be lost; check_anchors says so
    parse_moves                 the keeper's word on where addresses lead, `content/moved.toml`
    settle                      pages, records, moves → what stands at addresses whose page is no more
    with_moves, events          what pages tell of it

A publication writes records (`publish`), a build only reads them.  Nothing here knows today's date.
"""

from __future__ import annotations

from sitegen.permanence.events import events, with_moves
from sitegen.permanence.losses import Settled, check_anchors, copies, missing_anchors, settle
from sitegen.permanence.moves import MOVES, parse_moves
from sitegen.permanence.records import dump_record, dump_words, load_record, load_words
from sitegen.permanence.revisions import is_new, revise

__all__ = [
    "MOVES",
    "Settled",
    "check_anchors",
    "copies",
    "dump_record",
    "dump_words",
    "events",
    "is_new",
    "load_record",
    "load_words",
    "missing_anchors",
    "parse_moves",
    "revise",
    "settle",
    "with_moves",
]
