from __future__ import annotations

import pickle

from sitegen.archive.clauses import ClauseAnalysis, Clauses, anchors, linkable, packed
from sitegen.archive.topics import Mention

SAID = tuple(
    ClauseAnalysis(
        anchor=f"s1-p1-c{number}",
        text="\n加装\n电梯\n",
        mentions=(Mention(topic="dianti", words=("加装电梯", "电梯")), Mention(topic="gaizao", words=()))[
            : number % 3
        ],
        is_linkable=number % 2 == 0,
        is_statistic=number == 4,
        year=2020 + number,
        names=("加梯工程",) * (number == 3),
        runs=("实施加梯工程", "惠民工程")[: number % 3],
    )
    for number in range(6)
)


def test_packed_clauses_are_what_they_were() -> None:
    found = packed(SAID)
    assert (found, tuple(found), len(found), hash(found)) == (SAID, SAID, 6, hash(SAID))
    assert (found[2], found[-1], found[1:3]) == (SAID[2], SAID[-1], SAID[1:3])
    assert found == packed(SAID)
    assert found != packed(SAID[:-1])


def test_clauses_are_written_packed() -> None:
    found = pickle.loads(pickle.dumps(packed(SAID)))  # noqa: S301 - written in this line
    assert isinstance(found, Clauses)
    assert found == SAID


def test_the_linkable_ones_are_chosen() -> None:
    assert linkable(packed(SAID)) == linkable(SAID) == SAID[::2]
    assert linkable(packed(SAID)) == packed(SAID[::2])


def test_anchors_are_read_without_making_clauses() -> None:
    assert anchors(packed(SAID)) == anchors(SAID) == [clause.anchor for clause in SAID]
    assert anchors(linkable(packed(SAID))) == [clause.anchor for clause in SAID[::2]]


def test_a_report_may_have_none() -> None:
    assert packed(()) == ()
    assert not packed(())
