"""Opening a file of the archive in the clerk's editor, at a line.

The command stands in the configuration (`[preview] editor`), its arguments are never read by a shell, and only
files of the archive can be asked for: its content, its own themes, its configuration.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import threading
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.config import Config

_SETTINGS: Final = ("sitegen.toml", "pyproject.toml")
_FIELD: Final = re.compile(r"\{(?:file|line)\}")


def file_of(config: Config, where: str) -> Path | None:
    """Return the file of an archive that a problem names (`wujiaochang/2023.md`); None if it names none."""
    if not where or "\0" in where:
        return None
    places = [
        (config.content, config.content / where),
        (config.root / "themes", config.root / "themes" / where),
    ]
    if where in _SETTINGS:
        places.append((config.root, config.root / where))
    return next((path for folder, path in places if _is_inside(folder, path)), None)


def open_file(config: Config, where: str, line: int) -> None:
    """Start the editor; raises `SitegenError` if none is configured, the file is none of the archive, or it cannot be started."""
    path = file_of(config, where)
    if path is None:
        raise SitegenError(problem("source-missing", where, reason="no file of the archive"))
    if not config.editor:
        raise SitegenError(problem("editor-missing", where, line))
    command = command_for(config.editor, path, line)
    try:
        process = subprocess.Popen(  # noqa: S603 - the keeper's own command, and an argument list
            command,
            cwd=config.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise SitegenError(
            problem("editor-failed", where, line, program=command[0], reason=error.strerror)
        ) from error
    threading.Thread(
        target=process.wait, daemon=True
    ).start()  # so that it leaves nothing behind when it ends


def command_for(editor: str, path: Path, line: int) -> list[str]:
    """Return the arguments that a command with `{file}` and `{line}` in it stands for."""
    filled = {"{file}": str(path), "{line}": str(max(1, line))}
    return [_FIELD.sub(lambda match: filled[match[0]], part) for part in shlex.split(editor)]


def _is_inside(folder: Path, path: Path) -> bool:
    """Tell whether a path is a regular file in a folder, not reached through a symbolic link."""
    try:
        real = path.resolve()
        return (
            path.is_file()
            and real.is_relative_to(folder.resolve())
            and real == folder.resolve() / path.relative_to(folder)
        )
    except (OSError, ValueError):
        return False
