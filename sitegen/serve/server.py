"""The preview's HTTP server: this machine only, files from memory only, changes pushed as server-sent events.

A page on the web can make a browser ask 127.0.0.1 anything, also under a foreign name (DNS rebinding).  So
the Host header must name this machine, and what carries an Origin must be our own page; what does something
must carry one.  Paths are looked up in a dictionary and never touch the disk.
"""

from __future__ import annotations

import mimetypes
import sys
from hashlib import blake2b
from html import escape
from http import HTTPStatus
from http.client import HTTP_PORT
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from sitegen.errors import SitegenError, describe
from sitegen.language import translate
from sitegen.serve.desk import Answer
from sitegen.serve.events import stream

if TYPE_CHECKING:
    from sitegen.model import Problem
    from sitegen.serve.desk import Desk
    from sitegen.serve.preview import Preview

_HOME: Final = "/__sitegen/"
_OWN: Final = {
    "preview.js": "text/javascript",
    "panel.js": "text/javascript",
    "verdicts.js": "text/javascript",
    "preview.css": "text/css",
    "pages.css": "text/css",
}
_TAGS: Final = (
    b'<script defer src="/__sitegen/panel.js"></script>'
    b'<script defer src="/__sitegen/preview.js" data-version="%d" data-page="%s" data-main="%s"></script>'
    b'<script defer src="/__sitegen/verdicts.js"></script></head>'
)
_TYPES: Final = {
    ".xml": "application/xml",
    ".jsonl": "application/jsonl",
    ".js": "text/javascript",
    ".md": "text/markdown",
}
_LARGEST_BODY: Final = 4096


class Server(ThreadingHTTPServer):
    """Serves a preview on 127.0.0.1; port 0 picks a free one.  Without a desk it offers the site alone."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, preview: Preview, port: int, desk: Desk | None = None) -> None:
        self.preview, self.desk = preview, desk
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the library's signature
        """Say nothing of browsers that left before they had their answer."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://127.0.0.1:{self.server_port}/"

    def openable(self, problem: Problem) -> str:
        """Return the name under which the file of a problem can be opened in the editor, "" if it cannot."""
        return self.desk.openable(problem) if self.desk else ""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(has_body=True)

    def do_HEAD(self) -> None:
        self._answer(has_body=False)

    def do_POST(self) -> None:
        """Do what our own page asks for; a page of another site can send no JSON without asking first."""
        length = self.headers.get("Content-Length", "")
        if not (length.isdecimal() and int(length) <= _LARGEST_BODY):
            self.close_connection = True
            self._send(_refusal(HTTPStatus.BAD_REQUEST))
            return
        body = self.rfile.read(int(length))
        is_json = self.headers.get("Content-Type", "").partition(";")[0].strip() == "application/json"
        if not (self._is_ours() and self.headers.get("Origin") and is_json):
            self._send(_refusal(HTTPStatus.FORBIDDEN))
            return
        name = urlsplit(self.path).path
        desk = self.server.desk if name.startswith(_HOME) else None
        answer = desk.post(name.removeprefix(_HOME), body) if desk else None
        self._send(answer or _refusal(HTTPStatus.NOT_FOUND))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the library's signature
        """Keep the terminal for problems."""

    # ------------------------------------------------------------ routing

    def _answer(self, *, has_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if not self._is_ours():
            self._send(_refusal(HTTPStatus.FORBIDDEN), has_body=has_body)
        elif path == f"{_HOME}events":
            self._push()
        else:
            answer = self._own(path.removeprefix(_HOME)) if path.startswith(_HOME) else None
            if answer:
                self._send(answer, has_body=has_body)
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
            and (origin is None or (origin.startswith("http://") and origin.removeprefix("http://") in hosts))
        )

    def _query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.path).query))

    def _own(self, name: str) -> Answer | None:
        """Return what the preview itself has under a name; None if nothing."""
        if name in _OWN:
            data = resources.files("sitegen.serve").joinpath(name).read_bytes()
            return Answer(status=HTTPStatus.OK, data=data, media=_OWN[name])
        return self.server.desk.get(name, self._query()) if self.server.desk else None

    # ------------------------------------------------------------ files

    def _file(self, path: str, *, has_body: bool) -> None:
        state = self.server.preview.state
        name = path.lstrip("/")
        name = f"{name}index.html" if not name or name.endswith("/") else name
        try:
            data = state.files.get(name)
            if data is None and f"{name}/index.html" in state.files:
                self._redirect(f"/{name}/")
                return
            is_found = data is not None
            data = state.files.get("404.html", _NOTHING) if data is None else data
        except SitegenError as error:  # a template of a page that nobody asked for since it was edited
            is_found, told = False, escape(" ".join(describe(error.problem, translate)))
            data = _NOTHING.replace(b"<main>", f"<main>{told}".encode())
        media = _media_type(name) if is_found else "text/html"
        if is_found and media == "text/html" and has_body:
            self.server.preview.opened(name)
        if media == "text/html":
            main = data[data.find(b"<main") : data.find(b"</main>")]
            data = data.replace(b"</head>", _TAGS % (state.version, _mark(data), _mark(main)), 1)
        status = HTTPStatus.OK if is_found else HTTPStatus.NOT_FOUND
        self._send(Answer(status=status, data=data, media=media), has_body=has_body)

    def _redirect(self, location: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, answer: Answer, *, has_body: bool = True) -> None:
        media = answer.media
        self.send_response(answer.status)
        textual = media.startswith("text/") or media.endswith(("xml", "json", "jsonl"))
        self.send_header("Content-Type", f"{media}; charset=utf-8" if textual else media)
        self.send_header("Content-Length", str(len(answer.data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if has_body:
            self.wfile.write(answer.data)

    # ------------------------------------------------------------ changes

    def _push(self) -> None:
        """Send an event for every change until the page is closed."""
        self.close_connection = True
        since = self._query().get("since", "")
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = int(since) if since.isascii() and since.isdecimal() else 0
        try:
            for chunk in stream(self.server.preview, seen, self.server.openable):
                self.wfile.write(chunk)
                self.wfile.flush()
        except OSError:  # the page was closed
            return


_NOTHING: Final = b"<!doctype html><html><head><title>sitegen</title></head><body><main></main></body></html>"


def _refusal(status: HTTPStatus) -> Answer:
    return Answer(status=status, data=b"Only pages of this preview may ask.", media="text/plain")


def _mark(part: bytes) -> bytes:
    """Return what tells a page or a part of it from others, also where scripts have changed it in the browser."""
    return blake2b(part, digest_size=8).hexdigest().encode()


def _media_type(name: str) -> str:
    suffix = f".{name.rpartition('.')[2]}"
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
