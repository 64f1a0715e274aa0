"""What the search knows of one report: its entries as they are shown, and which terms stand in them.

The unit of search is the entry: a passage, or the heading of a section that has no passage of its
own.  An entry has four fields: the report's title, the headings above it, its lead sentence, the
rest.  Two kinds of terms are taken from them:

- words, as jieba cuts them, with their frequency: lunr's BM25 ranks by these;
- pairs of neighbouring characters (and each last character of a run by itself): any string that is
  printed consists of such pairs, so that nothing is missed however the words were cut.  A pair that
  was counted as a word in the same place is left out, which saves a third of all postings.

`analyse` depends on one report only, so that it can be cached report by report and done by many processes.
What it returns is packed small (`postings`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from sitegen import words
from sitegen.numbering import parse_number
from sitegen.search.claims import claims_of
from sitegen.search.numbers import Marks, Numbering, codes_of, distinct, lengths_of, numbered
from sitegen.search.outline import Outline, outline_of
from sitegen.search.postings import CHARACTER_BITS, FREQUENCY_BITS, is_long, keys_of, packed
from sitegen.search.shown import Block, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Report

Rows = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

TITLE, HEADING, LEAD, BODY, HEADING_PAIRS, TEXT_PAIRS = range(6)
FIELDS: Final = ("title", "heading", "lead", "body")
LONGEST_WORD: Final = 32
_UNIT_BITS: Final = 21
_FREQUENCY: Final = (1 << FREQUENCY_BITS) - 1
_NAME: Final = re.compile(r"[一-鿿]{3,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTerms:
    """A report as the search sees it.

    `lengths` is the number of words in each field, over all entries; `rows` the number of postings.
    `postings` are packed: see `postings.packed`.
    `claims` says what the finished index must find: see `claims`.
    `anchors` are those of all entries, in their order, with a space between; `names` the short headings, likewise.
    """

    id: str
    title: str
    issuer: str
    region: tuple[str, ...]
    year: int
    kind: str
    entries: int
    lengths: tuple[int, ...]
    rows: int
    shown: tuple[Block, ...]
    postings: tuple[bytes, ...]
    claims: bytes
    traditional: str
    anchors: str
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Units:
    """Texts of the fields: which field, from which entry on, for how many entries.

    `strings` numbers the text that the pairs of a unit are taken from (lead and rest share one), -1 for none.
    """

    texts: list[str]
    field: Marks
    first: Marks
    count: Marks
    strings: Marks


def analyse(report: Report) -> ReportTerms:
    """Return the terms and the shown text of all entries of `report`."""
    outline = outline_of(report)
    units, strings = _units(report.meta.title, outline)
    long_words = Numbering()
    word_rows, lengths, known = _word_rows(units, long_words)
    rows = np.concatenate([word_rows, _pair_rows(strings, known, len(outline.headings))])
    return ReportTerms(
        id=report.id,
        title=report.meta.title,
        issuer=report.meta.issuer,
        region=report.meta.region,
        year=report.meta.year,
        kind=report.meta.kind,
        entries=len(outline.entries),
        lengths=lengths,
        rows=len(rows),
        shown=blocks_of(outline),
        postings=tuple(packed(rows, list(long_words))),
        claims=claims_of(report.id, outline),
        traditional=_traditional(report.meta.title, outline),
        anchors=" ".join(entry.anchor for entry in outline.entries),
        names=" ".join(_names(outline)),
    )


def _units(title: str, outline: Outline) -> tuple[_Units, list[tuple[str, int, int]]]:
    """Return the texts whose words count, and those whose pairs do, as (text, first entry, number of entries)."""
    rows = [(words.fold(title), TITLE, 0, len(outline.entries), -1)]
    strings: list[tuple[str, int, int]] = []
    for heading in outline.headings:
        rows.append((heading.text, HEADING, heading.first, heading.count, len(strings)))
        strings.append((heading.text, heading.first, heading.count))
    for number, entry in enumerate(outline.entries):
        text, lead = entry.folded, words.fold(entry.text[: entry.lead])
        rows.append((lead, LEAD, number, 1, len(strings)))
        rows.append((text[len(lead) :], BODY, number, 1, len(strings)))
        strings.append((text, number, 1))
    texts, *columns = zip(*rows, strict=True)
    field, first, count, string = (np.array(column, dtype="<i8") for column in columns)
    return _Units(texts=list(texts), field=field, first=first, count=count, strings=string), strings


def _word_rows(units: _Units, long_words: dict[str, int]) -> tuple[Marks, tuple[int, ...], Marks]:
    """Return the postings of words, the words in each field, and the marks that those of two characters have as pairs."""
    tokens = words.tokens("\n".join(units.texts))
    every = Numbering()
    ids = numbered(tokens, every)
    unit = np.cumsum(ids == every.get("\n", -1))
    is_word = np.array([len(token) <= LONGEST_WORD and words.is_word(token) for token in every], dtype=bool)
    kept = is_word[ids] if len(ids) else np.zeros(0, dtype=bool)
    lengths = np.bincount(unit[kept], minlength=len(units.texts))
    own = np.full(len(every), -1, dtype="<i8")
    own[is_word] = _keys(list(compress(every, is_word.tolist())), long_words)
    every_mark = np.sort(own[ids[kept]] << _UNIT_BITS | unit[kept])
    starts = np.flatnonzero(np.diff(every_mark, prepend=-1))
    marks, times = every_mark[starts], np.diff(np.append(starts, len(every_mark)))
    term, at = marks >> _UNIT_BITS, marks & ((1 << _UNIT_BITS) - 1)
    value = np.minimum(times, _FREQUENCY) | lengths[at] << FREQUENCY_BITS
    rows = np.stack([term, units.field[at], units.first[at], units.count[at], value], axis=1)
    pairs = ~is_long(term) & (units.strings[at] >= 0)
    known = distinct(term[pairs] << _UNIT_BITS | units.strings[at[pairs]])
    totals = np.bincount(units.field, weights=lengths * units.count, minlength=len(FIELDS))
    return rows, tuple(int(total) for total in totals), known


def _keys(found: list[str], long_words: dict[str, int]) -> Marks:
    """Return the keys of words; those of more than two characters get the next places in `long_words`."""
    keys, long = keys_of(found), lengths_of(found) > 2  # noqa: PLR2004 - a pair
    keys[long] = numbered(list(compress(found, long.tolist())), long_words)
    return keys


def _pair_rows(strings: list[tuple[str, int, int]], known: Marks, headings: int) -> Marks:
    """Return the postings of the pairs of all strings, but for those `known` as words; the first are headings."""
    marks = distinct(_pair_marks([text for text, _, _ in strings]))
    marks = np.setdiff1d(marks, known, assume_unique=True)
    keys, string = marks >> _UNIT_BITS, marks & ((1 << _UNIT_BITS) - 1)
    places = np.array([(first, count) for _, first, count in strings], dtype="<i8").reshape(-1, 2)
    field = np.where(string < headings, HEADING_PAIRS, TEXT_PAIRS)
    first, count = places[string].T
    return np.stack([keys, field, first, count, np.zeros_like(first)], axis=1)


def _pair_marks(texts: list[str]) -> Marks:
    """Return the key of every pair in `texts` with the number of its text: two characters, or the last of a run."""
    codes = codes_of("\n".join([*texts, ""]))
    inside = words.in_runs(codes)
    second = np.append(np.where(inside[1:], codes[1:], 0), 0).astype("<i8")
    text = np.cumsum(codes == ord("\n"))
    marks = (codes.astype("<i8") << CHARACTER_BITS | second) << _UNIT_BITS | text
    kept: Marks = marks[inside]
    return kept


def _names(outline: Outline) -> Iterator[str]:
    """Yield the headings that are short enough to name something, without number and stop."""
    for section in outline.sections:
        numbered = parse_number(section.heading)
        name = (numbered.rest if numbered else section.heading).rstrip("。：:")
        if _NAME.fullmatch(name):
            yield name


def _traditional(title: str, outline: Outline) -> str:
    """Return the traditional characters that the report prints, sorted."""
    texts = (
        title,
        *(section.heading for section in outline.sections),
        *(entry.text for entry in outline.entries),
    )
    codes = codes_of("".join(texts))
    return "".join(map(chr, distinct(codes[words.are_traditional(codes)].astype("<i8")).tolist()))
