"""Counted from one edit to the next, indicators are those that are counted from scratch."""

from __future__ import annotations

import pickle
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from sitegen.archive import figures
from sitegen.store import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Figure, Report

_STATED = (
    "城镇新增就业{}人。", "加装电梯{}台。", "电梯加装{}台。", "新增高新技术企业{}家。", "拆除违法建筑{}平方米。",
    "新增养老床位{}张。", "培训居民{}人次。", "改造口袋公园{}座。", "清理河道{}公里。", "修缮校舍{}间。", "更换路灯{}盏。",
)  # fmt: skip


@pytest.mark.parametrize("is_put", [False, True])
@pytest.mark.parametrize("left_out", [1, 62], ids=["", "few hashes"])
def test_what_was_counted_before_changes_nothing(
    make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, left_out: int, *, is_put: bool
) -> None:
    monkeypatch.setattr("sitegen.archive.figures.alone._LEFT_OUT", left_out)
    monkeypatch.setattr("sitegen.archive.figures.alone._MANY", 6)
    draw, tally, most = Random(7), figures.Tally(), 0
    shelf = Shelf()
    tally.put = shelf.put if is_put else None

    def some_report(number: int) -> tuple[Report, tuple[Figure, ...]]:
        texts = [each.format(draw.randint(1, 9)) for each in draw.choices(_STATED, k=draw.randint(0, 5))]
        one = make_report("".join(texts), year=2020 + draw.randint(0, 3))
        one = replace(one, id=f"r{number:02}", meta=replace(one.meta, issuer=f"{draw.choice('甲乙丙')}街道"))
        return one, figures.extract(one)

    reports = {number: some_report(number) for number in range(10)}
    for turn in range(120):
        for number in draw.sample(range(14), k=draw.randint(0, 2)):
            if number in reports and draw.random() < 0.2:
                del reports[number]
            else:
                reports[number] = some_report(number)
        now = [reports[number] for number in sorted(reports)]
        columns = [report for report, _ in now], [stated for _, stated in now]
        found = tally.indicators(*columns)
        assert found == figures.indicators(*columns)
        assert {each.id for each in tally.all} == {each.id for each in found}
        if turn == 60 and not is_put:
            tally = pickle.loads(pickle.dumps(tally))  # noqa: S301 - written in this line
        most = max(most, len(found))
    assert most > 4
