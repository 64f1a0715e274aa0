"""What the search knows of one report: its entries as they are shown, and which terms stand in them.

The unit of search is the entry: a passage, or the heading of a section that has no passage of its
own.  An entry has four fields: the report's title, the headings above it, its lead sentence, the
rest.  Two kinds of terms are taken from them:

- words, as jieba cuts them, with their frequency: lunr's BM25 ranks by these;
- pairs of neighbouring characters (and each last character of a run by itself): any string that is
  printed consists of such pairs, so that nothing is missed however the words were cut.  A pair that
  was counted as a word in the same place is left out, which saves a third of all postings.

`analyse` depends on one report only, so that it can be cached report by report and done by many processes.
What it returns is packed small, and the postings are divided by the first character of their term
into `PARTS`, because at ten thousand reports only a part of all postings fits into memory at once.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from sitegen import words
from sitegen.numbering import parse_number
from sitegen.search.claims import claims_of
from sitegen.search.numbers import (
    Marks,
    Numbering,
    codes_of,
    distinct,
    first_codes,
    lengths_of,
    numbered,
)
from sitegen.search.outline import Outline, outline_of
from sitegen.search.shown import Block, blocks_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sitegen.model import Report

Rows = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

TITLE, HEADING, LEAD, BODY, HEADING_PAIRS, TEXT_PAIRS = range(6)
FIELDS: Final = ("title", "heading", "lead", "body")
PARTS: Final = 32
FREQUENCY_BITS: Final = 12
LONGEST_WORD: Final = 32
_CHARACTER_BITS: Final = 21
_UNIT_BITS: Final = 21
_FREQUENCY: Final = (1 << FREQUENCY_BITS) - 1
_SMALL: Final = 0xFFFF
_HEAD: Final = 5
_NAME: Final = re.compile(r"[一-鿿]{3,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTerms:
    """A report as the search sees it.

    `lengths` is the number of words in each field, over all entries; `rows` the number of postings.
    `postings` has a part for each first character of a term, modulo `PARTS`: see `unpack`.
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
    numbers = Numbering()
    word_rows, lengths, known = _word_rows(units, numbers)
    rows = np.concatenate([word_rows, _pair_rows(strings, known, numbers, len(outline.headings))])
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
        postings=tuple(_packed(rows, list(numbers))),
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


def _word_rows(units: _Units, numbers: dict[str, int]) -> tuple[Marks, tuple[int, ...], Marks]:
    """Return the postings of words, the words in each field, and the marks that those of two characters have as pairs."""
    tokens = words.tokens("\n".join(units.texts))
    every = Numbering()
    ids = numbered(tokens, every)
    unit = np.cumsum(ids == every.get("\n", -1))
    is_word = np.array([len(token) <= LONGEST_WORD and words.is_word(token) for token in every], dtype=bool)
    kept = is_word[ids] if len(ids) else np.zeros(0, dtype=bool)
    lengths = np.bincount(unit[kept], minlength=len(units.texts))
    own = np.full(len(every), -1, dtype="<i8")
    own[is_word] = numbered(list(compress(every, is_word.tolist())), numbers)
    every_mark = np.sort(own[ids[kept]] << _UNIT_BITS | unit[kept])
    starts = np.flatnonzero(np.diff(every_mark, prepend=-1))
    marks, times = every_mark[starts], np.diff(np.append(starts, len(every_mark)))
    term, at = marks >> _UNIT_BITS, marks & ((1 << _UNIT_BITS) - 1)
    value = np.minimum(times, _FREQUENCY) | lengths[at] << FREQUENCY_BITS
    rows = np.stack([term, units.field[at], units.first[at], units.count[at], value], axis=1)
    keys = _keys(numbers)
    pairs = (keys[term] > 0) & (units.strings[at] >= 0) if len(term) else np.zeros(0, dtype=bool)
    known = distinct(keys[term[pairs]] << _UNIT_BITS | units.strings[at[pairs]])
    totals = np.bincount(units.field, weights=lengths * units.count, minlength=len(FIELDS))
    return rows, tuple(int(total) for total in totals), known


def _pair_rows(
    strings: list[tuple[str, int, int]], known: Marks, numbers: dict[str, int], headings: int
) -> Marks:
    """Return the postings of the pairs of all strings, but for those `known` as words; the first are headings."""
    marks = distinct(_pair_marks([text for text, _, _ in strings]))
    marks = np.setdiff1d(marks, known, assume_unique=True)
    keys, string = marks >> _UNIT_BITS, marks & ((1 << _UNIT_BITS) - 1)
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    positions = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(keys))))
    pairs = pairs_of_keys(keys[starts])
    own = numbered(pairs, numbers)
    places = np.array([(first, count) for _, first, count in strings], dtype="<i8").reshape(-1, 2)
    field = np.where(string < headings, HEADING_PAIRS, TEXT_PAIRS)
    first, count = places[string].T
    return np.stack([own[positions], field, first, count, np.zeros_like(first)], axis=1)


def _pair_marks(texts: list[str]) -> Marks:
    """Return the key of every pair in `texts` with the number of its text: two characters, or the last of a run."""
    codes = codes_of("\n".join([*texts, ""]))
    inside = words.in_runs(codes)
    second = np.append(np.where(inside[1:], codes[1:], 0), 0).astype("<i8")
    text = np.cumsum(codes == ord("\n"))
    marks = (codes.astype("<i8") << _CHARACTER_BITS | second) << _UNIT_BITS | text
    kept: Marks = marks[inside]
    return kept


def pairs_of_keys(keys: Marks) -> list[str]:
    """Return the characters that keys stand for: two, or the last one of a run."""
    codes = np.stack([keys >> _CHARACTER_BITS, keys & ((1 << _CHARACTER_BITS) - 1)], axis=1)
    # As numpy's own strings of two characters, which end where nothing follows.
    texts: list[str] = codes.astype("<u4").view("<U2").ravel().tolist()
    return texts


def _keys(words_: Collection[str]) -> Marks:
    """Return the keys of words of two characters, 0 for the others."""
    first, second = first_codes(words_)
    return np.where(lengths_of(words_) == 2, first << _CHARACTER_BITS | second, 0)  # noqa: PLR2004 - a pair


def _packed(rows: Marks, terms: list[str]) -> list[bytes]:
    """Return the postings of each part, packed: the terms, then the columns of the rows."""
    parts = first_codes(terms)[0] % PARTS
    order, starts = _by_part(parts)
    places = np.zeros(len(terms), dtype="<i8")
    places[order] = np.arange(len(terms)) - starts[parts[order]]
    texts = [terms[number] for number in order.tolist()]
    order, row_starts = _by_part(parts[rows[:, 0]])
    term, field, first, count, value = rows[order].T
    columns = np.stack([places[term], field, first, count, value & _FREQUENCY, value >> FREQUENCY_BITS])
    bounds = zip(pairwise(starts.tolist()), pairwise(row_starts.tolist()), strict=True)
    return [_joined(texts[start:stop], columns[:, first:last]) for (start, stop), (first, last) in bounds]


def _by_part(parts: Marks) -> tuple[Marks, Marks]:
    """Return the order that puts like parts side by side, and where each begins in it (and the last ends)."""
    order = np.argsort(parts, kind="stable")
    return order, np.searchsorted(parts[order], np.arange(PARTS + 1))


def _joined(terms: list[str], columns: Marks) -> bytes:
    lexicon = "\n".join(terms).encode("utf-8", "surrogatepass")
    width = 2 if columns.max(initial=0) <= _SMALL else 4
    head = width.to_bytes(1, "little") + len(lexicon).to_bytes(4, "little")
    return zlib.compress(head + lexicon + columns.astype(f"<u{width}").tobytes(), 1)


def unpack(packed: bytes) -> tuple[list[str], Marks]:
    """Return the terms of a part of the postings, and its rows: term, field, first entry, entries, value.

    The value of a word is its frequency + (words in the field << FREQUENCY_BITS), that of a pair is 0.
    """
    data = zlib.decompress(packed)
    end = _HEAD + int.from_bytes(data[1:_HEAD], "little")
    terms = data[_HEAD:end].decode("utf-8", "surrogatepass").split("\n") if end > _HEAD else []
    columns = np.frombuffer(data, dtype=f"<u{data[0]}", offset=end).reshape(6, -1).astype("<i8")
    columns[4] |= columns[5] << FREQUENCY_BITS
    return terms, columns[:5]


def _names(outline: Outline) -> Iterator[str]:
    """Yield the headings that are short enough to name something, without number and stop."""
    for section in outline.sections:
        numbered = parse_number(section.heading)
        name = (numbered.rest if numbered else section.heading).rstrip("。：:")
        if _NAME.fullmatch(name):
            yield name


def _traditional(title: str, outline: Outline) -> str:
    """Return the traditional characters that the report prints, sorted."""
    printed = set(title)
    for text in (*(section.heading for section in outline.sections), *(e.text for e in outline.entries)):
        printed.update(text)
    return "".join(sorted(printed & words.traditional().keys()))
