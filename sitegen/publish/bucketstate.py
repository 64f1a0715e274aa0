"""What a bucket remembers of its publications: which files are ours, what is under way, what the last one changed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from sitegen.errors import SitegenError, problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.publish.plan import Plan

_FORMAT: Final = 1
_STALE: Final = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The state of a bucket.

    `files` are ours, whole or not; `headers` is the version of the rules by which their headers were made ("" before the
    first publication).  `added`, `changed` and `removed` are what the publication under way (`is_sending`), or the last one,
    changes; `can_go_back` says whether copies of all that are there.
    """

    files: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    headers: str = ""
    is_sending: bool = False
    can_go_back: bool = False
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @classmethod
    def loads(cls, where: str, data: bytes) -> State:
        """Read a state.  Raises `SitegenError` if it is damaged."""
        try:
            values: dict[str, Any] = json.loads(data)
            if values.pop("format") != _FORMAT:
                raise ValueError("format")  # noqa: TRY301 - told like every other damage
            for key, value in values.items():
                values[key] = tuple(value) if isinstance(value, list) else value
            return cls(**values)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SitegenError(problem("manifest-broken", where, reason=error)) from error

    def dumps(self) -> str:
        """Write a state."""
        return json.dumps(
            {"format": _FORMAT} | {field.name: asdict(self)[field.name] for field in fields(self)}, indent=0
        )

    def begun(self, files: Iterable[str], plan: Plan, headers: str) -> State:
        """Return the state once a publication has begun; one that was interrupted goes on, and what it did still counts."""
        before = self if self.is_sending else State()
        added = {*before.added, *plan.added} - {*before.changed, *before.removed}
        return replace(
            self,
            files=tuple(sorted({*self.files, *files})),
            headers=headers if self.headers in {"", headers} else _STALE,
            is_sending=True,
            can_go_back=False,
            added=tuple(sorted(added)),
            changed=tuple(sorted({*before.changed, *plan.changed} - added)),
            removed=tuple(sorted({*before.removed, *plan.removed} - added)),
        )

    def ended(self, files: Iterable[str], plan: Plan, headers: str) -> State:
        """Return the state once a publication has ended."""
        left = {*files, *plan.retired}
        return replace(
            self,
            files=tuple(sorted(left)),
            retired=plan.retired,
            headers=headers,
            is_sending=False,
            can_go_back=bool(left - {*self.added}),
        )

    def gone_back(self) -> State:
        """Return the state once the publication before has been brought back."""
        files = {*self.files, *self.removed} - {*self.added}
        return replace(
            self, files=tuple(sorted(files)), retired=(), can_go_back=False, added=(), changed=(), removed=()
        )
