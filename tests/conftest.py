"""What all tests share: the two real reports of this archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from sitegen import reports
from sitegen.sources import load_content

if TYPE_CHECKING:
    from sitegen.model import Report

settings.register_profile("sitegen", deadline=None)  # the machine is shared: time says nothing
settings.load_profile("sitegen")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def archive_reports() -> tuple[Report, ...]:
    """The reports in content/."""
    files = load_content(ROOT / "content")
    return tuple(reports.loads(file.id, file.text, reports.load_lock(file.id, file.lock)) for file in files)
