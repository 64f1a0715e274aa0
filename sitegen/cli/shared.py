"""What commands share: options and expected failures."""

from __future__ import annotations

import os
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.config import Config, load_config
from sitegen.errors import KINDS, SitegenError
from sitegen.language import translate as _
from sitegen.terminal import show_problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Problem


def expected(command: Callable[..., None]) -> Callable[..., None]:
    """Print expected failures as they should be, and leave with exit code 1."""

    @wraps(command)
    def run(**options: Any) -> None:
        try:
            command(**options)
        except SitegenError as error:
            show_problems(error.problems)
            raise SystemExit(1) from None
        except KeyboardInterrupt:
            raise SystemExit(130) from None

    return run


def archive_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which archive, and how it is built."""
    path = click.Path(file_okay=False, path_type=Path)
    for option in (
        click.option("--content", type=path, help=_("Folder of the reports (content/).")),
        click.option("--output", type=path, help=_("Folder of the built site (site/).")),
        click.option("--theme", help=_("Name of the theme (default).")),
        click.option("--base-url", help=_("Address that the site will have.")),
        click.option(
            "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help=_("Processes to work with.")
        ),
        click.option("--no-cache", is_flag=True, help=_("Compute everything anew.")),
    ):
        command = option(command)
    return command


def configured(options: dict[str, Any]) -> Config:
    absolute = {name: options[name] and options[name].absolute() for name in ("content", "output")}
    return load_config(Path.cwd(), theme=options["theme"], base_url=options["base_url"], **absolute)


def is_bad(problems: tuple[Problem, ...], *, strict: bool) -> bool:
    grave = {"error", "doubt"} if strict else {"error"}
    return any(KINDS[problem.code].severity in grave for problem in problems)
