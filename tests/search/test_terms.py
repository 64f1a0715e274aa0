"""What the search takes from a report."""

from __future__ import annotations

import numpy as np

from sitegen.model import Passage, Report, ReportMeta, Section
from sitegen.search.terms import BODY, HEADING, LEAD, TEXT_PAIRS, TITLE, analyse, pair_of, split_marks
from sitegen.words import fold, runs

META = ReportMeta(
    title="清河街道2024年工作总结",
    issuer="清河街道",
    region=("甲市",),
    year=2024,
    kind="工作总结",
    published="",
)


def _report(*passages: Passage, sections: tuple[Section, ...] = ()) -> Report:
    return Report(id="qinghe/2024", meta=META, passages=passages, sections=sections)


def _passage(text: str, anchor: str = "p1", lead: int = 0) -> Passage:
    return Passage(anchor=anchor, kind="paragraph", text=text, markdown=text, lead=lead)


def test_each_pair_of_neighbours_is_a_pair_or_a_word() -> None:
    terms = analyse(_report(_passage("完成35台老旧小区电梯加装，同比增长11.1%。")))
    keys, fields, _ = split_marks(terms.pairs)
    pairs = {
        pair_of(key) for key, field in zip(keys.tolist(), fields.tolist(), strict=True) if field == TEXT_PAIRS
    }
    rows = np.frombuffer(terms.rows, dtype="<i4").reshape(-1, 4)
    counted = {terms.words[word] for word, field, *_ in rows.tolist() if field in (LEAD, BODY)}
    printed = {
        run[at : at + 2]
        for run in runs(fold("完成35台老旧小区电梯加装，同比增长11.1%。"))
        for at in range(len(run) - 1)
    }
    assert printed <= pairs | counted
    assert "梯加" in pairs
    assert "电梯" not in pairs
    assert {"装", "%"} <= pairs  # the last character of each run


def test_words_are_counted_in_the_field_that_they_stand_in() -> None:
    section = Section(
        anchor="s1",
        level=1,
        heading="一、加装电梯",
        passages=(_passage("居住改善。完成电梯12台，电梯验收", "s1-p1", 4),),
    )
    terms = analyse(_report(sections=(section,)))
    rows = np.frombuffer(terms.rows, dtype="<i4").reshape(-1, 4).tolist()
    assert {
        (terms.words[word], field, times)
        for word, field, _, times in rows
        if terms.words[word] in ("电梯", "居住", "街道")
    } == {
        ("电梯", HEADING, 1),
        ("电梯", BODY, 2),
        ("居住", LEAD, 1),
        ("街道", TITLE, 1),
    }


def test_a_heading_without_a_passage_of_its_own_can_be_found() -> None:
    inner = Section(
        anchor="s1-1", level=2, heading="（一）抓消费", passages=(_passage("消费回升。", "s1-1-p1"),)
    )
    terms = analyse(_report(sections=(Section(anchor="s1", level=1, heading="一、经济", sections=(inner,)),)))
    assert [(entry.anchor, entry.section, entry.text) for entry in terms.entries] == [
        ("s1", 0, ""),
        ("s1-1-p1", 1, "消费回升。"),
    ]
    assert [(section.anchor, section.parent) for section in terms.sections] == [("s1", -1), ("s1-1", 0)]


def test_a_report_without_a_word_has_no_terms_but_its_title() -> None:
    terms = analyse(_report(_passage("……")))
    assert len(terms.entries) == 1
    assert split_marks(terms.pairs)[0].tolist() == []


def test_a_word_of_ten_thousand_letters_is_not_kept_as_a_word() -> None:
    terms = analyse(_report(_passage("a" * 10_000)))
    assert all(len(word) <= 32 for word in terms.words)
    assert [pair_of(key) for key in split_marks(terms.pairs)[0].tolist()] == ["a", "aa"]
