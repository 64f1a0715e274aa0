"""The files of a publication: those of the site, and what a target wants beside them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Final, Protocol, TypeVar
from urllib.parse import urlsplit

from sitegen.model import OutputFile
from sitegen.publish import serving
from sitegen.publish.hosts import HOSTS
from sitegen.publish.plan import Stored
from sitegen.publish.settings import GitTarget, S3Target
from sitegen.spool import batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sitegen.cache import Cache
    from sitegen.publish.plan import Plan, Present
    from sitegen.publish.settings import Settings

    Digest = Callable[[bytes], str]
    Step = Callable[[str], None]

T = TypeVar("T")

NO_JEKYLL: Final = ".nojekyll"
CNAME: Final = "CNAME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is to be published: files by path, and the digest and size of each as the target has them."""

    files: Mapping[str, OutputFile]
    listing: Mapping[str, Stored]


class Session(Protocol):
    """A target that is held: no other publication can change it meanwhile."""

    digest: Digest
    """How the target tells one content from another."""

    def present(self) -> Present:
        """Return what lies there now."""

    def send(self, release: Release, plan: Plan, step: Step) -> str:
        """Make the target hold a release; `step` is told each file that has arrived.  Return the release's name there."""

    def back(self) -> str:
        """Bring back the release before the present one; return its name.  Raises `SitegenError` if there is none."""


def files_for(
    settings: Settings, files: tuple[OutputFile, ...], redirects: tuple[tuple[str, str], ...], cache: Cache
) -> dict[str, OutputFile]:
    """Return the files of a site as a target wants them, by path; twins are computed once for each content."""
    host, spool = HOSTS.get(settings.host), cache.spool()
    wants_twins = getattr(settings, "compress", False) or (host is not None and host.uses_twins)
    twins = chain.from_iterable(_mapped(serving.compressed, files, cache)) if wants_twins else ()
    every = {file.path: file for file in (*files, *spool.put(twins))}
    if host and host.has_rules:
        every["_headers"] = OutputFile(path="_headers", data=serving.headers_file())
        every["_redirects"] = OutputFile(path="_redirects", data=serving.redirects_file(redirects))
    if isinstance(settings, S3Target) and settings.gzip:
        packed = spool.put(_mapped(serving.packed, every.values(), cache))
        every = {file.path: file for file in packed}
    if isinstance(settings, GitTarget):
        every[NO_JEKYLL] = OutputFile(path=NO_JEKYLL, data=b"")
        if settings.cname:
            every[CNAME] = OutputFile(path=CNAME, data=f"{settings.cname}\n".encode())
    return every


def _mapped(function: Callable[[OutputFile], T], files: Iterable[OutputFile], cache: Cache) -> Iterator[T]:
    """Yield what a function makes of each file."""
    return (made for some in batches(files) for made in cache.map(function, list(zip(some, strict=True))))


def release(files: Mapping[str, OutputFile], digest: Digest) -> Release:
    """Return files as a release."""
    listing = {path: Stored(digest(file.data), file.size) for path, file in files.items()}
    return Release(files=files, listing=listing)


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of a content: the digest of targets that have none of their own."""
    return sha256(data).hexdigest()


def base_path(base_url: str) -> str:
    """Return the path that a site lies under at its address: `/`, or `/archive/`."""
    return f"{urlsplit(base_url).path.rstrip('/')}/"
