"""Old addresses in a real browser: they lead on to the same place, with and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import Desk

from sitegen.new import new_archive

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a report that got another address and one that was withdrawn."""
    folder = tmp_path_factory.mktemp("moved") / "archive"
    new_archive(folder)
    (folder / "content/moved.toml").write_text(
        '[[moved]]\nfrom = "qinghe/2024"\nto = "qingheyuan/2024"\n\n'
        '[[moved]]\nfrom = "qinghe/2021"\ndate = 2026-11-24\nreason = "发布单位撤回。"\n',
        "utf-8",
    )
    Desk(folder, {"LANG": "C.UTF-8"}).run("build")
    return folder / "site"


@pytest.mark.parametrize(("has_scripts", "place"), [(True, "#s1-1-p1"), (False, "")])
def test_an_old_address_leads_to_the_same_place(
    browser: Browser, site: Path, *, has_scripts: bool, place: str
) -> None:
    page = browser.new_page(java_script_enabled=has_scripts)
    page.goto(f"file://{site}/reports/qinghe/2024/index.html{place}")
    page.wait_for_url(f"file://{site}/reports/qingheyuan/2024/index.html{place}")
    assert page.locator("h1").inner_text() == "清河源街道2024年工作总结"
    if place:
        assert "加装电梯" in page.locator(":target").inner_text()
    page.close()


def test_the_address_of_a_withdrawn_report_says_so_and_goes_nowhere(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"file://{site}/reports/qinghe/2021/index.html#s1")
    page.wait_for_timeout(300)
    assert "/qinghe/2021/" in page.url
    assert "已于 2026-11-24 撤回" in page.locator("main").inner_text()
    page.close()
