"""Filtering by initiative: what is kept, what is counted, what is fetched for it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from sitegen import archive, search
from sitegen.model import Initiative, Passage, Ref, Report, ReportMeta
from sitegen.search import Engine, Question
from sitegen.search.initiatives import TARGET, initiative_files

if TYPE_CHECKING:
    from collections.abc import Callable

PLACES = 6


def _report(number: int, year: int) -> Report:
    """Make a report of six passages: all tell of a lift, and by turns of a garden and a canteen."""
    passages = tuple(
        Passage(anchor=f"p{at}", kind="paragraph", text=f"加装电梯{at}台，{_also(at)}。", markdown="")
        for at in range(1, PLACES + 1)
    )
    meta = ReportMeta(
        title="工作总结", issuer=f"街道{number}", region=(), year=year, kind="工作总结", published=""
    )
    return Report(id=f"office{number}/{year}", meta=meta, passages=passages)


def _also(at: int) -> str:
    return "口袋公园" if at % 2 else "社区食堂"


def _initiative(name: str, *members: Ref, aliases: tuple[str, ...] = ()) -> Initiative:
    return Initiative(id=name, name=name, field="", aliases=aliases, members=members)


REPORTS = tuple(_report(number, year) for number in range(3) for year in (2021, 2022))
ODD, EVEN = (
    tuple(
        Ref(report=report.id, anchor=f"p{at}-c1") for report in REPORTS for at in range(start, PLACES + 1, 2)
    )
    for start in (1, 2)
)
INITIATIVES = (
    _initiative(
        "口袋公园", *ODD, Ref(report=REPORTS[0].id, anchor="p1-c2"), aliases=("小微绿地", "口袋公园")
    ),
    _initiative("社区食堂", *EVEN[:4], aliases=("老年助餐",)),
    _initiative("无人写到"),
)


@pytest.fixture(scope="module")
def fetched() -> list[str]:
    return []


@pytest.fixture(scope="module")
def ask(core: str, fetched: list[str]) -> Callable[..., dict[str, Any]]:
    files = search.index(tuple(map(search.analyse, REPORTS)), initiatives=INITIATIVES)
    by_path = {file.path: file.data for file in files}

    def load(name: str) -> bytes:
        fetched.append(name)
        return by_path[f"search/{name}"]

    engine = Engine(core, load)

    def asked(typed: str, *, counted: bool = False, **filters: str) -> dict[str, Any]:
        return engine.ask(Question(typed=typed, filters=tuple(filters.items()), shown=100, counted=counted))

    return asked


def test_nothing_of_it_is_fetched_before_somebody_asks(
    ask: Callable[..., dict[str, Any]], fetched: list[str]
) -> None:
    ask("加装电梯")
    assert not [name for name in fetched if name.startswith(("i/", "initiatives"))]


def test_who_types_is_offered_names_of_initiatives_that_reports_print(
    ask: Callable[..., dict[str, Any]], fetched: list[str]
) -> None:
    fetched.clear()
    assert ask("口袋")["words"][0] == "口袋公园"
    assert ask("电梯 社区")["words"][0] == "电梯 社区食堂"
    assert "口袋公园" not in ask("口袋公园")["words"]
    assert ask("小微")["words"] == []  # another name that no report prints
    assert not [name for name in fetched if name.startswith(("i/", "initiatives"))]


def test_only_passages_that_tell_of_the_initiative_are_kept(ask: Callable[..., dict[str, Any]]) -> None:
    answer = ask("加装电梯", initiative="口袋公园")
    assert (
        answer["total"]
        == len(ODD)
        == len(answer["results"]) + sum(len(one["same"]) for one in answer["results"])
    )
    assert {one["anchor"] for one in answer["results"]} <= {"p1", "p3", "p5"}
    assert ask("加装电梯", initiative="没有的")["total"] == 0


def test_the_count_of_each_initiative_is_what_is_found_when_it_is_chosen(
    ask: Callable[..., dict[str, Any]],
) -> None:
    for filters in ({}, {"year": "2022"}, {"issuer": "街道1"}, {"issuer": "街道0", "year": "2021"}):
        offered = ask("加装电梯", counted=True, **filters)["offers"]["initiative"]
        assert offered
        for name, count, _ in offered:
            assert ask("加装电梯", **filters, initiative=name)["total"] == count
    assert ask("加装电梯", counted=True)["offers"]["initiative"] == [
        ["口袋公园", len(ODD), ["小微绿地"]],
        ["社区食堂", 4, ["老年助餐"]],
    ]
    assert [name for name, *_ in ask("食堂", counted=True)["offers"]["initiative"]] == ["社区食堂"]


def test_the_counts_of_the_other_filters_are_of_what_the_initiative_leaves(
    ask: Callable[..., dict[str, Any]],
) -> None:
    for initiative in ("口袋公园", "社区食堂"):
        offers = ask("加装电梯", initiative=initiative)["offers"]
        for name in ("year", "issuer"):
            for value, count in offers[name]:
                assert ask("加装电梯", initiative=initiative, **{name: value})["total"] == count


def test_without_words_reports_that_tell_of_it_are_listed_and_counted(
    ask: Callable[..., dict[str, Any]],
) -> None:
    answer = ask("", counted=True, initiative="社区食堂")
    assert {one["id"] for one in answer["results"]} == {ref.report for ref in EVEN[:4]}
    assert answer["total"] == 2
    assert answer["offers"]["initiative"] == [
        ["口袋公园", len(REPORTS), ["小微绿地"]],
        ["社区食堂", 2, ["老年助餐"]],
    ]


def test_first_letters_stand_for_the_name_of_an_initiative(
    ask: Callable[..., dict[str, Any]], fetched: list[str]
) -> None:
    fetched.clear()
    answer = ask("kdgy")
    assert answer["suggestion"] == "口袋公园"
    assert (answer["total"], len(answer["weaker"]) > 0) == (0, True)
    assert ask("sqst")["suggestion"] == "社区食堂"
    assert ask("xwld")["suggestion"] == ""  # another name that no report prints
    assert ask("qqqq")["suggestion"] == ""
    assert ask("koudai gongyuan")["suggestion"] == "口袋公园"


def test_many_places_are_spread_over_small_files() -> None:
    draw = random.Random(4)
    passages = tuple(
        Passage(anchor=f"p{at}", kind="paragraph", text="字", markdown="") for at in range(1, 20_001)
    )
    report = Report(id="a/2021", meta=REPORTS[0].meta, passages=passages)
    analysed = (search.analyse(report),)
    every = [Ref(report="a/2021", anchor=passage.anchor) for passage in passages]
    made = initiative_files(
        tuple(_initiative(f"举措{number}", *draw.sample(every, 8000)) for number in range(20)), analysed
    )
    assert len(made.blocks) > 2
    assert max(len(block) for _, block in made.blocks) < TARGET + 20_000


def test_every_member_of_an_initiative_is_found_in_the_two_reports(
    core: str, archive_reports: tuple[Report, ...]
) -> None:
    lexicon = archive.lexicon_of(())
    joined = archive.join(
        archive_reports, [archive.analyse(each, lexicon) for each in archive_reports], lexicon
    )
    files = search.index(tuple(map(search.analyse, archive_reports)), initiatives=joined.initiatives)
    by_path = {file.path: file.data for file in files}
    engine = Engine(core, lambda name: by_path[f"search/{name}"])
    offered = engine.ask(Question(typed="", shown=0, counted=True))["offers"]["initiative"]
    expected = {each.name: len({member.report for member in each.members}) for each in joined.initiatives}
    assert {name: count for name, count, _ in offered} == expected
    assert len(offered) > 20
