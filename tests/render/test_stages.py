from __future__ import annotations

from sitegen.model import Figure
from sitegen.render.stages import stage_rows
from sitegen.render.views import Quote


def figure(printed: str, stage: str, kind: str = "level", anchor: str = "p1-c1", base: str = "台") -> Figure:
    return Figure(
        report="a/2023", anchor=anchor, indicator="加装电梯", printed=printed, value="1", unit=base, number="1", base=base,
        kind=kind, quote="", start=0, end=1, stage=stage,
    )  # type: ignore[arg-type]  # fmt: skip


def quote(anchor: str) -> Quote:
    return Quote(
        page="reports/a/2023/index.html",
        anchor=anchor,
        issuer="甲街道",
        region=(),
        year=2023,
        title="",
        heading="",
        text="",
    )


def test_planned_signed_started_and_done_are_kept_apart() -> None:
    figures = (
        figure("55台", "签约"), figure("19台", "开工"), figure("14台", "完工"), figure("60台", "完成", "target"),
        figure("3台", ""),
    )  # fmt: skip
    stages, (row,) = stage_rows(figures, [quote("p1-c1")])
    assert stages == ("planned", "signed", "started", "done", "unsaid")
    assert [[each.printed for each in cell] for cell in row.cells] == [
        ["60台"],
        ["55台"],
        ["19台"],
        ["14台"],
        ["3台"],
    ]


def test_shares_changes_and_sentences_that_are_not_quoted_take_no_part() -> None:
    figures = (
        figure("5%", "完成", base="%"), figure("3台", "完成", "change"), figure("9台", "完成", anchor="p9-c1"),
    )  # fmt: skip
    assert stage_rows(figures, [quote("p1-c1")]) == ((), ())


def test_a_report_has_one_row_whatever_the_number_of_its_sentences() -> None:
    figures = (figure("9台", "完成"), figure("8台", "开工", anchor="p2-c1"))
    stages, rows = stage_rows(figures, [quote("p1-c1"), quote("p2-c1")])
    assert (stages, len(rows)) == (("started", "done"), 1)
