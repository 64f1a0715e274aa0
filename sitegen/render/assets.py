"""Style sheets, scripts and pictures of a theme, named by their content.

`assets/site.css` is served as `assets/site.3fa9c1e2.css`: a browser may keep it forever, and no
visitor ever sees a new page with an old style.  Style sheets are written in layers, one file each;
an `@import` of a neighbouring file is replaced by that file, so that one request brings them all,
and a file that is only imported is not put out; so are comments (but those that start with `/*!`) and space that is only there for who writes.  `url(…)` inside a style sheet follows the names.
Scripts are joined likewise (`scripts`).
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Final

from sitegen.model import OutputFile
from sitegen.render.scripts import bundled, minified
from sitegen.render.theme import broken

if TYPE_CHECKING:
    from sitegen.model import Theme

ASSETS: Final = "assets/"
_IMPORT: Final = re.compile(r"""@import\s+(?:url\()?["']([^"':?]+)["']\)?\s*;[ \t]*\n?""")
# Each pattern takes a run of blanks from its beginning only, and what is never closed to the end: the time is linear.
_STRING: Final = r""""(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'"""
# A string, an escaped character, or a comment with the blank space around it.
_COMMENT: Final = re.compile(
    rf"""({_STRING}|\\.)|(?:(?<!\s)\s++)?+/\*(?!!)(?:[^*]|\*(?!/))*+(?:\*/|\Z)|\n\s+""", re.DOTALL
)
# What stays as it is wherever it stands: a string, an address, a comment, an escaped character.
_KEPT: Final = (
    rf"""{_STRING}|url\((?:\s*+(?:{_STRING})\s*+\)|(?:[^)\\]|\\.)*+(?:\)|\Z))|/\*.*?(?:\*/\s*+|\Z)|\\."""
)
# Brackets in the value of a custom property, with others within them, four deep.
_BRACKETS: Final = reduce(
    lambda inner, _: rf"""[(\[{{](?:{_KEPT}|{inner}|[^(){{}}\[\]"'\\])*+[)\]}}]""", range(4), r"(?!)"
)
# The value of a custom property, which scripts read as it is written.
_VALUE: Final = rf"""(?:{_KEPT}|{_BRACKETS}|[^;(){{}}\[\]"'\\\s]|\s++(?![;}}]|\Z))*+"""
# What stays, and custom properties; else the space that no style sheet needs: around braces, after a semicolon, after the
# name of a property.  Where space inside a selector or a value may go, only a parser knows.
_SPACE: Final = re.compile(
    rf"""({_KEPT})|(?<=[{{}};\s/])(--(?:[\w-]|\\.)++\s*+:(?:\s*+(?=[;}}]))?+)\s*+({_VALUE})|;\s*+(}})\s*+|(?:(?<!\s)\s++)?+([{{}}])\s*+|(;)\s+|(?<=[{{}};\s])([\w-]+:)[ \t]+(?=[^\s;])""",
    re.DOTALL,
)
_URL: Final = re.compile(r"""url\(\s*(["']?)(?!data:|#|[a-z]+:|/)([^"')?#]+)([?#][^"')]*)?\1\s*\)""")
_DEEPEST: Final = 8


def assets(theme: Theme) -> tuple[OutputFile, ...]:
    """Return the asset files of a theme under the names that they are served by, sorted by name."""
    named = _named(theme)
    return tuple(sorted(named.values(), key=lambda file: file.path))


def asset_path(theme: Theme, name: str) -> str:
    """Return where the asset `name` (from the theme's assets folder: `site.css`) is served, from the site's root.

    Raises `SitegenError` (`template-broken`) for an asset that the theme does not have.
    """
    file = _named(theme).get(ASSETS + name)
    if file is None:
        raise broken(theme, ASSETS + name, f"{name} is missing")
    return file.path


@lru_cache(maxsize=4)
def _named(theme: Theme) -> dict[str, OutputFile]:
    """Return the files to put out by their name in the theme; style sheets last, for they name the others."""
    files = {file.path: file.data for file in theme.files if file.path.startswith(ASSETS)}
    named = {path: _output(path, data) for path, data in files.items() if not path.endswith((".css", ".js"))}
    named |= _scripts(theme, files)
    imported: set[str] = set()
    sheets = {
        path: _bundled(theme, path, files, imported, _DEEPEST)
        for path in sorted(files)
        if path.endswith(".css")
    }
    for path in sorted(sheets.keys() - imported):
        sheet = _with_names(theme, path, _without_space(_without_comments(sheets[path])), named)
        named[path] = _output(path, sheet.encode())
    return named


def _scripts(theme: Theme, files: dict[str, bytes]) -> dict[str, OutputFile]:
    """Return the scripts to put out: those that no other one imports."""
    joined, imported = {}, set()
    for path in sorted(path for path in files if path.endswith(".js")):
        included: set[str] = set()
        try:
            joined[path] = bundled(path, files, included)
        except LookupError as error:
            raise broken(theme, path, f"{error.args[0]} is missing") from None
        imported |= included - {path}
    return {
        path: _output(path, minified(script).encode())
        for path, script in joined.items()
        if path not in imported
    }


def _output(path: str, data: bytes) -> OutputFile:
    stem, suffix = posixpath.splitext(path)
    return OutputFile(path=f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}{suffix}", data=data)


def _bundled(theme: Theme, path: str, files: dict[str, bytes], imported: set[str], depth: int) -> str:
    """Return a style sheet with its imports in their places; their `url()`s are turned towards its folder."""
    if path not in files or not depth:
        raise broken(theme, path, f"{path} is missing" if depth else f"{path} imports itself")

    def replaced(match: re.Match[str]) -> str:
        inner = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
        imported.add(inner)
        return _moved(_bundled(theme, inner, files, imported, depth - 1), inner, path)

    return _IMPORT.sub(replaced, files[path].decode("utf-8", "replace"))


def _without_comments(sheet: str) -> str:
    """Return a style sheet without comments and indentation."""

    def kept(match: re.Match[str]) -> str:
        if match[1] or "/*" not in match[0]:
            return match[1] or "\n"
        after = match.string[match.end() : match.end() + 1]
        return " " if match[0][0].isspace() and after and not after.isspace() else ""

    return _COMMENT.sub(kept, sheet).lstrip()


def _without_space(sheet: str) -> str:
    """Return a style sheet without the space that is only there for who writes it."""
    return _SPACE.sub(lambda match: "".join(part or "" for part in match.groups()), sheet)


def _moved(sheet: str, origin: str, target: str) -> str:
    """Turn the `url()`s of a sheet, which count from `origin`, to count from `target`."""

    def turned(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), match[2]))
        return f'url("{posixpath.relpath(path, posixpath.dirname(target))}{match[3] or ""}")'

    return _URL.sub(turned, sheet)


def _with_names(theme: Theme, path: str, sheet: str, named: dict[str, OutputFile]) -> str:
    def renamed(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2]))
        if target not in named:
            raise broken(theme, path, f"{match[2]} is missing")
        return f'url("{posixpath.relpath(named[target].path, posixpath.dirname(path))}{match[3] or ""}")'

    return _URL.sub(renamed, sheet)
