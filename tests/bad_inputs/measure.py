"""Imports bad inputs, each in processes of its own, and measures what each took.

By hand, as a table, all or those named: `.venv/bin/python tests/bad_inputs/measure.py [NAME…]`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from bad_inputs import pages, sheets, words

from sitegen.imports import import_files
from sitegen.reports import Given

if TYPE_CHECKING:
    from bad_inputs.case import Case

CASES = (*words.CASES, *sheets.CASES, *pages.CASES)
SECONDS = 10
MEGABYTES = 300
OWN = 140
"""Megabytes that `sitegen import` holds before it reads anything; a test runner holds more, and hands it on."""
_KILOBYTES = 1024  # ru_maxrss counts in kilobytes


class Measured(NamedTuple):
    """How an import ended.

    Codes of its problems, text of the report ("" if none), seconds by the clock and of work, megabytes that the
    largest of its processes held, and those that it held more than the process that it was started by.
    """

    codes: list[str]
    text: str
    seconds: float
    worked: float
    megabytes: float
    added: float


def measure(source: Path, content: Path) -> Measured:
    """Import one file in a process of its own."""
    reading, writing = os.pipe()
    started, before = time.monotonic(), _held()
    child = os.fork()
    if child == 0:
        try:
            sys.settrace(None)  # coverage would count as the file's work
            os.close(reading)
            (done,) = import_files([source], content, Given(region=("示例市",)))
            text = done.path.read_text("utf-8") if done.path else ""
            with os.fdopen(writing, "w") as pipe:
                json.dump([[problem.code for problem in done.problems], text], pipe)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    _, _, usage = os.wait4(child, 0)
    codes, text = json.loads(answer) if answer else (["crashed"], "")
    worked = usage.ru_utime + usage.ru_stime
    most = usage.ru_maxrss / _KILOBYTES
    return Measured(codes, text, time.monotonic() - started, worked, most, most - before)


def _held() -> float:
    """Return the megabytes that this process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20


def measure_case(case: Case, folder: Path) -> Measured:
    """Make the file of a case in a folder and import it."""
    source = folder / case.file
    source.write_bytes(case.make())
    measured = measure(source, folder / "content" / source.stem)
    source.unlink()
    return measured


def faults(case: Case, measured: Measured) -> list[str]:
    """Return in what an import did not end as it must."""
    found = [f"lost {words}" for words in case.holds if words not in measured.text]
    if measured.text and not case.holds:
        found.append("was imported")
    codes = [code for code in measured.codes if code.startswith(case.code)]
    if case.code and case.code not in codes and not (codes and case.code.endswith("-")):
        found.append(f"says {measured.codes} and not {case.code}")
    if measured.worked >= SECONDS:
        found.append(f"worked {measured.worked:.1f} s")
    if measured.added >= MEGABYTES - OWN:
        found.append(f"held {measured.added:.0f} MB more")
    return found


def _row(case: Case, measured: Measured) -> str:
    figures = f"{measured.seconds:6.2f} s {measured.worked:6.2f} s {measured.megabytes:4.0f} MB"
    codes = " ".join(dict.fromkeys(measured.codes))[:60]
    return (
        f"{case.file:48} {figures}  {codes}{''.join(f'  !! {fault}' for fault in faults(case, measured))}\n"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for case in CASES:
            if not sys.argv[1:] or any(word in case.file for word in sys.argv[1:]):
                sys.stdout.write(_row(case, measure_case(case, Path(name))))
                sys.stdout.flush()
