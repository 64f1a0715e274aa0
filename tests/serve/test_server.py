from __future__ import annotations

import http.client
import json
import threading
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.serve import Preview, Server


def _get(
    server: Server, path: str, method: str = "GET", body: bytes = b"", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders(body or None)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, dict(response.getheaders()), body


def test_pages_come_with_the_reload_script_and_the_site_without(server: Server, preview: Preview) -> None:
    status, headers, body = _get(server, "/reports/qingheyuan/2024/")
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert b"/__sitegen/preview.js" in body
    assert not any(b"__sitegen" in data for data in preview.state.files.values())


def test_addresses_with_index_file_and_without_slash_lead_to_the_page(server: Server) -> None:
    assert _get(server, "/reports/qingheyuan/2024/index.html")[0] == 200
    status, headers, _ = _get(server, "/reports/qingheyuan/2024")
    assert (status, headers["Location"]) == (301, "/reports/qingheyuan/2024/")


def test_head_has_no_body(server: Server) -> None:
    status, headers, body = _get(server, "/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 0


def test_what_is_not_there_gets_the_archives_own_page(server: Server) -> None:
    status, _, body = _get(server, "/nothing/here")
    assert status == 404
    assert b"<main" in body


_UP = (
    "../", "..%2f", "%2e%2e/", "%2e%2e%2f", ".%2e/", "%2e./", "..%5c", "..\\\\", "%2e%2e%5c", "%252e%252e%252f", "%252e%252e/", "..%252f", "..%c0%af",
    "%c0%ae%c0%ae/", "%c0%ae%c0%ae%c0%af", "%e0%80%ae%e0%80%ae/", "%uff0e%uff0e/", "..;/", "....//", "..%00/", "..%0d%0a/", "%2e%2e;/", "%ef%bc%8e%ef%bc%8e/",
)  # fmt: skip
_TARGETS = ("sitegen.toml", "etc/passwd", "content/qingheyuan/2024.md")
_OTHERS = (
    "//etc/passwd", "/etc/passwd", "///etc/passwd", "/%2fetc/passwd", "/%5cetc%5cpasswd", "/file:///etc/passwd", "/c:/windows/win.ini", "/%00",
    "/index.html%00.md", "/content/qingheyuan/2024.md", "/.sitegen-cache/results.sqlite", "/.sitegen-manifest.json", "/.git/config", "/~root/",
    "/__sitegen/../../sitegen.toml", "/__sitegen/server.py", "/__sitegen/__init__.py", "/__sitegen/..%2fserve%2fserver.py", "/__sitegen/",
    "/__sitegen/source/../../sitegen.toml", "/__sitegen/source/..%2f..%2fsitegen", "/verknuepft/passwd", "/link.toml",
)  # fmt: skip
_ATTACKS = [f"/{up * 3}{target}" for up in _UP for target in _TARGETS] + list(_OTHERS)


def test_nothing_outside_the_site_can_be_had(server: Server, archive: Path) -> None:
    (archive / "content/verknuepft").symlink_to("/etc")
    (archive / "content/link.toml").symlink_to(archive / "sitegen.toml")
    assert len(_ATTACKS) >= 60
    leaked = []
    for path in _ATTACKS:
        status, _, body = _get(server, path)
        if status != 404 or any(
            secret in body for secret in (b"title =", b"root:", b"issuer:", b"import ", b"SQLite")
        ):
            leaked.append((path, status))
    assert leaked == []


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "192.168.0.1:8000", ""])
def test_a_foreign_name_for_this_machine_is_refused(server: Server, host: str) -> None:
    assert _get(server, "/", Host=host)[0] == 403


def test_pages_of_other_sites_learn_nothing(server: Server) -> None:
    assert _get(server, "/__sitegen/events", Origin="https://evil.example")[0] == 403
    assert _get(server, "/data/reports.json", Sec_Fetch_Site="cross-site")[0] == 403
    assert _get(server, "/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 200


def test_only_this_machine_is_listened_to(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    assert _get(server, "/", method)[0] == 501


def _post(server: Server, path: str, value: object, **headers: str) -> tuple[int, bytes]:
    body = json.dumps(value).encode()
    own = f"http://127.0.0.1:{server.server_port}"
    usual = {"Origin": own, "Content_Type": "application/json", "Content_Length": str(len(body))} | headers
    status, _headers, answer = _get(server, path, "POST", body, **{k: v for k, v in usual.items() if v})
    return status, answer


def test_only_our_own_page_may_start_the_editor(server: Server, archive: Path) -> None:
    with (archive / "sitegen.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[preview]\neditor = 'cp {{file}} {archive}/opened'\n")
    wanted = {"file": "qingheyuan/2024.md", "line": 3}
    for headers in (
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": ""}, {"Host": "evil.example"}, {"Sec_Fetch_Site": "cross-site"},
        {"Content_Type": "text/plain"}, {"Content_Type": "application/x-www-form-urlencoded"}, {"Origin": f"https://127.0.0.1:{server.server_port}"},
    ):  # fmt: skip
        assert _post(server, "/__sitegen/open", wanted, **headers)[0] == 403, headers
    assert not (archive / "opened").exists()
    status, answer = _post(server, "/__sitegen/open", wanted)
    assert (status, json.loads(answer)["done"]) == (200, True)
    end = time.monotonic() + 10
    while not (archive / "opened").exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert (archive / "opened").exists()


@pytest.mark.parametrize(
    "wanted", ["x", [], {}, {"file": "a.md"}, {"file": "a.md", "line": "zwei"}, {"file": None, "line": None}]
)
def test_what_is_no_request_is_refused(server: Server, wanted: object) -> None:
    assert _post(server, "/__sitegen/open", wanted)[0] == 400


def test_requests_that_are_too_long_or_have_no_length_are_refused(server: Server) -> None:
    assert _post(server, "/__sitegen/open", {}, Content_Length="1000000000")[0] == 400
    assert _post(server, "/__sitegen/open", {}, Content_Length="-1")[0] == 400
    assert _post(server, "/nirgends", {})[0] == 404


def test_the_keepers_word_on_a_link_is_written_down_for_our_own_page_only(
    server: Server, archive: Path
) -> None:
    between = ["qingheyuan/2024#s1-p1-c1", "meilinlu/2024#s1-p1-c1"]
    said = {"between": between, "verdict": "none"}
    assert _post(server, "/__sitegen/verdict", said, Origin="https://evil.example")[0] == 403
    assert not (archive / "content/links.toml").exists()
    assert json.loads(_post(server, "/__sitegen/verdict", said)[1])["done"]
    text = (archive / "content/links.toml").read_text("utf-8")
    assert all(place in text for place in between)
    for wrong in (
        {"between": ["../x#s1", between[1]], "verdict": "none"},
        {"between": between, "verdict": "?"},
    ):
        assert not json.loads(_post(server, "/__sitegen/verdict", wrong)[1])["done"]
    assert _post(server, "/__sitegen/verdict", {"between": 1})[0] == 400
    assert (archive / "content/links.toml").read_text("utf-8") == text


def test_problems_are_told_to_our_own_page_only(server: Server) -> None:
    status, headers, body = _get(server, "/__sitegen/problems?page=reports/qingheyuan/2024/index.html")
    assert (status, headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert json.loads(body)["words"]["title"] == "Problems"
    assert _get(server, "/__sitegen/problems", Origin="https://evil.example")[0] == 403


def test_every_open_page_hears_of_a_change(server: Server, preview: Preview, archive: Path) -> None:
    version = preview.state.version
    heard: list[dict[str, object]] = []
    connections = [http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5) for _ in range(3)]

    def listen(connection: http.client.HTTPConnection) -> None:
        connection.request("GET", f"/__sitegen/events?since={version}")
        response = connection.getresponse()
        while not (line := response.readline()).startswith(b"data: "):
            assert line
        heard.append(json.loads(line.removeprefix(b"data: ")))

    threads = [threading.Thread(target=listen, args=(connection,)) for connection in connections]
    for thread in threads:
        thread.start()
    path = archive / "content/qingheyuan/2024.md"
    path.write_text(path.read_text("utf-8").replace("签约12台", "签约13台"), "utf-8")
    preview.refresh()
    for thread in threads:
        thread.join(5)
    for connection in connections:
        connection.close()
    assert [message["version"] for message in heard] == [version + 1] * 3
    assert all("reports/qingheyuan/2024/index.html" in str(message["changed"]) for message in heard)
