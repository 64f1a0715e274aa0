"""What a site must say of itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.model import Site
from sitegen.render import check_site

if TYPE_CHECKING:
    from sitegen.model import Archive

WHOLE = Site(
    title="档案",
    base_url="https://www.example.gov.cn/",
    organizer="江淮市人民政府办公室",
    site_code="3400000001",
    icp="皖ICP备00000000号",
    police="皖公网安备 34000000000000号",
    contact="0550-0000000",
)


def test_a_site_that_says_everything_has_no_problem() -> None:
    assert check_site(WHOLE) == ()


def test_each_missing_piece_is_named() -> None:
    found = check_site(replace(WHOLE, site_code=" ", police=""))
    assert [dict(each.values)["field"] for each in found] == ["site_code", "police"]


def test_an_archive_that_is_no_government_site_is_only_asked_for_its_address() -> None:
    assert [each.code for each in check_site(Site(title="档案"))] == ["site-address-missing"]
    assert check_site(Site(title="档案", base_url="https://example.org/")) == ()


def test_reports_without_a_date_are_counted_for_a_government_site(archive: Archive) -> None:
    (found,) = check_site(WHOLE, archive.reports)
    assert (found.code, dict(found.values)["count"]) == ("site-dates-missing", "3")
    assert check_site(Site(title="档案", base_url="https://example.org/"), archive.reports) == ()
