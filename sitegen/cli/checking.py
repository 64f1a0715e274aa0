"""The command that looks for problems: `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sitegen.build import build
from sitegen.cache import Cache
from sitegen.checking import check
from sitegen.cli.shared import archive_options, configured, expected, is_bad
from sitegen.errors import SitegenError
from sitegen.language import translate as _
from sitegen.terminal import count_problems, out, problems_as_json, show_problems, steps

if TYPE_CHECKING:
    from sitegen.model import Problem


@click.command(name="check")
@archive_options
@click.option("--strict", is_flag=True, help=_("Fail if anything is doubtful."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the problems as JSON."))
@click.option("--external", is_flag=True, help=_("Also try the links that lead to other sites."))
@expected
def check_command(*, strict: bool, as_json: bool, external: bool, **options: Any) -> None:
    problems = _problems(options, external=external)
    if as_json:
        out.print(problems_as_json(problems), markup=False)
    else:
        show_problems(problems)
        out.print(count_problems(problems) or _("No problems found."))
    if is_bad(problems, strict=strict):
        raise SystemExit(1)


def _problems(options: dict[str, Any], *, external: bool) -> tuple[Problem, ...]:
    """Return all problems of the archive; those alone that keep it from being built, if there are any."""
    try:
        config = configured(options)
        with Cache(None if options["no_cache"] else config.cache, options["jobs"]) as cache:
            with steps() as tell:
                built = build(config, cache, tell)
            return check(config, built, cache, external=external)
    except SitegenError as error:
        return error.problems
