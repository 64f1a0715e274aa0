from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sitegen.build import build
from sitegen.cache import Cache
from sitegen.config import load_config

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from sitegen.serve import Preview

_REPORT = "content/qingheyuan/2024.md"
_PAGE = "reports/qingheyuan/2024/index.html"


def _copy(archive: Path, other: Path) -> None:
    other.parent.mkdir()
    text = (archive / _REPORT).read_text("utf-8")
    other.write_text(text.replace("清河源", "北界"), "utf-8")


def _compare(archive: Path, preview: Preview) -> None:
    """Compare every file of the preview with a clean build's, once all that was asked for is made."""
    with Cache(None) as cache:
        built = {file.path: file.data for file in build(load_config(archive), cache).files}
    for _ in range(2):  # what is made of the whole archive is made when it is asked for
        list(preview.state.files.values())
        preview.settle()
    shown = dict(preview.state.files)
    assert [path for path in shown.keys() | built.keys() if shown.get(path) != built.get(path)] == []


def _edit(archive: Path, old: str, new: str) -> None:
    path = archive / _REPORT
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_an_edited_report_is_shown_as_a_draft_before_the_rest_is_worked_out(
    archive: Path, preview: Preview
) -> None:
    before = preview.state.version
    _edit(archive, "签约12台", "签约13台")
    preview.refresh()
    assert preview.state.is_draft
    assert "签约13台" in preview.state.files[_PAGE].decode()
    assert preview.state.changed_since(before) == {_PAGE, f"large/{_PAGE}"}
    preview.settle()
    assert not preview.state.is_draft
    assert preview.state.changed_since(before) is None


def test_what_was_left_to_be_worked_out_does_not_hide_a_newer_edit(archive: Path, preview: Preview) -> None:
    _edit(archive, "签约12台", "签约13台")
    preview.refresh()
    _edit(archive, "签约13台", "签约14台")
    preview.refresh()
    with preview.running():
        preview.settle()
    assert "签约14台" in preview.state.files[_PAGE].decode()


def test_saving_without_change_makes_nothing_new(archive: Path, preview: Preview) -> None:
    before = preview.state.version
    (archive / _REPORT).touch()
    preview.rebuild()
    assert preview.state.version == before


def test_whatever_was_edited_the_site_is_what_a_build_makes(archive: Path, preview: Preview) -> None:
    other = archive / "content/beijie/2023.md"
    (archive / "content/.published").mkdir()
    (archive / "content/.published/pages.txt").write_text(
        "issuers/beijie/index.html\nyears/2020/index.html\n", "utf-8"
    )
    for change in (
        lambda: _edit(archive, "签约12台", "签约13台"),
        lambda: _edit(archive, "year: 2024", "year: 2023"),
        lambda: _copy(archive, other),
        lambda: _edit(archive, "签约13台", "签约9台，完成加装电梯3台"),
        lambda: (archive / "content/aliases.txt").write_text("加梯 = 加装电梯\n", "utf-8"),
        other.unlink,
    ):
        change()
        preview.rebuild()
        assert preview.state.errors == ()
        _compare(archive, preview)


def test_a_mistake_keeps_the_last_good_site_and_says_what_is_wrong(archive: Path, preview: Preview) -> None:
    good = preview.state.files
    _edit(archive, "year: 2024", "year: zweitausend")
    preview.rebuild()
    assert [problem.code for problem in preview.state.errors] == ["front-matter-field"]
    assert preview.state.files is good
    _edit(archive, "year: zweitausend", "year: 2024")
    preview.rebuild()
    assert preview.state.errors == ()


def test_a_theme_of_ones_own_is_noticed(archive: Path, preview: Preview) -> None:
    (archive / "themes/default/assets").mkdir(parents=True)
    (archive / "themes/default/assets/tokens.css").write_text(":root { --colour-ink: #123456; }")
    preview.rebuild()
    styles = [path for path in preview.state.files if path.startswith("assets/") and path.endswith(".css")]
    assert any(b"#123456" in preview.state.files[path] for path in styles)


def test_a_broken_template_is_told_and_the_last_good_page_stays(archive: Path, preview: Preview) -> None:
    good = preview.state.files["index.html"]
    (archive / "themes/default/templates").mkdir(parents=True)
    (archive / "themes/default/templates/home.html").write_text("{{ nothing.here }}")
    preview.rebuild()
    assert [problem.code for problem in preview.state.errors] == ["template-broken"]
    assert preview.state.files["index.html"] == good


def test_a_file_that_cannot_be_read_is_told_until_it_can_whatever_else_is_worked_out(
    archive: Path, preview: Preview
) -> None:
    _edit(archive, "签约12台", "签约13台")
    preview.refresh()
    (archive / "content/meilinlu/2023.md").write_bytes("题目".encode("gb18030"))
    preview.refresh()
    preview.settle()
    assert "签约13台" in preview.state.files[_PAGE].decode()
    assert [problem.code for problem in preview.state.errors] == ["characters-lost"]
    (archive / "content/meilinlu/2023.md").unlink()
    preview.rebuild()
    assert preview.state.errors == ()


def test_corrections_of_figures_that_are_broken_are_told_and_watching_goes_on(
    archive: Path, preview: Preview
) -> None:
    (archive / "content/qingheyuan/2024.figures.yaml").write_text("- [", "utf-8")
    preview.rebuild()
    assert [problem.where for problem in preview.state.errors] == ["qingheyuan/2024.figures.yaml"]


def test_a_page_that_is_open_still_finds_the_files_of_the_index_that_it_knows(
    archive: Path, preview: Preview
) -> None:
    before = {path for path in preview.state.files if path.startswith("search/")}
    _edit(archive, "签约12台", "签约13台银杏")
    preview.rebuild()
    assert "search/manifest.js" in preview.state.files
    preview.settle()
    gone = before - {path for path in preview.state.files if path.startswith("search/")}
    assert gone
    assert all(path in preview.state.files for path in gone)


def test_a_folder_that_goes_while_it_is_looked_at_is_told_and_forgotten(
    archive: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def gone(folder: Path) -> object:
        monkeypatch.setattr(os, "scandir", real)
        raise FileNotFoundError(2, "gone", str(folder))

    monkeypatch.setattr(os, "scandir", gone)
    preview.refresh()
    assert [problem.code for problem in preview.state.errors] == ["source-missing"]
    _edit(archive, "签约12台", "签约13台")
    preview.rebuild()
    assert preview.state.errors == ()


def test_what_becomes_of_published_addresses_follows_the_text(archive: Path, preview: Preview) -> None:
    (archive / "content/moved.toml").write_text(
        '[[moved]]\nfrom = "qingheyuan/2024#s1-1-p2"\nto = "qingheyuan/2024#s1-1"\n', "utf-8"
    )
    preview.rebuild()
    assert "move-idle" in {problem.code for problem in preview.state.problems}
    text = (archive / _REPORT).read_text("utf-8")
    passage = next(line for line in text.splitlines() if "补种行道树" in line)
    _edit(archive, f"{passage}\n\n", "")
    preview.rebuild()
    with Cache(None) as cache:
        built = {problem.code for problem in build(load_config(archive), cache).problems}
    assert {problem.code for problem in preview.state.problems} == built


def test_a_page_that_is_looked_at_is_told_to_be_broken_whatever_else_was_asked_for(
    archive: Path, preview: Preview
) -> None:
    preview.opened(_PAGE)
    assert preview.state.files["about/index.html"]
    good = preview.state.files[_PAGE]
    (archive / "themes/default/templates").mkdir(parents=True)
    (archive / "themes/default/templates/report.html").write_text("{{ nothing.here }}")
    preview.rebuild()
    assert [problem.code for problem in preview.state.errors] == ["template-broken"]
    assert preview.state.files[_PAGE] == good


def test_a_file_of_a_theme_may_be_empty(archive: Path, preview: Preview) -> None:
    (archive / "themes/default/assets").mkdir(parents=True)
    (archive / "themes/default/assets/nothing.txt").write_bytes(b"")
    preview.rebuild()
    assert preview.state.errors == ()
    _compare(archive, preview)


def test_changes_from_long_ago_are_not_guessed(preview: Preview) -> None:
    assert preview.state.changed_since(preview.state.version) == frozenset()
    assert preview.state.changed_since(-5) is None
    assert preview.state.changed_since(preview.state.version + 1) is None


def test_waiting_ends_with_a_change_or_with_time(preview: Preview) -> None:
    assert preview.wait(preview.state.version - 1, 5).version == preview.state.version
    assert preview.wait(preview.state.version, 0.01).version == preview.state.version
