"""Charts: lengths follow the numbers, words stand beside them, hostile words stay words."""

from __future__ import annotations

import pytest
from lxml import etree

from sitegen.render.charts import WIDTH, bands, bars
from sitegen.render.views import Band, Bar, Group


def drawn(*values: float) -> etree._Element:
    items = tuple(
        Bar(label=str(2020 + at), text=f"{value}台", value=value) for at, value in enumerate(values)
    )
    return etree.fromstring(bars((Group(title="清河街道", items=items),), "one", "加装电梯", "说明"))


def boxes(svg: etree._Element, style: str) -> list[tuple[float, float]]:
    return [(float(box.get("x")), float(box.get("width"))) for box in svg.iterfind(f"rect[@class='{style}']")]


def test_a_bar_is_as_long_as_its_number() -> None:
    (start, short), (other, long) = boxes(drawn(10, 40), "chart-bar")
    assert start == other
    assert long == pytest.approx(4 * short, abs=0.3)
    assert other + long <= WIDTH


def test_what_fell_lies_on_the_other_side_of_the_axis() -> None:
    svg = drawn(-20, 20)
    (left, width), (right, _) = boxes(svg, "chart-bar")
    assert left + width == pytest.approx(right, abs=0.1)
    assert svg.find("path[@class='chart-axis']") is not None
    assert drawn(20).find("path[@class='chart-axis']") is None


def test_a_small_number_is_seen_and_nought_is_not() -> None:
    assert boxes(drawn(1, 1_000_000), "chart-bar")[0][1] >= 1
    assert len(boxes(drawn(0, 5), "chart-bar")) == 1


def test_every_number_is_said_in_words_and_the_chart_is_named() -> None:
    svg = drawn(10, 40)
    assert [text.text for text in svg.iterfind("text")] == ["清河街道", "2020", "10台", "2021", "40台"]
    assert (svg.get("role"), svg.find("title").text, svg.find("desc").text) == ("img", "加装电梯", "说明")
    assert svg.get("aria-labelledby") == svg.find("title").get("id")


def test_a_chart_has_no_style_script_or_address_of_its_own() -> None:
    for each in drawn(1, -2).iter():
        assert not {"style", "href", "onload"} & set(each.attrib)
        assert each.tag in {"svg", "title", "desc", "text", "rect", "path"}


def test_hostile_words_stay_words() -> None:
    bar = Bar(label="<b>", text='"><script>', value=1)
    svg = etree.fromstring(bars((Group(title="<i>&", items=(bar,)),), "a", "<title>", "</desc>"))
    assert [text.text for text in svg.iterfind("text")] == ["<i>&", "<b>", '"><script>']


def test_a_band_reaches_from_the_least_to_the_greatest() -> None:
    row = Band(label="2023", count=9, values=(10, 20, 25, 30, 50), texts=("10", "20", "25台", "30", "50"))
    svg = etree.fromstring(bands((row,), "one", "标题", "说明"))
    ((start, width),) = boxes(svg, "chart-box")
    least, most = svg.find("path[@class='chart-range']").get("d").removeprefix("M").split("H")
    assert float(least.split()[0]) < start < start + width < float(most)
    assert [text.text for text in svg.iterfind("text")] == ["2023", "25台"]


def test_no_values_at_all_draw_an_empty_chart() -> None:
    assert etree.fromstring(bars((), "one", "标题", "说明")).get("viewBox") == f"0 0 {WIDTH} 0"
