"""The commands that put a site online: `publish`, `record`, `rules`."""

from __future__ import annotations

import datetime
import os
import time
from typing import TYPE_CHECKING, Any

import click
from rich.filesize import decimal as file_size

from sitegen import publish
from sitegen.build import Build, build
from sitegen.cache import Cache
from sitegen.cli.shared import archive_options, configured, expected, is_bad
from sitegen.errors import SitegenError, problem
from sitegen.language import translate as _
from sitegen.publish import recording, serving
from sitegen.publish.release import base_path
from sitegen.terminal import bar, err, out, show_problems, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitegen.assembly import Past
    from sitegen.config import Config
    from sitegen.publish import Planned, Session, Settings

_REASON = click.option(
    "--reason",
    default="",
    help=_("Why published reports were changed; shown in the public list of corrections."),
)


@click.command(name="publish", help=_("Build the site and put it online at a target of the configuration."))
@click.argument("target")
@click.option("--dry-run", is_flag=True, help=_("Only say what would be done."))
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
        files = publish.files_of(built, settings, config, cache)
    with publish.opened(settings, config, only_look=options["dry_run"]) as session:
        ready = publish.planned(files, due if settings.permanent else None, session)
        _show_plan(target, ready, is_long=options["dry_run"])
        if not options["force"]:
            publish.check_removals(ready, settings)
        if not options["dry_run"]:
            _carry_out(ready, session, settings, started)


@click.command(
    name="record",
    help=_("Note down what is going to be published: addresses, and corrections with today's date."),
)
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


@click.command(
    name="rules", help=_("Print how a server should serve the site: caching, old addresses, compression.")
)
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
    if doubts := sum(1 for found in built.problems if is_bad((found,), strict=True)):
        err.print(_("{count} doubtful places in the reports; sitegen check lists them.").format(count=doubts))


def _show_plan(target: str, ready: Planned, *, is_long: bool) -> None:
    plan, listing = ready.plan, ready.release.listing
    if is_long:
        _show_files("+", plan.added, listing)
        _show_files("~", plan.changed, listing)
        _show_files("-", plan.removed, listing)
        if ready.due and ready.due.corrected:
            out.print(
                _("Corrections to be announced: {reports}").format(reports=", ".join(ready.due.corrected)),
                markup=False,
            )
    words = _(
        "{target}: {added} to add, {changed} to change, {removed} to remove, {unchanged} unchanged; {size} to send"
    )
    out.print(
        words.format(
            target=target, added=len(plan.added), changed=len(plan.changed), removed=len(plan.removed),
            unchanged=plan.unchanged, size=file_size(plan.size),
        ),
        markup=False,
    )  # fmt: skip


def _show_files(mark: str, paths: Iterable[str], listing: Any) -> None:
    for path in paths:
        stored = listing.get(path)
        out.print(f"{mark} {path}" + (f"  {file_size(stored.size)}" if stored else ""), markup=False)


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
    words = _("{count} files written, {corrected} reports corrected. Commit them with the archive.")
    out.print(words.format(count=len(due.files), corrected=len(due.corrected)), markup=False)
