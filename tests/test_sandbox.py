from __future__ import annotations

import os
import subprocess
import time

import pytest

from sitegen import sandbox
from sitegen.errors import SitegenError, problem


def double(number: int) -> int:
    return 2 * number


def hang(number: int) -> int:
    time.sleep(60)
    return number


def eat(number: int) -> int:
    return len(bytes(number * 10_000_000_000))


def toil(number: int) -> int:
    while number:
        number += 1
    return number


def limits_of_a_program() -> list[str]:
    with sandbox.lifted():
        return subprocess.run(
            ["bash", "-c", "ulimit -t; ulimit -d"], capture_output=True, text=True, check=True
        ).stdout.split()


def die(number: int) -> int:
    os._exit(number)


def refuse(number: int) -> int:
    raise SitegenError(problem("source-empty", str(number)))


def stumble(number: int) -> int:
    raise KeyError(number)


def _codes(function: object, seconds: float = 30.0) -> list[list[str]]:
    outcomes = sandbox.run(function, [(1,), (2,)], ["a", "b"], 2, seconds)  # type: ignore[arg-type]
    return [[found.code for found in outcome.problems] for outcome in outcomes]


def test_every_call_is_answered_once() -> None:
    calls = [(number,) for number in range(7)]
    outcomes = sorted(
        sandbox.run(double, calls, [str(number) for (number,) in calls], 3), key=lambda outcome: outcome.index
    )
    assert [(outcome.index, outcome.result) for outcome in outcomes] == [
        (number, 2 * number) for number in range(7)
    ]


def test_a_call_that_hangs_is_stopped() -> None:
    started = time.monotonic()
    assert _codes(hang, 1.0) == [["source-too-slow"], ["source-too-slow"]]
    assert time.monotonic() - started < 20


def test_a_call_that_eats_memory_or_dies_takes_only_itself() -> None:
    assert _codes(eat) == [["source-too-heavy"], ["source-too-heavy"]]
    assert _codes(die) == [["source-crashed"], ["source-crashed"]]


def test_a_call_that_works_without_end_is_stopped_by_the_time_it_works() -> None:
    (outcome,) = sandbox.run(toil, [(1,)], ["a"], 1)
    assert [(found.code, dict(found.values)) for found in outcome.problems] == [
        ("source-too-slow", {"seconds": str(sandbox.WORK)})
    ]


def test_a_program_started_by_a_call_has_none_of_its_limits() -> None:
    (outcome,) = sandbox.run(limits_of_a_program, [()], ["a"], 1)
    assert outcome.result == ["unlimited", "unlimited"]


def test_expected_failures_come_back_as_problems() -> None:
    assert _codes(refuse) == [["source-empty"], ["source-empty"]]


def test_a_bug_is_raised_where_it_can_be_seen() -> None:
    with pytest.raises(KeyError):
        _codes(stumble)
