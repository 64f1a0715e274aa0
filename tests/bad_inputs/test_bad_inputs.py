"""Every kind of bad input ends quickly and small, says its own problem, and loses no report that can be read.

The numbers are those of a list of 43 kinds; what concerns the disk and the archive rather than a file's content is in
`test_imports.py`.  What counts is the processor's time and the memory of the largest process, not the clock: a busy
machine is slow, and that is no fault of a file.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from bad_inputs.measure import CASES, faults, measure_case

if TYPE_CHECKING:
    from pathlib import Path

    from bad_inputs.case import Case

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are measured as Linux does")


@pytest.mark.parametrize("case", CASES, ids=[case.file for case in CASES])
def test_a_bad_input_ends_as_it_must(case: Case, tmp_path: Path) -> None:
    assert faults(case, measure_case(case, tmp_path)) == []


def test_no_two_cases_have_one_name() -> None:
    assert len({case.file for case in CASES}) == len(CASES)
