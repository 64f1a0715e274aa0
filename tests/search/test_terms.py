"""What the search takes from a report."""

from __future__ import annotations

from itertools import chain

from sitegen.model import Passage, Report, ReportMeta, Section
from sitegen.search.outline import outline_of
from sitegen.search.postings import keys_of_codes, pairs_of_keys, unpack
from sitegen.search.terms import (
    BODY,
    HEADING,
    HEADING_PAIRS,
    LEAD,
    TEXT_PAIRS,
    TITLE,
    ReportTerms,
    analyse,
)
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


def _postings(terms: ReportTerms) -> list[tuple[str, int, int]]:
    """Return term, field and frequency (0 for pairs) of all postings."""
    found = []
    for part in chain.from_iterable(map(unpack, terms.postings)):
        texts = [*part.words, *pairs_of_keys(keys_of_codes(*part.codes))]
        of_rows = [
            text for text, count in zip(texts, part.counts.tolist(), strict=True) for _ in range(count)
        ]
        for term, (field, _, _, frequency, _) in zip(of_rows, part.rows.T.tolist(), strict=True):
            found.append((term, field, frequency))
    return found


def test_each_pair_of_neighbours_is_a_pair_or_a_word() -> None:
    terms = analyse(_report(_passage("完成35台老旧小区电梯加装，同比增长11.1%。")))
    pairs = {term for term, field, _ in _postings(terms) if field == TEXT_PAIRS}
    counted = {term for term, field, _ in _postings(terms) if field in (LEAD, BODY)}
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
    postings = _postings(analyse(_report(sections=(section,))))
    assert {one for one in postings if one[0] in ("电梯", "居住", "街道") and one[1] < HEADING_PAIRS} == {
        ("电梯", HEADING, 1),
        ("电梯", BODY, 2),
        ("居住", LEAD, 1),
        ("街道", TITLE, 1),
    }


def test_a_heading_without_a_passage_of_its_own_can_be_found() -> None:
    inner = Section(
        anchor="s1-1", level=2, heading="（一）抓消费", passages=(_passage("消费回升。", "s1-1-p1"),)
    )
    outline = outline_of(
        _report(sections=(Section(anchor="s1", level=1, heading="一、经济", sections=(inner,)),))
    )
    assert [(entry.anchor, entry.section, entry.text) for entry in outline.entries] == [
        ("s1", 0, ""),
        ("s1-1-p1", 1, "消费回升。"),
    ]
    assert [(section.anchor, section.parent) for section in outline.sections] == [("s1", -1), ("s1-1", 0)]


def test_a_report_without_a_word_has_no_terms_but_its_title() -> None:
    terms = analyse(_report(_passage("……")))
    assert terms.entries == 1
    assert {field for _, field, _ in _postings(terms)} == {TITLE}


def test_a_report_without_any_text_has_a_row_of_nothing() -> None:
    terms = analyse(_report())
    assert (terms.entries, terms.shown, terms.claims) == (0, (), b"")


def test_a_word_of_ten_thousand_letters_is_not_kept_as_a_word() -> None:
    postings = _postings(analyse(_report(_passage("a" * 10_000))))
    assert all(len(term) <= 32 for term, _, _ in postings)
    assert {term for term, field, _ in postings if field == TEXT_PAIRS} == {"a", "aa"}


def test_a_character_beyond_the_first_plane_is_packed_like_any_other() -> None:
    postings = _postings(analyse(_report(_passage("𠮷野家开业，𠮷野家扩建。"))))
    assert {("𠮷野", TEXT_PAIRS, 0), ("野家", TEXT_PAIRS, 0)} <= set(postings)
