"""The cases stand in `outlines.txt`, where someone who reads Chinese but not Python can add more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from examples import document, imported

from sitegen import readers, reports
from sitegen.errors import SitegenError
from sitegen.model import Report, Table

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
CONTENT = HERE.parent.parent / "content"


def _cases() -> list[tuple[str, list[str], list[str]]]:
    cases = []
    for block in (HERE / "outlines.txt").read_text("utf-8").split("\n=== ")[1:]:
        title, _, rest = block.partition("\n")
        source, _, expected = rest.partition("\n>>>\n")
        cases.append((title, source.splitlines(), expected.strip().splitlines()))
    return cases


def _shown(report: Report) -> list[str]:
    lines = [f"{passage.anchor} = {passage.text}" for passage in report.passages]
    for path in report.walk():
        lines.append(f"{path[-1].anchor} | {path[-1].heading}")
        lines += [f"{passage.anchor} = {passage.text}" for passage in path[-1].passages]
    return lines


@pytest.mark.parametrize(("title", "source", "expected"), _cases(), ids=[case[0] for case in _cases()])
def test_outlines_are_read_as_listed(title: str, source: list[str], expected: list[str]) -> None:
    assert _shown(imported(*source)) == expected, title


def test_what_a_notice_passes_on_bears_its_own_name_and_is_no_part() -> None:
    title = "清河区卫生健康局关于印发2023年全区卫生健康工作要点的通知"
    lines = ("各镇：", "现印发给你们。", "2023年全区卫生健康工作要点", "一、总体要求", "要求。")
    report = reports.outline(document(title, *lines))
    assert [path[-1].heading for path in report.walk()] == ["一、总体要求"]


def _seed(name: str) -> Report:
    (path,) = SEEDS.glob(f"{name}_*.txt")
    return reports.outline(readers.read(path.name, path.read_bytes()))


@pytest.mark.parametrize(("seed", "report_id"), [("000", "wujiaochang/2023"), ("002", "gumeilu/2023")])
def test_the_committed_content_is_what_the_import_of_its_source_makes(seed: str, report_id: str) -> None:
    report = reports.assign(_seed(seed))
    assert report.id == report_id
    assert reports.dumps(report) == (CONTENT / f"{report_id}.md").read_text("utf-8")


def test_the_web_text_has_its_sections_leads_and_date() -> None:
    report = _seed("000")
    assert [len(section.sections) for section in report.sections] == [3, 3, 3, 3, 3]
    leads = [passage.text[: passage.lead] for _, passage in report.walk_passages() if passage.lead]
    assert len(leads) == 35
    assert "加大保障力度" in leads
    assert report.meta.published == "2024-02-29"
    assert report.meta.region == ("上海市", "杨浦区")


def test_the_pdf_text_is_whole_again_and_keeps_its_one_real_space() -> None:
    report = _seed("002")
    text = "\n".join(passage.text for _, passage in report.walk_passages())
    assert [len(section.sections) for section in report.sections] == [3, 4, 3, 3, 4]
    for joined in (
        "综合环卫停车场",
        '"风从古美来"',
        "5A级受理中心",
        "3万人次",
        "示范区建设",
        "普法活动600余次",
    ):
        assert joined in text
    assert text.count(" ") == 1
    assert "美好社区 先锋行动" in text
    assert report.meta.region == ("上海市", "闵行区")


@pytest.mark.parametrize("seed", ["000", "002"])
def test_no_printed_character_is_lost_or_added(seed: str) -> None:
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    report = _seed(seed)
    printed = (
        "".join(path.read_text("utf-8").split()).replace("-(", "(").replace(report.meta.published, "", 1)
    )
    parts = [report.meta.title, *(passage.text for passage in report.passages)]
    for section_path in report.walk():
        parts += [section_path[-1].heading, *(passage.text for passage in section_path[-1].passages)]
    assert "".join("".join(parts).split()) == printed


def test_gaps_and_repeated_numbers_are_reported_with_their_line() -> None:
    report = imported("一、甲工作", "内容。", "三、丙工作", "三、丁工作", "（二）戊")
    found = {(problem.code, problem.line) for problem in report.problems}
    assert {("number-gap", 4), ("number-repeated", 5), ("number-first", 6)} <= found


def test_a_document_without_a_year_asks_for_it() -> None:
    with pytest.raises(SitegenError, match="--year"):
        reports.outline(document("清河街道工作总结", "内容。"), reports.Given(issuer="清河街道"))


def test_what_the_clerk_gives_wins() -> None:
    given = reports.Given(
        id="qinghe/2024-a",
        issuer="清河镇",
        region=("某省",),
        year=2024,
        kind="工作报告",
        published="2025-01-02",
    )
    report = reports.outline(document("清河街道2023年工作总结 2024-02-29", "内容。"), given)
    assert report.id == "qinghe/2024-a"
    assert (report.meta.issuer, report.meta.region, report.meta.year) == ("清河镇", ("某省",), 2024)
    assert (report.meta.kind, report.meta.published) == ("工作报告", "2025-01-02")


def test_a_table_before_numbers_that_begin_again_stays_a_table() -> None:
    before = document("清河街道2024年工作总结", "一、甲", "内容。", "二、乙", "内容。")
    table = Table(rows=(("项目", "台数"), ("电梯", "3")), line=6)
    blocks = (*before.blocks, table, *document("一、丙", "内容。").blocks)
    report = reports.outline(replace(before, blocks=blocks))
    kinds = [passage.kind for _, passage in report.walk_passages()]
    assert kinds == ["paragraph", "paragraph", "table", "paragraph"]
