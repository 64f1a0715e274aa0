from __future__ import annotations

import http.client
import json
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.serve import Preview, Server


def _get(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
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


@pytest.mark.parametrize(
    "path",
    [
        "/../sitegen.toml", "/%2e%2e/sitegen.toml", "/..%2fsitegen.toml", "/%2e%2e%2f%2e%2e%2fetc/passwd", "/..%5c..%5cetc/passwd",
        "/%252e%252e/sitegen.toml", "//etc/passwd", "/etc/passwd", "/%00", "/%c0%ae%c0%ae/sitegen.toml", "/content/qingheyuan/2024.md",
        "/__sitegen/../../sitegen.toml", "/__sitegen/server.py", "/__sitegen/__init__.py", "/.sitegen-manifest.json",
    ],
)  # fmt: skip
def test_nothing_outside_the_site_can_be_had(server: Server, path: str) -> None:
    status, _, body = _get(server, path)
    assert status == 404
    assert b"title =" not in body
    assert b"root:" not in body


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "192.168.0.1:8000", ""])
def test_a_foreign_name_for_this_machine_is_refused(server: Server, host: str) -> None:
    assert _get(server, "/", Host=host)[0] == 403


def test_pages_of_other_sites_learn_nothing(server: Server) -> None:
    assert _get(server, "/__sitegen/events", Origin="https://evil.example")[0] == 403
    assert _get(server, "/data/reports.json", Sec_Fetch_Site="cross-site")[0] == 403
    assert _get(server, "/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 200


def test_only_this_machine_is_listened_to(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_other_methods_are_refused(server: Server) -> None:
    assert _get(server, "/", "POST")[0] == 501


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
    preview.rebuild()
    for thread in threads:
        thread.join(5)
    for connection in connections:
        connection.close()
    assert [message["version"] for message in heard] == [version + 1] * 3
    assert all("reports/qingheyuan/2024/index.html" in str(message["changed"]) for message in heard)
