"""The preview: the site in the browser while its reports and theme are being edited.

    watch       tells that something below the watched folders may have changed
    first       has the first edition of an archive worked out in a process of its own
    preview     shows an edit at once and works out the rest, keeps the last good site, knows what changed
    server      answers browsers on this machine only; events: what open pages are told
    desk        what the preview has besides the site: inspector and panel (problems), editor, changes, alignment
    narrator    tells the terminal what became right or wrong

Nothing of the preview touches `site/`: its scripts are put into responses, not into pages.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final

from sitegen.errors import SitegenError, problem
from sitegen.serve.desk import Desk
from sitegen.serve.first import working_out
from sitegen.serve.narrator import News, narrating
from sitegen.serve.preview import Preview
from sitegen.serve.server import Server
from sitegen.serve.watch import watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from sitegen.assembly import Progress
    from sitegen.live import Live
    from sitegen.serve.narrator import Tell

__all__ = ["Desk", "News", "Preview", "Server", "serve"]

_TURN: Final = 0.001
"""Seconds after which whoever answers a browser gets its turn from the thread that works out the rest; usual are 0.005, and
an answer takes several turns."""
_YOUNG: Final = 200_000
"""How many objects there must be more before young ones are looked through: a save makes tens of thousands, and nearly all go
by themselves."""
_RARELY: Final = 100_000
"""How often young objects are looked through before old ones are: the archive stays, and to go through its millions of
objects for what nobody needs takes a second each time."""


def serve(
    live: Live,
    *,
    port: int,
    steps: Callable[[], AbstractContextManager[Progress]],
    ready: Callable[[str, Preview], None],
    tell: Tell,
    poll: bool = False,
) -> None:
    """Serve the preview on 127.0.0.1 until interrupted.

    `steps` shows how the first edition comes along, `ready` is told the address once it is there, `tell` what is wrong
    then and after each change; `poll` looks through the folders instead of waiting for events.  Raises `SitegenError` if the port cannot be used.
    """
    config, preview = live.configure(), Preview(live)
    try:
        server = Server(preview, port, Desk(live.configure, preview))
    except OSError as error:
        raise SitegenError(problem("port-taken", port=port, reason=error.strerror)) from error
    folders = (config.content, config.root / "themes", *config.theme_folders())
    with server:
        sys.setswitchinterval(_TURN)
        gc.set_threshold(_YOUNG, gc.get_threshold()[1], _RARELY)
        if not preview.begin():
            with working_out(preview) as begun, steps() as tell_step:
                for step in begun:
                    tell_step(*step)
                if not preview.begin():
                    preview.rebuild(tell_step)
        with (
            preview.running(),
            watching(folders, config.root, preview.refresh, poll=poll) as is_polling,
            narrating(preview, tell),
        ):
            preview.refresh()  # what was saved while the first edition was made, and nobody watched
            ready(server.url, preview)
            if is_polling and not poll:
                tell(News(problems=(problem("folders-polled"),)))
            server.serve_forever()
