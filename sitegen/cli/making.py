"""The commands that make something to begin with: `new` and `theme new`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sitegen.cli.shared import expected
from sitegen.language import translate as _
from sitegen.new import new_archive, new_theme
from sitegen.terminal import err, out


@click.command(name="new")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@expected
def new_command(folder: Path) -> None:
    new_archive(folder)
    out.print(_("Made {folder}. Next: cd {folder} && sitegen serve").format(folder=folder), markup=False)
    err.print(_("Put your own reports in with: sitegen import FILE"), markup=False)


@click.group(name="theme")
def theme_group() -> None: ...


@theme_group.command(
    name="new", help=_("Make a theme of your own in themes/, with examples of what to change.")
)
@click.argument("name")
@expected
def theme_new_command(name: str) -> None:
    for path in new_theme(Path.cwd(), name):
        out.print(os.path.relpath(path), markup=False)
    hint = _('Look at it: sitegen serve --theme {name}; use it: theme = "{name}" in sitegen.toml')
    err.print(hint.format(name=name), markup=False)
