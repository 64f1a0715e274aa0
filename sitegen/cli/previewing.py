"""The command that shows the site while it is edited: `serve`."""

from __future__ import annotations

from typing import Any, Final

import click

from sitegen.cache import Cache
from sitegen.cli.shared import archive_options, configured, expected
from sitegen.language import translate as _
from sitegen.live import Live
from sitegen.serve import News, Preview, serve
from sitegen.terminal import err, out, show_problems, steps

_MOST_TOLD: Final = 20
"""Problems that the preview prints at once; the panel on each page has all."""


@click.command(name="serve")
@archive_options
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=_("Port on this machine.")
)
@click.option(
    "--poll", is_flag=True, help=_("Look through the folders instead of waiting for the system's events.")
)
@expected
def serve_command(*, port: int, poll: bool, **options: Any) -> None:
    folder = None if options["no_cache"] else configured(options).cache

    def opened(run: int) -> Cache:
        return Cache(folder, options["jobs"], run)

    live = Live(lambda: configured(options), opened, folder)
    serve(live, port=port, steps=steps, ready=_announce, tell=_tell, poll=poll)


def _announce(url: str, _preview: Preview) -> None:
    out.print(_("Preview at {url} (Ctrl+C ends it)").format(url=url), markup=False)


def _tell(news: News) -> None:
    """Print what a change of the previewed archive brought."""
    show_problems(news.problems[:_MOST_TOLD])
    if (more := len(news.problems) - _MOST_TOLD) > 0:
        err.print(_("and {count} more; the panel on each page has all").format(count=more), markup=False)
    if news.is_mended:
        err.print(_("Mended: the site is built again."), markup=False)
