"""The page that tells how links are made says what the program does, and nothing of a sample that nobody read.

What it says of the two reports it was tried on is measured with pairs that a person marked, which are not part of this
repository: whoever changes how links are made measures again and corrects `[linking.results]`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import html

from sitegen.archive.fingerprints import LEAST
from sitegen.archive.reuse import LEAST_ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Archive, OutputFile, Site, Theme

STRINGS = Path(__file__).parents[2] / "themes" / "default" / "strings.toml"
PAGE = "about/links/index.html"


def test_readers_find_it_beside_the_links_and_from_the_page_about_the_archive(
    page: Callable[[str], html.HtmlElement],
) -> None:
    assert "../../../about/links/index.html" in page("reports/qinghe/2024/index.html").xpath(
        "//article//a/@href"
    )
    assert "links/index.html" in page("about/index.html").xpath("//main//a/@href")
    assert "../about/links/index.html" in page("initiatives/index.html").xpath("//main//a/@href")
    assert "列出了 2 条链接" in page(PAGE).text_content()


def test_the_lengths_that_it_names_are_those_of_the_program() -> None:
    words = tomllib.loads(STRINGS.read_text("utf-8"))["linking"]["reuse"]
    assert f"连续相同 {LEAST} 字以上" in words
    assert f"连续相同 {LEAST_ELSEWHERE} 字以上" in words


def test_the_figures_of_a_sample_stand_there_only_once_there_are_some(
    archive: Archive, site: Site, theme: Theme, build_site: Callable[[Archive, Site, Theme], dict[str, bytes]]
) -> None:
    def quality(used: Theme) -> str:
        tree = html.fromstring(build_site(archive, site, used)[PAGE].decode())
        return "".join(tree.xpath("//section[h2[@id='quality']]")[0].text_content().split())

    def telling(sample: str) -> Theme:
        line = f'\nsample = "{sample}"\n'.encode()
        files: tuple[OutputFile, ...] = tuple(
            replace(file, data=re.sub(rb'\nsample = ".*"\n', line, file.data))
            if file.path == "strings.toml"
            else file
            for file in theme.files
        )
        return replace(theme, files=files)

    assert quality(telling("抽读样本")).endswith("抽读样本")
    assert "抽读样本" not in quality(telling(""))
