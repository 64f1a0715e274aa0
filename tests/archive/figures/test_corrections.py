"""The keeper's corrections: what they change, and what a wrong file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.archive import figures
from sitegen.errors import SitegenError, describe

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Figure

    Read = Callable[..., tuple[Figure, ...]]

FILE = """
- anchor: p1-c1
  printed: 12条
  indicator: 稳增长政策举措
- anchor: p1-c1
  printed: 3.1万人次
  value: "3.2"
  unit: 万人次
- anchor: p1-c2
  printed: 5家
  suppress: true
"""


def test_figures_are_corrected_and_suppressed(read: Read) -> None:
    found = read("落实举措12条，服务3.1万人次。走访企业5家。引进企业6家。")
    corrected = figures.apply(found, figures.parse_corrections("qinghe/2023.figures.yaml", FILE))
    assert [(figure.indicator, figure.value, figure.number) for figure in corrected] == [
        ("稳增长政策举措", "12", "12"),
        ("服务", "3.2", "32000"),
        ("引进企业", "6", "6"),
    ]


def test_width_and_spaces_of_the_printed_number_do_not_matter(read: Read) -> None:
    found = read("引进企业１２ 家。")
    (correction,) = figures.parse_corrections("x", "- {anchor: p1-c1, printed: 12家, suppress: 'true'}")
    assert figures.apply(found, [correction]) == ()


def test_a_correction_that_finds_nothing_is_reported(read: Read) -> None:
    corrections = figures.parse_corrections("x.figures.yaml", FILE)
    found = read("落实举措12条，服务3.1万人次。")
    (left,) = figures.unused("x.figures.yaml", found, corrections)
    assert describe(left)[:2] == (
        "x.figures.yaml",
        "No figure “5家” was found in p1-c2; its correction was not used.",
    )


def test_an_empty_file_corrects_nothing() -> None:
    assert figures.parse_corrections("x", "") == figures.parse_corrections("x", "# nothing yet\n") == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("anchor: p1", "a list is expected"),
        ("- anchor: p1-c1", "anchor and printed are needed"),
        ("- 12条", "each item needs anchor and printed, and texts for what changes"),
        ("- {anchor: a, printed: b, colour: red}", "colour is not known"),
        ("- {anchor: a, printed: b, kind: guess}", "kind: guess"),
        ("- {anchor: a, printed: b, value: many}", "value: many"),
        ("- {anchor: a, printed: b, value: NaN}", "value: NaN"),
        ("- &a {anchor: a, printed: b}\n- *a", "aliases (*name) are not read here"),
        ("x" * 200_001, "200001 characters"),
    ],
)
def test_a_broken_file_says_why(text: str, reason: str) -> None:
    with pytest.raises(SitegenError) as caught:
        figures.parse_corrections("x.figures.yaml", text)
    assert dict(caught.value.problem.values)["reason"] == reason
