from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.serve import Preview

_REPORT = "content/qingheyuan/2024.md"
_PAGE = "reports/qingheyuan/2024/index.html"


def _edit(archive: Path, old: str, new: str) -> None:
    path = archive / _REPORT
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_an_edit_changes_the_pages_that_show_it(archive: Path, preview: Preview) -> None:
    before = preview.state.version
    _edit(archive, "签约12台", "签约13台")
    preview.rebuild()
    assert "签约13台" in preview.state.files[_PAGE].decode()
    changed = preview.state.changed_since(before)
    assert changed is not None
    assert _PAGE in changed
    assert "issuers/qingheyuan/index.html" not in changed


def test_saving_without_change_builds_nothing(archive: Path, preview: Preview) -> None:
    before = preview.state.version
    (archive / _REPORT).touch()
    preview.rebuild()
    assert preview.state.version == before


def test_a_mistake_keeps_the_last_good_site_and_says_what_is_wrong(archive: Path, preview: Preview) -> None:
    good = dict(preview.state.files)
    _edit(archive, "year: 2024", "year: zweitausend")
    preview.rebuild()
    assert [problem.code for problem in preview.state.errors] == ["front-matter-field"]
    assert preview.state.files == good
    _edit(archive, "year: zweitausend", "year: 2024")
    preview.rebuild()
    assert preview.state.errors == ()


def test_a_theme_of_ones_own_is_noticed(archive: Path, preview: Preview) -> None:
    (archive / "themes/default/assets").mkdir(parents=True)
    (archive / "themes/default/assets/tokens.css").write_text(":root { --colour-ink: #123456; }")
    before = preview.state.version
    preview.rebuild()
    changed = preview.state.changed_since(before)
    assert changed is not None
    assert any(path.endswith(".css") for path in changed)


def test_changes_from_long_ago_are_not_guessed(preview: Preview) -> None:
    assert preview.state.changed_since(preview.state.version) == frozenset()
    assert preview.state.changed_since(-5) is None
    assert preview.state.changed_since(preview.state.version + 1) is None


def test_waiting_ends_with_a_change_or_with_time(preview: Preview) -> None:
    assert preview.wait(preview.state.version - 1, 5).version == preview.state.version
    assert preview.wait(preview.state.version, 0.01).version == preview.state.version
