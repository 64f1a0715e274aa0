"""What a bad input is: the file, and how its import has to end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BODY = "清河街道2024年工作总结\n一、居住环境\n完成加装电梯三十五台，惠及居民千余户。\n二、民生服务\n完成适老化改造二十九户。\n"
"""A whole report; what a file holds besides its trap, where it can be imported."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One bad input: its number in the list of kinds, what it shows, its bytes, and how it must end.

    `code` must be among its problems ("" if it says nothing of the trap); `holds` are words of the report that
    must be made of it; without them there must be none.
    """

    number: int
    name: str
    make: Callable[[], bytes]
    code: str = ""
    holds: tuple[str, ...] = ()
    suffix: str = "docx"
    values: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of its file: one that gives no issuer and no year."""
        return f"{self.number:02}-{self.name}.{self.suffix}"
