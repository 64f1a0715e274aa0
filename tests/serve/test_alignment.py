from __future__ import annotations

import http.client
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT
from examples import document, imported
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from sitegen import reports
from sitegen.readers import transcript
from sitegen.serve.alignment import Pair, align
from sitegen.sources import load_transcript

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.model import Report
    from sitegen.serve import Server

_LINES = (
    "2024年，街道做了三件事。",
    "一、居住环境",
    "（一）加装电梯。完成加装电梯三十五台，惠及居民千余户。",
    "（二）垃圾分类。补种行道树340株。",
    "二、民生服务",
    "完成适老化改造二十九户。",
)


def _source(*lines: str) -> str:
    return transcript(document("清河街道2024年工作总结", *lines))


def _only(pair: Pair) -> tuple[list[str], list[str]]:
    """Return what stands in the source alone and in the report alone."""
    source = [run.text for line in pair.source for run in line.runs if run.kind == "only"]
    return source, [run.text for unit in pair.units for run in unit.runs if run.kind == "only"]


def _with(report: Report, old: str, new: str) -> Report:
    text = reports.dumps(report)
    assert old in text
    return reports.loads(report.id, text.replace(old, new))


def test_each_section_stands_beside_its_part_of_the_source() -> None:
    pairs = align(imported(*_LINES), _source(*_LINES))
    shown = {pair.anchor: ["".join(run.text for run in line.runs) for line in pair.source] for pair in pairs}
    assert shown == {
        "": ["清河街道2024年工作总结", _LINES[0]],
        "s1": [_LINES[1]],
        "s1-1": [_LINES[2]],
        "s1-2": [_LINES[3]],
        "s2": [_LINES[4], _LINES[5]],
    }
    assert not any(pair.differs for pair in pairs)


def test_what_the_report_changed_or_lost_is_marked_where_it_is() -> None:
    report = _with(_with(imported(*_LINES), "三十五台", "三十六台"), "补种行道树340株。", "")
    changed = {pair.anchor: _only(pair) for pair in align(report, _source(*_LINES)) if pair.differs}
    assert changed == {"s1-1": (["五"], ["六"]), "s1-2": (["补种行道树340株。"], [])}


def test_a_section_that_the_import_lost_shows_up_beside_the_one_before_it() -> None:
    report = imported(*_LINES)
    section = replace(report.sections[0], sections=report.sections[0].sections[:1])
    cut = replace(report, sections=(section, report.sections[1]))
    changed = {pair.anchor: _only(pair) for pair in align(cut, _source(*_LINES)) if pair.differs}
    assert changed == {"s1-1": ([_LINES[3]], [])}


def test_pages_of_the_source_are_told() -> None:
    text = _source(*_LINES).replace("（二）", "\f（二）")
    pages = [
        (pair.anchor, line.page)
        for pair in align(imported(*_LINES), text)
        for line in pair.source
        if line.page
    ]
    assert pages == [("s1-2", 2)]


@given(st.lists(st.text(alphabet="甲乙丙，。 12\n\f", max_size=30), max_size=6))
def test_no_word_of_the_source_is_left_out(lines: list[str]) -> None:
    source = "\n".join(lines)
    pairs = align(imported(*_LINES), source)
    shown = "".join(run.text for pair in pairs for line in pair.source for run in line.runs)
    assert "".join(shown.split()) == "".join(source.split())


def test_the_two_reports_of_this_archive_differ_little_from_their_sources(
    archive_reports: tuple[Report, ...],
) -> None:
    for report in archive_reports:
        pairs = align(report, load_transcript(ROOT / "content", report.id))
        marked = sum(len(text) for pair in pairs for side in _only(pair) for text in side)
        whole = sum(len(passage.text) for _, passage in report.walk_passages())
        assert whole > 1000
        assert marked < 0.02 * whole


# ---------------------------------------------------------------- the page


def _get(server: Server, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


def test_the_page_shows_the_source_as_text_whatever_it_holds(archive: Path, server: Server) -> None:
    place = archive / "content/.imported/qingheyuan/2024.txt"
    place.parent.mkdir(parents=True)
    place.write_text("清河源街道2024年工作总结\n<script>alert(1)</script>\n", "utf-8")
    status, page = _get(server, "/__sitegen/source/qingheyuan/2024")
    assert status == 200
    main = html.fromstring(page).find(".//main")
    assert main.xpath(".//script") == []
    assert "<script>alert(1)</script>" in main.text_content()
    assert "default-src 'none'" in page


def test_without_a_source_the_page_says_how_to_keep_it(server: Server) -> None:
    status, page = _get(server, "/__sitegen/source/qingheyuan/2024")
    assert status == 200
    assert "sitegen import" in page


@pytest.mark.parametrize("name", ["nirgends/2024", "../sitegen", "qingheyuan/2024.md", "QINGHEYUAN/2024", ""])
def test_only_reports_have_such_a_page(server: Server, name: str) -> None:
    assert _get(server, f"/__sitegen/source/{name}")[0] == 404


def test_sections_that_share_a_line_of_the_source_each_have_their_own_part() -> None:
    joined = "（一）加装电梯。完成加装电梯三十五台，惠及居民千余户。（二）垃圾分类。补种行道树340株。"
    source = _source(_LINES[1], joined)
    pairs = align(imported(*_LINES[1:4]), source)
    shown = {pair.anchor: "".join(run.text for line in pair.source for run in line.runs) for pair in pairs}
    assert shown["s1-1"] == _LINES[2]
    assert shown["s1-2"] == _LINES[3]


def test_the_number_of_a_page_counts_those_without_text() -> None:
    pairs = align(imported(*_LINES), _source(*_LINES).replace("一、居住环境", "\f\f一、居住环境"))
    assert [line.page for pair in pairs for line in pair.source if line.page] == [3]
