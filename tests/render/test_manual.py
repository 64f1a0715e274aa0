"""The manual is true: the commands, options and settings that it names exist, and it names all that matter."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from sitegen.cli import cli
from sitegen.model import Site
from sitegen.publish.hosts import HOSTS
from sitegen.publish.settings import TYPES
from sitegen.render.manual import manual_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import html

FOLDER = Path(__file__).parents[2] / "sitegen" / "manual"
HERE = click.Context(cli)
TEXT = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.md")))


def options(name: str) -> set[str]:
    command = cli.get_command(HERE, name)
    assert command
    return {word for option in command.params if isinstance(option, click.Option) for word in option.opts}


def test_every_command_that_the_manual_names_exists() -> None:
    named = set(re.findall(r"^sitegen ([a-z]+)|`sitegen ([a-z]+)", TEXT, re.MULTILINE))
    assert {first or second for first, second in named} == {
        "new", "import", "check", "serve", "build", "publish", "record", "rules", "theme", "search",
    }  # fmt: skip
    assert {first or second for first, second in named} <= set(cli.list_commands(HERE))


def test_every_option_that_the_manual_names_exists() -> None:
    known = {word for name in cli.list_commands(HERE) for word in options(name)} | {"--help"}
    ours = re.sub(r"^.*: git .*$", "", TEXT, flags=re.MULTILINE)
    assert set(re.findall(r"--[a-z][a-z-]+", ours)) <= known


@pytest.mark.parametrize("name", ["import", "build", "serve", "check", "publish", "record", "rules"])
def test_every_option_of_a_command_is_explained(name: str) -> None:
    assert options(name) <= set(re.findall(r"--[a-z][a-z-]+", TEXT))


def test_every_setting_is_explained() -> None:
    for field in fields(Site):
        assert f"`{field.name}`" in TEXT, field.name


def test_the_setting_of_the_preview_is_explained() -> None:
    assert "[preview]\neditor = " in TEXT


def test_every_setting_of_a_target_is_explained() -> None:
    for kind, settings in TYPES.items():
        assert f'type = "{kind}"' in TEXT
        for field in fields(settings):
            assert (
                re.search(rf"`{field.name}\b|^{field.name} = ", TEXT, re.MULTILINE) or field.name == "name"
            ), field.name
    assert all(f"`{host}`" in TEXT for host in HOSTS)


def test_each_chapter_is_a_page_that_the_others_lead_to(page: Callable[[str], html.HtmlElement]) -> None:
    paths = [each.path for each in manual_pages()]
    assert paths[0] == "manual/index.html"
    for path in paths:
        tree = page(path)
        links = tree.xpath("//nav[@class='manual-chapters']/details/ol/li/a")
        assert len(links) == len(paths)
        assert len(tree.xpath("//nav[@class='manual-chapters']//a[@aria-current='page']")) == 1
        assert tree.xpath("//h2")
    assert page("about/index.html").xpath("//a[@href='../manual/index.html']")


def test_the_commands_of_the_manual_stand_as_they_are_typed(page: Callable[[str], html.HtmlElement]) -> None:
    blocks = [each.text_content().strip() for each in page("manual/import/index.html").xpath("//pre")]
    assert blocks[0] == "sitegen import 报告.docx"
