from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from sitegen.cache import Cache
from sitegen.config import load_config
from sitegen.live import Live
from sitegen.new import new_archive
from sitegen.serve import Desk, Preview, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    new_archive(folder)
    return folder


@pytest.fixture
def preview(archive: Path) -> Preview:
    started = Preview(Live(lambda: load_config(archive), lambda _run: Cache(None)))
    started.rebuild()
    return started


@pytest.fixture
def server(preview: Preview, archive: Path) -> Iterator[Server]:
    with Server(preview, 0, Desk(lambda: load_config(archive), preview)) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()
