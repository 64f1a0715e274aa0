"""Other names of things: what a reader writes, and what reports print for it.

The list in this package holds what is generally said in the language of administration; the keeper of an archive adds
a list of the same form.  The browser shows what it has also looked for, and can leave it aside.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from sitegen import words
from sitegen.search.postings import PARTS

# What is written, then the names that are looked for besides.
Aliases = tuple[tuple[str, ...], ...]
# What is written, folded, and its line in a shard.
NameLines = tuple[tuple[str, str], ...]


def parse_aliases(text: str) -> Aliases:
    """Return the groups of a list: a line `written = name | name` each; empty lines and those with // say nothing.

    What is written may be several words that need not stand side by side, divided by spaces, and each of them one of
    several, divided by /: `村里/农村 老师/教师 = 乡村教师` makes two groups, 村里 老师/教师 and 农村 老师/教师, for a
    group lies where its first word does; that has two characters or more, or the group says nothing.  So the words that
    come first are those that are so, and of which there are fewest.
    """
    groups = []
    for line in text.splitlines():
        written, _, others = line.partition("=")
        names = tuple(other.strip() for other in others.split("|") if other.strip())
        if names and not written.lstrip().startswith(("//", "#")):
            firsts, *rest = _fewest_first([part.split("/") for part in written.split()])
            groups += [
                (" ".join((first, *("/".join(words) for words in rest))), *names)
                for first in firsts
                if len(first) > 1 or (first and not rest)
            ]
    return tuple(groups)


def _fewest_first(parts: list[list[str]]) -> list[list[str]]:
    """Return what is written, the words first with which fewest groups say all."""
    whole = [part for part in parts if all(len(word) > 1 for word in part)]
    first = min(whole, key=len) if whole else (parts or [[""]])[0]
    return [first, *(part for part in parts if part is not first)]


@cache
def built_in() -> Aliases:
    """Return the list of this package."""
    return parse_aliases(resources.files("sitegen.search").joinpath("aliases.txt").read_text("utf-8"))


def name_lines(aliases: Aliases) -> list[NameLines]:
    """Return the lines of shards for other names, and for names alone, by part of the terms.

    They lie in the shard of what is written, which a query with it fetches anyway.
    """
    lines: list[list[tuple[str, str]]] = [[] for _ in range(PARTS)]
    for written, *others in aliases:
        term = words.fold(written.split()[0]) if others and written.strip() else words.fold(written)
        if term:
            line = "=".join([written, *(["|".join(others)] if others else [])])
            lines[ord(term[0]) % PARTS].append((term, line))
    return [tuple(own) for own in lines]


def everyday_of(part: int) -> list[str]:
    """Return the words of everyday language that lie in a part of the terms, sorted."""
    return _everyday()[part]


@cache
def _everyday() -> list[list[str]]:
    parts: list[list[str]] = [[] for _ in range(PARTS)]
    for word in words.everyday():
        parts[ord(word[0]) % PARTS].append(word)
    return parts
