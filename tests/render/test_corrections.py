"""The public list of corrections, its feed, and the notices at addresses whose page is no more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from sitegen import render
from sitegen.model import Archive, Forward, Revision, Site, Theme
from sitegen.render.differences import stretches

if TYPE_CHECKING:
    from collections.abc import Callable

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("签约12台。", "签约13台。", "签约[-12-][+13+]台。"),
        ("", "新增一段。", "[+新增一段。+]"),
        ("删去一段。", "", "[-删去一段。-]"),
        ("同比增长11.1%", "同比增长1.1%", "同比增长[-11.1%-][+1.1%+]"),
        ("甲乙丙丁", "甲戊丙己", "甲[-乙丙丁-][+戊丙己+]"),
    ],
)
def test_a_difference_shows_whole_numbers_and_no_crumbs(before: str, after: str, expected: str) -> None:
    forms = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    assert "".join(forms[each.kind].format(each.text) for each in stretches(before, after)) == expected


def test_a_difference_in_a_long_text_is_shown_with_a_little_around_it() -> None:
    words = "的一是不了人我在有他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"
    shown = "".join(each.text for each in stretches(words + "12台" + words, words + "13台" + words))
    assert len(shown) < 50
    assert "12" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_two_very_long_texts_are_compared_in_no_time() -> None:
    one, two = stretches("甲乙" * 20_000, "丙丁" * 20_000)
    assert (one.kind, two.kind) == ("removed", "added")
    assert len(one.text) < 300


def test_the_list_tells_what_was_corrected_and_leads_there(page: Callable[[str], html.HtmlElement]) -> None:
    tree = page("corrections/index.html")
    assert [each.text_content() for each in tree.xpath("//h2")] == ["2025-03-01", "2025-02-01"]
    assert tree.xpath("//del")[0].text_content().endswith("18")
    assert tree.xpath("//ins")[0].text_content().endswith("19")
    assert "../reports/qinghe/2024/index.html#s1-1-p1" in tree.xpath("//a/@href")
    assert "撤回：清河街道2021年工作总结" in tree.text_content()
    assert not tree.xpath("//main//script | //main//img")


def test_a_report_tells_what_was_corrected_of_it(page: Callable[[str], html.HtmlElement]) -> None:
    (past,) = page("reports/qinghe/2024/index.html").xpath("//section[@id='past']")
    assert "2025-03-01 改动 3 处" in " ".join(past.text_content().split())
    assert not page("reports/qinghe/2023/index.html").xpath("//section[@id='past']")


def test_pages_stay_light_however_much_was_corrected(
    archive: Archive, site: Site, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> None:
    revision = Revision(anchor="s1-1-p1", before="旧" * 5000, after="新" * 5000)
    event = replace(archive.events[0], revisions=(revision,) * 500)
    events = tuple(replace(event, date=f"2025-03-{day:02}") for day in range(30, 0, -1))
    built = build_site(replace(archive, events=events), site, theme)
    assert max(len(data) for path, data in built.items() if path.endswith(".html")) < 200_000
    assert "corrections/page_2/index.html" in built
    assert len(built["data/corrections-0001.jsonl"]) > 1_000_000


def test_a_link_to_words_that_were_moved_says_when_why_and_where_to(
    page: Callable[[str], html.HtmlElement],
) -> None:
    gone = page("reports/qinghe/2024/index.html").get_element_by_id("s7-p1")
    assert gone.get("data-gone") == "此处原文已于 2025-03-01 删除或改写。说明：并入第一部分。"
    assert gone.xpath("a/@href") == ["../2023/index.html#s1"]


def test_feed_readers_hear_of_corrections(built: dict[str, bytes]) -> None:
    feed = ET.fromstring(built["corrections/feed.xml"])  # noqa: S314 - we wrote it ourselves
    titles = [each.text for each in feed.findall("a:entry/a:title", ATOM)]
    assert titles == ["更正：清河街道2024年工作总结", "撤回：清河街道2021年工作总结"]
    assert "［删：18］［增：19］台" in feed.findtext("a:entry/a:summary", namespaces=ATOM)
    ids = [each.text for each in feed.findall(".//a:id", ATOM)]
    assert len(set(ids)) == len(ids)


def _notice(forward: Forward, theme: Theme) -> html.HtmlElement:
    site = Site(title="档案", base_url="https://example.org/")
    return html.fromstring(render.render_page(render.forward_page(forward), site, theme).data.decode())


def test_an_address_that_moved_leads_on_with_and_without_a_script(theme: Theme) -> None:
    forward = Forward(page="reports/a/2022/index.html", target="reports/b/2022/index.html", title="甲")
    tree = _notice(forward, theme)
    (refresh,) = tree.xpath("//noscript/meta[@http-equiv='refresh']/@content")
    assert refresh == "0; url=../../b/2022/index.html"
    assert tree.get_element_by_id("moved-to").get("href") == "../../b/2022/index.html"
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://example.org/reports/b/2022/"]
    assert any("moved." in each for each in tree.xpath("//script/@src"))


def test_a_withdrawn_report_leaves_a_dated_notice(theme: Theme) -> None:
    forward = Forward(
        page="reports/a/2022/index.html",
        date="2026-11-24",
        reason="发布单位撤回。<b>",
        title="甲",
        issuer="乙",
        year=2022,
    )
    tree = _notice(forward, theme)
    words = tree.xpath("//main")[0].text_content()
    assert "本报告已于 2026-11-24 撤回" in words
    assert "发布单位撤回。<b>" in words
    assert "乙　2022年" in words
    assert not tree.xpath("//noscript | //main//b")
