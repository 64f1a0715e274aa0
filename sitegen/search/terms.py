"""What the search knows of one report: its entries as they are shown, and which terms stand in them.

The unit of search is the entry: a passage, or the heading of a section that has no passage of its
own.  An entry has four fields: the report's title, the headings above it, its lead sentence, the
rest.  Two kinds of terms are taken from them:

- words, as jieba cuts them, with their frequency: lunr's BM25 ranks by these;
- pairs of neighbouring characters (and each last character of a run by itself): any string that is
  printed consists of such pairs, so that nothing is missed however the words were cut.  A pair that
  was counted as a word in the same place is left out, which saves a third of all postings.

`analyse` depends on one report only, so that it can be cached report by report; its arrays are kept
as bytes, which compare and pickle well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from sitegen import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Passage, Report, Section

Rows = npt.NDArray[np.int32]
Marks = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TITLE, HEADING, LEAD, BODY, HEADING_PAIRS, TEXT_PAIRS = range(6)
FIELDS: Final = ("title", "heading", "lead", "body")
LONGEST_WORD: Final = 32
_CHARACTER_BITS: Final = 21
_PLACE_BITS: Final = 21
_IN_TEXT: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEntry:
    """A heading as printed; `parent` is the index of the section around it, -1 for none."""

    anchor: str
    parent: int
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A passage (or a bare heading: `text` is "") and the index of its section, -1 before the first.

    `clauses` are anchor, start and end (offsets in `text`).
    """

    anchor: str
    section: int
    text: str
    lead: int = 0
    clauses: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTerms:
    """A report as the search sees it.

    `rows` holds int32 rows (word, field, entry, frequency), word being an index in `words`;
    `lengths` int32 rows of the number of words in each field, a row per entry;
    `pairs` sorted int64 marks: two characters (21 bits each; second 0: end of a run), a bit for text
    (not heading), the entry (20 bits).
    """

    id: str
    title: str
    issuer: str
    region: tuple[str, ...]
    year: int
    kind: str
    sections: tuple[SectionEntry, ...]
    entries: tuple[Entry, ...]
    words: tuple[str, ...]
    rows: bytes
    lengths: bytes
    pairs: bytes


def analyse(report: Report) -> ReportTerms:
    """Return the terms and the shown text of all entries of `report`."""
    sections, entries = _entries(report)
    headings = _heading_texts(sections)
    fields = [_fields(entry, report.meta.title, headings) for entry in entries]
    numbers, rows, lengths = _count_words(fields)
    known = _words_as_pairs(numbers, rows)
    return ReportTerms(
        id=report.id,
        title=report.meta.title,
        issuer=report.meta.issuer,
        region=report.meta.region,
        year=report.meta.year,
        kind=report.meta.kind,
        sections=sections,
        entries=entries,
        words=tuple(numbers),
        rows=rows.tobytes(),
        lengths=np.array(lengths, dtype="<i4").tobytes(),
        pairs=np.setdiff1d(_pairs(entries, headings), known).tobytes(),
    )


def _entries(report: Report) -> tuple[tuple[SectionEntry, ...], tuple[Entry, ...]]:
    sections: list[SectionEntry] = []
    entries = [_entry(passage, -1) for passage in report.passages]
    numbers: dict[str, int] = {}
    for path in report.walk():
        section = path[-1]
        parent = numbers[path[-2].anchor] if len(path) > 1 else -1
        numbers[section.anchor] = len(sections)
        sections.append(SectionEntry(anchor=section.anchor, parent=parent, heading=section.heading))
        entries += _section_entries(section, numbers[section.anchor])
    return tuple(sections), tuple(entries)


def _section_entries(section: Section, number: int) -> Iterator[Entry]:
    passages = [passage for passage in section.passages if passage.text]
    if not passages:
        yield Entry(anchor=section.anchor, section=number, text="")
    for passage in passages:
        yield _entry(passage, number)


def _entry(passage: Passage, section: int) -> Entry:
    clauses = tuple((clause.anchor, clause.start, clause.end) for clause in passage.clauses)
    return Entry(
        anchor=passage.anchor, section=section, text=passage.text, lead=passage.lead, clauses=clauses
    )


def _heading_texts(sections: tuple[SectionEntry, ...]) -> list[str]:
    """Return the folded headings above and of each section; the last, for entries outside, is empty."""
    texts: list[str] = []
    for section in sections:
        above = texts[section.parent] + "|" if section.parent >= 0 else ""
        texts.append(above + words.fold(section.heading))
    return [*texts, ""]


def _fields(entry: Entry, title: str, headings: list[str]) -> tuple[str, str, str, str]:
    lead, rest = entry.text[: entry.lead], entry.text[entry.lead :]
    return words.fold(title), headings[entry.section], words.fold(lead), words.fold(rest)


def _count_words(fields: list[tuple[str, str, str, str]]) -> tuple[dict[str, int], Rows, list[list[int]]]:
    """Return the number of each word, the rows of `ReportTerms.rows`, and the lengths of the fields."""
    numbers: dict[str, int] = {}
    cuts: dict[str, Counter[str]] = {}
    rows, lengths = [], []
    for entry, texts in enumerate(fields):
        counts = [_cut(text, cuts) for text in texts]
        lengths.append([count.total() for count in counts])
        for field, count in enumerate(counts):
            rows += [
                (numbers.setdefault(word, len(numbers)), field, entry, times) for word, times in count.items()
            ]
    return numbers, np.array(rows, dtype="<i4").reshape(-1, 4), lengths


def _cut(text: str, known: dict[str, Counter[str]]) -> Counter[str]:
    if text not in known:
        known[text] = Counter(word for word in words.cut(text) if len(word) <= LONGEST_WORD)
    return known[text]


def _pairs(entries: tuple[Entry, ...], headings: list[str]) -> Marks:
    in_headings = _pairs_of([headings[entry.section] for entry in entries])
    in_texts = _pairs_of([words.fold(entry.text) for entry in entries])
    return np.unique(np.concatenate([in_headings, in_texts | _IN_TEXT]))


def _pairs_of(texts: list[str]) -> Marks:
    """Return the marks of all pairs of characters in the runs of `texts`, an entry each."""
    joined = ["\0".join([*words.runs(text), ""]) for text in texts]
    codes = np.frombuffer("".join([*joined, "\0"]).encode("utf-32-le"), dtype="<u4").astype("<i8")
    entries = np.repeat(np.arange(len(texts)), [len(text) for text in joined])
    marks = (codes[:-1] << _CHARACTER_BITS | codes[1:]) << _PLACE_BITS | entries
    kept: Marks = marks[codes[:-1] > 0]
    return kept


def _words_as_pairs(numbers: dict[str, int], rows: Rows) -> Marks:
    """Return the marks that words of two characters in headings and texts would have as pairs."""
    keys = np.array([_key(word) for word in numbers], dtype="<i8")[rows[:, 0]]
    kept = (keys > 0) & (rows[:, 1] > TITLE)
    in_text = np.where(rows[:, 1] >= LEAD, _IN_TEXT, 0)
    return (keys << _PLACE_BITS | in_text | rows[:, 2])[kept]


def _key(word: str) -> int:
    return ord(word[0]) << _CHARACTER_BITS | ord(word[1]) if len(word) == 2 else 0  # noqa: PLR2004 - a pair


def split_marks(pairs: bytes) -> tuple[Marks, Rows, Rows]:
    """Return key, field (HEADING_PAIRS or TEXT_PAIRS) and entry of each of `ReportTerms.pairs`."""
    marks = np.frombuffer(pairs, dtype="<i8")
    fields = np.where(marks & _IN_TEXT, TEXT_PAIRS, HEADING_PAIRS)
    return marks >> _PLACE_BITS, fields.astype("<i4"), (marks & (_IN_TEXT - 1)).astype("<i4")


def pair_of(key: int) -> str:
    """Return the characters that a key stands for: two, or the last one of a run."""
    second = key & ((1 << _CHARACTER_BITS) - 1)
    return chr(key >> _CHARACTER_BITS) + (chr(second) if second else "")
