"""Addresses outside the site, asked politely: a host gets one question at a time, and a pause between two.

Answers are doubts, never errors: many government sites refuse programs, and what is down today is up tomorrow.
Addresses of the local network are not asked: no visitor could reach them, and a link in a report from outside
must not make the clerk's machine talk to devices beside it.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPException
from typing import IO, TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, getproxies, proxy_bypass

from sitegen import __version__
from sitegen.errors import problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from http.client import HTTPMessage

    from sitegen.model import Problem

    Place = tuple[str, int]

_HOSTS: Final = 8
"""Hosts asked at the same time."""
_PATIENCE: Final = 10.0
_PAUSE: Final = 0.3
"""Seconds to wait for an answer; between two questions to a host."""
_NO_HEAD: Final = frozenset({400, 403, 404, 405, 406, 500, 501, 503})
"""Answers that some servers give to HEAD only; the page itself is asked for then."""
_HEADERS: Final = {"User-Agent": f"sitegen/{__version__} (link check)", "Accept": "*/*"}


def visit(
    addresses: Mapping[str, Place], is_public: Callable[[str], bool] | None = None, pause: float = _PAUSE
) -> Iterator[Problem]:
    """Yield the addresses that do not answer as they should, in the order given, each with the place that links to it.

    `is_public` tells whether an address may be asked (by default: one that is not in a local network).
    """
    may_ask = is_public or _is_public
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[_host(address)].append(address)
    answers: dict[str, Problem] = {}

    def ask(host: str) -> None:
        for at, address in enumerate(hosts[host]):
            time.sleep(pause if at else 0)
            if found := _asked(address, addresses[address], may_ask):
                answers[address] = found

    with ThreadPoolExecutor(_HOSTS) as pool:
        list(pool.map(ask, hosts))
    yield from (answers[address] for address in addresses if address in answers)


def _asked(address: str, place: Place, is_public: Callable[[str], bool]) -> Problem | None:
    where, line = place
    try:
        if not is_public(address):
            return problem("link-private", where, line, address=address)
        status = _status(address, is_public)
    except (OSError, HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        return problem("link-silent", where, line, address=address, reason=reason or type(error).__name__)
    if status < HTTPStatus.BAD_REQUEST:
        return None
    return problem("link-refused", where, line, address=address, status=status)


def _status(address: str, is_public: Callable[[str], bool]) -> int:
    """Return the status that an address answers with, after redirects."""
    opener = build_opener(_Redirects(is_public))
    status = 0
    for method in ("HEAD", "GET"):
        request = Request(_ascii(address), headers=_HEADERS, method=method)  # noqa: S310 - http and https only, by `target_of`
        try:
            with opener.open(request, timeout=_PATIENCE) as response:
                return int(response.status)
        except HTTPError as error:
            error.close()
            status = error.code
            if status not in _NO_HEAD:
                break
    return status


class _Redirects(HTTPRedirectHandler):
    """Follows redirects to public hosts only."""

    def __init__(self, is_public: Callable[[str], bool]) -> None:
        self._is_public = is_public

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the request that follows; raises `URLError` where it may not be made."""
        if not self._is_public(newurl):
            raise URLError(f"leads on to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_public(address: str) -> bool:
    """Tell whether all places that an address may lead to are in the open network.  Raises `OSError` if it has none.

    Where a proxy asks for us, names are its business.
    """
    host = _host(address)
    if urlsplit(address).scheme in getproxies() and not proxy_bypass(host):
        return True
    found = socket.getaddrinfo(host or ".", None, type=socket.SOCK_STREAM)
    return all(ipaddress.ip_address(str(row[4][0]).partition("%")[0]).is_global for row in found)


def _ascii(address: str) -> str:
    """Write an address with what is not ASCII as a browser would send it."""
    parts = urlsplit(address)
    host = parts.netloc
    if not host.isascii() and parts.hostname:
        host = parts.hostname.encode("idna").decode() + (f":{parts.port}" if parts.port else "")
    path, query = (
        quote(parts.path, safe="/%:@!$&'()*+,;=~-._"),
        quote(parts.query, safe="/?%:@!$&'()*+,;=~-._"),
    )
    return parts._replace(netloc=host, path=path, query=query, fragment="").geturl()
