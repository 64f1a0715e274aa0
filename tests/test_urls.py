from __future__ import annotations

import pytest

from sitegen import urls


@pytest.mark.parametrize("text", ["wujiaochang/2023", "gumeilu/2023", "a", "shanghai/2025-zfgzbg", "a/b/c"])
def test_ids_are_plain_paths(text: str) -> None:
    assert urls.is_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/a",
        "a/",
        "../a",
        "a//b",
        "a b",
        "五角场/2023",
        "A/2023",
        "a.b",
        "con/2023",
        "a/nul",
        "a\\b",
        "a-",
        "a" * 121,
        "a\n",
    ],
)
def test_what_could_leave_the_site_or_break_a_file_system_is_no_id(text: str) -> None:
    assert not urls.is_id(text)


@pytest.mark.parametrize(
    "text", ["s1", "s2-3-1", "s3_2", "s3_2-p1-c2", "ch1-j2", "art12-p2", "att1-s2", "u1", "p1", "s1-x3"]
)
def test_anchors_of_the_scheme_are_known(text: str) -> None:
    assert urls.is_anchor(text)


@pytest.mark.parametrize("text", ["", "1", "s", "S1", "s1-", "s1.2", "s1 ", '"><script>', "s1\n"])
def test_anything_else_is_no_anchor(text: str) -> None:
    assert not urls.is_anchor(text)


@pytest.mark.parametrize(
    ("origin", "target", "anchor", "link"),
    [
        ("index.html", "reports/a/2023/index.html", "", "reports/a/2023/index.html"),
        ("reports/a/2023/index.html", "index.html", "", "../../../index.html"),
        ("reports/a/2023/index.html", "reports/b/2023/index.html", "s1-p1", "../../b/2023/index.html#s1-p1"),
        ("reports/a/2023/index.html", "reports/a/2023/index.html", "s1", "#s1"),
        ("search/index.html", "assets/site.css", "", "../assets/site.css"),
    ],
)
def test_links_are_relative_and_name_the_file(origin: str, target: str, anchor: str, link: str) -> None:
    assert urls.relative(origin, target, anchor) == link


def test_addresses_of_pages() -> None:
    assert urls.report_url("a/2023") == "/reports/a/2023/"
    assert urls.url_of(urls.report_page("a/2023")) == "/reports/a/2023/"
    assert urls.url_of("404.html") == "/404.html"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上海市", "shanghaishi"),
        ("重庆市", "chongqingshi"),
        ("吕梁市", "lvliangshi"),
        ("12345热线", "12345rexian"),
        ("Ａ 区", "a-qu"),
    ],
)
def test_a_chinese_name_becomes_a_part_of_an_address(text: str, expected: str) -> None:
    assert urls.slug(text) == expected


@pytest.mark.parametrize("text", ["", "🙂", "CON", "//", ".."])
def test_a_name_that_leaves_nothing_usable_still_has_an_address(text: str) -> None:
    assert urls.is_id(urls.slug(text))


@pytest.mark.parametrize(
    ("origin", "target", "expected"),
    [
        ("index.html", "years/2023/index.html", "years/2023/index.html"),
        ("years/2023/index.html", "index.html", "../../index.html"),
        ("a/b/index.html", "a/c/index.html", "../c/index.html"),
        ("a/b/index.html", "a/b/index.html", "index.html"),
        ("a/index.html", "a/b/index.html", "b/index.html"),
    ],
)
def test_links_go_up_only_as_far_as_they_must(origin: str, target: str, expected: str) -> None:
    assert urls.relative(origin, target) == expected
