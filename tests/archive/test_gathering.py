from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from sitegen.archive import Gathering, Lexicon, analyse, link, shipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Report

SENTENCES = (
    "深化榫卯互认改革，压减一般支出。",
    "实施医疗卫生强基工程，推进县域医共体建设。",
    "实施星河点灯战略行动。",
    "启动省际星河点灯战略行动。",
    "完成老旧小区电梯加装。",
    "新建口袋公园，整治河道。",
    "推进“一网通办”。",
)


def test_what_was_gathered_before_changes_nothing(make_report: Callable[..., Report]) -> None:
    draw, kept, seen = Random(5), Gathering(), set[str]()

    def some_report(number: int) -> Report:
        text = "".join(draw.choices(SENTENCES, k=draw.randint(0, 5)))
        return make_report(f"r{number:02}", text, issuer=f"office{draw.randint(0, 5)}")

    fewer = Lexicon(topics=shipped().topics[40:])
    reports = {number: some_report(number) for number in range(10)}
    for round_ in range(60):
        for number in draw.sample(range(14), k=draw.randint(1, 2)):
            if number in reports and draw.random() < 0.4:
                del reports[number]
            else:
                reports[number] = some_report(number)
        lexicon, now = fewer if 30 < round_ < 33 else shipped(), list(reports.values())
        parts = link(now, [analyse(report, lexicon) for report in now], lexicon).parts
        found = kept.initiatives(parts, lexicon, now)
        assert found == Gathering().initiatives(parts, lexicon, now)
        assert kept.initiatives(parts, lexicon, now) == found
        seen |= {each.name for each in found}
    assert seen >= {"榫卯互认改革", "医疗卫生强基工程", "星河点灯战略行动", "加装电梯"}
