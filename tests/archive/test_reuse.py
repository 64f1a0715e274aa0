from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.archive import Reusing, fingerprints, reuses, shared_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.archive.sharing import Common
    from sitegen.model import Report, Reuse

WORKS = "全年完成锦屏、书院、翠湖三个小区的外墙修缮，同步更新健身步道与儿童游乐设施，惠及居民两千余户。"


def found(*reports: Report) -> list[Reuse]:
    return list(reuses(reports, [fingerprints(report) for report in reports]))


def test_words_of_the_year_before_are_found_with_their_place(make_report: Callable[..., Report]) -> None:
    older = make_report("a/2022", "开头一句话。" + WORKS, issuer="甲街道", year=2022)
    newer = make_report("a/2023", "今年情况如下。", WORKS + "还有一句新话。", issuer="甲街道", year=2023)
    (reuse,) = found(older, newer)
    assert (reuse.report, reuse.passage, str(reuse.source)) == ("a/2023", "p2", "a/2022#p1-c2")
    assert newer.passages[1].text[reuse.start : reuse.end] == WORKS.rstrip("。")
    assert reuse.characters == 42


def test_marks_and_blanks_may_differ_and_a_few_letters(make_report: Callable[..., Report]) -> None:
    changed = WORKS.replace("，", " ，").replace("、", ",").replace("三个小区", "等12个居民小区")
    older = make_report("a/2022", WORKS, issuer="甲街道", year=2022)
    newer = make_report("a/2023", changed, issuer="甲街道", year=2023)
    (reuse,) = found(older, newer)
    assert newer.passages[0].text[reuse.start : reuse.end] == changed.rstrip("。")
    assert reuse.characters == 40


def test_another_office_must_share_more_than_the_own_one(make_report: Callable[..., Report]) -> None:
    words = "完成锦屏书院翠湖三个小区的外墙修缮，更新健身步道与儿童游乐设施十处。"
    older = make_report("a/2022", words, issuer="甲街道", year=2022)
    assert len(found(older, make_report("a/2023", words, issuer="甲街道", year=2023))) == 1
    assert found(older, make_report("b/2023", words, issuer="乙街道", year=2023)) == []
    assert (
        len(
            found(
                make_report("a/2022", WORKS, issuer="甲街道"), make_report("b/2023", WORKS, issuer="乙街道")
            )
        )
        == 2
    )


def test_openings_proclamations_and_stock_phrases_are_nobodys_words(
    make_report: Callable[..., Report],
) -> None:
    for words in (
        "现在，我代表市人民政府向大会报告工作，请予审议，并请各位政协委员和列席会议的同志提出意见。",
        "坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神，深入贯彻落实中央经济工作会议精神。",
        "全面推进高质量发展，不断提升工作水平，持续优化工作机制，切实加强组织领导，确保各项工作任务落到实处。",
    ):
        older = make_report("a/2022", words, issuer="甲街道", year=2022)
        assert found(older, make_report("a/2023", words, issuer="甲街道", year=2023)) == []


def test_of_two_sources_of_one_text_the_longer_one_is_told(make_report: Callable[..., Report]) -> None:
    longer = WORKS + "另有两处街角绿地建成开放，周边停车难得到缓解。"
    reports = (
        make_report("a/2022", WORKS, issuer="甲街道", year=2022),
        make_report("a/2023", longer, issuer="甲街道", year=2023),
        make_report("b/2022", longer, issuer="乙街道", year=2022),
    )
    assert [str(reuse.source) for reuse in found(*reports) if reuse.report == "a/2023"] == ["b/2022#p1-c1"]


def test_after_an_edit_only_other_passages_are_compared(make_report: Callable[..., Report]) -> None:
    other = "汇报如下。清理河道淤泥九万方，栽种水杉与垂柳八千株，沿岸铺设塑胶步道并安装太阳能路灯七百盏，市民散步更安全。"
    older = make_report("a/2022", WORKS, other, issuer="甲街道", year=2022)
    reusing, asked = Reusing(), list[tuple[str, ...]]()

    def compare(pairs: list[Common]) -> list[tuple[tuple[Reuse, ...], ...]]:
        asked.append(tuple(one.passages[each.passage].text for one, _, some in pairs for each in some))
        return [shared_words(*each) for each in pairs]

    first, second, third, fourth = (
        make_report("a/2023", *texts, issuer="甲街道", year=2023)
        for texts in (
            (WORKS, other),
            (WORKS, "同样，" + other),
            (WORKS, "同样，" + other, "新的一段。"),
            (other, WORKS),
        )
    )
    moved = replace(third, passages=(third.passages[2], *third.passages[:2]))
    for newer, compared in (
        (first, (WORKS, other)),
        (second, ("同样，" + other,)),
        (third, ()),
        (moved, ()),
        (fourth, (other, WORKS)),
    ):
        reports = (older, newer)
        shared = reusing.reuses(reports, [fingerprints(report) for report in reports], compare)
        assert list(shared) == found(*reports)
        assert len(shared) == 2
        assert asked[-1] == compared


def test_an_archive_may_be_empty() -> None:
    assert found() == []
