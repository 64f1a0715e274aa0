from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.archive import assemble, figures, shipped, with_stated

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Report


def test_a_figure_belongs_to_the_initiative_that_its_indicator_names(
    make_report: Callable[..., Report],
) -> None:
    report = make_report(
        "a",
        "完成加装电梯14台，新建口袋公园3座。",
        "口袋公园建成开放，种树200棵。",
        "加装电梯8台，惠及老人300名。",
    )
    archive = replace(assemble((report,)), figures=figures.extract(report))
    found = {
        each.id: [figure.printed for figure in each.figures]
        for each in with_stated(archive, shipped()).initiatives
    }
    assert found["jiazhuang-dianti"] == ["14台", "8台"]
    assert found["kouda-gongyuan"] == ["3座", "200棵"]
