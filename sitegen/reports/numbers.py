"""Which paragraphs begin with a section number that counts: not on a page of contents, not where a chapter is only spoken of.

`numbering` looks at the form alone; here stands what takes the whole report to tell.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from sitegen.numbering import parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sitegen.numbering import Numbered

_LEADER: Final = re.compile(r"(?:[.．·…‥_]{3,}|\t)[\s.．·…]*\d{1,3}$")
_CONTENTS: Final = re.compile(r"目\s*[录次]")
_PAGE: Final = re.compile(r"[\s.．·…‥_]*\d{1,3}$")
_BLANKS: Final = re.compile(r"\s+")
_MOST_LINES: Final = 300
"""Of a table of contents."""
_DIVISIONS: Final = frozenset({"part", "chapter", "division"})
_LONGEST_NAME: Final = 40
"""Characters of the name of a chapter that follows its number without a blank."""
_SENTENCE: Final = re.compile(r"[。；：]|[，、,;:！!？?]$")
_NOTE_MARK: Final = re.compile(r"〔(?<=.〔)[一二三四五六七八九十]{1,3}〕")
"""The mark of a note inside of a text; a paragraph that begins with it is the note."""
_FEWEST_ARTICLES: Final = 3
_FEWEST_SIBLINGS: Final = 2
_FEWEST_ENTRIES: Final = 4
"""Of contents that nothing announces."""


def without_contents(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs with "" for each line of a page of contents.

    Such a line ends with a page number after dots, or it follows 目录 and is said again further down, or it is one of
    several numbered ones in a row that all are.
    """
    kept = ["" if text[-1:].isdecimal() and _LEADER.search(text) else text for text in texts]
    squeezed = [_BLANKS.sub("", text) for text in texts]
    for at, text in enumerate(squeezed):
        if _CONTENTS.fullmatch(text):
            for line in range(at + 1, min(len(texts), at + _MOST_LINES)):
                if kept[line] and not _is_repeated(squeezed[line], squeezed[line + 1 :]):
                    break
                kept[line] = ""
    last = {text: at for at, text in enumerate(squeezed)}
    for row in _rows(kept, squeezed):
        is_begun_again = squeezed[row[-1] + 1 : row[-1] + 2] == [squeezed[row[0]]]
        is_said_again = all(last[squeezed[at]] > row[-1] for at in row)
        if len(row) >= _FEWEST_ENTRIES and (is_begun_again or is_said_again):
            for at in row:
                kept[at] = ""
    return tuple(kept)


def _rows(texts: Sequence[str], squeezed: Sequence[str]) -> list[list[int]]:
    """Return the runs of short numbered lines, each up to where its first is said again."""
    rows: list[list[int]] = [[]]
    for at, text in enumerate(texts):
        is_entry = len(text) <= _LONGEST_NAME and parse_number(text) is not None
        if rows[-1] and (not is_entry or squeezed[at] == squeezed[rows[-1][0]]):
            rows.append([])
        if is_entry:
            rows[-1].append(at)
    return [row for row in rows if row]


def _is_repeated(text: str, later: Sequence[str]) -> bool:
    names = tuple(name for name in {text, _PAGE.sub("", text)} if name)
    return any(other.startswith(names) for other in later)


def read_numbers(texts: Sequence[str]) -> list[Numbered | None]:
    """Return for each paragraph the number that it begins with, None where it has none or only speaks of one."""
    read = [parse_number(text) for text in texts]
    articles = sum(1 for numbered in read if numbered and numbered.number.kind == "article")
    paths = {_path(numbered) for numbered in read if numbered} - {()}
    siblings = Counter((len(path), path[:-1]) for path in paths)
    above = _above(read, {path[0] for path in paths if len(path) > 1}) | _over_text(texts, read)
    notes = _notes(texts, read)
    bare = [numbered.number.value for numbered in read if numbered and _is_bare(numbered)]
    is_counted = len(bare) > 1 and bare == list(range(1, len(bare) + 1))
    return [
        None
        if numbered
        and (
            _is_mention(text, numbered, articles)
            or _is_figure(numbered, paths, siblings, above)
            or (_is_bare(numbered) and not is_counted)
            or at in notes
        )
        else numbered
        for at, (text, numbered) in enumerate(zip(texts, read, strict=True))
    ]


def _notes(texts: Sequence[str], read: Sequence[Numbered | None]) -> AbstractSet[int]:
    """Return the places of the notes 〔一〕, 〔二〕 that count on: most are marked in a text before them.

    Where they are not, they are headings, and a mark is a reference to one: 如〔三〕所述.
    """
    marked: set[str] = set()
    runs: list[list[tuple[int, bool]]] = []
    last = 0
    for at, (text, numbered) in enumerate(zip(texts, read, strict=True)):
        if numbered and numbered.number.printed.startswith("〔"):
            if not runs or numbered.number.value != last + 1:
                runs.append([])
            runs[-1].append((at, numbered.number.printed in marked))
            last = numbered.number.value
        marked.update(_NOTE_MARK.findall(text))
    notes = [run for run in runs if 2 * sum(is_marked for _, is_marked in run) > len(run)]
    return {at for run in notes for at, _ in run}


def _is_bare(numbered: Numbered) -> bool:
    """Tell whether a number is written without any mark: 一 概述; of those, only some that count on from one do."""
    return numbered.number.kind == "han" and not numbered.number.printed.endswith(("、", ".", "．"))


def _path(numbered: Numbered) -> tuple[int, ...]:
    """Return the digits of 1.2.3 as (1, 2, 3), of 1 or 1. as (1,); () for other numbers."""
    number = numbered.number
    is_arabic = number.kind == "arabic" or number.kind.startswith("decimal")
    return tuple(map(int, re.findall(r"\d+", number.printed))) if is_arabic else ()


def _above(read: Sequence[Numbered | None], divided: AbstractSet[int]) -> AbstractSet[int]:
    """Return the first digits that others stand below, and all bare ones where these count on from one."""
    bare = [each.number.value for each in read if each and each.number.printed.isdecimal()]
    return divided | set(bare) if divided and bare == list(range(1, len(bare) + 1)) else divided


def _over_text(texts: Sequence[str], read: Sequence[Numbered | None]) -> AbstractSet[int]:
    """Return the digits without a mark that head text, where at least three count on from one and a sentence follows each."""
    places = [at for at, each in enumerate(read) if each and each.number.printed.isdecimal()]
    values = [int(each.number.printed) for each in read if each and each.number.printed.isdecimal()]
    is_counted = len(values) >= _FEWEST_ARTICLES and values == list(range(1, len(values) + 1))
    has_text = all(
        at + 1 < len(texts)
        and read[at + 1] is None
        and "。" in texts[at + 1]
        and len(texts[at + 1]) > len(texts[at])
        for at in places
    )
    return set(values) if is_counted and has_text else set()


def _is_figure(
    numbered: Numbered,
    paths: AbstractSet[tuple[int, ...]],
    siblings: Mapping[tuple[int, tuple[int, ...]], int],
    above: AbstractSet[int],
) -> bool:
    """Tell whether what looks like 1.2 is a figure: no other of `paths` counts with it.  A bare 1 needs a 1.1 below it.

    `siblings` are counted by depth and what they share; `above` are the first digits that may head a section.
    """
    path, number = _path(numbered), numbered.number
    if number.kind.startswith("decimal"):
        is_alone = siblings[len(path), path[:-1]] < _FEWEST_SIBLINGS
        return is_alone and not (path[-1] == 1 and path[:-1] in paths)
    return number.kind == "arabic" and number.printed.isdecimal() and path[0] not in above


def _is_mention(text: str, numbered: Numbered, articles: int) -> bool:
    """Tell whether a number without a blank behind it belongs to a sentence: 第四章到第十二章阐述…, 第五条要求….

    A chapter's name stands alone in its line; where there are articles, there are some.
    """
    number, rest = numbered
    if len(text) - len(rest) > len(number.printed):
        return False
    if number.kind == "article":
        return bool(rest) and articles < _FEWEST_ARTICLES
    return number.kind in _DIVISIONS and (len(rest) > _LONGEST_NAME or bool(_SENTENCE.search(rest)))
