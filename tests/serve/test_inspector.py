from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from sitegen.cache import Cache
from sitegen.config import load_config
from sitegen.errors import problem
from sitegen.live import Live
from sitegen.serve import Preview
from sitegen.serve.findings import report_named
from sitegen.serve.inspector import Inspector, Survey
from sitegen.serve.panel import panel

if TYPE_CHECKING:
    from pathlib import Path

_REPORT = "content/qingheyuan/2024.md"
_PAGE = "reports/qingheyuan/2024/index.html"


@pytest.fixture
def inspector(preview: Preview) -> Inspector:
    return Inspector(preview)


def _complete(inspector: Inspector) -> Survey:
    end = time.monotonic() + 30
    while not (survey := inspector.survey()).is_complete and time.monotonic() < end:
        time.sleep(0.02)
    assert survey.is_complete
    return survey


def _codes(inspector: Inspector) -> dict[str, str]:
    """Return the anchors of what was found, by code, without what a new archive always has."""
    findings = _complete(inspector).findings
    usual = ("site-", "anchors-unlocked")
    return {each.problem.code: each.anchor for each in findings if not each.problem.code.startswith(usual)}


def _edit(archive: Path, old: str, new: str) -> None:
    path = archive / _REPORT
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_what_a_save_makes_wrong_is_found_at_its_place_and_gone_once_it_is_mended(
    archive: Path, preview: Preview, inspector: Inspector
) -> None:
    assert _codes(inspector) == {}
    _edit(archive, "补种行道树", "“补种行道树[图](x.png)")
    preview.rebuild()
    assert _codes(inspector) == {"quotes-unmatched": "s1-1-p2", "link-dead": "s1-1-p2"}
    _edit(archive, "“补种行道树[图](x.png)", "补种行道树")
    preview.rebuild()
    assert _codes(inspector) == {}


def test_the_panel_says_while_what_is_shown_is_of_the_last_time(archive: Path, tmp_path: Path) -> None:
    def started() -> Preview:
        return Preview(Live(lambda: load_config(archive), lambda _run: Cache(None), tmp_path / "cache"))

    started().rebuild()
    preview = started()
    assert preview.begin()
    inspector = Inspector(preview)
    assert "edition-following" in _codes(inspector)
    preview.settle()
    assert _codes(inspector) == {}


def test_a_save_examines_the_report_that_changed_and_no_other(
    archive: Path, preview: Preview, inspector: Inspector
) -> None:
    _complete(inspector)
    before = dict(inspector._examined)  # noqa: SLF001 - what is computed again is what the test is about
    _edit(archive, "补种行道树", "“补种行道树")
    preview.rebuild()
    _complete(inspector)
    after = inspector._examined  # noqa: SLF001
    assert {key for key in after if after[key] is not before[key]} == {"qingheyuan/2024"}


def test_mistakes_that_stop_the_build_come_first(
    archive: Path, preview: Preview, inspector: Inspector
) -> None:
    _complete(inspector)
    _edit(archive, "year: 2024", "year: later")
    preview.rebuild()
    assert inspector.survey().findings[0].problem.code == "front-matter-field"


def test_a_report_that_is_removed_takes_its_problems_along(
    archive: Path, preview: Preview, inspector: Inspector
) -> None:
    _edit(archive, "补种行道树", "“补种行道树")
    preview.rebuild()
    assert "quotes-unmatched" in _codes(inspector)
    (archive / _REPORT).unlink()
    preview.rebuild()
    assert "quotes-unmatched" not in _codes(inspector)


def test_what_is_known_after_edits_is_what_a_new_look_finds(
    archive: Path, preview: Preview, inspector: Inspector
) -> None:
    other = archive / "content" / "qingheyuan" / "2022.md"

    def add() -> None:
        other.write_text((archive / _REPORT).read_text("utf-8").replace("year: 2024", "year: 2022"), "utf-8")

    for edit in (
        lambda: _edit(archive, "补种行道树", "“补种行道树[图](x.png)"),
        add,
        lambda: _edit(archive, "“补种行道树[图](x.png)", "13812345678，补种行道树"),
        lambda: other.rename(other.with_name("2021.md")),
        lambda: (archive / "sitegen.toml").write_text('base_url = "https://example.org/"\n', "utf-8"),
        lambda: _edit(archive, "13812345678，", ""),
        lambda: other.with_name("2021.md").unlink(),
    ):
        edit()
        preview.rebuild()
        known, anew = _complete(inspector), _complete(Inspector(preview))
        assert Counter(known.findings) == Counter(anew.findings)
        assert (+Counter(known.families), known.pressing) == (+Counter(anew.families), anew.pressing)
        assert sum(known.families.values()) == len(known.findings)


def test_the_panel_shows_the_report_in_front_first_and_filters_by_kind(
    archive: Path, preview: Preview, inspector: Inspector
) -> None:
    _edit(archive, "补种行道树", "13812345678，“补种行道树")
    preview.rebuild()
    survey = _complete(inspector)
    shown = panel(survey, _PAGE, "", lambda found: found.where)
    assert shown["here"] == 2
    own = shown["own"]
    assert isinstance(own, list)
    assert {row["page"] for row in own[:2]} == {"/reports/qingheyuan/2024/#s1-1-p2"}
    assert panel(survey, f"large/{_PAGE}", "", lambda _found: "")["own"] != []
    personal = panel(survey, _PAGE, "personal", lambda _found: "")["own"]
    assert isinstance(personal, list)
    assert len(personal) == 1
    assert panel(survey, "index.html", "", lambda _found: "")["own"] == []


@pytest.mark.parametrize(
    ("where", "report_id"),
    [
        ("a-b/2024.md", "a-b/2024"), ("a/2024.figures.yaml", "a/2024"), ("moved.toml", ""), ("sitegen.toml", ""),
        ("reports/a/index.html", ""), ("default/templates/base.html", ""), ("", ""), ("原件.md", ""),
    ],
)  # fmt: skip
def test_the_report_that_a_problem_is_about_is_told_by_its_file(where: str, report_id: str) -> None:
    assert report_named(problem("file-unread", where)) == report_id


def test_a_page_that_cannot_be_rendered_is_told_in_the_panel(
    archive: Path, preview: Preview, inspector: Inspector
) -> None:
    _edit(archive, "补种行道树", "补种[行道树](/about/)")
    (archive / "themes/default/templates").mkdir(parents=True)
    (archive / "themes/default/templates/about.html").write_text("{{ nothing.here }}")
    preview.rebuild()
    assert "template-broken" in _codes(inspector)


def test_links_to_the_site_itself_are_told_by_its_address_as_it_is_now(
    archive: Path, preview: Preview, inspector: Inspector
) -> None:
    _edit(archive, "补种行道树", "补种[行道树](https://dangan.example.cn/nowhere/)")
    preview.rebuild()
    assert "link-dead" not in _codes(inspector)
    text = (archive / "sitegen.toml").read_text("utf-8")
    (archive / "sitegen.toml").write_text(f'base_url = "https://dangan.example.cn/"\n{text}', "utf-8")
    preview.rebuild()
    assert "link-dead" in _codes(inspector)
