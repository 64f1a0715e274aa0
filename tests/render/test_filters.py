"""What templates do with values."""

from __future__ import annotations

import pytest

from sitegen.model import Passage
from sitegen.render.filters import is_running, is_web, marked, phrased, size


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (("电梯",), "加装<mark>电梯</mark>19台"),
        (("加装", "电梯"), "<mark>加装电梯</mark>19台"),
        (("加装电梯", "装电"), "<mark>加装电梯</mark>19台"),
        (("电梯加装（加装／加梯）",), "<mark>加装</mark>电梯19台"),
        (("没有",), "加装电梯19台"),
        (("",), "加装电梯19台"),
        ((), "加装电梯19台"),
    ],
)
def test_shared_words_are_marked(terms: tuple[str, ...], expected: str) -> None:
    assert marked("加装电梯19台", terms) == expected


def test_words_are_marked_whatever_their_case_and_stay_as_printed() -> None:
    assert marked("引入App和APP", ("app",)) == "引入<mark>App</mark>和<mark>APP</mark>"


def test_marking_escapes_the_text_and_the_words() -> None:
    assert marked("<b>a&b</b>", ("a&b",)) == "&lt;b&gt;<mark>a&amp;b</mark>&lt;/b&gt;"


def test_large_print_is_escaped_and_may_break_before_its_words() -> None:
    assert phrased("洪泽区2023年工作<报告>") == "洪泽区<wbr>2023年<wbr>工作&lt;<wbr>报告&gt;"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 B"), (1023, "1023 B"), (1024, "1 kB"), (5_000_000, "4.8 MB")]
)
def test_sizes_read_as_people_say_them(count: int, words: str) -> None:
    assert size(count) == words


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "//example.org",
        " https://example.org",
        "",
    ],
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert not is_web(address)
    assert is_web("https://www.example.gov.cn/a.html")


def test_a_paragraph_that_became_several_blocks_is_no_running_text() -> None:
    assert is_running(
        Passage(anchor="p1", kind="paragraph", text="一", markdown="一", html="<strong>一</strong>")
    )
    assert not is_running(
        Passage(anchor="p1", kind="paragraph", text="一\n二", markdown="", html="<p>一</p><p>二</p>")
    )
    assert not is_running(
        Passage(anchor="p1", kind="list", text="一", markdown="- 一", html="<ul><li>一</li></ul>")
    )
