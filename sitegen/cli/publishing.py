"""The commands that put a site online: `publish`, `record`, `rules`."""

from __future__ import annotations

import datetime
import os
import time
from typing import TYPE_CHECKING, Any

import click

from sitegen import publish
from sitegen.build import Build, build
from sitegen.cache import Cache
from sitegen.checking import check
from sitegen.cli.planning import show_plan
from sitegen.cli.shared import archive_options, configured, expected, is_bad
from sitegen.errors import SitegenError, problem
from sitegen.language import translate as _
from sitegen.publish import recording, serving
from sitegen.publish.release import base_path
from sitegen.terminal import bar, count_problems, err, out, show_problems, steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.assembly import Past
    from sitegen.config import Config
    from sitegen.publish import Planned, Session, Settings

_REASON = click.option(
    "--reason",
    default="",
    help=_("Why published reports were changed; shown in the public list of corrections."),
)


@click.command(name="publish")
@click.argument("target")
@click.option("--dry-run", is_flag=True, help=_("Only say what would be done."))
@click.option("--files", is_flag=True, help=_("List every file that would be sent or removed."))
@click.option("--rollback", is_flag=True, help=_("Bring back what was online before the last publication."))
@click.option("--locked", is_flag=True, help=_("Fail if something has to be recorded first (for CI)."))
@click.option("--force", is_flag=True, help=_("Publish also if that removes most reports of the target."))
@_REASON
@archive_options
@expected
def publish_command(target: str, **options: Any) -> None:
    if options["rollback"] and options["dry_run"]:
        raise click.UsageError(_("--dry-run does not go with --rollback."))
    config = configured(options)
    settings = publish.settings(config.targets, target, config.root)
    config = publish.configured_for(config, settings)
    if options["rollback"]:
        with publish.opened(settings, config) as session:
            name = session.back()
        out.print(
            _("{target}: what was online before is online again ({name}).").format(target=target, name=name),
            markup=False,
        )
        return
    started = time.monotonic()
    with Cache(None if options["no_cache"] else config.cache, options["jobs"]) as cache:
        built, due = _built(config, cache, options["reason"])
        _check(built, due, is_locked=options["locked"])
        if counted := count_problems(check(config, built, cache)):
            err.print(_("sitegen check lists: {counted}").format(counted=counted), markup=False)
        files = publish.files_of(built, settings, config, cache)
    with publish.opened(settings, config, only_look=options["dry_run"]) as session:
        ready = publish.planned(files, due if settings.permanent else None, session)
        show_plan(target, ready, built, is_dry=options["dry_run"], with_files=options["files"])
        if not options["force"]:
            publish.check_removals(ready, settings)
        if not options["dry_run"]:
            _carry_out(ready, session, settings, started)


@click.command(name="record")
@click.option(
    "--locked", is_flag=True, help=_("Write nothing; fail if something has to be recorded (for CI).")
)
@_REASON
@archive_options
@expected
def record_command(*, locked: bool, reason: str, **options: Any) -> None:
    config = configured(options)
    with Cache(None if options["no_cache"] else config.cache, options["jobs"]) as cache:
        built, due = _built(config, cache, reason)
    _check(built, due, is_locked=locked)
    recording.write(due.files)
    _show_recorded(config, due)


@click.command(name="rules")
@click.argument("kind", type=click.Choice(["nginx", "apache", "headers", "redirects"]))
@archive_options
@expected
def rules_command(*, kind: str, **options: Any) -> None:
    config = configured(options)
    with Cache(None if options["no_cache"] else config.cache, options["jobs"]) as cache, steps() as tell:
        built = build(config, cache, tell)
    base = base_path(config.site.base_url)
    pairs = serving.redirects(built.forwards, base)
    texts: dict[str, Callable[[], str]] = {
        "nginx": lambda: serving.nginx_rules(pairs, base),
        "apache": lambda: serving.apache_rules(pairs, base),
        "headers": lambda: serving.headers_file().decode(),
        "redirects": lambda: serving.redirects_file(pairs).decode(),
    }
    out.print(texts[kind](), markup=False, end="")


def _built(config: Config, cache: Cache, reason: str) -> tuple[Build, recording.Due]:
    def made(past: Past | None) -> Build:
        with steps() as tell:
            return build(config, cache, tell, past)

    return publish.due_for(
        config, made, date=datetime.datetime.now().astimezone().date().isoformat(), reason=reason
    )


def _check(built: Build, due: recording.Due, *, is_locked: bool) -> None:
    if is_bad(built.problems, strict=False):
        show_problems(built.problems)
        raise SystemExit(1)
    if is_locked and due.files:
        names = ", ".join(sorted(path.name for path, _text in due.files)[:5])
        raise SitegenError(problem("record-due", count=len(due.files), files=names))


def _carry_out(ready: Planned, session: Session, settings: Settings, started: float) -> None:
    if ready.plan.is_empty and not (ready.due and ready.due.files):
        out.print(_("{target} is up to date.").format(target=settings.name), markup=False)
        return
    with bar(_("Publishing"), len(ready.plan.added) + len(ready.plan.changed)) as step:
        name = publish.carry_out(ready, session, step)
    seconds = time.monotonic() - started
    words = _("{target}: published as {name} ({seconds:.1f} s)")
    out.print(words.format(target=settings.name, name=name, seconds=seconds), markup=False)
    if ready.due and ready.due.files:
        err.print(
            _(
                "Commit content/.published and the .anchors.json files: they remember what the public has seen."
            )
        )


def _show_recorded(config: Config, due: recording.Due) -> None:
    if not due.files:
        out.print(_("Everything is recorded."))
        return
    for path, _text in due.files:
        out.print(os.path.relpath(path, config.root), markup=False)
    words = _("Files written: {count}, reports corrected: {corrected}. Commit them with the archive.")
    out.print(words.format(count=len(due.files), corrected=len(due.corrected)), markup=False)
