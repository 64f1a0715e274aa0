"""The preview as it is started: nothing that happens meanwhile is lost."""

from __future__ import annotations

import multiprocessing
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from sitegen.cache import Cache
from sitegen.config import load_config
from sitegen.live import Live
from sitegen.serve import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.assembly import Progress
    from sitegen.serve import Preview


def test_what_is_saved_while_the_first_edition_is_made_is_shown_too(archive: Path) -> None:
    report = archive / "content/qingheyuan/2024.md"
    seen: list[str] = []

    @contextmanager
    def steps() -> Iterator[Progress]:
        yield lambda _step, _count: None
        report.write_text(report.read_text("utf-8").replace("签约12台", "签约13台"), "utf-8")

    def ready(_url: str, preview: Preview) -> None:
        preview.settle()
        seen.append(preview.state.files["reports/qingheyuan/2024/index.html"].decode())
        raise KeyboardInterrupt

    live = Live(lambda: load_config(archive), lambda _run: Cache(None))
    with pytest.raises(KeyboardInterrupt):
        serve(live, port=0, steps=steps, ready=ready, tell=lambda _news: None)
    assert "签约13台" in seen[0]


def test_the_first_edition_is_worked_out_by_a_copy_that_is_made_before_anything_else_runs(
    archive: Path,
) -> None:
    at_first: list[tuple[int, int]] = []
    own = threading.active_count()

    @contextmanager
    def steps() -> Iterator[Progress]:
        at_first.append((len(multiprocessing.active_children()), threading.active_count() - own))
        yield lambda _step, _count: None

    def ready(_url: str, preview: Preview) -> None:
        assert preview.state.files["index.html"]
        assert preview.is_of_before  # what the copy kept
        raise KeyboardInterrupt

    cache = archive / ".sitegen-cache"
    live = Live(lambda: load_config(archive), lambda run: Cache(cache, 1, run), cache)
    with pytest.raises(KeyboardInterrupt):
        serve(live, port=0, steps=steps, ready=ready, tell=lambda _news: None)
    assert at_first == [(1, 0)]
    assert not multiprocessing.active_children()
