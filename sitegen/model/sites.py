"""The site: its configuration, its theme, its files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the configuration says of the site as a whole.

    `base_url` is where it will be published ("" if unknown); the identifiers are those that the
    rules for government sites ask for in the footer, each "" where it does not apply.  `large_pages`
    tells whether every page is put out a second time in the larger type (长辈版), under `large/`.
    """

    title: str
    description: str = ""
    base_url: str = ""
    theme: str = "default"
    organizer: str = ""
    site_code: str = ""
    icp: str = ""
    police: str = ""
    contact: str = ""
    large_pages: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A file of the built site: `path` from its root, with `/`."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme with what it inherits merged in: `templates/…`, `assets/…`, `strings*.toml`, sorted by path."""

    name: str
    files: tuple[OutputFile, ...]
