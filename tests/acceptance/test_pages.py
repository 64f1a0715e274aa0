"""The pages in a real browser: accessibility, small screens, keyboard, no script, dark, print."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from sitegen import archive, render, reports
from sitegen.archive import figures
from sitegen.model import Event, Forward, Revision, Site
from sitegen.sources import load_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from sitegen.model import Archive, Report

THEMES = Path(__file__).parents[2] / "themes"
REPORT = "reports/wujiaochang/2023/index.html"
TABLE = "reports/ceshi/2023/index.html"
KINDS = {
    "home": "index.html",
    "report": REPORT,
    "report with a table": TABLE,
    "issuers": "issuers/index.html",
    "issuer": "issuers/wujiaochang/index.html",
    "coverage": "coverage/index.html",
    "regions": "regions/index.html",
    "region": "regions/shanghaishi/index.html",
    "years": "years/index.html",
    "kinds": "kinds/index.html",
    "kind": "kinds/gongzuozongjie/index.html",
    "year": "years/2023/index.html",
    "initiatives": "initiatives/index.html",
    "initiative": "initiatives/jiazhuang-dianti/index.html",
    "indicators": "indicators/index.html",
    "indicator": "indicators/jiazhuangdianti/index.html",
    "comparisons": "comparisons/index.html",
    "years side by side": "comparisons/years/ceshi_2023/index.html",
    "offices side by side": "comparisons/offices/gumeilu__wujiaochang/index.html",
    "any two offices": "comparisons/choose/index.html",
    "two offices that were chosen": "comparisons/choose/index.html?left=gumeilu&right=wujiaochang",
    "corrections": "corrections/index.html",
    "withdrawn": "reports/wujiaochang/2021/index.html",
    "search": "search/index.html",
    "about": "about/index.html",
    "how links are made": "about/links/index.html",
    "manual": "manual/import/index.html",
    "home in the second theme": "hongtou/index.html",
    "report in the second theme": f"hongtou/{REPORT}",
    "report in larger type": f"large/{REPORT}",
    "missing": "404.html",
}
WIDE_TABLE = """\
| 指标 | 第一季度完成情况 | 第二季度完成情况 | 第三季度完成情况 | 第四季度完成情况 | 全年完成情况 |
|---|---|---|---|---|---|
| 加装电梯（台） | 1000000 | 2000000 | 3000000 | 4000000 | 10000000 |"""
EXTRA = f"""---
title: 测试街道2023年工作总结
issuer: 测试街道
region: [上海市, 杨浦区]
year: 2023
kind: 工作总结
published: ''
---

开头一段[含一个链接](https://example.org/)和**加粗**。

## 一、表格 {{#s1}}

{WIDE_TABLE}

- 第一项
- 第二项

### （一）小节没有停顿的很长很长很长很长很长很长很长很长很长很长很长很长的标题Supercalifragilisticexpialidocious {{#s1-1}}

**加装电梯有进展**。签约55台，开工19台，完工14台。

组织楼组长逐户走访独居老人，登记用药和就医需要，安排志愿者每周上门两次，全年没有漏访一户。
"""
OLDER = (
    EXTRA.replace("2023", "2022").replace("55台", "33台").replace("加装电梯（台）", "加装电梯")
    + "\n举办邻里集市三场，吸引居民八百人次参加。\n"
)


CORRECTED = Event(
    kind="corrected",
    date="2026-11-24",
    report="wujiaochang/2023",
    page=REPORT,
    title="五角场街道办事处2023年工作总结",
    issuer="五角场街道办事处",
    year=2023,
    reason="数字有误，另有一段漏列；原件已由发布单位更正。",
    revisions=(
        Revision(anchor="s1", before="一、经济工作", after="一、经济发展"),
        Revision(anchor="s9-p1", before="删去的一段，Supercalifragilisticexpialidocious" * 3, after=""),
        Revision(anchor="title", before="2023年总结", after="2023年工作总结"),
    ),
)
WITHDRAWN = Forward(
    page="reports/wujiaochang/2021/index.html",
    date="2026-11-24",
    reason="发布单位撤回。",
    title="2021年工作总结",
)


def side_by_side(whole: Archive, older: Report, newer: Report) -> Archive:
    """Return an archive with two of its reports compared, and with what reports have in the same words."""
    lexicon = archive.shipped()
    analyses = (archive.analyse(older, lexicon), archive.analyse(newer, lexicon))
    years = replace(
        archive.year_on_year(older, newer, *analyses, lexicon),
        figures=archive.figure_pairs((older, newer), (figures.extract(older), figures.extract(newer))),
    )
    prints = [archive.fingerprints(report) for report in whole.reports]
    return replace(whole, years=(years,), reuses=archive.reuses(whole.reports, prints))


@pytest.fixture(scope="module")
def root(archive_reports: tuple[Report, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site: the reports of this archive, and one with a wide table; in `hongtou/` in the second theme."""
    folder = tmp_path_factory.mktemp("site")
    extra = (reports.loads("ceshi/2022", OLDER), reports.loads("ceshi/2023", EXTRA))
    whole = archive.assemble(tuple(sorted((*archive_reports, *extra), key=lambda report: report.id)))
    stated = [figures.extract(each) for each in whole.reports]
    whole = replace(
        whole,
        figures=tuple(chain.from_iterable(stated)),
        indicators=figures.indicators(whole.reports, stated),
        events=(CORRECTED,),
    )
    whole = side_by_side(archive.with_stated(whole, archive.shipped()), *extra)
    texts = [file for each in whole.reports for file in render.report_files(each, reports.dumps(each))]
    data = (*render.data_files(whole), *texts)
    data = (*data, *render.archive_files(data))
    held = render.holdings(whole)
    pages = (*render.pages(held, data), render.forward_page(WITHDRAWN))
    beside = (*render.indicator_files(whole.indicators), *render.office_files(held))
    site = Site(title="试验档案", description="说明。", large_pages=True)
    for name, place in (("default", folder), ("hongtou", folder / "hongtou")):
        theme = load_theme(name, (THEMES / name, THEMES / "default"))
        rendered = [render.render_page(page, site, theme) for page in pages]
        if name == "default":
            larger = [page for page in pages if render.has_large_page(page.path)]
            rendered += [render.render_large_page(page, site, theme) for page in larger]
        for file in (*rendered, *data, render.data_index(data), *beside, *render.assets(theme)):
            path = place / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
    return folder


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, the page for missing addresses included, and says nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        del format, args


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def enlarge(page: Page, *, is_large: bool) -> None:
    """Set the switch of a page; one of the larger kind has none."""
    if page.locator("#large").count():
        page.locator("#large").set_checked(is_large)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_fault_light_or_dark_usual_or_large(page: Page, address: str, kind: str) -> None:
    page.goto(address + KINDS[kind])
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for scheme, is_large in product(("light", "dark"), (False, True)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        enlarge(page, is_large=is_large)
        found = Axe().run(page).response["violations"]
        faults = [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]
        assert faults == [], (scheme, is_large)


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways(page: Page, address: str, kind: str) -> None:
    page.goto(address + KINDS[kind])
    for is_large, width in product((False, True), (1440, 1024, 768, 360, 320)):
        enlarge(page, is_large=is_large)
        page.set_viewport_size({"width": width, "height": 700})
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, is_large)


@pytest.mark.parametrize("kind", KINDS)
def test_pages_ask_for_nothing_from_elsewhere_and_break_no_policy(
    page: Page, address: str, kind: str
) -> None:
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + KINDS[kind], wait_until="load")
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    if kind != "search":  # the index that its scripts ask for is made by another stage
        assert said == []


def test_a_report_can_be_read_and_left_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(address + REPORT)
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.locator("nav#contents a").first.is_visible()
    page.set_viewport_size({"width": 360, "height": 700})
    page.click("nav#contents summary")
    page.click("nav#contents a[href='#s2-1']")
    assert page.url.endswith("#s2-1")
    page.locator("details.related summary").first.click()
    link = page.locator(".related-where a").first
    target = link.get_attribute("href")
    link.click()
    page.wait_for_url(lambda url: url.endswith(target.lstrip("./")))  # and until it is loaded
    assert page.locator(":target").count() == 1
    context.close()


def test_any_two_offices_are_laid_side_by_side_as_they_are_on_a_page_of_their_own(
    page: Page, address: str
) -> None:
    page.goto(f"{address}issuers/gumeilu/index.html")
    page.click("#compared a[href*='left=gumeilu']")
    page.fill("#right", "五角场")  # a part of the name
    page.keyboard.press("Enter")
    page.wait_for_selector("#chosen .pair")
    assert page.url.endswith("comparisons/choose/index.html?left=gumeilu&right=wujiaochang")
    assert page.locator("#right").input_value() == "五角场街道办事处"
    read = "Array.from(document.querySelectorAll('h1, .step-counts, .group'), (each) => each.innerText)"
    chosen = page.evaluate(read)
    page.goto(f"{address}comparisons/offices/gumeilu__wujiaochang/index.html")
    fixed = page.evaluate(read)
    assert chosen[:2] == fixed[:2]  # title and counts
    assert chosen[2] == fixed[2]  # what both tell of
    page.go_back()
    page.wait_for_selector("#chosen .pair")
    page.locator("#chosen .side-label a").first.click()
    page.wait_for_selector(":target", state="attached")


def test_offices_change_sides_and_the_way_back_is_kept(page: Page, address: str) -> None:
    page.goto(f"{address}comparisons/choose/index.html?left=gumeilu&right=wujiaochang")
    page.wait_for_selector("#chosen .pair")
    page.click("#swap")
    page.wait_for_function("document.title.startsWith('五角场')")
    page.go_back()
    page.wait_for_function("document.title.startsWith('古美路')")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("left=gumeilu&right=../../evil", "没有找到“../../evil”"),
        ("left=gumeilu&right=gumeilu", "请选择两家不同的单位"),
        ("left=gumeilu&right=街道", "没有找到“街道”"),
    ],
)
def test_what_is_no_office_is_not_looked_for(page: Page, address: str, asked: str, answer: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{address}comparisons/choose/index.html?{asked}")
    page.wait_for_function("document.getElementById('choose-status').textContent !== ''")
    assert answer in page.inner_text("#choose-status")
    assert not [url for url in loaded if url.endswith("initiatives.js")]
    assert page.locator("#chosen").is_hidden()


def test_the_large_mode_is_remembered_from_page_to_page(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#large").check()
    page.goto(address + REPORT)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert page.locator("#large").is_checked()
    page.locator("#large").uncheck()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "16px"
    page.reload()
    assert not page.locator("#large").is_checked()


def test_the_large_mode_works_without_a_script_for_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(address + REPORT)
    page.locator("#large").check()
    page.click("nav#contents summary")
    page.click("nav#contents a[href='#s2-1']")
    assert page.locator("#s2-1-p1").evaluate("(each) => parseFloat(getComputedStyle(each).fontSize)") >= 22
    context.close()


def test_the_large_mode_is_remembered_without_a_script_from_page_to_page(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    size = "getComputedStyle(document.documentElement).fontSize"
    page.goto(address)
    assert not page.locator(".large-pages a").is_visible()
    page.locator("#large").check()
    page.locator(".large-pages a").click()
    page.click("main a.entry-title")
    assert page.url.startswith(f"{address}large/reports/")
    page.click(".facts a")
    assert page.evaluate(size) == "20px"
    page.get_by_text("标准版").click()
    assert page.url.startswith(f"{address}issuers/")
    assert page.evaluate(size) == "16px"
    context.close()


def test_a_report_that_was_left_offers_to_go_on_where_it_was_left(page: Page, address: str) -> None:
    page.goto(address + REPORT)
    assert page.locator(".resume").count() == 0
    page.evaluate("document.getElementById('s2-3').scrollIntoView()")
    page.goto(f"{address}issuers/index.html")
    page.goto(address + REPORT)
    offer = page.locator(".resume a")
    assert offer.text_content().startswith("上次读到：(三)")
    offer.click()
    assert page.url.endswith("#s2-3")
    assert page.locator(".resume").count() == 0
    page.evaluate("window.scrollTo(0, 0)")
    page.goto(f"{address}issuers/index.html")
    page.goto(address + REPORT)
    assert page.locator(".resume").count() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_in_the_large_mode_no_text_is_small_and_every_lone_target_can_be_hit(
    page: Page, address: str, kind: str
) -> None:
    page.goto(address + KINDS[kind])
    enlarge(page, is_large=True)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    small = page.evaluate("""() => Array.from(document.querySelectorAll("body *"))
        .filter((each) => each.checkVisibility() && each.clientWidth > 1
          && Array.from(each.childNodes).some((node) => node.nodeType === 3 && node.data.trim())
          && parseFloat(getComputedStyle(each).fontSize) < 18).map((each) => each.outerHTML.slice(0, 100))""")
    assert small == []
    low = page.evaluate("""() => Array.from(document.querySelectorAll("a, button, summary, select, .large-switch"))
        .filter((each) => each.checkVisibility() && !each.closest(".skip, .anchor, td"))
        .filter((each) => each.parentElement.textContent.trim() === each.textContent.trim() || !each.closest("p"))
        .filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.outerHTML.slice(0, 120))""")
    assert low == []


def test_the_copy_link_of_a_paragraph_works_from_the_keyboard(page: Page, address: str) -> None:
    page.goto(address + REPORT)
    page.locator("#s1-1-p1 > a.anchor").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.notice').textContent !== ''")
    assert page.locator(".notice").text_content() == "链接已复制"
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{REPORT}#s1-1-p1"
    assert page.url.endswith("#s1-1-p1")


def test_the_copy_link_is_always_there_and_stands_out_when_the_keyboard_reaches_it(
    page: Page, address: str
) -> None:
    page.goto(address + REPORT)
    look = "(() => { const at = getComputedStyle(document.querySelector('#s1-1-p1 > a.anchor'), '::before'); return [at.opacity, at.color]; })()"
    opacity, faint = page.evaluate(look)
    assert opacity == "1"
    page.keyboard.press("Tab")
    page.locator("#s1-1-p1 > a.anchor").focus()
    assert page.evaluate(look) == ["1", "rgb(163, 39, 27)"] != ["1", faint]


def test_the_first_stop_of_the_keyboard_leads_to_the_text(page: Page, address: str) -> None:
    page.goto(address + REPORT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_the_contents_follow_the_reader(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + REPORT)
    for anchor in ("s2-1", "s4-2"):
        page.evaluate(f"document.getElementById('{anchor}').scrollIntoView()")
        current = page.locator("nav#contents a[aria-current]")
        page.wait_for_function(
            f"() => document.querySelector('nav#contents a[aria-current]')?.getAttribute('href') === '#{anchor}'"
        )
        assert current.count() == 1
        assert current.is_visible()


def test_the_contents_are_open_beside_the_text_and_folded_above_it(page: Page, address: str) -> None:
    page.goto(address + REPORT)
    assert page.locator("nav#contents a").first.is_visible()
    page.set_viewport_size({"width": 360, "height": 700})
    page.reload()
    assert not page.locator("nav#contents a").first.is_visible()


def test_a_clause_that_a_link_led_to_is_marked_and_in_view(page: Page, address: str) -> None:
    page.goto(f"{address}{REPORT}#s3-2-p1-c1")
    clause = page.locator("#s3-2-p1-c1")
    assert clause.evaluate("(each) => getComputedStyle(each).backgroundColor") == "rgb(255, 242, 200)"
    page.wait_for_function(
        """() => { const box = document.getElementById("s3-2-p1-c1").getBoundingClientRect();
                  return box.top >= 0 && box.bottom <= window.innerHeight; }"""
    )


def test_margin_notes_stand_beside_their_paragraph_and_never_on_text(page: Page, address: str) -> None:
    page.goto(address + REPORT)
    notes = page.locator(".passage > .related")
    assert notes.count() > 0
    for note in notes.all():
        beside, text = note.bounding_box(), note.locator("xpath=preceding-sibling::p").bounding_box()
        assert beside["x"] >= text["x"] + text["width"]
        assert beside["y"] >= text["y"] - 1


def test_a_citation_follows_the_paragraph_that_the_reader_stands_at(page: Page, address: str) -> None:
    page.goto(f"{address}{REPORT}#s2-1-p1-c1")
    page.locator(".contents .cite-here").focus()
    page.keyboard.press("Enter")
    cited = page.locator("dialog [data-style=gbt] .cite-text").text_content()
    assert "[R/OL]. 2024：二、(一)第1段第1句（2024-02-29）[20" in cited
    version = page.locator("#s2-1-p1").get_attribute("data-version")
    assert cited.endswith(f"?v={version}#s2-1-p1-c1.")
    page.locator("dialog [data-style=gbt] .cite-copy").click()
    page.wait_for_function("() => document.querySelector('dialog .cite-copy').textContent === '已复制'")
    assert page.evaluate("navigator.clipboard.readText()") == cited
    item = json.loads(page.locator("dialog [data-style=csl] .cite-text").text_content())[0]
    assert item["note"] == "二、(一)第1段第1句"
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    assert page.locator("#cite .cite-body").count() == 1


def test_without_a_script_the_citation_of_the_report_stands_in_the_page(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + REPORT)
    page.click("#cite summary")
    assert "[R/OL]. （2024-02-29）[引用日期]. " in page.locator("[data-style=gbt] .cite-text").text_content()
    context.close()


def test_a_link_says_when_the_text_has_changed_since_it_was_cited(page: Page, address: str) -> None:
    page.goto(address + REPORT)
    version = page.locator("#s2-1-p1").get_attribute("data-version")
    page.goto(f"{address}{REPORT}?v={version}#s2-1-p1")
    assert page.locator(".changed").count() == 0
    page.goto(f"{address}{REPORT}?v=00000000#s2-1-p1")
    assert (
        "已有改动"
        in page.locator(".passage:has(> #s2-1-p1)").locator("xpath=preceding-sibling::*[1]").text_content()
    )
    page.goto(f"{address}{REPORT}?v=%3Cimg%3E#s2-1-p1")
    assert page.locator(".changed").count() == 0


def test_a_marker_opens_the_note_of_its_clause_and_no_other(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address + REPORT)
    passage = page.locator(".passage:has(.marker ~ .marker)").first
    passage.locator(".marker").nth(1).focus()
    page.keyboard.press("Enter")
    assert passage.locator(".note:visible").count() == 1
    assert page.url.endswith(passage.locator(".note:visible").get_attribute("id"))
    passage.locator(".note-all a").click()
    assert passage.locator(".note:visible").count() > 1
    context.close()


def test_a_half_width_comma_stands_close_to_the_word_before_it(page: Page, address: str) -> None:
    page.goto(address + "reports/gumeilu/2023/index.html")
    room = page.evaluate("""() => Array.from(document.querySelectorAll("p > .clause > .hc")).map((mark) => {
      const edge = (node, at) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
      };
      const before = mark.previousSibling, after = mark.nextSibling;
      if (!before || !after || before.nodeType !== 3 || after.nodeType !== 3) return null;
      const word = edge(before, before.length - 1), comma = edge(mark.firstChild, 0), next = edge(after, 0);
      return next.left > comma.left ? [comma.left - word.right, next.left - comma.left] : null;
    }).filter(Boolean)""")
    assert len(room) > 100
    assert all(before < 1 for before, _ in room)
    assert all(after > 7 for _, after in room)


def test_names_on_a_page_can_be_filtered(page: Page, address: str) -> None:
    page.goto(f"{address}initiatives/index.html")
    page.get_by_label("筛选本页").fill("电梯")
    assert page.locator("main .group .links li:visible").all_text_contents() == [
        text
        for text in page.locator("main .group .links li").all_text_contents()
        if "电梯" in text.splitlines()[0]
    ]
    assert page.locator("main section:visible").count() >= 1
    page.get_by_label("筛选本页").fill("")
    assert (
        page.locator("main .group .links li:visible").count() == page.locator("main .group .links li").count()
    )


def test_a_wide_table_scrolls_within_itself(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(address + TABLE)
    region = page.locator(".scroll")
    assert region.evaluate("(each) => each.scrollWidth > each.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.scroll').scrollLeft > 0")


def test_the_page_for_missing_addresses_has_its_style_at_any_depth(page: Page, address: str) -> None:
    answer = page.goto(f"{address}reports/no/such/report/")
    assert answer.status == 404
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).borderTopWidth") == "4px"
    page.click("main a[href='/issuers/index.html']")
    assert page.locator("h1").text_content() == "按单位浏览"


def test_the_site_works_from_disk(page: Page, root: Path) -> None:
    page.goto((root / REPORT).as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).borderTopWidth") == "4px"
    page.click(".facts a")
    assert page.locator("h1").text_content() == "五角场街道办事处"
    page.click(".entry-title")
    assert page.locator("h1").text_content() == "五角场街道办事处2023年工作总结"


def test_paper_shows_text_and_address_and_leaves_the_rest_out(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(address + REPORT)
    assert page.locator("#s1-1-p1").is_visible()
    assert page.locator("footer .print-only").is_visible()
    for name in (".masthead", "nav#contents", ".related", ".to-contents"):
        assert not page.locator(name).first.is_visible(), name
    printed = "getComputedStyle(document.querySelector('#s1-1 > .heading > .anchor'), '::before').content"
    assert page.evaluate(printed) in {'"#s1-1"', "attr(href)"}
