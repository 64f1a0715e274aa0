from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.archive import as_named, assemble, lexicon_of, parse_namings, shipped, unknown_initiatives

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.model import Archive, Initiative, Report

NAMED = "深化榫卯互认改革，压减一般支出。"


def new_ones(archive: Archive) -> dict[str, Initiative]:
    return {each.id: each for each in archive.initiatives if each.id not in shipped().by_id}


def test_a_name_that_three_offices_give_is_an_initiative(make_report: Callable[..., Report]) -> None:
    reports = [make_report(f"r{number}", NAMED) for number in range(3)]
    reports.append(make_report("r9", "新建绿道。榫卯互认改革成效明显。"))
    (found,) = new_ones(assemble(tuple(reports))).values()
    assert (found.id, found.name) == ("sunmaohurengaige", "榫卯互认改革")
    assert [str(member) for member in found.members] == ["r0#p1-c1", "r1#p1-c1", "r2#p1-c1", "r9#p1-c2"]


def test_what_one_office_repeats_is_none(make_report: Callable[..., Report]) -> None:
    reports = tuple(make_report(f"r{number}", NAMED, issuer="a") for number in range(9))
    assert not new_ones(assemble(reports))


def test_stock_phrasing_and_what_the_lexicon_knows_is_none(make_report: Callable[..., Report]) -> None:
    text = "深化重点领域改革。实施老旧小区改造工程。完善工作机制。"
    assert not new_ones(assemble(tuple(make_report(f"r{number}", text) for number in range(5))))


def test_a_longer_form_of_a_name_is_its_alias(make_report: Callable[..., Report]) -> None:
    texts = ["实施星河点灯战略行动。"] * 3 + ["启动省际星河点灯战略行动。"] * 3
    (found,) = new_ones(assemble(tuple(make_report(f"r{n}", text) for n, text in enumerate(texts)))).values()
    assert found.name == "星河点灯战略行动"
    assert "省际星河点灯战略行动" in found.aliases
    assert len(found.members) == 6


def test_a_name_written_out_is_an_alias_of_the_short_one(make_report: Callable[..., Report]) -> None:
    names = ["竹企抱团深化提升行动", "竹业企业抱团深化提升行动", "榫卯互认深化提升行动"]
    texts = [f"实施{name}。" for name in names for _ in range(3)]
    found = new_ones(assemble(tuple(make_report(f"r{n}", text) for n, text in enumerate(texts))))
    assert [(each.aliases, len(each.members)) for each in found.values()] == [
        (("榫卯互认深化提升行动",), 3),
        (("竹企抱团深化提升行动", "竹业企业抱团深化提升行动"), 6),
    ]


def test_the_field_of_work_is_told_where_most_clauses_tell_it(make_report: Callable[..., Report]) -> None:
    alone = new_ones(assemble(tuple(make_report(f"r{number}", NAMED) for number in range(3))))
    text = "实施医疗卫生强基工程，推进县域医共体建设。"
    told = new_ones(assemble(tuple(make_report(f"r{number}", text) for number in range(3))))
    assert alone["sunmaohurengaige"].field in {"财政金融", "其他"}
    assert told["yiliaoweishengqiangjigongcheng"].field == "卫生健康"


def test_where_two_fields_of_work_are_told_as_often_it_is_neither(make_report: Callable[..., Report]) -> None:
    text = "实施医疗卫生强基工程，推进县域医共体建设，建设高标准农田。"
    both = new_ones(assemble(tuple(make_report(f"r{number}", text) for number in range(3))))
    assert both["yiliaoweishengqiangjigongcheng"].field == "其他"


def test_a_name_that_comes_moves_no_link(make_report: Callable[..., Report]) -> None:
    two = assemble(tuple(make_report(f"r{number}", NAMED) for number in range(2)))
    three = assemble((*two.reports, make_report("r9", "深化榫卯互认改革。")))
    ends = {report.id for report in two.reports}
    kept = [link for link in three.related if {link.origin.report, link.target.report} <= ends]
    assert tuple(kept) == two.related


def kept(make_report: Callable[..., Report], toml: str, *texts: str) -> dict[str, Initiative]:
    """Return the initiatives of three reports with these texts, as a keeper wants them."""
    namings = parse_namings("i", toml)
    reports = tuple(make_report(f"r{number}", *texts) for number in range(3))
    archive = as_named(assemble(reports, lexicon_of(namings)), namings)
    return {each.id: each for each in archive.initiatives}


def entry(**values: str) -> str:
    return "[[initiative]]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items())


def test_a_discovered_initiative_that_the_keeper_names_keeps_its_clauses(
    make_report: Callable[..., Report],
) -> None:
    found = kept(make_report, entry(id="sunmaohurengaige", name="预算制度创新", field="财政金融"), NAMED)
    named = found["sunmaohurengaige"]
    assert (named.name, named.field, len(named.members)) == ("预算制度创新", "财政金融", 3)
    assert "榫卯互认改革" in named.aliases


def test_merging_loses_no_clause_whichever_of_the_two_was_discovered(
    make_report: Callable[..., Report],
) -> None:
    unmentioned = kept(make_report, entry(id="sunmaohurengaige", into="kouda-gongyuan"), NAMED)
    assert len(unmentioned["kouda-gongyuan"].members) == 3
    other_way = kept(
        make_report, entry(id="kouda-gongyuan", into="sunmaohurengaige"), "新建口袋公园。", NAMED
    )
    assert "kouda-gongyuan" not in other_way
    assert [str(member) for member in other_way["sunmaohurengaige"].members] == [
        f"r{number}#p{passage}-c1" for number in range(3) for passage in (1, 2)
    ]


def test_what_the_keeper_hides_does_not_come_back_under_another_name(
    make_report: Callable[..., Report],
) -> None:
    hidden = '[[initiative]]\nid = "laojiu-xiaoqu-gaizao"\nhide = true\n'
    assert not kept(make_report, hidden, "实施老旧小区改造工程。")


def test_homophones_are_two_initiatives(make_report: Callable[..., Report]) -> None:
    texts = ("实施晨曦点灯工程。", "实施晨熙点灯工程。")
    found = new_ones(assemble(tuple(make_report(f"r{number}", *texts) for number in range(3))))
    assert sorted(each.name for each in found.values()) == ["晨曦点灯工程", "晨熙点灯工程"]
    assert all(len(each.members) == 3 for each in found.values())


def test_an_entry_for_a_discovered_initiative_without_a_name_is_told() -> None:
    namings = parse_namings("i", entry(id="sunmaohurengaige", field="财政金融"))
    assert [each.code for each in unknown_initiatives("i", namings, {"sunmaohurengaige"})] == [
        "initiative-nameless"
    ]


def test_the_keeper_hides_and_merges_what_was_discovered(make_report: Callable[..., Report]) -> None:
    reports = tuple(make_report(f"r{number}", NAMED + "新建口袋公园。") for number in range(3))
    hidden = parse_namings("i", '[[initiative]]\nid = "sunmaohurengaige"\nhide = true\n')
    merged = parse_namings("i", '[[initiative]]\nid = "sunmaohurengaige"\ninto = "kouda-gongyuan"\n')
    archive = assemble(reports, lexicon_of(hidden))
    assert new_ones(archive)
    assert not new_ones(as_named(archive, hidden))
    into = as_named(archive, merged)
    assert not new_ones(into)
    (park,) = (each for each in into.initiatives if each.id == "kouda-gongyuan")
    assert len(park.members) == 6
    assert "榫卯互认改革" in park.aliases
