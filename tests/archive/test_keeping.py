from __future__ import annotations

import pytest

from sitegen.archive.keeping import read_rows
from sitegen.errors import SitegenError


def test_entries_are_read_with_the_line_that_each_starts_on() -> None:
    rows = read_rows("x.toml", "link", "# why\n[[link]]\na = 1\n\n[[link]] # again\na = 2\n")
    assert [(row.line, row.values) for row in rows] == [(2, {"a": 1}), (5, {"a": 2})]


@pytest.mark.parametrize("text", ["", "\ufeff", "# nothing yet\r\n"])
def test_a_file_without_entries_is_none(text: str) -> None:
    assert read_rows("x.toml", "link", text) == ()


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    (row,) = read_rows("x.toml", "link", '\ufeff[[link]]\r\nverdict = "same"\r\n')
    assert row.values == {"verdict": "same"}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[[link]]\nverdict = same\n", "keeper-broken", 2),
        ("[link]\na = 1\n", "keeper-tables", 0),
        ("a = 1\n[[link]]\n", "keeper-tables", 0),
        ("link = [1]\n", "keeper-tables", 0),
    ],
)
def test_what_is_no_list_of_entries_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(SitegenError) as refused:
        read_rows("links.toml", "link", text)
    assert (refused.value.problem.code, refused.value.problem.where, refused.value.problem.line) == (
        code, "links.toml", line,
    )  # fmt: skip
