from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment

from sitegen.live.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Callable

LOOKS = "site and theme"


def macros(text: str) -> dict[str, Callable[..., str]]:
    return vars(Environment(autoescape=True).from_string(text).module)


def test_a_piece_is_what_its_macro_makes_and_is_not_escaped_again() -> None:
    make = macros("{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}")["bold"]
    pieces = Pieces()
    for _ in range(2):
        piece = pieces.of("index.html", LOOKS)(make, "a < b")
        assert piece == "<b>a &lt; b</b>"
        assert piece.__html__() == piece


def test_what_did_not_change_is_made_once_for_each_page() -> None:
    made: list[str] = []
    environment = Environment(autoescape=True)
    environment.globals["note"] = lambda text: made.append(text) or text
    tell = environment.from_string("{% macro told(text) %}{{ note(text) }}{% endmacro %}").module.told
    pieces = Pieces()
    for text in ("one", "two", "one"):
        assert pieces.of("a", LOOKS)(tell, text) == text
    assert made == ["one", "two", "one"]  # of a page only what it was made of the last time
    assert pieces.of("a", LOOKS)(tell, "one") == "one"
    assert pieces.of("b", LOOKS)(tell, "one") == "one"
    assert pieces.of("a", "another theme")(tell, "one") == "one"
    assert made == ["one", "two", "one", "one", "one"]


def test_two_macros_of_one_name_are_two() -> None:
    pieces = Pieces()
    first, second = (
        macros(f"{{% macro told(n) %}}{word}{{{{ n }}}}{{% endmacro %}}")["told"] for word in "甲乙"
    )
    for _ in range(2):
        piece = pieces.of("a", LOOKS)
        assert (piece(first, 1), piece(second, 1)) == ("甲1", "乙1")


def test_values_that_may_change_are_never_remembered() -> None:
    make = macros("{% macro told(names) %}{{ names|join }}{% endmacro %}")["told"]
    names = ["a"]
    pieces = Pieces()
    assert pieces.of("a", LOOKS)(make, names) == "a"
    names.append("b")
    assert pieces.of("a", LOOKS)(make, names) == "ab"
