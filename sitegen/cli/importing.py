"""The command that makes reports of source files: `import`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sitegen.cli.shared import expected, is_bad
from sitegen.config import load_config
from sitegen.imports import Imported, Way, import_files
from sitegen.language import translate as _
from sitegen.language import translate_count
from sitegen.reports import Given
from sitegen.terminal import bar, count_problems, err, out, problems_as_json, show_problems
from sitegen.urls import is_web_address

if TYPE_CHECKING:
    from sitegen.model import Problem

_MOST_ALIKE: Final = 3
"""Problems of one kind that an import prints for a file; with --json it gives all."""


def _web_address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and not is_web_address(value):
        raise click.BadParameter(_("An address begins with http:// or https://."))
    return value


@click.command(name="import")
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
    is_new = not content.exists()
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
    if is_new and content.exists():
        words = _(
            "There was no archive here; a new one begins in {folder}. If that is not meant, go to yours first."
        )
        err.print(words.format(folder=content.absolute()), markup=False)
    if is_bad(tuple(problems), strict=False):
        raise SystemExit(1)


def _show_import(imported: Imported) -> None:
    if imported.report and imported.path:
        sections = sum(1 for _path in imported.report.walk())
        words = translate_count(
            "{file} → {path}: {count} section", "{file} → {path}: {count} sections", sections
        )
        line = words.format(file=imported.source.name, path=os.path.relpath(imported.path))
        counted = count_problems(imported.problems)
        out.print(f"{line}{_(', ')}{counted}" if counted else line, markup=False)
    show_problems(imported.problems, most=_MOST_ALIKE, unit=imported.unit)
