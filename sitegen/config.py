"""The configuration: `sitegen.toml`, or `[tool.sitegen]` in `pyproject.toml`, and what the command line says over it."""

from __future__ import annotations

import shlex
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sitegen.errors import CombinedError, SitegenError, problem
from sitegen.model import Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.model import Problem

_PATHS: Final = ("content", "output", "cache")
_TARGETS: Final = "publish"
_PREVIEW: Final = "preview"
_EDITOR: Final = "editor"
_SITE: Final = tuple(field.name for field in fields(Site))
_SWITCHES: Final = tuple(field.name for field in fields(Site) if isinstance(field.default, bool))


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Where an archive lies and what it is called.  Paths are absolute."""

    root: Path
    content: Path
    output: Path
    cache: Path
    site: Site
    targets: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Where the site is published, by name: the tables `[publish.NAME]`, read by `publish.settings`."""
    editor: str = ""
    """The command that opens a file in the keeper's editor, with {file} and {line}: `[preview] editor`; "" if none."""

    def theme_folders(self) -> tuple[Path, ...]:
        """Return the folders of the theme, most special first: a theme overrides the default piece by piece."""
        names = dict.fromkeys((self.site.theme, "default"))
        package = Path(__file__).parent
        places = (self.root / "themes", package / "themes", package.parent / "themes")
        return tuple(
            dict.fromkeys(place / name for name in names for place in places if (place / name).is_dir())
        )


def load_config(root: Path, **given: object) -> Config:
    """Read the configuration of the archive in `root`; values in `given` that are not None win.

    Raises `SitegenError` with every wrong key or type.
    """
    root = root.resolve()
    data = {**_read(root), **{key: value for key, value in given.items() if value is not None}}
    problems = tuple(_wrong_keys(data))
    if problems:
        raise CombinedError(problems)
    paths = {name: root / str(data.get(name, _default_path(name))) for name in _PATHS}
    site = Site(**{key: data[key] for key in _SITE if key in data} | _default_title(data))
    editor = data.get(_PREVIEW, {}).get(_EDITOR, "")
    return _checked(Config(root=root, site=site, targets=data.get(_TARGETS, {}), editor=editor, **paths))


def _default_path(name: str) -> str:
    return {"content": "content", "output": "site", "cache": ".sitegen-cache"}[name]


def _default_title(data: Mapping[str, Any]) -> dict[str, str]:
    return {} if data.get("title") else {"title": "工作报告公开档案"}


def _read(root: Path) -> dict[str, Any]:
    own, project = root / "sitegen.toml", root / "pyproject.toml"
    if own.is_file():
        return _load(own)
    if project.is_file():
        table = _load(project).get("tool", {}).get("sitegen", {})
        return dict(table)
    return {}


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SitegenError(problem("config-broken", path.name, reason=reason)) from error


def _wrong_keys(data: Mapping[str, Any]) -> list[Problem]:
    known = (*_PATHS, *_SITE, _TARGETS, _PREVIEW)
    unknown = [problem("config-unknown", key=key, known=", ".join(known)) for key in data if key not in known]
    wrong = [
        problem("config-type", key=key, expected="true or false" if key in _SWITCHES else "text")
        for key, value in data.items()
        if key in (*_PATHS, *_SITE) and not isinstance(value, bool if key in _SWITCHES else (str, Path))
    ]
    targets = data.get(_TARGETS, {})
    if not isinstance(targets, dict) or not all(isinstance(table, dict) for table in targets.values()):
        wrong.append(problem("config-type", key=_TARGETS, expected="tables: [publish.NAME]"))
    return [*unknown, *wrong, *_wrong_preview(data.get(_PREVIEW, {}))]


def _wrong_preview(table: object) -> Iterator[Problem]:
    if not isinstance(table, dict):
        yield problem("config-type", key=_PREVIEW, expected="a table: [preview]")
        return
    for key in table:
        if key != _EDITOR:
            yield problem("config-unknown", key=f"{_PREVIEW}.{key}", known=_EDITOR)
    editor = table.get(_EDITOR, "")
    if editor and not (isinstance(editor, str) and _is_command(editor)):
        expected = "a command with {file} in it: code -g {file}:{line}"
        yield problem("config-type", key=f"{_PREVIEW}.{_EDITOR}", expected=expected)


def _is_command(text: str) -> bool:
    try:
        return any("{file}" in part for part in shlex.split(text)[1:])
    except ValueError:
        return False


def _checked(config: Config) -> Config:
    """Return the configuration with a base URL that ends in "/", after checking what can be checked."""
    base = config.site.base_url
    if base and not base.startswith(("http://", "https://")):
        raise SitegenError(
            problem("config-type", key="base_url", expected="an address that starts with https://")
        )
    if not any(folder.name == config.site.theme for folder in config.theme_folders()):
        known = sorted(
            {
                folder.name
                for place in config.theme_folders()
                for folder in place.parent.iterdir()
                if folder.is_dir()
            }
        )
        raise SitegenError(problem("theme-missing", theme=config.site.theme, known=", ".join(known)))
    return replace(config, site=replace(config.site, base_url=f"{base.rstrip('/')}/" if base else ""))
