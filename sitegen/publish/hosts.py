"""What hosting services take: how many files, how large, how many redirects; and what they make of a folder.

The figures are those that the services state (read in November 2026); None where they state none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen.errors import problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.model import Problem

_MEGA: Final = 1024 * 1024
_LISTED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A hosting service: its limits (sizes in bytes), and what it reads of a site.

    `has_rules` says whether it reads `_headers` and `_redirects`, `uses_twins` whether it hands out `.br` and `.gz` files
    that lie beside a page.
    """

    title: str
    files: int | None = None
    file_size: int | None = None
    total_size: int | None = None
    redirects: int | None = None
    has_rules: bool = False
    uses_twins: bool = False


HOSTS: Final[dict[str, Host]] = {
    "github-pages": Host(title="GitHub Pages", file_size=100 * _MEGA, total_size=1000 * _MEGA),
    "gitlab-pages": Host(
        title="GitLab Pages",
        files=200_000,
        total_size=1024 * _MEGA,
        redirects=1000,
        has_rules=True,
        uses_twins=True,
    ),
    "cloudflare": Host(
        title="Cloudflare Pages", files=20_000, file_size=25 * _MEGA, redirects=2000, has_rules=True
    ),
    "netlify": Host(title="Netlify", has_rules=True),
}


def check_limits(host: str, sizes: Mapping[str, int], redirects: int) -> Iterator[Problem]:
    """Yield what a host would refuse of the files of a site (path → bytes), before anything is sent; `redirects` is the number of forwarded addresses."""
    if not host:
        return
    limits = HOSTS[host]
    yield from _over(limits.title, "host-files", len(sizes), limits.files)
    yield from _over(limits.title, "host-bytes", sum(sizes.values()), limits.total_size)
    if limits.has_rules:
        yield from _over(limits.title, "host-redirects", redirects, limits.redirects)
    large = [path for path, size in sizes.items() if limits.file_size and size > limits.file_size]
    if large:
        some = ", ".join(sorted(large)[:_LISTED])
        yield problem("host-file", host=limits.title, limit=(limits.file_size or 0) // _MEGA, files=some)


def _over(host: str, code: str, count: int, limit: int | None) -> Iterator[Problem]:
    if limit is not None and count > limit:
        yield problem(code, host=host, count=count, limit=limit)
