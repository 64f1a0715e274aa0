from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sitegen.archive.fingerprints import LEAST, candidates, fingerprints, letters
from sitegen.model import Passage, Report, ReportMeta

if TYPE_CHECKING:
    from collections.abc import Callable

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def report_of(text: str) -> Report:
    meta = ReportMeta(title="", issuer="", region=(), year=2023, kind="", published="")
    return Report(
        id="a", meta=meta, passages=(Passage(anchor="p1", kind="paragraph", text=text, markdown=text),)
    )


def test_marks_blanks_and_forms_of_characters_do_not_count() -> None:
    assert letters("“加裝 電梯”（１２台），") == letters("加装电梯12台") == "加装电梯12台"


@given(st.text(HAN, min_size=LEAST, max_size=90), st.text(HAN, max_size=60), st.text(HAN, max_size=60))
def test_what_shares_enough_letters_in_a_row_shares_a_fingerprint(same: str, before: str, after: str) -> None:
    one, other = (
        set(np.frombuffer(fingerprints(report_of(text)).hashes, np.uint64).tolist())
        for text in (before + same + after, after + same + before)
    )
    assert one & other


def test_a_report_without_long_passages_has_no_fingerprints(make_report: Callable[..., Report]) -> None:
    assert fingerprints(make_report("a")).hashes == b""
    assert fingerprints(make_report("a", "短句。", "也短。")).hashes == b""


TEXT = "全年完成五个小区的外墙修缮和管线入地，同步更新健身步道与儿童游乐设施，受到居民好评。"


def pairs(make_report: Callable[..., Report], *rows: tuple[str, int]) -> list[tuple[int, int]]:
    offices = sorted({office for office, _ in rows})
    prints = [fingerprints(make_report(f"r{at}", TEXT)) for at, _ in enumerate(rows)]
    found = candidates(prints, [offices.index(office) for office, _ in rows], [year for _, year in rows])
    return [(pair.report, pair.other_report) for pair in found]


def test_the_source_is_the_year_before_and_the_oldest_of_another_office(
    make_report: Callable[..., Report],
) -> None:
    rows = (("甲", 2021), ("甲", 2022), ("甲", 2023), ("乙", 2023))
    assert pairs(make_report, *rows) == [(1, 0), (2, 1), (3, 0)]


def test_of_one_year_each_is_the_source_of_the_other(make_report: Callable[..., Report]) -> None:
    assert pairs(make_report, ("甲", 2023), ("乙", 2023)) == [(0, 1), (1, 0)]


def test_what_many_offices_write_is_a_formula(make_report: Callable[..., Report]) -> None:
    assert pairs(make_report, *((office, 2023) for office in "甲乙丙丁戊己")) == []


def test_no_report_is_its_own_source(make_report: Callable[..., Report]) -> None:
    found = candidates([fingerprints(make_report("a", TEXT, TEXT))], [0], [2023])
    assert list(found) == []
