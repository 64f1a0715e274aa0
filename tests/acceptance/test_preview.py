"""The preview as the clerk sees it: save in the editor, look at the browser."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from sitegen.cache import Cache
from sitegen.config import load_config
from sitegen.live import Live
from sitegen.serve import Desk, Preview, Server
from sitegen.serve.watch import watching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

_REPORT = "content/qingheyuan/2024.md"
_PAGE = "reports/qingheyuan/2024/"


@pytest.fixture
def archive(built_once: Path, tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(built_once, tmp_path / "archive"))
    (folder / "themes/default/assets").mkdir(parents=True)
    return folder


@pytest.fixture
def server(archive: Path) -> Iterator[Server]:
    preview = Preview(
        Live(lambda: load_config(archive), lambda run: Cache(load_config(archive).cache, run=run))
    )
    preview.rebuild()
    with (
        preview.running(),
        Server(preview, 0, Desk(lambda: load_config(archive), preview)) as running,
        watching([archive / "content", archive / "themes"], archive, preview.refresh),
    ):
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(server.url + _PAGE)
    yield opened
    context.close()
    assert faults == []


def _edit(archive: Path, old: str, new: str) -> None:
    path = archive / _REPORT
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _wait_for_text(page: Page, text: str) -> None:
    page.get_by_text(text).first.wait_for(timeout=10_000)


def test_a_saved_edit_appears_without_a_reload_and_without_losing_the_place(
    archive: Path, page: Page
) -> None:
    page.set_viewport_size({"width": 600, "height": 400})
    page.evaluate("window.notReloaded = true")
    page.evaluate("scrollTo(0, 700)")
    place = page.evaluate("scrollY")
    _edit(archive, "签约12台", "签约13台")
    _wait_for_text(page, "签约13台")
    assert page.evaluate("window.notReloaded")
    assert abs(page.evaluate("scrollY") - place) < 30


def test_edits_one_after_another_all_appear(archive: Path, page: Page) -> None:
    for number in range(13, 19):
        _edit(archive, f"签约{number - 1}台", f"签约{number}台")
        _wait_for_text(page, f"签约{number}台")


def test_a_mistake_is_shown_over_the_page_until_it_is_mended(archive: Path, page: Page) -> None:
    _edit(archive, "year: 2024", "year: later")
    page.wait_for_selector("#sitegen-errors")
    assert "qingheyuan/2024.md" in page.inner_text("#sitegen-errors")
    assert page.locator("#sitegen-errors code", has_text="year").count() == 1
    assert "清河源街道" in page.inner_text("main")
    _edit(archive, "year: later", "year: 2024")
    page.wait_for_selector("#sitegen-errors", state="detached")


def test_a_style_of_ones_own_is_swapped_in_without_a_reload(archive: Path, page: Page) -> None:
    page.evaluate("window.notReloaded = true")
    (archive / "themes/default/assets/content.css").write_text("main { outline: 7px solid rgb(1, 2, 3); }")
    width = "getComputedStyle(document.querySelector('main')).outlineWidth"
    end = time.monotonic() + 10
    while page.evaluate(width) != "7px" and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert page.evaluate(width) == "7px"
    assert page.evaluate("window.notReloaded")


def test_the_preview_searches_the_edited_text(archive: Path, page: Page, server: Server) -> None:
    _edit(archive, "补种行道树340株", "补种银杏树340株")
    _wait_for_text(page, "银杏树")
    page.goto(f"{server.url}search/?q=银杏树")
    page.wait_for_selector("#search-results[data-state=done] li")
    assert "银杏树" in page.inner_text("#search-results")


def test_other_names_that_the_keeper_lists_are_searched_too(
    archive: Path, page: Page, server: Server
) -> None:
    (archive / "content/aliases.txt").write_text("小花园 = 口袋公园\n", "utf-8")
    end = time.monotonic() + 15
    while not page.locator("#search-results li").count() and time.monotonic() < end:
        page.goto(f"{server.url}search/?q=小花园")
        page.wait_for_selector("#search-results[data-state=done]", state="attached")
    assert "口袋公园" in page.inner_text("#search-results")


# ---------------------------------------------------------------- problems


def _open_panel(page: Page) -> None:
    page.locator(".toggle").click()
    page.locator("#sitegen-panel").wait_for()


def test_problems_stand_in_a_panel_and_lead_to_their_place(archive: Path, page: Page, server: Server) -> None:
    _open_panel(page)
    _edit(archive, "补种行道树", "13812345678，“补种行道树")
    page.get_by_text("This looks like personal data").wait_for(timeout=10_000)
    page.get_by_text("Quotation marks do not match").click()
    page.wait_for_url(f"{server.url}{_PAGE}#s1-1-p2")
    page.locator("#sitegen-panel select").select_option("personal")
    page.get_by_text("Quotation marks do not match").wait_for(state="detached")
    assert page.get_by_text("This looks like personal data").count() == 1
    _edit(archive, "13812345678，“补种行道树", "补种行道树")
    page.get_by_text("This looks like personal data").wait_for(state="detached", timeout=10_000)


def test_the_panel_is_used_with_the_keyboard(page: Page) -> None:
    page.locator(".toggle").wait_for()
    page.locator(".toggle").focus()
    assert page.locator(".toggle").get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.locator("#sitegen-panel").wait_for()
    assert page.locator(".toggle").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    page.locator("#sitegen-panel").wait_for(state="hidden")
    focused = page.evaluate("document.activeElement.shadowRoot.activeElement.className")
    assert "toggle" in focused


def test_the_panel_does_not_cover_what_was_opened_from_it(page: Page) -> None:
    _open_panel(page)
    page.locator("#sitegen-panel").get_by_text("What will change on the site").click()
    page.locator(".toggle").wait_for()
    assert page.locator("#sitegen-panel").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_the_panel(archive: Path, page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    _edit(archive, "补种行道树", "13812345678，“补种行道树")
    _open_panel(page)
    page.get_by_text("This looks like personal data").wait_for(timeout=10_000)
    found = Axe().run(page, context={"include": [["sitegen-desk"]]})
    assert found.response["passes"]
    assert found.violations_count == 0, found.generate_report()


def test_a_place_opens_in_the_editor_that_is_configured(archive: Path, page: Page) -> None:
    with (archive / "sitegen.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[preview]\neditor = 'sh -c \"echo $0:$1 > {archive}/opened\" {{file}} {{line}}'\n")
    _edit(archive, "year: 2024", "year: later")
    page.locator("#sitegen-errors").get_by_role("button").first.click(timeout=10_000)
    page.locator("#sitegen-errors").get_by_text("Opened").wait_for()
    end = time.monotonic() + 10
    while not (archive / "opened").is_file() and time.monotonic() < end:
        time.sleep(0.05)
    assert (archive / "opened").read_text().startswith(str(archive / _REPORT))


def test_eight_windows_of_a_browser_all_hear_of_a_save(archive: Path, page: Page, server: Server) -> None:
    pages = [page, *(page.context.new_page() for _ in range(7))]
    for opened in pages[1:]:
        opened.goto(server.url + _PAGE)
    _edit(archive, "签约12台", "签约13台")
    for opened in pages:
        _wait_for_text(opened, "签约13台")
    listening = pages[0]
    listening.close()  # whoever listened for all is gone: another takes over
    _edit(archive, "签约13台", "签约14台")
    for opened in pages[1:]:
        _wait_for_text(opened, "签约14台")
    assert len({opened.evaluate("document.visibilityState") for opened in pages[1:]}) == 1


def test_a_link_is_judged_where_it_stands_and_the_page_follows(page: Page, archive: Path) -> None:
    page.evaluate(
        "() => { for (const each of document.querySelectorAll('details.related')) each.open = true; }"
    )
    first = page.locator("main .note li:has(.related-where)").first
    where = first.locator(".related-where a").get_attribute("href")
    first.get_by_role("button", name="Not related", exact=True).click()
    page.wait_for_function(
        "where => !document.querySelector(`main .related-where a[href='${where}']`)",
        arg=where,
        timeout=30_000,
    )
    text = (archive / "content/links.toml").read_text("utf-8")
    assert 'verdict = "none"' in text
    assert "qingheyuan/2024#" in text


def test_what_was_opened_stays_open_when_the_text_changes(page: Page, archive: Path) -> None:
    page.locator("details.related > summary").first.click()
    _edit(archive, "签约12台", "签约13台")
    _wait_for_text(page, "签约13台")
    assert page.locator("details.related").first.get_attribute("open") is not None
