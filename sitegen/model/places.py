"""Places in the archive, which links and figures point at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Ref:
    """A place in the archive: `wujiaochang/2023#s4-2-p3-c2`."""

    report: str
    anchor: str

    def __str__(self) -> str:
        return f"{self.report}#{self.anchor}"
