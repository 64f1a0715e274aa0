from __future__ import annotations

import os
import pickle
import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sitegen.archive import (
    Gathering,
    Lexicon,
    analyse,
    archive_of,
    assemble,
    join,
    linking,
    lists,
    memory,
    relating,
    revising,
    shipped,
)
from sitegen.archive.pairs import Lengths
from sitegen.archive.vectors import rows_of
from sitegen.model import Archive, Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from sitegen.model import Report

    Ints = NDArray[np.int64]

EAST = (
    "搭建协商平台，完成35台老旧小区电梯加装。新建东路敬老助餐点，完成适老化改造29户。",
    "指导17个业委会顺利换届。高质量推进“五经普”单位采集。持续推进各项工作，不断提升服务水平。",
    "街道荣获2023年优秀学习型社区组织称号。夯实“四责协同”机制。",
)
WEST = (
    "既有多层住宅加装电梯签约55台、开工19台、完工14台。完成居家环境适老化改造117户。",
    "14个小区完成业委会换届。做好第五次全国经济普查前期准备，完成9368户底册单位核查。",
    "持续推进各项工作，不断提升服务质量。街道被评为2023年度社保服务优秀社区。推动“四责协同”机制落实。",
)


def linked(archive: Archive) -> dict[tuple[str, str], str]:
    return {(str(link.origin), str(link.target)): link.grade for link in archive.related}


def test_the_same_initiative_is_linked_from_clause_to_clause(make_report: Callable[..., Report]) -> None:
    links = linked(assemble((make_report("east", *EAST), make_report("west", *WEST))))
    assert links["east#p1-c1", "west#p1-c1"] == "same"
    assert links["east#p1-c2", "west#p1-c2"] == "same"
    assert links["east#p2-c1", "west#p2-c1"] == "same"
    assert links["east#p2-c2", "west#p2-c2"] == "same"
    assert links["east#p3-c2", "west#p3-c3"] == "same"


def test_stock_phrasing_and_honours_are_not_linked(make_report: Callable[..., Report]) -> None:
    links = linked(assemble((make_report("east", *EAST), make_report("west", *WEST))))
    ends = {end for pair in links for end in pair}
    assert not ends & {"east#p2-c3", "west#p3-c1"}
    assert ("east#p3-c1", "west#p3-c2") not in links


def test_every_link_stands_in_both_directions_with_one_reason(make_report: Callable[..., Report]) -> None:
    archive = assemble((make_report("east", *EAST), make_report("west", *WEST)))
    by_ends = {(link.origin, link.target): link for link in archive.related}
    for (origin, target), link in by_ends.items():
        back = by_ends[target, origin]
        assert (back.score, back.grade, back.initiative) == (link.score, link.grade, link.initiative)
        assert set(back.terms) == set(link.terms)
        assert link.terms


def test_what_reports_decades_apart_say_is_never_the_same(make_report: Callable[..., Report]) -> None:
    text = "完成35台老旧小区电梯加装。"
    grades = {
        year: linked(assemble((make_report("old", text, year=1998), make_report("new", text, year=year))))
        for year in (2004, 2023)
    }
    assert set(grades[2004].values()) == {"same"}
    assert set(grades[2023].values()) == {"related"}


def test_different_names_in_a_wide_field_alone_are_no_link(make_report: Callable[..., Report]) -> None:
    east = make_report("east", "推动磷化工深度耦合，壮大龙头。防汛抗旱准备充分，排查堤段。")
    west = make_report("west", "加快炼化基地投产达效。强化汛期值守，转移群众。")
    assert set(linked(assemble((east, west)))) == {
        ("east#p1-c2", "west#p1-c2"),
        ("west#p1-c2", "east#p1-c2"),
    }


def test_who_names_a_wide_field_in_passing_does_not_report_the_same(
    make_report: Callable[..., Report],
) -> None:
    east = make_report("east", "持续开展乐游主题的高铁旅游营销，推动龙脊天路全线贯通。")
    west = make_report("west", "济枣高铁开工，标志着我市即将迈入新时代。")
    assert linked(assemble((east, west)))["east#p1-c1", "west#p1-c1"] == "related"


def test_a_wide_name_that_both_say_by_the_way_links_nothing(make_report: Callable[..., Report]) -> None:
    east = make_report("east", "改善岛上民居，修缮水、天然气等公用设施三百余处，惠及渔民。")
    west = make_report("west", "推动页岩层勘探提速增量，非常规天然气全年日均产量达到七百万方。")
    about = make_report("about", "推动页岩层勘探提速增量，天然气丰收。")
    assert linked(assemble((east, west))) == {}
    assert linked(assemble((east, about)))


def test_what_only_states_quantities_is_not_linked(make_report: Callable[..., Report]) -> None:
    text = "固定资产投资增长5.6%，进出口总额完成120亿元。"
    assert linked(assemble((make_report("east", text), make_report("west", text)))) == {}


def test_two_statistics_are_linked_only_where_both_report_an_initiative(
    make_report: Callable[..., Report],
) -> None:
    east = make_report("east", "规模以上工业增加值增长5%，加装电梯达到35台。全区生产总值达到300亿元。")
    west = make_report("west", "加装电梯达到12台，规模以上工业增加值增长7%。全市生产总值达到900亿元。")
    assert set(linked(assemble((east, west)))) == {
        ("east#p1-c1", "west#p1-c1"),
        ("west#p1-c1", "east#p1-c1"),
    }


def test_a_statistic_is_linked_with_a_task_only_where_both_report_an_initiative(
    make_report: Callable[..., Report],
) -> None:
    total, task = (
        "集装箱吞吐量增长6.1%，港口货物吞吐量完成3.2亿吨。",
        "建设港口码头，集装箱吞吐量居全国前列。",
    )
    assert not linked(assemble((make_report("east", total), make_report("west", task))))
    assert linked(assemble((make_report("east", task), make_report("west", task.replace("前列", "第一")))))


def test_a_link_names_the_initiative_that_both_report(make_report: Callable[..., Report]) -> None:
    archive = assemble((make_report("east", *EAST), make_report("west", *WEST)))
    link = next(link for link in archive.related if link.origin == Ref(report="east", anchor="p1-c1"))
    assert link.initiative == "jiazhuang-dianti"
    assert link.terms[0] == "加装电梯（电梯加装）"
    assert link.initiative in {initiative.id for initiative in archive.initiatives}


def test_initiatives_list_the_clauses_that_name_them(make_report: Callable[..., Report]) -> None:
    archive = assemble((make_report("west", *WEST), make_report("east", *EAST)))
    lift = next(initiative for initiative in archive.initiatives if initiative.id == "jiazhuang-dianti")
    assert lift.name == "加装电梯"
    assert lift.members == (Ref(report="east", anchor="p1-c1"), Ref(report="west", anchor="p1-c1"))


def test_aliases_are_written_for_readers(make_report: Callable[..., Report]) -> None:
    (initiative,) = assemble((make_report("a", "改造老旧小区24个。"),)).initiatives
    assert "老旧小区…改造" in initiative.aliases


def test_a_theme_is_not_an_initiative(make_report: Callable[..., Report]) -> None:
    archive = assemble((make_report("a", "做好就业工作。"),))
    assert archive.initiatives == ()


def test_reports_are_sorted_and_their_order_changes_nothing(make_report: Callable[..., Report]) -> None:
    east, west = make_report("east", *EAST), make_report("west", *WEST)
    assert [report.id for report in assemble((west, east)).reports] == ["east", "west"]
    assert assemble((west, east)) == assemble((east, west))


def test_kept_analyses_give_the_same_archive(make_report: Callable[..., Report]) -> None:
    reports = (make_report("east", *EAST), make_report("west", *WEST))
    kept = pickle.loads(pickle.dumps([analyse(report, shipped()) for report in reports]))  # noqa: S301 - our own, just made
    assert join(reports, kept, shipped()) == assemble(reports)


def test_an_archive_may_be_empty_or_hold_a_single_report(make_report: Callable[..., Report]) -> None:
    assert assemble(()) == Archive(reports=())
    assert assemble((make_report("east", *EAST),)).related == ()
    assert assemble((make_report("a"), make_report("b"))).related == ()


def test_hash_randomisation_changes_nothing() -> None:
    code = (
        "from sitegen.archive.dividing import substance\n"
        "from sitegen.archive.topics import shipped, unquoted\n"
        "text = unquoted('完成加装电梯14台、适老化改造29户，新建社区食堂、宝宝屋，推进“一网通办”')\n"
        "named = shipped().mentions(text)\n"
        "print(named, substance(text, tuple(w for m in named for w in m.words)))\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(runs) == 1


SENTENCES = (
    "完成{n}台老旧小区电梯加装。",
    "新建东路敬老助餐点，完成适老化改造{n}户。",
    "指导{n}个业委会顺利换届。",
    "新建口袋公园{n}座，整治河道。",
    "举办专场招聘会{n}场，开发岗位。",
    "排查事故隐患{n}条，推进安全生产专项整治。",
    "增配电动自行车充电桩，改造车棚{n}处。",
    "推进“一网通办”，窗口办件{n}件。",
)


@pytest.mark.parametrize("size", [memory.size_of(reports) for reports in (1, 40, 1000)])
def test_linking_again_after_any_change_gives_the_same_as_linking_anew(
    size: memory.Size, make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "size_of", lambda _: size)
    random = Random(7)

    def some_report(number: int) -> Report:
        chosen = random.choices(SENTENCES, k=random.randint(0, 6))
        text = "".join(each.format(n=random.randint(1, 99)) for each in chosen)
        return make_report(f"r{number}", text, issuer=f"office{random.randint(0, 4)}")

    reports = {number: some_report(number) for number in range(12)}
    links, gathering = None, Gathering()
    for _ in range(10):
        for number in random.sample(range(16), k=random.randint(1, 3)):
            if number in reports and random.random() < 0.3:
                del reports[number]
            else:
                reports[number] = some_report(number)
        now = list(reports.values())
        analyses = [analyse(report, shipped()) for report in now]
        links = linking.link(now, analyses, shipped(), links)
        clean = linking.link(now, analyses, shipped())
        assert links.related == clean.related
        assert archive_of(now, links, gathering) == join(now, analyses, shipped())
    assert any(links.related.values() if links else ())


@pytest.mark.parametrize(("few", "most"), [(1000, 10_000), (60, 100)])
def test_links_of_reports_that_are_edited_again_and_again_are_those_of_linking_anew(
    few: int, most: int, make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "size_of", lambda _: memory.Size(3, Lengths(4, 3), Lengths(3, 2)))
    monkeypatch.setattr(revising, "_FEW", few)
    monkeypatch.setattr(revising, "_MOST", most)
    random = Random(11)
    told = {n: [each.format(n=random.randint(1, 99)) for each in SENTENCES] for n in range(25)}
    links = None
    for _ in range(25):
        for number in random.sample(range(25), k=random.randint(1, 3)):
            at = random.randint(0, len(told[number]))
            told[number][at : at + random.randint(0, 2)] = random.choices(SENTENCES, k=random.randint(0, 3))
        now = [make_report(f"r{n}", "".join(text), issuer=f"office{n % 6}") for n, text in told.items()]
        analyses = [analyse(report, shipped()) for report in now]
        links = linking.link(now, analyses, shipped(), links)
        assert links.related == linking.link(now, analyses, shipped()).related
    assert any(links.related.values() if links else ())


def test_links_are_the_same_where_other_processes_tell_them(
    make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relating, "_PIECE", 7)
    random = Random(5)
    reports = [
        make_report(
            f"r{n}",
            "".join(each.format(n=n) for each in random.choices(SENTENCES, k=5)),
            issuer=f"office{n % 6}",
        )
        for n in range(20)
    ]
    analyses = [analyse(report, shipped()) for report in reports]
    alone = linking.link(reports, analyses, shipped())
    asked: list[int] = []

    def spread(function: Callable[[Any], Any], pieces: Sequence[Any]) -> list[Any]:
        asked.append(len(pieces))
        packed = pickle.loads(pickle.dumps(list(map(function, pieces))))  # noqa: S301 - as another process tells it
        assert isinstance(packed, list)
        return packed

    together = linking.link(reports, analyses, shipped(), spread=spread)
    assert any(alone.related.values())
    assert asked[0] > 1
    assert together.related == alone.related


def test_with_other_names_for_initiatives_everything_is_linked_anew(
    make_report: Callable[..., Report],
) -> None:
    reports = (make_report("east", *EAST), make_report("west", *WEST))
    fewer = Lexicon(topics=shipped().topics[40:])
    before = linking.link(reports, [analyse(report, shipped()) for report in reports], shipped())
    analyses = [analyse(report, fewer) for report in reports]
    assert (
        linking.link(reports, analyses, fewer, before).related
        == linking.link(reports, analyses, fewer).related
    )


def test_no_row_has_two_cells_in_one_column(make_report: Callable[..., Report]) -> None:
    """Where a term and a circle met in one, scores would hang on the way in which the work is cut."""
    clauses = [
        clause
        for report in (make_report("east", *EAST), make_report("west", *WEST))
        for clause in analyse(report, shipped()).clauses
    ]
    terms = rows_of(clauses, shipped(), 3).columns
    circles = [(int(terms[0]), int(terms[-1])) for _ in clauses]  # as numbers go, those of terms
    rows = rows_of(clauses, shipped(), 3, circles)
    for start, stop in zip(rows.starts[:-1], rows.starts[1:], strict=True):
        assert (rows.columns[start + 1 : stop] > rows.columns[start : stop - 1]).all()


def test_which_lists_name_a_report_is_known_however_often_it_is_edited(
    make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "size_of", lambda _: memory.Size(3, Lengths(4, 3), Lengths(3, 2)))
    random = Random(5)
    told = {n: [each.format(n=random.randint(1, 99)) for each in SENTENCES] for n in range(12)}
    links = None
    for _ in range(6):
        told[random.randint(0, 11)] = random.choices(SENTENCES, k=random.randint(1, 9))
        now = [make_report(f"r{n}", "".join(text), issuer=f"office{n % 3}") for n, text in told.items()]
        links = linking.link(now, [analyse(report, shipped()) for report in now], shipped(), links)
        _, flat = links.held.flat()
        for number, part in enumerate(links.parts):
            named = [(each.codes != lists.NOBODY) & _is_within(part, each.codes) for each in flat]
            naming = set(np.flatnonzero(np.any(np.concatenate(named, axis=1), axis=1)).tolist())
            assert naming <= set(links.held.naming(number, part.start, part.stop).tolist())
            assert naming


def _is_within(part: memory.Part, codes: Ints) -> NDArray[np.bool_]:
    rows = lists.rows_in(codes)
    return (rows >= part.start) & (rows < part.stop)
