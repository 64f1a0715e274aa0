"""Addresses outside, asked of a real server on loopback."""

from __future__ import annotations

import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from sitegen.checking.external import _ascii, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Problem


_ASKED: Counter[str] = Counter()


class _Site(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        _ASKED[f"{self.command} {self.path}"] += 1
        status = {"/gone": 404, "/no-head": 405 if self.command == "HEAD" else 200, "/on": 301, "/in": 302}
        self.send_response(status.get(self.path, 200))
        if self.path in {"/on", "/in"}:
            self.send_header("Location", "/good" if self.path == "/on" else "http://10.0.0.1/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None: ...


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "no_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
    _ASKED.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _visit(*addresses: str) -> list[Problem]:
    places = dict.fromkeys(addresses, ("a/2024.md", 7))
    return list(visit(places, lambda address: address.startswith("http://127.0.0.1:"), pause=0))


def test_what_answers_is_fine_also_after_a_redirect_or_where_only_the_page_itself_is_given_out(
    site: str,
) -> None:
    assert _visit(f"{site}/good", f"{site}/on", f"{site}/no-head", f"{site}/中文?q=甲") == []
    assert _ASKED["HEAD /good"] + _ASKED["GET /good"] == 2
    assert _ASKED["GET /no-head"] == 1


def test_what_is_gone_or_silent_is_told_with_the_place_that_links_to_it(site: str) -> None:
    gone, silent = _visit(f"{site}/gone", "http://127.0.0.1:1/")
    assert (gone.code, gone.where, gone.line, dict(gone.values)["status"]) == (
        "link-refused",
        "a/2024.md",
        7,
        "404",
    )
    assert silent.code == "link-silent"


def test_a_redirect_into_a_local_network_is_not_followed(site: str) -> None:
    (found,) = _visit(f"{site}/in")
    assert found.code == "link-silent"
    assert "10.0.0.1" in dict(found.values)["reason"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.1.2.3", "192.168.1.1", "[::1]", "169.254.169.254"]
)
def test_machines_of_the_local_network_are_never_asked(site: str, host: str) -> None:
    port = site.rpartition(":")[2]
    (found,) = visit({f"http://{host}:{port}/": ("a/2024.md", 1)})
    assert found.code == "link-private"
    assert not _ASKED


def test_addresses_that_are_none_are_told_and_stop_nothing(site: str) -> None:
    found = _visit("http://127.0.0.1:99999/", f"{site}/gone")
    assert [problem.code for problem in found] == ["link-silent", "link-refused"]


def test_local_networks_are_not_asked_because_some_hosts_need_no_proxy(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "localhost")
    (found,) = visit({site: ("a/2024.md", 7)}, pause=0)
    assert found.code == "link-private"
    assert not _ASKED


def test_an_address_in_chinese_keeps_its_port() -> None:
    assert _ascii("http://例子.中国:8080/路") == "http://xn--fsqu00a.xn--fiqs8s:8080/%E8%B7%AF"
