"""A site that stands already: who builds again where nothing changed need not wait for it.

What a build returns follows from what it reads, from the settings and from the code.  Where all that is the same as the last
time, and the output folder still holds what was put there, nothing is left to do but to say again what is doubtful.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen import output, store
from sitegen.cache import digest

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.assembly import Inputs
    from sitegen.build import Build
    from sitegen.config import Config
    from sitegen.model import Problem

_FILE: Final = "built.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What was built, and still stands: what was doubtful, and how many files there are."""

    problems: tuple[Problem, ...]
    files: int


def standing(config: Config, inputs: Inputs) -> Standing | None:
    """Return what was built of the same inputs, if the output folder still holds it; None if it must be built."""
    values = store.read(_path(config), _version(config, inputs))
    with suppress(store.BrokenStoreError):
        for problems, sizes, manifest in values or ():
            if output.holds(config.output, sizes, manifest):
                return Standing(problems=problems, files=len(sizes))
    return None


def remember(config: Config, inputs: Inputs, built: Build) -> None:
    """Remember what was built and put into the output folder; without harm where that cannot be written."""
    sizes = {file.path: file.size for file in built.files}
    with suppress(OSError, sqlite3.Error), store.Writer(_path(config), _version(config, inputs)) as file:
        file.add((built.problems, sizes, output.manifest_of(config.output)))


def _path(config: Config) -> Path:
    return config.cache / _FILE


def _version(config: Config, inputs: Inputs) -> bytes:
    others = (inputs.published, inputs.kept, inputs.aliases, inputs.theme, config.site)
    return digest(*inputs.content, *others)
