from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.errors import SitegenError
from sitegen.sources import Reader, load_again, load_content, load_content_file, load_kept, load_theme

if TYPE_CHECKING:
    from pathlib import Path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_content_is_read_sorted_by_id_with_its_locks(tmp_path: Path) -> None:
    _write(tmp_path / "b/2023.md", "乙")
    _write(tmp_path / "a/2023.md", "甲")
    _write(tmp_path / "a/2023.anchors.json", "{}")
    files = load_content(tmp_path)
    assert [(file.id, file.text, file.lock) for file in files] == [
        ("a/2023", "甲", "{}"),
        ("b/2023", "乙", ""),
    ]


def test_what_editors_and_systems_leave_lying_about_is_not_content(tmp_path: Path) -> None:
    for name in (".2023.md.swp", "2023.md~", "#2023.md#", "_draft.md", ".git/x.md", "notes.txt"):
        _write(tmp_path / name, "x")
    assert load_content(tmp_path) == ()


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    _write(tmp_path / "secret/2023.md", "机密")
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.md").symlink_to(tmp_path / "secret/2023.md")
    (content / "b").symlink_to(tmp_path / "secret")
    assert load_content(content) == ()


def test_a_file_name_that_cannot_be_an_id_is_refused(tmp_path: Path) -> None:
    _write(tmp_path / "五角场.md", "x")
    with pytest.raises(SitegenError, match="cannot be an id"):
        load_content(tmp_path)


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("甲\n".encode() + "乙".encode("gb18030"))
    with pytest.raises(SitegenError) as caught:
        load_content(tmp_path)
    assert caught.value.problem.line == 2


def test_a_theme_overrides_the_default_piece_by_piece(tmp_path: Path) -> None:
    _write(tmp_path / "own/templates/home.html", "own")
    _write(tmp_path / "default/templates/home.html", "default")
    _write(tmp_path / "default/templates/base.html", "base")
    theme = load_theme("own", (tmp_path / "own", tmp_path / "default"))
    assert [(file.path, file.data) for file in theme.files] == [
        ("templates/base.html", b"base"),
        ("templates/home.html", b"own"),
    ]


def test_the_keepers_lists_are_read_where_they_are_and_a_broken_character_is_told(tmp_path: Path) -> None:
    assert (load_kept(tmp_path).initiatives, load_kept(tmp_path).links) == ("", "")
    _write(tmp_path / "links.toml", "# 链接")
    assert load_kept(tmp_path).links == "# 链接"
    (tmp_path / "initiatives.toml").write_bytes("# 举措\n".encode() + "加梯".encode("gb18030"))
    with pytest.raises(SitegenError) as caught:
        load_kept(tmp_path)
    assert (caught.value.problem.where, caught.value.problem.line) == ("initiatives.toml", 2)


def test_a_report_that_is_a_link_is_not_read_by_itself_either(tmp_path: Path) -> None:
    _write(tmp_path / "secret.md", "机密")
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(SitegenError, match=r"a\.md"):
        load_content_file(content, "a")


def test_a_content_file_that_says_the_same_is_the_same_object_and_is_fresh_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("甲", "utf-8")
    (tmp_path / "b.md").write_text("乙", "utf-8")
    reader = Reader()
    first = load_content(tmp_path, reader)
    assert reader.fresh == list(first)
    reader.fresh.clear()
    (tmp_path / "a.md").touch()
    (tmp_path / "b.md").write_text("丙", "utf-8")
    again = load_content(tmp_path, reader)
    assert again[0] is first[0]
    assert again[1].text == "丙"
    assert reader.fresh == [again[1]]
    (tmp_path / "a.figures.yaml").write_text("[]", "utf-8")
    assert load_content(tmp_path, reader)[0].corrections == "[]"


def test_where_the_words_of_a_report_changed_no_other_is_looked_at(tmp_path: Path) -> None:
    for name in ("a.md", "b/2023.md", "b/2023.anchors.json"):
        _write(tmp_path / name, "alt")
    reader = Reader()
    before = load_content(tmp_path, reader)
    for name in ("a.md", "b/2023.md"):
        _write(tmp_path / name, "neues Wort")
    (tmp_path / "b/2023.anchors.json").unlink()
    paths = [str(tmp_path / name) for name in ("b/2023.md", "b/2023.anchors.json", "b/gone.md")]
    after = load_again(before, tmp_path, paths, reader)
    assert after is not None
    assert after[0] is before[0]
    assert (after[1].text, after[1].lock) == ("neues Wort", "")
    assert load_content(tmp_path, reader)[1] is after[1]


@pytest.mark.parametrize("name", ["new.md", "aliases.txt", ".published/pages.txt", "b/2023.md"])
def test_where_more_changed_everything_is_looked_at(tmp_path: Path, name: str) -> None:
    _write(tmp_path / "a.md", "x")
    _write(tmp_path / "b/2023.md", "x")
    reader = Reader()
    before = load_content(tmp_path, reader)
    if name == "b/2023.md":
        (tmp_path / name).unlink()
    else:
        _write(tmp_path / name, "x")
    assert load_again(before, tmp_path, [str(tmp_path / name)], reader) is None


@pytest.mark.parametrize(
    "name", ["content/aliases.txt", "content/.published/pages.txt", "themes/default/assets/tokens.css"]
)
def test_where_something_else_is_gone_everything_is_looked_at(tmp_path: Path, name: str) -> None:
    content = tmp_path / "content"
    _write(content / "a.md", "x")
    reader = Reader()
    before = load_content(content, reader)
    assert load_again(before, content, [str(tmp_path / name)], reader) is None
    assert load_again(before, content, [str(content / "sedQ3x")], reader) == before
