"""The preview: the site in the browser while its reports and theme are being edited.

    watch     tells that something below the watched folders may have changed
    preview   shows an edit at once and works out the rest, keeps the last good site, knows what changed
    server    answers browsers on this machine only, and pushes changes to open pages

Nothing of the preview touches `site/`: the reload script is put into responses, not into pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.errors import SitegenError, problem
from sitegen.serve.preview import Preview, State
from sitegen.serve.server import Server
from sitegen.serve.watch import watching

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.config import Config
    from sitegen.live import Live

__all__ = ["Preview", "Server", "State", "serve"]


def serve(
    live: Live,
    config: Config,
    *,
    port: int,
    ready: Callable[[str, Preview], None],
    told: Callable[[State], None] | None = None,
) -> None:
    """Serve the preview on 127.0.0.1 until interrupted.

    `config` says where what is watched lies; `ready` is told the address once the first edition is there, `told` every
    state that is no draft.  Raises `SitegenError` if the port cannot be used.
    """
    preview = Preview(live, told)
    preview.rebuild()
    try:
        server = Server(preview, port)
    except OSError as error:
        raise SitegenError(problem("port-taken", port=port, reason=error.strerror)) from error
    folders = (config.content, config.root / "themes", *config.theme_folders())
    with preview.running(), server, watching(folders, config.root, preview.refresh):
        ready(server.url, preview)
        server.serve_forever()
