from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.errors import SitegenError
from sitegen.model import OutputFile
from sitegen.output import MANIFEST, sync

if TYPE_CHECKING:
    from pathlib import Path


def _files(**texts: str) -> list[OutputFile]:
    return [
        OutputFile(path=path.replace("__", "/") + ".html", data=text.encode()) for path, text in texts.items()
    ]


def test_files_appear_change_and_go(tmp_path: Path) -> None:
    first = sync(tmp_path, _files(index="a", reports__a="b"))
    assert first.added == ("index.html", "reports/a.html")
    second = sync(tmp_path, _files(index="A", other="c"))
    assert (second.added, second.changed, second.removed) == (
        ("other.html",),
        ("index.html",),
        ("reports/a.html",),
    )
    assert not (tmp_path / "reports").exists()
    assert (tmp_path / "index.html").read_text() == "A"


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    sync(tmp_path, _files(index="a"))
    before = (tmp_path / "index.html").stat().st_mtime_ns
    assert sync(tmp_path, _files(index="a")).unchanged == 1
    assert (tmp_path / "index.html").stat().st_mtime_ns == before


def test_a_file_that_was_deleted_by_hand_comes_back(tmp_path: Path) -> None:
    sync(tmp_path, _files(index="a"))
    (tmp_path / "index.html").unlink()
    sync(tmp_path, _files(index="a"))
    assert (tmp_path / "index.html").read_text() == "a"


def test_what_others_put_into_the_folder_stays(tmp_path: Path) -> None:
    sync(tmp_path, _files(index="a"))
    (tmp_path / "CNAME").write_text("example.org")
    sync(tmp_path, _files(other="b"))
    assert (tmp_path / "CNAME").read_text() == "example.org"


def test_a_folder_with_files_of_unknown_origin_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(SitegenError, match="did not make"):
        sync(tmp_path, _files(index="a"))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_list_that_names_places_outside_is_not_obeyed(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("keep")
    site = tmp_path / "site"
    site.mkdir()
    (site / MANIFEST).write_text('{"../outside.txt": "00", "/etc/hostname": "00"}')
    sync(site, _files(index="a"))
    assert (tmp_path / "outside.txt").read_text() == "keep"


@pytest.mark.parametrize("path", ["../a.html", "/a.html", "a/../../b.html", "报告.html", ""])
def test_a_path_that_leaves_the_folder_is_a_bug(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path of the site"):
        sync(tmp_path, [OutputFile(path=path, data=b"")])


def test_no_temporary_file_is_left_behind(tmp_path: Path) -> None:
    sync(tmp_path, _files(index="a", reports__a="b"))
    assert not list(tmp_path.rglob("*.tmp"))
