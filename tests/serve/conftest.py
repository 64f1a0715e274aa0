from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.cache import Cache
from sitegen.config import load_config
from sitegen.live import Live
from sitegen.serve import Desk, Preview, Server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def archive(built_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_once, tmp_path / "archive"))


@pytest.fixture
def preview(archive: Path) -> Preview:
    started = Preview(
        Live(lambda: load_config(archive), lambda run: Cache(load_config(archive).cache, run=run))
    )
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
