from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from sitegen import sandbox
from sitegen.errors import SitegenError, problem

if TYPE_CHECKING:
    from pathlib import Path


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


def limits_of_a_program() -> list[int]:
    with sandbox.widened():
        told = subprocess.run(
            ["bash", "-c", "ulimit -t; ulimit -d; ulimit -f"], capture_output=True, text=True, check=True
        )
    return list(map(int, told.stdout.split()))


def begin_and_hang(folder: Path) -> int:
    (folder / "begun").touch()
    try:
        time.sleep(60)
    finally:
        (folder / "begun").unlink()
    return 0


def double_or_hang(folder: Path, number: int) -> int:
    while not number:
        begin_and_hang(folder)
    while not (folder / "begun").exists():
        time.sleep(0.01)
    return double(number)


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


def test_a_call_that_is_stopped_clears_away_what_it_began(tmp_path: Path) -> None:
    (outcome,) = sandbox.run(begin_and_hang, [(tmp_path,)], ["a"], 1, 1.0)
    assert [found.code for found in outcome.problems] == ["source-too-slow"]
    assert not list(tmp_path.iterdir())


def test_calls_that_nobody_waits_for_any_more_clear_away_what_they_began(tmp_path: Path) -> None:
    outcomes = sandbox.run(double_or_hang, [(tmp_path, 1), (tmp_path, 0)], ["a", "b"], 2)
    assert next(outcomes).result == 2
    outcomes.close()  # type: ignore[attr-defined]  # a generator
    assert not list(tmp_path.iterdir())


def test_a_program_started_by_a_call_has_limits_of_its_own() -> None:
    (outcome,) = sandbox.run(limits_of_a_program, [()], ["a"], 1)
    assert outcome.result is not None
    seconds, kilobytes, written = outcome.result
    assert sandbox.PROGRAM_WORK <= seconds < 2 * sandbox.PROGRAM_WORK
    assert kilobytes >= sandbox.PROGRAM_MEGABYTES * 1_000_000 // 1024
    assert written <= sandbox.PROGRAM_WRITES * 1_000_000 // 512


def test_expected_failures_come_back_as_problems() -> None:
    assert _codes(refuse) == [["source-empty"], ["source-empty"]]


def test_a_bug_is_raised_where_it_can_be_seen() -> None:
    with pytest.raises(KeyError):
        _codes(stumble)
