"""A preview that is started anew: what it shows before anything was worked out."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from sitegen.archive import reuse, revising
from sitegen.build import build
from sitegen.cache import Cache
from sitegen.config import load_config
from sitegen.errors import SitegenError
from sitegen.live import Live
from sitegen.new import new_archive
from sitegen.serve import Preview

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from sitegen.archive.lists import Lists
    from sitegen.archive.vectors import Rows

_REPORT = "content/qingheyuan/2024.md"
_PAGE = "reports/qingheyuan/2024/index.html"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an archive that was previewed before."""
    folder = tmp_path / "archive"
    new_archive(folder)
    preview = _started(folder)
    assert not preview.begin()
    preview.rebuild()
    return folder


def _started(archive: Path) -> Preview:
    cache = archive / ".sitegen-cache"
    return Preview(Live(lambda: load_config(archive), lambda run: Cache(cache, 1, run), cache))


def _refuses(_run: int) -> Cache:
    raise AssertionError


def _whole(preview: Preview) -> dict[str, bytes]:
    """Return every file of a site, once all that was asked for is made."""
    for _ in range(2):  # what is made of the whole archive is made when it is asked for
        list(preview.state.files.values())
        preview.settle()
    return dict(preview.state.files)


def _edit(archive: Path, old: str, new: str) -> None:
    path = archive / _REPORT
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _built(archive: Path) -> dict[str, bytes]:
    with Cache(None) as cache:
        return {file.path: file.data for file in build(load_config(archive), cache).files}


def test_every_page_of_the_last_time_is_there_at_once_as_a_build_makes_it(archive: Path) -> None:
    preview = _started(archive)
    assert preview.begin()
    assert preview.state.is_draft
    site, built = preview.state.files, _built(archive)
    apart = ("about/index.html", "indicators/index.html")  # they list the data files
    paths = [path for path in built if path.endswith("index.html") and not path.endswith(apart)]
    paths += [path for path in built if path.startswith(("reports/", "assets/"))]
    assert len(paths) > 50
    assert [path for path in paths if site.get(path) != built[path]] == []


def test_what_was_edited_meanwhile_is_shown_in_its_new_words(archive: Path) -> None:
    _edit(archive, "签约12台", "签约13台")
    preview = _started(archive)
    assert preview.begin()
    assert "签约13台" in preview.state.files[_PAGE].decode()


def test_an_edit_is_shown_while_all_else_is_still_worked_out(archive: Path) -> None:
    preview = _started(archive)
    assert preview.begin()
    _edit(archive, "签约12台", "签约13台")
    preview.refresh()
    assert preview.state.is_draft
    assert "签约13台" in preview.state.files[_PAGE].decode()
    preview.settle()
    assert not preview.state.is_draft
    assert preview.state.files[_PAGE] == _built(archive)[_PAGE]


def test_the_first_page_comes_before_the_rest_is_worked_out(archive: Path) -> None:
    preview = _started(archive)
    assert preview.begin()
    with preview.running():
        time.sleep(0.5)
        assert preview.state.is_draft
        preview.opened(_PAGE)
        preview.settle()
    assert not preview.state.is_draft


def test_reports_and_lists_that_came_or_went_meanwhile_are_there_once_all_is_worked_out(
    archive: Path,
) -> None:
    text = (archive / _REPORT).read_text("utf-8")
    (archive / "content/beijie").mkdir()
    (archive / "content/beijie/2023.md").write_text(text.replace("清河源", "北界"), "utf-8")
    (archive / "content/meilinlu/2024.md").unlink()
    _edit(archive, "year: 2024", "year: 2022")
    preview = _started(archive)
    assert preview.begin()
    assert preview.state.files[_PAGE]
    preview.rebuild()
    assert preview.state.errors == ()
    shown, built = preview.state.files, _built(archive)
    assert {path for path in built if path.endswith("index.html") and path not in shown} == set()
    assert shown["years/2022/index.html"] == built["years/2022/index.html"]
    assert "reports/meilinlu/2024/index.html" not in shown


def test_what_is_made_of_the_whole_archive_is_said_to_follow_and_is_made_then(archive: Path) -> None:
    preview = _started(archive)
    assert preview.begin()
    with pytest.raises(SitegenError) as raised:
        preview.state.files.get("search/manifest.js")
    assert raised.value.problem.code == "edition-following"
    preview.settle()
    assert preview.state.errors == ()
    assert preview.state.files["search/manifest.js"] == _built(archive)["search/manifest.js"]


def test_a_mistake_that_was_made_meanwhile_is_told_and_the_site_of_the_last_time_stays(archive: Path) -> None:
    _edit(archive, "year: 2024", "year: zweitausend")
    preview = _started(archive)
    assert preview.begin()
    with pytest.raises(SitegenError):
        preview.state.files.get("search/manifest.js")
    preview.settle()
    assert [problem.code for problem in preview.state.errors] == ["front-matter-field"]
    assert "签约12台" in preview.state.files[_PAGE].decode()


def test_it_is_kept_anew_once_what_is_shown_is_far_from_it(archive: Path) -> None:
    kept = archive / ".sitegen-cache/edition.sqlite"
    before = kept.stat().st_mtime_ns
    preview = _started(archive)
    assert preview.begin()
    _edit(archive, "签约12台", "签约13台")
    preview.rebuild()
    assert kept.stat().st_mtime_ns == before
    (archive / "content/meilinlu/2024.md").unlink()
    preview.rebuild()
    assert kept.stat().st_mtime_ns > before


def test_a_file_that_cannot_be_read_is_told_before_anything_is_shown(archive: Path) -> None:
    (archive / _REPORT).write_bytes("题目".encode("gb18030"))
    preview = _started(archive)
    assert not preview.begin()
    preview.rebuild()
    assert [problem.code for problem in preview.state.errors] == ["characters-lost"]


def test_without_a_cache_nothing_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    new_archive(folder)
    for _ in range(2):
        preview = Preview(Live(lambda: load_config(folder), lambda _run: Cache(None)))
        assert not preview.begin()
        preview.rebuild()
        assert preview.state.files[_PAGE]
    assert not (folder / ".sitegen-cache").exists()


def test_it_goes_on_from_what_was_known_as_if_it_had_never_ended(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _edit(archive, "签约12台", "签约13台，完成加装电梯3台")
    live = Live(lambda: load_config(archive), _refuses, archive / ".sitegen-cache")
    compared, compare = list[int](), revising.compare

    def counting(rows: Rows, topics: int, lists: Lists, is_fresh: NDArray[np.bool_]) -> None:
        compared.append(int(is_fresh.sum()))
        compare(rows, topics, lists, is_fresh)

    monkeypatch.setattr(revising, "compare", counting)
    preview = Preview(live)
    assert preview.begin()
    preview.settle()
    assert preview.state.errors == ()
    assert len(compared) == 1
    assert compared[0] < 5  # clauses, of some hundred
    assert _whole(preview) == _built(archive)


def test_after_a_fault_nothing_is_taken_for_compared(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = _started(archive)
    preview.begin()
    preview.rebuild()
    preview.settle()
    both = "为楼道加装扶手四百二十处，为独居老人安装智能门磁三百一十套，并把巡查记录逐户上墙，接受居民监督评议。\n"
    for path in (archive / _REPORT, archive / "content/meilinlu/2024.md"):
        path.write_text(f"{path.read_text('utf-8')}\n{both}", "utf-8")

    def fails(_self: object, _looked: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(reuse.Reusing, "_still", fails)
        with pytest.raises(ZeroDivisionError):
            preview.rebuild()
    _edit(archive, "签约12台", "签约13台")
    preview.rebuild()
    assert _whole(preview) == _built(archive)
    assert "相同文字" in preview.state.files[_PAGE].decode()


def test_other_names_for_initiatives_are_taken_up_though_all_else_is_known(archive: Path) -> None:
    (archive / "content/initiatives.toml").write_text(
        '[[initiative]]\nid = "ban-shou-li"\nname = "伴手礼行动"\naliases = ["补种行道树"]\n', "utf-8"
    )
    preview = _started(archive)
    assert preview.begin()
    preview.settle()
    assert preview.state.errors == ()
    assert _whole(preview) == _built(archive)


def test_what_is_damaged_is_worked_out_anew_wherever_the_damage_is(archive: Path) -> None:
    kept = archive / ".sitegen-cache/edition.sqlite"
    data, built = kept.read_bytes(), _built(archive)
    for at in range(0, len(data), len(data) // 7):
        kept.write_bytes(data[:at] + bytes(4096) + data[at + 4096 :])
        preview = _started(archive)
        preview.begin()
        preview.rebuild()
        assert preview.state.errors == ()
        assert _whole(preview) == built


def test_names_of_before_need_no_tables_of_pinyin(archive: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from sitegen.cache import Cache\n"
        "from sitegen.config import load_config\n"
        "from sitegen.live import Live\n"
        "from sitegen.serve import Preview\n"
        "root = Path(sys.argv[1])\n"
        "folder = load_config(root).cache\n"
        "preview = Preview(Live(lambda: load_config(root), lambda run: Cache(folder, 1, run), folder))\n"
        "assert preview.begin()\n"
        "preview.settle()\n"
        "assert not preview.is_of_before\n"
        "print('pypinyin' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(archive)], capture_output=True, check=True, text=True
    )
    assert done.stdout == "False\n"
