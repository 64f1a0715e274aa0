"""Scripts of a theme as they are served: one file with all that it imports, without comments and blank space.

A classic script cannot import another, and every request costs a round trip: a line `// @import "search-fold.js";` is replaced by
that file, once for each script that is put out.  A script with template literals is served as it was written: the minifier does
not understand one inside another.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

import rjsmin

if TYPE_CHECKING:
    from collections.abc import Mapping

_IMPORT: Final = re.compile(r"""^[ \t]*// @import ["']([^"':?]+)["'];[ \t]*\n?""", re.MULTILINE)


def bundled(path: str, files: Mapping[str, bytes], included: set[str]) -> str:
    """Return a script with its imports in their places; `included` gets the paths of all files in it.

    Raises `LookupError` with the path of a script that is imported and missing.
    """
    if path not in files:
        raise LookupError(path)
    included.add(path)

    def replaced(match: re.Match[str]) -> str:
        inner = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
        return "" if inner in included else bundled(inner, files, included) + "\n"

    return _IMPORT.sub(replaced, files[path].decode("utf-8", "replace"))


def minified(script: str) -> str:
    """Return a script without comments and blank space; `/*!` comments, which carry licences, stay."""
    short: str = rjsmin.jsmin(script, keep_bang_comments=True)
    return script if "`" in short else short + "\n"
