"""The preview's HTTP server: this machine only, files from memory only, changes pushed as server-sent events.

A page on the web can make a browser ask 127.0.0.1 anything, also under a foreign name (DNS rebinding).  So
the Host header must name this machine, and what carries an Origin must be our own page.  Paths are
looked up in a dictionary and never touch the disk.
"""

from __future__ import annotations

import json
import mimetypes
from http import HTTPStatus
from http.client import HTTP_PORT
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from sitegen.errors import describe
from sitegen.language import translate

if TYPE_CHECKING:
    from sitegen.model import Problem
    from sitegen.serve.preview import Preview, State

_HOME: Final = "/__sitegen/"
_OWN: Final = {"preview.js": "text/javascript", "preview.css": "text/css"}
_TAGS: Final = (
    b'<link rel="stylesheet" href="/__sitegen/preview.css">'
    b'<script defer src="/__sitegen/preview.js" data-version="%d"></script></head>'
)
_HEARTBEAT: Final = 10.0
"""Seconds; a closed page is noticed, and its thread ended, at the next beat."""
_TYPES: Final = {
    ".xml": "application/xml",
    ".jsonl": "application/jsonl",
    ".js": "text/javascript",
    ".md": "text/markdown",
}


class Server(ThreadingHTTPServer):
    """Serves a preview on 127.0.0.1; port 0 picks a free one."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(has_body=True)

    def do_HEAD(self) -> None:
        self._answer(has_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the library's signature
        """Keep the terminal for problems."""

    # ------------------------------------------------------------ routing

    def _answer(self, *, has_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if not self._is_ours():
            self._send(
                HTTPStatus.FORBIDDEN, b"Only pages of this preview may ask.", "text/plain", has_body=has_body
            )
        elif path == f"{_HOME}events":
            self._push()
        elif path.removeprefix(_HOME) in _OWN and path.startswith(_HOME):
            name = path.removeprefix(_HOME)
            data = resources.files("sitegen.serve").joinpath(name).read_bytes()
            self._send(HTTPStatus.OK, data, _OWN[name], has_body=has_body)
        else:
            self._file(path, has_body=has_body)

    def _is_ours(self) -> bool:
        port = self.server.server_port
        hosts = {f"127.0.0.1:{port}", f"localhost:{port}"} | (
            {"127.0.0.1", "localhost"} if port == HTTP_PORT else set()
        )
        origin = self.headers.get("Origin")
        same = (
            self.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}
            or self.headers.get("Sec-Fetch-Mode") == "navigate"
        )
        return (
            self.headers.get("Host") in hosts
            and same
            and (origin is None or origin.removeprefix("http://") in hosts)
        )

    # ------------------------------------------------------------ files

    def _file(self, path: str, *, has_body: bool) -> None:
        state = self.server.preview.state
        name = path.lstrip("/")
        if name and not name.endswith("/") and f"{name}/index.html" in state.files:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"/{name}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        name = f"{name}index.html" if not name or name.endswith("/") else name
        status = HTTPStatus.OK if name in state.files else HTTPStatus.NOT_FOUND
        name = name if name in state.files else "404.html"
        data = state.files.get(name, _NOTHING)
        media = "text/html" if name.endswith(".html") else _media_type(name)
        if media == "text/html":
            data = data.replace(b"</head>", _TAGS % state.version, 1)
        self._send(status, data, media, has_body=has_body)

    def _send(self, status: HTTPStatus, data: bytes, media: str, *, has_body: bool) -> None:
        self.send_response(status)
        textual = media.startswith("text/") or media.endswith(("xml", "json", "jsonl"))
        self.send_header("Content-Type", f"{media}; charset=utf-8" if textual else media)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if has_body:
            self.wfile.write(data)

    # ------------------------------------------------------------ changes

    def _push(self) -> None:
        """Send an event for every change until the page is closed."""
        self.close_connection = True
        query = parse_qs(urlsplit(self.path).query)
        seen = int(value) if (value := query.get("since", ["0"])[0]).isdecimal() else 0
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            self.wfile.write(b"retry: 300\n\n")
            first = self.server.preview.state
            if first.errors and first.version == seen:
                self._push_state(first, seen)
            while True:
                state = self.server.preview.wait(seen, _HEARTBEAT)
                if state.version == seen:
                    self.wfile.write(b": still here\n\n")
                else:
                    self._push_state(state, seen)
                    seen = state.version
        except OSError:  # the page was closed
            return

    def _push_state(self, state: State, seen: int) -> None:
        changed = state.changed_since(seen)
        message = {
            "version": state.version,
            "changed": None if changed is None else sorted(changed),
            "errors": [_in_words(problem) for problem in state.errors],
            "title": translate("The site could not be built; this is the last good version."),
        }
        self.wfile.write(f"data: {json.dumps(message, ensure_ascii=False)}\n\n".encode())
        self.wfile.flush()


_NOTHING: Final = b"<!doctype html><html><head><title>sitegen</title></head><body><main></main></body></html>"


def _media_type(name: str) -> str:
    suffix = f".{name.rpartition('.')[2]}"
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _in_words(problem: Problem) -> dict[str, str]:
    place, message, hint = describe(problem, translate)
    return {"place": place, "message": message, "hint": hint}
