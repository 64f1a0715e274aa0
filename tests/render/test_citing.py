"""Citations say who, what, when and where; versions change with the words and with nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html

from sitegen.model import Archive, Report
from sitegen.render.citing import citations, version

if TYPE_CHECKING:
    from collections.abc import Callable

ADDRESS = "https://example.gov.cn/reports/qinghe/2024/"


@pytest.fixture
def report(archive: Archive) -> Report:
    return next(each for each in archive.reports if each.id == "qinghe/2024")


def written(report: Report) -> dict[str, str]:
    """Return the citations as they stand in the page before a script has touched them."""
    return {
        each.style: "".join(piece.text for piece in each.pieces)
        for each in citations(report, ADDRESS, "引用日期")
    }


def test_the_national_standard(report: Report) -> None:
    assert written(report)["gbt"] == (
        f"清河街道. 清河街道2024年工作总结[R/OL]. （2025-01-20）[引用日期]. {ADDRESS}?v={version(report)}."
    )


def test_the_signs_of_the_standard_are_of_full_width_but_for_points_and_square_brackets(
    report: Report,
) -> None:
    gbt = citations(report, ADDRESS, "引用日期")[0]
    filled = "".join(
        f"{piece.before}一、（二）第1段{piece.after}" if piece.slot == "place" else piece.text
        for piece in gbt.pieces
    )
    assert "工作总结[R/OL]. 2025：一、（二）第1段（2025-01-20）[引用日期]. https" in filled


def test_without_a_printed_date_no_year_of_publication_is_made_up(report: Report) -> None:
    undated = replace(report, meta=replace(report.meta, published=""))
    assert (
        next(piece.before for piece in citations(undated, ADDRESS, "")[0].pieces if piece.slot == "place")
        == ""
    )


def test_without_a_printed_date_the_year_of_the_report_stands(report: Report) -> None:
    undated = replace(report, meta=replace(report.meta, published=""))
    assert "[R/OL]. [引用日期]" in written(undated)["gbt"]
    assert "PY  - 2024\n" in written(undated)["ris"]
    assert "DA  - " not in written(undated)["ris"]
    assert json.loads(written(undated)["csl"])[0]["issued"] == {"date-parts": [[2024]]}


def test_ris_has_a_tag_a_line_and_ends(report: Report) -> None:
    lines = written(report)["ris"].splitlines()
    assert (lines[0], lines[-1]) == ("TY  - RPRT", "ER  - ")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)


def test_csl_is_json_that_names_the_office_as_a_whole(report: Report) -> None:
    (item,) = json.loads(written(report)["csl"])
    assert (item["type"], item["author"]) == ("report", [{"literal": "清河街道"}])
    assert item["issued"] == {"date-parts": [[2025, 1, 20]]}
    assert item["URL"].startswith(ADDRESS)


def test_hostile_titles_stay_within_their_field(report: Report) -> None:
    hostile = replace(report, meta=replace(report.meta, title='甲}"\nER  - \n50% \\input{x}'))
    assert written(hostile)["ris"].count("\nER") == 1
    assert r"{甲\}" in written(hostile)["bibtex"]
    assert r"50\% \textbackslash{}input\{x\}" in written(hostile)["bibtex"]
    assert json.loads(written(hostile)["csl"])[0]["title"] == hostile.meta.title


def test_a_version_changes_with_the_words_alone(report: Report) -> None:
    section = report.sections[0].sections[0]
    passage = section.passages[0]
    corrected = replace(passage, text=passage.text.replace("19", "20"))
    assert version(corrected) != version(passage)
    assert version(replace(passage, anchor="s9-p9", line=7)) == version(passage)
    assert version(replace(section, passages=(corrected,))) != version(section)
    assert version(replace(report, id="other/2024")) == version(report)
    assert re.fullmatch("[0-9a-f]{8}", version(report))


def test_reference_managers_find_the_report(page: Callable[[str], html.HtmlElement]) -> None:
    tree = page("reports/qinghe/2024/index.html")
    tags = {each.get("name"): each.get("content") for each in tree.xpath("//meta[@name]")}
    assert (tags["citation_title"], tags["citation_author"]) == ("清河街道2024年工作总结", "清河街道")
    assert (tags["citation_publication_date"], tags["DC.date"]) == ("2025/01/20", "2025-01-20")
    (data,) = tree.xpath("//script[@type='application/ld+json']/text()")
    described = json.loads(data)
    assert (described["@type"], described["author"]["@type"]) == ("Report", "GovernmentOrganization")


def test_hostile_words_cannot_leave_the_data_block(page: Callable[[str], html.HtmlElement]) -> None:
    (data,) = page("reports/dongshan/2023/index.html").xpath("//script[@type='application/ld+json']/text()")
    assert "<script>alert(1)</script>" in json.loads(data)["name"]
    assert "<" not in data
