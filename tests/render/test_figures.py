from __future__ import annotations

import csv
import io
from dataclasses import replace

from sitegen.model import Change, Figure
from sitegen.render.figures import figure_row
from sitegen.render.rows import csv_parts, flat_figure
from sitegen.render.schemas import columns

_FIGURE = Figure(
    report="wujiaochang/2023", anchor="s1-p1-c1", indicator="财政总收入", printed="4.85亿元", value="4.85", unit="亿元",
    number="485000000", base="元", kind="level", quote="财政总收入4.85亿元,同比增长11.1%", start=5, end=11,
    change=Change(direction="up", value="11.1", unit="%", basis="同比"),
)  # fmt: skip


def _table(figures: tuple[Figure, ...]) -> bytes:
    (table,) = csv_parts("figures", (flat_figure(figure, "") for figure in figures), 5_000_000)
    return table


def _rows(*figures: Figure) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_table(figures).decode("utf-8-sig"))))


def test_a_figure_keeps_its_words_its_place_and_its_change() -> None:
    row = figure_row(_FIGURE)
    assert (row["report"], row["anchor"], row["value"], row["unit"]) == (
        "wujiaochang/2023",
        "s1-p1-c1",
        "4.85",
        "亿元",
    )
    assert row["change"] == {"direction": "up", "value": "11.1", "unit": "%", "basis": "同比"}
    assert figure_row(replace(_FIGURE, change=None))["change"] is None


def test_the_table_says_the_same_in_one_row() -> None:
    (row,) = _rows(_FIGURE)
    assert list(row) == columns("figures")
    assert (row["number"], row["change_direction"], row["quote"]) == ("485000000", "up", _FIGURE.quote)


def test_a_spreadsheet_reads_no_formula_out_of_a_report() -> None:
    (row,) = _rows(replace(_FIGURE, indicator='=HYPERLINK("x")', quote="@SUM(A1)", value="-5"))
    assert (row["indicator"], row["quote"], row["value"]) == ('\'=HYPERLINK("x")', "'@SUM(A1)", "-5")
