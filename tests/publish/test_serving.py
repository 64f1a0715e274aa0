"""How servers hand the site out: nginx and Apache for real, at a root and under a path."""

from __future__ import annotations

import http.client
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import pytest
from desk import REPORT, Desk, follow
from servers import free_port, running

from sitegen.model import Forward, OutputFile
from sitegen.publish import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BASES = ("/", "/archive/")
NGINX = """daemon off; master_process off; pid {home}/pid; error_log {home}/error.log;
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
{user}
events {{ }}
http {{
    access_log off; client_body_temp_path {home}/t1; proxy_temp_path {home}/t2; fastcgi_temp_path {home}/t3;
    uwsgi_temp_path {home}/t4; scgi_temp_path {home}/t5;
    {outer}
    server {{ listen 127.0.0.1:{port}; {root}
    {inner} }}
}}
"""
APACHE = """ServerName localhost
Listen 127.0.0.1:{port}
PidFile {home}/pid
ErrorLog {home}/error.log
{user}
{modules}
TypesConfig /dev/null
DocumentRoot {home}/empty
Alias {base} {folder}/
<Directory {folder}>
Options FollowSymLinks
Require all granted
{rules}
</Directory>
"""
MODULES = ("mpm_event", "authz_core", "alias", "dir", "mime", "headers", "rewrite", "env")


class Server:
    """A running server and the path of the site on it."""

    def __init__(self, port: int, base: str) -> None:
        self.port, self.base = port, base

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        connection.request("GET", self.base + path, headers=named)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, body


@pytest.fixture(scope="module")
def public() -> Iterator[Path]:
    """A folder that every user may read, unlike those of tests."""
    with tempfile.TemporaryDirectory(prefix="sitegen-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def published(
    new_desk: Callable[[Path], Desk], public: Path, tmp_path_factory: pytest.TempPathFactory
) -> Desk:
    """An archive that was published into `www`, with a report that has another address now."""
    desk = new_desk(tmp_path_factory.mktemp("serving"))
    desk.configure(type="folder", path=str(public / "www"))
    desk.publish()
    (desk.folder / "content/qingheyuan").rename(desk.folder / "content/qinghe")
    (desk.folder / "content/moved.toml").write_text(
        '[[moved]]\nfrom = "qingheyuan/2024"\nto = "qinghe/2024"\n', "utf-8"
    )
    desk.publish()
    return desk


@pytest.fixture(params=[(kind, base) for kind in ("nginx", "apache") for base in BASES], ids=str)
def server(request: pytest.FixtureRequest, published: Desk, public: Path) -> Iterator[Server]:
    """Serve the site with the rules that the program prints for this server."""
    kind, base = request.param
    rules = published.run("rules", kind, "--base-url", f"http://localhost{base}")
    port, home = free_port(), public / f"server-{request.param_index}"
    (home / "empty").mkdir(parents=True)
    program = request.getfixturevalue(kind)
    place = str(public / "www/current")
    (home / "conf").write_text(
        _nginx(rules, port, home, base, place) if kind == "nginx" else _apache(rules, port, home, base, place)
    )
    command = (
        [program, "-c", str(home / "conf")] if kind == "nginx" else [program, "-X", "-f", str(home / "conf")]
    )
    with running(command, port):
        yield Server(port, base)


def _nginx(rules: str, port: int, home: Path, base: str, place: str) -> str:
    rules = "\n".join(line for line in rules.splitlines() if not line.startswith("· "))
    outer, _, inner = rules.partition("# in server { }")
    inner = inner.partition("\n")[2]
    root = f"root {place};"
    if base != "/":
        inner, root = inner.replace(f"location {base} {{", f"location {base} {{ alias {place}/;", 1), ""
    user = "user root;" if os.geteuid() == 0 else ""
    return NGINX.format(home=home, outer=outer, inner=inner, port=port, root=root, user=user)


def _apache(rules: str, port: int, home: Path, base: str, place: str) -> str:
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES
    )
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    return APACHE.format(
        port=port, home=home, modules=modules, base=base, folder=place, rules=rules, user=user
    )


def test_a_served_site_is_whole_packed_cached_and_leads_on_from_old_addresses(
    server: Server, published: Desk
) -> None:
    def read(path: str) -> bytes | None:
        status, _, body = server.get(path)
        return body if status == 200 else None

    assert follow(read) > 20
    _packed(server)
    _cached(server)
    _moved(server)
    _changed(server, published)


def _packed(server: Server) -> None:
    plain = server.get("index.html")[2]
    status, headers, body = server.get("", Accept_Encoding="br, gzip")
    assert (status, headers["content-encoding"], brotli.decompress(body)) == (200, "br", plain)
    assert "accept-encoding" in headers.get("vary", "").lower()
    status, headers, _ = server.get("", Accept_Encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert headers["content-type"].lower().replace(" ", "") == "text/html;charset=utf-8"


def _cached(server: Server) -> None:
    _, headers, body = server.get("index.html")
    assert headers["cache-control"] == "no-cache"
    assert headers["x-content-type-options"] == "nosniff"
    style = body.decode().partition('rel="stylesheet" href="')[2].partition('"')[0]
    _, headers, _ = server.get(style, Accept_Encoding="br")
    assert "immutable" in headers["cache-control"]
    assert headers["content-type"].startswith("text/css")
    status, headers, body = server.get("no/such/page.html")
    assert status == 404
    assert "没有找到" in body.decode()


def _moved(server: Server) -> None:
    for name in ("", "index.html"):
        status, headers, _ = server.get(f"reports/qingheyuan/2024/{name}")
        assert status == 301
        assert headers["location"].endswith(f"{server.base}reports/qinghe/2024/")


def _changed(server: Server, desk: Desk) -> None:
    """A page that changes without changing its size must not be taken for the old one."""
    page = "reports/qinghe/2024/report.md"
    _, headers, before = server.get(page)
    marks = {"If_None_Match": headers["etag"], "If_Modified_Since": headers["last-modified"]}
    assert server.get(page, **marks)[0] == 304
    path = desk.folder / REPORT.replace("qingheyuan", "qinghe")
    text = path.read_text("utf-8")
    old, new = ("签约12台", "签约13台") if "签约12台" in text else ("签约13台", "签约12台")
    path.write_text(text.replace(old, new), "utf-8")
    desk.publish()
    status, _, after = server.get(page, **marks)
    assert status == 200
    assert len(after) == len(before)
    assert after != before


def test_a_file_is_younger_than_the_one_it_follows_even_within_a_second(desk: Desk, tmp_path: Path) -> None:
    desk.configure(type="folder", path=str(tmp_path / "www"))
    desk.publish()
    page = tmp_path / "www/current/reports/qingheyuan/2024/report.md"
    later = time.time() + 100
    os.utime(page, (later, later))
    desk.edit(13)
    desk.publish()
    assert page.stat().st_mtime >= int(later) + 1


def test_twins_are_kept_where_they_are_worth_it_and_are_the_same_each_time() -> None:
    page = OutputFile(path="index.html", data=b"<p>" + "加装电梯".encode() * 100)
    twins = serving.compressed(page)
    assert [twin.path for twin in twins] == ["index.html.br", "index.html.gz"]
    assert brotli.decompress(twins[0].data) == page.data
    assert serving.compressed(page) == twins
    assert serving.compressed(OutputFile(path="a.zip", data=page.data)) == ()
    assert serving.compressed(OutputFile(path="a.html", data=b"short")) == ()
    noise = OutputFile(path="a.txt", data=os.urandom(4000))
    assert serving.compressed(noise) == ()
    assert serving.packed(noise) is noise


def test_rules_for_hosts_name_both_forms_of_an_old_address() -> None:
    pairs = serving.redirects(
        [Forward(page="reports/a/1/index.html", target="reports/b/1/index.html", target_anchor="s2")], "/x/"
    )
    assert serving.redirects_file(pairs).decode().splitlines() == [
        "/x/reports/a/1/ /x/reports/b/1/#s2 301",
        "/x/reports/a/1/index.html /x/reports/b/1/#s2 301",
    ]
    assert serving.redirects([Forward(page="reports/a/1/index.html", date="2026-11-24")], "/") == ()
    assert "X-Content-Type-Options: nosniff" in serving.headers_file().decode()
