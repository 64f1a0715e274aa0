from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from readers.made import word_bytes

_TEXT = (
    "清河街道2024年工作总结\n一、居住环境\n完成加装电梯三十五台。\n三、民生服务\n完成适老化改造二十九户。\n"
)


def _run(folder: Path, *arguments: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": language, "LANGUAGE": "", "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "sitegen", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "总结.txt").write_text(_TEXT, "utf-8")
    return tmp_path


def test_a_newcomer_gets_from_a_file_to_a_site(folder: Path) -> None:
    done = _run(folder, "import", "总结.txt", "--region", "示例市")
    assert done.returncode == 0
    assert "总结.txt → content/qinghe/2024.md: 2 sections" in done.stdout
    assert "总结.txt:4" in done.stderr
    assert "Was a section lost between them?" in done.stderr
    done = _run(folder, "build")
    assert done.returncode == 0, done.stderr
    assert (folder / "site/reports/qinghe/2024/index.html").is_file()
    assert (folder / "content/qinghe/2024.anchors.json").is_file()


def test_a_bad_file_does_not_stop_the_others_and_fails_the_command(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"")
    done = _run(folder, "import", "bad.txt", "missing.txt", "总结.txt", "--region", "示例市")
    assert done.returncode == 1
    assert "bad.txt" in done.stderr
    assert "missing.txt" in done.stderr
    assert (folder / "content/qinghe/2024.md").is_file()


def test_problems_come_as_json_for_other_programs(folder: Path) -> None:
    done = _run(folder, "import", "总结.txt", "--json", "--region", "示例市")
    rows = json.loads(done.stdout)
    (gap,) = [row for row in rows if row["code"] == "number-gap"]
    assert (gap["severity"], gap["where"], gap["line"]) == ("doubt", "总结.txt", 4)
    assert gap["message"] == "“三、民生服务” follows “一、”."


def test_the_clerk_reads_chinese_where_the_locale_is_chinese(folder: Path) -> None:
    done = _run(folder, "import", "总结.txt", "--region", "示例市", language="zh_CN.UTF-8")
    assert "“三、民生服务”前面是“一、”" in done.stderr
    assert "用法" in _run(folder, "build", "--help", language="zh_TW.UTF-8").stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build", "--nonsense"), 2),
        (("import",), 2),
        (("import", "a.txt", "b.txt", "--id", "x"), 2),
        (("build",), 1),
        (("check",), 1),
        (("new", "."), 1),
    ],
)
def test_exit_codes_tell_wrong_usage_from_failure(
    folder: Path, arguments: tuple[str, ...], code: int
) -> None:
    assert _run(folder, *arguments).returncode == code


def test_a_strict_build_fails_on_doubts_and_writes_nothing(folder: Path) -> None:
    _run(folder, "import", "总结.txt", "--region", "示例市")
    path = folder / "content/qinghe/2024.md"
    path.write_text(path.read_text("utf-8").replace("{#s3}", "{#s1}"), "utf-8")
    assert _run(folder, "build", "--strict").returncode == 1
    assert not (folder / "site").exists()
    done = _run(folder, "check")
    assert done.returncode == 0
    assert "qinghe/2024.md:" in done.stderr
    assert _run(folder, "check", "--strict").returncode == 1
    assert _run(folder, "build").returncode == 0


def test_a_check_tells_programs_also_why_nothing_can_be_built(folder: Path) -> None:
    _run(folder, "import", "总结.txt", "--region", "示例市")
    path = folder / "content/qinghe/2024.md"
    path.write_text(path.read_text("utf-8").replace("year: 2024", "year: later"), "utf-8")
    done = _run(folder, "check", "--json")
    (row,) = json.loads(done.stdout)
    assert done.returncode == 1
    assert (row["code"], row["severity"], row["where"]) == ("front-matter-field", "error", "qinghe/2024.md")
    assert set(row) == {"code", "severity", "where", "line", "place", "message", "hint"}


def test_a_new_archive_builds_at_once(tmp_path: Path) -> None:
    assert _run(tmp_path, "new", "mine").returncode == 0
    done = _run(tmp_path / "mine", "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mine/site/index.html").is_file()


def test_a_build_where_nothing_changed_says_the_same_as_the_one_before(folder: Path) -> None:
    _run(folder, "import", "总结.txt", "--region", "示例市")
    _run(folder, "build")  # writes the lock of the anchors
    first, again = _run(folder, "build"), _run(folder, "build")
    assert again.stderr == first.stderr != ""
    assert "0 files added, 0 changed, 0 removed" in again.stdout
    assert again.stdout.rpartition(" (")[0] == first.stdout.rpartition(" (")[0]


def test_a_file_in_place_of_the_content_folder_is_told_without_a_traceback(folder: Path) -> None:
    (folder / "content").write_text("a file where a folder should be")
    done = _run(folder, "build")
    assert done.returncode == 1
    assert "There are no reports in content" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_new_theme_works_at_once_and_is_never_written_over(tmp_path: Path) -> None:
    _run(tmp_path, "new", "mine")
    folder = tmp_path / "mine"
    done = _run(folder, "theme", "new", "green")
    assert done.returncode == 0, done.stderr
    assert "sitegen serve --theme green" in done.stderr
    assert 'theme = "green"' in (folder / "themes/green/README.md").read_text("utf-8")
    done = _run(folder, "build", "--strict", "--theme", "green")
    assert done.returncode == 0, done.stderr
    (sheet,) = (folder / "site/assets").glob("site.*.css")
    assert "--accent:#1d5c4a" in sheet.read_text("utf-8")
    assert "最近收入的报告" in (folder / "site/index.html").read_text("utf-8")
    assert _run(folder, "theme", "new", "green").returncode == 1
    for name in ("../x", "Green", "a/b", ""):
        assert _run(folder, "theme", "new", name).returncode == 1
    assert [path.name for path in (folder / "themes").iterdir()] == ["green"]


def test_the_built_site_is_searched_as_its_page_does(folder: Path) -> None:
    missing = _run(folder, "search", "电梯")
    assert missing.returncode == 1
    assert "sitegen build" in missing.stderr
    _run(folder, "import", "总结.txt", "--region", "示例市")
    _run(folder, "build")
    done = _run(folder, "search", "电梯", "加装")
    assert done.returncode == 0
    assert "reports/qinghe/2024/index.html#s1-p1" in done.stdout
    rows = json.loads(_run(folder, "search", "电梯", "--json", "--year", "2024", "--region", "示例").stdout)
    assert [row["url"] for row in rows["results"]] == ["reports/qinghe/2024/index.html#s1-p1"]
    assert rows["results"][0]["marks"] == ["电梯"]
    assert _run(folder, "search", " ").returncode == 2
    wrong = _run(folder, "search", "电梯", "--issuer", "沙河街道")
    assert wrong.returncode == 1
    assert "清河街道" in wrong.stderr
    rows = json.loads(_run(folder, "search", "电梯", "--json", "--initiative", "加梯").stdout)
    assert [row["url"] for row in rows["results"]] == ["reports/qinghe/2024/index.html#s1-p1"]
    wrong = _run(folder, "search", "电梯", "--initiative", "加装电扶梯")
    assert wrong.returncode == 1
    assert "加装电梯" in wrong.stderr
    assert (
        "There is nothing of 1999. There is: 2024." in _run(folder, "search", "完成", "--year", "1999").stderr
    )
    assert "Nothing is called “不存在”" in _run(folder, "search", "完成", "--issuer", "不存在").stderr
    short = _run(folder, "search", "完成", "--limit", "1")
    assert "2 places found" in short.stdout
    assert "Of 2 places the first 1 are listed; more with --limit 2." in short.stderr
    assert "--limit" not in _run(folder, "search", "完成").stderr
    assert "nowhere/at/all" in _run(folder, "search", "完成", "--output", "nowhere/at/all").stderr


def test_an_import_outside_of_an_archive_says_where_the_new_one_begins(folder: Path) -> None:
    first = _run(folder, "import", "总结.txt", "--region", "示例市")
    assert f"a new one begins in {folder / 'content'}" in first.stderr
    assert "a new one begins" not in _run(folder, "import", "总结.txt", "--region", "示例市").stderr


def test_of_many_problems_of_one_kind_the_first_are_printed_and_the_others_counted(folder: Path) -> None:
    lines = "".join(
        f"推进第{number}个社区的重点工作，居民的获得感、幸福感不断增强\n" for number in range(1, 21)
    )
    (folder / "多处.txt").write_text(f"清河街道2024年工作总结\n一、甲\n{lines}", "utf-8")
    done = _run(folder, "import", "多处.txt", "--region", "示例市")
    assert done.stderr.count("ends without a full stop") == 3
    assert "17 more of this kind, in lines 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, …" in done.stderr
    rows = json.loads(_run(folder, "import", "多处.txt", "--json", "--region", "示例市").stdout)
    assert sum(1 for row in rows if row["code"] == "stop-missing") == 20


def test_places_in_a_word_file_are_called_paragraphs_and_each_is_named_once(folder: Path) -> None:
    stops = "".join(
        f"<w:p><w:r><w:t>推进第{number}个社区的重点工作，居民的获得感、幸福感不断增强</w:t></w:r></w:p>"
        for number in range(8)
    )
    title = "<w:p><w:r><w:t>清河街道2024年工作总结</w:t></w:r></w:p>"
    (folder / "多处.docx").write_bytes(word_bytes(title + stops))
    done = _run(folder, "import", "多处.docx", "--region", "示例市")
    assert "5 more of this kind, in paragraphs 5, 6, 7, 8, 9" in done.stderr


def test_an_address_that_is_none_of_the_web_is_refused(folder: Path) -> None:
    done = _run(folder, "import", "总结.txt", "--url", "javascript:alert(1)")
    assert done.returncode == 2
    assert "http://" in done.stderr
    assert not (folder / "content").exists()


def test_the_command_line_speaks_no_english_to_who_reads_chinese(folder: Path) -> None:
    for arguments in (
        ("improt", "总结.txt"),
        ("import", "总结.txt", "--published", "2024年3月"),
        ("search", "电梯", "--sort", "foo"),
        ("import", "总结.txt", "--yaer", "2024"),
    ):
        said = _run(folder, *arguments, language="zh_CN.UTF-8").stderr
        assert not re.search(r"Did you|does not|is not|one of|No such", said), said
