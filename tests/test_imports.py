from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.errors import describe
from sitegen.imports import Imported, Way, import_files
from sitegen.reports import Given, load_lock, loads
from sitegen.words import word_classes

_TEXT = "清河街道2024年工作总结\n一、居住环境\n完成加装电梯三十五台，惠及居民千余户。\n二、民生服务\n完成适老化改造二十九户。\n"
_GIVEN = Given(region=("示例市",), published="2025-01-15")


def import_file(
    source: Path,
    content: Path,
    given: Given,
    *,
    url: str = "",
    corrects: bool = False,
    replace_edited: bool = False,
) -> Imported:
    way = Way(corrects=corrects, replace_edited=replace_edited)
    (done,) = import_files([source], content, given, way, url=url)
    return done


def _codes(done: Imported) -> list[str]:
    return [problem.code for problem in done.problems]


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


def test_the_text_of_the_source_is_kept_as_it_was_read(source: Path, content: Path) -> None:
    import_file(source, content, _GIVEN)
    assert (content / ".imported/qinghe/2024.txt").read_text("utf-8") == _TEXT


def test_importing_the_same_file_again_changes_nothing(source: Path, content: Path) -> None:
    import_file(source, content, _GIVEN)
    before = {path: path.read_bytes() for path in content.rglob("*.*") if path.is_file()}
    import_file(source, content, _GIVEN)
    assert {path: path.read_bytes() for path in content.rglob("*.*") if path.is_file()} == before


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


def test_corrections_by_hand_survive_a_corrected_source(source: Path, content: Path) -> None:
    path = import_file(source, content, _GIVEN).path
    assert path
    path.write_text(path.read_text("utf-8").replace("三十五台", "三十六台"), "utf-8")
    source.write_text(_TEXT.replace("二十九户", "三十户"), "utf-8")
    assert _codes(import_file(source, content, _GIVEN)) == []
    assert "三十六台" in path.read_text("utf-8")
    assert "三十户" in path.read_text("utf-8")


def test_where_clerk_and_source_changed_one_place_the_clerks_stays_and_is_reported(
    source: Path, content: Path
) -> None:
    path = import_file(source, content, _GIVEN).path
    assert path
    path.write_text(path.read_text("utf-8").replace("三十五台", "三十六台"), "utf-8")
    source.write_text(_TEXT.replace("三十五台", "三十七台"), "utf-8")
    (conflict,) = [
        problem
        for problem in import_file(source, content, _GIVEN).problems
        if problem.code == "merge-conflict"
    ]
    assert "三十七台" in dict(conflict.values)["theirs"]
    assert "三十六台" in path.read_text("utf-8").split("\n")[conflict.line - 1]


def test_the_clerk_can_drop_corrections_made_by_hand(source: Path, content: Path) -> None:
    path = import_file(source, content, _GIVEN).path
    assert path
    path.write_text(path.read_text("utf-8").replace("三十五台", "三十六台"), "utf-8")
    import_file(source, content, _GIVEN, replace_edited=True)
    assert "三十五台" in path.read_text("utf-8")


def test_a_file_that_no_import_made_is_not_overwritten_unasked(source: Path, content: Path) -> None:
    path = content / "qinghe/2024.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\ntitle: 手写\nissuer: 清河街道\nyear: 2024\n---\n\n手写的报告。\n", "utf-8")
    assert "not-overwritten" in _codes(import_file(source, content, _GIVEN))
    assert "手写的报告" in path.read_text("utf-8")


def test_two_sources_do_not_share_an_id(source: Path, content: Path) -> None:
    import_file(source, content, _GIVEN)
    other = source.with_name("另一份.txt")
    other.write_text(_TEXT.replace("三十五台", "四十台"), "utf-8")
    assert "id-taken" in _codes(import_file(other, content, _GIVEN))
    import_file(other, content, Given(id="qinghe/2024-2", region=("示例市",)))
    assert (content / "qinghe/2024-2.md").is_file()


def test_a_corrected_file_of_any_name_takes_the_place_of_the_report_that_the_clerk_names(
    source: Path, content: Path
) -> None:
    path = import_file(source, content, _GIVEN).path
    assert path
    path.write_text(path.read_text("utf-8").replace("三十五台", "三十六台"), "utf-8")
    other = source.with_name("总结（更正稿）.txt")
    other.write_text(_TEXT.replace("二十九户", "三十户"), "utf-8")
    done = import_file(other, content, Given(id="qinghe/2024"), corrects=True)
    assert (done.path, _codes(done)) == (path, [])
    assert "示例市" in path.read_text("utf-8")
    assert "2025-01-15" in path.read_text("utf-8")
    assert "三十六台" in path.read_text("utf-8")
    assert "三十户" in path.read_text("utf-8")
    assert "总结（更正稿）.txt" in path.read_text("utf-8")
    assert not (content / "qinghe/2024-2.md").exists()


def test_what_is_to_be_corrected_must_be_there(source: Path, content: Path) -> None:
    done = import_file(source, content, Given(id="qinghe/2023", region=("示例市",)), corrects=True)
    assert (_codes(done), done.path) == (["report-missing"], None)


def test_an_id_given_twice_by_accident_overwrites_nothing_and_says_how_it_is_meant(
    source: Path, content: Path
) -> None:
    path = import_file(source, content, _GIVEN).path
    assert path
    before = path.read_bytes()
    other = source.with_name("另一份.txt")
    other.write_text(_TEXT.replace("三十五台", "四十台"), "utf-8")
    done = import_file(other, content, Given(id="qinghe/2024"))
    assert (done.path, _codes(done)[0]) == (None, "id-taken")
    assert "--corrects qinghe/2024" in describe(done.problems[0])[2]
    assert path.read_bytes() == before


def test_a_conflict_is_told_by_its_place_in_the_content_file(source: Path, content: Path) -> None:
    path = import_file(source, content, _GIVEN).path
    assert path
    path.write_text(path.read_text("utf-8").replace("三十五台", "三十六台"), "utf-8")
    source.write_text(_TEXT.replace("三十五台", "三十七台"), "utf-8")
    (conflict,) = import_file(source, content, _GIVEN).problems
    assert (conflict.where, describe(conflict)[2]) == (
        "qinghe/2024.md",
        "Compare the two and correct qinghe/2024.md.",
    )


def test_a_file_that_is_not_imported_says_why_and_nothing_of_its_text(source: Path, content: Path) -> None:
    source.write_text(_TEXT.replace("二、", "三、"), "utf-8")
    assert "number-gap" in _codes(import_file(source, content, _GIVEN))
    assert _codes(import_file(source, content, Given(id="../x"))) == ["id-invalid"]
    other = source.with_name("另一份.txt")
    other.write_text(_TEXT.replace("二、", "四、"), "utf-8")
    assert _codes(import_file(other, content, _GIVEN)) == ["id-taken", "report-similar"]


def test_an_office_has_many_notices_a_year(source: Path, content: Path) -> None:
    names = ("甲.txt", "乙.txt", "丙.txt")
    for name in names:
        notice = source.with_name(name)
        notice.write_text(
            f"清河县人民政府关于{name[0]}事的通知\n内容。\n清河县人民政府\n2024年5月1日\n", "utf-8"
        )
        import_file(notice, content, Given(region=("示例市",)))
    assert sorted(path.name for path in (content / "qinghe").glob("*.md")) == [
        "2024-tongzhi-2.md",
        "2024-tongzhi-3.md",
        "2024-tongzhi.md",
    ]
    again = import_file(source.with_name("乙.txt"), content, Given(region=("示例市",)))
    assert again.path == content / "qinghe/2024-tongzhi-2.md"


def test_a_second_source_with_one_document_number_is_the_same_document(source: Path, content: Path) -> None:
    text = "清河县人民政府关于加装电梯的通知\n清政发〔2024〕5号\n内容。\n清河县人民政府\n2024年5月1日\n"
    for name, more in (("甲.txt", ""), ("乙.txt", "（此件公开发布）\n")):
        source.with_name(name).write_text(text + more, "utf-8")
    given = Given(region=("示例市",))
    assert (
        import_file(source.with_name("甲.txt"), content, given).path
        == content / "qinghe/2024-qingzhengfa5.md"
    )
    assert "id-taken" in _codes(import_file(source.with_name("乙.txt"), content, given))


@pytest.mark.parametrize("bad", ["../x", "a b", "五角场/2023", "/etc/x"])
def test_an_id_cannot_lead_out_of_the_folder(source: Path, content: Path, bad: str) -> None:
    assert "id-invalid" in _codes(import_file(source, content, Given(id=bad)))
    assert not content.exists()


def test_what_is_no_file_says_what_it_is(tmp_path: Path, content: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert {
        path.name: _codes(import_file(path, content, _GIVEN))
        for path in (tmp_path / "nothing.txt", tmp_path, tmp_path / "pipe.txt", Path("/dev/null"))
    } == {
        "nothing.txt": ["source-missing"],
        tmp_path.name: ["source-folder"],
        "pipe.txt": ["source-special"],
        "null": ["source-special"],
    }


def test_a_link_is_followed_inside_its_folder_only(source: Path, content: Path) -> None:
    folder = source.parent
    (folder / "inside.txt").symlink_to(source.name)
    (folder.parent / "secret.txt").write_text(_TEXT, "utf-8")
    (folder / "outside.txt").symlink_to("../secret.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "lost.txt").symlink_to("nothing.txt")
    codes = {
        name: _codes(import_file(folder / name, content, _GIVEN))
        for name in ("outside.txt", "loop.txt", "lost.txt", "inside.txt")
    }
    assert codes == {
        "outside.txt": ["source-linked"],
        "loop.txt": ["source-missing"],
        "lost.txt": ["source-missing"],
        "inside.txt": [],
    }


@pytest.mark.parametrize("name", ["qinghe/2024.md", "qinghe/2024.anchors.json", ".imported/qinghe/2024.md"])
def test_what_the_archive_has_and_cannot_be_read_is_not_written_over(
    source: Path, content: Path, name: str
) -> None:
    import_file(source, content, _GIVEN)
    (content / name).unlink()
    (content / name).symlink_to(Path(name).name)  # a loop: nobody can read it, not even root
    done = import_file(source, content, _GIVEN)
    assert (_codes(done), done.path) == (["report-unreadable"], None)
    assert (content / name).is_symlink()


def test_an_archive_without_a_right_to_write_says_so(source: Path, content: Path) -> None:
    content.write_text("a file where the folder should be", "utf-8")
    assert _codes(import_file(source, content, _GIVEN)) == ["output-failed"]


def test_many_files_are_imported_and_bad_ones_stop_none(tmp_path: Path, content: Path) -> None:
    paths = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_text(
            _TEXT.replace("清河街道", f"清河{'一二三四五六七八九十百千'[number]}街道").replace(
                "三十五", str(number + 20)
            ),
            "utf-8",
        )
        paths.append(path)
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 50)
    done = list(import_files([*paths, tmp_path / "bad.txt"], content, _GIVEN, jobs=2))
    assert sum(1 for each in done if each.path) == 12
    assert [_codes(each) for each in done if not each.path] == [["source-binary"]]


def test_what_many_files_need_is_loaded_once_for_all(source: Path, content: Path) -> None:
    other = source.with_name("别的.txt")
    other.write_text(_TEXT.replace("清河", "白河"), "utf-8")
    word_classes.cache_clear()
    import_file(source, content, _GIVEN)
    assert word_classes.cache_info().currsize == 0
    list(import_files([source, other], content, _GIVEN))
    assert word_classes.cache_info().currsize == 1


def test_ids_that_are_numbered_on_follow_the_order_of_the_sources(tmp_path: Path, content: Path) -> None:
    paths = []
    for number in range(6):
        path = tmp_path / f"{number}.txt"
        body = "".join(f"{number}号事项第{item}条内容。\n" for item in range(1 if number else 1_000))
        path.write_text(
            f"清河县人民政府关于第{number}事的通知\n{body}清河县人民政府\n2024年5月1日\n", "utf-8"
        )
        paths.append(path)
    done = list(import_files([tmp_path / "missing.txt", *paths], content, Given(region=("示例市",)), jobs=4))
    assert [each.source for each in done] == [tmp_path / "missing.txt", *paths]
    names = [each.path.name for each in done if each.path]
    assert names == ["2024-tongzhi.md", *(f"2024-tongzhi-{number}.md" for number in range(2, 7))]


def _other(problems: Imported) -> list[tuple[str, str]]:
    return [
        (each.code, dict(each.values)["other"])
        for each in problems.problems
        if each.code in {"source-repeated", "source-similar", "report-similar"}
    ]


def _long(year: int, *, office: str = "清河街道", seed: int = 0) -> str:
    """Return a report of one office and year: the words of its form stay, its figures do not."""
    tasks = (
        "加装电梯",
        "改造适老住房",
        "新增车位",
        "整治隐患",
        "走访企业",
        "举办活动",
        "新建绿地",
        "帮扶就业",
    )
    lines = [
        f"（{'一二三四五六七八'[at]}）{task}有力推进。全年完成{task}{(seed + at * 37) % 800 + 13}处，惠及居民{(seed * 7 + at * 91) % 900 + 105}户，"
        f"投入资金{(seed * 3 + at * 53) % 700 + 11}.{at}万元，满意度持续提高，得到辖区居民和单位的一致好评。"
        for at, task in enumerate(tasks)
    ]
    return "\n".join([f"{office}{year}年工作总结", "一、重点工作", *lines, ""])


def test_a_source_that_is_nearly_one_of_the_archive_names_it(source: Path, content: Path) -> None:
    source.write_text(_long(2024), "utf-8")
    import_file(source, content, _GIVEN)
    again = source.with_name("更正.html")
    paragraphs = "".join(
        f"<p>{line}</p>" for line in _long(2024).replace("持续提高", "不断提高", 2).splitlines()
    )
    again.write_text(f"<html><body><p>打印</p>{paragraphs}<p>关闭窗口</p></body></html>", "utf-8")
    done = import_file(again, content, Given(id="qinghe/2024-a", region=("示例市",)))
    assert _other(done) == [("report-similar", "qinghe/2024.md")]
    assert _other(import_file(source, content, _GIVEN)) == [("report-similar", "qinghe/2024-a.md")]


def test_two_sources_of_one_import_that_are_one_document_are_noticed_though_neither_is_written(
    source: Path, content: Path
) -> None:
    paths = [source.with_name(name) for name in ("甲.txt", "乙.txt")]
    for path, text in zip(paths, (_long(2024), _long(2024).replace("，惠及", "惠及", 1)), strict=True):
        path.write_text(text, "utf-8")
    (content / "qinghe").mkdir(parents=True)
    (content / "qinghe/2024.md").write_text("---\ntitle: 手写\nissuer: 清河街道\nyear: 2024\n---\n\n手写。\n")
    done = list(import_files(paths, content, _GIVEN))
    assert [each.path for each in done] == [None, None]
    assert _other(done[1]) == [("source-similar", "甲.txt")] or _other(done[1]) == [
        ("source-repeated", "甲.txt")
    ]


def test_two_years_of_an_office_and_two_offices_with_one_form_are_no_doubt(
    source: Path, content: Path
) -> None:
    for number, text in enumerate(
        (_long(2023, seed=5), _long(2024, seed=311), _long(2024, office="五角场街道", seed=77))
    ):
        source.write_text(text, "utf-8")
        done = import_file(source, content, Given(id=f"x/{number}", region=("示例市",)))
        assert _other(done) == []


def test_a_report_that_no_import_made_is_compared_too(source: Path, content: Path) -> None:
    source.write_text(_long(2024), "utf-8")
    (content / "a").mkdir(parents=True)
    (content / "a/b.md").write_text(
        "---\ntitle: 手写\nissuer: 清河街道\nyear: 2024\n---\n\n" + _long(2024).replace("\n", "\n\n"), "utf-8"
    )
    assert _other(import_file(source, content, _GIVEN)) == [("report-similar", "a/b.md")]


def test_two_files_with_one_text_are_noticed(source: Path, content: Path) -> None:
    copy = source.with_name("副本.txt")
    copy.write_text(_TEXT.replace("清河街道2024年", "清河街道2023年"), "utf-8")
    done = list(import_files([source, copy], content, _GIVEN))
    assert "source-repeated" in _codes(done[1])


def test_a_folder_is_answered_with_a_command_that_runs(tmp_path: Path, content: Path) -> None:
    folder = tmp_path / "来 文"
    folder.mkdir()
    (refused,) = import_file(folder, content, _GIVEN).problems
    assert describe(refused)[2] == f"Name the files in it: sitegen import '{folder}'/*"
