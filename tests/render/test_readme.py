"""What themes/README.md says is so: it names every template, variable, filter and field, and no other."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.model import Report, ReportMeta, Section, Site
from sitegen.render import views
from sitegen.render.context import variables
from sitegen.render.filters import FILTERS
from sitegen.render.views import Page

if TYPE_CHECKING:
    from sitegen.model import Theme

README = (Path(__file__).parents[2] / "themes" / "README.md").read_text("utf-8")
WORDS = set(re.findall(r"`([^`]+)`", README))
VIEWS = [
    each
    for each in vars(views).values()
    if dataclasses.is_dataclass(each) and each.__module__.startswith(views.__name__)
]


def test_every_template_is_named(theme: Theme) -> None:
    templates = {
        file.path.removeprefix("templates/") for file in theme.files if file.path.startswith("templates/")
    }
    assert templates == {
        word for word in WORDS if word.endswith(".html") and "*" not in word and word != "index.html"
    }


def test_every_variable_and_filter_is_named(theme: Theme, site: Site) -> None:
    names = variables(Page(path="index.html", template="home.html", part="home"), site, theme)
    rows = {
        row.partition("(")[0] for row in re.findall(r"^\| `([a-z_]+(?:\([^`]*\))?)` \|", README, re.MULTILINE)
    }
    assert set(names) == rows - {"assets/"}
    assert set(FILTERS) == set(re.findall(r"\\\|([a-z_]+)", README))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_every_field_is_named(view: type) -> None:
    fields = {field.name for field in dataclasses.fields(view)}
    if view is Page:
        (line,) = re.findall(r"^\| `page` \| (.*)$", README, re.MULTILINE)
        assert fields <= set(re.findall(r"`([a-z_]+)`", line))
        return
    (listed,) = re.findall(rf"\*\*{view.__name__}\*\*(.*?)(?=\*\*|\n\n|\Z)", README, re.DOTALL)
    listed = re.sub(r"\([^)]*\)", "", listed)
    assert set(re.findall(r"`([a-z_0-9]+)`", listed)) == fields


@pytest.mark.parametrize("kind", [Site, Report, ReportMeta, Section])
def test_every_field_of_the_model_that_templates_need_is_named(kind: type) -> None:
    private = {"gone", "problems", "line"}
    assert {field.name for field in dataclasses.fields(kind)} - private <= WORDS
