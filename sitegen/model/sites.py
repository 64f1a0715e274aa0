"""The site: its configuration, its theme, its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


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

    @property
    def size(self) -> int:
        """The length of the content, which need not be read for it."""
        return len(self.data)

    def __reduce__(self) -> tuple[Callable[[str, bytes], OutputFile], tuple[str, bytes]]:
        """Give the same pickle, and so the same hash, wherever the content lies."""
        return _output_file, (self.path, self.data)


def _output_file(path: str, data: bytes) -> OutputFile:
    return OutputFile(path=path, data=data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme with what it inherits merged in: `templates/…`, `assets/…`, `strings*.toml`, sorted by path."""

    name: str
    files: tuple[OutputFile, ...]
