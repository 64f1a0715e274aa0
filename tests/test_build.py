from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html

from sitegen import permanence, reports
from sitegen.archive import add_verdict
from sitegen.build import build
from sitegen.cache import Cache
from sitegen.config import load_config
from sitegen.errors import CombinedError, SitegenError
from sitegen.new import new_archive
from sitegen.sources import load_words

if TYPE_CHECKING:
    from sitegen.build import Build

ROOT = Path(__file__).parent.parent


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A new archive with its two example reports."""
    folder = tmp_path / "archive"
    new_archive(folder)
    return folder


def _build(folder: Path, cache: Path | None = None) -> Build:
    with Cache(cache) as memory:
        return build(load_config(folder), memory)


def _files(built: Build) -> dict[str, bytes]:
    return {file.path: file.data for file in built.files}


def _edit(folder: Path, old: str, new: str) -> None:
    path = folder / "content/qingheyuan/2024.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    """The built site of this repository's own archive."""
    with Cache(None) as memory:
        return _files(build(load_config(ROOT), memory))


def test_the_site_has_every_kind_of_page_and_data(site: dict[str, bytes]) -> None:
    for path in (
        "index.html", "404.html", "about/index.html", "search/index.html", "feed.xml", "robots.txt",
        "reports/wujiaochang/2023/index.html", "reports/gumeilu/2023/index.html", "issuers/wujiaochang/index.html",
        "years/2023/index.html", "regions/index.html", "data/reports.json", "data/related.jsonl", "data/initiatives.json", "data/index.json",
    ):  # fmt: skip
        assert path in site


def test_every_link_and_fragment_of_the_site_lands(site: dict[str, bytes]) -> None:
    pages = {path: html.fromstring(data.decode()) for path, data in site.items() if path.endswith(".html")}
    ids = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    dead = []
    for path, page in pages.items():
        assert len(page.xpath("//@id")) == len(ids[path]), f"{path}: an id is given twice"
        for link in page.xpath("//@href | //@src"):
            if re.match(r"[a-z]+:", link):
                continue
            target, fragment = urldefrag(
                link.partition("?")[0] if "#" not in link else re.sub(r"\?[^#]*", "", link)
            )
            full = os.path.normpath(os.path.join(os.path.dirname(path), unquote(target))) if target else path
            full = full.lstrip("/")  # the page for missing addresses is shown at any of them
            if full not in site or (fragment and unquote(fragment) not in ids.get(full, ())):
                dead.append((path, link))
    assert dead == []


def test_every_section_passage_and_clause_is_addressable(
    site: dict[str, bytes], archive_reports: tuple[reports.loads, ...]
) -> None:
    for report in archive_reports:
        page = html.fromstring(site[f"reports/{report.id}/index.html"].decode())
        by_id = {
            element.get("id"): "".join(element.text_content().split()) for element in page.xpath("//*[@id]")
        }
        for path in report.walk():
            assert "".join(path[-1].heading.split()) in by_id[path[-1].anchor]
        for _, passage in report.walk_passages():
            assert "".join(passage.text.split()) in by_id[passage.anchor]
            for clause in passage.clauses:
                assert "".join(passage.clause_text(clause).split()) in by_id[clause.anchor]


def test_similar_initiatives_of_the_two_reports_are_linked_both_ways(site: dict[str, bytes]) -> None:
    links = [json.loads(line) for line in site["data/related.jsonl"].splitlines()]
    pairs = {(link["from"], link["to"]) for link in links}
    assert all((target, origin) in pairs for origin, target in pairs)
    texts = {}
    for row in json.loads(site["data/reports.json"]):
        page = html.fromstring(site[f"reports/{row['id']}/index.html"].decode())
        texts |= {
            f"{row['id']}#{element.get('id')}": element.text_content() for element in page.xpath("//*[@id]")
        }
    for one, other in (
        ("电梯加装", "加装电梯"), ("适老化改造29户", "适老化改造117户"), ("17个业委会", "业委会换届"), ("12345热线", '"12345"热线'),
        ("五经普", "第五次全国经济普查"), ("优秀学习型社区组织", "优秀学习型社区组织"),
    ):  # fmt: skip
        assert any(one in texts[origin] and other in texts[target] for origin, target in pairs), one


def test_each_link_gives_its_reason(site: dict[str, bytes]) -> None:
    for line in site["data/related.jsonl"].splitlines():
        link = json.loads(line)
        assert link["shared"], link
        assert link["score"] > 0


def test_a_cached_build_equals_a_clean_one_after_an_edit(archive: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    _build(archive, cache)
    _edit(archive, "签约12台", "签约13台")
    assert _files(_build(archive, cache)) == _files(_build(archive))


def test_a_build_without_change_computes_nothing(archive: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    _build(archive, cache)
    with Cache(cache) as memory:
        build(load_config(archive), memory)
        assert memory.computed == []


def test_an_edit_renders_few_pages(archive: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    pages = sum(1 for path in _files(_build(archive, cache)) if path.endswith(".html"))
    _edit(archive, "补种行道树340株", "补种行道树341株")
    with Cache(cache) as memory:
        build(load_config(archive), memory)
        assert memory.computed.count("load_report") == 1
        assert memory.computed.count("render_page") <= pages // 3


def test_two_builds_are_equal_whatever_the_machine(archive: Path, tmp_path: Path) -> None:
    digests = set()
    for number, settings in enumerate(
        (
            {"PYTHONHASHSEED": "1", "TZ": "UTC", "LANG": "C"},
            {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8"},
        )
    ):
        folder = tmp_path / f"copy{number}"
        shutil.copytree(archive, folder)
        run = [sys.executable, "-m", "sitegen", "build", "--no-cache", "--jobs", str(number + 1)]
        subprocess.run(run, cwd=folder, env=os.environ | settings, check=True, capture_output=True)
        site = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted((folder / "site").rglob("*"))
            if path.is_file()
        }
        digests.add(sha256(repr(site).encode()).hexdigest())
    assert len(digests) == 1


def test_all_reports_that_cannot_be_read_are_named_at_once(archive: Path) -> None:
    (archive / "content/a.md").write_text("kein Kopf")
    (archive / "content/b.md").write_text("---\ntitle: 甲\n---\n")
    with pytest.raises(CombinedError) as caught:
        _build(archive)
    assert [problem.where for problem in caught.value.problems] == ["a.md", "b.md"]


def test_an_archive_without_reports_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SitegenError, match="sitegen import"):
        _build(tmp_path)


def test_edits_bring_new_anchors_into_the_lock_and_keep_the_old(archive: Path) -> None:
    for report_id, text in _build(archive).locks:
        (archive / f"content/{report_id}.anchors.json").write_text(text)
    assert _build(archive).locks == ()
    _edit(archive, "建成分类精品小区6个", "新增投放点一处，环境更整洁。\n\n建成分类精品小区6个")
    ((report_id, text),) = _build(archive).locks
    anchors = [anchor for anchor, _ in reports.load_lock(report_id, text).anchors]
    assert "s1-2-p1" in anchors
    assert "s1-2-p2" in anchors
    page = html.fromstring(_files(_build(archive))["reports/qingheyuan/2024/index.html"].decode())
    assert "建成分类精品小区6个" in page.get_element_by_id("s1-2-p1").text_content()


def test_hostile_content_stays_text(archive: Path) -> None:
    _edit(
        archive,
        "补种行道树340株",
        "<script>alert(1)</script><img src=x onerror=alert(2)> [点](javascript:alert(3)) </style>{{ 7*7 }}",
    )
    _edit(archive, "title: 清河源街道2024年工作总结", 'title: "</title><script>alert(4)</script>{{ 7*7 }}"')
    _edit(archive, "## 一、居住环境持续改善", '## 一、<b onclick="x">居住</b>')
    for path, data in _files(_build(archive)).items():
        if path.endswith(".html"):
            page = html.fromstring(data.decode())
            for script in page.xpath("//script[not(@src)]"):
                assert script.get("type") == "application/ld+json", path
                assert json.loads(script.text), path
            assert not page.xpath("//@*[starts-with(name(), 'on')]"), path
            assert not page.xpath("//@href[starts-with(., 'javascript')]"), path
            assert not page.xpath("//main//b"), path
            assert b"7*7" not in data or b"{{ 7*7 }}" in data, path
            assert b">49<" not in data, path


def _figures(built: Build) -> dict[str, str]:
    rows = [json.loads(line) for line in _files(built)["data/figures.jsonl"].splitlines()]
    return {f"{row['report']} {row['printed']}": row["indicator"] for row in rows}


def test_figures_are_data_and_the_keeper_corrects_them_in_a_file_of_their_own(archive: Path) -> None:
    found = _figures(_build(archive))
    assert "加装电梯" in found["qingheyuan/2024 12台"]
    assert "qingheyuan/2024 340株" in found
    (archive / "content/qingheyuan/2024.figures.yaml").write_text(
        "- anchor: s1-1-p2-c2\n  printed: 340株\n  suppress: true\n- anchor: s1-1-p2-c2\n  printed: 9999株\n  suppress: true\n",
        "utf-8",
    )
    built = _build(archive)
    assert "qingheyuan/2024 340株" not in _figures(built)
    assert "correction-unused" in [problem.code for problem in built.problems]
    assert "340株" in _files(built)["reports/qingheyuan/2024/index.html"].decode()


def _publish(folder: Path, date: str) -> None:
    """Write what a publication of the present content on a day would remember."""
    built = _build(folder)
    for report_id, text in built.locks:
        (folder / f"content/{report_id}.anchors.json").write_text(text)
    home = folder / "content/.published"
    for report in built.reports:
        words = load_words(folder / "content", report.id)
        record, now = permanence.revise(
            report, built.past.records.get(report.id), permanence.load_words("", words), date
        )
        (home / report.id).parent.mkdir(parents=True, exist_ok=True)
        (home / f"{report.id}.json").write_text(permanence.dump_record(record), "utf-8")
        (home / f"{report.id}.words.jsonl").write_text(permanence.dump_words(now), "utf-8")
    listed = [file.path for file in built.files if file.path.endswith(("index.html", "feed.xml"))]
    kept = [path for path in listed if not path.startswith("reports/")]
    (home / "pages.txt").write_text("\n".join(kept), "utf-8")


def test_a_correction_of_a_published_report_is_told_to_the_public(archive: Path) -> None:
    _publish(archive, "2026-11-24")
    _edit(archive, "签约12台", "签约13台")
    _publish(archive, "2026-12-01")
    site = _files(_build(archive))
    (row,) = [json.loads(line) for line in site["data/corrections.jsonl"].splitlines()]
    assert (row["date"], row["report"]) == ("2026-12-01", "qingheyuan/2024")
    assert "签约12台" in row["revisions"][0]["before"]
    assert "13" in html.fromstring(site["corrections/index.html"].decode()).xpath("string(//ins)")
    assert b"2026-12-01" in site["reports/qingheyuan/2024/index.html"]
    assert b"2026-12-01" in site["corrections/feed.xml"]


def test_a_published_report_cannot_vanish_without_a_word(archive: Path) -> None:
    _publish(archive, "2026-11-24")
    for path in (archive / "content/qingheyuan").iterdir():
        path.unlink()
    assert "page-lost" in {problem.code for problem in _build(archive).problems}
    (archive / "content/moved.toml").write_text(
        '[[moved]]\nfrom = "qingheyuan/2024"\ndate = 2026-12-01\nreason = "发布单位撤回。"\n', "utf-8"
    )
    built = _build(archive)
    assert "page-lost" not in {problem.code for problem in built.problems}
    notice = _files(built)["reports/qingheyuan/2024/index.html"].decode()
    assert "已于 2026-12-01 撤回" in notice
    assert "撤回：" in _files(built)["corrections/index.html"].decode()


def test_a_renamed_report_is_found_at_its_old_address(archive: Path) -> None:
    _publish(archive, "2026-11-24")
    (archive / "content/qingheyuan").rename(archive / "content/qinghe")
    assert "page-renamed" in {problem.code for problem in _build(archive).problems}
    (archive / "content/moved.toml").write_text(
        '[[moved]]\nfrom = "qingheyuan/2024"\nto = "qinghe/2024"\ndate = 2026-12-01\n', "utf-8"
    )
    built = _build(archive)
    codes = {problem.code for problem in built.problems}
    assert not codes & {"page-renamed", "page-lost", "anchors-lost"}
    site = _files(built)
    page = html.fromstring(site["reports/qingheyuan/2024/index.html"].decode())
    assert page.get_element_by_id("moved-to").get("href") == "../../qinghe/2024/index.html"
    assert site["reports/qingheyuan/2024/report.md"] == site["reports/qinghe/2024/report.md"]
    assert "reports/qingheyuan/2024" not in site.get("sitemap.xml", b"").decode()


def test_a_lock_that_was_lost_is_noticed(archive: Path) -> None:
    _publish(archive, "2026-11-24")
    _edit(archive, "建成分类精品小区6个", "新增投放点一处，环境更整洁。\n\n建成分类精品小区6个")
    _publish(archive, "2026-12-01")
    _edit(archive, "新增投放点一处，环境更整洁。\n\n", "")
    (archive / "content/qingheyuan/2024.anchors.json").unlink()
    assert "anchors-lost" in {problem.code for problem in _build(archive).problems}


def test_the_keepers_word_on_initiatives_is_honoured_and_old_addresses_land(archive: Path) -> None:
    _publish(archive, "2026-11-24")
    before = json.loads(_files(_build(archive))["data/initiatives.json"])
    one, other = before[0]["id"], before[1]["id"]
    (archive / "content/initiatives.toml").write_bytes(
        f'\ufeff[[initiative]]\r\nid = "{one}"\r\ninto = "{other}"\r\n'
        f'[[initiative]]\r\nid = "{other}"\r\nname = "合并后的名称"\r\n'
        '[[initiative]]\r\nid = "no-such"\r\nhide = true\r\n'.encode()
    )
    built = _build(archive)
    site = _files(built)
    after = {each["id"]: each["name"] for each in json.loads(site["data/initiatives.json"])}
    assert one not in after
    assert after[other] == "合并后的名称"
    notice = html.fromstring(site[f"initiatives/{one}/index.html"].decode())
    assert f"../{other}/index.html" in notice.xpath("//main//a/@href")
    assert f"initiatives/{one}/feed.xml" in site
    codes = [problem.code for problem in built.problems]
    assert "initiative-unknown" in codes
    assert "page-forwarded" not in codes


def test_a_rejected_link_is_nowhere_and_a_confirmed_one_says_so(archive: Path) -> None:
    rows = [json.loads(line) for line in _files(_build(archive))["data/related.jsonl"].splitlines()]
    gone, kept = [row for row in rows if row["from"] < row["to"]][:2]
    (archive / "content/links.toml").write_text(
        add_verdict(
            add_verdict("", (gone["from"], gone["to"]), "none"),
            (kept["from"], kept["to"]),
            "same",
            "逐字核对过",
        ),
        "utf-8",
    )
    site = _files(_build(archive))
    left = [json.loads(line) for line in site["data/related.jsonl"].splitlines()]
    ends = {frozenset((row["from"], row["to"])) for row in left}
    assert frozenset((gone["from"], gone["to"])) not in ends
    page = site[f"reports/{kept['from'].partition('#')[0]}/index.html"].decode()
    assert "逐字核对过" in page
