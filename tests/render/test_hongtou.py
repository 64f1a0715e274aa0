"""The second theme: a few files of its own, everything else the default's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html

from sitegen.model import Archive, Site, Theme
from sitegen.sources import load_theme

if TYPE_CHECKING:
    from collections.abc import Callable

THEMES = Path(__file__).parents[2] / "themes"


@pytest.fixture(scope="module")
def hongtou() -> Theme:
    return load_theme("hongtou", (THEMES / "hongtou", THEMES / "default"))


def test_it_builds_the_same_pages_and_looks_different(
    archive: Archive,
    site: Site,
    hongtou: Theme,
    built: dict[str, bytes],
    build_site: Callable[..., dict[str, bytes]],
) -> None:
    other = build_site(archive, site, hongtou)
    pages = {path for path in built if not path.startswith("assets/")}
    assert {path for path in other if not path.startswith("assets/")} == pages
    home = html.fromstring(other["index.html"].decode())
    assert home.xpath("//h1")[0].text_content() == "报告文库"
    assert home.xpath("//nav[@class='masthead-nav']//a")[0].text_content() == "地区"
    report = html.fromstring(other["reports/qinghe/2024/index.html"].decode())
    assert report.xpath("//*[@id='contents-title']")[0].text_content() == "本文目录"
    (sheet,) = [data.decode() for path, data in other.items() if path.startswith("assets/site.")]
    assert "#c00000" in sheet
    assert "#a3271b" not in sheet
    assert "text-indent:2em" in sheet


def test_it_holds_only_what_differs(hongtou: Theme) -> None:
    own = {path.relative_to(THEMES / "hongtou").as_posix() for path in (THEMES / "hongtou").rglob("*.*")}
    default = {path.relative_to(THEMES / "default").as_posix() for path in (THEMES / "default").rglob("*.*")}
    assert own - default == {"assets/hongtou.css", "strings.hongtou.toml"}
    assert {file.path for file in hongtou.files} == own | default
