"""Programs of the system that publishing uses: ssh, rsync, git."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from sitegen.errors import SitegenError, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


def run(
    name: str,
    arguments: Sequence[str | Path],
    *,
    given: bytes = b"",
    line: Callable[[str], None] | None = None,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """Run a program to its end and return what it prints; `name` is the target's, for messages.

    `given` is its standard input, `environment` what it finds besides ours; `line` is told each line that it prints, as it does.  Raises `SitegenError` with the last words
    of the program if it fails or is not installed.
    """
    try:
        with subprocess.Popen(  # noqa: S603 - the program is ours to choose, the arguments are checked by `settings`
            [str(argument) for argument in arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
        ) as process:
            if line is None:
                printed, failed = process.communicate(given)
            else:
                printed, failed = _followed(process, line)
    except FileNotFoundError as error:
        raise SitegenError(problem("program-missing", name, program=arguments[0])) from error
    if process.returncode:
        raise SitegenError(
            problem("program-failed", name, program=arguments[0], said=_last(failed or printed))
        )
    return printed


def _followed(process: subprocess.Popen[bytes], line: Callable[[str], None]) -> tuple[bytes, bytes]:
    """Read what a program prints line by line; its complaints are few and fit into the pipe until the end."""
    assert process.stdin and process.stdout and process.stderr  # noqa: PT018, S101 - they are pipes
    process.stdin.close()
    for each in process.stdout:
        line(each.decode("utf-8", "replace").rstrip("\n"))
    return b"", process.stderr.read()


def _last(words: bytes) -> str:
    """Return the last three lines of what a program complained about."""
    lines = [row.strip() for row in words.decode("utf-8", "replace").splitlines() if row.strip()]
    return " / ".join(lines[-3:]) or "no reason given"
