from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from sitegen.config import load_config
from sitegen.errors import SitegenError
from sitegen.serve.editor import command_for, file_of, open_file

if TYPE_CHECKING:
    from pathlib import Path

_WHERE = "qingheyuan/2024.md"


def _configure(archive: Path, editor: str) -> None:
    with (archive / "sitegen.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[preview]\neditor = '{editor}'\n")


def test_the_editor_is_started_with_file_and_line(archive: Path) -> None:
    _configure(archive, f'sh -c "echo $0 $1 > {archive}/opened" {{file}} {{line}}')
    open_file(load_config(archive), _WHERE, 12)
    end = time.monotonic() + 10
    while not (archive / "opened").is_file() or not (archive / "opened").read_text():
        assert time.monotonic() < end
        time.sleep(0.02)
    assert (archive / "opened").read_text() == f"{archive}/content/{_WHERE} 12\n"


def test_no_shell_reads_the_name_of_a_file(archive: Path) -> None:
    strange = archive / "content" / "a;touch x $(b) {line}.md"
    assert command_for("code -g {file}:{line}", strange, 0) == ["code", "-g", f"{strange}:1"]


@pytest.mark.parametrize(
    "where",
    [
        "../sitegen.toml", "../../etc/passwd", "/etc/passwd", "qingheyuan/../../sitegen.toml", "qingheyuan", "", "a\0b", "fehlt.md",
        "link.md", "folder/2024.md", "..\\sitegen.toml",
    ],
)  # fmt: skip
def test_only_files_of_the_archive_are_opened(archive: Path, where: str) -> None:
    _configure(archive, f"touch {archive}/opened {{file}}")
    (archive / "content/link.md").symlink_to("/etc/hostname")
    (archive / "content/folder").symlink_to(archive / "content/qingheyuan")
    config = load_config(archive)
    assert file_of(config, where) is None
    with pytest.raises(SitegenError):
        open_file(config, where, 1)
    assert not os.path.exists(archive / "opened")


def test_files_of_the_archives_own_theme_and_its_configuration_are_opened(archive: Path) -> None:
    template = archive / "themes/default/templates/home.html"
    template.parent.mkdir(parents=True)
    template.write_text("x")
    config = load_config(archive)
    assert file_of(config, "default/templates/home.html") == template
    assert file_of(config, "sitegen.toml") == archive / "sitegen.toml"


def test_without_an_editor_the_clerk_is_told_how_to_name_one(archive: Path) -> None:
    with pytest.raises(SitegenError, match=r"editor = \"code -g \{file\}:\{line\}\""):
        open_file(load_config(archive), _WHERE, 1)


def test_an_editor_that_is_not_there_is_told(archive: Path) -> None:
    _configure(archive, "kein-solches-programm {file}")
    with pytest.raises(SitegenError, match="kein-solches-programm"):
        open_file(load_config(archive), _WHERE, 1)


@pytest.mark.parametrize("editor", ["code", '"code -g {file}', "{file}"])
def test_a_command_that_names_no_file_is_refused(archive: Path, editor: str) -> None:
    _configure(archive, editor)
    with pytest.raises(SitegenError, match=r"preview\.editor"):
        load_config(archive)


def test_unknown_settings_of_the_preview_are_refused(archive: Path) -> None:
    with (archive / "sitegen.toml").open("a", encoding="utf-8") as file:
        file.write("\n[preview]\nport = 3\n")
    with pytest.raises(SitegenError, match=r"preview\.port"):
        load_config(archive)
