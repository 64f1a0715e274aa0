"""Publishing: the site onto the hosts that people use, never half-way, and every address for ever.

    settings    the configured targets, checked
    recording   what the archive remembers of a publication
    release     the files as a target wants them; serving, hosts: how they are served, what hosts take
    plan        what would be done, in which order
    folder, rsync, git, s3, command     the targets; each holds its place while it works (`Session`), but not for a dry run

A publication is planned before anything is done; the plan is a value that can be shown.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sitegen.errors import CombinedError, SitegenError, problem
from sitegen.publish import command, folder, git, recording, rsync, s3
from sitegen.publish.hosts import check_limits
from sitegen.publish.plan import Plan, Present, lost_reports, plan
from sitegen.publish.release import Release, Session, base_path, files_for, release
from sitegen.publish.serving import redirects
from sitegen.publish.settings import (
    CommandTarget,
    FolderTarget,
    GitTarget,
    RsyncTarget,
    S3Target,
    Settings,
    settings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sitegen.assembly import Past
    from sitegen.build import Build
    from sitegen.cache import Cache
    from sitegen.config import Config
    from sitegen.model import OutputFile
    from sitegen.publish.release import Step

__all__ = [
    "Planned",
    "Session",
    "Settings",
    "carry_out",
    "check_removals",
    "configured_for",
    "due_for",
    "files_of",
    "opened",
    "planned",
    "settings",
]

_OPENED: Final = {
    FolderTarget: folder.opened,
    RsyncTarget: rsync.opened,
    GitTarget: git.opened,
    S3Target: s3.opened,
    CommandTarget: command.opened,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A publication that is ready to be carried out."""

    release: Release
    present: Present
    plan: Plan
    due: recording.Due | None
    """What is to be remembered; None where a target is not permanent."""


def configured_for(config: Config, target: Settings) -> Config:
    """Return the configuration of an archive as a target wants it: with the address of the site there."""
    base = target.base_url or config.site.base_url
    return replace(config, site=replace(config.site, base_url=f"{base.rstrip('/')}/" if base else ""))


@contextmanager
def opened(target: Settings, config: Config, *, only_look: bool = False) -> Iterator[Session]:
    """Hold a target until the end; raises `SitegenError` if somebody else does, or if it cannot be reached.

    `only_look` neither holds it nor writes anything there, for a dry run: what it holds is read as it is at that moment.
    """
    workspace = config.cache / "publish" / target.name
    with _OPENED[type(target)](target, workspace, only_look=only_look) as session:  # type: ignore[operator]
        yield session


def files_of(built: Build, target: Settings, config: Config, cache: Cache) -> dict[str, OutputFile]:
    """Return the files of a site as a target wants them; raises `SitegenError` with all that the host would refuse."""
    pairs = redirects(built.forwards, base_path(config.site.base_url))
    files = files_for(target, built.files, pairs, cache)
    sizes = {path: file.size for path, file in files.items()}
    refused = tuple(check_limits(target.host, sizes, len(pairs)))
    if refused:
        raise CombinedError(refused)
    return files


def planned(files: Mapping[str, OutputFile], due: recording.Due | None, session: Session) -> Planned:
    """Return what is to be done to make a target hold `files`."""
    made, present = release(files, session.digest), session.present()
    return Planned(release=made, present=present, plan=plan(made.listing, present), due=due)


def check_removals(ready: Planned, target: Settings) -> None:
    """Refuse to remove most reports of a target: it is another archive's, or this is the wrong folder of reports.

    A report that was withdrawn or moved keeps its page; so this cannot happen in the normal course of things.
    """
    lost, reports = lost_reports(ready.release.listing, ready.present)
    if lost > reports // 2:
        raise SitegenError(problem("publish-many-removed", target.name, lost=lost, reports=reports))


def carry_out(ready: Planned, session: Session, step: Step) -> str:
    """Remember and send; return the name of the release at the target."""
    if ready.due:
        recording.write(ready.due.files)
    return session.send(ready.release, ready.plan, step)


def due_for(
    config: Config, build: Callable[[Past | None], Build], *, date: str, reason: str
) -> tuple[Build, recording.Due]:
    """Build, and build again where the site has corrections to tell of; return the build and what is to be remembered.

    What else is remembered, new addresses and first publications, changes no page.
    """
    built = build(None)
    due = recording.due(config.content, built, date, reason)
    return (build(due.past) if due.corrected else built), due
