"""The command that builds the site: `build`."""

from __future__ import annotations

import gc
import os
import time
from typing import TYPE_CHECKING, Any, Final

import click

from sitegen.assembly import load_inputs
from sitegen.build import build
from sitegen.cache import Cache
from sitegen.cli.shared import archive_options, configured, expected, is_bad
from sitegen.language import translate as _
from sitegen.output import Changes, sync, write_atomic
from sitegen.sources import lock_path
from sitegen.standing import remember, standing
from sitegen.terminal import out, show_problems, steps

if TYPE_CHECKING:
    from sitegen.assembly import Inputs
    from sitegen.config import Config
    from sitegen.model import Problem

_OFTEN: Final = (20_000, 20, 50)
"""How many objects come before new ones are looked through for what nobody needs, and how often older ones are with them.

An archive stays until it is built: to go through its millions of objects again and again took a fifteenth of the time of linking.
"""


@click.command(name="build")
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
    gc.set_threshold(*_OFTEN)
    folder = None if options["no_cache"] else config.cache
    with Cache(folder, options["jobs"]) as cache, steps() as tell:
        built = build(config, cache, tell, inputs=inputs)
    if is_bad(built.problems, strict=strict):
        show_problems(built.problems)
        raise SystemExit(1)
    for report_id, text in built.locks:
        write_atomic(lock_path(config.content, report_id), text.encode())
    changes = sync(config.output, built.files)
    if not (built.locks or options["no_cache"]):
        remember(config, inputs, built)
    return built.problems, changes
