from __future__ import annotations

import numpy as np
import pytest

from sitegen.archive import lists as row_lists
from sitegen.archive import neighbours
from sitegen.archive.clauses import ClauseAnalysis
from sitegen.archive.lists import NOBODY, Lists, empty, moved, rows_in, scores_of
from sitegen.archive.neighbours import compare
from sitegen.archive.topics import shipped
from sitegen.archive.vectors import Rows, index_of, matrix, rows_of

WORDS = (
    "电梯",
    "加装",
    "老旧",
    "小区",
    "充电",
    "车棚",
    "食堂",
    "助餐",
    "公园",
    "绿地",
    "河道",
    "整治",
    "招聘",
    "岗位",
    "普查",
    "换届",
)
TOPICS = len(shipped().topics)


def archive(reports: int, issuers: int, seed: int = 3) -> Rows:
    """Return clauses of a few words each, ten a report, some of them naming an initiative."""
    random = np.random.default_rng(seed)
    texts = ["".join(random.choice(WORDS, size=5)) for _ in range(10 * reports)]
    lexicon = shipped()
    clauses = [
        ClauseAnalysis(anchor="", text=text, mentions=lexicon.mentions(text), is_linkable=True)
        for text in texts
    ]
    owners = np.repeat(np.arange(reports, dtype=np.int32), 10)
    return rows_of(clauses, lexicon, 4)._replace(reports=owners, issuers=owners % issuers)


def expected(rows: Rows, width: int, *, own: bool) -> np.ndarray:
    """Return the lists that a comparison of everything with everything gives."""
    cells = matrix(rows, TOPICS).astype(np.float64)
    scores = (cells @ cells.T).toarray()
    is_own = rows.issuers[:, None] == rows.issuers
    shares_key = np.zeros(scores.shape, dtype=bool)
    keys = [set(rows.keys[rows.key_starts[row] : rows.key_starts[row + 1]]) for row in range(rows.total)]
    for row in range(rows.total):
        shares_key[row] = [bool(keys[row] & other) for other in keys]
    fits = shares_key & (scores >= 200_000) & (is_own if own else ~is_own)
    fits &= rows.reports[:, None] != rows.reports
    lists = np.full((rows.total, width), NOBODY)
    for row in range(rows.total):
        others = np.flatnonzero(fits[row])
        best = np.sort(row_lists.code(scores[row, others], others))[:width]
        lists[row, : len(best)] = best
    return lists


@pytest.mark.parametrize(
    ("small", "room", "tile"), [(1, 1, 1024), (1, 1, 16), (30, 4000, 16), (1000, 1, 16), (1000, 1 << 21, 16)]
)
def test_the_likest_are_found_exactly_however_the_work_is_cut(
    small: int, room: int, tile: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbours, "_SMALL", small)
    monkeypatch.setattr(neighbours, "_ROOM", room)
    monkeypatch.setattr(neighbours, "_TILE", tile)
    monkeypatch.setattr(neighbours, "_FEW", 0)
    rows = archive(reports=40, issuers=12)
    lists = Lists(empty(rows.total, 6), empty(rows.total, 4))
    compare(rows, index_of(rows, TOPICS), lists, np.ones(rows.total, dtype=bool))
    assert np.array_equal(lists.others.codes, expected(rows, 6, own=False))
    assert np.array_equal(lists.own.codes, expected(rows, 4, own=True))


@pytest.mark.parametrize(("few", "small"), [(0, 1), (0, 1000), (1000, 1)])
def test_new_rows_enter_the_lists_of_old_ones(few: int, small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "_FEW", few)
    monkeypatch.setattr(neighbours, "_SMALL", small)
    rows = archive(reports=30, issuers=30)
    lists = Lists(empty(rows.total, 6), empty(rows.total, 4))
    is_new = rows.reports >= 25
    for some in (~is_new, is_new):
        visible = rows if some is is_new else _without(rows, is_new)
        compare(visible, index_of(visible, TOPICS), lists, some)
    assert np.array_equal(lists.others.codes, expected(rows, 6, own=False))


def test_a_list_knows_whether_it_lacks_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "_SMALL", 1)
    monkeypatch.setattr(neighbours, "_FEW", 0)
    monkeypatch.setattr(neighbours, "_CHUNK", 40)
    rows = archive(reports=40, issuers=40)
    rows = rows._replace(keys=rows.keys[: rows.total] * 0, key_starts=np.arange(rows.total + 1))
    lists = Lists(empty(rows.total, 6), empty(rows.total, 4))
    compare(rows, index_of(rows, TOPICS), lists, np.ones(rows.total, dtype=bool))
    is_longer = expected(rows, 7, own=False)[:, -1] != NOBODY
    assert is_longer.any()
    assert (lists.others.bounds[is_longer] == lists.others.codes[is_longer, -1]).all()
    assert (lists.others.bounds[~is_longer] == NOBODY).all()


@pytest.mark.parametrize("run", [1, 20, 10_000])
def test_rows_that_share_two_keys_meet_however_these_are_shared_out(
    run: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbours, "_LEAST_RUN", run)
    monkeypatch.setattr(neighbours, "_SMALL", 1)
    monkeypatch.setattr(neighbours, "_TILE", 16)
    monkeypatch.setattr(neighbours, "_FEW", 0)
    rows = archive(reports=30, issuers=12)
    lists = Lists(empty(rows.total, 6), empty(rows.total, 4))
    is_new = rows.reports >= 20
    before = _without(rows, is_new)
    compare(before, index_of(before, TOPICS), lists, ~is_new)
    compare(rows, index_of(rows, TOPICS), lists, is_new)
    assert np.array_equal(lists.others.codes, expected(rows, 6, own=False))
    assert np.array_equal(lists.own.codes, expected(rows, 4, own=True))


def test_a_list_tells_rows_and_scores() -> None:
    rows = archive(reports=10, issuers=10)
    lists = Lists(empty(rows.total, 6), empty(rows.total, 4))
    compare(rows, index_of(rows, TOPICS), lists, np.ones(rows.total, dtype=bool))
    codes = lists.others.codes[lists.others.codes != NOBODY]
    assert len(codes)
    assert scores_of(codes).min() >= 200_000
    assert rows_in(codes).max() < rows.total


def test_rows_that_move_and_go_leave_lists_that_know_what_they_miss() -> None:
    rows = archive(reports=30, issuers=30)
    best = empty(rows.total, 6)
    compare(rows, index_of(rows, TOPICS), Lists(best, empty(rows.total, 4)), np.ones(rows.total, dtype=bool))
    places = np.arange(rows.total) - 10
    places[:10] = -1
    after, has_lost, is_short = moved(best, places, rows.total - 10, least=6)
    gone = (rows_in(best.codes[10:]) < 10) & (best.codes[10:] != NOBODY)
    assert np.array_equal(has_lost, gone.any(axis=1))
    assert np.array_equal(is_short, gone.any(axis=1) & (best.bounds[10:] != NOBODY))
    left = after.codes[after.codes != NOBODY]
    assert rows_in(left).max() < rows.total - 10
    assert is_short.any()


def _without(rows: Rows, is_hidden: np.ndarray) -> Rows:
    """Return the rows with no keys for some, so that nothing is compared with them."""
    owner = np.repeat(np.arange(rows.total), np.diff(rows.key_starts))
    kept = ~is_hidden[owner]
    starts = np.r_[0, np.cumsum(np.bincount(owner[kept], minlength=rows.total))]
    return rows._replace(keys=rows.keys[kept], key_starts=starts)
