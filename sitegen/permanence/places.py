"""What can be linked to in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.model import Report


def anchors_of(report: Report) -> frozenset[str]:
    """Return the anchors of every section, passage and clause of a report; those of its tombstones are not among them."""
    anchors = {path[-1].anchor for path in report.walk()}
    for _, passage in report.walk_passages():
        anchors.add(passage.anchor)
        anchors.update(clause.anchor for clause in passage.clauses)
    return frozenset(anchors)
