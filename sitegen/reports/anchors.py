"""Anchors: given once, kept for ever.

Sections have their anchors from their printed numbers, written into the content file.  Passages and
clauses are numbered in order within their parent when they first appear; from then on the lock file
(`<id>.anchors.json`, committed beside the report) says which anchor belongs to which text.  At every load the present
texts are matched with the locked ones of their section: a corrected passage keeps its anchor, a new one gets a
number that was never used, a vanished one leaves a tombstone that lands at its parent.

A text is recognised by its sketch: the smallest hashes of its character trigrams (bottom-k MinHash,
Broder 1997), enough to estimate how much of it is left without keeping the text twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from sitegen.model import Clause, Passage, Report, Section, Tombstone
from sitegen.reports.clauses import clause_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_PASSAGE_HASHES = 16
_OTHER_HASHES = 12
"""Hashes in the sketch of a passage; of a clause or heading, of which there are ten times as many."""
_KEPT: Final = 1 << 13
"""Sketches that are remembered: a report is read and locked, and while it is edited most of it stays."""
_HASH_BYTES = 2
_SAME_PASSAGE: Final = 0.5
_SAME_CLAUSE: Final = 0.35
"""How much two texts must have in common to be versions of one another; a changed figure is much of a short clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The anchors of a report: each with the sketch of its text, in reading order; those whose text is gone."""

    anchors: tuple[tuple[str, str], ...] = ()
    gone: tuple[Tombstone, ...] = ()

    def used(self) -> frozenset[str]:
        """Return every anchor that was ever given."""
        return frozenset(anchor for anchor, _ in self.anchors) | {stone.anchor for stone in self.gone}


EMPTY: Final = Lock()


def assign(report: Report, lock: Lock = EMPTY) -> Report:
    """Return the report with the anchors of its passages and clauses, and its tombstones.

    Sections must have their anchors already, or have none anywhere.
    """
    locked = _Locked(lock)
    passages = _assign_passages("", report.passages, locked)
    sections = tuple(_assign_section(section, locked) for section in report.sections)
    assigned = replace(report, passages=passages, sections=sections, gone=())
    return replace(assigned, gone=_tombstones(assigned, lock))


def lock_of(report: Report) -> Lock:
    """Return the lock that keeps the anchors of a report as they are."""
    anchors = tuple((anchor, sketch(text, _hashes_for(anchor))) for anchor, text in _texts(report))
    return Lock(anchors=anchors, gone=report.gone)


@lru_cache(maxsize=_KEPT)
def sketch(text: str, size: int = _PASSAGE_HASHES) -> str:
    """Return the sketch of a text: up to `size` hashes of 2 bytes in hex, smallest first."""
    folded = re.sub(r"\s+", "", text)
    grams = {folded[at : at + 3] for at in range(max(1, len(folded) - 2))}
    hashes = sorted({blake2b(gram.encode(), digest_size=_HASH_BYTES).digest() for gram in grams})
    return b"".join(hashes[:size]).hex()


def similarity(one: str, two: str) -> float:
    """Estimate how much two texts have in common from their sketches: 0 nothing to 1 all (Jaccard of trigrams)."""
    if one == two:
        return 1.0
    left, right = _hashes(one), _hashes(two)
    longer = max(len(left), len(right))
    is_cut = longer in {_PASSAGE_HASHES, _OTHER_HASHES}  # shorter sketches hold all there is
    smallest = sorted(left | right)[: longer if is_cut else None]
    return sum(1 for item in smallest if item in left and item in right) / max(1, len(smallest))


def _hashes(text_sketch: str) -> frozenset[str]:
    size = 2 * _HASH_BYTES
    return frozenset(text_sketch[at : at + size] for at in range(0, len(text_sketch), size))


def parent_of(anchor: str) -> str:
    """Return the anchor that an anchor stands in, by its own form: s2-1-p3 → s2-1, s2 → ""."""
    return anchor.rpartition("-")[0]


# ---------------------------------------------------------------- matching


class _Locked:
    """The locked anchors by parent, in reading order; each is handed out once."""

    def __init__(self, lock: Lock) -> None:
        self.sketches: dict[str, str] = dict(lock.anchors)
        self.used = set(lock.used())
        self._by_parent: dict[str, list[str]] = {}
        for anchor, _ in lock.anchors:
            if _is_passage(anchor) or _is_clause(anchor):
                self._by_parent.setdefault(parent_of(anchor), []).append(anchor)

    def below(self, parent: str) -> list[str]:
        """Return the locked passages (or clauses) right below a parent."""
        return self._by_parent.get(parent, [])

    def fresh(self, stem: str, start: int) -> str:
        """Return an anchor never used: the stem with the first free number from `start`."""
        number = start
        while f"{stem}{number}" in self.used:
            number += 1
        self.used.add(f"{stem}{number}")
        return f"{stem}{number}"


def _hashes_for(anchor: str) -> int:
    return _PASSAGE_HASHES if _is_passage(anchor) else _OTHER_HASHES


def _is_passage(anchor: str) -> bool:
    return re.fullmatch(r"p\d+", anchor.rpartition("-")[2]) is not None


def _is_clause(anchor: str) -> bool:
    return re.fullmatch(r"c\d+", anchor.rpartition("-")[2]) is not None


def _is_section(anchor: str) -> bool:
    return not _is_passage(anchor) and not _is_clause(anchor)


def _assign_section(section: Section, locked: _Locked) -> Section:
    passages = _assign_passages(section.anchor, section.passages, locked)
    below = tuple(_assign_section(child, locked) for child in section.sections)
    return replace(section, passages=passages, sections=below)


def _assign_passages(parent: str, passages: Sequence[Passage], locked: _Locked) -> tuple[Passage, ...]:
    stem = f"{parent}-p" if parent else "p"
    anchors = _match(stem, [passage.text for passage in passages], locked, _SAME_PASSAGE)
    return tuple(
        _with_clauses(replace(passage, anchor=anchor), locked)
        for passage, anchor in zip(passages, anchors, strict=True)
    )


def _with_clauses(passage: Passage, locked: _Locked) -> Passage:
    if passage.kind != "paragraph":
        return passage
    spans = clause_spans(passage.text)
    texts = [passage.text[start:end] for start, end in spans]
    anchors = _match(f"{passage.anchor}-c", texts, locked, _SAME_CLAUSE)
    clauses = tuple(
        Clause(anchor=anchor, start=start, end=end)
        for anchor, (start, end) in zip(anchors, spans, strict=True)
    )
    return replace(passage, clauses=clauses)


def _match(stem: str, texts: Sequence[str], locked: _Locked, least: float) -> list[str]:
    """Give each text the locked anchor of its earlier version under the same parent, or a new one."""
    old = locked.below(parent_of(stem))
    found = _found(stem, texts, locked, old, least) if old else {}
    return [found.get(at) or locked.fresh(stem, at + 1) for at in range(len(texts))]


def _found(
    stem: str, texts: Sequence[str], locked: _Locked, old: Sequence[str], least: float
) -> dict[int, str]:
    """Return which of the `old` anchors belongs to which of the texts."""
    sketches = [sketch(text, _hashes_for(f"{stem}1")) for text in texts]
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _, at, before in _alike(sketches, [locked.sketches[anchor] for anchor in old], least):
        if at not in found and old[before] not in taken:
            found[at] = old[before]
            taken.add(old[before])
    return found


def _alike(new: Sequence[str], old: Sequence[str], least: float) -> list[tuple[float, int, int]]:
    """Return (−similarity, new, old) of all pairs that are alike, best first, then those nearest in order.

    Equal sketches are found by look-up; only what is left is compared pair by pair.
    """
    pairs: list[tuple[float, int, int]] = []
    places: dict[str, list[int]] = {}
    for before, item in enumerate(old):
        places.setdefault(item, []).append(before)
    changed = [at for at, item in enumerate(new) if item not in places]
    pairs += [(-1.0, at, before) for at, item in enumerate(new) for before in places.get(item, ())]
    kept = {item for item in new if item in places}
    left = [before for before, item in enumerate(old) if item not in kept]
    scored = ((similarity(new[at], old[before]), at, before) for at in changed for before in left)
    pairs += [(-score, at, before) for score, at, before in scored if score >= _least(new[at], least)]
    return sorted(pairs, key=lambda pair: (pair[0], abs(pair[1] - pair[2]), pair[1]))


def _least(text_sketch: str, least: float) -> float:
    """Return how alike a text must be; a short passage is judged as a clause is."""
    return least if len(text_sketch) == 2 * _HASH_BYTES * _PASSAGE_HASHES else min(least, _SAME_CLAUSE)


# ---------------------------------------------------------------- what is there, what is gone


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    """Yield every anchor of a report with the text that it stands for, in reading order."""
    yield from _passage_texts(report.passages)
    for path in report.walk():
        yield path[-1].anchor, path[-1].heading
        yield from _passage_texts(path[-1].passages)


def _passage_texts(passages: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    for passage in passages:
        yield passage.anchor, passage.text
        for clause in passage.clauses:
            yield clause.anchor, passage.clause_text(clause)


def _tombstones(report: Report, lock: Lock) -> tuple[Tombstone, ...]:
    """Return where each anchor leads whose text is gone: to the section that has its heading now, or to what it stood in."""
    present = dict(_texts(report))
    stones = {stone.anchor: stone for stone in lock.gone if stone.anchor not in present}
    moved = {stone.anchor: stone.parent for stone in stones.values() if _leads_elsewhere(stone, present)}
    moved |= _renumbered(report, lock, present)
    for anchor, _ in lock.anchors:
        if anchor not in present:
            stones[anchor] = Tombstone(anchor=anchor, parent="")
    return tuple(replace(stone, parent=_surviving(stone.anchor, present, moved)) for stone in stones.values())


def _leads_elsewhere(stone: Tombstone, present: Mapping[str, str]) -> bool:
    return stone.parent in present and not stone.anchor.startswith(f"{stone.parent}-")


def _renumbered(report: Report, lock: Lock, present: Mapping[str, str]) -> dict[str, str]:
    """Return the new anchors of sections whose headings were kept but count otherwise now, by the old ones.

    So it is where a heading had no anchor written beside it, and its number was not read as one before.
    """
    used = lock.used()
    new = [(path[-1].anchor, sketch(path[-1].heading, _OTHER_HASHES)) for path in report.walk()]
    fresh = _only(each for each in new if each[0] not in used)
    gone = _only(each for each in lock.anchors if each[0] not in present and _is_section(each[0]))
    return {gone[heading]: fresh[heading] for heading in gone.keys() & fresh.keys()}


def _only(headings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return anchors by what is theirs alone."""
    found: dict[str, list[str]] = {}
    for anchor, heading in headings:
        found.setdefault(heading, []).append(anchor)
    return {heading: anchors[0] for heading, anchors in found.items() if len(anchors) == 1}


def _surviving(anchor: str, present: Mapping[str, str], moved: Mapping[str, str]) -> str:
    parent = moved.get(anchor) or parent_of(anchor)
    while parent and parent not in present:
        parent = moved.get(parent) or parent_of(parent)
    return parent
