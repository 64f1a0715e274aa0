from __future__ import annotations

import random
from dataclasses import replace

from examples import imported
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import reports
from sitegen.model import Report
from sitegen.reports.anchors import similarity, sketch
from sitegen.urls import is_anchor

_WORDS = [
    "电梯",
    "适老化",
    "口袋公园",
    "热线",
    "普查",
    "垃圾分类",
    "网格",
    "食堂",
    "停车",
    "绿地",
    "就业",
    "养老",
    "调解",
    "消防",
    "巡视",
    "学区",
    "阅读",
    "健身",
    "招商",
    "消费",
]


def _sentence(rng: random.Random) -> str:
    return "".join(rng.choices(_WORDS, k=9)) + f"{rng.randrange(10, 9999)}项。"


def _texts(report: Report) -> dict[str, str]:
    return {passage.anchor: passage.text for _, passage in report.walk_passages()}


def _clauses(report: Report) -> dict[str, str]:
    return {
        clause.anchor: passage.clause_text(clause)
        for _, passage in report.walk_passages()
        for clause in passage.clauses
    }


def _again(report: Report, *lines: str) -> Report:
    """Import changed lines over a report, keeping its anchors."""
    return reports.assign(imported(*lines), reports.lock_of(report))


def test_every_place_has_an_anchor_of_its_own() -> None:
    report = imported("开头。", "一、甲工作", "一句。二句。", "（一）乙事项", "三句。")
    anchors = [*_texts(report), *_clauses(report), *(path[-1].anchor for path in report.walk())]
    assert len(anchors) == len(set(anchors))
    assert all(map(is_anchor, anchors))
    assert {"p1", "p1-c1", "s1", "s1-p1", "s1-p1-c2", "s1-1", "s1-1-p1"} <= set(anchors)


def test_a_paragraph_put_in_front_moves_no_anchor() -> None:
    before = imported("一、甲工作", "完成加装电梯三十五台。", "完成适老化改造二十九户。")
    after = _again(
        before,
        "一、甲工作",
        "新建口袋公园两座，健身步道三条。",
        "完成加装电梯三十五台。",
        "完成适老化改造二十九户。",
    )
    assert _texts(after) == {
        "s1-p3": "新建口袋公园两座，健身步道三条。",
        "s1-p1": "完成加装电梯三十五台。",
        "s1-p2": "完成适老化改造二十九户。",
    }


def test_a_corrected_paragraph_keeps_its_anchor() -> None:
    before = imported("一、甲工作", "全年完成老旧小区加装电梯三十五台，惠及居民千余户。")
    after = _again(before, "一、甲工作", "全年完成老旧小区加装电梯三十六台，惠及居民千余户。")
    assert list(_texts(after)) == ["s1-p1"]


def test_a_corrected_clause_keeps_its_anchor_and_a_new_one_gets_another() -> None:
    rest = "推进生活垃圾分类示范小区建设，居民知晓率稳步提高。"
    before = imported("一、甲工作", f"完成加装电梯三十五台。完成适老化改造二十九户。{rest}")
    after = _again(
        before, "一、甲工作", f"完成加装电梯三十五台。新建社区食堂一处。完成适老化改造三十户。{rest}"
    )
    assert _clauses(after) == {
        "s1-p1-c1": "完成加装电梯三十五台。",
        "s1-p1-c4": "新建社区食堂一处。",
        "s1-p1-c2": "完成适老化改造三十户。",
        "s1-p1-c3": rest,
    }


def test_a_removed_paragraph_leaves_a_tombstone_and_its_anchor_is_never_given_again() -> None:
    before = imported("一、甲工作", "完成加装电梯三十五台。", "完成适老化改造二十九户。")
    after = _again(before, "一、甲工作", "完成加装电梯三十五台。")
    assert ("s1-p2", "s1") in {(stone.anchor, stone.parent) for stone in after.gone}
    later = _again(after, "一、甲工作", "完成加装电梯三十五台。", "新建口袋公园两座，步道三条。")
    assert list(_texts(later)) == ["s1-p1", "s1-p3"]
    assert "s1-p2" in {stone.anchor for stone in later.gone}


def test_a_paragraph_that_comes_back_does_not_end_its_tombstone_wrongly() -> None:
    before = imported("一、甲工作", "完成加装电梯三十五台。", "完成适老化改造二十九户。")
    gone = _again(before, "一、甲工作", "完成加装电梯三十五台。")
    back = _again(gone, "一、甲工作", "完成加装电梯三十五台。", "完成适老化改造二十九户。")
    anchors = set(_texts(back)) | {stone.anchor for stone in back.gone}
    assert {"s1-p1", "s1-p2"} <= anchors
    assert not set(_texts(back)) & {stone.anchor for stone in back.gone}


def test_a_removed_section_lands_at_what_is_left_of_it() -> None:
    before = imported("一、甲工作", "（一）乙事项", "乙的内容在此。", "（二）丙事项", "丙的内容在此。")
    after = _again(before, "一、甲工作", "（一）乙事项", "乙的内容在此。")
    parents = {stone.anchor: stone.parent for stone in after.gone}
    assert parents["s1-2"] == "s1"
    assert parents["s1-2-p1"] == "s1"


def test_links_to_a_heading_whose_number_was_not_read_before_land_at_its_new_anchor() -> None:
    head = "---\ntitle: 总结\nissuer: 清河街道\nyear: 2024\nkind: 工作总结\n---\n\n## 一、做法\n\n"
    before = reports.assign(reports.loads("a/2024", f"{head}### 阳光社区 {{#u1}}\n\n每月召开一次议事会。\n"))
    text = f"{head}### 阳光社区 {{#s1-ca1}}\n\n每月召开一次议事会。\n"
    once = reports.loads("a/2024", text, reports.lock_of(before))
    twice = reports.loads("a/2024", text, reports.lock_of(once))
    for after in (once, twice):
        parents = {stone.anchor: stone.parent for stone in after.gone}
        assert (parents["u1"], parents["u1-p1"], parents["u1-p1-c1"]) == ("s1-ca1",) * 3


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_after_any_edits_an_anchor_leads_to_its_text_or_to_a_tombstone(seed: int) -> None:
    rng = random.Random(seed)
    lines = [_sentence(rng) + _sentence(rng) for _ in range(8)]
    report = imported("一、甲工作", *lines)
    ever: dict[str, str] = dict(_texts(report))
    for _round in range(6):
        before = _texts(report)
        lines = _edited(lines, rng)
        report = _again(report, "一、甲工作", *lines)
        now = _texts(report)
        gone = {stone.anchor for stone in report.gone}
        assert not set(now) & gone
        for anchor in ever:
            assert anchor in now or anchor in gone
        for anchor in set(before) & set(now):
            assert similarity(sketch(before[anchor]), sketch(now[anchor])) >= 0.5
        ever |= now


def _edited(lines: list[str], rng: random.Random) -> list[str]:
    lines = list(lines)
    at = rng.randrange(len(lines))
    match rng.choice(["insert", "delete", "swap", "word", "append"]):
        case "insert":
            lines.insert(at, _sentence(rng) + _sentence(rng))
        case "delete" if len(lines) > 2:
            del lines[at]
        case "swap":
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case "word":
            lines[at] = lines[at].replace(rng.choice(_WORDS), rng.choice(_WORDS), 1)
        case _:
            lines[at] += "补充一句。"
    return lines


def test_anchors_do_not_depend_on_leads() -> None:
    report = imported("一、甲工作", "（一）乙事项", "招商有力。全年引进企业。", "服务到位。全年走访企业。")
    assert any(passage.lead for _, passage in report.walk_passages())
    plain = replace(report, sections=report.sections)
    without = reports.assign(plain, reports.EMPTY)
    assert _texts(without) == _texts(report)


def test_sketches_tell_versions_of_a_text_from_other_texts() -> None:
    one = sketch("全年完成老旧小区加装电梯三十五台，惠及居民千余户。")
    assert similarity(one, one) == 1.0
    assert similarity(one, sketch("全年完成老旧小区加装电梯三十六台，惠及居民千余户。")) > 0.5
    assert similarity(one, sketch("推进生活垃圾分类，建成示范小区。")) < 0.2
