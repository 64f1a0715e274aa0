"""The search of the built site, as a visitor has it: served and opened from disk, under the site's own CSP."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
STRICT = "require-trusted-types-for 'script'; trusted-types sitegen-search"
DONE = "#search-results[data-state=done]"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site") / "out"
    command = [sys.executable, "-m", "sitegen", "build", "--output", str(output), "--no-cache"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return output


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the site under a sub-path of a loopback server."""
    yield from _served(site)


def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{site.name}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site of three reports of one office, with a passage that each repeats."""
    root = tmp_path_factory.mktemp("many")
    for year in (2021, 2022, 2023):
        text = REPORT.format(year=year, done=year - 2000)
        path = root / "content" / "qinghe" / f"{year}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    command = [sys.executable, "-m", "sitegen", "build", "--output", str(root / "site"), "--no-cache"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=root, check=True, capture_output=True, env=environment)
    yield from _served(root / "site")


REPORT = """---
title: 清河街道{year}年工作总结
issuer: 清河街道
region:
- 甲市
year: {year}
kind: 工作总结
---

## 一、城市更新 {{#s1}}

全年完成老旧小区加装电梯{done}台，开工{done}5台。

推进加装电梯与屋面修缮同步实施，当年惠及居民{done}00户。

## 二、民生服务 {{#s2}}

街道坚持为高龄独居老人开展敬老服务，每周上门探访，每月组织一次健康讲座，邻里守望相助。
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that must raise no error and break no rule of the policy."""
    opened = browser.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield opened
    opened.close()
    assert faults == []


def _results(page: Page, name: str = "search-results") -> list[str]:
    return [unquote(link.get_attribute("href") or "") for link in page.locator(f"#{name} > li h3 > a").all()]


def test_a_query_in_the_address_is_answered_at_a_sub_path(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('加装电梯')}")
    page.wait_for_selector(DONE, state="attached")
    links = _results(page)
    assert links[0].startswith("../reports/gumeilu/2023/index.html?q=")
    assert "#s3-1-p1" in links[0]
    assert page.locator("#search-results mark").first.inner_text() == "加装电梯"
    assert "2" in page.locator("#search-status").inner_text()


def test_the_search_works_opened_from_disk(page: Page, site: Path) -> None:
    page.goto(f"{(site / 'search' / 'index.html').as_uri()}?q={quote('温暖云')}")
    page.wait_for_selector(DONE, state="attached")
    assert "wujiaochang/2023/index.html" in _results(page)[0]
    page.locator("#search-results h3 > a").first.click()
    page.wait_for_load_state()
    assert page.evaluate("CSS.highlights.get('search-match').size") > 0


@pytest.mark.parametrize("is_on_disk", [False, True])
def test_scripts_that_an_ordinary_question_does_without_are_fetched_when_one_asks_for_them(
    page: Page, address: str, site: Path, *, is_on_disk: bool
) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    start = (site / "search" / "index.html").as_uri() if is_on_disk else f"{address}/search/index.html"
    for ordinary in ("加装电梯", "四个居民区"):
        page.goto(f"{start}?q={quote(ordinary)}")
        page.wait_for_selector(DONE, state="attached")
    assert not [url for url in fetched if "search-further" in url]
    page.goto(f"{start}?q={quote('城市家俱')}")
    page.wait_for_selector(DONE, state="attached")
    assert "城市家具" in page.locator("#search-status").inner_text()
    assert len([url for url in fetched if "search-further" in url]) == 1


def test_the_page_that_a_result_leads_to_marks_the_match_and_changes_nothing(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/search/index.html?q={quote('溫暖雲')}")
    page.wait_for_selector(DONE, state="attached")
    page.locator("#search-results h3 > a").first.click()
    page.wait_for_load_state()
    marked = page.evaluate("Array.from(CSS.highlights.get('search-match'), (range) => range.toString())")
    assert set(marked) == {"温暖云"}
    with_marks = page.locator("main").inner_html()
    page.goto(page.url.replace("?q=", "?other="))
    assert page.locator("main").inner_html() == with_marks
    target = page.url.rpartition("#")[2]
    assert page.evaluate(
        "(id) => document.getElementById(id).getBoundingClientRect().top < innerHeight", target
    )


def test_results_come_while_typing_and_the_address_keeps_up(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html")
    assert page.locator("#search-results").get_attribute("data-state") == "idle"
    page.locator("#search-form input[name=q]").press_sequentially("12345", delay=20)
    page.wait_for_url("**?q=12345")  # a slow machine answers the first figures too
    page.wait_for_selector(DONE, state="attached")
    assert _results(page)
    page.locator("#search-form input[name=q]").fill("")
    page.wait_for_selector("#search-results[data-state=idle]", state="attached")
    assert _results(page) == []
    assert page.url.endswith("/search/index.html")


def test_nothing_is_searched_while_an_input_method_composes(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html")
    box = page.locator("#search-form input[name=q]")
    box.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "dianti", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(400)
    assert page.locator("#search-results").get_attribute("data-state") == "idle"
    session.send("Input.insertText", {"text": "电梯"})
    page.wait_for_selector(DONE, state="attached")
    assert len(_results(page)) > 1


def test_arrow_keys_lead_through_the_results_and_back_to_the_box(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('社区')}")
    page.wait_for_selector("#search-results .search-result >> nth=1")
    titles = page.locator("#search-results h3 a")
    page.focus("#q")
    box = "document.activeElement.id === 'q'"
    page.dispatch_event("#q", "keydown", {"key": "ArrowDown", "isComposing": True, "bubbles": True})
    assert page.evaluate(box)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert titles.nth(1).evaluate("(link) => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    assert titles.nth(0).evaluate("(link) => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(box)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate(box)


def test_words_to_go_on_with_are_chosen_while_the_focus_stays_in_the_box(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html")
    box, words = page.locator("#q"), page.locator("#search-words li")
    assert (box.get_attribute("role"), box.get_attribute("aria-expanded")) == ("combobox", "false")
    box.press_sequentially("老年")
    words.first.wait_for()
    assert (box.get_attribute("aria-expanded"), box.get_attribute("aria-controls")) == (
        "true",
        "search-words",
    )
    assert all(word.startswith("老年") for word in words.all_inner_texts())
    assert Axe().run(page).response["violations"] == []
    page.dispatch_event("#q", "keydown", {"key": "ArrowDown", "isComposing": True, "bubbles": True})
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    text = chosen.inner_text()
    box.press("Enter")
    page.wait_for_url(f"**?q={quote(text)}")
    assert (box.input_value(), words.count()) == (text, 0)
    assert box.evaluate("(box) => box === document.activeElement")


def test_esc_closes_the_words_and_arrows_lead_past_them_to_the_results(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html")
    box, words = page.locator("#q"), page.locator("#search-words li")
    box.press_sequentially("老年")
    words.first.wait_for()
    for _ in range(words.count()):
        box.press("ArrowDown")
    assert words.last.get_attribute("aria-selected") == "true"
    box.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#search-results') !== null")
    page.keyboard.press("Escape")
    box.press("Escape")
    assert (words.count(), box.get_attribute("aria-expanded"), box.input_value()) == (0, "false", "老年")
    box.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#search-results') !== null")


def test_a_word_can_be_clicked_and_the_last_part_alone_goes_on(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html")
    page.locator("#q").press_sequentially("社区 老年")
    word = page.locator("#search-words li").first
    word.wait_for()
    text = word.inner_text()
    assert text.startswith("社区 老年")
    word.click()
    page.wait_for_url(f"**?q={quote(text).replace('%20', '+')}")


def test_filters_offer_what_there_is_with_counts_and_stay_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('电梯')}")
    page.wait_for_selector(DONE, state="attached")
    before = _results(page)
    issuer = page.locator("select[name=issuer]")
    options = issuer.locator("option").all_inner_texts()
    assert any(option.startswith("古美路街道（") for option in options)
    issuer.select_option("古美路街道")
    page.wait_for_function("new URLSearchParams(location.search).has('issuer')")
    page.wait_for_selector(DONE, state="attached")
    after = _results(page)
    assert 0 < len(after) < len(before)
    assert all("gumeilu" in link for link in after)
    page.reload()
    page.wait_for_selector(DONE, state="attached")
    assert _results(page) == after


def test_other_names_are_shown_and_can_be_left_out(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('加梯')}")
    page.wait_for_selector(DONE, state="attached")
    assert page.locator("#search-also").inner_text() == "也包括：加装电梯、电梯加装。"
    assert len(_results(page)) > 1
    page.locator("#search-narrow").check()
    page.wait_for_function("new URLSearchParams(location.search).get('narrow') === '1'")
    page.wait_for_selector(DONE, state="attached")
    assert _results(page) == []


def test_a_wrong_character_is_corrected_openly(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('城市家俱')}")
    page.wait_for_selector(DONE, state="attached")
    assert "“城市家具”" in page.locator("#search-status").inner_text()
    assert _results(page) == []
    assert _results(page, "search-partial")
    assert page.locator("#search-weaker h2").inner_text() == "“城市家具”的结果"
    assert page.locator("#search-weaker-text").is_hidden()
    page.fill("#q", "加装电梯 火星登陆")
    page.locator("#search-weaker-text").wait_for(state="visible")
    assert page.locator("#search-weaker h2").inner_text() == "部分相符"


def test_what_matches_in_part_stands_apart_under_its_own_heading(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('加装电梯 火星登陆')}")
    page.wait_for_selector(DONE, state="attached")
    assert _results(page) == []
    assert _results(page, "search-partial")
    assert page.locator("#search-weaker h2").is_visible()


def test_no_answer_is_said_plainly(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('量子纠缠飞船')}")
    page.wait_for_selector(DONE, state="attached")
    assert _results(page) == _results(page, "search-partial") == []
    assert page.locator("#search-status").inner_text()
    assert page.locator("#search-hints").is_visible()


def test_text_of_the_query_is_never_taken_for_markup(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('<img src=x onerror=alert(1)>电梯')}")
    page.wait_for_selector(DONE, state="attached")
    assert page.locator("main img").count() == 0


def test_a_missing_index_is_reported(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/search/s/*", lambda route: route.abort())
    page.goto(f"{address}/search/index.html?q={quote('电梯')}")
    page.wait_for_selector("#search-results[data-state=error]", state="attached")
    assert page.locator("#search-status").inner_text()
    page.unroute_all()
    page.locator("#search-form button[type=submit]").click()
    page.wait_for_selector(DONE, state="attached")
    assert _results(page)
    page.close()


def test_a_first_query_fetches_little(page: Page, address: str) -> None:
    sizes: list[int] = []
    page.on(
        "response",
        lambda response: sizes.append(len(response.body())) if "/search/" in response.url else None,
    )
    page.goto(f"{address}/search/index.html?q={quote('加装电梯')}")
    page.wait_for_selector(DONE, state="attached")
    assert sum(sizes) < 120_000


def test_results_are_sorted_by_year_and_the_address_remembers_it(page: Page, many: str) -> None:
    page.goto(f"{many}/search/index.html?q={quote('加装电梯')}")
    page.wait_for_selector(DONE, state="attached")
    years: list[str] = []
    for order in ("newest", "oldest"):
        page.locator("select[name=sort]").select_option(order)
        page.wait_for_function(
            "(order) => new URLSearchParams(location.search).get('sort') === order", arg=order
        )
        page.wait_for_selector(DONE, state="attached")
        years = page.locator("#search-results > li > .search-source span:nth-child(2)").all_inner_texts()
        assert len(years) > 2
        assert years == sorted(years, reverse=order == "newest")
    page.reload()
    page.wait_for_selector(DONE, state="attached")
    assert page.locator("select[name=sort]").input_value() == "oldest"
    assert page.locator("#search-results > li > .search-source span:nth-child(2)").all_inner_texts() == years


def test_what_says_the_same_is_folded_below_the_first(page: Page, many: str) -> None:
    page.goto(f"{many}/search/index.html?q={quote('敬老服务')}")
    page.wait_for_selector(DONE, state="attached")
    folded = page.locator("#search-results > li > details")
    assert folded.locator("summary").all_inner_texts() == ["另有 2 处相同文字"]
    assert page.locator("#search-results > li").count() == 1
    folded.locator("summary").click()
    assert folded.locator("li h3 > a").count() == 2


def test_results_of_a_report_stand_together_when_asked_for(page: Page, many: str) -> None:
    page.goto(f"{many}/search/index.html?q={quote('加装电梯')}&view=reports")
    page.wait_for_selector(DONE, state="attached")
    heads = page.locator("#search-results > li > h3 > a").all()
    first = [link.get_attribute("href") or "" for link in heads]
    assert len(first) == len({link.partition("/index.html")[0] for link in first})
    assert page.locator("#search-results > li > details li").count() > 0


def test_matches_line_by_line_are_sorted_and_taken_along(page: Page, many: str) -> None:
    page.goto(f"{many}/search/index.html?q={quote('加装电梯')}&view=lines")
    page.wait_for_selector("#search-lines tbody tr")
    page.wait_for_selector(DONE, state="attached")
    assert set(page.locator("#search-lines tbody mark").all_inner_texts()) == {"加装电梯"}
    page.locator("#search-lines th button[data-column=source]").click()
    sources = page.locator("#search-lines td.search-source").all_inner_texts()
    assert page.locator("#search-lines th[aria-sort=ascending]").count() == 1
    page.locator("#search-lines th button[data-column=source]").click()
    assert page.locator("#search-lines td.search-source").all_inner_texts() == sources[::-1] or len(
        set(sources)
    ) < len(sources)
    with page.expect_download() as download:
        page.locator("#search-csv").click()
    table = list(csv.reader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert table[0] == ["上文", "检索词", "下文", "出处", "URL"]
    assert len(table) - 1 == len(sources)
    assert all("#" in row[4] for row in table[1:])


def test_results_are_kept_to_an_initiative_and_the_address_remembers_it(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('社区')}")
    page.wait_for_selector(DONE, state="attached")
    every = page.locator("#search-status").inner_text()
    page.locator("#search-facet summary").click()
    page.wait_for_selector("#search-facet li button")
    counts = page.locator("#search-facet li [aria-pressed] span").all_inner_texts()
    numbers = [int(count.strip("（）")) for count in counts]
    assert numbers == sorted(numbers, reverse=True)
    first = page.locator("#search-facet li button").first
    name = first.get_attribute("data-name") or ""
    first.click()
    page.wait_for_function(
        "(name) => new URLSearchParams(location.search).get('initiative') === name", arg=name
    )
    page.locator(f"#search-facet [data-name='{name}'][aria-pressed=true]").wait_for()
    assert f"找到 {numbers[0]} 处" in page.locator("#search-status").inner_text()
    page.reload()
    page.wait_for_selector(DONE, state="attached")
    assert f"找到 {numbers[0]} 处" in page.locator("#search-status").inner_text()
    page.locator("#search-release").click()
    page.wait_for_function("!new URLSearchParams(location.search).has('initiative')")
    page.wait_for_selector(DONE, state="attached")
    assert page.locator("#search-status").inner_text() == every


def test_the_initiatives_beyond_the_first_are_one_step_away_and_found_by_name(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/search/index.html")
    page.locator("#search-facet summary").click()
    page.wait_for_selector("#search-facet li button")
    assert page.locator("#search-facet li:visible").count() == 9
    page.locator("#search-facet li button").last.click()
    names = page.locator("#search-facet li button:visible")
    assert names.count() > 24
    page.locator("#search-facet input").fill("加梯")
    assert names.evaluate_all("(buttons) => buttons.map((button) => button.dataset.name)") == ["加装电梯"]
    names.first.click()
    page.wait_for_selector("#search-results h3")
    assert page.locator("#search-status").inner_text() == "共 2 份报告。"


def test_filters_are_folded_away_on_a_phone_and_nothing_is_wider_than_it(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 700})
    page.goto(f"{address}/search/index.html?q={quote('电梯')}")
    page.wait_for_selector(DONE, state="attached")
    assert page.locator("#search-results > li").first.bounding_box()["y"] < 600  # type: ignore[index]
    assert not page.locator("select[name=issuer]").is_visible()
    page.locator("#search-filters > summary").click()
    assert page.locator("select[name=issuer]").is_visible()
    page.locator("#search-facet summary").click()
    page.wait_for_selector("#search-facet li button")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.close()


@pytest.mark.parametrize("view", ["", "reports", "lines"])
def test_axe_finds_no_fault_in_results_light_or_dark(browser: Browser, many: str, view: str) -> None:
    page = browser.new_page()
    page.goto(f"{many}/search/index.html?q={quote('加装电梯')}&view={view}")
    page.wait_for_selector(DONE, state="attached")
    page.locator("#search-facet summary").click()
    page.wait_for_selector("#search-facet li button")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found] == []
    page.close()


def test_filters_without_words_list_the_reports(page: Page, many: str) -> None:
    page.goto(f"{many}/search/index.html")
    page.locator("#search-filters").hover()
    year = page.locator("select[name=year]")
    page.wait_for_function("() => document.querySelector('select[name=year]').options.length === 4")
    assert year.locator("option").all_text_contents() == ["全部", "2023（1）", "2022（1）", "2021（1）"]
    year.select_option("2022")
    page.wait_for_selector(DONE)
    assert page.locator("#search-status").text_content() == "共 1 份报告。"
    assert page.url.endswith("?year=2022")
    page.locator("#search-results a").click()
    assert page.locator("h1").text_content() == "清河街道2022年工作总结"


def test_a_link_to_a_filter_opens_the_list_newest_first(page: Page, many: str) -> None:
    page.goto(f"{many}/search/index.html?issuer=清河街道")
    page.wait_for_selector(DONE)
    titles = page.locator("#search-results h3").all_text_contents()
    assert titles == [f"清河街道{year}年工作总结" for year in (2023, 2022, 2021)]
    page.locator("select[name=issuer]").select_option("")
    page.wait_for_selector("#search-results[data-state=idle]", state="attached")
    assert page.locator("#search-results li").count() == 0


def test_a_worker_answers_and_the_page_itself_where_there_is_none(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('加装电梯')}")
    page.wait_for_selector(DONE, state="attached")
    answered = _results(page)
    assert len(page.workers) == 1
    page.add_init_script("delete self.Worker")
    page.reload()
    page.wait_for_selector(DONE, state="attached")
    assert page.workers == []
    assert _results(page) == answered


def test_a_worker_that_cannot_start_is_done_without(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.add_init_script("self.Worker = class { postMessage() { setTimeout(() => this.onerror()); } };")
    page.goto(f"{address}/search/index.html?q={quote('加装电梯')}")
    page.wait_for_selector(DONE, state="attached")
    assert _results(page)
    page.close()


def test_other_places_of_a_passage_stand_below_its_result(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('社区')}")
    page.wait_for_selector(DONE, state="attached")
    links = [unquote(link.get_attribute("href") or "") for link in page.locator(".search-others a").all()]
    assert links
    assert len(set(links)) == len(links)
    assert not set(links) & set(_results(page))
