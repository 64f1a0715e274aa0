"""What stands on the pages of a built site."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from lxml import html

from sitegen import render, urls
from sitegen.model import Archive, Change, Figure, Report, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.model import Theme

QINGHE = "reports/qinghe/2024/index.html"
DONGSHAN = "reports/dongshan/2023/index.html"


def pages_of(built: dict[str, bytes]) -> Iterator[tuple[str, html.HtmlElement]]:
    for path, data in built.items():
        if path.endswith(".html"):
            yield path, html.fromstring(data.decode())


def test_every_page_that_the_site_promises_is_there(built: dict[str, bytes]) -> None:
    assert set(built) >= {
        "index.html",
        "404.html",
        "about/index.html",
        "search/index.html",
        "reports/qinghe/2024/index.html",
        "issuers/index.html",
        "issuers/qinghe/index.html",
        "years/index.html",
        "years/2023/index.html",
        "kinds/index.html",
        "kinds/gongzuozongjie/index.html",
        "regions/index.html",
        "regions/jianghuaishi/index.html",
        "regions/jianghuaishi/dongshanqu/index.html",
        "initiatives/index.html",
        "initiatives/jiazhuang-dianti/index.html",
        "feed.xml",
        "robots.txt",
    }


def test_every_link_and_its_anchor_lead_somewhere(built: dict[str, bytes]) -> None:
    ids = {path: set(tree.xpath("//@id")) for path, tree in pages_of(built)}
    dead = []
    for path, tree in pages_of(built):
        base = "" if path == "404.html" else posixpath.dirname(path)
        for address in tree.xpath("//@href | //@src | //form/@action"):
            if urlsplit(address).scheme:
                continue
            target, anchor = urldefrag(address)
            target = target.partition("?")[0]
            if path == "404.html":
                target = target.removeprefix("/")
            file = posixpath.normpath(posixpath.join(base, unquote(target))) if target else path
            if file not in built or (anchor and anchor not in ids.get(file, set())):
                dead.append((path, address))
    assert dead == []


def test_no_id_is_given_twice(built: dict[str, bytes]) -> None:
    for path, tree in pages_of(built):
        assert [name for name, count in Counter(tree.xpath("//@id")).items() if count > 1] == [], path


def test_no_page_has_an_inline_script_or_style_or_asks_another_host(built: dict[str, bytes]) -> None:
    for path, tree in pages_of(built):
        assert (
            tree.xpath(
                "//style | //@style | //script[not(@src) and not(@type='application/ld+json')] | //base | //iframe"
            )
            == []
        ), path
        assert [
            name
            for each in tree.iter(tag=html.etree.Element)
            for name in each.attrib
            if name.startswith("on")
        ] == [], path
        assert [address for address in tree.xpath("//@src | //link/@href") if "//" in address] == [], path
        assert (
            "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        ), path


def test_hostile_words_stay_words(built: dict[str, bytes]) -> None:
    for path, data in built.items():
        if path.endswith(".html"):
            text = data.decode()
            assert "<script>alert" not in text, path
            assert "<img src=x" not in text, path
    report = html.fromstring(built[DONGSHAN].decode())
    assert "{{ 7*7 }}" in report.xpath("//h1")[0].text_content()
    assert report.xpath("//a[starts-with(@href, 'javascript')]") == []
    assert "javascript:alert(1)" in report.xpath("//details[@class='source']")[0].text_content()


def test_two_builds_are_the_same_to_the_byte(
    archive: Archive,
    site: Site,
    theme: Theme,
    built: dict[str, bytes],
    build_site: Callable[..., dict[str, bytes]],
) -> None:
    assert build_site(archive, site, theme) == built


def test_section_paragraph_and_clause_are_addressable_and_hold_what_they_stand_for(
    page: Callable[[str], html.HtmlElement],
) -> None:
    tree = page(QINGHE)
    assert tree.xpath("//section[@id='s1-1']//h3")[0].text_content() == "（一）民生实事办得好。"
    assert tree.xpath("//section[@id='s1']/section[@id='s1-1']")
    assert (
        tree.xpath("//p[@id='s1-1-p1']")[0].text_content()
        == "民生改善。加装电梯开工19台。完成适老化改造30户。"
    )
    assert tree.xpath("//span[@id='s1-1-p1-c2']")[0].text_content() == "加装电梯开工19台。"
    assert tree.xpath("//p[@id='s1-1-p1']//strong[@class='lead']")[0].text_content() == "民生改善"


def test_each_section_and_passage_has_a_link_to_itself(page: Callable[[str], html.HtmlElement]) -> None:
    tree = page(QINGHE)
    links = tree.xpath("//a[@class='anchor']")
    assert [link.get("href") for link in links] == ["#p1", "#s1", "#s1-1", "#s1-1-p1", "#t1"]
    assert all(link.get("aria-label") and not link.text_content() for link in links)


def test_the_table_of_contents_lists_every_section_in_order(page: Callable[[str], html.HtmlElement]) -> None:
    links = page(QINGHE).xpath("//nav[@id='contents']//ol//a")
    assert [(link.get("href"), link.text_content()) for link in links] == [
        ("#s1", "一、民生"),
        ("#s1-1", "（一）民生实事办得好。"),
    ]


def test_a_table_scrolls_in_a_region_that_the_keyboard_reaches(
    page: Callable[[str], html.HtmlElement],
) -> None:
    region = page(QINGHE).xpath("//*[@id='t1']/div[@role='region']")[0]
    assert region.get("tabindex") == "0"
    assert region.get("aria-label")
    assert region.xpath(".//td")[1].text_content() == "19"


def test_a_tombstone_lands_where_its_passage_was(page: Callable[[str], html.HtmlElement]) -> None:
    tree = page(QINGHE)
    stone = tree.xpath("//section[@id='s1-1']/*[@id='s1-1-p9']")[0]
    assert stone.text_content() == ""
    assert stone.get("data-gone") == "此处原文已删除或改写。"
    assert tree.xpath("//div[@class='report-body']/*[@id='s7-p1']")


def test_a_cross_link_quotes_the_other_report_and_says_why(page: Callable[[str], html.HtmlElement]) -> None:
    beside = page(QINGHE).xpath("//p[@id='s1-1-p1']/following-sibling::details[@class='related']")[0]
    assert "同一举措 1 处" in beside.xpath("summary")[0].text_content()
    link = beside.xpath(".//p[@class='related-where']/a")[0]
    assert (link.text_content(), link.get("href")) == (
        "东山街道，2023年",
        "../../dongshan/2023/index.html#s1-p1-c1",
    )
    assert beside.xpath(".//blockquote//mark")[0].text_content() == "加装电梯"
    why = beside.xpath(".//p[@class='related-why']")[0].text_content()
    assert "主题：加装电梯" in why
    assert "两处用词：加装、电梯" in why
    note = beside.xpath(".//div[@id='note-s1-1-p1-c2']")[0]
    assert note.xpath("p[@class='note-here']/a/@href") == ["#s1-1-p1-c2"]


def test_a_marker_after_the_clause_leads_to_its_note(page: Callable[[str], html.HtmlElement]) -> None:
    tree = page(QINGHE)
    marker = tree.xpath("//span[@id='s1-1-p1-c2']/following-sibling::*[1]")[0]
    assert (marker.get("class"), marker.get("href"), marker.get("data-n")) == (
        "marker snug",
        "#note-s1-1-p1-c2",
        "1",
    )
    assert marker.get("aria-label") == "注 1：1 处相关内容"


def figure(
    indicator: str, printed: str, number: int, change: Change | None = None, unit: str = "台"
) -> Figure:
    return Figure(
        report="qinghe/2024",
        anchor=f"s1-1-p1-c{number}",
        indicator=indicator,
        printed=printed,
        value=printed,
        unit=unit,
        number=printed,
        base="",
        kind="level",
        quote="",
        start=0,
        end=1,
        change=change,
    )


def test_the_key_figures_lead_to_the_sentences_that_state_them(
    archive: Archive, site: Site, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> None:
    figures = (
        figure("加装电梯", "19台", 2, Change(direction="up", value="5", unit="%", basis="同比")),
        figure("适老化改造", "30户", 3),
        figure("没有说清楚是什么因此名称拖得很长的数字", "7个", 3),
        *(figure(f"其他{number}", "1项", 1) for number in range(9)),
    )
    tree = html.fromstring(build_site(replace(archive, figures=figures), site, theme)[QINGHE].decode())
    links = tree.xpath("//section[@class='key-figures']//a")
    assert (links[0].text_content(), links[0].get("href")) == ("加装电梯 19台 同比增5%", "#s1-1-p1-c2")
    assert len(links) == 8
    assert all("拖得很长" not in link.text_content() for link in links)


def test_a_key_figure_says_over_and_about_where_the_report_does(
    archive: Archive, site: Site, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> None:
    figures = (
        replace(figure("客流峰值", "10万人次", 2), qualifier="首超"),
        replace(figure("走访企业", "2280余次", 3), qualifier="余"),
        replace(figure("其中亿元企业", "10家", 3), qualifier="其中"),
        *(figure(f"其他{number}", "1项", 1) for number in range(5)),
    )
    tree = html.fromstring(build_site(replace(archive, figures=figures), site, theme)[QINGHE].decode())
    shown = tree.xpath("//section[@class='key-figures']//strong/text()")
    assert shown[:3] == ["首超10万人次", "2280余次", "10家"]


def test_a_key_figure_that_is_itself_a_change_says_which_way_before_the_number(
    archive: Archive, site: Site, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> None:
    figures = (
        figure("居民消费价格", "0.1%", 2, Change(direction="up", value="0.1", unit="%", basis="同比")),
        *(figure(f"其他{number}", "1项", 1) for number in range(9)),
    )
    figures = (replace(figures[0], value="0.1", unit="%", kind="change"), *figures[1:])
    tree = html.fromstring(build_site(replace(archive, figures=figures), site, theme)[QINGHE].decode())
    assert tree.xpath("//section[@class='key-figures']//a")[0].text_content() == "居民消费价格 同比增0.1%"


def test_a_report_with_hardly_any_figures_has_no_box(page: Callable[[str], html.HtmlElement]) -> None:
    assert page(QINGHE).xpath("//section[@class='key-figures']") == []


def test_a_cross_link_with_a_vanished_end_is_not_shown(page: Callable[[str], html.HtmlElement]) -> None:
    assert "失踪" not in page(QINGHE).text_content()


def test_a_report_leads_to_the_year_before_and_after_of_the_same_office(
    page: Callable[[str], html.HtmlElement],
) -> None:
    assert page(QINGHE).xpath("//nav[@class='neighbours']/a[@rel='prev']/@href") == ["../2023/index.html"]
    assert page("reports/qinghe/2023/index.html").xpath("//a[@rel='next']/@href") == ["../2024/index.html"]
    assert page(DONGSHAN).xpath("//nav[@class='neighbours']") == []


def test_the_page_for_missing_addresses_works_at_any_depth(
    archive: Archive,
    theme: Theme,
    build_site: Callable[..., dict[str, bytes]],
    page: Callable[[str], html.HtmlElement],
) -> None:
    addresses = page("404.html").xpath(
        "//link/@href | //script/@src | //a[not(starts-with(@href, '#'))]/@href | //form/@action"
    )
    assert addresses
    assert all(address.startswith("/") for address in addresses)
    below = build_site(archive, Site(title="档案", base_url="https://example.org/dang/an/"), theme)
    styles = html.fromstring(below["404.html"].decode()).xpath("//link[@rel='stylesheet']/@href")
    assert all(address.startswith("/dang/an/assets/") for address in styles)


def test_address_and_owner_appear_where_they_are_configured(
    archive: Archive, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> None:
    site = Site(
        title="档案",
        base_url="https://www.example.gov.cn/dangan",
        organizer="江淮市人民政府办公室",
        site_code="3400000001",
        icp="皖ICP备00000000号",
        police="皖公网安备 34000000000000号",
    )
    tree = html.fromstring(build_site(archive, site, theme)[QINGHE].decode())
    tags = {each.get("name"): each.get("content") for each in tree.xpath("//meta[@name]")}
    assert tags["SiteName"] == "江淮市人民政府办公室"
    assert tags["SiteDomain"] == "www.example.gov.cn"
    assert tags["SiteIDCode"] == "3400000001"
    assert (tags["ArticleTitle"], tags["PubDate"], tags["ContentSource"]) == (
        "清河街道2024年工作总结",
        "2025-01-20",
        "清河街道",
    )
    assert tree.xpath("//link[@rel='canonical']/@href") == [
        "https://www.example.gov.cn/dangan/reports/qinghe/2024/"
    ]
    footer = tree.xpath("//footer")[0].text_content()
    assert all(
        words in footer
        for words in ("主办单位：江淮市人民政府办公室", "网站标识码：3400000001", site.icp, site.police)
    )


def test_nothing_is_said_of_an_owner_that_is_not_configured(page: Callable[[str], html.HtmlElement]) -> None:
    tree = page(QINGHE)
    assert (
        tree.xpath(
            "//meta[starts-with(@name, 'Site')] | //link[@rel='canonical'] | //ul[@class='footer-owner']"
        )
        == []
    )


def test_the_about_page_documents_every_data_file_and_field(
    page: Callable[[str], html.HtmlElement], built: dict[str, bytes]
) -> None:
    tree = page("about/index.html")
    listed = {
        posixpath.normpath(posixpath.join("about", each))
        for each in tree.xpath("//ul[@class='data-files']//a/@href")
    }
    assert listed == {path for path in built if re.fullmatch(r"data/(?!index)[^/]+", path)}
    fields = tree.xpath("//section[@class='data']//tbody//code/text()")
    assert {"source.sha256", "sections.anchor", "members.report", "shared"} <= set(fields)
    meanings = tree.xpath("//section[@class='data']//tbody/tr/td[3]")
    assert all(cell.text_content() for cell in meanings)


@pytest.mark.parametrize("count", [0, 1])
def test_an_archive_of_hardly_anything_still_has_all_its_pages(
    count: int, archive: Archive, site: Site, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> None:
    small = Archive(reports=archive.reports[:count])
    assert "index.html" in build_site(small, site, theme)


def test_no_list_grows_beyond_two_hundred_kilobytes(
    archive: Archive, site: Site, theme: Theme, build_site: Callable[..., dict[str, bytes]]
) -> None:
    one = archive.reports[0]
    many = tuple(_copy(one, number) for number in range(1200))
    built = build_site(Archive(reports=many), site, theme)
    lists = {
        path: len(data)
        for path, data in built.items()
        if path.endswith(".html") and not path.startswith("reports/")
    }
    assert max(lists.values()) < 200_000
    linked = set()
    for path in lists:
        if path.startswith("years/2022/"):
            for address in html.fromstring(built[path].decode()).xpath("//a[@class='entry-title']/@href"):
                linked.add(posixpath.normpath(posixpath.join(posixpath.dirname(path), address)))
    assert len(linked) == 1200
    first = html.fromstring(built["years/2022/index.html"].decode())
    jumps = first.xpath("//details[@class='jumps']//a")
    assert [jump.text_content() for jump in jumps] == [f"江淮市 第{number}区" for number in range(9)]
    for jump in jumps:
        path = posixpath.normpath(posixpath.join("years/2022", jump.get("href")))
        titles = html.fromstring(built[path].decode()).xpath("//h2")
        assert jump.text_content() in [title.text_content() for title in titles]
    others = html.fromstring(built["years/2022/page_2/index.html"].decode())
    assert others.xpath("//details[@class='jumps']") == []


def _copy(report: Report, number: int) -> Report:
    meta = replace(report.meta, issuer=f"第{number}街道办事处", region=("江淮市", f"第{number % 9}区"))
    return replace(report, id=f"office{number:05}/2022", meta=meta, sections=())


def test_the_paths_of_all_pages_are_told_without_making_them(archive: Archive) -> None:
    held = render.holdings(archive)
    assert render.page_paths(held) == tuple(sorted(page.path for page in render.pages(held, ())))


def test_pages_in_larger_type_lead_to_one_another_and_to_the_files_of_the_site(
    archive: Archive, theme: Theme
) -> None:
    site = Site(title="试验档案", base_url="https://example.org/", large_pages=True)
    data = render.data_files(archive)
    pages = [
        page for page in render.pages(render.holdings(archive), data) if render.has_large_page(page.path)
    ]
    usual = {file.path: file.data for file in (render.render_page(page, site, theme) for page in pages)}
    larger = {
        file.path: file.data for file in (render.render_large_page(page, site, theme) for page in pages)
    }
    assert set(larger) == {f"large/{path}" for path in usual}
    others = {file.path for file in (*data, render.data_index(data), *render.assets(theme))}
    for path, text in larger.items():
        tree = html.fromstring(text.decode())
        canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
        assert canonical == f"https://example.org{urls.url_of(path.removeprefix('large/'))}"
        for each in tree.xpath("//a[not(@class='large-switch')]/@href"):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), urlsplit(each).path))
            if (
                urlsplit(each).scheme
                or not urldefrag(each)[0]
                or target.endswith(("feed.xml", "report.md", "report.json"))
            ):
                continue
            assert target in larger or target in others, (path, each)
        (back,) = tree.xpath("//a[@class='large-switch']/@href")
        assert posixpath.normpath(posixpath.join(posixpath.dirname(path), back)) in usual
