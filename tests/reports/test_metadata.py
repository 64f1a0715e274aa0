from __future__ import annotations

import pytest
from examples import document

from sitegen import reports
from sitegen.model import ReportMeta
from sitegen.reports.metadata import propose_id, split_date
from sitegen.reports.regions import locate


def _meta(title: str) -> ReportMeta:
    return reports.outline(document(title, "内容。")).meta


@pytest.mark.parametrize(
    ("title", "issuer", "year", "kind"),
    [
        ("五角场街道办事处2023年工作总结 2024-02-29", "五角场街道办事处", 2023, "工作总结"),
        ("古美路街道 2023 年工作总结", "古美路街道", 2023, "工作总结"),
        ("上海市人民政府2025年政府工作报告", "上海市人民政府", 2025, "政府工作报告"),
        ("清河镇人民政府二〇二四年度工作报告", "清河镇人民政府", 2024, "工作报告"),
        ("洪泽区人民政府2023年政府信息公开工作年度报告", "洪泽区人民政府", 2023, "政府信息公开工作年度报告"),
    ],
)
def test_titles_tell_issuer_year_and_kind(title: str, issuer: str, year: int, kind: str) -> None:
    meta = _meta(title)
    assert (meta.issuer, meta.year, meta.kind) == (issuer, year, kind)


@pytest.mark.parametrize(
    "line", ["总结 2024-02-29", "总结（2024年2月29日）", "总结 2024/2/29", "总结2024.02.29"]
)
def test_a_date_at_the_end_of_the_title_line_is_the_date_of_publication(line: str) -> None:
    assert split_date(line) == ("总结", "2024-02-29")


@pytest.mark.parametrize(
    ("issuer", "kind", "report_id"),
    [
        ("五角场街道办事处", "工作总结", "wujiaochang/2023"),
        ("古美路街道", "工作总结", "gumeilu/2023"),
        ("上海市人民政府", "政府工作报告", "shanghai/2023"),
        ("洪泽区人民政府", "政府信息公开年度报告", "hongze/2023-zhengfuxinxigongkainiandubaogao"),
    ],
)
def test_ids_are_the_office_in_pinyin_and_the_year(issuer: str, kind: str, report_id: str) -> None:
    meta = ReportMeta(title="", issuer=issuer, region=(), year=2023, kind=kind, published="")
    assert propose_id(meta) == report_id


def test_a_street_of_one_district_lies_there() -> None:
    assert locate("五角场街道办事处", "") == (("上海市", "杨浦区"),)


def test_the_places_that_a_report_names_decide_between_streets_of_one_name() -> None:
    assert len(locate("城关镇人民政府", "")) != 1
    assert locate("新华街道", "石家庄市新华区各项工作推进，新华区获评先进。石家庄市")[0][:2] == (
        "河北省",
        "石家庄市",
    )


def test_an_office_is_where_its_own_name_says() -> None:
    assert locate("洪泽区人民政府", "") == (("江苏省", "淮安市", "洪泽区"),)
    assert locate("上海市人民政府", "") == (("上海市",),)
    assert locate("黔东南苗族侗族自治州人民政府", "") == (("贵州省", "黔东南苗族侗族自治州"),)


def test_an_unknown_office_lies_nowhere() -> None:
    assert locate("无此街道", "各项工作推进。") == ()
