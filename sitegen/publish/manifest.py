"""What a release holds, as it is written beside it: paths with SHA-256 and size, the release before, what only stays a while."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.publish.plan import Present, Stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.publish.plan import Plan

_FORMAT: Final = 1


def dump_manifest(listing: Mapping[str, Stored], plan: Plan, before: str = "") -> str:
    """Write a manifest, a line for each file."""
    rows = ",\n".join(
        f'  {json.dumps(path)}: ["{file.digest}", {file.size}]' for path, file in sorted(listing.items())
    )
    head = f'"format": {_FORMAT},\n "before": {json.dumps(before)},\n "retired": {json.dumps(list(plan.retired))}'
    return f'{{{head},\n "files": {{\n{rows}\n }}}}\n'


def load_manifest(text: str) -> Present:
    """Read a manifest.  Raises `SitegenError` if it is damaged."""
    try:
        data = json.loads(text)
        if data["format"] != _FORMAT:
            raise ValueError(f"format {data['format']}")  # noqa: TRY301 - told like every other damage
        files = {str(path): Stored(str(digest), int(size)) for path, (digest, size) in data["files"].items()}
        retired = frozenset(map(str, data["retired"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SitegenError(problem("manifest-broken", reason=error)) from error
    return Present(files=files | dict.fromkeys(retired - files.keys(), Stored("", 0)), retired=retired)
