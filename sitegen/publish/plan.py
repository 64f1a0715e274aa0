"""What a publication would do, as a value: computed from what is wanted and what is there, by content and never by time.

The order in which files travel is part of it.  Where a host changes file by file, a visitor in the middle of a
publication sees old and new pages side by side, and every one of them must find its parts:

1. files named by their content, which no old page asks for
2. data and texts beside the pages
3. pages that are new, which no old page links to
4. pages that changed
5. what leads people in: feeds, sitemaps, the table of contents of the search
6. removals; files named by their content stay for one more publication, for pages that are still open
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen.publish.serving import untwinned
from sitegen.urls import is_fingerprinted, report_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ENTRANCE: Final = re.compile(
    r"(?:.+/)?feed\.xml|sitemap.*\.xml|search/manifest\.js|data/index\.json|robots\.txt|opensearch\.xml"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a release: a digest of its content (hex; of which kind says the target) and its bytes."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What lies at a target: files by path; those that only stay for pages that are still open."""

    files: Mapping[str, Stored]
    retired: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a publication does: paths from the site's root, sorted.  `retired` stay for one more publication."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    retired: tuple[str, ...]
    unchanged: int
    size: int
    """Bytes of the files that travel."""

    @property
    def is_empty(self) -> bool:
        """Whether the target is as it should be."""
        return not (self.added or self.changed or self.removed)

    def phases(self) -> Iterator[tuple[str, ...]]:
        """Yield the files that travel in groups; each group must have arrived before the next may start."""
        added = frozenset(self.added)
        groups: list[list[str]] = [[] for _ in range(5)]
        for path in (*self.added, *self.changed):
            groups[_phase(path, is_added=path in added)].append(path)
        yield from (tuple(sorted(group)) for group in groups if group)


def plan(wanted: Mapping[str, Stored], present: Present) -> Plan:
    """Return what makes a target hold `wanted`."""
    added = tuple(sorted(wanted.keys() - present.files.keys()))
    changed = tuple(sorted(path for path, file in wanted.items() if present.files.get(path, file) != file))
    gone = sorted(present.files.keys() - wanted.keys())
    is_news = bool(added or changed)
    staying = [path for path in gone if _stays(path, present.retired, is_news=is_news)]
    return Plan(
        added=added,
        changed=changed,
        removed=tuple(path for path in gone if path not in set(staying)),
        retired=tuple(staying),
        unchanged=len(wanted) - len(added) - len(changed),
        size=sum(wanted[path].size for path in (*added, *changed)),
    )


def lost_reports(wanted: Mapping[str, Stored], present: Present) -> tuple[int, int]:
    """Return how many pages of reports a publication removes from a target, and how many there are."""
    pages = {path for path in present.files if report_of(path)}
    return len(pages - wanted.keys()), len(pages)


def _stays(path: str, retired: frozenset[str], *, is_news: bool) -> bool:
    """Tell whether a file that is no longer wanted stays; publishing the same again ends nobody's visit."""
    return is_fingerprinted(untwinned(path)) and not (is_news and path in retired)


def _phase(path: str, *, is_added: bool) -> int:
    named = untwinned(path)
    if is_fingerprinted(named):
        return 0
    if _ENTRANCE.fullmatch(named):
        return 4
    if named.endswith(".html"):
        return 2 if is_added else 3
    return 1
