"""How files are to be served: type, caching, compression, where old addresses lead; for every kind of server.

What is named by its content never changes and may be kept for a year; all else must be asked for anew each
time (`no-cache`: the answer is mostly „304 Not Modified“).  Text lies beside itself compressed (`page.html.br`),
so that a server has nothing to do.
"""

from __future__ import annotations

import gzip
import posixpath
import re
from typing import TYPE_CHECKING, Final

import brotli

from sitegen.model import OutputFile
from sitegen.urls import is_fingerprinted, url_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Forward

TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}
_FEED: Final = "application/atom+xml; charset=utf-8"
_OPENSEARCH: Final = "application/opensearchdescription+xml; charset=utf-8"
_OTHER: Final = "application/octet-stream"

FOREVER: Final = "public, max-age=31536000, immutable"
ANEW: Final = "no-cache"
SAFETY: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Content-Security-Policy": "frame-ancestors 'self'",
}
"""Headers for every answer; the pages carry a stricter policy of their own, which a page cannot do for frames."""

BROTLI: Final = ".br"
GZIP: Final = ".gz"
_GZIP_MAGIC: Final = b"\x1f\x8b"
_WORTH: Final = 0.95
"""A twin is kept where it saves a twentieth."""
_FEW: Final = 2048
"""Entries that nginx makes room for by itself."""
_SMALLEST: Final = 256
_QUALITY: Final = 7
"""Of Brotli, up to 11: a page of 100 kB takes 6 ms; 11 makes it 6 % smaller and takes fifteen times as long."""


def content_type(path: str) -> str:
    """Return the media type of a file by its name."""
    name = posixpath.basename(path)
    if name == "feed.xml":
        return _FEED
    if name == "opensearch.xml":
        return _OPENSEARCH
    return TYPES.get(posixpath.splitext(name)[1], _OTHER)


def cache_control(path: str) -> str:
    """Return how long a file may be kept."""
    return FOREVER if is_fingerprinted(path) else ANEW


def untwinned(path: str) -> str:
    """Return the file that a compressed twin belongs to; any other file is its own."""
    for twin in (BROTLI, GZIP):
        if path.endswith(twin):
            return path.removesuffix(twin)
    return path


def is_text(path: str) -> bool:
    """Tell whether a file is worth compressing."""
    return "charset" in content_type(path)


def compressed(file: OutputFile) -> tuple[OutputFile, ...]:
    """Return the compressed twins of a file, as far as they are worth it; the same for the same bytes."""
    if not is_text(file.path) or file.size < _SMALLEST:
        return ()
    data = file.data
    twins = {
        BROTLI: brotli.compress(data, mode=brotli.MODE_TEXT, quality=_QUALITY),
        GZIP: gzip.compress(data, compresslevel=9, mtime=0),
    }
    return tuple(
        OutputFile(path=file.path + suffix, data=twin)
        for suffix, twin in twins.items()
        if len(twin) < _WORTH * len(data)
    )


def packed(file: OutputFile) -> OutputFile:
    """Return a file in gzip under its own name, for stores that cannot choose; as it is where that is not worth it."""
    twin = next((twin for twin in compressed(file) if twin.path.endswith(GZIP)), None)
    return OutputFile(path=file.path, data=twin.data) if twin else file


def encoding(path: str, data: bytes) -> str:
    """Return the content encoding of a file as it is stored: gzip where `packed` has packed it, else ""."""
    return "gzip" if is_text(path) and data.startswith(_GZIP_MAGIC) else ""


# ---------------------------------------------------------------- rules for servers


def redirects(forwards: Iterable[Forward], base: str) -> tuple[tuple[str, str], ...]:
    """Return (old address, new address) of everything that leads elsewhere; `base` is the path of the site (`/`).

    A page has two addresses, with and without `index.html`: links inside the site use the one, people the other.
    """
    pairs: dict[str, str] = {}
    for forward in forwards:
        if forward.target:
            anchor = f"#{forward.target_anchor}" if forward.target_anchor else ""
            target = base + url_of(forward.target).lstrip("/") + anchor
            pairs |= {base + url_of(forward.page).lstrip("/"): target, base + forward.page: target}
    return tuple(sorted(pairs.items()))


def headers_file() -> bytes:
    """Return `_headers` as Cloudflare Pages and Netlify read it; both have everything else asked for anew by themselves."""
    rows = ["/*", *(f"  {name}: {value}" for name, value in SAFETY.items())]
    for folder in ("/assets/*", "/search/s/*", "/search/p/*", "/search/b/*"):
        rows += [folder, f"  Cache-Control: {FOREVER}"]
    rows += [row for suffix in ("/feed.xml", "/*/feed.xml") for row in (suffix, f"  Content-Type: {_FEED}")]
    return ("\n".join(rows) + "\n").encode()


def redirects_file(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return `_redirects` as Cloudflare Pages, Netlify and GitLab Pages read it."""
    return "".join(f"{old} {new} 301\n" for old, new in pairs).encode()


def nginx_rules(pairs: Iterable[tuple[str, str]], base: str) -> str:
    """Return a snippet for nginx: the part for `http {}` and the part for `server {}`; `base` is the path of the site (`/`)."""
    rows = tuple(pairs)
    old = "".join(f"    {one} {other};\n" for one, other in rows)
    safety = "".join(f'    add_header {name} "{value}" always;\n' for name, value in SAFETY.items())
    return f"""# in http {{ }}
map_hash_bucket_size 512;  # addresses are long; before the first map
map_hash_max_size {max(_FEW, 2 * len(rows))};
map $uri $sitegen_moved {{
    default "";
{old}}}
map $uri $sitegen_cache {{
    default "{ANEW}";
    "~^{base}assets/.+\\.[0-9a-f]{{8}}\\.[a-z0-9]+$" "{FOREVER}";
    "~^{base}search/.+\\.[A-Za-z0-9_-]{{3}}\\.js$" "{FOREVER}";
}}

# in server {{ }}; `root` or `alias` must lead to the folder `current` of the target
location {base} {{
    if ($sitegen_moved) {{ return 301 $sitegen_moved; }}
    index index.html;
    charset utf-8;
    charset_types text/css text/csv text/javascript text/markdown text/plain application/json application/jsonl application/xml application/atom+xml image/svg+xml;
    types {{
{_nginx_types()}    }}
    gzip_static on;
    gzip_vary on;
    brotli_static on;  # needs the module ngx_brotli
    add_header Cache-Control $sitegen_cache always;
{safety}}}
error_page 404 {base}404.html;
"""


def apache_rules(pairs: Iterable[tuple[str, str]], base: str) -> str:
    """Return an `.htaccess` (or `<Directory>` part) for Apache with mod_headers, mod_mime and mod_rewrite."""
    old = "".join(f"RedirectMatch 301 ^{re.escape(one)}$ {other}\n" for one, other in pairs)
    safety = "".join(f'Header always set {name} "{value}"\n' for name, value in SAFETY.items())
    types = "".join(f"AddType {kind.partition(';')[0]} {suffix}\n" for suffix, kind in TYPES.items())
    return f"""DirectoryIndex index.html
DirectorySlash On
Options -Indexes -MultiViews
ErrorDocument 404 {base}404.html
AddDefaultCharset utf-8
{types}AddCharset utf-8 .css .csv .html .js .json .jsonl .md .svg .txt .xml
{old}{safety}Header set Cache-Control "{ANEW}"
<FilesMatch "\\.([0-9a-f]{{8}}\\.[a-z0-9]+|[A-Za-z0-9_-]{{3}}\\.js)(\\.br|\\.gz)?$">
    Header set Cache-Control "{FOREVER}"
</FilesMatch>
RewriteEngine On
RewriteCond %{{HTTP:Accept-Encoding}} br
RewriteCond %{{REQUEST_FILENAME}}.br -f
RewriteRule ^(.+)$ $1.br [L,E=no-gzip:1]
RewriteCond %{{HTTP:Accept-Encoding}} gzip
RewriteCond %{{REQUEST_FILENAME}}.gz -f
RewriteRule ^(.+)$ $1.gz [L,E=no-gzip:1]
{_apache_twins()}"""


def _nginx_types() -> str:
    kinds: dict[str, list[str]] = {}
    for suffix, kind in TYPES.items():
        kinds.setdefault(kind.partition(";")[0], []).append(suffix[1:])
    return "".join(f"        {kind} {' '.join(suffixes)};\n" for kind, suffixes in kinds.items())


def _apache_twins() -> str:
    """Say of each kind of twin what it is: Apache would take `.br` for the type."""
    rows = []
    for suffix, kind in TYPES.items():
        if "charset" in kind:
            for twin, encoding in ((BROTLI, "br"), (GZIP, "gzip")):
                rows.append(
                    f'<FilesMatch "\\{suffix}\\{twin}$">\n    ForceType "{kind}"\n    Header append Vary Accept-Encoding\n'
                    f"    Header set Content-Encoding {encoding}\n</FilesMatch>\n"
                )
    return "".join(rows)
