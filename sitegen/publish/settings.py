"""Where a site is published: the tables `[publish.NAME]` of the configuration, as checked values.

    [publish.www]
    type = "folder"
    path = "/srv/www/archive"

Keys and passwords have no place here: ssh and git have their own, the S3 client reads them from the environment or
from its own files, so that a configuration can be shown to anybody.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args, get_type_hints

from sitegen.errors import CombinedError, SitegenError, problem
from sitegen.publish.hosts import HOSTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.model import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What every target has.

    `host` names a hosting service whose limits and habits are known (`hosts.HOSTS`).  `base_url` is the address of the site there
    where it is not that of the archive.  A target that is not `permanent` is for trying things out: what is
    published there is not remembered.
    """

    name: str
    host: str = ""
    base_url: str = ""
    permanent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderTarget(Common):
    """A folder of this machine: releases below `path`, the link `path/current` to the one that is served."""

    path: Path
    keep: int = 5
    compress: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RsyncTarget(Common):
    """A folder of a machine that ssh reaches (`server` as ssh knows it), laid out like a `FolderTarget`."""

    server: str
    path: str
    port: int = 22
    keep: int = 5
    compress: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GitTarget(Common):
    """A branch of a git repository that a host serves as a site."""

    url: str
    branch: str = "gh-pages"
    cname: str = ""
    history: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Target(Common):
    """A bucket, or what lies below `prefix` in it, of a store that speaks the S3 protocol at `endpoint` ("" for AWS)."""

    bucket: str
    endpoint: str = ""
    region: str = ""
    prefix: str = ""
    path_style: bool = False
    gzip: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandTarget(Common):
    """A command of the user's own, started with the folder of the site and the lists of what changed in its environment."""

    command: tuple[str, ...]
    compress: bool = False


Settings = FolderTarget | RsyncTarget | GitTarget | S3Target | CommandTarget
TYPES: Final[dict[str, type[Settings]]] = {
    "folder": FolderTarget,
    "rsync": RsyncTarget,
    "git": GitTarget,
    "s3": S3Target,
    "command": CommandTarget,
}

# What may stand on a command line of ssh, rsync or git without being taken for an option or for shell.
_SERVER: Final = re.compile(r"(?:[A-Za-z0-9_.][A-Za-z0-9_.-]*@)?[A-Za-z0-9_.:\[\]][A-Za-z0-9_.:\[\]-]*")
_REMOTE_PATH: Final = re.compile(r"/[A-Za-z0-9_./-]+")
_BRANCH: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")
_DOMAIN: Final = re.compile(r"[A-Za-z0-9.-]*")
_PREFIX: Final = re.compile(r"(?:[A-Za-z0-9_.-]+/)*")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]*")
_FORMS: Final = {
    "server": (_SERVER, "a host, or user@host"),
    "branch": (_BRANCH, "the name of a branch"),
    "cname": (_DOMAIN, "a domain"),
    "prefix": (_PREFIX, "folders that end in /, or nothing"),
    "base_url": (re.compile(r"(?:https?://\S+)?"), "an address that starts with https://"),
    "url": (re.compile(r"[A-Za-z0-9/.][^\s]*"), "the address of a repository"),
    "endpoint": (re.compile(r"(?:https?://\S+)?"), "an address that starts with https://"),
}


def settings(targets: Mapping[str, Mapping[str, object]], name: str, root: Path) -> Settings:
    """Return the target `name` as the configuration describes it; relative paths count from `root`.

    Raises `SitegenError` with everything that is wrong with it.
    """
    if name not in targets:
        known = ", ".join(sorted(targets)) or "–"
        raise SitegenError(problem("target-unknown", name=name, known=known))
    table, where = targets[name], f"[publish.{name}]"
    kind = TYPES.get(str(table.get("type", "")))
    if kind is None or not _NAME.fullmatch(name):
        expected = ", ".join(TYPES) if kind is None else "a name in small letters, digits and hyphens"
        raise SitegenError(
            problem("target-key", where, key="type" if kind is None else name, expected=expected)
        )
    problems = tuple(_wrong(where, kind, table))
    if problems:
        raise CombinedError(problems)
    given: dict[str, Any] = {key: value for key, value in table.items() if key != "type"}
    if kind is FolderTarget:
        given["path"] = root / str(given["path"])
    if "command" in given:
        given["command"] = tuple(given["command"])
    return kind(name=name, **given)


def _wrong(where: str, kind: type[Settings], table: Mapping[str, object]) -> Iterator[Problem]:
    types = get_type_hints(kind)
    known = {field.name: field for field in fields(kind) if field.name != "name"}
    for key in table.keys() - known.keys() - {"type"}:
        yield problem("target-unknown-key", where, key=key, known=", ".join(known))
    for key, field in known.items():
        if key not in table:
            if field.default is MISSING:
                yield problem("target-missing", where, key=key)
        elif expected := _mismatch(key, table[key], types[key]):
            yield problem("target-key", where, key=key, expected=expected)


def _mismatch(key: str, value: object, kind: object) -> str:
    """Return what is expected instead of a value, "" if it will do."""
    if kind is bool:
        return "" if isinstance(value, bool) else "true or false"
    if kind is int:
        return (
            "" if isinstance(value, int) and not isinstance(value, bool) and value > 0 else "a number from 1"
        )
    if get_args(kind):
        texts = isinstance(value, list) and value and all(isinstance(item, str) for item in value)
        return "" if texts else 'a list of texts: ["upload.sh"]'
    if not isinstance(value, str) or (kind is Path and not value):
        return "a text"
    return _misshapen(key, value, kind)


def _misshapen(key: str, value: str, kind: object) -> str:
    if key == "host" and value and value not in HOSTS:
        return ", ".join(HOSTS)
    if key == "path" and kind is str and (not _REMOTE_PATH.fullmatch(value) or ".." in value):
        return "an absolute path in ASCII: /srv/www/archive"
    form, expected = _FORMS.get(key, (None, ""))
    return "" if form is None or form.fullmatch(value) else expected
