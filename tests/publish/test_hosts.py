"""What hosting services would refuse is known before anything is sent."""

from __future__ import annotations

import pytest

from sitegen.publish.hosts import HOSTS, check_limits

MEGA = 1024 * 1024


def _codes(host: str, sizes: dict[str, int], redirects: int = 0) -> list[str]:
    return [found.code for found in check_limits(host, sizes, redirects)]


def test_a_small_site_fits_everywhere() -> None:
    for host in ("", *HOSTS):
        assert _codes(host, {"index.html": 1000}) == []


@pytest.mark.parametrize(
    ("host", "sizes", "redirects", "code"),
    [
        ("cloudflare", {f"{number}.html": 1 for number in range(20_001)}, 0, "host-files"),
        ("cloudflare", {"data/archive.zip": 26 * MEGA}, 0, "host-file"),
        ("cloudflare", {"index.html": 1}, 2001, "host-redirects"),
        ("github-pages", {f"{number}.html": 90 * MEGA for number in range(12)}, 0, "host-bytes"),
        ("github-pages", {"data/archive.zip": 101 * MEGA}, 0, "host-file"),
        ("gitlab-pages", {f"{number}.html": 1 for number in range(200_001)}, 0, "host-files"),
    ],
)
def test_what_is_too_much_is_told(host: str, sizes: dict[str, int], redirects: int, code: str) -> None:
    assert _codes(host, sizes, redirects) == [code]
