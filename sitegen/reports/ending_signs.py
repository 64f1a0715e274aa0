"""The places where a heading may end that runs into its text, and the signs that speak for or against each.

The signs are what a reader goes by: the characters and words on both sides, their classes (noun, verb, adverb …), how long the
heading would be, in how many clauses and whether these are balanced, how far the next stop is, whether the text takes the heading's
words up.  `endings` weighs them.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from sitegen.words import whole_words, word_classes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ONE_FORM: Final = str.maketrans(",():;!?０１２３４５６７８９123456789", "，（）：；！？" + "0" * 19)
"""Half-width marks as full ones, each digit as 0."""
_STOP: Final = re.compile("[。；：！？\n]")
_PAUSE: Final = re.compile("[，、。；：！？\n]")
_NO_END: Final = frozenset("，、（“《「")
_NO_START: Final = frozenset("，、）”》」")
_IN_FIGURE: Final = frozenset("0.%％")
_YEAR: Final = re.compile("(?<!0)(?:0000年|00?月)")
"""What a text may begin with of all figures, with each digit as 0."""
_OPENING: Final = frozenset("“（《")
_CLOSING: Final = frozenset("”）》")
_MARKS: Final = frozenset("，、。；：“”（）《》")
_FORMS: Final = {
    name: re.compile("|".join(forms))
    for name, forms in tomllib.loads(
        resources.files("sitegen.reports").joinpath("glued.toml").read_text("utf-8")
    ).items()
}
"""Expressions from the table beside this module, by the names that they have there."""
_OPENINGS: Final = ("figures", "labels", "texts", "verbs", "doubtful", "predicates")
"""Those that are looked for after a place."""
_FORMS["texts"] = re.compile(f"{_FORMS['texts'].pattern}|{_FORMS['purposes'].pattern}")
_USUAL_END: Final = re.compile("(?:情况|概况|概述|总则)$")
_SAID: Final = re.compile(f"(?:{_FORMS['said'].pattern})$")
_NO_SUBJECT: Final = re.compile(f"(?:{_FORMS['verbs'].pattern}|{_FORMS['doubtful'].pattern})")
"""What a heading begins with that is no bare subject."""
_COLLECTIVE: Final = re.compile(f"(?:{_FORMS['collectives'].pattern})$")
_LONGEST_SUBJECT: Final = 14
_SAID_LENGTH: Final = 14
"""Characters in which such an end is looked for."""
_LONGEST: Final = 46
"""Characters of a heading."""
_READ: Final = 240
"""Characters of a text that are looked at."""
_SHORTEST_REST: Final = 3
_SEEN: Final = 12
"""Characters behind the first stop that are still cut into words."""
_FARTHEST: Final = 40
_TAKEN_UP: Final = 4
_NEAR: Final = 26
_LENGTHS: Final = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 23, 26, 30, 36)
_CLAUSE_LENGTHS: Final = (2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 18, 22)
_DIFFERENCES: Final = (-5, -3, -2, -1, 0, 1, 2, 3, 5, 8)
_SENTENCE_LENGTHS: Final = (6, 10, 14, 18, 22, 26, 32, 40, 50)
_NEXT_LENGTHS: Final = (1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 26)
_REST_LENGTHS: Final = (4, 6, 8, 10, 12, 16, 20, 30, 45, 70)
_LEAD_LENGTHS: Final = (3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 20)


class Place(NamedTuple):
    """Where a heading may end, with what its siblings may have alike; the last place of a text is its first stop: no break.

    `form` are how many clauses the heading would have, how long its last one is, its last character, its last two, and the classes of its last words.
    """

    end: int
    is_stop: bool
    form: tuple[str, ...]
    signs: tuple[str, ...]


def places(text: str) -> list[Place]:
    """Return the places of a text that begins with a heading, without its number, and the first stop after them."""
    plain = text[:_READ]
    text = plain.translate(_ONE_FORM)
    stop = match.start() if (match := _STOP.search(text)) else len(text)
    words = _Words(text[: stop + _SEEN])
    places = [_place(text, end, stop, words) for end in (*_ends(text, stop), stop)]
    return [place._replace(signs=(*place.signs, *_expressions(plain, place))) for place in places]


def _expressions(text: str, place: Place) -> Iterator[str]:
    """Yield which expressions of the table stand on both sides of a place."""
    heading = text[: place.end]
    for name in ("usual", "subjects"):
        if _FORMS[name].fullmatch(heading):
            yield f"={name}"
    if _USUAL_END.search(heading):
        yield "=end"
    if _SAID.search(heading[-_SAID_LENGTH:]):
        yield "=said"
    if not place.is_stop:
        for name in _OPENINGS:
            if _FORMS[name].match(text, place.end):
                yield f"={name}"


def _ends(text: str, stop: int) -> Iterator[int]:
    depth = 0
    for end in range(1, min(_LONGEST, stop - _SHORTEST_REST) + 1):
        last, first = text[end - 1], text[end]
        depth += (last in _OPENING) - (last in _CLOSING)
        is_torn = (
            last in _NO_END or first in _NO_START or (first in _IN_FIGURE and not _YEAR.match(text, end))
        )
        if end > 1 and depth <= 0 and not is_torn and not _is_subject(text, end):
            yield end


def _is_subject(text: str, end: int) -> bool:
    """Tell whether what stands before a place is the subject of the sentence that goes on: 财政收入|完成50亿元, 全区上下|坚持, 区民政局|在10日内."""
    heading = text[:end]
    if _COLLECTIVE.search(heading) or (heading.endswith("会议") and _FORMS["meets"].match(text, end)):
        return True
    if "，" in heading or end > _LONGEST_SUBJECT or _NO_SUBJECT.match(heading) or _USUAL_END.search(heading):
        return False
    return _FORMS["measured"].match(text, end) is not None or (
        _FORMS["offices"].fullmatch(heading) is not None and _FORMS["acts"].match(text, end) is not None
    )


class _Words:
    """The words of a text, found by where they begin, and their classes."""

    def __init__(self, text: str) -> None:
        self._words = whole_words(text)
        self._classes = word_classes()
        self._starts: dict[int, int] = {}
        at = 0
        for index, word in enumerate(self._words):
            self._starts[at] = index
            at += len(word)
        self._starts[at] = len(self._words)

    def signs(self, end: int, *, is_stop: bool) -> tuple[str, ...]:
        """Return the signs of the words around a place; one alone if it is inside of a word."""
        index = self._starts.get(end)
        if index is None:
            return ("in",)
        one, two = self._kind(index - 1), self._kind(index - 2)
        before = (f"w{self._word(index - 1)}", f"p{one}", f"s{two}{one}")
        if is_stop:
            return before
        first, second = self._kind(index), self._kind(index + 1)
        after = (f"v{self._word(index)}", f"q{first}", f"r{one}{first}", f"u{first}{second}")
        return (*before, *after, f"t{two}{one}{first}")

    def _word(self, index: int) -> str:
        return self._words[index] if 0 <= index < len(self._words) else "^"

    def _kind(self, index: int) -> str:
        word = self._word(index)
        if word.isdigit():
            return "0"
        return word if word in _MARKS else self._classes.get(word, "?" if word != "^" else "^")


def _place(text: str, end: int, stop: int, words: _Words) -> Place:
    is_stop = end == stop
    heading = text[:end]
    clauses = heading.split("，")
    beside = words.signs(end, is_stop=is_stop)
    form = (
        f"{min(3, len(clauses))}",
        _size(len(clauses[-1]), _CLAUSE_LENGTHS),
        heading[-1:],
        heading[-2:],
        beside[-1] if is_stop else beside[2] if len(beside) > 1 else "",
    )
    signs = (*_characters(text, end, is_stop=is_stop), *beside, *_shape(heading, clauses))
    rest = _at_stop(text, end) if is_stop else _after(text, end, stop, heading)
    return Place(end, is_stop, form, (*signs, *rest))


def _characters(text: str, end: int, *, is_stop: bool) -> Iterator[str]:
    yield f"a{text[end - 1 : end]}"
    yield f"b{text[max(0, end - 2) : end]}"
    yield f"c{text[max(0, end - 3) : end]}"
    if is_stop:
        return
    yield f"d{text[end]}"
    yield f"e{text[end : end + 2]}"
    yield f"f{text[end : end + 3]}"
    yield f"x{text[end - 1 : end + 1]}"
    yield f"y{text[max(0, end - 2) : end + 1]}"
    yield f"z{text[end - 1 : end + 2]}"


def _shape(heading: str, clauses: Sequence[str]) -> Iterator[str]:
    last = clauses[-1]
    yield f"N{_size(len(heading), _LENGTHS)}"
    yield f"K{min(3, len(clauses))}"
    yield f"M{_size(len(last), _CLAUSE_LENGTHS)}"
    if len(clauses) > 1:
        yield f"B{_size(len(last) - len(clauses[-2]), _DIFFERENCES)}"
    if "、" in last:
        yield "D"
    if "0" in heading:
        yield "G"


def _at_stop(text: str, end: int) -> Iterator[str]:
    yield "none"
    yield f"n{_size(end, _SENTENCE_LENGTHS)}{text[end : end + 1]}"


def _after(text: str, end: int, stop: int, heading: str) -> Iterator[str]:
    pause = _PAUSE.search(text, end)
    length = pause.start() - end if pause else _FARTHEST
    mark = pause[0] if pause else ""
    yield f"O{mark}{_size(length, _NEXT_LENGTHS)}"
    yield f"R{_size(stop - end, _REST_LENGTHS)}{text[stop : stop + 1]}"
    if mark == "。":
        yield f"L{_size(length, _LEAD_LENGTHS)}"
    if "0" in text[end : end + length]:
        yield "H"
    yield from _taken_up(text, end, heading)


def _taken_up(text: str, end: int, heading: str) -> Iterator[str]:
    """Yield which words of a heading the text after it takes up."""
    if text[end : end + 2] in heading:
        yield "2"
    if text[end : end + 3] in heading:
        yield "3"
    if text.startswith(heading[:_TAKEN_UP], end):
        yield "again"
    elif end > _TAKEN_UP and text.startswith(heading[-_TAKEN_UP:], end):
        yield "last"
    near = text[end : end + _NEAR]
    if any(heading[at : at + _TAKEN_UP] in near for at in range(end - _TAKEN_UP + 1)):
        yield "4"


def _size(value: int, bounds: Sequence[int]) -> str:
    """Return the bound that a value does not pass; + if it passes all."""
    return next((str(bound) for bound in bounds if value <= bound), "+")
