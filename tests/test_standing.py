"""A site that stands is not built again; it is once anything that it hangs on is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.assembly import load_inputs
from sitegen.build import build
from sitegen.cache import Cache
from sitegen.config import load_config
from sitegen.new import new_archive
from sitegen.output import sync
from sitegen.standing import Standing, remember, standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_REPORT = "content/qingheyuan/2024.md"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an archive that was built."""
    folder = tmp_path / "archive"
    new_archive(folder)
    config = load_config(folder)
    inputs = load_inputs(config)
    with Cache(None) as cache:
        built = build(config, cache, inputs=inputs)
    sync(config.output, built.files)
    remember(config, inputs, built)
    return folder


def _standing(archive: Path) -> Standing | None:
    config = load_config(archive)
    return standing(config, load_inputs(config))


def test_where_nothing_changed_all_that_was_said_is_known(archive: Path) -> None:
    with Cache(None) as cache:
        built = build(load_config(archive), cache)
    (archive / _REPORT).touch()
    assert _standing(archive) == Standing(problems=built.problems, files=len(built.files))


def _edit(archive: Path) -> None:
    path = archive / _REPORT
    path.write_text(path.read_text("utf-8").replace("签约12台", "签约13台"), "utf-8")


def _style(archive: Path) -> None:
    (archive / "themes/default/assets").mkdir(parents=True)
    (archive / "themes/default/assets/tokens.css").write_text(":root { --colour-ink: #123456; }")


@pytest.mark.parametrize(
    "change",
    [
        _edit,
        _style,
        lambda archive: (archive / "content/aliases.txt").write_text("加梯 = 加装电梯\n", "utf-8"),
        lambda archive: (archive / "content/meilinlu/2024.md").unlink(),
        lambda archive: (archive / "content/qingheyuan/2024.figures.yaml").write_text("[]\n"),
        lambda archive: (archive / "sitegen.toml").write_text('title = "another"\n'),
        lambda archive: (archive / "site/index.html").unlink(),
        lambda archive: (archive / "site/index.html").write_text("cut off"),
        lambda archive: (archive / "site/.sitegen-manifest.json").write_text("{}"),
        lambda archive: (archive / ".sitegen-cache/built.sqlite").write_bytes(b"damaged"),
    ],
)
def test_whatever_changed_it_is_built_again(archive: Path, change: Callable[[Path], object]) -> None:
    change(archive)
    assert _standing(archive) is None


def test_other_code_builds_again(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.cache.code_version", lambda: b"another")
    assert _standing(archive) is None
