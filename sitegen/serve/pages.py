"""The preview's own pages, from templates beside this module, by the same engine as those of the site."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from sitegen.language import translate as _
from sitegen.model import OutputFile, Theme
from sitegen.render.theme import render_template
from sitegen.urls import report_page, report_url

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER: Final = "templates"


def page(name: str, variables: Mapping[str, object], *, version: int, title: str, of: str = "") -> bytes:
    """Render a page; `version` is that of the preview which it shows, `of` the id of the report that it is about."""
    known = {
        "title": title,
        "version": version,
        "language": "zh-CN" if _("Close") != "Close" else "en",
        "back": report_url(of) if of else "/",
        "depends": report_page(of) if of else "",
    }
    return render_template(_theme(), name, known | dict(variables)).encode()


@cache
def _theme() -> Theme:
    folder = resources.files("sitegen.serve").joinpath(_FOLDER)
    files = (
        OutputFile(path=f"{_FOLDER}/{entry.name}", data=entry.read_bytes())
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".html")
    )
    return Theme(name="preview", files=tuple(files))


def source_words() -> dict[str, str]:
    """Return what the page of a report beside its source says, in the clerk's language."""
    return {
        "back": _("Back to the report"),
        "source": _("Source:"),
        "went": _("only in the source"),
        "came": _("only in the report"),
        "differing": _("Sections that differ:"),
        "equal": _("Source and report have the same words."),
        "opening": _("Beginning"),
        "page": _("Page {number}"),
        "nothing": _("Nothing of the source stands here."),
        "missing": _(
            "The text of the source is not kept beside this report. Import the source once more to keep it; corrections made by hand stay."
        ),
        "file": _("FILE"),
    }
