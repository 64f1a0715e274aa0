from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.config import load_config
from sitegen.errors import CombinedError, SitegenError

if TYPE_CHECKING:
    from pathlib import Path


def test_an_archive_without_configuration_has_the_usual_places(tmp_path: Path) -> None:
    config = load_config(tmp_path)
    assert (config.content, config.output) == (tmp_path / "content", tmp_path / "site")
    assert config.site.title


def test_the_own_file_goes_before_the_project_file_and_the_command_line_before_both(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.sitegen]\ntitle = "项目"\norganizer = "项目"\n')
    assert load_config(tmp_path).site.title == "项目"
    (tmp_path / "sitegen.toml").write_text('title = "自己"\nbase_url = "https://example.org/a"\n')
    config = load_config(tmp_path, base_url="https://example.org/b", theme=None)
    assert (config.site.title, config.site.organizer, config.site.base_url) == (
        "自己",
        "",
        "https://example.org/b/",
    )


def test_all_wrong_keys_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text('titel = "x"\ntitle = 3\n')
    with pytest.raises(CombinedError) as caught:
        load_config(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["config-unknown", "config-type"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title = ", "config-broken"),
        ('base_url = "example.org"', "config-type"),
        ('theme = "../x"', "theme-missing"),
        ('theme = "no"', "theme-missing"),
        ('large_pages = "yes"', "config-type"),
        ("title = true", "config-type"),
    ],
)
def test_what_cannot_be_used_says_why(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "sitegen.toml").write_text(text)
    with pytest.raises(SitegenError) as caught:
        load_config(tmp_path)
    assert caught.value.problem.code == code


def test_a_switch_is_true_or_false(tmp_path: Path) -> None:
    assert not load_config(tmp_path).site.large_pages
    (tmp_path / "sitegen.toml").write_text("large_pages = true")
    assert load_config(tmp_path).site.large_pages
