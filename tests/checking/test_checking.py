from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.build import build
from sitegen.cache import Cache
from sitegen.checking import check
from sitegen.config import load_config

if TYPE_CHECKING:
    from sitegen.model import Problem

_REPORT = "content/qingheyuan/2024.md"


@pytest.fixture(scope="module")
def checked_once(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new archive that was built once, so that its anchors are locked and its results in the cache."""
    folder = Path(shutil.copytree(built_once, tmp_path_factory.mktemp("checking") / "archive"))
    config = load_config(folder)
    with Cache(config.cache) as cache:
        for report_id, text in build(config, cache).locks:
            (folder / f"content/{report_id}.anchors.json").write_text(text)
    _check(folder)
    return folder


@pytest.fixture
def archive(checked_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(checked_once, tmp_path / "archive"))


def _check(folder: Path) -> tuple[Problem, ...]:
    config = load_config(folder)
    with Cache(config.cache) as cache:
        return check(config, build(config, cache), cache)


def _doubts(folder: Path) -> list[tuple[str, str, int]]:
    """Return code, place and line of what is more than a note about the site as a whole."""
    return [
        (found.code, found.where, found.line)
        for found in _check(folder)
        if not found.code.startswith("site-")
    ]


def _edit(folder: Path, old: str, new: str, path: str = _REPORT) -> int:
    """Replace a text; return the line that it stands on."""
    file = folder / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_new_archive_has_nothing_wrong(archive: Path) -> None:
    assert _doubts(archive) == []


def test_what_a_build_reports_is_not_reported_again(archive: Path) -> None:
    line = _edit(archive, "{#s2}", "{#s1}")
    found = [problem for problem in _check(archive) if problem.code == "anchor-repeated"]
    assert [(problem.where, problem.line) for problem in found] == [("qingheyuan/2024.md", line)]


_LANDING = (
    "../../meilinlu/2024/index.html", "../../meilinlu/2024/", "/reports/meilinlu/2024/#s1", "#s1", "", "mailto:a@example.org",
    "https://example.org/a",
)  # fmt: skip
_DEAD = (
    "../../meilinlu/2025/", "../../meilinlu/2024/#s9", "#s77", "原件.pdf", "../../../../../../etc/passwd",
)  # fmt: skip


def test_links_in_a_report_must_lead_somewhere(archive: Path) -> None:
    links = "\n\n".join(f"“[链接]({link})”已公布。" for link in (*_LANDING, *_DEAD))
    first = _edit(archive, "## 二", f"{links}\n\n## 二")
    dead = [found for found in _doubts(archive) if found[0] != "anchors-unlocked"]
    lines = range(first + 2 * len(_LANDING), first + 2 * len(_LANDING + _DEAD), 2)
    assert dead == [("link-dead", "qingheyuan/2024.md", line) for line in lines]


def test_a_template_with_a_dead_link_and_an_id_given_twice_is_told_once_for_all_pages(archive: Path) -> None:
    footer = archive / "themes/default/templates/parts/footer.html"
    footer.parent.mkdir(parents=True)
    footer.write_text(
        '<a id="x" href="{{ root }}nirgends.html">a</a><i id="x"></i><a href="#y">b</a>', "utf-8"
    )
    problems = [problem for problem in _check(archive) if problem.code in {"page-link-dead", "id-repeated"}]
    shared = [problem for problem in problems if dict(problem.values).get("target") == "/nirgends.html"]
    assert len(shared) == 1
    assert int(dict(shared[0].values)["count"]) > 10
    assert [dict(problem.values)["id"] for problem in problems if problem.code == "id-repeated"] == ["x"]
    assert any(dict(problem.values).get("target") == "/about/#y" for problem in problems)


def test_links_hold_under_the_address_of_the_site_too(archive: Path) -> None:
    _edit(archive, "# base_url =", "base_url =", "sitegen.toml")
    assert _doubts(archive) == []
    line = _edit(archive, "补种行道树", "[补种行道树](https://example.org/reports/nirgends/)")
    assert _doubts(archive) == [("link-dead", "qingheyuan/2024.md", line)]


def test_front_matter_that_is_unknown_repeated_or_empty_is_told_with_its_line(archive: Path) -> None:
    line = _edit(archive, "kind:", "editor: 王\nyear: 2024\nkind: ''\nformer:")
    assert _doubts(archive) == [
        ("front-matter-unknown", "qingheyuan/2024.md", line),
        ("front-matter-repeated", "qingheyuan/2024.md", line + 1),
        ("front-matter-unknown", "qingheyuan/2024.md", line + 3),
        ("front-matter-empty", "qingheyuan/2024.md", 1),
    ]


def test_figures_that_contradict_one_another_are_told_with_the_line_of_the_passage(archive: Path) -> None:
    line = _edit(archive, "补种行道树", "接待来访群众120人次，其中老年人300人次。补种行道树")
    assert ("figure-part", "qingheyuan/2024.md", line) in _doubts(archive)


def test_an_address_of_a_source_that_no_browser_opens_is_told(archive: Path) -> None:
    line = _edit(archive, "kind:", "source:\n  name: a.txt\n  url: javascript:alert(1)\nkind:")
    assert _doubts(archive) == [("source-address", "qingheyuan/2024.md", line + 2)]


def test_anchors_are_held_against_the_lock(archive: Path) -> None:
    _edit(archive, "{#s2}", "{#s7}")
    found = {problem.code: dict(problem.values) for problem in _check(archive)}
    assert found["anchor-gone"]["parent"] == "s7"  # where the heading stands now
    assert found["anchors-unlocked"]["count"] == "1"


def test_files_without_an_owner_or_a_use_are_told(archive: Path) -> None:
    content = archive / "content"
    for name in (
        "weg/2020.anchors.json", "weg/2020.figures.yaml", ".imported/weg/2020.md", ".published/weg/2020.words.jsonl",
        ".published/odd.txt", "原件.docx", "_entwurf.md", ".gitignore", "moved.toml", "aliases.txt",
    ):  # fmt: skip
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text("", "utf-8")
    (content / "link.md").symlink_to(content / "qingheyuan/2024.md")
    assert sorted(_doubts(archive)) == [
        ("draft-unread", "_entwurf.md", 0),
        ("file-orphaned", ".imported/weg/2020.md", 0),
        ("file-orphaned", "weg/2020.anchors.json", 0),
        ("file-orphaned", "weg/2020.figures.yaml", 0),
        ("file-unread", ".published/odd.txt", 0),
        ("file-unread", "原件.docx", 0),
        ("link-skipped", "link.md", 0),
        ("record-orphaned", ".published/weg/2020.words.jsonl", 0),
    ]


def test_numbering_quotes_and_personal_data_are_found_in_the_text(archive: Path) -> None:
    line = _edit(archive, "补种行道树", "请联系13812345678，“补种行道树")
    assert sorted(_doubts(archive)) == [
        ("personal-data", "qingheyuan/2024.md", line),
        ("quotes-unmatched", "qingheyuan/2024.md", line),
    ]


def test_problems_are_plain_values_for_json(archive: Path) -> None:
    _edit(archive, "补种行道树", "[补种行道树](#s99)")
    (found,) = [problem for problem in _check(archive) if problem.code == "link-dead"]
    assert json.loads(json.dumps(dict(found.values))) == {"target": "/reports/qingheyuan/2024/#s99"}
