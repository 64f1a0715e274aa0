"""The index as files: each holds the terms of a few first characters, so that a query needs few.

A term lies in the group `code of its first character mod number of groups`, and a large group is
split by the second character in the same way (a single character by the rest of its own code).  Both numbers are powers of two that grow with the
archive, so that the browser finds the file of any two characters without a directory, and an
edit leaves the names of the others alone.

A shard is a block of bytes, all numbers as LEB128:

    length of the names in bytes, the names, joined by line feeds, UTF-8: other names of what may be typed (`aliases`) as `written=name|name`,
        what typing may go on to (`initiatives.printed_names`), those most often printed first, as `name`, and words of everyday
        language, whether the archive has them or not, so that a question is cut rightly: `~` with a first character and all second ones
    length of the lexicon in bytes, the lexicon: sorted terms joined by line feeds, UTF-8
    for each term a byte, the mask of its fields (bit n: field n; bit 6: its postings lie in `b/<term in hex>`)
    for each term, for each of its fields: number of entries, bytes of the places and, for words, of lengths and frequencies
    for each term with bit 6: the mark of its file, `MARK` characters
    for each term without bit 6, for each field: the places, then all lengths, then all frequencies

A place is the gap from the end of the one before and, in fields that spread, the number of
entries less one.  A length is the number of words in the field, a frequency how often the word is among them, less one; each
in a column of its own, since like packs best with like.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from sitegen.search.aliases import everyday_of
from sitegen.search.columns import SPREAD
from sitegen.search.files import LIST, mark
from sitegen.search.numbers import encode_number, encode_numbers, first_codes, lengths_of
from sitegen.search.postings import FREQUENCY_BITS, PARTS
from sitegen.search.terms import HEADING_PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.search.aliases import NameLines
    from sitegen.search.columns import Columns
    from sitegen.search.numbers import Marks
    from sitegen.search.terms import Flags

TARGET: Final = 1800
LARGE: Final = 2048
MOST_SHARDS: Final = 15_000
# About so many terms are large, for words are as unevenly frequent in a large archive as in a small one.
LARGE_SHARE: Final = 15_000
MOST_SPLIT_BITS: Final = 6
ELSEWHERE: Final = 1 << 6
_BYTES_OF_A_POSTING: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How terms are spread over shards: number of groups, bytes of a shard, and for each group the bits it is split by.

    Postings of more than `large` bytes have a file of their own: a few thousand terms hold half of all bytes, and what a
    question does not ask for should not travel with what it does.
    """

    groups: int
    target: int
    large: int
    splits: tuple[int, ...]

    def names(self, group: int) -> list[str]:
        """Return the names of the shards of a group, also of those without a term: every name leads to a file."""
        return [f"s/{group:x}-{part:x}" for part in range(1 << self.splits[group])]

    def group(self, character: str) -> int:
        """Return the group of the terms that begin with `character`."""
        return ord(character) & (self.groups - 1)

    def shard(self, term: str) -> str:
        """Return the name of the shard of `term`."""
        group = self.group(term[0])
        second = ord(term[1]) if len(term) > 1 else ord(term[0]) // self.groups
        return f"s/{group:x}-{second & ((1 << self.splits[group]) - 1):x}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Encoded postings: term n has the bytes `starts[n]:starts[n + 1]` of `data` and `masks[n]`.

    A row of `sizes` is a field of a term, in their order: term, number of entries, bytes of places, of lengths and of
    frequencies (-1: none).
    """

    texts: list[str]
    masks: Marks
    starts: Marks
    sizes: Marks
    data: bytes


def first_plan(rows: int) -> Plan:
    """Return the plan for an archive with `rows` postings, no group split yet."""
    size = rows * _BYTES_OF_A_POSTING
    target = max(TARGET, size // MOST_SHARDS)
    groups = max(PARTS, min(1024, 1 << (size // target).bit_length() - 1 if size > target else 1))
    return Plan(groups=groups, target=target, large=max(LARGE, size // LARGE_SHARE), splits=(0,) * groups)


def encode(columns: Columns) -> Terms:
    """Return all terms of `columns` with their postings encoded."""
    if not columns.terms:
        empty = np.zeros(0, dtype="<i8")
        return Terms(texts=[], masks=empty, starts=empty, sizes=empty.reshape(0, 5), data=b"")
    starts = np.flatnonzero(np.diff(columns.block, prepend=-1))
    block = columns.block[starts]
    numbers, stream_starts, places = _stream(columns, starts)
    data, ends = encode_numbers(numbers)
    at = np.append(np.zeros(1, dtype=ends.dtype), ends)
    begin, middle, end = at[stream_starts[:-1]], at[stream_starts[:-1] + places], at[stream_starts[1:]]
    lengths_end = at[(stream_starts[:-1] + places + stream_starts[1:]) // 2]
    owner, is_word = block >> 3, block & 7 < HEADING_PAIRS
    sizes = np.stack(
        [
            owner,
            np.add.reduceat(columns.count, starts),
            middle - begin,
            np.where(is_word, lengths_end - middle, -1),
            np.where(is_word, end - lengths_end, -1),
        ],
        axis=1,
    )
    firsts = np.flatnonzero(np.diff(owner, prepend=-1))
    masks = np.add.reduceat(1 << (block & 7), firsts)
    return Terms(
        texts=columns.terms, masks=masks, starts=np.append(begin[firsts], len(data)), sizes=sizes, data=data
    )


def _stream(columns: Columns, starts: Marks) -> tuple[Marks, Marks, Marks]:
    """Return the numbers in the order in which they are written: for each field of a term places, lengths, frequencies.

    Also where the numbers of each block begin (and the last end), and how many of them are places.
    """
    field = (columns.block & 7).astype("i1")
    spreads, is_word = np.isin(field, SPREAD), field < HEADING_PAIRS
    places = 1 + spreads.astype("<i4")
    place_sums, sizes = np.add.reduceat(places, starts), np.diff(np.append(starts, len(field)))
    words = np.where(is_word[starts], sizes, 0)
    begins = np.concatenate([[0], np.cumsum(place_sums + 2 * words)]).astype("<i4")
    place_at = _within(places, starts, sizes) + np.repeat(begins[:-1], sizes)
    own = (begins[:-1] + place_sums - starts).astype("<i4")
    length_at = (np.arange(len(field), dtype="<i4") + np.repeat(own, sizes))[is_word]
    numbers = np.zeros(begins[-1], dtype="<i4")
    numbers[place_at] = _gaps(columns, starts)
    numbers[place_at[spreads] + 1] = columns.count[spreads] - 1
    value = columns.value[is_word]
    numbers[length_at] = value >> FREQUENCY_BITS
    numbers[length_at + np.repeat(words, sizes)[is_word]] = (value & ((1 << FREQUENCY_BITS) - 1)) - 1
    return numbers, begins, place_sums


def _within(counts: Marks, starts: Marks, sizes: Marks) -> Marks:
    """Return the sum of the counts before each row within its block."""
    before = np.cumsum(counts, dtype="<i4") - counts
    within: Marks = before - np.repeat(before[starts], sizes)
    return within


def _gaps(columns: Columns, starts: Marks) -> Marks:
    gaps: Marks = columns.first.copy()
    gaps[1:] -= (columns.first + columns.count)[:-1]
    gaps[starts] = columns.first[starts]
    return gaps


def split(terms: Terms, plan: Plan, part: int) -> Plan:
    """Return `plan` with the groups of `part` split so that a shard holds about the target of bytes."""
    own = np.diff(terms.starts)
    weights = lengths_of(terms.texts) * 3 + 4 + np.where(own > plan.large, 0, own)
    groups = first_codes(terms.texts)[0] & (plan.groups - 1)
    sizes = np.bincount(groups, weights=weights, minlength=plan.groups).astype("<i8").tolist()
    splits = list(plan.splits)
    for group in range(part, plan.groups, PARTS):
        splits[group] = min(MOST_SPLIT_BITS, (sizes[group] // (2 * plan.target)).bit_length())
    return replace(plan, splits=tuple(splits))


def write(terms: Terms, plan: Plan, part: int, lines: NameLines = ()) -> Iterator[tuple[str, bytes]]:
    """Yield name and block of each shard of `part`, and of the terms that have a file of their own; `lines` are those of `name_lines`."""
    names, large = _names_by_shard(lines, plan, part), np.diff(terms.starts) > plan.large
    marks: dict[int, str] = {}
    for number in np.flatnonzero(large).tolist():
        postings = terms.data[terms.starts[number] : terms.starts[number + 1]]
        marks[number] = mark(postings)
        yield large_name(terms.texts[number]), postings
    where = _shards_of(terms, plan)
    order = np.argsort(where, kind="stable")
    ordered, where = _ordered(terms, order, large), where[order]
    shards = [
        (group << MOST_SPLIT_BITS | at, name)
        for group in range(part, plan.groups, PARTS)
        for at, name in enumerate(plan.names(group))
    ]
    bounds = np.searchsorted(where, [[own, own + 1] for own, _ in shards]).tolist()
    for (start, stop), (_, name) in zip(bounds, shards, strict=True):
        elsewhere = "".join(
            [marks[number] for number in order[start:stop].tolist() if number in marks] if marks else []
        )
        yield name, _counted(names.get(name, "").encode()) + ordered.block(start, stop, elsewhere)


def _names_by_shard(lines: NameLines, plan: Plan, part: int) -> dict[str, str]:
    """Return the lines of names for each shard of `part` that has some."""
    named: dict[str, list[str]] = defaultdict(list)
    for term, line in lines:
        named[plan.shard(term)].append(line)
    seconds: dict[tuple[str, str], str] = defaultdict(str)
    for word in everyday_of(part):
        seconds[plan.shard(word), word[0]] += word[1]
    for (name, first), others in seconds.items():
        named[name].append(f"~{first}{others}")
    return {name: "\n".join(own) for name, own in named.items()}


def _counted(data: bytes) -> bytes:
    return encode_number(len(data)) + data


def _shards_of(terms: Terms, plan: Plan) -> Marks:
    """Return for each term its group and, in the last bits, its part: `Plan.shard` for arrays."""
    first, second = first_codes(terms.texts)
    group = first & (plan.groups - 1)
    splits = np.array(plan.splits)[group]
    part = np.where(second > 0, second, first // plan.groups) & ((1 << splits) - 1)
    where: Marks = group << MOST_SPLIT_BITS | part
    return where


def large_name(term: str) -> str:
    """Return the name of the file of a term with many postings."""
    return f"{LIST}{term.encode().hex()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ordered:
    """Terms in the order in which they are written, shard by shard, as columns: term n has `directory[sizes_at[n]:sizes_at[n + 1]]` and so on."""

    texts: list[str]
    masks: bytes
    directory: bytes
    sizes_at: list[int]
    postings: bytes
    postings_at: list[int]

    def block(self, start: int, stop: int, marks: str) -> bytes:
        """Return the block of the terms from `start` to `stop`, without its names; `marks` are those of the files of its large terms."""
        lexicon = "\n".join(self.texts[start:stop]).encode("utf-8", "surrogatepass")
        return b"".join(
            [
                _counted(lexicon),
                self.masks[start:stop],
                self.directory[self.sizes_at[start] : self.sizes_at[stop]],
                marks.encode(),
                self.postings[self.postings_at[start] : self.postings_at[stop]],
            ]
        )


def _ordered(terms: Terms, order: Marks, large: Flags) -> _Ordered:
    """Return terms in the given order, the large ones without their postings."""
    numbers = terms.sizes[:, 1:]
    kept = numbers >= 0
    directory, ends = encode_numbers(numbers[kept])
    rows = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
    firsts = np.searchsorted(terms.sizes[:, 0], np.arange(len(terms.texts) + 1))
    starts = np.concatenate([[0], ends])[rows[firsts]]
    sizes, sizes_at = _gathered(directory, starts, order, np.diff(starts))
    postings, postings_at = _gathered(
        terms.data, terms.starts, order, np.where(large, 0, np.diff(terms.starts))
    )
    return _Ordered(
        texts=[terms.texts[number] for number in order.tolist()],
        masks=(terms.masks | large * ELSEWHERE)[order].astype("u1").tobytes(),
        directory=sizes,
        sizes_at=sizes_at,
        postings=postings,
        postings_at=postings_at,
    )


def _gathered(data: bytes, starts: Marks, order: Marks, lengths: Marks) -> tuple[bytes, list[int]]:
    """Return pieces of `data` in the given order, each from its start on as long as told, and where each begins and the last ends."""
    own = lengths[order]
    at = np.concatenate([[0], np.cumsum(own)])
    places = np.repeat((starts[:-1][order] - at[:-1]).astype("<i4"), own) + np.arange(at[-1], dtype="<i4")
    return np.frombuffer(data, dtype=np.uint8)[places].tobytes(), at.tolist()
