"""What can be taken away: each report as Markdown and JSON, the archive as a zip file that anyone can check."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.model import Archive, OutputFile
from sitegen.render import downloads
from sitegen.render.downloads import archive_files, report_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import html


def test_a_report_for_programs_holds_every_word_with_its_anchor(built: dict[str, bytes]) -> None:
    found: dict[str, Any] = json.loads(built["reports/qinghe/2024/report.json"])
    passage = found["sections"][0]["sections"][0]["passages"][0]
    assert (passage["anchor"], passage["lead"]) == ("s1-1-p1", "民生改善")
    clause = passage["clauses"][1]
    assert passage["text"][clause["start"] : clause["end"]] == "加装电梯开工19台。"
    assert found["gone"] == [{"anchor": "s1-1-p9", "parent": "s1-1"}, {"anchor": "s7-p1", "parent": ""}]


def test_the_version_of_a_passage_is_the_one_on_its_page(
    built: dict[str, bytes], page: Callable[[str], html.HtmlElement]
) -> None:
    found = json.loads(built["reports/qinghe/2024/report.json"])
    tree = page("reports/qinghe/2024/index.html")
    assert tree.xpath("//article/@data-version") == [found["version"]]
    assert tree.xpath("//section[@id='s1']/@data-version") == [found["sections"][0]["version"]]


def test_the_text_that_people_keep_is_published_as_it_is(archive: Archive) -> None:
    markdown = "---\ntitle: 甲\n---\n\n乙,丙\n"
    assert report_files(archive.reports[0], markdown)[1].data.decode() == markdown


def test_the_archive_holds_everything_with_its_checksum(built: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(built["data/archive.zip"])) as packed:
        names = packed.namelist()
        sums = dict(reversed(line.split("  ")) for line in packed.read("SHA256SUMS").decode().splitlines())
        assert set(names) == {*sums, "SHA256SUMS"}
        assert all(hashlib.sha256(packed.read(name)).hexdigest() == digest for name, digest in sums.items())
        assert all(packed.read(name) == built[name] for name in sums)
    assert {"data/reports.json", "data/schema/report.json", "reports/qinghe/2024/report.md"} <= set(names)


def test_the_same_files_in_any_order_make_the_same_archive() -> None:
    files = [OutputFile(path=f"{name}.txt", data=name.encode()) for name in "abc"]
    assert archive_files(files) == archive_files(reversed(files))
    with zipfile.ZipFile(io.BytesIO(archive_files(files)[0].data)) as packed:
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_large_archive_is_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "_LARGEST", 1500)
    parts = archive_files(OutputFile(path=f"{number}.txt", data=b"x" * 700) for number in range(5))
    assert [part.path for part in parts] == [f"data/archive-000{number}.zip" for number in (1, 2, 3)]


def test_the_page_of_a_report_and_the_page_about_the_archive_lead_to_the_files(
    page: Callable[[str], html.HtmlElement],
) -> None:
    links = page("reports/qinghe/2024/index.html").xpath("//a[@download]/@href")
    assert links == ["report.json", "report.md"]
    assert page("about/index.html").xpath("//a[@href='../data/archive.zip']")
