"""Published addresses: what is remembered of them, what would be lost, where they lead."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from examples import imported
from hypothesis import given
from hypothesis import strategies as st

from sitegen import permanence, reports
from sitegen.errors import CombinedError, SitegenError
from sitegen.model import Move, Record, Report, Tombstone
from sitegen.permanence.runs import from_runs, to_runs

DAY = "2026-11-24"
LINES = ("一、民生", "加装电梯签约12台。口袋公园建成3座。", "二、经济", "税收增长11.1%。")
PAGE = "reports/qinghe/2024/index.html"


def _report(*lines: str, report_id: str = "qinghe/2024") -> Report:
    return replace(imported(*(lines or LINES)), id=report_id)


def _record(report: Report) -> Record:
    return permanence.revise(report, None, (), DAY)[0]


def _codes(problems: tuple[object, ...]) -> list[str]:
    return [problem.code for problem in problems]


ANCHORS = st.from_regex(r"s[1-9](-[1-9])?(-p[1-9][0-9]?(-c[1-9])?)?", fullmatch=True)


@given(st.sets(ANCHORS))
def test_anchors_written_as_runs_are_the_same_anchors(anchors: set[str]) -> None:
    assert from_runs(to_runs(anchors)) == tuple(sorted(anchors))


def test_runs_are_short() -> None:
    assert to_runs(["s1-p1", "s1-p2", "s1-p3", "s1-p5", "s3_2"]) == ("s1-p1..3", "s1-p5", "s3_2")


def test_a_record_is_read_as_it_was_written() -> None:
    first, words = permanence.revise(_report(), None, (), DAY)
    second, _ = permanence.revise(
        _report(*LINES[:3], "税收增长1.1%。"), first, words, "2026-12-01", "小数点有误。"
    )
    for record in (first, second):
        assert permanence.load_record("x.json", record.report, permanence.dump_record(record)) == record
    assert permanence.load_words("x", permanence.dump_words(words)) == words


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"format": 2}', '{"format": 1, "anchors": ["s1..99999999999"]}']
)
def test_a_damaged_record_says_so(text: str) -> None:
    with pytest.raises(SitegenError, match="version control"):
        permanence.load_record("x.json", "x", text)


def test_the_first_publication_is_no_correction_and_nothing_new_changes_nothing() -> None:
    record, words = permanence.revise(_report(), None, (), DAY)
    assert record.first == DAY
    assert record.corrections == ()
    assert permanence.revise(_report(), record, words, "2026-12-01") == (record, words)


def test_a_later_publication_tells_what_changed_came_and_went() -> None:
    before = _report()
    record, words = permanence.revise(before, None, (), DAY)
    lines = ("一、民生", "加装电梯签约13台。口袋公园建成3座。", "新辟停车位40个。", "二、经济")
    after = replace(reports.assign(imported(*lines), reports.lock_of(before)), id=before.id)
    again, _ = permanence.revise(after, record, words, "2026-12-01", "漏列一项。")
    (correction,) = again.corrections
    assert (correction.date, correction.reason) == ("2026-12-01", "漏列一项。")
    changes = {revision.anchor: (revision.before, revision.after) for revision in correction.revisions}
    assert changes == {
        "s1-p1": ("加装电梯签约12台。口袋公园建成3座。", "加装电梯签约13台。口袋公园建成3座。"),
        "s1-p2": ("", "新辟停车位40个。"),
        "s2-p1": ("税收增长11.1%。", ""),
    }
    assert "s2-p1" in again.anchors


def test_corrections_of_one_day_are_told_as_one_and_what_was_taken_back_not_at_all() -> None:
    record, words = permanence.revise(_report(), None, (), DAY)
    wrong = _report(*LINES[:3], "税收增长12%。")
    right = _report(*LINES[:3], "税收增长1.1%。")
    record, words = permanence.revise(wrong, record, words, "2026-12-01", "笔误。")
    merged, later = permanence.revise(right, record, words, "2026-12-01", "再改。")
    (correction,) = merged.corrections
    assert correction.reason == "笔误；再改。"
    assert [(each.before, each.after) for each in correction.revisions] == [
        ("税收增长11.1%。", "税收增长1.1%。")
    ]
    back, _ = permanence.revise(_report(), merged, later, "2026-12-01")
    assert back.corrections == ()


def test_published_anchors_that_are_neither_text_nor_tombstones_are_lost() -> None:
    report = _report()
    record = _record(report)
    assert permanence.missing_anchors(report, record.anchors) == ()
    shorter = _report(*LINES[:2])
    missing = permanence.missing_anchors(shorter, record.anchors)
    assert missing == ("s2", "s2-p1", "s2-p1-c1")
    assert _codes(permanence.check_anchors("qinghe/2024", missing, ())) == ["anchors-lost"]
    kept = reports.assign(imported(*LINES[:2]), reports.lock_of(report))
    assert permanence.missing_anchors(kept, record.anchors) == ()
    moves = tuple(Move(page=PAGE, anchor=anchor) for anchor in missing)
    assert permanence.check_anchors("qinghe/2024", missing, moves) == ()


def _settle(pages: set[str], published: tuple[str, ...] = (), moves: tuple[Move, ...] = (), **more: object):  # noqa: ANN202
    return permanence.settle(pages, published, more.get("records", {}), more.get("reports", {}), moves)


def test_a_published_report_that_vanishes_fails_the_build_until_the_keeper_says_where_it_leads() -> None:
    records = {"qinghe/2024": _record(_report())}
    there = {"index.html", "reports/b/2024/index.html"}
    assert _codes(_settle(there, records=records).problems) == ["page-lost"]
    for move in (
        Move(page=PAGE, target="reports/b/2024/index.html"),
        Move(page=PAGE, date=DAY, reason="撤回。"),
    ):
        settled = _settle(there, moves=(move,), records=records)
        assert settled.problems == ()
        (forward,) = settled.forwards
        assert (forward.page, forward.target, forward.title) == (PAGE, move.target, "清河街道2024年工作总结")


def test_a_report_that_got_another_id_is_recognised() -> None:
    records = {"qinghe/2024": _record(_report())}
    there = {"b/2024": _report(report_id="b/2024")}
    (found,) = _settle({"index.html"}, records=records, reports=there).problems
    assert found.code == "page-renamed"
    assert dict(found.values) == {"report": "qinghe/2024", "other": "b/2024"}


def test_a_report_that_got_another_id_must_bring_its_anchors() -> None:
    records = {"qinghe/2024": _record(_report())}
    target = "reports/b/2024/index.html"
    move = Move(page=PAGE, target=target)
    whole, part = _report(report_id="b/2024"), _report(*LINES[:2], report_id="b/2024")
    assert _settle({target}, moves=(move,), records=records, reports={"b/2024": whole}).problems == ()
    found = _settle({target}, moves=(move,), records=records, reports={"b/2024": part}).problems
    assert _codes(found) == ["anchors-lost"]


def test_moves_are_followed_to_their_end_and_rings_are_told() -> None:
    one, two, three = (f"reports/{name}/2024/index.html" for name in "abc")
    moves = (Move(page=one, target=two), Move(page=two, target=three))
    assert {each.target for each in _settle({three}, moves=moves).forwards} == {three}
    ring = (Move(page=one, target=two), Move(page=two, target=one))
    assert _codes(_settle({three}, moves=ring).problems) == ["move-target", "move-target"]


def test_pages_that_follow_from_reports_lead_to_the_page_above_them() -> None:
    there = {"index.html", "issuers/index.html", "initiatives/a/index.html"}
    lost = ("issuers/x/index.html", "initiatives/a/page_2/index.html", "coverage/index.html")
    settled = _settle(there, lost)
    assert {each.page: each.target for each in settled.forwards} == {
        "issuers/x/index.html": "issuers/index.html",
        "initiatives/a/page_2/index.html": "initiatives/a/index.html",
        "coverage/index.html": "index.html",
    }
    told = [dict(each.values)["page"] for each in settled.problems]
    assert told == ["/coverage/", "/issuers/x/"]


def test_pages_in_larger_type_lead_to_their_sisters_once_they_are_no_longer_made() -> None:
    there = {"index.html", "issuers/index.html"}
    settled = _settle(there, ("large/index.html", "large/issuers/x/index.html", "issuers/x/index.html"))
    assert {each.page: each.target for each in settled.forwards} == {
        "large/index.html": "index.html",
        "issuers/x/index.html": "issuers/index.html",
        "large/issuers/x/index.html": "issuers/index.html",
    }
    assert [dict(each.values)["page"] for each in settled.problems] == ["/issuers/x/"]


def test_moves_of_what_is_still_there_are_told() -> None:
    report = _report()
    moves = (Move(page=PAGE, target="index.html"), Move(page=PAGE, anchor="s1", target="index.html"))
    settled = _settle({PAGE, "index.html"}, moves=moves, reports={report.id: report})
    assert _codes(settled.problems) == ["move-idle", "move-idle"]
    assert settled.forwards == ()
    assert permanence.with_moves(report, None, moves[1:]) == report


def test_tombstones_say_when_why_and_where_to() -> None:
    before = _report()
    record, words = permanence.revise(before, None, (), DAY)
    after = replace(reports.assign(imported(*LINES[:2]), reports.lock_of(before)), id=before.id)
    record, _ = permanence.revise(after, record, words, "2026-12-01")
    move = Move(page=PAGE, anchor="s2-p1", target=PAGE, target_anchor="s1", reason="并入。")
    stones = {stone.anchor: stone for stone in permanence.with_moves(after, record, (move,)).gone}
    assert stones["s2"].date == "2026-12-01"
    assert stones["s2-p1-c1"].date == "2026-12-01"
    assert stones["s2-p1"] == Tombstone(
        anchor="s2-p1", parent="", date="2026-12-01", reason="并入。", target=PAGE, target_anchor="s1"
    )


def test_events_are_corrections_and_the_end_of_reports_and_outlast_both() -> None:
    record, words = permanence.revise(_report(), None, (), DAY)
    record, _ = permanence.revise(_report(*LINES[:3], "税收增长1.1%。"), record, words, "2026-12-01")
    records = {"qinghe/2024": record}
    moves = (Move(page=PAGE, date="2027-01-01", reason="撤回。"),)
    assert [each.kind for each in permanence.events(records, moves, {"qinghe/2024"})] == ["corrected"]
    assert [each.kind for each in permanence.events(records, moves, set())] == ["withdrawn", "corrected"]
    moves = (Move(page=PAGE, target="reports/b/2024/index.html"),)
    (corrected,) = permanence.events(records, moves, {"b/2024"})
    assert (corrected.report, corrected.page) == ("qinghe/2024", "reports/b/2024/index.html")


def test_the_keepers_list_is_read() -> None:
    text = """
    [[moved]]
    from = "a/2022"
    to = "b/2022#s1"
    [[moved]]
    from = "/issuers/x/"
    date = 2026-11-24
    reason = "撤回。"
    """
    one, two = permanence.parse_moves("moved.toml", text)
    assert one == Move(
        page="reports/a/2022/index.html", target="reports/b/2022/index.html", target_anchor="s1"
    )
    assert two == Move(page="issuers/x/index.html", date="2026-11-24", reason="撤回。")


@pytest.mark.parametrize(
    "text",
    [
        "moved = 1",
        "[[moved]]\nfrom = 'a/1'",
        "[[moved]]\nto = 'a/1'",
        "[[moved]]\nfrom = 'a/1'\nto = 'https://example.org/'",
        "[[moved]]\nfrom = '/../etc/'\nto = 'a/1'",
        "[[moved]]\nfrom = 'a/1'\nto = 'b/1'\n[[moved]]\nfrom = 'a/1'\nto = 'c/1'",
        "[[moved]]\nfrom = 'a/1'\nto = 'b/1'\nwhen = 1",
        "[[moved]]\nfrom = 'a/1'\ndate = 'soon'\nreason = 'x'",
        "[[moved",
    ],
)
def test_a_list_that_cannot_be_used_says_why(text: str) -> None:
    with pytest.raises((SitegenError, CombinedError), match=r"moved|entry"):
        permanence.parse_moves("moved.toml", text)


_WORDS = ["电梯", "公园", "热线", "普查", "网格", "食堂", "停车", "绿地", "养老", "消防", "巡视", "阅读"]


def _sentence(rng: random.Random) -> str:
    return "".join(rng.choices(_WORDS, k=8)) + f"{rng.randrange(10, 9999)}项。"


def _edit(rng: random.Random, parts: list[list[str]]) -> None:
    """Change, add, remove or move a paragraph, or remove a whole section."""
    part = rng.choice(parts)
    at = rng.randrange(len(part) + 1)
    kind = rng.choice(["change", "add", "remove", "move", "section"])
    if kind == "add":
        part.insert(at, _sentence(rng) + _sentence(rng))
    elif kind == "section" and len(parts) > 1 and rng.random() < 0.2:
        parts.remove(part)
    elif at < len(part):
        text = part.pop(at)
        if kind == "change":
            part.insert(at, text.replace(rng.choice(_WORDS), rng.choice(_WORDS), 1))
        elif kind == "move":
            rng.choice(parts).append(text)


def _written(parts: list[list[str]], lock: reports.Lock) -> Report:
    lines = [line for n, part in enumerate(parts) for line in (f"{'一二三四五六七八九'[n]}、工作", *part)]
    return replace(reports.assign(imported(*lines), lock), id="qinghe/2024")


def test_after_a_thousand_edits_over_twenty_releases_every_published_anchor_lands() -> None:
    rng = random.Random(9)
    parts = [[_sentence(rng) + _sentence(rng) for _ in range(8)] for _ in range(9)]
    report, record, published = _written(parts, reports.EMPTY), None, ()
    ever: set[str] = set()
    for release in range(20):
        for _ in range(50):
            _edit(rng, parts)
        report = _written(parts, reports.lock_of(report))
        record, published = permanence.revise(report, record, published, f"2026-11-{release + 1:02}")
        ever |= set(record.anchors)
        assert permanence.missing_anchors(report, tuple(sorted(ever))) == ()
    assert len(ever) > 400
