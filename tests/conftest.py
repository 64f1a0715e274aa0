"""What all tests share: the two real reports of this archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright

from sitegen import reports
from sitegen.build import build
from sitegen.cache import Cache
from sitegen.config import load_config
from sitegen.new import new_archive
from sitegen.sources import load_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from sitegen.model import Report

settings.register_profile("sitegen", deadline=None)  # the machine is shared: time says nothing
settings.load_profile("sitegen")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def archive_reports() -> tuple[Report, ...]:
    """The reports in content/."""
    files = load_content(ROOT / "content")
    return tuple(reports.loads(file.id, file.text, reports.load_lock(file.id, file.lock)) for file in files)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new archive of which a build was computed, nothing written but its cache: a copy of it is built in less time."""
    folder = tmp_path_factory.mktemp("new") / "archive"
    new_archive(folder)
    config = load_config(folder)
    with Cache(config.cache) as cache:
        build(config, cache)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a machine without it fails the tests that need it."""
    options = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options.split())
        yield chromium
        chromium.close()
