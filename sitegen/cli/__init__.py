"""The command line.  Each command reads its options, calls one function below it and prints what came of it.

Exit codes: 0 done, 1 failed (or problems with `--strict`), 2 wrong usage.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sitegen import __version__
from sitegen.assembly import load_inputs
from sitegen.cache import Cache
from sitegen.cli.checking import check_command
from sitegen.cli.publishing import publish_command, record_command, rules_command
from sitegen.cli.searching import search_command
from sitegen.cli.shared import archive_options, built_from, configured, expected, is_bad
from sitegen.config import load_config
from sitegen.imports import Imported, Way, import_files
from sitegen.language import translate as _
from sitegen.language import translate_library
from sitegen.live import Live
from sitegen.new import new_archive, new_theme
from sitegen.output import Changes, sync, write_atomic
from sitegen.reports import Given
from sitegen.serve import News, Preview, serve
from sitegen.sources import lock_path
from sitegen.standing import remember, standing
from sitegen.terminal import bar, count_problems, err, out, problems_as_json, show_problems, steps
from sitegen.urls import is_web_address

if TYPE_CHECKING:
    from sitegen.assembly import Inputs
    from sitegen.config import Config
    from sitegen.model import Problem

translate_library()

_MOST_TOLD: Final = 20
"""Problems that the preview prints at once; the panel on each page has all."""

_MOST_ALIKE: Final = 3
"""Problems of one kind that an import prints for a file; with --json it gives all."""


def main() -> None:
    """Run the command line."""
    cli(prog_name="sitegen")


@click.group(help=_("Make a public archive of government reports into a web site."))
@click.version_option(__version__, message="sitegen %(version)s")
def cli() -> None: ...


def _web_address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and not is_web_address(value):
        raise click.BadParameter(_("An address begins with http:// or https://."))
    return value


@cli.command(
    name="import",
    help=_("Import source files: each becomes a report in Markdown, with an anchor for every section."),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--id", "report_id", default="", help=_("Id of the report: wujiaochang/2023."))
@click.option(
    "--corrects",
    default="",
    metavar="ID",
    help=_("Id of the report that this file corrects; corrections made by hand stay."),
)
@click.option("--issuer", default="", help=_("Office that issued it."))
@click.option(
    "--region",
    multiple=True,
    help=_("Where the office lies, from large to small; may be given several times."),
)
@click.option("--year", type=click.IntRange(1900, 2199), default=None, help=_("Year that it reports on."))
@click.option("--kind", default="", help=_("Kind of report: 工作总结, 政府工作报告."))
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help=_("Date of publication: 2024-02-29."))
@click.option("--url", default="", callback=_web_address, help=_("Address where the source was published."))
@click.option(
    "--content", type=click.Path(file_okay=False, path_type=Path), help=_("Folder of the reports (content/).")
)
@click.option(
    "--replace", "replace_edited", is_flag=True, help=_("Import over a report that was edited by hand.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print the problems as JSON."))
@click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help=_("Processes to work with.")
)
@expected
def import_command(files: tuple[Path, ...], **options: Any) -> None:
    given = Given(
        id=options["corrects"] or options["report_id"], issuer=options["issuer"], region=options["region"], year=options["year"] or 0,
        kind=options["kind"], published=options["published"].date().isoformat() if options["published"] else "",
    )  # fmt: skip
    if given.id and len(files) > 1:
        raise click.UsageError(_("--id and --corrects go with a single file."))
    if options["corrects"] and options["report_id"]:
        raise click.UsageError(_("Give --id for a new report or --corrects for one that is there, not both."))
    content = options["content"] or load_config(Path.cwd()).content
    problems: list[Problem] = []
    done = import_files(
        files,
        content,
        given,
        Way(corrects=bool(options["corrects"]), replace_edited=options["replace_edited"]),
        url=options["url"],
        jobs=options["jobs"],
    )
    with bar(_("Importing"), len(files)) as step:
        for imported in done:
            problems += imported.problems
            if not options["as_json"]:
                _show_import(imported)
            step(imported.source.name)
    if options["as_json"]:
        out.print(problems_as_json(problems), markup=False)
    if is_bad(tuple(problems), strict=False):
        raise SystemExit(1)


def _show_import(imported: Imported) -> None:
    if imported.report and imported.path:
        sections = sum(1 for _path in imported.report.walk())
        line = _("{file} → {path}: {sections} sections").format(
            file=imported.source.name, path=os.path.relpath(imported.path), sections=sections
        )
        counted = count_problems(imported.problems)
        out.print(f"{line}{_(', ')}{counted}" if counted else line, markup=False)
    show_problems(imported.problems, most=_MOST_ALIKE, unit=imported.unit)


@cli.command(name="build", help=_("Build the site from the reports."))
@archive_options
@click.option("--strict", is_flag=True, help=_("Fail if anything is doubtful."))
@expected
def build_command(*, strict: bool, **options: Any) -> None:
    started = time.monotonic()
    config = configured(options)
    inputs = load_inputs(config)
    known = None if options["no_cache"] else standing(config, inputs)
    problems, changes = (
        (known.problems, Changes(added=(), changed=(), removed=(), unchanged=known.files))
        if known and not is_bad(known.problems, strict=strict)
        else _built(config, inputs, options, strict=strict)
    )
    show_problems(problems)
    summary = _(
        "{folder}: {added} files added, {changed} changed, {removed} removed, {unchanged} unchanged ({seconds:.1f} s)"
    )
    out.print(
        summary.format(
            folder=os.path.relpath(config.output), added=len(changes.added), changed=len(changes.changed),
            removed=len(changes.removed), unchanged=changes.unchanged, seconds=time.monotonic() - started,
        ),
        markup=False,
    )  # fmt: skip


def _built(
    config: Config, inputs: Inputs, options: dict[str, Any], *, strict: bool
) -> tuple[tuple[Problem, ...], Changes]:
    """Build and write; return what is doubtful and what was written.  Leaves with 1, nothing written, if that is too bad."""
    built = built_from(config, options, inputs)
    if is_bad(built.problems, strict=strict):
        show_problems(built.problems)
        raise SystemExit(1)
    for report_id, text in built.locks:
        write_atomic(lock_path(config.content, report_id), text.encode())
    changes = sync(config.output, built.files)
    if not (built.locks or options["no_cache"]):
        remember(config, inputs, built)
    return built.problems, changes


@cli.command(name="serve", help=_("Show the site in the browser while it is being edited."))
@archive_options
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=_("Port on this machine.")
)
@click.option(
    "--poll", is_flag=True, help=_("Look through the folders instead of waiting for the system's events.")
)
@expected
def serve_command(*, port: int, poll: bool, **options: Any) -> None:
    folder = None if options["no_cache"] else configured(options).cache

    def opened(run: int) -> Cache:
        return Cache(folder, options["jobs"], run)

    live = Live(lambda: configured(options), opened, folder)
    serve(live, port=port, steps=steps, ready=_announce, tell=_tell, poll=poll)


def _announce(url: str, _preview: Preview) -> None:
    out.print(_("Preview at {url} (Ctrl+C ends it)").format(url=url), markup=False)


def _tell(news: News) -> None:
    """Print what a change of the previewed archive brought."""
    show_problems(news.problems[:_MOST_TOLD])
    if (more := len(news.problems) - _MOST_TOLD) > 0:
        err.print(_("and {count} more; the panel on each page has all").format(count=more), markup=False)
    if news.is_mended:
        err.print(_("Mended: the site is built again."), markup=False)


@cli.command(name="new", help=_("Make a new archive in a folder, ready to build."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@expected
def new_command(folder: Path) -> None:
    new_archive(folder)
    out.print(_("Made {folder}. Next: cd {folder} && sitegen serve").format(folder=folder), markup=False)
    err.print(_("Put your own reports in with: sitegen import FILE"), markup=False)


@cli.group(name="theme", help=_("Make the site look as you want it."))
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


for command in (check_command, search_command, publish_command, record_command, rules_command):
    cli.add_command(command)
