"""The command line.  Each command reads its options, calls one function below it and prints what came of it.

A command's module is loaded when it is called, so that help and a wrong option are there at once.

Exit codes: 0 done, 1 failed (or problems with `--strict`), 2 wrong usage.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from sitegen import __version__
from sitegen.language import translate as _
from sitegen.language import translate_library

if TYPE_CHECKING:
    from collections.abc import Iterable

translate_library()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a command is defined, and what it is for."""

    module: str
    function: str
    help: str


_COMMANDS: Final = {
    "build": _Place("building", "build_command", _("Build the site from the reports.")),
    "check": _Place("checking", "check_command", _("Look for problems without writing anything.")),
    "import": _Place(
        "importing",
        "import_command",
        _("Import source files: each becomes a report in Markdown, with an anchor for every section."),
    ),
    "new": _Place("making", "new_command", _("Make a new archive in a folder, ready to build.")),
    "publish": _Place(
        "publishing",
        "publish_command",
        _("Build the site and put it online at a target of the configuration."),
    ),
    "record": _Place(
        "publishing",
        "record_command",
        _("Note down what is going to be published: addresses, and corrections with today's date."),
    ),
    "rules": _Place(
        "publishing",
        "rules_command",
        _("Print how a server should serve the site: caching, old addresses, compression."),
    ),
    "search": _Place("searching", "search_command", _("Search the built site, as its search page does.")),
    "serve": _Place(
        "previewing", "serve_command", _("Show the site in the browser while it is being edited.")
    ),
    "theme": _Place("making", "theme_group", _("Make the site look as you want it.")),
}


class _Commands(click.Group):
    """A group that knows what its commands are for, and loads the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if (place := _COMMANDS.get(cmd_name)) is None:
            return None
        command: click.Command = getattr(import_module(f"sitegen.cli.{place.module}"), place.function)
        command.help = place.help
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl(list(self._rows(ctx)))

    def _rows(self, ctx: click.Context) -> Iterable[tuple[str, str]]:
        for name in self.list_commands(ctx):
            yield name, _COMMANDS[name].help


@click.group(cls=_Commands, help=_("Make a public archive of government reports into a web site."))
@click.version_option(__version__, message="sitegen %(version)s")
def cli() -> None: ...


def main() -> None:
    """Run the command line."""
    cli(prog_name="sitegen")
