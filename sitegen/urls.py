"""Ids, addresses and the links between pages: what a published link consists of.

A report's id is the path of its content file without suffix, in ASCII: `wujiaochang/2023`.
Its address from the site's root is `/reports/wujiaochang/2023/`; the file served there is
`reports/wujiaochang/2023/index.html`.  Links inside the site are relative and name that file,
so that one output works at a root, under a sub-path, on hosts that know no index documents,
and opened from disk.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")
ANCHOR: Final = re.compile(r"[a-z]+[0-9]+(?:_[0-9]+)?(?:-[a-z]*[0-9]+(?:_[0-9]+)?)*")

_CLAUSE: Final = re.compile(r"-c[0-9]+(?:_[0-9]+)?$")
# A page of the site as people write it: `/issuers/wujiaochang/`, `/about/index.html`.
_PAGE: Final = re.compile(r"/(?:[a-z0-9_-]+/)*(?:[a-z0-9_-]+\.html)?")
# Assets carry eight hex digits of their hash, the files of the search a mark of three characters.
_FINGERPRINTED: Final = re.compile(r"assets/.+\.[0-9a-f]{8}\.[a-z0-9]+|search/(?:.+/)?[^/.]+\.[\w-]{3}\.js")

# Names that some file systems refuse, with or without a suffix.
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")
LARGE: Final = "large/"
"""The folder of the pages in larger type (长辈版), each at the path of its sister."""

_LONGEST_ID: Final = 120
_LONGEST_SLUG: Final = 60


def is_id(text: str) -> bool:
    """Tell whether `text` can be a report id (and so a path on every file system and host)."""
    return (
        len(text) <= _LONGEST_ID
        and ID.fullmatch(text) is not None
        and not any(_RESERVED.fullmatch(part) for part in text.split("/"))
    )


def is_anchor(text: str) -> bool:
    """Tell whether `text` can be the id of a section, passage or clause."""
    return ANCHOR.fullmatch(text) is not None


def passage_of(anchor: str) -> str:
    """Return the anchor of the passage that a clause is part of: `s2-p1-c3` is in `s2-p1`; any other as it is."""
    return _CLAUSE.sub("", anchor)


@lru_cache(maxsize=1 << 14)
def office_of(report_id: str) -> str:
    """Return the office that a report is of, by the folder in its id."""
    return report_id.rpartition("/")[0]


def report_url(report_id: str) -> str:
    """Return the address of a report from the site's root."""
    return f"/reports/{report_id}/"


def report_page(report_id: str) -> str:
    """Return the file, from the site's root, that holds a report."""
    return f"reports/{report_id}/index.html"


def report_of(page: str) -> str:
    """Return the id of the report whose page a file is, "" for any other file."""
    report_id = page.removeprefix("reports/").removesuffix("/index.html")
    return report_id if report_page(report_id) == page else ""


def parse_place(text: str) -> tuple[str, str] | None:
    """Return (file from the site's root, anchor) of a place as people write it; None if it is none.

    A place is a report (`wujiaochang/2023`), a passage (`wujiaochang/2023#s2-3`) or any page (`/issuers/wujiaochang/`).
    """
    path, _, anchor = text.partition("#")
    if anchor and not is_anchor(anchor):
        return None
    if is_id(path):
        return report_page(path), anchor
    if not _PAGE.fullmatch(path):
        return None
    return path.lstrip("/") + ("index.html" if path.endswith("/") else ""), anchor


def is_fingerprinted(path: str) -> bool:
    """Tell whether a file's name says what it holds, so that it never changes under this name."""
    return _FINGERPRINTED.fullmatch(path) is not None


def url_of(page: str) -> str:
    """Return the address of a page from the site's root: `a/index.html` is `/a/`."""
    return "/" + (page.removesuffix("index.html") if posixpath.basename(page) == "index.html" else page)


def relative(origin: str, target: str, anchor: str = "") -> str:
    """Return the link from the page `origin` to the file `target`, both given from the site's root."""
    if origin == target and anchor:
        return f"#{anchor}"
    folders, parts = origin.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(folders), len(parts) - 1) and folders[shared] == parts[shared]:
        shared += 1
    path = "../" * (len(folders) - shared) + "/".join(parts[shared:])
    return f"{path}#{anchor}" if anchor else path


def syllables(text: str) -> list[str]:
    """Return the pinyin of a text, without tones: a syllable for each Han character, other runs as they are."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take 0.2 s and 55 MB to load; many commands need none

    return lazy_pinyin(text)


_slugs: Final[dict[str, str]] = {}
"""An office has as many reports as years, and one name for all of them."""


def slug(text: str) -> str:
    """Return `text` as a part of an address: pinyin without tones for Han characters, else letters and digits.

    上海市 is `shanghaishi`.  Where nothing is left, a hash stands for the text, so that it is never empty.
    """
    if text not in _slugs:
        _slugs[text] = _slug(text)
    return _slugs[text]


def known_slugs() -> dict[str, str]:
    """Return what `slug` returned, by what it was given, for `learn_slugs`."""
    return _slugs.copy()


def learn_slugs(known: Mapping[str, str]) -> None:
    """Know what `slug` returned elsewhere, so that its tables need not be loaded for it."""
    _slugs.update(known)


def _slug(text: str) -> str:
    words = "".join(syllables(unicodedata.normalize("NFKC", text).lower()))
    name = re.sub(r"[^a-z0-9]+", "-", words.replace("ü", "v")).strip("-")[:_LONGEST_SLUG].strip("-")
    is_usable = name and not _RESERVED.fullmatch(name)
    return name if is_usable else "x" + hashlib.sha256(text.encode()).hexdigest()[:8]


def distinct(named: Iterable[tuple[str, str]]) -> list[str]:
    """Return an id for each (slug, name): of homophones all but the first get some digits of their name's hash."""
    taken: set[str] = set()
    ids = []
    for own, name in named:
        ids.append(own if own not in taken else f"{own}-{hashlib.sha256(name.encode()).hexdigest()[:6]}")
        taken.add(ids[-1])
    return ids


def is_web_address(address: str) -> bool:
    """Tell whether an address is one of the web, which a reader can be led to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
