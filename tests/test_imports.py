from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.imports import import_file
from sitegen.reports import Given, load_lock, loads

_TEXT = "清河街道2024年工作总结\n一、居住环境\n完成加装电梯三十五台，惠及居民千余户。\n二、民生服务\n完成适老化改造二十九户。\n"
_GIVEN = Given(region=("示例市",), published="2025-01-15")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "来源" / "总结.txt"
    path.parent.mkdir()
    path.write_text(_TEXT, "utf-8")
    return path


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


def test_an_import_writes_the_report_and_its_lock(source: Path, content: Path) -> None:
    done = import_file(source, content, _GIVEN, url="https://example.org/1")
    assert done.path == content / "qinghe/2024.md"
    lock = load_lock("x", (content / "qinghe/2024.anchors.json").read_text("utf-8"))
    report = loads("qinghe/2024", done.path.read_text("utf-8"), lock)
    assert report.meta.source is not None
    assert (report.meta.source.name, report.meta.source.url) == ("总结.txt", "https://example.org/1")
    assert done.problems == ()


def test_importing_the_same_file_again_changes_nothing(source: Path, content: Path) -> None:
    import_file(source, content, _GIVEN)
    before = {path: path.read_bytes() for path in content.rglob("*.*")}
    import_file(source, content, _GIVEN)
    assert {path: path.read_bytes() for path in content.rglob("*.*")} == before


def test_a_corrected_source_keeps_the_anchors(source: Path, content: Path) -> None:
    import_file(source, content, _GIVEN)
    source.write_text(
        _TEXT.replace("二、民生服务", "新增口袋公园两座，健身步道三条。\n二、民生服务").replace(
            "千余户", "千二百余户"
        ),
        "utf-8",
    )
    done = import_file(source, content, _GIVEN)
    assert [passage.anchor for _, passage in done.report.walk_passages()] == ["s1-p1", "s1-p2", "s2-p1"]


def test_a_passage_that_is_gone_is_reported_with_where_its_links_land(source: Path, content: Path) -> None:
    import_file(source, content, _GIVEN)
    source.write_text(_TEXT.replace("完成适老化改造二十九户。\n", ""), "utf-8")
    done = import_file(source, content, _GIVEN)
    found = {
        dict(problem.values)["anchor"]: dict(problem.values)["parent"]
        for problem in done.problems
        if problem.code == "anchor-gone"
    }
    assert found == {"s2-p1": "s2", "s2-p1-c1": "s2"}


def test_an_edited_report_is_not_overwritten_unasked(source: Path, content: Path) -> None:
    path = import_file(source, content, _GIVEN).path
    path.write_text(path.read_text("utf-8").replace("三十五台", "三十六台"), "utf-8")
    with pytest.raises(SitegenError, match="edited"):
        import_file(source, content, _GIVEN)
    assert "三十六台" in path.read_text("utf-8")
    import_file(source, content, _GIVEN, replace_edited=True)
    assert "三十五台" in path.read_text("utf-8")


def test_two_sources_do_not_share_an_id(source: Path, content: Path) -> None:
    import_file(source, content, _GIVEN)
    other = source.with_name("另一份.txt")
    other.write_text(_TEXT.replace("三十五台", "四十台"), "utf-8")
    with pytest.raises(SitegenError) as caught:
        import_file(other, content, _GIVEN)
    assert caught.value.problem.code == "id-taken"
    import_file(other, content, Given(id="qinghe/2024-2", region=("示例市",)))
    assert (content / "qinghe/2024-2.md").is_file()


@pytest.mark.parametrize("bad", ["../x", "a b", "五角场/2023", "/etc/x"])
def test_an_id_cannot_lead_out_of_the_folder(source: Path, content: Path, bad: str) -> None:
    with pytest.raises(SitegenError) as caught:
        import_file(source, content, Given(id=bad))
    assert caught.value.problem.code == "id-invalid"
    assert not content.exists()


def test_a_missing_file_says_so(tmp_path: Path, content: Path) -> None:
    for path in (tmp_path / "nothing.txt", tmp_path):
        with pytest.raises(SitegenError, match="not there"):
            import_file(path, content, _GIVEN)
