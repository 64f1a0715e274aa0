"""Which paragraphs begin with a section number that counts: not on a page of contents, not where a chapter is only spoken of.

`numbering` looks at the form alone; here stands what takes the whole report to tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.numbering import parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_FEWEST_ARTICLES: Final = 3


def without_contents(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs with "" for each line of a page of contents.

    Such a line ends with a page number after dots, or it follows 目录 and is said again further down.
    """
    kept = ["" if _LEADER.search(text) else text for text in texts]
    squeezed = [_BLANKS.sub("", text) for text in texts]
    for at, text in enumerate(squeezed):
        if _CONTENTS.fullmatch(text):
            for line in range(at + 1, min(len(texts), at + _MOST_LINES)):
                if kept[line] and not _is_repeated(squeezed[line], squeezed[line + 1 :]):
                    break
                kept[line] = ""
    return tuple(kept)


def _is_repeated(text: str, later: Sequence[str]) -> bool:
    names = tuple(name for name in {text, _PAGE.sub("", text)} if name)
    return any(other.startswith(names) for other in later)


def read_numbers(texts: Sequence[str]) -> list[Numbered | None]:
    """Return for each paragraph the number that it begins with, None where it has none or only speaks of one."""
    read = [parse_number(text) for text in texts]
    articles = sum(1 for numbered in read if numbered and numbered.number.kind == "article")
    return [
        None if numbered and _is_mention(text, numbered, articles) else numbered
        for text, numbered in zip(texts, read, strict=True)
    ]


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
