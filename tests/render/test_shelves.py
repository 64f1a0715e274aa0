"""Which reports stand together, and where their pages lie."""

from __future__ import annotations

from sitegen.model import Report, ReportMeta
from sitegen.render.shelves import shelves


def report(report_id: str, issuer: str, *region: str, year: int = 2023, kind: str = "工作总结") -> Report:
    meta = ReportMeta(
        title=f"{issuer}{year}", issuer=issuer, region=region, year=year, kind=kind, published=""
    )
    return Report(id=report_id, meta=meta)


def folders(*reports: Report) -> dict[str, list[str]]:
    found = shelves(tuple(sorted(reports, key=lambda each: each.id)))
    return {
        shelf.folder: [each.id for each in shelf.reports]
        for shelf in (*found.issuers, *found.regions, *found.years, *found.kinds)
    }


def test_an_office_keeps_its_page_when_it_is_renamed() -> None:
    found = folders(report("qinghe/2022", "清河镇", year=2022), report("qinghe/2023", "清河街道"))
    assert found["issuers/qinghe"] == ["qinghe/2023", "qinghe/2022"]


def test_offices_of_one_name_in_two_cities_stay_apart() -> None:
    found = folders(
        report("a-renmin/2023", "人民路街道", "甲市"), report("b-renmin/2023", "人民路街道", "乙市")
    )
    assert found["issuers/a-renmin"] == ["a-renmin/2023"]
    assert found["issuers/b-renmin"] == ["b-renmin/2023"]


def test_ids_without_a_folder_are_shelved_by_region_and_name() -> None:
    found = folders(report("00001", "清河街道", "江淮市"), report("00002", "清河街道", "江淮市", year=2024))
    assert found["issuers/jianghuaishi/qinghejiedao"] == ["00002", "00001"]


def test_a_folder_that_two_offices_share_belongs_to_neither() -> None:
    found = folders(report("n2023/a", "清河街道"), report("n2023/b", "东山街道"))
    assert found["issuers/qinghejiedao"] == ["n2023/a"]
    assert found["issuers/dongshanjiedao"] == ["n2023/b"]


def test_a_region_holds_the_reports_of_the_regions_within_it() -> None:
    found = folders(report("a/2023", "甲街道", "江淮市", "东山区"), report("b/2023", "乙街道", "江淮市"))
    assert found["regions/jianghuaishi"] == ["b/2023", "a/2023"] or found["regions/jianghuaishi"] == [
        "a/2023",
        "b/2023",
    ]
    assert found["regions/jianghuaishi/dongshanqu"] == ["a/2023"]


def test_regions_that_sound_alike_have_pages_of_their_own() -> None:
    found = folders(report("a/2023", "甲街道", "江淮市"), report("b/2023", "乙街道", "江怀市"))
    assert {"regions/jianghuaishi", "regions/jianghuaishi_2"} <= set(found)


def test_years_run_from_the_newest() -> None:
    found = shelves((report("a/2021", "甲", year=2021), report("a/2023", "甲")))
    assert [shelf.name for shelf in found.years] == ["2023", "2021"]


def test_kinds_stand_fullest_first_and_reports_of_none_on_no_shelf() -> None:
    found = folders(
        report("a/2022", "甲街道", year=2022, kind="统计公报"),
        report("a/2023", "甲街道"),
        report("a/2024", "甲街道", year=2024),
        report("b/2023", "乙街道", kind=""),
    )
    kinds = [(folder, ids) for folder, ids in found.items() if folder.startswith("kinds/")]
    assert kinds == [
        ("kinds/gongzuozongjie", ["a/2024", "a/2023"]),
        ("kinds/tongjigongbao", ["a/2022"]),
    ]
